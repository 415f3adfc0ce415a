"""Whose turn it is. Pure: what waits goes in, the order comes out.

Those with priority, and those whose appointed time has come, go first; after so many of them in a
row one of the others is called, if one waits, so that nobody waits for ever. Within either row
the longest waiting comes first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, order=True)
class Waiting:
    """A ticket that waits: since when, its own number, and whether it goes first.

    ``appointed_at`` is the hour of an appointment: before it its holder waits like anybody else,
    since taking their ticket; from then on they go first, as if they had come at that hour.
    """

    taken_at: datetime
    key: int
    has_priority: bool = False
    appointed_at: datetime | None = None

    def goes_first(self, at: datetime) -> bool:
        """Say whether it is called before the others at ``at``."""
        return self.has_priority or (self.appointed_at is not None and self.appointed_at <= at)

    def since(self, at: datetime) -> tuple[datetime, int]:
        """Return by what it is ordered within its row."""
        if self.appointed_at is not None and not self.has_priority and self.appointed_at <= at:
            return max(self.appointed_at, self.taken_at), self.key
        return self.taken_at, self.key


def next_to_call(
    waiting: Iterable[Waiting], *, first_in_a_row: int, most: int, at: datetime
) -> Waiting | None:
    """Return whom to call; ``first_in_a_row`` were called just before because they go first."""
    return next(iter(in_order(waiting, first_in_a_row=first_in_a_row, most=most, at=at)), None)


def in_order(
    waiting: Iterable[Waiting], *, first_in_a_row: int, most: int, at: datetime
) -> list[Waiting]:
    """Return all in the order in which they would be called if nobody else came.

    Raises ValueError for ``most`` below one.
    """
    if most < 1:
        raise ValueError("at least one who goes first is called before the others")
    ones = sorted(waiting, key=lambda one: one.since(at))
    first = [one for one in ones if one.goes_first(at)][::-1]
    others = [one for one in ones if not one.goes_first(at)][::-1]
    called = []
    row = first_in_a_row
    while first or others:
        is_first = bool(first) and (row < most or not others)
        called.append((first if is_first else others).pop())
        row = row + 1 if is_first else 0
    return called


def run_of_first(went_first: Sequence[bool]) -> int:
    """Return how many of the last calls, latest first, were of those who go first."""
    return next((n for n, first in enumerate(went_first) if not first), len(went_first))
