"""Units in the order of a rate, those that are equal sharing a place. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from motcua.indicators.rates import Rate

Unit = TypeVar("Unit")


@dataclass(frozen=True, slots=True)
class Placed(Generic[Unit]):
    """A unit with its rate. ``place`` is None where there is too little to say a rate."""

    unit: Unit
    rate: Rate
    place: int | None
    is_shared: bool = False


def ranked(rated: Iterable[tuple[Unit, Rate]]) -> list[Placed[Unit]]:
    """Return the units, the highest rate first; those without a rate come last, unplaced.

    Equal are shares that are the same number, not those that are printed alike; after two in
    the first place comes the third. Among equals the order given stays.
    """
    given = list(rated)
    shares = {
        number: Fraction(rate.part, rate.whole)
        for number, (_unit, rate) in enumerate(given)
        if rate.is_enough
    }
    by_share: dict[Fraction, list[tuple[Unit, Rate]]] = defaultdict(list)
    for number, share in shares.items():
        by_share[share].append(given[number])
    found: list[Placed[Unit]] = []
    before = 0
    for share in sorted(by_share, reverse=True):
        alike = by_share[share]
        found += [Placed(unit, rate, before + 1, len(alike) > 1) for unit, rate in alike]
        before += len(alike)
    unplaced = [one for number, one in enumerate(given) if number not in shares]
    return found + [Placed(unit, rate, None) for unit, rate in unplaced]
