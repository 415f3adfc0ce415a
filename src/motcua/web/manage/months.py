"""One month of a work calendar as a table of weeks, Monday first. Pure."""

from calendar import Calendar as Weeks
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.kernel.layers import Session, clock_time
from motcua.kernel.workdays import Calendar, DayKind, DayNote

_NOON = 12 * 60


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the picture; the words repeat what the colour says."""

    on: date
    is_off: bool
    words: str
    note: DayNote | None


def weeks_of(calendar: Calendar, year: int, month: int) -> list[list[Cell | None]]:
    """Return the weeks of a month; a place that belongs to another month is None."""
    return [
        [_cell(calendar, on) if on.month == month else None for on in week]
        for week in Weeks().monthdatescalendar(year, month)
    ]


def _cell(calendar: Calendar, on: date) -> Cell:
    note = calendar.day_note(on)
    work = calendar.sessions_on(on)
    if not work:
        reception = calendar.reception_sessions_on(on)
        words = _("Chỉ nhận") if reception else _("Nghỉ")
        return Cell(on, is_off=True, words=words, note=note)
    if note is not None and note.kind is DayKind.MAKEUP:
        return Cell(on, is_off=False, words=_("Làm bù"), note=note)
    return Cell(on, is_off=False, words=_shape(work), note=note)


def _shape(work: tuple[Session, ...]) -> str:
    """Say which part of the day is worked; nothing for a whole one."""
    is_morning = any(session.start < _NOON for session in work)
    is_afternoon = any(session.end > _NOON for session in work)
    if is_morning and is_afternoon:
        return ""
    return _("Sáng") if is_morning else _("Chiều")


def hours_words(sessions: tuple[Session, ...]) -> str:
    """Return sessions as people write them: ``07:30-11:30, 13:00-17:00``."""
    return ", ".join(f"{clock_time(s.start)}-{clock_time(s.end)}" for s in sessions)
