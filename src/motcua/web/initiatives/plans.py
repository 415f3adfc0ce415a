"""The year's plan of each unit, and the list of a period as reports want it."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency, AgencyKind
from motcua.agencies.roles import Role
from motcua.indicators.reform import registered
from motcua.initiatives import policies
from motcua.initiatives.content import Kind
from motcua.initiatives.lifecycle import State
from motcua.initiatives.selectors import registered_between, unit_lines
from motcua.initiatives.services import registry
from motcua.kernel import clock
from motcua.web.access import StaffRequest
from motcua.web.initiatives.room import reads, tabs
from motcua.web.manage import fields
from motcua.web.manage.paging import page_of

FIRST_YEAR: Final = 2015
_MARK: Final = "\ufeff"
"""Lets spreadsheets know that it is UTF-8."""
_RISKY: Final = ("=", "+", "-", "@", "\t")


class PeriodForm(forms.Form):
    """From when to when."""

    tu = fields.day(gettext_lazy("Từ ngày"))
    den = fields.day(gettext_lazy("Đến hết ngày"))

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("tu"), cleaned.get("den")
        if first and last and last < first:
            self.add_error("den", _("Ngày cuối đang trước ngày đầu. Xin xem lại hai ngày."))
        return cleaned


class TargetForm(forms.Form):
    """How many a unit wants to register in a year."""

    agency = fields.choice(gettext_lazy("Đơn vị"), [])
    year = fields.whole_number(
        gettext_lazy("Năm"), gettext_lazy("Xin ghi năm."), least=FIRST_YEAR, most=2100
    )
    target = fields.whole_number(
        gettext_lazy("Chỉ tiêu"), gettext_lazy("Xin ghi chỉ tiêu, ít nhất 1."), least=1, most=500
    )
    note = fields.text(gettext_lazy("Ghi chú"))

    def __init__(self, agencies: list[Agency], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self._agencies = {one.code: one for one in agencies}
        self.fields["agency"].choices = [(one.code, one.name) for one in agencies]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find the unit."""
        cleaned = super().clean() or {}
        cleaned["agency"] = self._agencies.get(cleaned.get("agency", ""))
        return cleaned


@dataclass(frozen=True, slots=True)
class _Looked:
    """Of what the page tells: a province and days."""

    province_id: int
    first: date
    last: date


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def plans(request: StaffRequest) -> HttpResponse:
    """Show how far each unit is; set the target of one's own."""
    today = clock.today()
    period = PeriodForm(request.GET if {"tu", "den"} & set(request.GET) else None)
    looked = _looked(request.actor, period, today)
    agencies = list(policies.units_of(request.actor))
    data = request.POST if request.method == "POST" else None
    form = TargetForm(agencies, data, initial={"year": today.year})
    if data is not None and not agencies:
        raise Http404  # an approver reads
    if data is not None and form.is_valid():
        typed = form.cleaned_data
        registry.set_target(
            typed["agency"],
            typed["year"],
            typed["target"],
            note=typed["note"],
            actor=request.actor,
            at=clock.now(),
        )
        messages.success(request, _("Đã đặt chỉ tiêu năm %(year)d.") % {"year": typed["year"]})
        return redirect("initiatives:plans")
    lines = unit_lines(looked.province_id, looked.first, looked.last)
    rows = registered_between(looked.province_id, looked.first, looked.last)
    page = page_of(rows, request)
    query = {"tu": f"{looked.first:%d/%m/%Y}", "den": f"{looked.last:%d/%m/%Y}"}
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "period": period,
        "form": form,
        "agencies": agencies,
        "first": looked.first,
        "last": looked.last,
        "total": registered(looked.first, looked.last, province_id=looked.province_id),
        "groups": [
            (label, [line for line in lines if line.agency.kind == kind])
            for label, kind in (
                (_("Xã, phường, thị trấn"), AgencyKind.COMMUNE_COMMITTEE),
                (_("Cơ quan cấp tỉnh"), AgencyKind.DEPARTMENT),
            )
        ],
        "page": page,
        "rows": [(one, State(one.state), Kind(one.kind)) for one in page.rows],
        "file_url": reverse("initiatives:plans-file", query=query),
        "typed": query,
    }
    status = 422 if form.errors or period.errors else 200
    return render(request, "initiatives/plans.html", context, status=status)


@reads
@require_safe
def listed_file(request: StaffRequest) -> HttpResponse:
    """Return the list of the period as a table for a spreadsheet."""
    period = PeriodForm(request.GET)
    looked = _looked(request.actor, period, clock.today())
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(
        ["Mã", "Tên", "Loại", "Đơn vị", "Ngày đăng ký", "Tình trạng", "Quyết định", "Ngày"]
    )
    for one in registered_between(looked.province_id, looked.first, looked.last):
        table.writerow(
            [
                one.code,
                _safe(one.title),
                Kind(one.kind).label,
                _safe(one.agency.name),
                f"{one.registered_on:%d/%m/%Y}",
                State(one.state).label,
                _safe(one.decision_number),
                f"{one.decision_on:%d/%m/%Y}" if one.decision_on else "",
            ]
        )
    name = f"mo-hinh-sang-kien-{looked.first}-{looked.last}.csv"
    return HttpResponse(
        _MARK + written.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _looked(actor: Actor, period: PeriodForm, today: date) -> _Looked:
    """Return the province of the actor's first unit, and the days asked for or this year's."""
    mine = actor.agencies_with(Role.REFORM_OFFICER) or actor.agencies_with(*policies.READING)
    agency = Agency.objects.filter(pk__in=mine).order_by("pk").first()
    if agency is None:
        raise Http404
    typed = period.cleaned_data if period.is_valid() else {}
    last: date = typed.get("den") or today
    first: date = typed.get("tu") or date(last.year, 1, 1)
    return _Looked(agency.province_id, first, last)


def _safe(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text
