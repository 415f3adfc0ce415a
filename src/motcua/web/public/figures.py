"""The published figures: of the province and of each agency, down to field and month."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.agencies.models import Agency
from motcua.indicators import published
from motcua.indicators.keeping import Mark, mark
from motcua.indicators.periods import Kind, NamedPeriod
from motcua.indicators.printed import Report
from motcua.indicators.reports import Question, Row, total
from motcua.indicators.rules import place_name
from motcua.kernel import clock
from motcua.web import figures
from motcua.web.access import public
from motcua.web.figures import Chosen
from motcua.web.public.limits import limited

MONTHS_SHOWN: Final = 12


@public
@require_safe
@limited
def province(request: HttpRequest) -> HttpResponse:
    """Show the figures of all agencies together, and a row for each."""
    counted = mark()
    if counted is None:
        return _nothing_yet(request)
    chosen = figures.chosen_period(request.GET.get("ky", ""), clock.today())
    question = Question(chosen.period, chosen.rule, counted.counted_at)
    rows = published.by_field(question, counted)
    agencies = published.by_agency(question, counted)
    context = {
        **_common(chosen, question, counted, rows, "public:figures"),
        "place": place_name(),
        "agencies": [
            {
                "row": row,
                "rate": figures.rate(row.counts, chosen.rule),
                "url": _address("public:agency-figures", chosen, row.key),
            }
            for row in agencies
        ],
    }
    return render(request, "public/figures.html", context)


@public
@require_safe
@limited
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """Show the figures of one agency, by field and month by month."""
    counted = mark()
    found = get_object_or_404(Agency, code=code)
    if counted is None:
        return _nothing_yet(request)
    chosen = figures.chosen_period(request.GET.get("ky", ""), clock.today())
    question = Question(chosen.period, chosen.rule, counted.counted_at, found.pk)
    rows = published.by_field(question, counted)
    context = {
        **_common(chosen, question, counted, rows, "public:agency-figures", code),
        "place": found.name,
        "whole_url": _address("public:figures", chosen),
        "months": _months(question, counted),
    }
    return render(request, "public/agency_figures.html", context)


@public
@require_safe
@limited
def report_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Send report II.06a of the province, or of one agency, as a file."""
    counted = mark()
    if counted is None or form not in figures.FORMATS:
        raise Http404
    chosen = figures.chosen_period(request.GET.get("ky", ""), clock.today())
    code = request.GET.get("co-quan", "")
    found = get_object_or_404(Agency, code=code) if code else None
    question = Question(
        chosen.period, chosen.rule, counted.counted_at, found.pk if found else None
    )
    place = found.name if found else place_name()
    report = Report(question, place, published.by_field(question, counted))
    name = f"bieu-06a-{code.lower() or 'toan-tinh'}-{chosen.named.name if chosen.named else ''}"
    return figures.report_file(report, form, name)


def _nothing_yet(request: HttpRequest) -> HttpResponse:
    return render(request, "public/figures_later.html")


def _common(
    chosen: Chosen, question: Question, counted: Mark, rows: tuple[Row, ...], view: str, *args: str
) -> dict[str, Any]:
    """Return what both pages show."""
    today = clock.today()

    def address(name: str) -> str:
        return reverse(view, args=args or None, query={"ky": name})

    counts = total(rows)
    kept = {"ky": chosen.named.name if chosen.named else ""}
    if args:
        kept["co-quan"] = args[0]
    return {
        **figures.counted_words(question, counted),
        "label": chosen.label,
        "chips": figures.period_chips(chosen, today, address),
        **figures.neighbours(chosen, today, address),
        "figures": figures.main_figures(counts, chosen.rule),
        "rows": rows,
        "total": counts,
        "chart": figures.bars(rows),
        "files": {
            form: reverse("public:figures-file", args=[form], query=kept)
            for form in figures.FORMATS
        },
    }


def _months(question: Question, counted: Mark) -> list[dict[str, Any]]:
    """Return the last months up to the end of the period, each with its figures."""
    last = min(question.period.last, clock.day_of(counted.counted_at))
    named: NamedPeriod | None = NamedPeriod.holding(
        Kind.MONTH, last, question.rule.period_begins_on
    )
    found: list[dict[str, Any]] = []
    while named is not None and len(found) < MONTHS_SHOWN:
        month = figures.named_period(named)
        asked = Question(month.period, month.rule, counted.counted_at, question.agency_id)
        counts = total(published.by_field(asked, counted))
        found.append(
            {"label": named.label, "counts": counts, "rate": figures.rate(counts, month.rule)}
        )
        named = named.moved(-1)
    while found and not found[-1]["counts"].c3:
        found.pop()
    return found


def _address(view: str, chosen: Chosen, *args: str) -> str:
    query = {"ky": chosen.named.name} if chosen.named else None
    return reverse(view, args=args or None, query=query)
