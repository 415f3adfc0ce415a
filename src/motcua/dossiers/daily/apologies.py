"""Drafts of apologies (form 04), one working day before the day that was promised."""

from datetime import datetime
from functools import partial
from typing import Final

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Agency
from motcua.agencies.selectors import calendar_of
from motcua.dossiers.daily.jobs import Report, in_batches
from motcua.dossiers.days import end_of_next_working_day
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Apology, Dossier, DueDate
from motcua.dossiers.services.apologies import draft_apology
from motcua.kernel import clock

_HANDLED: Final = (State.ACCEPTED, State.IN_PROGRESS)
"""One that waits for the applicant is not the agency's to apologize for."""


def draft_apologies(*, at: datetime, report: Report) -> None:
    """Draft an apology for what is due until the end of the next working day and not done.

    By the calendar of the agency, and only on its working days; so a dossier due on the first
    day after a holiday is drafted for on the last working day before it. What is late already
    is drafted for too, if that was missed. One that has a draft or a signed apology gets no
    other, and one whose draft a head dropped gets none until its date has moved.
    """
    on = clock.day_of(at)
    open_ones = Dossier.objects.filter(state__in=_HANDLED, due_at__isnull=False)
    agencies = Agency.objects.filter(pk__in=open_ones.order_by().values("agency_id").distinct())
    for agency in agencies.filter(calendar_version__isnull=False):
        calendar = calendar_of(agency)
        if not calendar.is_working_day(on):
            continue
        until = end_of_next_working_day(calendar, on)
        candidates = _without_apology(open_ones.filter(agency=agency, due_at__lte=until))
        for batch in in_batches(candidates.only("pk", "code", "tracking_code")):
            for dossier in batch:
                report.attempt(
                    str(dossier), partial(draft_apology, dossier.pk, actor=SYSTEM, at=at)
                )


def _without_apology(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    moved = (
        DueDate.objects.filter(dossier=OuterRef("dossier"))
        .order_by()
        .values("dossier")
        .annotate(latest=Max("issued_at"))
        .values("latest")
    )
    apologies = Apology.objects.filter(dossier=OuterRef("pk"))
    standing = apologies.filter(Q(dropped_at__isnull=True) | Q(dropped_at__gte=Subquery(moved)))
    return dossiers.filter(~Exists(standing))
