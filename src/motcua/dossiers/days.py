"""Days as the calendars of agencies have them, for the jobs that depend on them. Pure."""

from datetime import date, datetime, timedelta
from typing import Final

from motcua.kernel import clock
from motcua.kernel.workdays import Calendar

_LONGEST_BREAK: Final = 30  # days; no holiday is longer
_ONE_DAY: Final = timedelta(days=1)


def end_of_next_working_day(calendar: Calendar, on: date) -> datetime:
    """Return when the last session ends of the working day that follows ``on``."""
    day = on
    for _n in range(_LONGEST_BREAK):
        day += _ONE_DAY
        if sessions := calendar.sessions_on(day):
            return _midnight(day) + timedelta(minutes=sessions[-1].end)
    return _midnight(on + _ONE_DAY)


def working_days_before(calendar: Calendar, on: date, count: int) -> datetime:
    """Return the beginning of the day that lies ``count`` working days before ``on``."""
    day = on
    for _n in range(_LONGEST_BREAK + 7 * count):
        if not count:
            break
        day -= _ONE_DAY
        count -= calendar.is_working_day(day)
    return _midnight(day)


def end_of_day(at: datetime) -> datetime:
    """Return the last instant of the day of ``at`` in Vietnam."""
    return _midnight(clock.day_of(at) + _ONE_DAY) - timedelta(microseconds=1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.VIETNAM)
