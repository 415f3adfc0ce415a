"""Until when a dossier must have come, so that its desk is late with the answer at an instant.

A desk has eight working hours by its own calendar, which no statement can count. But what came
later is never due earlier; so of each calendar there is one instant, and whatever came before
it is late.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from motcua.agencies.models import Agency
from motcua.agencies.selectors import NoCalendarError
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.online import answer_due
from motcua.indicators.reports import Question
from motcua.kernel import clock

LONGEST: Final = timedelta(days=60)
"""Before that, whatever holidays there were, eight working hours are over."""
_SECOND: Final = timedelta(seconds=1)


def late_before(agency: Agency, as_of: datetime) -> datetime | None:
    """Return the instant before which what came is late at ``as_of``; None without a calendar."""
    low, high = as_of - LONGEST, as_of
    try:
        while high - low > _SECOND:
            middle = low + (high - low) / 2
            due_at = answer_due(agency, middle).due
            if due_at is not None and due_at < as_of:
                low = middle
            else:
                high = middle
    except NoCalendarError:
        return None
    return high


def reception_values(question: Question) -> dict[str, Any]:
    """Return for each agency where something waited, before which instant it is late."""
    as_of = question.as_of_at
    waiting = Dossier.objects.filter(accepted_at__isnull=True, submitted_at__lt=as_of)
    if question.agency_id is not None:
        waiting = waiting.filter(receiving_agency_id=question.agency_id)
    agencies = Agency.objects.filter(
        pk__in=waiting.order_by().values("receiving_agency_id").distinct()
    )
    kept: dict[Any, datetime | None] = {}
    keys, instants = [], []
    for agency in agencies:
        version = agency.calendar_version_id
        if version not in kept:
            kept[version] = late_before(agency, as_of)
        found = kept[version]
        if found is not None:
            keys.append(agency.pk)
            instants.append(clock.local(found))
    return {"late_agencies": keys, "late_before": instants}
