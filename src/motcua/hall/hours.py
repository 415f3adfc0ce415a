"""When a desk receives people, and the slots of its appointments. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from motcua.kernel.clock import VIETNAM, day_of, local
from motcua.kernel.layers import Session
from motcua.kernel.workdays import Calendar

NOON: Final = 12 * 60
_AHEAD: Final = 60
"""Days in which the next opening is looked for; longer than any holiday."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, its end not in it."""

    starts_at: datetime
    ends_at: datetime


def receiving(calendar: Calendar, day: date) -> tuple[Session, ...]:
    """Return the sessions of ``day`` in which the desk receives, in order.

    Those in which dossiers are processed, and those only for taking them in.
    """
    return tuple(sorted({*calendar.sessions_on(day), *calendar.reception_sessions_on(day)}))


def instant(day: date, minute: int) -> datetime:
    """Return the instant ``minute`` minutes into ``day`` in Vietnam."""
    return datetime.combine(day, time(0), tzinfo=VIETNAM) + timedelta(minutes=minute)


def session_at(calendar: Calendar, at: datetime, *, minutes_before: int = 0) -> Span | None:
    """Return the session in which ``at`` falls, or that begins within ``minutes_before``."""
    for session in receiving(calendar, day_of(at)):
        span = span_of(day_of(at), session)
        if span.starts_at - timedelta(minutes=minutes_before) <= at < span.ends_at:
            return span
    return None


def span_of(day: date, session: Session) -> Span:
    """Return a session as instants of ``day``."""
    return Span(instant(day, session.start), instant(day, session.end))


def next_opening(calendar: Calendar, at: datetime) -> datetime | None:
    """Return when the desk next begins to receive after ``at``; None if nobody knows."""
    first = day_of(at)
    for ahead in range(_AHEAD):
        day = first + timedelta(days=ahead)
        for session in receiving(calendar, day):
            if (opening := instant(day, session.start)) > at:
                return opening
    return None


def slots_of(session: Session, minutes: int) -> Iterator[Session]:
    """Cut ``session`` into slots of ``minutes``; what is left over at its end is no slot."""
    start = session.start
    while start + minutes <= session.end:
        yield Session(start, start + minutes)
        start += minutes


def is_morning(session: Session) -> bool:
    """Say whether ``session`` begins before noon."""
    return session.start < NOON


def minute_of(at: datetime) -> int:
    """Return how many minutes of its day have passed at ``at`` in Vietnam."""
    here = local(at)
    return here.hour * 60 + here.minute
