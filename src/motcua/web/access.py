"""Every view says who may open it; a view that says nothing opens for nobody.

The rule stands beside the view, is enforced by the middleware before the view runs, and is
what the test of every role against every address reads. Rights over one dossier are not
decided here but by ``access_*`` of the domain's policies.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.http import HttpRequest

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class AccessRule:
    """Who may open a view: anybody, whoever is signed in, or holders of one of ``roles``."""

    needs_account: bool
    roles: frozenset[Role]

    def admits(self, actor: Actor) -> bool:
        """Say whether somebody signed in as ``actor`` may open the view."""
        return not self.roles or actor.has(*self.roles)


PUBLIC: Final = AccessRule(needs_account=False, roles=frozenset())
SIGNED_IN: Final = AccessRule(needs_account=True, roles=frozenset())


def public(view: View) -> View:
    """Open ``view`` to everybody."""
    return _declare(view, PUBLIC)


def signed_in(view: View) -> View:
    """Open ``view`` to whoever is signed in."""
    return _declare(view, SIGNED_IN)


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
    """A request of somebody signed in, as views behind ``signed_in`` and ``requires`` see it."""

    actor: Actor
