"""The units of a province: in the order of their rate, and as a map of tiles."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies.models import Agency, UnitLevel
from motcua.indicators.keeping import Mark
from motcua.indicators.rate_ranking import ranked
from motcua.indicators.rates import Rate
from motcua.indicators.reports import Counts, Question, Row
from motcua.indicators.rules import Rule
from motcua.kernel.text import sort_key
from motcua.web import formats
from motcua.web.charts.tiles import LETTERS, TileMap, Unit, tile_map
from motcua.web.public.asked import Asked

BOUNDS: Final = (0.995, 0.99, 0.98)
"""From which share on a unit is of the first, second and third class; below is the fourth."""
HEADINGS: Final = (
    "Hạng",
    "Mã",
    "Cơ quan giải quyết",
    "Tiếp nhận (cột 3)",
    "Đã giải quyết (cột 7)",
    "Trước và đúng hạn (cột 8 + 9)",
    "Tỷ lệ",
    "Quá hạn đã xong (cột 10)",
    "Đang quá hạn (cột 13)",
    "Từ ngày",
    "Đến ngày",
    "Bản công thức",
    "Chốt lúc",
)
"""Of the ranking that is taken away."""
_BEFORE_THE_NAME: Final = ("UBND ", "Ủy ban nhân dân ")


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """A unit with its place; ``place`` is "" where there is too little to say a rate."""

    row: Row
    rate: Rate
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Units that lie together, with their tiles."""

    name: str
    count: int
    tiles: TileMap


def rate_of(counts: Counts, rule: Rule) -> Rate:
    """Return the share settled in time."""
    return Rate(counts.in_time, counts.c7, rule.minimum_sample)


def ranked_units(rows: Sequence[Row], found: Asked) -> list[RankedUnit]:
    """Return the units by their rate; equal ones share a place and stay in their order."""
    rule = found.chosen.rule
    query = found.query
    return [
        RankedUnit(
            one.unit,
            one.rate,
            str(one.place or ""),
            reverse("public:agency-figures", args=[one.unit.key]) + query,
        )
        for one in ranked((row, rate_of(row.counts, rule)) for row in rows)
    ]


def ranking_lines(
    ranked: Sequence[RankedUnit], question: Question, mark: Mark
) -> Iterator[Sequence[Any]]:
    """Yield the ranking as rows of a table, with what it is counted by."""
    period, formula = question.period, question.formula
    yield HEADINGS
    for one in ranked:
        counts = one.row.counts
        yield (
            *(one.place, one.row.key, one.row.name, counts.c3, counts.c7, counts.in_time),
            formats.percent(one.rate.part, one.rate.whole, 2) if one.place else "",
            *(counts.c10, counts.c13, period.first, period.last, formula, mark.counted_at),
        )


def tile_groups(rows: Sequence[Row], rule: Rule) -> list[Group]:
    """Return the map: communes by what they lie in, then the agencies of the province. A query."""
    if not rows:
        return []
    found = Agency.objects.filter(code__in=[row.key for row in rows]).values_list(
        "code", "unit__level", "unit__parent__full_name"
    )
    homes = {code: _home(level, parent) for code, level, parent in found}
    grouped: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in rows:
        grouped[homes[row.key]].append(row)
    return [
        Group(name, len(some), tile_map([_tile(row, rule) for row in some], BOUNDS))
        for (_order, name), some in sorted(
            grouped.items(), key=lambda item: (item[0][0], sort_key(item[0][1]))
        )
    ]


def classes() -> list[dict[str, Any]]:
    """Return the legend of the map."""
    said = [formats.decimal(bound * 100) for bound in BOUNDS]
    words = [_("từ %(n)s %%") % {"n": one} for one in said]
    words.append(_("dưới %(n)s %%") % {"n": said[-1]})
    return [
        {"number": number, "letter": LETTERS[number], "words": one}
        for number, one in enumerate(words, start=1)
    ]


def _home(level: str, parent: str | None) -> tuple[int, str]:
    if level != UnitLevel.COMMUNE:
        return 1, _("Cơ quan cấp tỉnh, cấp huyện")
    return 0, parent or ""


def _tile(row: Row, rule: Rule) -> Unit:
    rate = rate_of(row.counts, rule)
    name = row.name
    for before in _BEFORE_THE_NAME:
        name = name.removeprefix(before)
    if rate.share is None:
        said = _("%(n)s hồ sơ đã giải quyết, ít quá để nêu tỷ lệ") % {
            "n": formats.number(rate.whole)
        }
        return Unit(name, None, "", said)
    said = _("%(share)s, %(part)s trên %(whole)s hồ sơ") % {
        "share": formats.percent(rate.part, rate.whole),
        "part": formats.number(rate.part),
        "whole": formats.number(rate.whole),
    }
    return Unit(name, rate.share, formats.decimal(rate.share * 100), said)
