"""Reports that are templates, for heads and inspectors, down to each dossier."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.dossiers.workload import LEADING
from motcua.indicators import keeping, lists
from motcua.indicators.keeping import Mark
from motcua.indicators.nine_versions import nine_on
from motcua.indicators.reports import Question
from motcua.indicators.rules import place_name
from motcua.indicators.statutory import behind, lodged
from motcua.indicators.statutory.conditions import Condition, Source
from motcua.indicators.statutory.counting import Counted, counted, published
from motcua.indicators.statutory.shipped import InForce
from motcua.indicators.statutory.templates import ReportColumn, Rows
from motcua.indicators.statutory.versions import in_force_on
from motcua.kernel import clock
from motcua.web import figures, statutory
from motcua.web.access import StaffRequest, requires
from motcua.web.figures import Chosen

SEEING: Final = (*LEADING, Role.AUDITOR)
WHOLE: Final = "toan-tinh"
"""In addresses: all agencies together, for inspectors."""
_LONGEST: Final = 18


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """What the address says: of which agency (None: all), of which period, by which mark."""

    agency: Agency | None
    agencies: Sequence[Agency]
    sees_whole: bool
    chosen: Chosen
    question: Question
    mark: Mark

    @property
    def place(self) -> str:
        """Return who reports."""
        return self.agency.name if self.agency is not None else place_name()

    @property
    def kept(self) -> dict[str, str]:
        """Return what of the address stands for place and period."""
        kept = {"co-quan": self.agency.code if self.agency is not None else WHOLE}
        if self.chosen.named is not None:
            kept["ky"] = self.chosen.named.name
        return {**kept, **self.chosen.kept}

    def address(self, view: str, *args: str, **query: str) -> str:
        """Return the address of a page about the same place and period."""
        kept = {**self.kept, **query}
        return reverse(
            view, args=args or None, query={name: kept[name] for name in kept if kept[name]}
        )


@requires(*SEEING)
@require_safe
@never_cache
def reports(request: StaffRequest) -> HttpResponse:
    """List the reports that hold for the period, each with its page and its files."""
    asked = asked_about(request)
    if asked is None:
        return render(request, "leader/figures_later.html")
    held = in_force_on(asked.chosen.period.last)
    context = {
        **shared(asked, "leader:reports"),
        "reports": [
            {
                "held": one,
                "url": asked.address("leader:report", one.key),
                "files": files_of(asked, one.key),
            }
            for one in held.values()
        ],
        "nine_url": (
            asked.address("leader:nine")
            if asked.agency is not None
            and request.actor.has(*LEADING)
            and nine_on(asked.chosen.period.last).is_on
            else ""
        ),
        "digest_url": (
            reverse("leader:digest", query={"co-quan": asked.agency.code})
            if asked.agency is not None and request.actor.has(*LEADING)
            else ""
        ),
        "causes_url": asked.address("leader:late-causes"),
        "form_06a_url": (
            asked.address("leader:figures")
            if asked.agency is not None and request.actor.has(*LEADING)
            else reverse("public:figures", query=_period(asked))
        ),
    }
    return render(request, "leader/reports.html", context)


@requires(*SEEING)
@require_safe
@never_cache
def report(request: StaffRequest, form_key: str) -> HttpResponse:
    """Show a report; each figure leads to its dossiers where there are."""
    asked = asked_about(request)
    if asked is None:
        return render(request, "leader/figures_later.html")
    held = held_or_404(form_key, asked.chosen.period.last)
    found = _counted(asked, held)

    def address(column: ReportColumn, row: Any) -> str:
        more = {"hang": row.key} if row.key else {}
        return asked.address("leader:report-dossiers", form_key, cot=column.name, **more)

    # Behind the whole province stand dossiers that an inspector of one agency may not open.
    opens = asked.agency is not None and held.template.rows is not Rows.PROCEDURE
    context = {
        **shared(asked, "leader:report", form_key),
        **statutory.table_parts(found, address if opens else None),
        "held": held,
        "files": files_of(asked, form_key),
        "list_url": asked.address("leader:reports"),
    }
    return render(request, "leader/report.html", context)


@requires(*SEEING)
@require_safe
def report_file(request: StaffRequest, form_key: str, form: str) -> HttpResponseBase:
    """Send a report in its printed layout, or for machines."""
    asked = asked_about(request)
    if asked is None or form not in statutory.FORMATS:
        raise Http404
    held = held_or_404(form_key, asked.chosen.period.last)
    name = file_name(f"bieu-{form_key}", asked)
    found = _counted(asked, held)
    return statutory.report_file(found, form, name, is_of_agency=asked.agency is not None)


@requires(*SEEING)
@require_safe
@never_cache
def dossiers(request: StaffRequest, form_key: str) -> HttpResponse:
    """List the dossiers behind one figure, page by page."""
    asked = asked_about(request)
    if asked is None:
        return render(request, "leader/figures_later.html")
    held, column, condition, question = _behind(request, asked, form_key)
    after = number_in(request.GET.get("sau", ""))
    row = request.GET.get("hang", "")
    more = {"cot": column.name, **({"hang": row} if row else {})}
    is_lodged = condition.source is Source.LODGED
    found: Sequence[Any]
    if is_lodged:
        found = lodged.page(question, condition, after=after)
    else:
        found = lists.page(behind.wanted(question, column, condition), after=after)
    shown = found[: lists.PAGE]
    context = {
        **shared(asked, "leader:report", form_key),
        "held": held,
        "column": column,
        "definition": condition.definition,
        "row_name": (shown[0].field if shown else "") if question.field_slug else "",
        "is_lodged": is_lodged,
        "rows": shown,
        "report_url": asked.address("leader:report", form_key),
        "next_url": (
            asked.address(
                "leader:report-dossiers", form_key, **more, sau=str(shown[-1].dossier_id)
            )
            if len(found) > lists.PAGE
            else ""
        ),
        "first_url": (
            asked.address("leader:report-dossiers", form_key, **more)
            if "sau" in request.GET
            else ""
        ),
        "list_files": {
            form: asked.address("leader:report-dossiers-file", form_key, form, **more)
            for form in figures.FORMATS
        },
    }
    return render(request, "leader/report_dossiers.html", context)


@requires(*SEEING)
@require_safe
def dossiers_file(request: StaffRequest, form_key: str, form: str) -> HttpResponseBase:
    """Send the list of dossiers behind a figure; it holds nothing personal."""
    asked = asked_about(request)
    if asked is None or form not in figures.FORMATS:
        raise Http404
    _held, column, condition, question = _behind(request, asked, form_key)
    lines = behind.sheet(question, column, condition, asked.place)
    return figures.list_file(
        lines, form, file_name(f"ho-so-{form_key}-cot-{column.number}", asked)
    )


def asked_about(request: StaffRequest) -> ReportAsked | None:
    """Return what is asked for; None before anything was counted. Raises Http404."""
    mark = keeping.mark()
    if mark is None:
        return None
    seen = request.actor.agencies_with(*SEEING)
    agencies = list(Agency.objects.filter(pk__in=seen).order_by("pk"))
    sees_whole = request.actor.has(Role.AUDITOR)
    agency = _agency(request, agencies, sees_whole=sees_whole)
    chosen = figures.chosen_period(
        request.GET.get("ky", ""), clock.today(), figures.cut_asked(request)
    )
    question = Question(
        chosen.period, chosen.rule, mark.counted_at, agency.pk if agency is not None else None
    )
    return ReportAsked(agency, agencies, sees_whole, chosen, question, mark)


def _agency(
    request: HttpRequest, agencies: Sequence[Agency], *, sees_whole: bool
) -> Agency | None:
    code = request.GET.get("co-quan", "")
    if code == WHOLE and sees_whole:
        return None
    if code:
        found = next((one for one in agencies if one.code == code), None)
        if found is None:
            raise Http404
        return found
    officer = getattr(request.user, "officer", None)
    own = officer.agency_id if officer is not None else None
    return next((one for one in agencies if one.pk == own), agencies[0])


def held_or_404(key: str, day: date) -> InForce:
    """Return the report that holds on ``day``. Raises Http404."""
    found = in_force_on(day).get(key)
    if found is None:
        raise Http404
    return found


def shared(asked: ReportAsked, view: str, *args: str) -> dict[str, Any]:
    """Return what every page of reports shows: place, period, how it is cut, how it is counted."""
    today = clock.today()

    def of_period(name: str) -> str:
        return asked.address(view, *args, ky=name)

    def cut_address(name: str, cut: str) -> str:
        return asked.address(view, *args, **{"ky": name, figures.CUT: cut})

    return {
        **figures.counted_words(asked.question, asked.mark),
        "agency": asked.agency,
        "agencies": asked.agencies,
        "sees_whole": asked.sees_whole,
        "whole_key": WHOLE,
        "place": asked.place,
        "label": asked.chosen.label,
        "kept": asked.kept,
        "chips": figures.period_chips(asked.chosen, today, of_period),
        "cuts": figures.cut_chips(asked.chosen, cut_address),
        **figures.neighbours(asked.chosen, today, of_period),
    }


def files_of(asked: ReportAsked, key: str) -> dict[str, str]:
    """Return the address of each file of a report."""
    return {form: asked.address("leader:report-file", key, form) for form in statutory.FORMATS}


def file_name(kind: str, asked: ReportAsked) -> str:
    """Return what a file about the same place and period is called."""
    period = asked.chosen.period
    code = asked.agency.code.lower() if asked.agency is not None else WHOLE
    return f"{kind}-{code}-{period.first:%Y%m%d}-{period.last:%Y%m%d}"


def _counted(asked: ReportAsked, held: InForce) -> Counted:
    if asked.agency is None:
        return published(held, asked.question, asked.place, asked.mark)
    return counted(held, asked.question, asked.place)


def _behind(
    request: StaffRequest, asked: ReportAsked, key: str
) -> tuple[InForce, ReportColumn, Condition, Question]:
    """Return what a list of dossiers is asked for. Raises Http404."""
    held = held_or_404(key, asked.chosen.period.last)
    column = held.template.column(request.GET.get("cot", ""))
    if column is None or asked.agency is None:
        raise Http404
    condition = behind.asked_in(held.template, column)
    question = behind.narrowed(asked.question, held.template, request.GET.get("hang", ""))
    if condition is None or question is None:
        raise Http404
    return held, column, condition, question


def _period(asked: ReportAsked) -> dict[str, str]:
    return {name: value for name, value in asked.kept.items() if name != "co-quan"}


def number_in(text: str) -> int:
    """Return the number of a dossier in an address, 0 where there is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST else 0
