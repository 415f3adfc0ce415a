"""Index 766 for everybody: the units of the province in their order, and what each lost where."""

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_safe

from motcua.agencies.models import AgencyKind
from motcua.dossiers import workload
from motcua.indicators.index766.comparing import Change, compared
from motcua.indicators.index766.scoring import Rank, Score
from motcua.indicators.indexing.behind import MISSING
from motcua.indicators.indexing.published import Index, Unit, closed_before, index_of
from motcua.indicators.keeping import Mark, mark
from motcua.indicators.models import IndexRun
from motcua.indicators.periods import NamedPeriod
from motcua.indicators.rules import place_name
from motcua.kernel import clock
from motcua.web import figures, formats
from motcua.web.access import public
from motcua.web.charts.lines import Point, line_chart
from motcua.web.figures import CUT, YEARS_BACK, Chosen
from motcua.web.languages.told import joined
from motcua.web.public import index_files
from motcua.web.public.asked import wanted_format
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
_MISSING_PAGE: Final = "leader:index-766-missing"


@dataclass(frozen=True, slots=True)
class Asked:
    """The period that the address names, and what was counted until now."""

    chosen: Chosen
    named: NamedPeriod
    counted: Mark

    @property
    def index(self) -> Index:
        """Return the index of that period."""
        return index_of(self.named, self.chosen.period, self.counted)

    @property
    def before(self) -> tuple[NamedPeriod, Index] | None:
        """Return the period before it with its index, where one looks back so far."""
        named = self.named.moved(-1)
        if named is None or named.year < clock.today().year - YEARS_BACK:
            return None
        chosen = figures.named_period(named, self.chosen.cut)
        return named, index_of(named, chosen.period, self.counted)

    def kept(self, name: str = "", cut: str | None = None) -> dict[str, str]:
        """Return what of the address stands for a period, this one or the one called ``name``."""
        way = self.chosen.cut if cut is None else cut
        return {"ky": name or self.named.name, **({CUT: way} if way else {})}


@public
@require_safe
@limited
def ranking(request: HttpRequest) -> HttpResponseBase:
    """Show every unit with its index, its class and its place among those of its level."""
    form = wanted_format(request)
    asked = _asked(request)
    if asked is None:
        return _nothing_yet(request, form)
    level = request.GET.get("cap", "")
    if level and level not in LEVELS:
        raise Http404
    index = asked.index
    kind = LEVELS[level].value if level else ""
    least = asked.chosen.rule.minimum_sample
    ranks = index.ranking(kind, least)
    if form:
        rows = index_files.ranked(index, kind, least)
        return index_files.answer(form, asked.chosen, index, rows, place_name())
    query = {"cap": level} if level else {}

    def address(name: str, cut: str | None = None) -> str:
        return _ranking_url({**query, **asked.kept(name, cut)})

    context = {
        **_common(asked, index, address),
        "place": place_name(),
        "levels": _levels(index, asked, level),
        "rows": [_row(rank, asked) for rank in ranks],
        "too_few": [
            {"unit": unit, "url": _unit_url(unit, asked.kept())}
            for unit in index.too_few(kind, least)
        ],
        "whole": index.whole,
    }
    return render(request, "public/index_766.html", context)


@public
@require_safe
@limited
def unit(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show what one unit's index is made of, what it lost where, and what would raise it."""
    form = wanted_format(request)
    asked = _asked(request)
    if asked is None:
        return _nothing_yet(request, form)
    index = asked.index
    found = index.of(code)
    if found is None:
        raise Http404
    least = asked.chosen.rule.minimum_sample
    if form:
        rows = [row for row in index_files.ranked(index, "", least) if row.unit is found]
        return index_files.answer(form, asked.chosen, index, rows, found.agency.name)
    ranks = index.ranking(found.agency.kind, least)

    def address(name: str, cut: str | None = None) -> str:
        return _unit_url(found, asked.kept(name, cut))

    missing = _missing_urls(request, found, asked)
    context = {
        **_common(asked, index, address),
        "unit": found,
        "score": found.score,
        "whole_url": _ranking_url(asked.kept()),
        "figures_url": reverse("public:agency-figures", args=[code], query=asked.kept()),
        "rank": next((rank for rank in ranks if rank.key is found), None),
        "among": len(ranks),
        "level": _SHORT[AgencyKind(found.agency.kind)],
        "missing": missing,
        "missing_words": MISSING,
        "against": _against(found, asked),
        **_trend(closed_before(found.agency, asked.named), found),
    }
    return render(request, "public/index_766_unit.html", context)


def _asked(request: HttpRequest) -> Asked | None:
    """Return what the address asks for; None before anything was counted. Raises Http404."""
    counted = mark()
    if counted is None:
        return None
    cut = figures.cut_asked(request)
    chosen = figures.chosen_period(request.GET.get("ky", ""), clock.today(), cut)
    if chosen.named is None:
        raise Http404
    return Asked(chosen, chosen.named, counted)


def _nothing_yet(request: HttpRequest, form: str) -> HttpResponse:
    if form:
        told = {"error": _("Số liệu đang được tính lần đầu."), "units": []}
        return JsonResponse(told, status=503)
    return render(request, "public/figures_later.html")


def _common(asked: Asked, index: Index, address: Any) -> dict[str, Any]:
    today = clock.today()
    chosen = asked.chosen
    base = address(asked.named.name)
    return {
        "label": asked.named.label,
        "period": chosen.period,
        "is_open": chosen.period.last >= today,
        "is_by_rule": not chosen.cut,
        "chips": figures.period_chips(chosen, today, address),
        "cuts": figures.cut_chips(chosen, address),
        **figures.neighbours(chosen, today, address),
        "index": index,
        "least": chosen.rule.minimum_sample,
        "json_url": f"{base}&format=json",
        "csv_url": f"{base}&format=csv",
    }


def _missing_urls(request: HttpRequest, found: Unit, asked: Asked) -> dict[str, str]:
    """Return where a head of the unit finds the dossiers behind an item, by item."""
    actor = getattr(request, "actor", None)
    if actor is None or found.agency.pk not in workload.led_by(actor):
        return {}
    return {
        key: reverse(
            _MISSING_PAGE,
            query={"co-quan": found.agency.code, **asked.kept(), "chi-so": key},
        )
        for key in MISSING
    }


def _against(found: Unit, asked: Asked) -> dict[str, Any] | None:
    """Return the period before, and item by item what is lost and won since."""
    before = asked.before
    if before is None or not found.received:
        return None
    named, index = before
    other = index.of(found.agency.code)
    told = {"label": named.label, "url": _unit_url(found, asked.kept(named.name))}
    if other is None or not other.received:
        return {**told, "compared": None}
    change = found.score.value - other.score.value
    held = compared(found.score, other.score)
    return {
        **told,
        "compared": held,
        "lost": [_told(one) for one in held.lost],
        "value": other.score.value,
        "change": change,
        "size": abs(change),
    }


def _told(change: Change) -> dict[str, Any]:
    """Return a loss with the words of what is behind it."""
    many = MISSING.get(change.item.key)
    lacking = formats.number(change.lacking)
    words = many.many % {"n": lacking} if many else joined(" ", (lacking, change.item.noun))
    return {"change": change, "words": words}


def _trend(runs: list[tuple[IndexRun, Score]], found: Unit) -> dict[str, Any]:
    """Return the closed periods, the latest first, and a line through them."""
    names = [NamedPeriod.parse(run.period) for run, _score in runs]
    told = list(zip(names, [score for _run, score in runs], strict=True))[::-1]
    chart = line_chart(
        [Point(named.short, float(score.value)) for named, score in told],
        write=partial(formats.decimal, places=0),
        ceiling=100.0,
    )
    return {
        "chart": chart if len(told) > 1 else None,
        "first": told[0] if told else None,
        "last": told[-1] if told else None,
        "closed": [
            {
                "label": named.label,
                "run": run,
                "score": score,
                "url": _unit_url(found, {"ky": named.name}),
            }
            for named, (run, score) in zip(names, runs, strict=True)
        ],
    }


def _levels(index: Index, asked: Asked, current: str) -> list[dict[str, Any]]:
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
            "url": _ranking_url({**({"cap": slug} if slug else {}), **asked.kept()}),
            "is_current": slug == current,
            "count": count,
            "icon": "",
        }
        for slug, label, count in listed
    ]


def _row(rank: Rank[Unit], asked: Asked) -> dict[str, Any]:
    return {
        "rank": rank,
        "unit": rank.key,
        "score": rank.key.score,
        "level": _SHORT[AgencyKind(rank.key.agency.kind)],
        "url": _unit_url(rank.key, asked.kept()),
    }


def _ranking_url(query: dict[str, str]) -> str:
    return reverse("public:index-766", query=query)


def _unit_url(unit: Unit, kept: dict[str, str]) -> str:
    return reverse("public:index-766-unit", args=[unit.agency.code], query=kept)
