"""Looking after the outbox: mail that does not leave is noticed within the hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from motcua.dossiers.daily import letters
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.daily.post import write_to_administrators
from motcua.kernel import clock
from motcua.notifications.models import Message, MessageState

OUTBOX: Final = "outbox-stuck"
LONGEST_WAIT: Final = timedelta(hours=1)


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
