"""Who may look at signs, say what was found, and answer."""

from django.core.exceptions import PermissionDenied

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.dossiers.workload import LEADING


def looks_over_all(actor: Actor) -> bool:
    """Say whether ``actor`` inspects the whole province."""
    return actor.has(Role.AUDITOR)


def may_see(actor: Actor, agency_id: int) -> bool:
    """Say whether ``actor`` may see the signs of a unit and of its officers.

    Heads those of the unit whose work they look after, inspectors all.
    """
    return looks_over_all(actor) or actor.has(*LEADING, agency_id=agency_id)


def require_may_note(actor: Actor, agency_id: int, officer_id: int | None) -> None:
    """Raise PermissionDenied unless ``actor`` may say what was found about a sign.

    Nobody judges a sign of their own.
    """
    if not may_see(actor, agency_id):
        raise PermissionDenied
    if officer_id is not None and officer_id == actor.officer_id:
        raise PermissionDenied
