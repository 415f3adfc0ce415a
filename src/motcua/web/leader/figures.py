"""The figures of an agency for its heads, down to each dossier."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from motcua.agencies.models import Agency
from motcua.dossiers import workload
from motcua.dossiers.workload import LEADING
from motcua.indicators import keeping, lists, reports
from motcua.indicators.columns import BY_NAME, Column
from motcua.indicators.gaming import keeping as traces
from motcua.indicators.keeping import Mark
from motcua.indicators.lists import Line, Wanted
from motcua.indicators.overdue import BEGINNING, PAGE as OVERDUE_PAGE, Place, overdue
from motcua.indicators.periods import Period, PeriodError
from motcua.indicators.printed import list_lines
from motcua.indicators.reports import Basis, Question, Row, Timeliness, total
from motcua.indicators.rules import rule_on
from motcua.kernel import clock
from motcua.web import figures, sources
from motcua.web.access import StaffRequest, requires
from motcua.web.figures import Chosen
from motcua.web.office.result_forms import PeriodForm

STALE_MINUTES: Final = 30
"""Older than that and somebody should look at the worker."""
_LONGEST: Final = 18
_BASES: Final = {
    Basis.CURRENT: "Ngày hẹn đang có hiệu lực",
    Basis.UNEXTENDED: "Ngày hẹn khi chưa xin lỗi",
    Basis.ORIGINAL: "Ngày hẹn lần đầu",
}
_CLOCKS: Final = {"day": "theo ngày", "instant": "theo thời điểm"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says: agency, period; and the question that comes of it."""

    agency: Agency
    agencies: Sequence[Agency]
    chosen: Chosen
    question: Question
    mark: Mark

    @property
    def kept(self) -> dict[str, str]:
        """Return what of the address stands for agency and period."""
        kept = {"co-quan": self.agency.code}
        if self.question.field_slug is not None:
            kept["linh-vuc"] = self.question.field_slug
        if self.chosen.named is not None:
            return {**kept, "ky": self.chosen.named.name, **self.chosen.kept}
        period = self.chosen.period
        return {**kept, "tu": f"{period.first:%d/%m/%Y}", "den": f"{period.last:%d/%m/%Y}"}

    def address(self, view: str, *args: str, **query: str) -> str:
        """Return the address of a page about the same agency and period."""
        return reverse(view, args=args or None, query={**self.kept, **query})


@requires(*LEADING)
@require_GET
@never_cache
def agency(request: StaffRequest) -> HttpResponse:
    """Show report II.06a of an agency and what stands beside it. A fixed number of queries."""
    form = PeriodForm(request.GET if "tu" in request.GET or "den" in request.GET else None)
    asked = asked_about(request, form)
    if asked is None:
        return render(request, "leader/figures_later.html")
    period = asked.chosen.period
    form.initial = {"tu": f"{period.first:%d/%m/%Y}", "den": f"{period.last:%d/%m/%Y}"}
    rows = reports.by_field(asked.question)
    tables, besides = reports.timeliness(asked.question)
    context = {
        **shared_parts(asked),
        **_layout(asked, rows),
        "form": form,
        "tables": [_table_row(one) for one in tables],
        "besides": besides,
        "source_lines": sources.source_lines(asked.question, rows),
        "book": reports.book_figures(asked.question),
        "index": figures.share(
            _("Đúng hạn theo chỉ số 766"),
            besides.in_time,
            besides.received,
            of=_("%(part)s trên %(whole)s hồ sơ tiếp nhận trong kỳ"),
            definition=_(
                "Theo thời điểm: xong không quá giờ hẹn, hoặc chưa xong mà giờ hẹn chưa qua, "
                "chia cho mọi hồ sơ tiếp nhận trong kỳ. Yêu cầu bổ sung quá một lần là trễ."
            ),
            rule=asked.chosen.rule,
        ),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "leader/figures.html", context, status=status)


@requires(*LEADING)
@require_GET
@never_cache
def dossiers(request: StaffRequest) -> HttpResponse:
    """List the dossiers behind one figure, page by page."""
    asked = asked_about(request)
    if asked is None:
        return render(request, "leader/figures_later.html")
    column = _column(request)
    found = lists.page(
        Wanted(asked.question, column), after=number_typed(request.GET.get("sau", ""))
    )
    shown = found[: lists.PAGE]
    more = len(found) > lists.PAGE
    context = {
        **shared_parts(asked),
        "column": column,
        "field_name": shown[0].field if asked.question.field_slug and shown else "",
        "rows": [{"line": line, "kind": _kind(line)} for line in shown],
        "next_url": (
            asked.address("leader:figure-dossiers", cot=column.name, sau=str(shown[-1].dossier_id))
            if more
            else ""
        ),
        "first_url": (
            asked.address("leader:figure-dossiers", cot=column.name)
            if "sau" in request.GET
            else ""
        ),
        "list_files": {
            form: asked.address("leader:figure-dossiers-file", form, cot=column.name)
            for form in figures.FORMATS
        },
    }
    return render(request, "leader/figure_dossiers.html", context)


@requires(*LEADING)
@require_GET
@never_cache
def late(request: StaffRequest) -> HttpResponse:
    """List the overdue dossiers of the period, each with whose time it was."""
    asked = asked_about(request)
    if asked is None:
        return render(request, "leader/figures_later.html")
    found = overdue(asked.question, after=_place(request.GET.get("sau", "")))
    shown = found[:OVERDUE_PAGE]
    more = len(found) > OVERDUE_PAGE
    context = {
        **shared_parts(asked),
        "rows": shown,
        "next_url": (
            asked.address(
                "leader:figure-late", sau=f"{shown[-1].due_on.isoformat()},{shown[-1].dossier.pk}"
            )
            if more
            else ""
        ),
        "first_url": asked.address("leader:figure-late") if "sau" in request.GET else "",
    }
    return render(request, "leader/figure_late.html", context)


@requires(*LEADING)
@require_GET
def report_file(request: StaffRequest, form: str) -> HttpResponseBase:
    """Send report II.06a in its printed layout."""
    asked = asked_about(request)
    if asked is None or form not in figures.FORMATS:
        raise Http404
    own = reports.by_field(asked.question)
    report = sources.report_of(request, asked.question, asked.agency.name, own)
    name = sources.name_with(request, _file_name("bieu-06a", asked))
    return figures.report_file(report, form, name)


@requires(*LEADING)
@require_GET
def dossiers_file(request: StaffRequest, form: str) -> HttpResponseBase:
    """Send the list of dossiers behind a figure; it holds nothing personal."""
    asked = asked_about(request)
    if asked is None or form not in figures.FORMATS:
        raise Http404
    column = _column(request)
    lines = list_lines(Wanted(asked.question, column), asked.agency.name)
    return figures.list_file(lines, form, _file_name(f"ho-so-cot-{column.number}", asked))


@requires(*LEADING)
@require_POST
def refresh(request: StaffRequest) -> HttpResponse:
    """Bring the figures up to date now, and lead back."""
    done = keeping.catch_up(at=clock.now())
    traces.catch_up(at=clock.now())
    messages.success(
        request,
        _("Số liệu đã cập nhật, %(count)d hồ sơ thay đổi.") % {"count": done}
        if done
        else _("Số liệu đã cập nhật; không hồ sơ nào thay đổi."),
    )
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if back and is_ours else reverse("leader:figures"))


def asked_about(request: StaffRequest, form: PeriodForm | None = None) -> Asked | None:
    """Return what is asked for; None before anything was counted. Raises Http404.

    Days that make no period are told at ``form``, and the usual period is shown.
    """
    counted = keeping.mark()
    if counted is None:
        return None
    led = workload.led_by(request.actor)
    agencies = list(Agency.objects.filter(pk__in=led).order_by("pk"))
    agency = _agency(request, agencies)
    chosen = _chosen(request, form)
    field_slug = request.GET.get("linh-vuc", "") or None
    question = Question(chosen.period, chosen.rule, counted.counted_at, agency.pk, field_slug)
    return Asked(agency, agencies, chosen, question, counted)


def _agency(request: StaffRequest, agencies: Sequence[Agency]) -> Agency:
    """Return the agency named in the address, else one's own, else the first. Raises Http404."""
    if code := request.GET.get("co-quan", ""):
        for one in agencies:
            if one.code == code:
                return one
        raise Http404
    officer = getattr(request.user, "officer", None)
    own = officer.agency_id if officer is not None else None
    return next((one for one in agencies if one.pk == own), agencies[0])


def _chosen(request: StaffRequest, form: PeriodForm | None) -> Chosen:
    today = clock.today()
    if "tu" not in request.GET and "den" not in request.GET:
        cut = figures.cut_asked(request)
        return figures.chosen_period(request.GET.get("ky", ""), today, cut)
    days = form or PeriodForm(request.GET)
    if days.is_valid():
        try:
            period = Period(days.cleaned_data["tu"], days.cleaned_data["den"])
        except PeriodError as error:
            days.add_error(None, str(error))
        else:
            return Chosen(None, period, rule_on(period.last))
    if form is None:
        raise Http404
    return figures.chosen_period("", today)


def shared_parts(asked: Asked) -> dict[str, Any]:
    """Return what every page about an agency's figures shows."""
    at = clock.now()
    minutes = (at - asked.mark.counted_at).total_seconds() / 60
    return {
        **figures.counted_words(asked.question, asked.mark),
        "agency": asked.agency,
        "agencies": asked.agencies,
        "label": asked.chosen.label,
        "is_stale": minutes > STALE_MINUTES,
        "back_url": asked.address("leader:figures"),
        "late_url": asked.address("leader:figure-late"),
    }


def _layout(asked: Asked, rows: Sequence[Row]) -> dict[str, Any]:
    """Return the parts of the first page that are the same for everybody's figures."""
    today = clock.today()

    def address(name: str) -> str:
        return asked.address("leader:figures", ky=name)

    def cut_address(name: str, cut: str) -> str:
        kept = {key: value for key, value in asked.kept.items() if key != figures.CUT}
        wanted = {figures.CUT: cut} if cut else {}
        return reverse("leader:figures", query={**kept, "ky": name, **wanted})

    def listed(column: str, field_slug: str) -> str:
        query = {"linh-vuc": field_slug} if field_slug else {}
        return asked.address("leader:figure-dossiers", cot=column, **query)

    def of_field(field_slug: str) -> str:
        return asked.address("leader:figures", **{"linh-vuc": field_slug})

    counts = total(rows)
    return {
        "chips": figures.period_chips(asked.chosen, today, address),
        "cuts": figures.cut_chips(asked.chosen, cut_address),
        **figures.neighbours(asked.chosen, today, address),
        "figures": figures.main_figures(counts, asked.chosen.rule),
        "rows": rows,
        "total": counts,
        "chart": figures.bars(rows),
        "list_address": listed,
        "field_address": None if asked.question.field_slug else of_field,
        "field_name": rows[0].name if asked.question.field_slug and rows else "",
        "every_field_url": reverse(
            "leader:figures",
            query={k: v for k, v in asked.kept.items() if k != "linh-vuc"},
        ),
        "files": {form: asked.address("leader:figures-file", form) for form in figures.FORMATS},
    }


def _table_row(one: Timeliness) -> dict[str, Any]:
    return {"basis": _BASES[one.basis], "clock": _CLOCKS[one.clock], "figures": one}


def _column(request: StaffRequest) -> Column:
    found = BY_NAME.get(request.GET.get("cot", "c3"))
    if found is None:
        raise Http404
    return found


def _kind(line: Line) -> str:
    is_late = line.is_late if line.is_open else line.by_day == "late"
    return "late" if is_late else ""


def number_typed(text: str) -> int:
    """Return a whole number of an address, 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST else 0


def _place(text: str) -> Place:
    day, _comma, number = text.partition(",")
    try:
        return Place(date.fromisoformat(day), number_typed(number))
    except ValueError:
        return BEGINNING


def _file_name(kind: str, asked: Asked) -> str:
    period = asked.chosen.period
    code = asked.agency.code.lower()
    return f"{kind}-{code}-{_compact(period.first)}-{_compact(period.last)}"


def _compact(day: date | datetime) -> str:
    return f"{day:%Y%m%d}"
