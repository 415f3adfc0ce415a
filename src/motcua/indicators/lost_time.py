"""Where the time of many dossiers went: to whom, and in which step. Pure.

The middle and the nine tenths are said, not the mean: one dossier that lay for a year says
nothing of the others.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from motcua.dossiers.attribution import Holder, Share, TimeSpent
from motcua.indicators.forecast import quantile


class Whose(StrEnum):
    """Whose time it was, as heads ask for it."""

    APPLICANT = "applicant"
    DESK = "desk"
    STEP = "step"
    OTHER = "other"


_WHOSE: Final = {
    Holder.APPLICANT: Whose.APPLICANT,
    Holder.DESK: Whose.DESK,
    Holder.STEP: Whose.STEP,
    Holder.LINKED: Whose.OTHER,
    Holder.CONSULTED: Whose.OTHER,
}
"""What lies ready and is not collected yet is nobody's any more."""
TENTHS: Final = 0.9


@dataclass(frozen=True, slots=True)
class Spread:
    """Working minutes of so many: the middle one, and what nine of ten did not exceed."""

    count: int
    median: float
    nine_tenths: float


@dataclass(frozen=True, slots=True)
class Lost:
    """The time of one kind of holder: in how many dossiers, and its share of all time."""

    whose: Whose
    spread: Spread
    minutes: int
    share: float


@dataclass(frozen=True, slots=True)
class StepTime:
    """How long a step took where it was gone through; ``over`` exceeded what they were given."""

    name: str
    agency: str
    spread: Spread
    budget: float
    with_budget: int
    over: int


def spread_of(minutes: Iterable[float]) -> Spread:
    """Return the middle and the nine tenths. Raises ValueError without any."""
    values = list(minutes)
    return Spread(len(values), quantile(values, 0.5), quantile(values, TENTHS))


def by_holder(spent: Sequence[TimeSpent]) -> list[Lost]:
    """Return whose time it was, the greatest share first; each dossier counts once a kind."""
    found: dict[Whose, list[float]] = defaultdict(list)
    for one in spent:
        mine: dict[Whose, int] = defaultdict(int)
        for share in one.shares:
            if share.holder in _WHOSE:
                mine[_WHOSE[share.holder]] += share.minutes
        for whose, minutes in mine.items():
            if minutes:
                found[whose].append(minutes)
    everything = sum(sum(some) for some in found.values())
    lost = [
        Lost(whose, spread_of(some), int(sum(some)), sum(some) / everything)
        for whose, some in found.items()
    ]
    return sorted(lost, key=lambda one: (-one.minutes, one.whose))


def by_step(spent: Iterable[TimeSpent]) -> list[StepTime]:
    """Return each step by name and agency, the one that took longest altogether first.

    A step that a dossier went through twice was two.
    """
    found: dict[tuple[str, str], list[Share]] = defaultdict(list)
    for one in spent:
        for share in one.shares:
            if share.holder in {Holder.STEP, Holder.LINKED}:
                found[share.name, share.agency].append(share)
    steps = sorted(found.items(), key=lambda item: (-sum(s.minutes for s in item[1]), item[0]))
    return [_step_time(name, agency, shares) for (name, agency), shares in steps]


def _step_time(name: str, agency: str, shares: Sequence[Share]) -> StepTime:
    budgets = [float(share.budget) for share in shares if share.budget]
    return StepTime(
        name=name,
        agency=agency,
        spread=spread_of(share.minutes for share in shares),
        budget=quantile(budgets, 0.5) if budgets else 0.0,
        with_budget=len(budgets),
        over=sum(share.over > 0 for share in shares),
    )
