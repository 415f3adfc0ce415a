"""The promise made at acceptance: both due dates, and those of the steps. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.kernel import clock
from motcua.kernel.limits import Due, Limit, LimitUnit, Policy, due
from motcua.kernel.timeline import to_datetime, to_minutes
from motcua.kernel.workdays import Calendar

TRANSFER_UNTIL_HOUR = 15
"""Received later, a dossier is passed on at the start of the next working day (art. 18)."""
_FAR_ENOUGH = 400  # days of calendar laid out to find the end of a step


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised, from when it is counted, and under which limits."""

    counted_from: datetime
    limit: Limit
    due: Due
    statutory_limit: Limit
    statutory_due: Due
    first_leg: tuple[Limit, Due] | None = None

    @property
    def due_at(self) -> datetime:
        """Return the promised instant; with no pause there always is one."""
        return _certain(self.due)

    @property
    def statutory_due_at(self) -> datetime:
        """Return the instant that the law sets."""
        return _certain(self.statutory_due)

    @property
    def first_leg_due_at(self) -> datetime | None:
        """Return when the first agency of a linked procedure is done; None without a link."""
        return _certain(self.first_leg[1]) if self.first_leg is not None else None


def promise(
    counted_from: datetime,
    limit: Limit,
    statutory: Limit,
    calendar: Calendar,
    first_leg: Limit | None = None,
) -> Promise:
    """Return the promise for a dossier that is complete at ``counted_from``.

    ``first_leg`` is the time of the first agency in a linked procedure: it is never done
    later than the whole.

    A commitment never outlasts the law: where ``limit`` would end later than ``statutory``
    (it was committed when the law gave more time, or is counted in other units), the law's
    date is promised.
    """
    promised = due(counted_from, limit, calendar)
    by_law = promised if statutory == limit else due(counted_from, statutory, calendar)
    if _certain(by_law) < _certain(promised):
        limit, promised = statutory, by_law
    leg = None
    if first_leg is not None:
        leg = (first_leg, due(counted_from, first_leg, calendar))
        if _certain(promised) < _certain(leg[1]):
            leg = (limit, promised)
    return Promise(counted_from, limit, promised, statutory, by_law, leg)


def expected_transfer(accepted_at: datetime, calendar: Calendar) -> datetime:
    """Return when the competent agency should receive a dossier accepted for it elsewhere.

    The same working day, or the start of the next one after 15:00.
    Legal source: Nghị định 61/2018/NĐ-CP, Điều 18; kept by Nghị định 309/2026/NĐ-CP.
    """
    local = clock.local(accepted_at)
    day = local.date()
    if local.hour < TRANSFER_UNTIL_HOUR and calendar.is_working_day(day):
        return local
    after = day + timedelta(days=1)
    while not calendar.is_working_day(after):
        after += timedelta(days=1)
    opening = calendar.sessions_on(after)[0].start
    return datetime(after.year, after.month, after.day, tzinfo=clock.VIETNAM) + timedelta(
        minutes=opening
    )


def step_due(opened_at: datetime, budget_minutes: int, calendar: Calendar) -> datetime:
    """Return the end of the last working minute of a step's budget."""
    base = to_minutes(clock.local(opened_at))
    day = clock.day_of(opened_at).toordinal()
    laid = calendar.timeline(day, day + _FAR_ENOUGH)
    return to_datetime(laid.instant_after(laid.worked_before(base) + budget_minutes))


def limit_from_row(value: int, unit: str, policy: str) -> Limit:
    """Return the limit that a stored due date was counted with."""
    return Limit(value, LimitUnit(unit), Policy(policy))


def _certain(answer: Due) -> datetime:
    if answer.due is None:
        raise ValueError("a promise without a pause always has a due date")
    return answer.due
