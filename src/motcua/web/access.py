"""Every view says who may open it; a view that says nothing opens for nobody.

The rule stands beside the view, is enforced by the middleware before the view runs, and is
what the test of every role against every address reads. Rights over one dossier are not
decided here but by ``access_*`` of the domain's policies.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.people.citizens import Citizen


class OtherRoomError(PermissionDenied):
    """Somebody of the staff at a page for citizens, or the other way round."""

    def __init__(self, *, is_for_citizens: bool) -> None:
        super().__init__()
        self.is_for_citizens = is_for_citizens


View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class AccessRule:
    """Who may open a view: anybody, staff (or holders of one of ``roles``), or citizens."""

    needs_account: bool
    roles: frozenset[Role]
    is_for_citizens: bool = False

    def admits(self, who: Actor | Citizen) -> bool:
        """Say whether ``who``, signed in, may open the view; no room is shared."""
        if isinstance(who, Citizen):
            return self.is_for_citizens
        return not self.is_for_citizens and (not self.roles or who.has(*self.roles))


PUBLIC: Final = AccessRule(needs_account=False, roles=frozenset())
SIGNED_IN: Final = AccessRule(needs_account=True, roles=frozenset())
CITIZEN: Final = AccessRule(needs_account=True, roles=frozenset(), is_for_citizens=True)


def public(view: View) -> View:
    """Open ``view`` to everybody."""
    return _declare(view, PUBLIC)


def signed_in(view: View) -> View:
    """Open ``view`` to staff, whatever their role."""
    return _declare(view, SIGNED_IN)


def citizen(view: View) -> View:
    """Open ``view`` to citizens and organisations that have signed in, and to no staff."""
    return _declare(view, CITIZEN)


def requires(*roles: Role) -> Callable[[View], View]:
    """Open a view to holders of one of ``roles``, in whatever agency."""
    rule = AccessRule(needs_account=True, roles=frozenset(roles))
    return lambda view: _declare(view, rule)


def rule_of(view: Callable[..., Any]) -> AccessRule | None:
    """Return the rule that ``view`` declares, or None."""
    return getattr(view, "access_rule", None)


def _declare(view: View, rule: AccessRule) -> View:
    view.access_rule = rule  # type: ignore[attr-defined]
    return view


class StaffRequest(HttpRequest):
    """A request of staff signed in, as views behind ``signed_in`` and ``requires`` see it."""

    actor: Actor


class CitizenRequest(HttpRequest):
    """A request of somebody signed in as themselves, as views behind ``citizen`` see it."""

    citizen: Citizen
