"""Who may register, judge, copy and read. The only door to an initiative from a view.

A unit's reform officer writes and registers; the reform officers of the council's agency (that
of the province, or the unit itself) check, open the scoring and write down the decision; a
member scores, and sees no sheet but the own one until the round is closed. What may not be seen
does not exist (Http404).
"""

from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Case, Q, QuerySet, When
from django.http import Http404
from django.shortcuts import get_object_or_404

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Agency, AgencyKind
from motcua.agencies.roles import Role
from motcua.initiatives.content import Level
from motcua.initiatives.lifecycle import Action, State
from motcua.initiatives.models import Adoption, Council, Delegation, Initiative, Seat

REGISTERING: Final = (Role.REFORM_OFFICER,)
READING: Final = (Role.REFORM_OFFICER, Role.APPROVER)
"""An approver reads what the own unit registers, and acts on none of it."""
BY_COUNCIL: Final = frozenset(
    {
        Action.TAKE_UP,
        Action.SEND_BACK,
        Action.FIND_ELIGIBLE,
        Action.REFUSE,
        Action.OPEN_SCORING,
        Action.RECOMMEND,
        Action.NOT_RECOMMEND,
        Action.SCORE_AGAIN,
        Action.RECOGNISE,
        Action.NOT_RECOGNISE,
        Action.PUBLISH,
        Action.WITHDRAW_PUBLICATION,
    }
)
BY_UNIT: Final = frozenset(
    {Action.REGISTER, Action.REVISE, Action.APPLY, Action.REFER_UP, Action.END}
)
"""What is in neither is written down by the product itself."""
_PROVINCIAL: Final = (AgencyKind.DEPARTMENT, AgencyKind.PROVINCE_COMMITTEE)


def units_of(actor: Actor) -> QuerySet[Agency]:
    """Return the agencies for which ``actor`` registers."""
    return Agency.objects.filter(pk__in=actor.agencies_with(*REGISTERING)).order_by("code")


def require_unit(actor: Actor, agency_id: int) -> None:
    """Raise PermissionDenied unless ``actor`` registers for that agency."""
    if actor is not SYSTEM and agency_id not in actor.agencies_with(*REGISTERING):
        raise PermissionDenied


def may(actor: Actor, action: Action, initiative: Initiative) -> bool:
    """Say whether ``actor`` has the right to do ``action``, in whatever state it is."""
    if actor is SYSTEM:
        return True
    if action in BY_UNIT:
        return actor.has(*REGISTERING, agency_id=initiative.agency_id)
    council = initiative.council
    return (
        action in BY_COUNCIL
        and council is not None
        and actor.has(*REGISTERING, agency_id=council.agency_id)
    )


def require(actor: Actor, action: Action, initiative: Initiative) -> None:
    """Raise PermissionDenied unless ``actor`` may do ``action``."""
    if not may(actor, action, initiative):
        raise PermissionDenied


def initiatives_visible_to(actor: Actor) -> QuerySet[Initiative]:
    """Return what the actor's units registered or write, and what their council judges."""
    own = Q(agency_id__in=actor.agencies_with(*READING))
    judged = Q(council__agency_id__in=actor.agencies_with(*REGISTERING))
    return Initiative.objects.filter(own | (judged & ~Q(state=State.DRAFT)))


def access_initiative(actor: Actor, ref: UUID) -> Initiative:
    """Return an initiative for whoever registers or judges it. Raises Http404."""
    found = initiatives_visible_to(actor).select_related("agency", "council__agency", "source")
    return get_object_or_404(found, ref=ref)


def access_public(code: str) -> Initiative:
    """Return what stands in the library. Raises Http404."""
    found = Initiative.objects.select_related("agency__unit", "source", "delegation")
    return get_object_or_404(found, code=code, published_at__isnull=False)


def access_copied(actor: Actor, code: str) -> Initiative:
    """Return a model of the library that ``actor`` may take over for a unit. Raises Http404."""
    found = access_public(code)
    if not actor.has(*REGISTERING):
        raise Http404
    return found


def access_adoption(actor: Actor, ref: UUID) -> Adoption:
    """Return an adoption by a unit of the actor's. Raises Http404."""
    found = Adoption.objects.select_related("initiative__agency", "agency", "source__agency")
    return get_object_or_404(found, ref=ref, agency_id__in=actor.agencies_with(*REGISTERING))


def access_seat(actor: Actor, ref: UUID) -> Seat:
    """Return the actor's seat in the open round of an initiative. Raises Http404."""
    if actor.officer_id is None:
        raise Http404
    found = Seat.objects.select_related(
        "evaluation__initiative__agency", "evaluation__scheme", "officer"
    )
    return get_object_or_404(
        found,
        evaluation__initiative__ref=ref,
        evaluation__closed_at__isnull=True,
        officer_id=actor.officer_id,
    )


def councils_run_by(actor: Actor) -> QuerySet[Council]:
    """Return the councils that ``actor`` runs, a province's first."""
    mine: Any = actor.agencies_with(*REGISTERING)
    found = Council.objects.select_related("agency", "province").filter(agency_id__in=mine)
    return found.order_by(Case(When(level=Level.PROVINCE.value, then=0), default=1), "pk")


def access_council(actor: Actor, number: int | None = None) -> Council:
    """Return a council that ``actor`` runs: that of ``number``, else the first. Raises Http404."""
    found = councils_run_by(actor)
    council = (found if number is None else found.filter(pk=number)).first()
    if council is None:
        raise Http404
    return council


def may_found(actor: Actor, *, is_provincial: bool) -> list[Agency]:
    """Return the agencies of the actor's that may found a council: their province's, their own."""
    units = units_of(actor).order_by("pk")
    if is_provincial:
        taken = Council.objects.filter(level=Level.PROVINCE.value).values("province_id")
        return list(units.filter(kind__in=_PROVINCIAL).exclude(province_id__in=taken))
    own = Council.objects.exclude(level=Level.PROVINCE.value).values("agency_id")
    return list(units.exclude(pk__in=own))


def delegations_of(actor: Actor) -> QuerySet[Delegation]:
    """Return the study delegations of the actor's units."""
    return Delegation.objects.filter(agency_id__in=actor.agencies_with(*READING))


def access_delegation(actor: Actor, ref: UUID) -> Delegation:
    """Return a delegation of a unit of the actor's. Raises Http404."""
    return get_object_or_404(delegations_of(actor).select_related("agency"), ref=ref)
