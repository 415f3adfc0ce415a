"""Where the pages of trials of drafts, and of looking through officers' eyes, are."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from motcua.agencies.roles import Role
from tests.world import World

Place = Callable[[World], Mapping[str, Any]]


def _with_draft(world: World) -> Mapping[str, Any]:
    return {"code": world.birth.code}


def _clerk(world: World) -> Mapping[str, Any]:
    return {"ref": world.here.officers[Role.CLERK].ref}


OF_MODE: Final[Mapping[str, tuple[Role | None, Place, str]]] = {
    "manage:trial": (Role.ADMINISTRATOR, _with_draft, ""),
    "manage:look": (Role.ADMINISTRATOR, _clerk, ""),
    "accounts:seen-by": (Role.CLERK, lambda _world: {}, ""),
    "office:impersonations": (Role.AUDITOR, lambda _world: {}, ""),
}
"""By whom each is opened, where, and with which query."""
NO_PAGES: Final[Mapping[str, str]] = {
    "manage:trial-rule": "a button",
    "manage:trial-page": "only once a trial is begun: looked at apart",
    "manage:trial-check": "only once a trial is begun: looked at apart",
    "manage:trial-receipt": "only once a trial is begun: looked at apart",
    "manage:trial-walk": "only once a trial is begun: looked at apart",
    "manage:trial-pdf": "a paper",
    "manage:look-confirm": "only after a password: looked at apart",
    "accounts:seen-by-known": "a button",
    "accounts:look-end": "a button",
}
