"""How long somebody will wait, said as honestly as today's figures allow. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import quantiles
from typing import Final

LEAST: Final = 5
"""People served today, below which nothing is said."""
_ROUNDED: Final = 5
"""Minutes: no hall is as exact as a minute."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Between ``low`` and ``high`` minutes, as the middle half of ``count`` people took today."""

    low: int
    high: int
    count: int


def estimate(ahead: int, durations: Sequence[timedelta], *, counters: int) -> Estimate | None:
    """Return how long somebody with ``ahead`` people before them waits, or None when unknown.

    ``counters`` are those open now for them, each of which is taken to be busy: whoever is next
    waits for the first one to become free. Without any, or with fewer than ``LEAST`` people
    served today, nobody knows.
    """
    if len(durations) < LEAST or counters < 1:
        return None
    minutes = [one.total_seconds() / 60 for one in durations]
    quarter, _middle, three_quarters = quantiles(minutes, n=4, method="inclusive")
    rounds = (ahead + 1) / counters
    low = math.floor(rounds * quarter / _ROUNDED) * _ROUNDED if ahead else 0
    high = max(math.ceil(rounds * three_quarters / _ROUNDED) * _ROUNDED, _ROUNDED)
    return Estimate(low, high, len(durations))
