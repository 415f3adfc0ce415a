"""Looking after the outbox: what does not leave is noticed, and a channel gone silent too."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Count
from django.db.models.functions import TruncDate

from motcua.agencies.models import Installation
from motcua.agencies.selectors import calendar_of
from motcua.dossiers.daily import letters
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.daily.post import write_to_administrators
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.notifications.models import Channel, Message, MessageState
from motcua.notifications.rates import Silence, silences

OUTBOX: Final = "outbox-stuck"
LONGEST_WAIT: Final = timedelta(hours=1)


SILENT: Final = "outbox-silent"
_DAYS_LOOKED_AT: Final = 40
"""Enough to hold the working days that say what is usual, over the longest holiday."""


@dataclass(frozen=True, slots=True)
class StuckMail:
    """How many messages failed, and how many wait longer than they should."""

    failed: int
    waiting: int


def stuck_mail(at: datetime) -> StuckMail:
    """Count what failed for good and what has waited for more than an hour. Two queries."""
    waiting = Message.objects.filter(state=MessageState.WAITING, created_at__lt=at - LONGEST_WAIT)
    return StuckMail(
        failed=Message.objects.filter(state=MessageState.FAILED).count(), waiting=waiting.count()
    )


def tell_of_stuck_mail(*, at: datetime, report: Report) -> None:
    """Write to the administrators once a day while mail is stuck."""
    found = stuck_mail(at)
    if found.failed or found.waiting:
        letter = letters.stuck_outbox(found.failed, found.waiting)
        on = clock.day_of(at)
        report.done += write_to_administrators(letter, OUTBOX, on.isoformat(), on=on, at=at)


def silent_channels(at: datetime) -> list[Silence]:
    """Return the channels that fell silent on the last whole working day. Two queries."""
    days = _working_days_before(clock.day_of(at))
    if not days:
        return []
    since = datetime.combine(days[0], time.min, tzinfo=clock.VIETNAM)
    counted = (
        Message.objects.filter(sent_at__gte=since, sent_at__lt=at)
        .annotate(day=TruncDate("sent_at", tzinfo=clock.VIETNAM))
        .values_list("channel", "day")
        .annotate(count=Count("pk"))
        .order_by()
    )
    sent: dict[str, dict[date, int]] = {}
    for channel, day, count in counted:
        sent.setdefault(channel, {})[day] = count
    return silences(sent, days[-1], days[:-1])


def _working_days_before(today: date) -> list[date]:
    """Return the working days before ``today``, by the calendar of the installation's desk."""
    place = Installation.objects.select_related("default_desk__agency").first()
    agency = place.default_desk.agency if place is not None and place.default_desk else None
    if agency is None:
        return []
    try:
        calendar = calendar_of(agency)
    except DomainError:
        return []
    days = [today - timedelta(days=back) for back in range(_DAYS_LOOKED_AT, 0, -1)]
    return [day for day in days if calendar.is_working_day(day)]


def tell_of_silence(*, at: datetime, report: Report) -> None:
    """Write to the administrators once a day while a channel is silent."""
    found = silent_channels(at)
    if not found:
        return
    letter = letters.silent_outbox([(str(Channel(one.channel).label), one) for one in found])
    on = clock.day_of(at)
    report.done += write_to_administrators(letter, SILENT, on.isoformat(), on=on, at=at)
