"""How telling the portal goes: what waits and is refused, since when, how many a day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Count, Max, Min
from django.db.models.functions import TruncDate

from motcua.dossiers.models import Dossier
from motcua.exchange.models import PortalMessage, PortalOutage
from motcua.exchange.portal.outgoing import is_joined, is_told
from motcua.kernel import clock

DAYS: Final = 14
PAGE_SIZE: Final = 50
State = PortalMessage.State


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits and was refused, and when the portal last took anything."""

    waiting: int
    oldest_at: datetime | None
    refused: int
    last_taken_at: datetime | None
    outage: PortalOutage | None

    def oldest_seconds(self, at: datetime) -> float:
        """Return for how long the oldest has waited."""
        return max(0.0, (at - self.oldest_at).total_seconds()) if self.oldest_at else 0.0

    def is_late(self, at: datetime) -> bool:
        """Say whether something has waited longer than the settings allow."""
        return self.oldest_seconds(at) > settings.PORTAL_LATE_HOURS * 3600


def standing() -> Standing:
    """Return how it goes. Four queries, each by an index of its own."""
    waiting = PortalMessage.objects.filter(state=State.WAITING)
    found = waiting.aggregate(count=Count("pk"), oldest=Min("queued_at"))
    taken = PortalMessage.objects.filter(sent_at__isnull=False)
    return Standing(
        waiting=found["count"],
        oldest_at=found["oldest"],
        refused=PortalMessage.objects.filter(state=State.REFUSED).count(),
        last_taken_at=taken.aggregate(last=Max("sent_at"))["last"],
        outage=PortalOutage.objects.filter(ended_at__isnull=True).first(),
    )


def taken_by_day(on: date, days: int = DAYS) -> list[tuple[date, int]]:
    """Return how many messages the portal took on each of the last days. One query."""
    first = on - timedelta(days=days - 1)
    since = datetime.combine(first, time.min, tzinfo=clock.VIETNAM)
    counted = dict(
        PortalMessage.objects.filter(sent_at__gte=since)
        .annotate(day=TruncDate("sent_at", tzinfo=clock.VIETNAM))
        .values_list("day")
        .annotate(count=Count("pk"))
        .order_by()
    )
    listed = [on - timedelta(days=back) for back in range(days)]
    return [(day, counted.get(day, 0)) for day in listed]


def listed(state: str, *, after: int | None = None, code: str = "") -> list[PortalMessage]:
    """Return a page of messages and one more, the newest first, from below ``after``. One query.

    Their words are left out: a list shows nobody's data.
    """
    found = PortalMessage.objects.order_by("-pk").defer("payload")
    if state in State.values:
        found = found.filter(state=state)
    if code:
        found = found.filter(code=code)
    if after is not None:
        found = found.filter(pk__lt=after)
    return list(found[: PAGE_SIZE + 1])


@dataclass(frozen=True, slots=True)
class Told:
    """What the portal was told of one dossier."""

    waiting: int = 0
    next_attempt_at: datetime | None = None
    sent_at: datetime | None = None
    problem: str = ""
    is_refused: bool = False


def told_of(dossier: Dossier) -> Told | None:
    """Return how far the portal knows a dossier; None where it is told nothing. One query."""
    if not is_joined():
        return None
    rows = list(
        PortalMessage.objects.filter(dossier=dossier)
        .exclude(state=State.REPLACED)
        .defer("payload")
        .order_by("pk")
    )
    if not rows and not is_told(dossier):
        return None
    waiting = [row for row in rows if row.state == State.WAITING]
    sent = [row.sent_at for row in rows if row.sent_at is not None]
    refused = [row for row in rows if row.state == State.REFUSED]
    blocking = refused[-1] if refused else (waiting[0] if waiting else None)
    return Told(
        waiting=len(waiting),
        next_attempt_at=waiting[0].next_attempt_at if waiting else None,
        sent_at=max(sent) if sent else None,
        problem=blocking.last_error if blocking else "",
        is_refused=bool(refused),
    )
