"""Who is acting, in what role, for whom. Pure: built once a request, then asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.agencies.roles import Role


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in an agency, held by ``officer_id``: one's own or that of somebody covered."""

    agency_id: int
    role: Role
    officer_id: int


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer at work, or a citizen in their own matter; neither is the system itself.

    ``person_id`` is the citizen's; an officer has none. ``looks_on`` is an administrator who
    sees an officer's pages for a while and may do nothing there.
    """

    officer_id: int | None
    account_id: int | None
    name: str
    grants: tuple[Grant, ...] = ()
    person_id: int | None = None
    looks_on: bool = False

    def has(self, *roles: Role, agency_id: int | None = None) -> bool:
        """Say whether one of ``roles`` is held, in ``agency_id`` if that is given."""
        return any(
            grant.role in roles and (agency_id is None or grant.agency_id == agency_id)
            for grant in self.grants
        )

    def agencies_with(self, *roles: Role) -> frozenset[int]:
        """Return the agencies in which one of ``roles`` is held; any role when none is given."""
        return frozenset(g.agency_id for g in self.grants if not roles or g.role in roles)

    def acting_for(self, roles: Iterable[Role], agency_id: int) -> int | None:
        """Return the absent officer for whom this act is done; None when it is in one's own right.

        One's own right goes first: cover is named only where the act rests on it.
        """
        wanted = set(roles)
        holders = [
            g.officer_id for g in self.grants if g.role in wanted and g.agency_id == agency_id
        ]
        if not holders or self.officer_id in holders:
            return None
        return holders[0]


SYSTEM = Actor(officer_id=None, account_id=None, name="Hệ thống")
"""The product itself: daily jobs, imports, the demo."""
