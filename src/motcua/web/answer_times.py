"""Until when a desk answers what was lodged online: eight working hours, by its own calendar.

The same reckoning as the API tells a client, and as report 07a counts: from the lodging, or from
when the applicant last answered a request for papers.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from motcua.agencies.models import Agency
from motcua.agencies.selectors import NoCalendarError, agency_under
from motcua.dossiers.models import Dossier, Pause
from motcua.dossiers.services.online import answer_due
from motcua.indicators.statutory.reception import late_before
from motcua.procedures.models import Channel


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """By when the desk answers, and whether that is over."""

    due_at: datetime
    is_late: bool


def with_beginning(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Return ``dossiers`` with ``asked_since``, from when the time for the answer is counted."""
    answered = Pause.objects.filter(dossier=OuterRef("pk"), ended_at__isnull=False)
    last = answered.order_by("-ended_at").values("ended_at")[:1]
    return dossiers.annotate(asked_since=Coalesce(Subquery(last), "submitted_at"))


def over_time(
    dossiers: QuerySet[Dossier], agencies: Collection[int], at: datetime
) -> QuerySet[Dossier]:
    """Keep what came online and should have been answered before ``at``. One query more."""
    late = Q(pk__in=[])
    kept: dict[int | None, datetime | None] = {}
    for agency in Agency.objects.filter(pk__in=agencies):
        version = agency.calendar_version_id
        if version not in kept:
            kept[version] = late_before(agency, at)
        if (before := kept[version]) is not None:
            late |= Q(receiving_agency_id=agency.pk, asked_since__lt=before)
    return with_beginning(dossiers).filter(late, channel=Channel.ONLINE)


def answer_time(dossier: Dossier, stamp: int, at: datetime) -> AnswerTime | None:
    """Return by when ``dossier`` is answered; None for what did not come online."""
    if dossier.channel != Channel.ONLINE:
        return None
    since: Any = getattr(dossier, "asked_since", dossier.submitted_at)
    try:
        found = answer_due(agency_under(dossier.receiving_agency_id, stamp), since).due
    except NoCalendarError:
        return None
    return AnswerTime(found, found < at) if found is not None else None
