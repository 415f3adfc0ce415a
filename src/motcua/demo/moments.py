"""Choosing believable instants inside office sessions. Pure: chance comes in as an argument."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from motcua.kernel import clock
from motcua.kernel.timeline import Timeline, to_datetime, to_minutes
from motcua.kernel.workdays import Calendar

SHORTEST_HANDLING: Final = 35  # working minutes
LAST_MINUTES: Final = 10  # kept free before the promised instant
STANDARD_DAY: Final = 480
MARGIN_DAYS: Final = 60


class Pace(StrEnum):
    """How a dossier keeps its promise."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class OfficeTime:
    """The working minutes of an office between two days, as one long row."""

    calendar: Calendar
    laid: Timeline

    @classmethod
    def between(cls, calendar: Calendar, first: date, last: date) -> "OfficeTime":
        """Lay out the working minutes from ``first`` to ``last``, with a margin."""
        margin = MARGIN_DAYS
        return cls(
            calendar, calendar.timeline(first.toordinal() - margin, last.toordinal() + margin)
        )

    def worked(self, instant: datetime) -> int:
        """Return how many working minutes of the row lie before ``instant``."""
        return self.laid.worked_before(to_minutes(clock.local(instant)))

    def after(self, minutes: int) -> datetime:
        """Return the end of working minute number ``minutes`` of the row."""
        return to_datetime(self.laid.instant_after(minutes))

    def working_days(self, first: date, last: date) -> list[date]:
        """List the working days from ``first`` to ``last``, both included."""
        count = (last - first).days + 1
        days = (first + timedelta(days=i) for i in range(count))
        return [day for day in days if self.calendar.is_working_day(day)]

    def opening(self, day: date) -> datetime:
        """Return a minute after the first session of a working day opens."""
        return self.after(self.worked(midnight(day)) + 1)

    def in_day(self, chance: random.Random, day: date, latest: float = 1.0) -> datetime:
        """Return a minute of a working day, busier in the morning, within its first share."""
        opens = self.worked(midnight(day))
        minutes = self.worked(midnight(day + timedelta(days=1))) - opens
        share = min(chance.betavariate(1.6, 2.0), 0.97) * latest
        return self.after(opens + max(5, int(minutes * share)))


def midnight(day: date) -> datetime:
    """Return the first instant of ``day`` in Vietnam."""
    return datetime(day.year, day.month, day.day, tzinfo=clock.VIETNAM)


def finishing(
    chance: random.Random,
    office: OfficeTime,
    *,
    began_at: datetime,
    due_at: datetime,
    pace: Pace,
    not_after: datetime,
) -> datetime:
    """Return when the result is ready, so that the promise is kept as ``pace`` says.

    Where the due day is the day it began on, nothing can be early and it is on time.
    """
    began = office.worked(began_at)
    due = office.worked(due_at)
    due_opens = office.worked(midnight(clock.day_of(due_at)))
    last = office.worked(not_after)
    if pace is Pace.LATE:
        return office.after(due + chance.randint(45, 2 * STANDARD_DAY))
    earliest = began + SHORTEST_HANDLING
    if pace is Pace.EARLY and earliest < min(due_opens, last):
        return office.after(chance.randint(earliest, min(due_opens, last)))
    earliest = max(earliest, due_opens + 5)
    latest = min(due - LAST_MINUTES, last)
    return office.after(chance.randint(earliest, latest) if earliest < latest else latest)


def shared_out(
    chance: random.Random,
    office: OfficeTime,
    *,
    began_at: datetime,
    finished_at: datetime,
    count: int,
) -> list[datetime]:
    """Return ``count`` rising instants between two; the last is ``finished_at``."""
    began, finished = office.worked(began_at), office.worked(finished_at)
    span = max(0, finished - began)
    shares = sorted(chance.uniform(0.15, 0.95) for _step in range(count - 1))
    return [office.after(began + max(1, int(span * share))) for share in shares] + [finished_at]


def collecting(
    chance: random.Random,
    office: OfficeTime,
    *,
    finished_at: datetime,
    not_after: datetime,
    is_electronic: bool,
) -> datetime:
    """Return when the result is handed over: at once on line, else when somebody comes."""
    finished = office.worked(finished_at)
    wait = chance.randint(5, 20) if is_electronic else chance.randint(20, 3 * STANDARD_DAY)
    return office.after(max(finished + 1, min(finished + wait, office.worked(not_after))))
