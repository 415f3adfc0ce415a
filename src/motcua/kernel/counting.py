"""The rules by which a limit is counted: which days fall out, when a count begins anew.

Pure arithmetic on whole minutes; ``limits`` is the door to it. The rules in words are in
``docs/develop/due-dates.md``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple

from motcua.kernel.clock import VIETNAM
from motcua.kernel.errors import DomainError
from motcua.kernel.layers import MINUTES_A_DAY, AfterHours, is_count
from motcua.kernel.timeline import BeyondTimelineError, Timeline, to_minutes
from motcua.kernel.workdays import Calendar

NEVER: Final = 10**12  # the end of a pause that is still open: later than any date
SAME_DAY_UNTIL: Final = 15 * 60  # 15:00, Luật Hộ tịch 60/2014/QH13, Điều 5 khoản 3
MINUTES_AN_HOUR: Final = 60
_MONTHS_A_YEAR: Final = 12
LONGEST_LIMIT: Final = 36_500  # a century in days; beyond it a number is a slip
_DAYS_AHEAD: Final = 400


class LimitError(DomainError):
    """The limit, the pauses or the instants cannot be counted with."""

    code = "limit"


class LimitUnit(StrEnum):
    """In what a limit is counted. Values are stored."""

    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    SAME_DAY = "same_day"


class Policy(StrEnum):
    """Whether working days are whole days (the law) or a budget of hours (targets)."""

    LEGAL = "legal"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as published: a whole number of at least one, and its unit.

    Raises LimitError for anything else: what is published as 1.5 days is for an
    administrator to settle, not for us to round.
    """

    value: int
    unit: LimitUnit
    policy: Policy = Policy.LEGAL

    def __post_init__(self) -> None:
        if not is_count(self.value):
            raise LimitError("Thời hạn phải là số nguyên từ 1 trở lên.")
        if self.value > LONGEST_LIMIT:
            raise LimitError(f"Thời hạn quá dài: nhiều nhất {LONGEST_LIMIT}.")

    @property
    def counts_minutes(self) -> bool:
        """Say whether the limit runs in working minutes rather than in whole days."""
        return self.unit is LimitUnit.WORKING_HOUR or (
            self.unit is LimitUnit.WORKING_DAY and self.policy is Policy.CLOCK
        )


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that does not count, from ``start`` up to ``end`` (None: still open).

    ``restarts`` says that the limit begins again from zero at ``end``.
    """

    start: datetime
    end: datetime | None
    restarts: bool = False


class Span(NamedTuple):
    """A pause in minutes, [start, end)."""

    start: int
    end: int
    restarts: bool = False


class Question(NamedTuple):
    """Everything a due date follows from; instants in minutes."""

    accepted: int
    limit: Limit
    calendar: Calendar
    pauses: tuple[Pause, ...]
    as_of: int | None


_NOTHING: Final[list[tuple[int, int]]] = []


@dataclass(slots=True)
class Reckoning:
    """How far the count has come: the base, the pauses that apply, the date reached.

    ``restarted_by`` are the restarting pauses that moved the base; ``open_at`` is the
    beginning of the pause that is still open and keeps the date from being known.
    """

    base: int
    applied: list[Span]
    due: int
    restarted_by: list[Span]
    open_at: int | None = None


def spans(pauses: Iterable[Pause], *, until: int | None = None) -> list[Span]:
    """Return pauses in minutes, in the order in which they begin, ordinary ones merged.

    ``until`` closes those that are still open; one that would then be empty has only
    its beginning left.
    """
    ordinary: list[Span] = []
    restarting: list[Span] = []
    for pause in pauses:
        start, end = minutes_of(pause.start), optional_minutes(pause.end)
        if end is None:
            end = NEVER if until is None else max(start, until)
        elif end <= start:
            raise LimitError("Lần tạm dừng phải kết thúc sau khi bắt đầu.")
        (restarting if pause.restarts else ordinary).append(Span(start, end, pause.restarts))
    return sorted([*_merged(ordinary), *restarting])


def _merged(ordinary: list[Span]) -> list[Span]:
    """Join ordinary pauses that overlap or touch."""
    merged: list[Span] = []
    for span in sorted(ordinary):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif span.start < span.end:
            merged.append(span)
    return merged


def reckon(question: Question, taken: list[Span]) -> Reckoning:
    """Count with the pauses ``taken``, laying the calendar out as far as it needs."""
    first = question.accepted // MINUTES_A_DAY
    last = first + _DAYS_AHEAD
    while True:
        laid = question.calendar.timeline(first, last)
        try:
            return _Counter(question, laid).run(taken)
        except BeyondTimelineError:
            last = laid.last + max(_DAYS_AHEAD, laid.last - laid.first)


class _Counter:
    """Counts one limit on one timeline. See the module's reference for the rules."""

    __slots__ = ("accepted", "calendar", "count", "laid", "limit")

    def __init__(self, question: Question, laid: Timeline) -> None:
        self.limit = question.limit
        self.laid = laid
        self.accepted = question.accepted
        self.calendar = question.calendar
        self.count: Callable[[int, list[Span]], int]
        unit = question.limit.unit
        if question.limit.counts_minutes:
            self.count = self.by_minutes
        elif unit is LimitUnit.SAME_DAY:
            self.count = self.same_day
        else:
            self.count = self.by_days

    def run(self, taken: list[Span]) -> Reckoning:
        """Take the pauses in the order in which they begin."""
        reached = Reckoning(self.accepted, [], self.count(self.accepted, []), [])
        for span in taken:
            if span.end <= reached.base:
                continue
            start = max(span.start, reached.base)
            if start >= reached.due:
                break  # the dossier is late already, and so for all pauses that follow
            if span.end == NEVER:
                reached.open_at = start
                break
            if span.restarts:
                reached.restarted_by.append(span)
                reached.base = span.end
                reached.applied = [
                    Span(max(kept.start, span.end), kept.end)
                    for kept in reached.applied
                    if kept.end > span.end
                ]
            else:
                reached.applied.append(Span(start, span.end))
            reached.due = self.count(reached.base, reached.applied)
        return reached

    def by_minutes(self, base: int, applied: list[Span]) -> int:
        """Return the end of the last working minute counted."""
        laid = self.laid
        reached = laid.worked_before(base) + budget_minutes(self.limit, self.calendar)
        if not applied:
            return laid.instant_after(reached)
        paused = sum(
            laid.worked_before(end) - laid.worked_before(start) for start, end, _ in applied
        )
        return laid.instant_after(reached + paused)

    def same_day(self, base: int, applied: list[Span]) -> int:
        """Return the close of the day, or of the next working day after 15:00."""
        moment = applied[-1].end if applied else base
        ordinal, minute = divmod(moment, MINUTES_A_DAY)
        if minute <= SAME_DAY_UNTIL and self.laid.is_working(ordinal):
            close = self.laid.closes[self.laid.place_from(ordinal)]
            # Where the day's last session is over before 15:00, its close has passed.
            if close > moment:
                return close
        return self.laid.closes[self.laid.place_after(ordinal, 1)]

    def by_days(self, base: int, applied: list[Span]) -> int:
        """Return the close of the last day, never inside a pause."""
        start_day = self.start_day(base)
        if not applied:
            return self.laid.closes[self._place(start_day, _NOTHING)]
        removed = [(start // MINUTES_A_DAY, end // MINUTES_A_DAY) for start, end, _ in applied]
        reached = self.laid.closes[self._place(start_day, removed)]
        for start, end, _ in applied:
            if start < reached < end:
                reached = self.laid.closes[self._place_from(end // MINUTES_A_DAY + 1, removed)]
        return reached

    def _place(self, start_day: int, removed: list[tuple[int, int]]) -> int:
        """Return the place of the last day of the limit among the working days."""
        if self.limit.unit is LimitUnit.WORKING_DAY:
            return self._nth_working_place(start_day, removed)
        if self.limit.unit is LimitUnit.CALENDAR_DAY:
            day = self._nth_calendar_day(start_day, removed)
        else:
            day = month_end(start_day, self.limit.value, removed)
        return self._place_from(day, removed)

    def start_day(self, base: int) -> int:
        """Return the day that is not counted: that of the event, or of the next session."""
        if self.calendar.after_hours is AfterHours.NEXT_SESSION:
            return self.laid.next_open(base) // MINUTES_A_DAY
        return base // MINUTES_A_DAY

    def _nth_working_place(self, start_day: int, removed: list[tuple[int, int]]) -> int:
        current, left = start_day, self.limit.value
        for after, upto in removed:
            counted = self.laid.working_days_between(current, after)
            if counted >= left:
                break
            left -= counted
            current = max(current, upto)
        return self.laid.place_after(current, left)

    def _nth_calendar_day(self, start_day: int, removed: list[tuple[int, int]]) -> int:
        current, left = start_day, self.limit.value
        for after, upto in removed:
            counted = max(0, after - current)
            if counted >= left:
                break
            left -= counted
            current = max(current, upto)
        return current + left

    def _place_from(self, day: int, removed: list[tuple[int, int]]) -> int:
        """Return the place of the first working day from ``day`` on that nothing removes."""
        place = self.laid.place_from(day)
        for after, upto in removed:
            if after < self.laid.days[place] <= upto:
                place = self.laid.place_from(upto + 1)
        return place


def budget_minutes(limit: Limit, calendar: Calendar) -> int:
    """Return a limit that runs in minutes, in minutes."""
    if limit.unit is LimitUnit.WORKING_HOUR:
        return limit.value * MINUTES_AN_HOUR
    return limit.value * calendar.standard_day_minutes


def month_end(start_day: int, months: int, removed: list[tuple[int, int]]) -> int:
    """Return the smallest day d, not before the month's end, as far past it as days fell out."""
    end = day = months_after(date.fromordinal(start_day), months).toordinal()
    while True:
        fallen_out = sum(max(0, min(upto, day) - max(after, start_day)) for after, upto in removed)
        if end + fallen_out == day:
            return day
        day = end + fallen_out


def months_after(day: date, months: int) -> date:
    """Return the same day ``months`` on, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, _MONTHS_A_YEAR)
    year = day.year + years
    following = date(year + (month + 1) // _MONTHS_A_YEAR, (month + 1) % _MONTHS_A_YEAR + 1, 1)
    last = date.fromordinal(following.toordinal() - 1).day
    return date(year, month + 1, min(day.day, last))


def minutes_of(instant: datetime) -> int:
    """Return an instant of any zone as whole minutes of Vietnam; none said is Vietnam's."""
    if instant.tzinfo is not VIETNAM and instant.tzinfo is not None:
        instant = instant.astimezone(VIETNAM)
    return to_minutes(instant)


def optional_minutes(instant: datetime | None) -> int | None:
    """Return an instant in minutes, and None for none."""
    return None if instant is None else minutes_of(instant)


_UNIT_TEXTS: Final = {
    LimitUnit.WORKING_DAY: "{} ngày làm việc",
    LimitUnit.WORKING_HOUR: "{} giờ làm việc",
    LimitUnit.CALENDAR_DAY: "{} ngày",
    LimitUnit.MONTH: "{} tháng",
    LimitUnit.SAME_DAY: "trong ngày",
}


def limit_text(limit: Limit) -> str:
    """Return the limit as citizens read it: ``3 ngày làm việc``."""
    return _UNIT_TEXTS[limit.unit].format(limit.value)
