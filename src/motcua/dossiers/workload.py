"""What an agency has in hand and who holds it: the figures of its heads. Never a whole table.

Everything begins at the open steps of the agencies asked for, or at their open dossiers; both
have an index of what is open alone, so what was finished in past years costs nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import TruncDate

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.dossiers.extensions import apologies_to_sign
from motcua.dossiers.lifecycle import OPEN_STATES, State
from motcua.dossiers.models import Dossier, Result, Step
from motcua.dossiers.selectors import Place
from motcua.kernel import clock
from motcua.kernel.clock import VIETNAM

LEADING: Final = (Role.REVIEWER, Role.APPROVER, Role.HEAD_OF_DESK)
"""Who looks after the work of others."""
PAGE: Final = 30
_OPEN: Final = sorted(OPEN_STATES)
_WAITING: Final = (State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT)


def led_by(actor: Actor) -> frozenset[int]:
    """Return the agencies whose work ``actor`` looks after."""
    return actor.agencies_with(*LEADING)


def in_hand(agencies: Collection[int]) -> QuerySet[Step]:
    """Return the open steps of the agencies, and of their dossiers that are elsewhere."""
    here = Step.objects.filter(agency_id__in=agencies, closed_at__isnull=True)
    # A step elsewhere is found through its dossier, and so through the open ones alone.
    ours = Dossier.objects.filter(agency_id__in=agencies, state__in=_OPEN)
    elsewhere = Step.objects.filter(dossier__in=ours, closed_at__isnull=True)
    either = here.order_by().values("pk").union(elsewhere.order_by().values("pk"))
    return Step.objects.filter(pk__in=either)


@dataclass(frozen=True, slots=True)
class Urgency:
    """The instants by which a step is late, due today or about to be late."""

    at: datetime
    day_end: datetime

    @property
    def late(self) -> Q:
        """Keep what the citizen was promised earlier than now."""
        return Q(dossier__due_at__lt=self.at)

    @property
    def today(self) -> Q:
        """Keep what is promised for the rest of today."""
        return Q(dossier__due_at__gte=self.at, dossier__due_at__lte=self.day_end)

    @property
    def soon(self) -> Q:
        """Keep what is in time yet, but whose step has used the share that one is warned at."""
        return Q(dossier__due_at__gte=self.at, warn_at__lte=self.at)

    @property
    def paused(self) -> Q:
        """Keep what waits for the applicant."""
        return Q(dossier__state__in=_WAITING)

    @property
    def unreceived(self) -> Q:
        """Keep what was accepted elsewhere and not received by the deciding agency yet."""
        return Q(dossier__clock_from__isnull=True)

    @property
    def unassigned(self) -> Q:
        """Keep what is given to nobody."""
        return Q(assignee__isnull=True)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in hand, and how urgently."""

    all: int
    late: int
    today: int
    soon: int
    paused: int
    unreceived: int
    unassigned: int


def counts(steps: QuerySet[Step], urgency: Urgency) -> Counts:
    """Count ``steps`` by urgency. One query."""
    found: dict[str, int] = steps.aggregate(
        all=Count("pk"),
        late=Count("pk", filter=urgency.late),
        today=Count("pk", filter=urgency.today),
        soon=Count("pk", filter=urgency.soon),
        paused=Count("pk", filter=urgency.paused),
        unreceived=Count("pk", filter=urgency.unreceived),
        unassigned=Count("pk", filter=urgency.unassigned),
    )
    return Counts(**found)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds how much: an officer in a role, or (officer None) the role itself."""

    agency_id: int
    agency_name: str
    role: Role
    officer_id: int | None
    officer_name: str
    count: int
    late: int
    soon: int
    paused: int
    first_due_at: datetime | None
    opened_at: datetime


def holders(steps: QuerySet[Step], urgency: Urgency) -> list[Holder]:
    """Return who holds ``steps``, whoever is most behind first. One query."""
    rows = (
        steps.order_by()
        .values("agency_id", "agency__name", "role", "assignee_id", "assignee__full_name")
        .annotate(
            count=Count("pk"),
            late=Count("pk", filter=urgency.late),
            soon=Count("pk", filter=urgency.soon),
            paused=Count("pk", filter=urgency.paused),
            first_due_at=Min("dossier__due_at"),
            oldest=Min("opened_at"),
        )
        .order_by("-late", "-soon", "-count", "agency_id", "role", "assignee_id")
    )
    return [
        Holder(
            agency_id=row["agency_id"],
            agency_name=row["agency__name"],
            role=Role(row["role"]),
            officer_id=row["assignee_id"],
            officer_name=row["assignee__full_name"] or "",
            count=row["count"],
            late=row["late"],
            soon=row["soon"],
            paused=row["paused"],
            first_due_at=row["first_due_at"],
            opened_at=row["oldest"],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class DayLoad:
    """What falls due on one day: late already, warned of, and in time."""

    day: date
    late: int
    soon: int
    calm: int

    @property
    def total(self) -> int:
        """Return how much falls due that day."""
        return self.late + self.soon + self.calm


def days_ahead(steps: QuerySet[Step], urgency: Urgency, last: datetime) -> list[DayLoad]:
    """Return what falls due each day from today up to ``last``. One query."""
    begin = datetime.combine(clock.day_of(urgency.at), datetime.min.time(), tzinfo=VIETNAM)
    rows = (
        steps.order_by()
        .filter(dossier__due_at__gte=begin, dossier__due_at__lte=last)
        .values(day=TruncDate("dossier__due_at", tzinfo=VIETNAM))
        .annotate(
            all=Count("pk"),
            late=Count("pk", filter=urgency.late),
            soon=Count("pk", filter=urgency.soon),
        )
        .order_by("day")
    )
    return [
        DayLoad(row["day"], row["late"], row["soon"], row["all"] - row["late"] - row["soon"])
        for row in rows
    ]


def due_first(steps: QuerySet[Step], place: Place | None) -> list[Step]:
    """Return a page of ``steps``, the dossier that is due first being first. One query.

    Those without a date come in ``undated``. One row more than a page is returned when there
    is a next one.
    """
    rows = steps.filter(dossier__due_at__isnull=False)
    if place is not None:
        rows = rows.filter(
            Q(dossier__due_at__gt=place.at) | Q(dossier__due_at=place.at, pk__gt=place.row)
        )
    return list(_with_names(rows).order_by("dossier__due_at", "pk")[: PAGE + 1])


def longest_open(steps: QuerySet[Step], place: Place | None) -> list[Step]:
    """Return a page of ``steps``, the one opened first being first. One query."""
    rows = steps
    if place is not None:
        rows = rows.filter(Q(opened_at__gt=place.at) | Q(opened_at=place.at, pk__gt=place.row))
    return list(_with_names(rows).order_by("opened_at", "pk")[: PAGE + 1])


def _with_names(steps: QuerySet[Step]) -> QuerySet[Step]:
    return steps.select_related(
        "dossier__procedure", "dossier__agency", "agency", "assignee", "received_by"
    )


def unanswered(agencies: Collection[int]) -> QuerySet[Dossier]:
    """Return what was lodged with the agencies and neither accepted nor refused."""
    return Dossier.objects.filter(receiving_agency_id__in=agencies, state=State.SUBMITTED)


def results_waiting(agencies: Collection[int]) -> QuerySet[Result]:
    """Return the results in force that have come to an approver and are not approved."""
    at_approver = Step.objects.filter(
        agency_id__in=agencies, role=Role.APPROVER, closed_at__isnull=True
    )
    return Result.objects.filter(
        dossier__in=at_approver.values("dossier_id"),
        dossier__state__in=_OPEN,
        voided_at__isnull=True,
        approved_at__isnull=True,
    )


def tasks_of(actor: Actor) -> QuerySet[Step]:
    """Return the open steps that ``actor`` has to do: given to them, or to nobody.

    Also those of whom they cover. What is given to a colleague is not theirs.
    """
    mine = Q(pk__in=[])
    for grant in actor.grants:
        place = Q(agency_id=grant.agency_id, role=grant.role.value)
        mine |= place & (Q(assignee_id=grant.officer_id) | Q(assignee__isnull=True))
    return Step.objects.filter(mine, closed_at__isnull=True)


def tallies(actor: Actor, agencies: Collection[int]) -> dict[str, Any]:
    """Return what else waits for a head: lodgings, apologies, results. Three queries."""
    lodged = unanswered(agencies).aggregate(count=Count("pk"), oldest=Min("submitted_at"))
    apologies = apologies_to_sign(actor).aggregate(count=Count("pk"), first=Min("dossier__due_at"))
    return {
        "lodged": lodged,
        "apologies": apologies,
        "results": results_waiting(agencies).count(),
    }
