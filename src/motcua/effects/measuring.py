"""What a model has changed, as far as can be said. Pure.

The share of each unit and month is compared with units that have not adopted the model, or not
yet. Nothing is said below a least number; and what is said is tried in four ways: whether the
units differed already before, whether units without the model show the like by chance, whether a
second method agrees, and whether it is only that more dossiers were given up.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from motcua.effects.estimating import (
    Estimate,
    Point,
    estimated,
    second_opinion,
    with_path,
)
from motcua.effects.panel import Cell, Compared, Demand, Panel, Row, prepared

FORMULA: Final = 1
"""The version of what is defined here."""
MOST_EARLIER: Final = 6
"""Months by which adoption is put back to look for differences before it."""
DRAWS: Final = 39
"""How often units without the model are taken for adopters."""
RARE: Final = 0.1
"""Chance alone gives as much in less than this share of the draws."""
_SEED: Final = 766
_LEAST_RISE: Final = 0.005
_FEWEST_DRAWN: Final = 5


class Kind(StrEnum):
    """What is concluded."""

    NOT_ENOUGH = "not-enough"
    NO_CLEAR_DIFFERENCE = "no-clear-difference"
    BETTER = "better"
    WORSE = "worse"
    UNPROVEN = "unproven"


class Doubt(StrEnum):
    """Why a change may not be the model's."""

    EARLIER_DIFFERENCE = "earlier-difference"
    COMMON_BY_CHANCE = "common-by-chance"
    METHODS_DIFFER = "methods-differ"
    MORE_GIVEN_UP = "more-given-up"


class Lack(StrEnum):
    """What is missing to say anything."""

    ADOPTING = "adopting"
    OTHERS = "others"
    SPREAD = "spread"
    PRECISION = "precision"


@dataclass(frozen=True, slots=True)
class Placebo:
    """In how many of so many draws units without the model showed a change as clear as this."""

    as_clear: int
    draws: int

    @property
    def chance(self) -> float:
        """Return the chance of as clear a change without any model."""
        return (1 + self.as_clear) / (1 + self.draws)


@dataclass(frozen=True, slots=True)
class Effect:
    """What was measured. Without ``estimate`` there was not enough, as ``lacks`` says.

    ``earlier`` is the difference found before adoption, ``strict`` the change if each
    dossier given up was a late one lodged again, ``given_up`` the change of the share of those.
    """

    kind: Kind
    compared: Compared
    demand: Demand
    lacks: tuple[Lack, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    estimate: Estimate | None = None
    path: tuple[Point, ...] = ()
    earlier: Estimate | None = None
    second: Estimate | None = None
    strict: Estimate | None = None
    given_up: Estimate | None = None
    placebo: Placebo | None = None


def measure(
    cells: Iterable[Cell],
    adoptions: Mapping[str, date],
    *,
    demand: Demand | None = None,
    draws: int = DRAWS,
) -> Effect:
    """Return what adopting the model has changed; ``adoptions`` says since when, by unit.

    The same cells give the same answer. Raises LibraryMissingError without the extra.
    """
    wanted = demand or Demand()
    panel = prepared(cells, adoptions, wanted)
    lacks = tuple(_lacks(panel, wanted))
    if lacks:
        return Effect(Kind.NOT_ENOUGH, panel.compared, wanted, lacks)
    estimate, path = with_path(panel.rows, _kept)
    if estimate is None:
        return Effect(Kind.NOT_ENOUGH, panel.compared, wanted, (Lack.SPREAD,))
    found = Effect(
        Kind.NO_CLEAR_DIFFERENCE,
        panel.compared,
        wanted,
        estimate=estimate,
        path=path,
        earlier=_earlier(panel),
        second=second_opinion(panel.rows, _kept),
        strict=estimated(panel.rows, _kept_at_first),
        given_up=estimated(panel.rows, _given_up),
        placebo=_placebo(panel, estimate, draws) if draws else None,
    )
    return concluded(found)


def concluded(found: Effect) -> Effect:
    """Return what was measured with what may be said of it."""
    estimate = found.estimate
    if estimate is None:
        return found
    if estimate.width > found.demand.widest and not estimate.is_clear:
        return replace(found, kind=Kind.NOT_ENOUGH, lacks=(Lack.PRECISION,))
    doubts = tuple(_doubts(found))
    return replace(found, doubts=doubts, kind=_concluded(estimate, doubts))


def _concluded(estimate: Estimate, doubts: Sequence[Doubt]) -> Kind:
    if not estimate.is_clear:
        return Kind.NO_CLEAR_DIFFERENCE
    if doubts:
        return Kind.UNPROVEN
    return Kind.BETTER if estimate.change > 0 else Kind.WORSE


def _lacks(panel: Panel, demand: Demand) -> Iterator[Lack]:
    if panel.able < demand.adopting:
        yield Lack.ADOPTING
    elif len(panel.adopting) < demand.adopting or len(panel.others) < demand.others:
        yield Lack.OTHERS


def _doubts(found: Effect) -> Iterator[Doubt]:
    estimate = found.estimate
    assert estimate is not None  # noqa: S101 - doubted is what was measured
    if found.earlier is not None and found.earlier.is_clear:
        yield Doubt.EARLIER_DIFFERENCE
    if not estimate.is_clear:
        return
    if found.placebo is not None and found.placebo.chance > RARE:
        yield Doubt.COMMON_BY_CHANCE
    if found.second is not None and not _agree(estimate, found.second):
        yield Doubt.METHODS_DIFFER
    if estimate.change > 0 and _hides(found):
        yield Doubt.MORE_GIVEN_UP


def _hides(found: Effect) -> bool:
    """Say whether more is given up since, and without that the change is not clear."""
    more, strict = found.given_up, found.strict
    grows = more is not None and more.low > 0 and more.change >= _LEAST_RISE
    return grows and (strict is None or strict.low <= 0)


def _agree(one: Estimate, other: Estimate) -> bool:
    return one.low <= other.high and other.low <= one.high


def _kept(row: Row) -> float:
    return row.part / row.whole


def _kept_at_first(row: Row) -> float:
    """Take each dossier given up, and one more that was kept, for one late dossier."""
    return max(row.part - 2 * row.given_up, 0) / max(row.whole - row.given_up, 1)


def _given_up(row: Row) -> float:
    return row.given_up / row.whole


def _earlier(panel: Panel) -> Estimate | None:
    """Return the change that would be found had they adopted it some months before they did."""
    adopting = panel.adopting
    before = [row for row in panel.rows if not row.is_after]
    fewest = min(sum(row.unit == unit for row in before) for unit in adopting)
    by = min(MOST_EARLIER, fewest // 2)
    moved = [
        row if row.adopted is None else replace(row, adopted=row.adopted - by) for row in before
    ]
    return estimated(moved, _kept)


def _placebo(panel: Panel, estimate: Estimate, draws: int) -> Placebo | None:
    """Take units without the model for adopters, and see how often as much comes out."""
    others = panel.others
    adopting = sorted(panel.adopting.values())
    size = min(len(adopting), len(others) // 2)
    if size < _FEWEST_DRAWN or not estimate.error:
        return None
    drawing = random.Random(_SEED)  # noqa: S311 - chance that can be drawn again
    rows = [row for row in panel.rows if row.adopted is None]
    clear = abs(estimate.change) / estimate.error
    as_clear = 0
    for _draw in range(draws):
        chosen = dict(
            zip(drawing.sample(others, size), drawing.sample(adopting, size), strict=True)
        )
        found = estimated([replace(row, adopted=chosen.get(row.unit)) for row in rows], _kept)
        as_clear += bool(found and found.error and abs(found.change) / found.error >= clear)
    return Placebo(as_clear, draws)
