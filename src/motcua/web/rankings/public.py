"""Published rankings for everybody: places, classes, points by area, and figures of history."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.rankings import policies
from motcua.rankings.models import ComputedValue, RankingIndex
from motcua.rankings.scoring import most_lost
from motcua.rankings.selectors import (
    Ranking,
    published,
    ranking_of,
    results_of_unit,
    score_of_result,
)
from motcua.rankings.shipped import Published, history, published_figures
from motcua.rankings.sources import MEASURES
from motcua.rankings.structure import CLASSES, Structure
from motcua.web.access import public
from motcua.web.charts.lines import Point, line_chart
from motcua.web.formats import decimal
from motcua.web.languages.told import joined
from motcua.web.manage.paging import Chip
from motcua.web.public.limits import limited
from motcua.web.rankings.room import rule_words

MOST_LOST: Final = 5
OWN_PROVINCE: Final = "Bà Rịa - Vũng Tàu"
_MARK: Final = "\ufeff"


@public
@require_safe
@limited
def home(request: HttpRequest) -> HttpResponse:
    """Show the latest published ranking."""
    index = published().select_related("issue", "agency").order_by("-year", "-level").first()
    if index is None:
        return render(request, "ranked/none.html", {"history_url": reverse("ranked:history")})
    return _ranking(request, index)


@public
@require_safe
@limited
def ranking(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the ranking of a year and a level."""
    return _ranking(request, policies.access_published(slug))


@public
@require_safe
@limited
def unit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show what one unit's place is made of, and where it lost most."""
    index = policies.access_published(slug)
    result = get_object_or_404(
        index.results.select_related("sheet__agency").prefetch_related("items"),
        sheet__agency__code=code,
    )
    structure: Structure = index.issue.structure
    score = score_of_result(result, structure)
    items = {one.part: one for one in result.items.all()}
    computed = {one.part: one for one in ComputedValue.objects.filter(sheet_id=result.sheet_id)}
    years = results_of_unit(result.sheet.agency_id)
    known = [one for one in reversed(years) if one.index.level == index.level]
    context = {
        "index": index,
        "result": result,
        "agency": result.sheet.agency,
        "structure": structure,
        "score": score,
        "items": items,
        "computed": computed,
        "measures": MEASURES,
        "lost": most_lost(score, MOST_LOST),
        "among": index.results.count(),
        "years": years,
        "chart": line_chart(
            [Point(str(one.index.year), float(one.value)) for one in known],
            write=lambda value: decimal(value, 0),
            ceiling=float(structure.total),
        )
        if len(known) > 1
        else None,
        "rule_words": rule_words,
    }
    return render(request, "ranked/unit.html", context)


@public
@require_safe
@limited
def file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Send a ranking as JSON or CSV, with definition, version and what was taken out."""
    index = policies.access_published(slug)
    found = ranking_of(index)
    if form == "json":
        return JsonResponse(_document(request, found), json_dumps_params={"ensure_ascii": False})
    if form != "csv":
        raise Http404
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(
        ["hang", "dong_hang", "ma", "don_vi", "diem", "diem_ap_dung", "gia_tri", "xep_loai",
         "hang_nam_truoc", "tang_giam"]
    )  # fmt: skip
    for row in found.rows:
        result = row.result
        writer.writerow(
            [
                result.place,
                int(result.is_shared),
                row.agency.code,
                row.agency.name,
                result.points,
                result.attainable,
                result.value,
                result.klass,
                row.before.place if row.before is not None else "",
                "" if row.change is None else row.change,
            ]
        )
    name = f"xep-hang-{index.slug}.csv"
    return HttpResponse(
        _MARK + written.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@public
@require_safe
@limited
def past(request: HttpRequest) -> HttpResponse:
    """Show what was published elsewhere of provinces, with the sources; a filter each."""
    everything = published_figures()
    names = sorted({one.index for one in everything})
    years = sorted({one.year for one in everything}, reverse=True)
    units = sorted({one.unit for one in everything})
    asked = request.GET
    index = asked.get("chi-so", "")
    year = next((one for one in years if str(one) == asked.get("nam", "")), None)
    place = asked.get("don-vi", "")
    rows = history(index if index in names else "", year, place if place in units else "")
    context = {
        "names": names,
        "years": years,
        "units": units,
        "index": index,
        "year": year,
        "unit": place,
        "rows": rows,
        "own": OWN_PROVINCE,
        "charts": _charts(history(unit=OWN_PROVINCE)),
    }
    return render(request, "ranked/history.html", context)


def _ranking(request: HttpRequest, index: RankingIndex) -> HttpResponse:
    found = ranking_of(index)
    others = list(published().order_by("-year", "-level"))
    provinces = {one.province_id for one in others}
    structure: Structure = index.issue.structure
    context = {
        "index": index,
        "ranking": found,
        "structure": structure,
        "classes": [
            (name, found.classes.get(name, 0), bound)
            for name, bound in zip(CLASSES, (*structure.classes, None), strict=True)
        ],
        "chips": [
            Chip(_label(one, with_province=len(provinces) > 1), _url(one), one.pk == index.pk)
            for one in others
        ],
        "url_of": lambda agency: reverse("ranked:unit", args=[index.slug, agency.code]),
        "total_excluded": len(found.excluded),
    }
    return render(request, "ranked/ranking.html", context)


def _label(index: RankingIndex, *, with_province: bool) -> str:
    label = joined(" ", (index.tier.label, index.year))
    return joined(", ", (label, index.province.name)) if with_province else label


def _url(index: RankingIndex) -> str:
    return reverse("ranked:ranking", args=[index.slug])


def _document(request: HttpRequest, found: Ranking) -> dict[str, Any]:
    index = found.index
    return {
        "index": {
            "slug": index.slug,
            "title": index.title,
            "year": index.year,
            "level": index.level,
            "agency": index.agency.name,
            "legal_basis": index.issue.legal_basis,
            "note": index.issue.note,
            "decision": index.decision_number,
            "decision_on": index.decision_on,
            "published_at": index.published_at,
            "issued_at": index.issue.issued_at,
            "definition": index.issue.document,
            "value": "points / attainable * total, 2 decimals; what does not apply is taken out",
        },
        "url": request.build_absolute_uri(_url(index)),
        "units": [
            {
                "place": row.result.place,
                "is_shared": row.result.is_shared,
                "code": row.agency.code,
                "name": row.agency.name,
                "points": row.result.points,
                "attainable": row.result.attainable,
                "value": row.result.value,
                "class": row.result.klass,
                "place_before": row.before.place if row.before is not None else None,
                "change": row.change,
            }
            for row in found.rows
        ],
        "excluded": [
            {"code": agency.code, "name": agency.name, "reason": why}
            for agency, why in found.excluded
        ],
    }


def _charts(rows: Sequence[Published]) -> list[dict[str, Any]]:
    """Return a chart of each index that is known of more than one year, with its values."""
    found = []
    for name in sorted({one.index for one in rows}):
        own = sorted((one for one in rows if one.index == name), key=lambda one: one.year)
        values = [one for one in own if one.value is not None]
        if len(values) < 2:  # noqa: PLR2004, a line has two ends
            continue
        known = {one.year: _known(one.value) for one in own}
        # A year of which nothing is known keeps its place, and no line is drawn over it.
        span = range(values[0].year, values[-1].year + 1)
        points = [Point(str(year), known.get(year)) for year in span]
        chart = line_chart(points, write=lambda value: decimal(value, 1), floor_at=0.0)
        first, last = values[0], values[-1]
        says = _("%(name)s: %(a)s năm %(x)s, %(b)s năm %(y)s.") % {
            "name": name,
            "a": decimal(first.value or Decimal(0), 2),
            "x": first.year,
            "b": decimal(last.value or Decimal(0), 2),
            "y": last.year,
        }
        found.append({"name": name, "chart": chart, "says": says})
    return found


def _known(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
