"""Questions about dossiers whose answers span more than one row: lists and counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet

from motcua.agencies.actors import Actor
from motcua.dossiers.lifecycle import DeliveryState, State
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.policies import DESK_ROLES
from motcua.dossiers.search import matching
from motcua.kernel.codes import normalize_tracking_code

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
        .exclude(delivery_state=DeliveryState.ON_THE_WAY)
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


def named(actor: Actor, dossiers: QuerySet[Dossier], words: str) -> QuerySet[Dossier]:
    """Keep the dossiers with that code, or of the actor's agencies by names, marks or none."""
    exact = Q(code=words.strip().upper())
    if tracking := normalize_tracking_code(words):
        exact |= Q(tracking_code=tracking)
    condition = matching(words, actor.agencies_with())
    return dossiers.filter(exact | condition if condition else exact)


def dossiers_of_visit(visit_id: int) -> Sequence[Dossier]:
    """Return the dossiers of a visit in the order of their acceptance, with their charges."""
    return list(
        Dossier.objects.filter(visit_id=visit_id)
        .select_related("procedure", "procedure_version", "applicant")
        .prefetch_related("charges__payment")
        .order_by("accepted_at", "pk")
    )
