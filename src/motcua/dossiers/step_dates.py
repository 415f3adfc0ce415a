"""When a step should be done and from when one is reminded of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from motcua.dossiers.promises import step_due
from motcua.kernel import clock
from motcua.kernel.limits import Pause, working_minutes_between
from motcua.kernel.timeline import to_datetime, to_minutes
from motcua.kernel.workdays import Calendar

_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class StepDates:
    """Both None while the applicant has the move or the clock has not started."""

    due_at: datetime | None
    warn_at: datetime | None


def step_dates(
    opened_at: datetime,
    budget_minutes: int,
    *,
    dossier_due_at: datetime | None,
    clock_from: datetime | None,
    calendar: Calendar,
    warn_percent: int,
    pauses: Sequence[Pause] = (),
) -> StepDates:
    """Return until when the step should be done, never later than the dossier itself.

    A step without a budget of its own has the dossier's. ``pauses`` that lie inside the step
    add their working minutes to its budget; with one still open there is no date. The warning
    begins when ``warn_percent`` of the time is used.
    """
    if dossier_due_at is None or clock_from is None:
        return StepDates(None, None)
    # A step opened while its agency had not received the dossier yet begins when it did.
    begins = max(clock.local(opened_at), clock.local(clock_from))
    own = clock.local(dossier_due_at)
    if budget_minutes:
        paused = _paused_minutes(pauses, begins, calendar)
        own = min(own, step_due(begins, budget_minutes + paused, calendar))
        net = budget_minutes
    else:
        begins = clock.local(clock_from)
        whole = working_minutes_between(calendar, begins, own)
        net = max(0, whole - _paused_minutes(pauses, begins, calendar))
    return StepDates(own, _before(own, net * (_WHOLE - warn_percent) // _WHOLE, calendar))


def _paused_minutes(pauses: Sequence[Pause], since: datetime, calendar: Calendar) -> int:
    return sum(
        working_minutes_between(calendar, max(pause.start, since), pause.end)
        for pause in pauses
        if pause.end is not None and pause.end > since
    )


def _before(moment: datetime, minutes: int, calendar: Calendar) -> datetime:
    """Return the instant ``minutes`` of work before ``moment``."""
    if not minutes:
        return moment
    last = to_minutes(moment)
    day = moment.toordinal()
    # Enough days to hold the minutes: a standard day is worked on at least half of all days.
    back = 14 + 3 * minutes // max(1, calendar.standard_day_minutes)
    laid = calendar.timeline(day - back, day)
    return to_datetime(laid.instant_after(max(1, laid.worked_before(last) - minutes)))
