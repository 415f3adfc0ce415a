"""Who may organise guidance, and whose helpers, desks and shifts are whose."""

from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Agency, Desk
from motcua.agencies.roles import Role
from motcua.guidance.models import Helper, Shift

if TYPE_CHECKING:
    from datetime import date

ORGANISING: Final = (Role.ORGANISER, Role.HEAD_OF_DESK)


def organised_by(actor: Actor) -> frozenset[int]:
    """Return the agencies whose guidance ``actor`` organises."""
    return actor.agencies_with(*ORGANISING)


def require_organiser(actor: Actor, agency_id: int) -> None:
    """Raise PermissionDenied unless ``actor`` organises guidance in that agency."""
    if actor is not SYSTEM and agency_id not in organised_by(actor):
        raise PermissionDenied


def agencies_of(actor: Actor) -> QuerySet[Agency]:
    """Return the agencies that ``actor`` organises guidance for."""
    return Agency.objects.filter(pk__in=organised_by(actor)).order_by("code")


def desks_of(actor: Actor, on: "date") -> QuerySet[Desk]:
    """Return the desks for which ``actor`` makes the roster."""
    desks: QuerySet[Desk] = Desk.objects.valid_on(on)
    return desks.filter(agency__in=organised_by(actor)).select_related("agency").order_by("code")


def access_helper(actor: Actor, ref: UUID) -> Helper:
    """Return a helper of the actor's. Raises Helper.DoesNotExist for anybody else's."""
    found: Helper = Helper.objects.select_related("force__agency", "account").get(
        ref=ref, force__agency__in=organised_by(actor)
    )
    return found


def access_shift(actor: Actor, shift_id: int) -> Shift:
    """Return a shift of a desk of the actor's. Raises Shift.DoesNotExist for any other."""
    found: Shift = Shift.objects.select_related("desk__agency").get(
        pk=shift_id, desk__agency__in=organised_by(actor)
    )
    return found
