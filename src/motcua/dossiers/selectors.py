"""Questions about dossiers whose answers span more than one row: lists and counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, F, Q, QuerySet

from motcua.agencies.actors import Actor
from motcua.agencies.roles import STEP_ROLES
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, Draft, Step
from motcua.dossiers.policies import DESK_ROLES, dossiers_visible_to
from motcua.kernel.codes import normalize_tracking_code
from motcua.kernel.text import fold

BECAME: Final = "became"
"""What is left in a draft that was accepted: the tracking code of its dossier."""
PAGE: Final = 30
"""Rows of a list before the next page."""


def open_drafts(actor: Actor) -> list[Draft]:
    """Return what the officer began and has not finished, the latest first. One query."""
    if actor.officer_id is None:
        return []
    drafts = Draft.objects.filter(officer_id=actor.officer_id).exclude(values__has_key=BECAME)
    return list(drafts.select_related("desk").order_by("-saved_at")[:PAGE])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of a list ended: the instant it is ordered by, and the row."""

    at: datetime
    row: int


def steps_of(actor: Actor) -> QuerySet[Step]:
    """Return the open steps that are the actor's, or of somebody covered. One predicate."""
    roles: dict[int, set[str]] = {}
    for grant in actor.grants:
        if grant.role in STEP_ROLES:
            roles.setdefault(grant.agency_id, set()).add(grant.role.value)
    mine = Q(pk__in=[])
    for agency_id, held in roles.items():
        mine |= Q(agency_id=agency_id, role__in=sorted(held))
    return Step.objects.filter(mine, closed_at__isnull=True)


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """How much waits, and how urgently."""

    all: int
    late: int
    soon: int
    this_week: int
    to_receive: int


def work_counts(
    steps: QuerySet[Step], *, at: datetime, soon: datetime, week_end: datetime
) -> WorkCounts:
    """Count the open steps by urgency of their dossiers. One query."""
    running = Q(dossier__due_at__isnull=False)
    found: dict[str, int] = steps.aggregate(
        all=Count("pk"),
        late=Count("pk", filter=running & Q(dossier__due_at__lt=at)),
        soon=Count("pk", filter=running & Q(dossier__due_at__gte=at, dossier__due_at__lte=soon)),
        this_week=Count("pk", filter=running & Q(dossier__due_at__lte=week_end)),
        to_receive=Count("pk", filter=Q(dossier__clock_from__isnull=True)),
    )
    return WorkCounts(**found)


def steps_after(steps: QuerySet[Step], place: Place | None) -> list[Step]:
    """Return a page of steps, those due first first, with dossier and procedure. One query.

    One row more than a page is returned when there is a next one.
    """
    ordered = steps.filter(due_at__isnull=False)
    if place is not None:
        ordered = ordered.filter(Q(due_at__gt=place.at) | Q(due_at=place.at, pk__gt=place.row))
    return list(
        ordered.select_related("dossier__procedure", "dossier__agency", "agency").order_by(
            "due_at", "pk"
        )[: PAGE + 1]
    )


def at_desks_of(actor: Actor) -> QuerySet[Dossier]:
    """Return the dossiers received by the agencies at whose desks the actor works."""
    return Dossier.objects.filter(receiving_agency_id__in=actor.agencies_with(*DESK_ROLES))


def waiting_for_answer(actor: Actor) -> QuerySet[Dossier]:
    """Return what was lodged and neither accepted nor refused yet, the oldest first."""
    return (
        at_desks_of(actor)
        .filter(state=State.SUBMITTED)
        .select_related("procedure", "applicant")
        .order_by("submitted_at", "pk")
    )


def ready_to_return(actor: Actor) -> QuerySet[Dossier]:
    """Return what is finished and still here, the longest waiting first."""
    return (
        at_desks_of(actor)
        .filter(state=State.FINISHED)
        .select_related("procedure", "applicant")
        .order_by("finished_at", "pk")
    )


def to_call(actor: Actor) -> QuerySet[Dossier]:
    """Return dossiers whose applicant gave no mail and is to be told something by telephone.

    Whoever came and has the result in hand needs no call any more.
    """
    return (
        at_desks_of(actor)
        .filter(call_since__isnull=False)
        .exclude(state=State.RETURNED)
        .select_related("procedure", "applicant")
        .annotate(calls_count=Count("calls", filter=Q(calls__called_at__gte=F("call_since"))))
    )


def rows_after(dossiers: QuerySet[Dossier], field: str, place: Place | None) -> list[Dossier]:
    """Return a page of ``dossiers`` ordered by ``field``, one more when there is a next one."""
    if place is not None:
        later: dict[str, Any] = {f"{field}__gt": place.at}
        same: dict[str, Any] = {field: place.at, "pk__gt": place.row}
        dossiers = dossiers.filter(Q(**later) | Q(**same))
    return list(dossiers.order_by(field, "pk")[: PAGE + 1])


def named(dossiers: QuerySet[Dossier], words: str) -> QuerySet[Dossier]:
    """Keep the dossiers with that code, or whose names hold each word, marks or none."""
    code = words.strip().upper()
    tracking = normalize_tracking_code(words)
    exact = Q(code=code) | Q(tracking_code=tracking) if tracking else Q(code=code)
    terms = [_plain(term) for term in fold(words).split()]
    terms = [term for term in terms if term]
    if not terms:
        return dossiers.filter(exact)
    query = SearchQuery(
        " & ".join(f"'{term}':*" for term in terms), config="simple", search_type="raw"
    )
    vector = SearchVector("search_text", config="simple")
    return dossiers.annotate(vector=vector).filter(exact | Q(vector=query))


def found(actor: Actor, words: str) -> QuerySet[Dossier]:
    """Return visible dossiers by code or name, the latest first."""
    return _latest(named(dossiers_visible_to(actor), words))


def found_by_number(actor: Actor, number: str) -> QuerySet[Dossier]:
    """Return visible dossiers in which somebody has this identity number, the latest first."""
    visible = dossiers_visible_to(actor)
    return _latest(
        visible.filter(Q(applicant__identity_number=number) | Q(principal__identity_number=number))
    )


def _latest(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return dossiers.select_related("procedure", "agency").order_by(F("submitted_at").desc(), "-pk")


def dossiers_of_visit(visit_id: int) -> Sequence[Dossier]:
    """Return the dossiers of a visit in the order of their acceptance, with their charges."""
    return list(
        Dossier.objects.filter(visit_id=visit_id)
        .select_related("procedure", "procedure_version", "applicant")
        .prefetch_related("charges__payment")
        .order_by("accepted_at", "pk")
    )


def _plain(term: str) -> str:
    """Keep letters, digits and what codes are made of; the rest are operators of the query."""
    return "".join(letter for letter in term if letter.isalnum() or letter in ".-")
