"""Time limits and the due dates they give. Pure, exact and fast.

Legal source: Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 2 (the day of the event is
not counted) and Điều 148 khoản 5 (a limit that would end on a day off ends on the next
working day); Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4 (a dossier sent back starts again).

How the days are counted is laid down in ``docs/develop/due-dates.md``; the table of
cases beside it is made from the tests.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from motcua.kernel.clock import VIETNAM
from motcua.kernel.counting import (
    MINUTES_AN_HOUR,
    SAME_DAY_UNTIL,
    Limit,
    LimitError,
    LimitUnit,
    Pause,
    Policy,
    Question,
    Reckoning,
    budget_minutes,
    limit_text,
    minutes_of,
    months_after,
    optional_minutes,
    reckon,
    spans,
)
from motcua.kernel.layers import MINUTES_A_DAY, AfterHours
from motcua.kernel.timeline import Timeline, to_datetime
from motcua.kernel.workdays import Calendar

__all__ = [
    "Due",
    "Limit",
    "LimitError",
    "LimitUnit",
    "Pause",
    "Policy",
    "describe_remaining",
    "due",
    "limit_text",
    "working_minutes_between",
]

if TYPE_CHECKING:
    from motcua.kernel.explanations import Explanation


class Due:
    """A due date: the instant, or what it would be, and why.

    ``due`` is None while a pause is open; ``provisional`` is then the date that would
    hold if the pause ended at ``as_of`` (None when nobody said as of when).
    """

    __slots__ = ("_explanation", "_question", "due", "provisional", "warnings")

    def __init__(
        self,
        due: datetime | None,
        provisional: datetime | None,
        warnings: tuple[str, ...],
        question: tuple[int, Limit, Calendar, tuple[Pause, ...], int | None] | None,
    ) -> None:
        self.due = due
        self.provisional = provisional
        self.warnings = warnings
        self._question = question
        self._explanation: Explanation | None = None

    @classmethod
    def given(cls, instant: datetime, explanation: "Explanation") -> "Due":
        """Return a date that somebody set and nobody counted, with its own reasons."""
        answer = cls(instant, None, (), None)
        answer._explanation = explanation
        return answer

    @property
    def explanation(self) -> "Explanation":
        """The reasons, sentence by sentence; worked out when first asked for."""
        if self._explanation is None:
            from motcua.kernel.explanations import explain  # noqa: PLC0415 - only when asked

            assert self._question is not None  # noqa: S101 - what was given came with its reasons
            self._explanation = explain(Question(*self._question))
        return self._explanation

    def __repr__(self) -> str:
        return f"Due(due={self.due}, provisional={self.provisional})"


def due(
    accepted: datetime,
    limit: Limit,
    calendar: Calendar,
    pauses: Iterable[Pause] = (),
    as_of: datetime | None = None,
) -> Due:
    """Return the due date of a dossier accepted at ``accepted``.

    Instants without a zone are Vietnam's; seconds are cut off. The order of ``pauses``
    does not matter. Raises LimitError for a pause that ends before it begins, and
    CalendarError for years in which nothing can be counted.
    """
    if accepted.tzinfo is not VIETNAM and accepted.tzinfo is not None:
        accepted = accepted.astimezone(VIETNAM)
    base = accepted.toordinal() * MINUTES_A_DAY + accepted.hour * 60 + accepted.minute
    if not pauses:
        found = _unpaused(base, limit, calendar)
        if found is not None:
            return found
    return _answer(Question(base, limit, calendar, tuple(pauses), optional_minutes(as_of)))


def _unpaused(base: int, limit: Limit, calendar: Calendar) -> Due | None:
    """Answer without pauses on what is laid out; None where more must be looked at."""
    laid = calendar.laid_out
    start_day = base // MINUTES_A_DAY
    if laid is None or not laid.first <= start_day <= laid.last:
        return None
    if limit.counts_minutes:
        counted = laid.worked_before(base) + budget_minutes(limit, calendar)
        if not laid.worked or counted > laid.worked[-1]:
            return None
        instant = to_datetime(laid.instant_after(counted))
        day = instant.toordinal()
    else:
        if calendar.after_hours is not AfterHours.SAME_DATE:
            return None
        place = _place(base, limit, laid)
        if place >= len(laid.days):
            return None
        instant, day = laid.closings[place], laid.days[place]
    if start_day < calendar.sure_from or day > calendar.sure_until:
        return None
    return Due(instant, None, (), (base, limit, calendar, (), None))


def _place(base: int, limit: Limit, laid: Timeline) -> int:
    """Return the place of the due day among the working days, beyond the last if unknown."""
    start_day = base // MINUTES_A_DAY
    index = start_day - laid.first
    unit = limit.unit
    if unit is LimitUnit.WORKING_DAY:
        return laid.before[index + 1] + limit.value - 1
    if unit is LimitUnit.SAME_DAY:
        place = laid.before[index]
        is_in_time = base % MINUTES_A_DAY <= SAME_DAY_UNTIL and place < laid.before[index + 1]
        return place if is_in_time and laid.closes[place] > base else laid.before[index + 1]
    if unit is LimitUnit.CALENDAR_DAY:
        index += limit.value
    else:
        index = months_after(date.fromordinal(start_day), limit.value).toordinal() - laid.first
    return laid.before[index] if index < len(laid.before) else len(laid.days)


def _answer(question: Question) -> Due:
    """Answer any question, with its warnings."""
    final = reckon(question, spans(question.pauses))
    provisional: Reckoning | None = None
    if final.open_at is not None and question.as_of is not None:
        provisional = reckon(question, spans(question.pauses, until=question.as_of))
    shown = provisional or final
    first = date.fromordinal(question.accepted // MINUTES_A_DAY)
    last = date.fromordinal(shown.due // MINUTES_A_DAY)
    warnings = question.calendar.warnings_between(first, last)
    if final.open_at is None:
        return Due(to_datetime(final.due), None, warnings, question)
    return Due(
        None, None if provisional is None else to_datetime(provisional.due), warnings, question
    )


def working_minutes_between(calendar: Calendar, earlier: datetime, later: datetime) -> int:
    """Count the working minutes from ``earlier`` to ``later``; 0 when it is not later."""
    first, last = minutes_of(earlier), minutes_of(later)
    if last <= first:
        return 0
    laid = calendar.timeline(first // MINUTES_A_DAY, last // MINUTES_A_DAY)
    return laid.worked_before(last) - laid.worked_before(first)


def describe_remaining(calendar: Calendar, now: datetime, due_at: datetime) -> str:
    """Say how much working time is left, or how much is overrun.

    Whole working days when the two lie on different days (``còn 2 ngày làm việc``),
    working hours or minutes on one day or under a day's work (``quá 5 giờ làm việc``).
    """
    present, promised = minutes_of(now), minutes_of(due_at)
    word = "còn" if present <= promised else "quá"
    first, last = sorted((present, promised))
    first_day, last_day = first // MINUTES_A_DAY, last // MINUTES_A_DAY
    laid = calendar.timeline(first_day, last_day)
    minutes = laid.worked_before(last) - laid.worked_before(first)
    days = laid.working_days_between(first_day, last_day)
    if days and (word == "còn" or minutes >= calendar.standard_day_minutes):
        return f"{word} {days} ngày làm việc"
    if minutes >= MINUTES_AN_HOUR:
        return f"{word} {minutes // MINUTES_AN_HOUR} giờ làm việc"
    if minutes == 0 and word == "quá":
        return "vừa quá hạn"
    return f"{word} {minutes} phút làm việc"
