"""When a figure stands out: the one rule, for units and for officers. Pure.

A unit stands out on a sign where its share is so far above what is usual that chance does not
explain it, even though many units and many signs are looked at together:

1. Only units with ``least`` cases or more are compared, and only where ``units`` of them are.
2. What is usual is the larger of the sign's own expected share and Tukey's upper fence of the
   units' shares, Q3 + 1.5 (Q3 - Q1): as long as fewer than a quarter of the units do it, they
   move neither quartile much.
3. A unit stands out when an exact binomial test says that so many cases would come up by chance
   with a probability of at most ``LEVEL`` divided by the number of comparisons made together
   (Bonferroni): the chance that a province without any gaming sees even one unit named stays
   below ``LEVEL``, as long as honest units do not lie above what is usual.

It errs towards silence: a small unit must be very far out before it is named.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import exp, lgamma, log
from statistics import median, quantiles
from typing import Final, TypeVar

from motcua.indicators.rates import Rate

LEVEL: Final = 0.05
"""The chance, at most, that anybody is named in a province where nobody does anything."""
FENCE: Final = 1.5
LEAST_USUAL: Final = 0.005
"""A slip now and then is usual everywhere."""
MOST_USUAL: Final = 0.999
"""Above that no share can stand out."""
_QUARTERS: Final = 4
_NEGLIGIBLE: Final = 1e-18
Unit = TypeVar("Unit")


class Verdict(StrEnum):
    """What is said of a unit's share. Never that somebody cheated."""

    ORDINARY = "ordinary"
    HIGH = "high"
    FEW_CASES = "few_cases"
    FEW_UNITS = "few_units"


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a sign is measured by: how many units, their median, and the share still usual.

    ``median`` and ``usual`` are None where too few units have enough cases.
    """

    units: int
    median: float | None
    usual: float | None


def yardstick(rates: Iterable[Rate], expected: float, *, units: int) -> Yardstick:
    """Return what the shares of a sign are measured by; ``rates`` are those of all units."""
    shares = sorted(rate.part / rate.whole for rate in rates if rate.is_enough)
    if len(shares) < units:
        return Yardstick(len(shares), None, None)
    first, _middle, third = quantiles(shares, n=_QUARTERS, method="inclusive")
    fence = third + FENCE * (third - first)
    return Yardstick(
        len(shares), median(shares), min(max(expected, fence, LEAST_USUAL), MOST_USUAL)
    )


def verdict(rate: Rate, measure: Yardstick, comparisons: int) -> Verdict:
    """Return what is said of ``rate``, one of ``comparisons`` that are looked at together."""
    if not rate.is_enough:
        return Verdict.FEW_CASES
    if measure.usual is None:
        return Verdict.FEW_UNITS
    chance = at_least(rate.part, rate.whole, measure.usual)
    return Verdict.HIGH if chance <= LEVEL / max(comparisons, 1) else Verdict.ORDINARY


def comparisons(tables: Iterable[Mapping[Unit, Rate]]) -> int:
    """Return how many shares are compared: of each sign those with enough cases."""
    return sum(rate.is_enough for table in tables for rate in table.values())


def at_least(part: int, whole: int, share: float) -> float:
    """Return the probability of ``part`` or more out of ``whole``, each with chance ``share``.

    Exact binomial tail. Raises ValueError unless 0 <= part <= whole and 0 < share < 1.
    """
    if not 0 <= part <= whole or not 0 < share < 1:
        raise ValueError(f"no tail: {part} of {whole} at {share}")
    if part <= whole * share:
        # Not above what is usual: the tail is large, and nobody asks how large.
        return 1.0
    choose = lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)
    term = exp(choose + part * log(share) + (whole - part) * log(1 - share))
    odds = share / (1 - share)
    total = 0.0
    for count in range(part, whole + 1):
        total += term
        if term < total * _NEGLIGIBLE:
            break
        term *= odds * (whole - count) / (count + 1)
    return min(total, 1.0)
