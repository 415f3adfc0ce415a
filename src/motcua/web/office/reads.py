"""The auditor's page: who opened whose data, and the reads that are worth a look."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from motcua.agencies.roles import Role
from motcua.dossiers.models import AccessRecord, DossierRead
from motcua.dossiers.oversight import PAGE, Asked, Sign, access_records, busy_days, reads
from motcua.dossiers.privacy_rules import privacy_rule
from motcua.kernel import clock
from motcua.kernel.text import mask_name
from motcua.web.access import StaffRequest, requires
from motcua.web.context import stamp_of
from motcua.web.desk.handing import place_from
from motcua.web.reading import looked_at_many

MOST_EXPORTED: Final = 20_000
LOOKED_BACK: Final = timedelta(days=31)
_LABELS: Final = {
    Sign.ALL: gettext_lazy("Mọi lượt xem"),
    Sign.OUTSIDE: gettext_lazy("Ngoài giờ"),
    Sign.NOT_OWN: gettext_lazy("Không thuộc việc mình"),
    Sign.MANY: gettext_lazy("Xem nhiều bất thường"),
    Sign.NUMBERS: gettext_lazy("Tra theo số định danh"),
    Sign.MANY_AT_ONCE: gettext_lazy("Mở sổ, in, xuất"),
}
_FILTERS: Final = ("canbo", "hoso", "tu", "den")
_DAYS: Final = ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%Y-%m-%d")
_NO_DAY: Final = {"invalid": gettext_lazy("Ngày ghi như 01/11/2026. Xin xem lại.")}


class ReadsForm(forms.Form):
    """By officer, dossier and days; each may be empty."""

    canbo = forms.CharField(label=gettext_lazy("Cán bộ"), required=False, max_length=120)
    hoso = forms.CharField(label=gettext_lazy("Mã hồ sơ"), required=False, max_length=60)
    tu = forms.DateField(
        label=gettext_lazy("Từ ngày"),
        required=False,
        input_formats=list(_DAYS),
        widget=forms.TextInput(),
        error_messages=_NO_DAY,
    )
    den = forms.DateField(
        label=gettext_lazy("Đến ngày"),
        required=False,
        input_formats=list(_DAYS),
        widget=forms.TextInput(),
        error_messages=_NO_DAY,
    )

    def asked(self, sign: Sign) -> Asked:
        """Return what is looked for; the days that were no days are left out."""
        typed = self.cleaned_data
        last = typed.get("den")
        return Asked(
            sign,
            officer=typed.get("canbo", "").strip(),
            code=typed.get("hoso", "").strip().upper(),
            first=typed.get("tu"),
            last=last if last != date.max else None,
        )


@requires(Role.AUDITOR)
@require_safe
@never_cache
def log(request: StaffRequest) -> HttpResponse:
    """Show a page of the log, the latest first. At most eight statements."""
    sign = _sign(request)
    form = ReadsForm(request.GET, auto_id="o-%s")
    form.is_valid()
    asked = form.asked(sign)
    rows, place = _page(request, asked)
    kept = _kept(request)
    context = {
        "sign": sign.value,
        "label": _LABELS[sign],
        "chips": _chips(sign, kept),
        "form": form,
        "rows": [_row(sign, row) for row in rows[:PAGE]],
        "many_a_day": _many_a_day(request),
        "next_url": _address(sign, {**kept, "sau": place}) if place else "",
        "first_url": _address(sign, kept) if request.GET.get("sau") else "",
        "csv_url": reverse("office:reads-csv", query={"loai": sign.value, **kept}),
    }
    return render(request, "office/reads.html", context, status=422 if form.errors else 200)


@requires(Role.AUDITOR)
@require_GET
@never_cache
def export(request: StaffRequest) -> HttpResponse:
    """Give the list as CSV; that it was taken away stands in the log too."""
    sign = _sign(request)
    form = ReadsForm(request.GET)
    if not form.is_valid():
        return redirect(_address(sign, _kept(request)))
    found = _found(request, form.asked(sign))
    listed = [_cells(sign, _row(sign, row)) for row in found[:MOST_EXPORTED]]
    looked_at_many(
        request,
        AccessRecord.Kind.EXPORT,
        clock.now(),
        rows=len(listed),
        subject=_("Nhật ký xem: %(list)s") % {"list": _LABELS[sign]},
    )
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_heads(sign))
    writer.writerows(listed)
    # The mark lets a spreadsheet read it as UTF-8.
    content = "\ufeff" + text.getvalue()
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="nhat-ky-xem-{sign.value}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _found(request: StaffRequest, asked: Asked) -> QuerySet[Any, Any]:
    if asked.sign is Sign.MANY:
        if asked.first is None:
            # Counting over all years would read them all.
            asked = replace(asked, first=clock.today() - LOOKED_BACK)
        return busy_days(request.actor, asked, _many_a_day(request))
    if asked.sign in {Sign.NUMBERS, Sign.MANY_AT_ONCE}:
        return access_records(request.actor, asked)
    return reads(request.actor, asked)


def _page(request: StaffRequest, asked: Asked) -> tuple[list[Any], str]:
    """Return the rows of this page and one more, and where the next begins ("" for nowhere)."""
    found = _found(request, asked)
    if asked.sign is Sign.MANY:
        found = found.filter(_after_day(request))
        rows = list(found[: PAGE + 1])
        last = rows[PAGE - 1] if len(rows) > PAGE else None
        return rows, f"{last['day'].isoformat()},{last['officer_id']}" if last else ""
    field = "happened_at" if asked.sign in {Sign.NUMBERS, Sign.MANY_AT_ONCE} else "last_at"
    place = place_from(request.GET)
    if place is not None:
        same = Q(**{field: place.at}, pk__lt=place.row)
        found = found.filter(Q(**{f"{field}__lt": place.at}) | same)
    rows = list(found[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return rows, f"{getattr(last, field).isoformat()},{last.pk}" if last else ""


def _after_day(request: StaffRequest) -> Q:
    """Return the condition that a day comes after the page before; all for the first page."""
    day, _comma, officer = request.GET.get("sau", "").partition(",")
    try:
        place, row = date.fromisoformat(day), int(officer[:18])
    except ValueError:
        return Q()
    return Q(day__lt=place) | Q(day=place, officer_id__lt=row)


def _row(sign: Sign, row: Any) -> dict[str, Any]:
    """Return a row as page and file show it: people masked, officers named."""
    if sign is Sign.MANY:
        return {
            "officer": row["officer__full_name"],
            "agency": row["officer__agency__name"],
            "day": row["day"],
            "dossiers": row["dossiers"],
            "times": row["times"],
            "outside": row["outside"],
        }
    if isinstance(row, AccessRecord):
        return {
            "officer": row.officer.full_name,
            "agency": row.officer.agency.name,
            "at": row.happened_at,
            "what": row.get_kind_display(),
            "subject": row.subject,
            "trace": row.number_hash[:12],
            "rows": row.rows,
            "is_outside": row.is_outside_hours,
        }
    assert isinstance(row, DossierRead)  # noqa: S101 - the third of three kinds
    dossier = row.dossier
    name = dossier.principal_name
    return {
        "officer": row.officer.full_name,
        "agency": row.officer.agency.name,
        "read": row,
        "key": dossier.code or dossier.tracking_code,
        "person": name if dossier.erased_at is not None else mask_name(name),
        "reason": row.get_reason_display() if row.reason else "",
        "seen_as": getattr(row, "seen_as", None) or "",
    }


def _heads(sign: Sign) -> list[str]:
    who = [_("Cán bộ"), _("Cơ quan")]
    if sign is Sign.MANY:
        return [*who, _("Ngày"), _("Số hồ sơ"), _("Số lần mở"), _("Ngoài giờ")]
    if sign in {Sign.NUMBERS, Sign.MANY_AT_ONCE}:
        return [
            *who,
            _("Lúc"),
            _("Việc"),
            _("Phạm vi"),
            _("Dấu vết số"),
            _("Số dòng"),
            _("Ngoài giờ"),
        ]
    return [
        *who,
        _("Hồ sơ"),
        _("Chủ hồ sơ"),
        _("Lần đầu"),
        _("Lần cuối"),
        _("Số lần"),
        _("Mở giấy tờ"),
        _("Ngoài giờ"),
        _("Thuộc việc mình"),
        _("Lý do"),
        _("Nói rõ"),
        _("Với tư cách"),
    ]


def _cells(sign: Sign, row: dict[str, Any]) -> list[Any]:
    who = [_plain(row["officer"]), _plain(row["agency"])]
    if sign is Sign.MANY:
        return [*who, row["day"].isoformat(), row["dossiers"], row["times"], row["outside"]]
    if sign in {Sign.NUMBERS, Sign.MANY_AT_ONCE}:
        at = clock.local(row["at"]).isoformat(timespec="seconds")
        outside = int(row["is_outside"])
        return [*who, at, row["what"], _plain(row["subject"]), row["trace"], row["rows"], outside]
    read: DossierRead = row["read"]
    return [
        *who,
        _plain(row["key"]),
        _plain(row["person"]),
        clock.local(read.first_at).isoformat(timespec="seconds"),
        clock.local(read.last_at).isoformat(timespec="seconds"),
        read.count,
        read.documents_count,
        read.outside_count,
        int(read.is_own_work),
        row["reason"],
        _plain(read.reason_text),
        _plain(row["seen_as"]),
    ]


def _plain(text: str) -> str:
    """Return ``text`` on one line, so that no spreadsheet takes it for a formula."""
    line = " ".join(text.split())
    return f"'{line}" if line[:1] in {"=", "+", "-", "@"} else line


def _sign(request: StaffRequest) -> Sign:
    try:
        return Sign(request.GET.get("loai", ""))
    except ValueError:
        return Sign.ALL


def _many_a_day(request: StaffRequest) -> int:
    officer = getattr(request.user, "officer", None)
    return privacy_rule(officer.agency_id if officer else None, stamp_of(request)).many_a_day


def _kept(request: StaffRequest) -> dict[str, str]:
    return {name: value for name in _FILTERS if (value := request.GET.get(name, ""))}


def _address(sign: Sign, query: dict[str, str]) -> str:
    return reverse("office:reads", query={"loai": sign.value, **query})


def _chips(current: Sign, kept: dict[str, str]) -> Sequence[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": _address(sign, kept),
            "is_current": sign is current,
            "count": None,
            "icon": "",
        }
        for sign, label in _LABELS.items()
    ]
