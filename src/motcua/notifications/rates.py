"""Whether messages have stopped leaving without anybody noticing. Pure.

An error shows itself; a channel that falls silent does not. So what leaves in a day is compared
with what usually leaves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

DAYS_BEFORE: Final = 20
"""Working days that say what is usual."""
FEWEST_DAYS: Final = 5
LEAST_USUAL: Final = 5
"""Of fewer a day nothing can be concluded."""
SILENT_SHARE: Final = 0.2


@dataclass(frozen=True, slots=True)
class Silence:
    """A channel by which far fewer messages left than usual."""

    channel: str
    day: date
    sent: int
    usual: int


def silences(
    sent: Mapping[str, Mapping[date, int]], day: date, days_before: Sequence[date]
) -> list[Silence]:
    """Return the channels that fell silent on ``day``, given working days before it."""
    found = []
    for channel, by_day in sorted(sent.items()):
        counted = [by_day.get(before, 0) for before in days_before[-DAYS_BEFORE:]]
        if len(counted) < FEWEST_DAYS:
            continue
        usual = int(median(counted))
        on_the_day = by_day.get(day, 0)
        if usual >= LEAST_USUAL and on_the_day < SILENT_SHARE * usual:
            found.append(Silence(channel, day, on_the_day, usual))
    return found
