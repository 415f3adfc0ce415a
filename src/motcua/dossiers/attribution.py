"""Whose time it was: each working minute of a dossier belongs to exactly one holder. Pure.

From acceptance (or lodging) to the hand-over the time is cut wherever something begins or
ends, and each piece is given to one:

- the applicant, while the agency waits for papers or money;
- the desk, before the handling agency has the dossier, and once all is done until the result
  is handed over: neither is time of processing;
- an agency that was asked, while its answer is awaited;
- the step that is open, in whichever agency.

Minutes are those of the holder's calendar. Being asked does not lengthen a step: only what
an answer is late is taken off the step's own time before it is compared with its budget.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Final

from motcua.kernel import clock
from motcua.kernel.limits import working_minutes_between
from motcua.kernel.wording import duration
from motcua.kernel.workdays import Calendar
from motcua.procedures.process import STANDARD_DAY_MINUTES

_LATEST: Final = datetime.max.replace(tzinfo=clock.VIETNAM)


class Holder(StrEnum):
    """Who has the move."""

    APPLICANT = "applicant"
    DESK = "desk"
    STEP = "step"
    LINKED = "linked"
    CONSULTED = "consulted"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class StepSpan:
    """A step as gone through. ``is_linked``: another agency than the deciding one does it."""

    name: str
    agency_id: int
    agency: str
    began: datetime
    ended: datetime | None
    budget_minutes: int
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """A question to another agency: asked, to be answered by, and answered or dropped."""

    agency_id: int
    agency: str
    asked: datetime
    due: datetime
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class PauseSpan:
    """An interval in which the applicant has the move."""

    began: datetime
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to one dossier, up to the instant at which it is looked at or over.

    ``received`` is when the handling agency had it; ``ended`` when it was handed over, or
    now; ``done`` when the agency was done, None when it is not.
    """

    agency_id: int
    desk: str
    began: datetime
    received: datetime | None
    done: datetime | None
    ended: datetime
    due: datetime | None
    steps: Sequence[StepSpan]
    pauses: Sequence[PauseSpan] = ()
    answers: Sequence[AnswerSpan] = ()


@dataclass(slots=True)
class Share:
    """The working minutes of one holder.

    ``over`` are those past its budget, or past the day of its answer; ``past_due`` those
    after the dossier should have been done.
    """

    holder: Holder
    name: str
    agency: str = ""
    minutes: int = 0
    budget: int = 0
    over: int = 0
    past_due: int = 0

    @property
    def words(self) -> str:
        """Return the time in words."""
        return worked(self.minutes)

    @property
    def budget_words(self) -> str:
        """Return the budget in words; empty without one."""
        return worked(self.budget) if self.budget else ""

    @property
    def over_words(self) -> str:
        """Return what it took too long; empty when it did not."""
        return worked(self.over) if self.over else ""


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """The whole time, holder by holder, in the order in which each first had it."""

    shares: list[Share] = field(default_factory=list)
    late_minutes: int = 0

    @property
    def total(self) -> int:
        """Return all working minutes."""
        return sum(share.minutes for share in self.shares)

    @property
    def processing(self) -> int:
        """Return the minutes that the agencies worked on it."""
        worked = {Holder.STEP, Holder.LINKED, Holder.CONSULTED}
        return sum(share.minutes for share in self.shares if share.holder in worked)

    def of(self, holder: Holder) -> int:
        """Return the minutes of one kind of holder."""
        return sum(share.minutes for share in self.shares if share.holder is holder)

    @property
    def causes(self) -> list[Share]:
        """Return whose overrun made the dossier late, the greatest first; none when in time.

        Where nobody had a budget to overrun, it is whoever had it past the due date.
        """
        if not self.late_minutes:
            return []
        over = [share for share in self.shares if share.over]
        if over:
            return sorted(over, key=lambda share: -share.over)
        agencies = {Holder.STEP, Holder.LINKED, Holder.CONSULTED}
        had = [share for share in self.shares if share.past_due and share.holder in agencies]
        return sorted(had, key=lambda share: -share.past_due)

    def cause_sentences(self) -> list[str]:
        """Say whose overrun made the dossier late."""
        if not self.late_minutes:
            return []
        return [f"Quá hạn {worked(self.late_minutes)}.", *map(_cause, self.causes)]


def worked(minutes: int) -> str:
    """Return working minutes in words: ``2 ngày làm việc 3 giờ``."""
    days, rest = divmod(minutes, STANDARD_DAY_MINUTES)
    if not days:
        return duration(rest)
    return f"{days} ngày làm việc {duration(rest)}" if rest else f"{days} ngày làm việc"


def time_spent(course: Course, calendars: Mapping[int, Calendar]) -> TimeSpent:
    """Return whose time it was. ``calendars`` by agency; the deciding one's stands in."""
    own = calendars[course.agency_id]
    shares: dict[object, Share] = {}
    for begin, end in _pieces(course):
        key, opened, agency_id = _holder(course, begin, end)
        share = shares.setdefault(key, opened)
        minutes = working_minutes_between(calendars.get(agency_id, own), begin, end)
        share.minutes += minutes
        is_over = course.done is not None and begin >= _minute(course.done)
        if course.due is not None and begin >= _minute(course.due) and not is_over:
            share.past_due += minutes
    _compare(course, shares, calendars)
    return TimeSpent(list(shares.values()), _late(course, own))


def _compare(
    course: Course, shares: Mapping[object, Share], calendars: Mapping[int, Calendar]
) -> None:
    """Say of each step and each agency asked how much longer it took than it was given."""
    for number, step in enumerate(course.steps):
        share = shares.get(("step", number))
        if share is not None and step.budget_minutes:
            share.over = max(0, _own_minutes(course, step, calendars) - step.budget_minutes)
    for number, answer in enumerate(course.answers):
        share = shares.get(("answer", number))
        if share is not None:
            until = min(answer.ended or course.ended, course.done or course.ended)
            calendar = calendars.get(answer.agency_id, calendars[course.agency_id])
            share.over = working_minutes_between(calendar, _minute(answer.due), _minute(until))


def _late(course: Course, calendar: Calendar) -> int:
    """Return the working minutes from the due date to when the agency was done, or now."""
    if course.due is None:
        return 0
    until = course.done or course.ended
    if until <= course.due:
        return 0
    return max(1, working_minutes_between(calendar, clock.local(course.due), clock.local(until)))


def _pieces(course: Course) -> Iterable[tuple[datetime, datetime]]:
    """Return the whole time cut wherever something begins or ends."""
    first, last = _minute(course.began), _minute(course.ended)
    cuts = {first, last}
    moments: list[datetime | None] = [course.received, course.done, course.due]
    for step in course.steps:
        moments += [step.began, step.ended]
    for pause in course.pauses:
        moments += [pause.began, pause.ended]
    for answer in course.answers:
        moments += [answer.asked, answer.due, answer.ended]
    cuts |= {_minute(moment) for moment in moments if moment is not None}
    inside = sorted(cut for cut in cuts if first <= cut <= last)
    return pairwise(inside)


def _holder(course: Course, begin: datetime, end: datetime) -> tuple[object, Share, int]:
    """Return under what the piece is counted, the share it opens, and whose calendar holds."""
    if any(_holds(pause.began, pause.ended, begin, end) for pause in course.pauses):
        return "applicant", Share(Holder.APPLICANT, "Chờ người nộp"), course.agency_id
    if course.received is None or end <= _minute(course.received):
        return "desk", Share(Holder.DESK, "Tiếp nhận, chuyển hồ sơ", course.desk), course.agency_id
    found = next(
        (
            (number, step)
            for number, step in enumerate(course.steps)
            if _holds(step.began, step.ended, begin, end)
        ),
        None,
    )
    if found is None:
        waiting = Share(Holder.WAITING, "Đã xong, chờ trả kết quả", course.desk)
        return "waiting", waiting, course.agency_id
    for number, answer in enumerate(course.answers):
        if _holds(answer.asked, answer.ended, begin, end):
            share = Share(Holder.CONSULTED, "Cho ý kiến", answer.agency)
            return ("answer", number), share, answer.agency_id
    number, step = found
    holder = Holder.LINKED if step.is_linked else Holder.STEP
    share = Share(holder, step.name, step.agency, budget=step.budget_minutes)
    return ("step", number), share, step.agency_id


def _own_minutes(course: Course, step: StepSpan, calendars: Mapping[int, Calendar]) -> int:
    """Return the minutes that count against the step's budget: without what others kept."""
    calendar = calendars.get(step.agency_id, calendars[course.agency_id])
    minutes = 0
    for begin, end in _pieces(course):
        if not _holds(step.began, step.ended, begin, end):
            continue
        if course.received is None or end <= _minute(course.received):
            continue
        paused = any(_holds(pause.began, pause.ended, begin, end) for pause in course.pauses)
        kept = any(
            _holds(max(answer.asked, answer.due), answer.ended, begin, end)
            for answer in course.answers
        )
        if not paused and not kept:
            minutes += working_minutes_between(calendar, begin, end)
    return minutes


def _holds(began: datetime, ended: datetime | None, begin: datetime, end: datetime) -> bool:
    return _minute(began) <= begin and end <= (_minute(ended) if ended is not None else _LATEST)


def _cause(share: Share) -> str:
    who = f"“{share.name}” ({share.agency})" if share.agency else f"“{share.name}”"
    if share.holder is Holder.CONSULTED:
        if share.over:
            return f"{share.agency} trả lời ý kiến trễ hẹn {worked(share.over)}."
        return f"{share.agency} giữ {worked(share.past_due)} sau ngày hẹn để cho ý kiến."
    if share.over:
        return (
            f"Bước {who} được {worked(share.budget)}, đã dùng "
            f"{worked(share.budget + share.over)}: quá {worked(share.over)}."
        )
    return (
        f"Bước {who} không được giao thời gian riêng và giữ hồ sơ {worked(share.past_due)} "
        "sau ngày hẹn."
    )


def _minute(moment: datetime) -> datetime:
    return clock.local(moment).replace(second=0, microsecond=0)
