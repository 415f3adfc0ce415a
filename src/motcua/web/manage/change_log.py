"""The log of configuration: who changed what, when, from what to what."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django import forms
from django.db.models import Model
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_safe

from motcua.configuration.models import Change
from motcua.configuration.selectors import Wanted, model_of, rows_of, table_label, tables_by_label
from motcua.configuration.tables import TABLES
from motcua.configuration.words import Entry, entries
from motcua.indicators.files import CSV_TYPE, csv_lines
from motcua.kernel import clock
from motcua.web.access import StaffRequest
from motcua.web.formats import moment_year
from motcua.web.manage import fields
from motcua.web.manage.access import reads

_MOST_IN_FILE: Final = 20_000
_BLOCK: Final = 200
_LONGEST_KEY: Final = 18

_PLACES: Final[dict[str, Callable[[Any], str]]] = {
    "agencies_agency": lambda row: reverse("manage:agency", args=[row.code]),
    "agencies_desk": lambda row: reverse("manage:desk-edit", args=[row.agency.code, row.code]),
    "agencies_officer": lambda row: reverse("manage:officer", args=[row.ref]),
    "agencies_roleassignment": lambda row: reverse("manage:officer", args=[row.officer.ref]),
    "agencies_absencecover": lambda row: reverse("manage:officer", args=[row.absent.ref]),
    "agencies_calendarlayer": lambda row: reverse("manage:calendar", args=[row.pk]),
    "agencies_calendarday": lambda row: reverse("manage:calendar", args=[row.layer_id]),
    "agencies_calendarhours": lambda row: reverse("manage:calendar", args=[row.layer_id]),
    "procedures_procedure": lambda row: reverse("manage:procedure", args=[row.code]),
    "procedures_procedureversion": lambda row: reverse(
        "manage:version", args=[row.procedure.code, row.number]
    ),
    "procedures_eform": lambda row: reverse("manage:eform", args=[row.code]),
    "procedures_eformversion": lambda row: reverse("manage:eform", args=[row.form.code]),
    "documents_formtemplate": lambda row: reverse("manage:layout", args=[row.pk]),
    "documents_paperkind": lambda row: reverse("manage:paper-kind", args=[row.code]),
    "exchange_apiclient": lambda row: reverse("manage:client", args=[row.ref]),
    "hall_hall": lambda row: reverse("manage:hall", args=[row.desk.code]),
    "hall_servicegroup": lambda row: reverse("manage:hall", args=[row.hall.desk.code]),
    "hall_counter": lambda row: reverse("manage:hall", args=[row.hall.desk.code]),
    "indicators_reporttemplate": lambda row: reverse("manage:report-template", args=[row.key]),
}
"""Pages of single objects."""
_LISTS: Final = {
    "agencies_unit": "manage:units",
    "agencies_unitsuccession": "manage:units",
    "agencies_factordemand": "manage:factors",
    "procedures_committedlimit": "manage:limits",
    "procedures_provincialfee": "manage:fees",
    "procedures_feeexemption": "manage:exemptions",
    "procedures_retentionrule": "manage:retention",
    "notifications_messagetemplate": "manage:words",
    "notifications_quiethours": "manage:quiet-hours",
    "signatures_signingidentity": "manage:identities",
    "payments_collector": "manage:collectors",
    "dossiers_codepattern": "manage:patterns",
    "dossiers_privacyrule": "manage:privacy",
    "surveys_questionnaire": "manage:surveys",
    "surveys_questionnaireversion": "manage:surveys",
    "petitions_petitionlimit": "manage:petition-rules",
    "petitions_petitiontext": "manage:petition-rules",
    "indicators_countingrule": "manage:counting",
    "indicators_signrule": "manage:sign-rules",
    "indicators_indexversion": "manage:index-766",
    "indicators_nineversion": "manage:nine",
    "indicators_fullservice": "manage:full-services",
    "indicators_latecausekind": "manage:late-causes",
    "configuration_featureswitch": "manage:switches",
}
"""Pages on which all rows of a table stand."""


class LogForm(fields.LastDayMixin):
    """Which changes to look for."""

    bang = fields.choice(gettext_lazy("Loại"), [], required=False)
    nguoi = fields.text(
        gettext_lazy("Người làm"), most=100, hint=gettext_lazy("Họ tên hoặc tên đăng nhập.")
    )
    q = fields.text(gettext_lazy("Tên của thứ bị đổi"), most=100)
    valid_from = fields.day(gettext_lazy("Từ ngày"))
    valid_to = fields.day(gettext_lazy("Đến hết ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["bang"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101, narrows the type
        field.choices = [("", _("Mọi loại")), *_kinds()]

    def wanted(self) -> Wanted:
        """Return the question; what cannot be read asks for nothing."""
        typed = getattr(self, "cleaned_data", {})
        return Wanted(
            table=typed.get("bang") or "",
            person=typed.get("nguoi") or "",
            words=typed.get("q") or "",
            first=typed.get("valid_from"),
            last=typed.get("valid_to"),
        )


def _kinds() -> list[tuple[str, str]]:
    return [(table, label[:1].upper() + label[1:]) for table, label in tables_by_label()]


@reads
@require_safe
def log(request: StaffRequest) -> HttpResponse:
    """List the changes, the newest first. Two queries and one for each kind of row named."""
    form = LogForm(_without_nul(request))
    is_right = form.is_valid()
    found, next_before = form.wanted().page(_before(request)) if is_right else ([], 0)
    context = {
        "form": form,
        "rows": _told(entries(found)),
        "next_url": _address(request, truoc=str(next_before)) if next_before else "",
        "first_url": _address(request) if "truoc" in request.GET else "",
        "file_url": reverse("manage:change-file", query=_asked(request)),
        "is_filtered": any(value for name, value in request.GET.items() if name != "truoc"),
    }
    return render(request, "manage/change_log.html", context, status=200 if is_right else 422)


@reads
@require_safe
def history(request: StaffRequest, table: str, key: str) -> HttpResponse:
    """List every change of one row."""
    model = model_of(table) if table in TABLES else None
    if model is None or not (key.isascii() and key.isdecimal() and len(key) <= _LONGEST_KEY):
        raise Http404
    found, next_before = Wanted(table=table, row_key=key).page(_before(request))
    row = rows_of([(model, key)]).get((model, key))
    if row is None and not found:
        raise Http404
    context = {
        "rows": _told(entries(found)),
        "name": str(row) if row is not None else found[0].row_name,
        "kind": table_label(table),
        "object_url": place_of(table, row),
        "next_url": _address(request, truoc=str(next_before)) if next_before else "",
        "first_url": _address(request) if "truoc" in request.GET else "",
    }
    return render(request, "manage/change_history.html", context)


@reads
@require_safe
def change(request: StaffRequest, change_id: int) -> HttpResponse:
    """Show one change whole, and what else was done in the same go."""
    found = get_object_or_404(Change.objects.select_related("account"), pk=change_id)
    beside = Change.objects.filter(batch=found.batch, recorded_at=found.recorded_at)
    others = list(beside.exclude(pk=found.pk).order_by("pk")[: _BLOCK + 1])
    context = {
        "entry": _told(entries([found], whole=True))[0],
        "others": _told(entries(others[:_BLOCK])),
        "more": len(others) > _BLOCK,
    }
    return render(request, "manage/change.html", context)


@reads
@require_safe
def file(request: StaffRequest) -> HttpResponseBase:
    """Hand the changes that were asked for out as CSV, a line for each column."""
    form = LogForm(_without_nul(request))
    if not form.is_valid():
        raise Http404
    response = StreamingHttpResponse(csv_lines(_lines(form.wanted())), content_type=CSV_TYPE)
    name = f"nhat-ky-cau-hinh-{clock.today():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _lines(wanted: Wanted) -> Iterator[list[str]]:
    yield [
        _("Số"),
        _("Lúc"),
        _("Người làm"),
        _("Cách làm"),
        _("Loại"),
        _("Tên"),
        _("Việc"),
        _("Mục"),
        _("Trước"),
        _("Sau"),
        _("Lý do"),
    ]
    before, told = 0, 0
    while told < _MOST_IN_FILE:
        found, before = wanted.page(before)
        for entry in entries(found, whole=True):
            yield from _file_lines(entry)
        told += len(found)
        if not before:
            return


def _file_lines(entry: Entry) -> Iterator[list[str]]:
    made = entry.change
    head = [
        str(made.pk),
        moment_year(made.recorded_at),
        entry.who,
        made.get_source_display(),
        entry.kind,
        entry.name,
        made.get_action_display(),
    ]
    for line in entry.lines:
        yield [*head, line.label, line.before, line.after, made.reason]
    if not entry.lines:
        yield [*head, "", "", "", made.reason]


def place_of(table: str, row: Model | None) -> str:
    """Return the address of the page on which ``row`` is looked after; "" without one."""
    if row is not None and table in _PLACES:
        return _PLACES[table](row)
    return reverse(_LISTS[table]) if table in _LISTS else ""


def _told(told: list[Entry]) -> list[dict[str, Any]]:
    return [
        {
            "entry": one,
            "object_url": place_of(one.change.table_name, one.row),
            "history_url": reverse(
                "manage:change-history", args=[one.change.table_name, one.change.row_key]
            )
            if one.change.row_key
            else "",
        }
        for one in told
    ]


def _without_nul(request: StaffRequest) -> dict[str, str]:
    return {name: str(value).replace("\x00", "") for name, value in request.GET.items()}


def _before(request: StaffRequest) -> int:
    typed = request.GET.get("truoc", "")
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST_KEY
    return int(typed) if is_number else 0


def _asked(request: StaffRequest) -> dict[str, str]:
    return {name: str(one) for name, one in request.GET.items() if name != "truoc" and one}


def _address(request: StaffRequest, **more: str) -> str:
    return reverse(
        f"manage:{request.resolver_match.url_name}",  # type: ignore[union-attr]
        kwargs=request.resolver_match.kwargs,  # type: ignore[union-attr]
        query={**_asked(request), **more} or None,
    )


urlpatterns = [
    path("nhat-ky/", log, name="change-log"),
    path("nhat-ky/tep.csv", file, name="change-file"),
    path("nhat-ky/<int:change_id>/", change, name="change"),
    path("nhat-ky/<slug:table>/<str:key>/", history, name="change-history"),
]
