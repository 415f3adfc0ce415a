"""Whether helpers stand at a desk at an hour, for whoever books people to be guided."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from motcua.guidance.models import Absence, Assignment, Shift, ShiftPattern
from motcua.kernel import clock


def are_helpers_there(*, desk_id: int, starts_at: datetime, ends_at: datetime) -> bool:
    """Say whether somebody who is not absent stands in a published shift over the whole stretch.

    A desk that has never laid out a shift keeps no roster: nobody can say that none is there.
    Two queries at most.
    """
    on = clock.day_of(starts_at)
    begins, ends = clock.local(starts_at).time(), clock.local(ends_at).time()
    away = Absence.objects.filter(helper=OuterRef("helper"), from_on__lte=on, to_on__gte=on)
    standing = Assignment.objects.filter(
        ~Exists(away),
        shift__desk=desk_id,
        shift__on=on,
        shift__begins__lte=begins,
        shift__ends__gte=ends,
        shift__published_at__isnull=False,
        helper__is_active=True,
    )
    if standing.exists():
        return True
    keeps_roster = ShiftPattern.objects.filter(desk=desk_id).exists()
    return not keeps_roster and not Shift.objects.filter(desk=desk_id, on=on).exists()
