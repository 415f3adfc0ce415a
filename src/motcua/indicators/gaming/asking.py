"""What a page of signs shows: rates, what they are measured by, and what is said of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from motcua.indicators.gaming import counting, verdicts
from motcua.indicators.gaming.counting import Asked
from motcua.indicators.gaming.keeping import Counted
from motcua.indicators.gaming.signs import BY_KEY, SIGNS, Sign
from motcua.indicators.gaming.verdicts import Verdict, Yardstick
from motcua.indicators.rates import Rate

_KEPT: Final = 64
NOTHING: Final = Rate(0, 0)
Rates = Mapping[str, Mapping[int, Rate]]
"""Of each sign the rate of each unit, or officer."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One sign of one unit or officer: its rate, what it is measured by, what is said of it."""

    sign: Sign
    rate: Rate
    measure: Yardstick
    verdict: Verdict

    @property
    def is_high(self) -> bool:
        """Say whether it should be looked at."""
        return self.verdict is Verdict.HIGH


@dataclass(frozen=True, slots=True)
class Province:
    """The signs of all units, and what each sign is measured by."""

    rates: Rates
    measures: Mapping[str, Yardstick]
    together: int

    def of(self, unit: int) -> list[Shown]:
        """Return every sign of a unit, in the order of the list."""
        return [self.one(sign, unit) for sign in SIGNS]

    def one(self, sign: Sign, unit: int) -> Shown:
        """Return one sign of a unit."""
        rate = self.rates[sign.key].get(unit, NOTHING)
        measure = self.measures[sign.key]
        return Shown(sign, rate, measure, verdicts.verdict(rate, measure, self.together))

    def units(self) -> set[int]:
        """Return the units of which there is anything."""
        return {unit for table in self.rates.values() for unit in table}


def province(asked: Asked, counted: Counted) -> Province:
    """Return the signs of every unit in a period, kept until traces are brought up to date.

    Three statements.
    """
    return _province(asked, counted.recorded_before)


@lru_cache(maxsize=_KEPT)
def _province(asked: Asked, recorded_before: datetime | None) -> Province:
    del recorded_before  # part of the cache's key only
    rates = counting.by_unit(asked)
    return judged(rates, asked.rule.minimum_units)


def judged(rates: Rates, minimum_units: int) -> Province:
    """Return ``rates`` of all units with what each sign is measured by. Pure."""
    measures = {
        key: verdicts.yardstick(table.values(), BY_KEY[key].expected, units=minimum_units)
        for key, table in rates.items()
    }
    # Where nothing can be compared nothing is.
    compared = (table for key, table in rates.items() if measures[key].usual is not None)
    return Province(rates, measures, verdicts.comparisons(compared))


def of_officers(whole: Province, rates: Rates, officers: Sequence[int]) -> dict[int, list[Shown]]:
    """Return the signs of each officer, measured by what is usual of units. Pure."""
    signs = [sign for sign in SIGNS if sign.of_officers]
    together = verdicts.comparisons(
        rates[sign.key] for sign in signs if whole.measures[sign.key].usual is not None
    )
    found: dict[int, list[Shown]] = {}
    for officer in officers:
        shown = []
        for sign in signs:
            rate = rates[sign.key].get(officer, NOTHING)
            measure = whole.measures[sign.key]
            shown.append(Shown(sign, rate, measure, verdicts.verdict(rate, measure, together)))
        found[officer] = shown
    return found
