"""The rules on personal data that hold in an agency, and what is outside its working hours."""

from datetime import datetime, timedelta
from functools import lru_cache

from motcua.agencies.models import Agency
from motcua.agencies.selectors import calendar_version
from motcua.dossiers.models import PrivacyRule
from motcua.kernel import clock
from motcua.kernel.workdays import Calendar


@lru_cache(maxsize=512)
def privacy_rule(agency_id: int | None, stamp: int) -> PrivacyRule:
    """Return the rule of the agency, else everybody's, else the shipped proposals."""
    del stamp  # part of the cache's key only
    rows = {row.agency_id: row for row in PrivacyRule.objects.filter(agency=None)}
    if agency_id is not None:
        rows |= {row.agency_id: row for row in PrivacyRule.objects.filter(agency_id=agency_id)}
    return rows.get(agency_id) or rows.get(None) or PrivacyRule()


def is_outside_hours(calendar: Calendar, at: datetime, margin: timedelta) -> bool:
    """Say whether ``at`` lies on a day off, or before or after all sessions by ``margin``.

    The break at noon is no sign: who eats at the desk works there.
    """
    moment = clock.local(at)
    day = moment.date()
    sessions = [*calendar.sessions_on(day), *calendar.reception_sessions_on(day)]
    if not sessions:
        return True
    minute = moment.hour * 60 + moment.minute
    margin_minutes = margin // timedelta(minutes=1)
    first = min(session.start for session in sessions)
    last = max(session.end for session in sessions)
    return minute < first - margin_minutes or minute > last + margin_minutes


def reads_outside_hours(agency: Agency | None, at: datetime, stamp: int) -> bool:
    """Say whether an officer of ``agency`` reads at ``at`` when nobody works there.

    Without a calendar nothing is outside of it.
    """
    if agency is None or agency.calendar_version_id is None:
        return False
    margin = timedelta(minutes=privacy_rule(agency.pk, stamp).margin_minutes)
    return is_outside_hours(calendar_version(agency.calendar_version_id), at, margin)
