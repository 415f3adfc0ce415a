"""A member of the council at work: one's own sheets, and nobody else's."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.initiatives import policies
from motcua.initiatives.models import Seat
from motcua.initiatives.scoring import Scheme
from motcua.initiatives.selectors import open_seats
from motcua.initiatives.services import councils
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest, signed_in
from motcua.web.initiatives.room import tabs
from motcua.web.manage import fields


class SheetForm(forms.Form):
    """A field for each criterion of the round, and a remark."""

    remark = fields.long_text(gettext_lazy("Nhận xét"))

    def __init__(self, scheme: Scheme, data: Any = None) -> None:
        super().__init__(data)
        for one in scheme.criteria:
            self.fields[one.id] = fields.whole_number(
                one.label,
                _("Chưa chấm “%(label)s”.") % {"label": one.label},
                most=one.most,
                hint=_("Từ 0 đến %(most)d điểm") % {"most": one.most},
            )
        self.order_fields([*(one.id for one in scheme.criteria), "remark"])

    @property
    def criteria(self) -> list[forms.BoundField]:
        """Return the fields of the criteria."""
        return [bound for bound in self if bound.name != "remark"]


class ConflictForm(forms.Form):
    """Why a member should not score."""

    reason = fields.text(
        gettext_lazy("Vì sao không chấm"),
        gettext_lazy("Xin ghi vì sao ông/bà không chấm."),
        hint=gettext_lazy("Như: người thân của tác giả, đã góp ý soạn sáng kiến này."),
    )


def _tabs(request: StaffRequest) -> list[dict[str, Any]]:
    """Return the tabs for whoever has the other pages, too."""
    return tabs(request) if request.actor.has(*policies.REGISTERING) else []


@signed_in
@never_cache
@require_safe
def seats(request: StaffRequest) -> HttpResponse:
    """List the rounds in which one has a seat."""
    context = {"tabs": _tabs(request), "seats": list(open_seats(request.actor.officer_id or 0))}
    return render(request, "initiatives/seats.html", context)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Read what is to be judged and lock one's sheet."""
    seat = policies.access_seat(request.actor, ref)
    scheme = seat.evaluation.scheme.scheme
    form = SheetForm(scheme, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        remark = typed.pop("remark")
        try:
            councils.lock_sheet(seat, typed, remark=remark, actor=request.actor, at=clock.now())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã khóa phiếu điểm của ông/bà."))
            return redirect("initiatives:seats")
    return _shown(request, seat, form, ConflictForm())


@signed_in
@never_cache
@require_POST
def conflict(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Say that one should not score."""
    seat = policies.access_seat(request.actor, ref)
    form = ConflictForm(request.POST)
    if form.is_valid():
        try:
            councils.declare_conflict(seat, form.cleaned_data["reason"], actor=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi. Ông/bà không chấm mô hình này."))
            return redirect("initiatives:seats")
    return _shown(request, seat, SheetForm(seat.evaluation.scheme.scheme), form)


def _shown(
    request: StaffRequest, seat: Seat, form: SheetForm, refusal: ConflictForm
) -> HttpResponse:
    initiative = seat.evaluation.initiative
    context = {
        "tabs": _tabs(request),
        "seat": seat,
        "sheet": getattr(seat, "sheet", None),
        "one": initiative,
        "version": initiative.versions.get(number=seat.evaluation.version),
        "form": form,
        "refusal": refusal,
        "pass_mark": seat.evaluation.scheme.pass_mark,
    }
    status = 422 if form.errors or refusal.errors else 200
    return render(request, "initiatives/sheet.html", context, status=status)
