"""How a running dossier stands to its due date, in the words and marks of lists."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from motcua.agencies.models import Agency
from motcua.agencies.selectors import calendar_of
from motcua.dossiers.lifecycle import OPEN_STATES, State
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.worklists import WorkRow
from motcua.kernel import clock
from motcua.kernel.limits import describe_remaining, working_minutes_between
from motcua.kernel.workdays import Calendar

LATE, SOON, CALM = "late", "soon", ""
_WHOLE: Final = 100
_LONGEST_BREAK: Final = 30  # days; no holiday is longer


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a dossier stands: urgency, words and share of the time used (0 to 100)."""

    urgency: str
    words: str
    share: int

    @property
    def meter(self) -> str:
        """Return the kind of meter that shows the share."""
        return self.urgency or "used"


def soon_until(calendar: Calendar, at: datetime) -> datetime:
    """Return the end of the next working day: what is due by then is due soon."""
    day = clock.day_of(at)
    for _n in range(_LONGEST_BREAK):
        day += timedelta(days=1)
        if sessions := calendar.sessions_on(day):
            midnight = datetime(day.year, day.month, day.day, tzinfo=clock.VIETNAM)
            return midnight + timedelta(minutes=sessions[-1].end)
    return at + timedelta(days=1)


def standing(dossier: Dossier, at: datetime) -> Standing | None:
    """Return where ``dossier`` stands at ``at``; None when no promise runs."""
    if dossier.due_at is None or dossier.clock_from is None:
        return None
    if State(dossier.state) not in OPEN_STATES:
        return None
    # Done already: only its result waits for the applicant to pay.
    if State(dossier.state) is State.AWAITING_PAYMENT and dossier.finished_at is not None:
        return None
    agency: Agency = dossier.agency
    calendar = calendar_of(agency)
    now, due_at = clock.local(at), clock.local(dossier.due_at)
    words = describe_remaining(calendar, now, due_at)
    if now > due_at:
        # Past the hour but no minute worked since: nothing to count yet.
        is_just_over = not working_minutes_between(calendar, due_at, now)
        return Standing(LATE, _("vừa hết hạn") if is_just_over else words, _WHOLE)
    begun = clock.local(dossier.clock_from)
    total = working_minutes_between(calendar, begun, due_at)
    used = working_minutes_between(calendar, begun, now)
    share = min(_WHOLE, _WHOLE * used // total) if total else _WHOLE
    urgency = SOON if due_at <= soon_until(calendar, now) else CALM
    return Standing(urgency, words, share)


def step_standing(step: Step, at: datetime) -> Standing | None:
    """Return where an open step stands at ``at`` to its own date; None while it has none.

    ``step.agency`` must have been read.
    """
    return _of_step(step, step.dossier.clock_from, step.agency, at)


def row_standing(row: WorkRow, agency: Agency, at: datetime) -> Standing | None:
    """Return the same for a line of a work list, whose step is done at ``agency``."""
    return _of_step(row, row.clock_from, agency, at)


def _of_step(
    step: Step | WorkRow, clock_from: datetime | None, agency: Agency, at: datetime
) -> Standing | None:
    """Soon is from the step's early warning on."""
    if step.due_at is None or clock_from is None:
        return None
    calendar = calendar_of(agency)
    now, due_at = clock.local(at), clock.local(step.due_at)
    words = describe_remaining(calendar, now, due_at)
    if now > due_at:
        return Standing(LATE, words, _WHOLE)
    # A step without a budget of its own has the dossier's whole time.
    begun = max(step.opened_at, clock_from) if step.budget_minutes else clock_from
    total = working_minutes_between(calendar, clock.local(begun), due_at)
    used = working_minutes_between(calendar, clock.local(begun), now)
    share = min(_WHOLE, _WHOLE * used // total) if total else _WHOLE
    is_soon = step.warn_at is not None and step.warn_at <= at
    return Standing(SOON if is_soon else CALM, words, share)


def not_running_words(dossier: Dossier) -> str:
    """Say why no promise runs: not received by the competent agency, or over."""
    if dossier.accepted_at is None:
        return _("chưa tiếp nhận")
    if dossier.clock_from is None:
        return _("chờ cơ quan giải quyết nhận")
    return ""
