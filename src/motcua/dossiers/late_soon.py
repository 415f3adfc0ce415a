"""What is promised for the next seven days and may not be kept, and in whose hands it is.

No guess: a dossier is named when the step that it is in has used up its own time, or the share
of it at which its agency wants to be warned.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, F, Q

from motcua.dossiers import workload
from motcua.dossiers.models import Step

WEEK: Final = timedelta(days=7)
MOST: Final = 50
DONE_WITHIN: Final = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Coming:
    """What is due within the week: how much, how much of it is behind, and the first of those."""

    due: int
    behind: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """How many steps somebody closed in the last four weeks."""

    officer_id: int
    closed: int

    @property
    def a_week(self) -> float:
        """Return how many that is a week."""
        return self.closed * WEEK / DONE_WITHIN


def coming(agencies: Collection[int], at: datetime) -> Coming:
    """Return what the agencies may not keep within seven days of ``at``. Two queries."""
    due = workload.in_hand(agencies).filter(
        dossier__due_at__gte=at, dossier__due_at__lte=at + WEEK
    )
    behind = Q(due_at__lt=at) | Q(warn_at__lte=at) | Q(due_at__gt=F("dossier__due_at"))
    counted: dict[str, int] = due.aggregate(due=Count("pk"), behind=Count("pk", filter=behind))
    steps = (
        due.filter(behind)
        .select_related("dossier__procedure", "dossier__agency", "agency", "assignee")
        .order_by("dossier__due_at", "pk")[:MOST]
    )
    return Coming(counted["due"], counted["behind"], tuple(steps))


def paces(agencies: Collection[int], at: datetime) -> dict[int, Pace]:
    """Return the pace of everybody who closed steps of the agencies lately. One query."""
    rows = (
        Step.objects.filter(
            agency_id__in=agencies,
            closed_at__gt=at - DONE_WITHIN,
            closed_at__lte=at,
            closed_by__isnull=False,
        )
        .exclude(outcome__in=(Step.UNDONE, Step.BROKEN_OFF))
        .order_by()
        .values("closed_by_id")
        .annotate(closed=Count("pk"))
    )
    return {row["closed_by_id"]: Pace(row["closed_by_id"], row["closed"]) for row in rows}
