"""A calendar laid out as arrays, so that a due date costs an index or one binary search.

Instants here are whole minutes: the day's ordinal times 1440 plus the minute of the day.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from motcua.kernel.clock import VIETNAM
from motcua.kernel.layers import MINUTES_A_DAY, Sessions

_FIRST_MIDNIGHT: Final = datetime(1, 1, 1, tzinfo=VIETNAM)


class BeyondTimelineError(Exception):
    """The answer lies outside the days laid out so far; lay out more and ask again."""


class Timeline:
    """Working days and minutes from ``first`` to ``last`` (ordinals, both included).

    ``before[i]`` counts the working days before the day ``first + i``; ``days`` are the
    ordinals of the working days; ``closes`` and ``closings`` their last instants, in
    minutes and as datetimes. ``starts``, ``ends`` are the sessions in one row, and
    ``worked[j]`` the working minutes up to the end of session ``j``.
    """

    __slots__ = (
        "before",
        "closes",
        "closings",
        "days",
        "ends",
        "first",
        "last",
        "starts",
        "worked",
    )

    def __init__(self, first: int, last: int, sessions_on: Callable[[date], Sessions]) -> None:
        self.first = first
        self.last = last
        self.before: list[int] = []
        self.days: list[int] = []
        self.closes: list[int] = []
        self.closings: list[datetime] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.worked: list[int] = []
        total = 0
        for ordinal in range(first, last + 1):
            self.before.append(len(self.days))
            day = date.fromordinal(ordinal)
            sessions = sessions_on(day)
            if not sessions:
                continue
            midnight = ordinal * MINUTES_A_DAY
            for start, end in sessions:
                total += end - start
                self.starts.append(midnight + start)
                self.ends.append(midnight + end)
                self.worked.append(total)
            self.days.append(ordinal)
            self.closes.append(self.ends[-1])
            self.closings.append(to_datetime(self.ends[-1]))
        self.before.append(len(self.days))

    def index_of(self, ordinal: int) -> int:
        """Return the place of a day in ``before``, or say that it is not laid out."""
        if not self.first <= ordinal <= self.last:
            raise BeyondTimelineError
        return ordinal - self.first

    def is_working(self, ordinal: int) -> bool:
        """Say whether the day has processing sessions."""
        index = self.index_of(ordinal)
        return self.before[index + 1] > self.before[index]

    def place_from(self, ordinal: int) -> int:
        """Return the place in ``days`` of the first working day on or after ``ordinal``."""
        place = self.before[self.index_of(ordinal)]
        if place >= len(self.days):
            raise BeyondTimelineError
        return place

    def place_after(self, ordinal: int, count: int) -> int:
        """Return the place in ``days`` of the ``count``-th working day after ``ordinal``."""
        place = self.before[self.index_of(ordinal) + 1] + count - 1
        if place >= len(self.days):
            raise BeyondTimelineError
        return place

    def working_days_between(self, after: int, upto: int) -> int:
        """Count the working days d with ``after`` < d <= ``upto``."""
        if upto <= after:
            return 0
        return self.before[self.index_of(upto) + 1] - self.before[self.index_of(after) + 1]

    def next_open(self, instant: int) -> int:
        """Return ``instant`` moved forward to the next instant inside a session."""
        self.index_of(instant // MINUTES_A_DAY)
        place = bisect_right(self.ends, instant)
        if place >= len(self.ends):
            raise BeyondTimelineError
        return max(instant, self.starts[place])

    def worked_before(self, instant: int) -> int:
        """Count the working minutes laid out before ``instant``."""
        self.index_of(instant // MINUTES_A_DAY)
        place = bisect_right(self.ends, instant)
        done = self.worked[place - 1] if place else 0
        if place < len(self.starts) and self.starts[place] < instant:
            done += instant - self.starts[place]
        return done

    def instant_after(self, minutes: int) -> int:
        """Return the end of the working minute number ``minutes`` of the whole row.

        The end of a session's last minute is the close of that session (11:30), never
        the opening of the next one (13:00).
        """
        place = bisect_left(self.worked, minutes)
        if place >= len(self.worked):
            raise BeyondTimelineError
        return self.ends[place] - (self.worked[place] - minutes)


def to_datetime(instant: int) -> datetime:
    """Return the aware datetime of an instant given in minutes."""
    # Adding to an aware datetime moves the hands of the clock, which is what is meant.
    return _FIRST_MIDNIGHT + timedelta(minutes=instant - MINUTES_A_DAY)


def to_minutes(instant: datetime) -> int:
    """Return a datetime of Vietnam as whole minutes; seconds are cut off."""
    return instant.toordinal() * MINUTES_A_DAY + instant.hour * 60 + instant.minute
