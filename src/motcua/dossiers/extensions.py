"""New dates after an apology: which days may be promised, until when it is in time, which wait.

Legal source: Nghị định 61/2018/NĐ-CP, Điều 19 khoản 9 (at latest one day before the date, once).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.selectors import calendar_of
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Apology, Dossier
from motcua.dossiers.rights import LEADERS
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import Due, Limit, LimitUnit, due
from motcua.kernel.workdays import Calendar

SUGGESTED_DAYS: Final = 3
"""Working days proposed where nobody has said how many are needed."""
MOST_DAYS: Final = 250
"""Working days, about a year: more is a slip of the keyboard."""
LONGEST_REST: Final = 60  # days; no agency is closed for longer


class ApologyError(DomainError):
    """The date cannot be set anew that way."""

    code: ClassVar[str] = "apology"


@dataclass(frozen=True, slots=True)
class NewDate:
    """A new date: so many working days counted from the act, and the answer with reasons."""

    limit: Limit
    due: Due

    @property
    def at(self) -> datetime:
        """Return the instant promised."""
        if self.due.due is None:
            raise ValueError("a count without pauses always has a date")
        return self.due.due


def new_date(
    new_due_on: date, *, old_due_at: datetime, at: datetime, calendar: Calendar
) -> NewDate:
    """Return the date counted from ``at`` that falls on ``new_due_on``.

    Raises ApologyError for a day off, one that is not after the old date or not after today.
    """
    if not calendar.is_working_day(new_due_on):
        raise ApologyError(
            _("%(day)s không phải ngày làm việc. Xin chọn ngày khác.")
            % {"day": f"{new_due_on:%d/%m/%Y}"}
        )
    if new_due_on <= clock.day_of(old_due_at):
        raise ApologyError(
            _("Ngày hẹn lại phải sau ngày hẹn cũ %(day)s.")
            % {"day": f"{clock.day_of(old_due_at):%d/%m/%Y}"}
        )
    if new_due_on <= clock.day_of(at):
        raise ApologyError(_("Ngày hẹn lại phải sau hôm nay."))
    found = _counted_to(new_due_on, at, calendar)
    if found is None:
        raise ApologyError(
            _("Ngày hẹn lại phải trong khoảng 1 đến %(most)d ngày làm việc. Xin xem lại ngày.")
            % {"most": MOST_DAYS}
        )
    return found


def _counted_to(day: date, at: datetime, calendar: Calendar) -> NewDate | None:
    """Return the count from ``at`` that ends on ``day``: found by halving, as days grow with n."""
    low, high = 1, MOST_DAYS
    while low <= high:
        middle = (low + high) // 2
        limit = Limit(middle, LimitUnit.WORKING_DAY)
        answer = due(clock.local(at), limit, calendar)
        reached = clock.day_of(answer.due or at)
        if reached == day:
            return NewDate(limit, answer)
        if reached < day:
            low = middle + 1
        else:
            high = middle - 1
    return None


def suggested_day(
    old_due_at: datetime, at: datetime, calendar: Calendar, working_days: int = SUGGESTED_DAYS
) -> date:
    """Return the day ``working_days`` after the old date, or after today when that is later."""
    begins = max(clock.local(old_due_at), clock.local(at))
    answer = due(begins, Limit(working_days, LimitUnit.WORKING_DAY), calendar).due
    return clock.day_of(answer or begins)


def days_until(day: date, *, old_due_at: datetime, at: datetime, calendar: Calendar) -> int:
    """Return how many working days after the old date ``day`` is, as a draft keeps it.

    Raises ApologyError as ``new_date`` does.
    """
    new_date(day, old_due_at=old_due_at, at=at, calendar=calendar)
    found = _counted_to(day, max(clock.local(old_due_at), clock.local(at)), calendar)
    return found.limit.value if found is not None else SUGGESTED_DAYS


def last_day_to_sign(due_at: datetime, calendar: Calendar) -> date:
    """Return the last working day before the date: until then an apology is in time."""
    day = clock.day_of(due_at)
    for _n in range(LONGEST_REST):
        day -= timedelta(days=1)
        if calendar.is_working_day(day):
            return day
    return day


def is_in_time(due_at: datetime, at: datetime, calendar: Calendar) -> bool:
    """Say whether an apology signed at ``at`` comes at least a working day before the date."""
    return clock.day_of(at) <= last_day_to_sign(due_at, calendar)


def draft_of(dossier: Dossier) -> Apology | None:
    """Return the apology that waits to be signed."""
    return dossier.apologies.filter(signed_at__isnull=True, dropped_at__isnull=True).first()


def signed_before(dossier: Dossier) -> Apology | None:
    """Return the apology signed first; the law allows no second."""
    signed = dossier.apologies.filter(signed_at__isnull=False).select_related("signed_by")
    return signed.order_by("signed_at").first()


def apologies_to_sign(actor: Actor) -> QuerySet[Apology]:
    """Return the drafts that wait for one of the actor's signatures, what is due first first.

    Those whose dossier is not handled any more, or waits for the applicant, are left out.
    """
    agencies = actor.agencies_with(*LEADERS)
    return (
        Apology.objects.filter(
            signed_at__isnull=True,
            dropped_at__isnull=True,
            dossier__agency_id__in=agencies,
            dossier__state__in=[State.ACCEPTED, State.IN_PROGRESS],
            dossier__due_at__isnull=False,
        )
        .select_related("dossier__procedure", "dossier__agency", "drafted_by")
        .order_by("dossier__due_at", "pk")
    )


def calendar_of_dossier(dossier: Dossier) -> Calendar:
    """Return the calendar new dates of ``dossier`` are counted by: that of who decides."""
    return calendar_of(dossier.agency)
