"""What a figure of a day is: its name, its sentence, and the one way it is counted.

Each subject defines its figures in a module of its own beside this package, as
``DEFINITIONS``, and ``listed`` lists them; pages, closing and ``motcua verify`` read these.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Counted:
    """So much of so much, of an agency, on a day of Vietnam. Never both of nothing."""

    day: date
    agency_id: int
    part: int
    whole: int


class Count(Protocol):
    """Counts the days from ``first`` to ``last``, of what was recorded before an instant.

    One query over rows that only grow and whose ``recorded_at`` the database sets: asked again
    with the same ``recorded_before``, it answers the same for ever.
    """

    def __call__(self, *, first: date, last: date, recorded_before: datetime) -> Iterable[Counted]:
        """Count."""
        ...


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure. A change of ``count`` is a new ``formula``; figures of the old one stay.

    ``key`` is stored and stands in files: add, never rename. ``is_rate`` is false where the part
    is a number of its own (people helped) and no share of the whole.
    """

    key: str
    formula: int
    label: str
    meaning: str
    count: Count
    is_rate: bool = True
