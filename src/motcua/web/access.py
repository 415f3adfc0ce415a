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
from motcua.guidance.helping import HelperAtWork
from motcua.people.citizens import Citizen


class OtherRoomError(PermissionDenied):
    """Somebody of the staff at a page for citizens, or the other way round."""

    def __init__(self, *, is_for_citizens: bool) -> None:
        super().__init__()
        self.is_for_citizens = is_for_citizens


View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class AccessRule:
    """Who may open a view: anybody, staff (or holders of one of ``roles``), citizens, helpers.

    What is for clients, other systems, opens with a token and for no account at all.
    """

    needs_account: bool
    roles: frozenset[Role]
    is_for_citizens: bool = False
    is_for_helpers: bool = False
    is_for_clients: bool = False

    def admits(self, who: Actor | Citizen | HelperAtWork) -> bool:
        """Say whether ``who``, signed in, may open the view; no room is shared."""
        if self.is_for_clients:
            return False
        if isinstance(who, Citizen):
            return self.is_for_citizens
        if isinstance(who, HelperAtWork):
            return self.is_for_helpers
        is_for_staff = not self.is_for_citizens and not self.is_for_helpers
        return is_for_staff and (not self.roles or who.has(*self.roles))


PUBLIC: Final = AccessRule(needs_account=False, roles=frozenset())
SIGNED_IN: Final = AccessRule(needs_account=True, roles=frozenset())
CITIZEN: Final = AccessRule(needs_account=True, roles=frozenset(), is_for_citizens=True)
HELPER: Final = AccessRule(needs_account=True, roles=frozenset(), is_for_helpers=True)
CLIENT: Final = AccessRule(needs_account=True, roles=frozenset(), is_for_clients=True)


def public(view: View) -> View:
    """Open ``view`` to everybody."""
    return _declare(view, PUBLIC)


def signed_in(view: View) -> View:
    """Open ``view`` to staff, whatever their role."""
    return _declare(view, SIGNED_IN)


def citizen(view: View) -> View:
    """Open ``view`` to citizens and organisations that have signed in, and to no staff."""
    return _declare(view, CITIZEN)


def helper(view: View) -> View:
    """Open ``view`` to those who guide at a desk, and to no staff and no citizen."""
    return _declare(view, HELPER)


def client(view: View) -> View:
    """Open ``view`` to other systems that bring a token, and to nobody who is signed in."""
    return _declare(view, CLIENT)


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


class HelperRequest(HttpRequest):
    """A request of somebody who guides, as views behind ``helper`` see it."""

    helper: HelperAtWork
