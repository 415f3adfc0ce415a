"""Index 766 for everybody: the units of the province in their order, and what each lost where."""

from collections import Counter
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_safe

from motcua.agencies.models import AgencyKind
from motcua.indicators.index766.scoring import Rank
from motcua.indicators.indexing.published import Index, Unit, index_of, months_before
from motcua.indicators.keeping import mark
from motcua.indicators.periods import NamedPeriod
from motcua.indicators.rules import place_name
from motcua.kernel import clock
from motcua.web import figures
from motcua.web.access import public
from motcua.web.figures import Chosen
from motcua.web.public.limits import limited

LEVELS: Final = {
    "xa": AgencyKind.COMMUNE_COMMITTEE,
    "huyen": AgencyKind.DISTRICT_COMMITTEE,
    "so": AgencyKind.DEPARTMENT,
    "tinh": AgencyKind.PROVINCE_COMMITTEE,
}
_SHORT: Final = {
    AgencyKind.COMMUNE_COMMITTEE: gettext_lazy("Cấp xã"),
    AgencyKind.DISTRICT_COMMITTEE: gettext_lazy("Cấp huyện"),
    AgencyKind.DEPARTMENT: gettext_lazy("Sở, ban, ngành"),
    AgencyKind.PROVINCE_COMMITTEE: gettext_lazy("UBND tỉnh"),
}


@public
@require_safe
@limited
def ranking(request: HttpRequest) -> HttpResponse:
    """Show every unit with its index, its class and its place among those of its level."""
    counted = mark()
    if counted is None:
        return render(request, "public/figures_later.html")
    chosen, named = _chosen(request)
    level = request.GET.get("cap", "")
    if level and level not in LEVELS:
        raise Http404
    index = index_of(named, chosen.period, counted)
    kind = LEVELS[level].value if level else ""
    least = chosen.rule.minimum_sample
    query = {"cap": level} if level else {}
    context = {
        **_common(chosen, named, index, lambda name: _ranking_url({**query, "ky": name})),
        "place": place_name(),
        "levels": _levels(index, named, level),
        "rows": [_row(rank, named) for rank in index.ranking(kind, least)],
        "too_few": [
            {"unit": unit, "url": _unit_url(unit, named)} for unit in index.too_few(kind, least)
        ],
        "whole": index.whole,
    }
    return render(request, "public/index_766.html", context)


@public
@require_safe
@limited
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show what one unit's index is made of, what it lost where, and what would raise it."""
    counted = mark()
    if counted is None:
        return render(request, "public/figures_later.html")
    chosen, named = _chosen(request)
    index = index_of(named, chosen.period, counted)
    found = index.of(code)
    if found is None:
        raise Http404
    least = chosen.rule.minimum_sample
    ranks = index.ranking(found.agency.kind, least)
    own = next((rank for rank in ranks if rank.key.agency.pk == found.agency.pk), None)
    context = {
        **_common(
            chosen,
            named,
            index,
            lambda name: reverse("public:index-766-unit", args=[code], query={"ky": name}),
        ),
        "unit": found,
        "score": found.score,
        "whole_url": _ranking_url({"ky": named.name}),
        "figures_url": reverse("public:agency-figures", args=[code], query={"ky": named.name}),
        "rank": own,
        "among": len(ranks),
        "level": _SHORT[AgencyKind(found.agency.kind)],
        "months": [
            {
                "label": NamedPeriod.parse(run.period).label,
                "run": run,
                "score": score,
                "url": _unit_url(found, NamedPeriod.parse(run.period)),
            }
            for run, score in months_before(found.agency, named)
        ],
    }
    return render(request, "public/index_766_unit.html", context)


def _chosen(request: HttpRequest) -> tuple[Chosen, NamedPeriod]:
    chosen = figures.chosen_period(request.GET.get("ky", ""), clock.today())
    if chosen.named is None:
        raise Http404
    return chosen, chosen.named


def _common(chosen: Chosen, named: NamedPeriod, index: Index, address: Any) -> dict[str, Any]:
    today = clock.today()
    return {
        "label": named.label,
        "period": chosen.period,
        "is_open": chosen.period.last >= today,
        "chips": figures.period_chips(chosen, today, address),
        **figures.neighbours(chosen, today, address),
        "index": index,
        "least": chosen.rule.minimum_sample,
    }


def _levels(index: Index, named: NamedPeriod, current: str) -> list[dict[str, Any]]:
    """Return one chip for each level that some unit with dossiers is of."""
    counts = Counter(one.agency.kind for one in index.units if one.received)
    listed = [("", _("Mọi đơn vị"), sum(counts.values()))]
    listed += [
        (slug, str(_SHORT[kind]), counts[kind.value])
        for slug, kind in LEVELS.items()
        if counts[kind.value]
    ]
    return [
        {
            "label": label,
            "url": _ranking_url({"ky": named.name, **({"cap": slug} if slug else {})}),
            "is_current": slug == current,
            "count": count,
            "icon": "",
        }
        for slug, label, count in listed
    ]


def _row(rank: Rank[Unit], named: NamedPeriod) -> dict[str, Any]:
    return {
        "rank": rank,
        "unit": rank.key,
        "score": rank.key.score,
        "level": _SHORT[AgencyKind(rank.key.agency.kind)],
        "url": _unit_url(rank.key, named),
    }


def _ranking_url(query: dict[str, str]) -> str:
    return reverse("public:index-766", query=query)


def _unit_url(unit: Unit, named: NamedPeriod) -> str:
    return reverse("public:index-766-unit", args=[unit.agency.code], query={"ky": named.name})
