"""The published figures: of the province and of each agency, down to field and month."""

from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.agencies.models import Agency
from motcua.indicators import published
from motcua.indicators.keeping import Mark, mark
from motcua.indicators.reports import Question, Row, total
from motcua.indicators.rules import place_name
from motcua.kernel import clock
from motcua.web import figures, sources
from motcua.web.access import public
from motcua.web.public import headlines, units
from motcua.web.public.asked import Asked, asked, wanted_format
from motcua.web.public.limits import limited
from motcua.web.public.months import trend_of

_AGENCY: Final = "public:agency-figures"


@public
@require_safe
@limited
def province(request: HttpRequest) -> HttpResponseBase:
    """Show the figures of all agencies together, and a row for each."""
    form = wanted_format(request)
    counted = mark()
    if counted is None:
        return _nothing_yet(request, form)
    found = asked(request, counted, clock.today())
    question = Question(found.chosen.period, found.chosen.rule, counted.counted_at)
    if form:
        return _for_machines(form, found, question, counted, place_name())
    rows = published.by_field(question, counted)
    agencies = published.by_agency(question, counted)
    ranked = units.ranked_units(agencies, found)
    context = {
        **_common(found, question, counted, rows, "public:figures"),
        "place": place_name(),
        "agencies": ranked,
        "ranking_url": found.address("public:ranking-file", "csv"),
        "groups": units.tile_groups(agencies, found.chosen.rule),
        "tile_classes": units.classes(),
        "trend": trend_of(question, counted, found.chosen),
    }
    return render(request, "public/figures.html", context, status=_status(found))


@public
@require_safe
@limited
def agency(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show the figures of one agency, by field and month by month."""
    form = wanted_format(request)
    counted = mark()
    one = get_object_or_404(Agency, code=code)
    if counted is None:
        return _nothing_yet(request, form)
    found = asked(request, counted, clock.today())
    question = Question(found.chosen.period, found.chosen.rule, counted.counted_at, one.pk)
    if form:
        return _for_machines(form, found, question, counted, one.name)
    rows = published.by_field(question, counted)
    context = {
        **_common(found, question, counted, rows, _AGENCY, code),
        "place": one.name,
        "wall_url": reverse("public:wall", args=[code]),
        "whole_url": found.address("public:figures"),
        "trend": trend_of(question, counted, found.chosen),
    }
    return render(request, "public/agency_figures.html", context, status=_status(found))


@public
@require_safe
@limited
def report_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Send report II.06a of the province, or of one agency, as a file."""
    counted = mark()
    if counted is None or form not in figures.FORMATS:
        raise Http404
    found = asked(request, counted, clock.today())
    if found.is_wrong:
        raise Http404
    code = request.GET.get("co-quan", "")
    one = get_object_or_404(Agency, code=code) if code else None
    chosen = found.chosen
    question = Question(chosen.period, chosen.rule, counted.counted_at, one.pk if one else None)
    place = one.name if one else place_name()
    own = published.by_field(question, counted)
    report = sources.report_of(request, question, place, own)
    name = f"bieu-06a-{code.lower() or 'toan-tinh'}-{_name_of(found)}"
    return figures.report_file(report, form, sources.name_with(request, name))


@public
@require_safe
@limited
def ranking_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Send the units in the order of their rate, as a file."""
    counted = mark()
    if counted is None or form not in figures.FORMATS:
        raise Http404
    found = asked(request, counted, clock.today())
    if found.is_wrong:
        raise Http404
    question = Question(found.chosen.period, found.chosen.rule, counted.counted_at)
    ranked = units.ranked_units(published.by_agency(question, counted), found)
    lines = units.ranking_lines(ranked, question, counted)
    return figures.list_file(lines, form, f"xep-hang-{_name_of(found)}")


def _nothing_yet(request: HttpRequest, form: str) -> HttpResponse:
    if form:
        told = {"error": _("Số liệu đang được tính lần đầu."), "figures": []}
        return JsonResponse(told, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return render(request, "public/figures_later.html")


def _for_machines(
    form: str, found: Asked, question: Question, counted: Mark, place: str
) -> HttpResponseBase:
    """Answer with the headlines as JSON or CSV; 400 with sentences where the days are wrong."""
    if found.is_wrong:
        told = {name: list(errors) for name, errors in found.form.errors.items()}
        first = next(iter(told.values()))[0]
        return JsonResponse({"error": first, "fields": told}, status=HTTPStatus.BAD_REQUEST)
    lines = headlines.counted(question, counted)
    if form == "csv":
        name = f"con-so-{_name_of(found)}"
        return figures.list_file(headlines.as_lines(lines, place), "csv", name)
    own = published.by_field(question, counted)
    by_source = sources.as_json(sources.source_lines(question, own))
    document = headlines.as_document(lines, place)
    return JsonResponse(document | ({"report_06a_by_source": by_source} if by_source else {}))


def _common(
    found: Asked, question: Question, counted: Mark, rows: tuple[Row, ...], view: str, *args: str
) -> dict[str, Any]:
    """Return what both pages show."""
    today = clock.today()
    chosen = found.chosen

    def address(name: str, cut: str = chosen.cut) -> str:
        query = {"ky": name, **({figures.CUT: cut} if cut else {})}
        return reverse(view, args=args or None, query=query)

    counts = total(rows)
    told = headlines.counted(question, counted)
    of_agency = {"co-quan": args[0]} if args else {}
    return {
        **figures.counted_words(question, counted),
        "label": chosen.label,
        "form": found.form,
        "chips": figures.period_chips(chosen, today, address),
        "cuts": figures.cut_chips(chosen, address),
        **figures.neighbours(chosen, today, address),
        "figures": [
            *(one.great for one in told),
            figures.overdue_figure(counts, told[0].version),
        ],
        "rows": rows,
        "total": counts,
        "source_lines": sources.source_lines(question, rows),
        "chart": figures.bars(rows),
        "json_url": found.address(view, *args, format="json"),
        "csv_url": found.address(view, *args, format="csv"),
        "files": {
            form: found.address("public:figures-file", form, **of_agency)
            for form in figures.FORMATS
        },
    }


def _status(found: Asked) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if found.is_wrong else HTTPStatus.OK


def _name_of(found: Asked) -> str:
    chosen = found.chosen
    if chosen.named is not None:
        return chosen.named.name
    return f"{chosen.period.first:%Y%m%d}-{chosen.period.last:%Y%m%d}"
