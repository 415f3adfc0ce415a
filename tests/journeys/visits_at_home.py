"""Where the pages are that a citizen comes to while paying and signing."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.world import World
from tests.world_following import own_order
from tests.world_signing import asked_declaration


def _owing(world: World) -> Mapping[str, Any]:
    return {"key": own_order(world).reference}


def _order(world: World) -> Mapping[str, Any]:
    order = own_order(world)
    return {"key": order.reference, "ref": order.ref}


def _declaration(world: World) -> Mapping[str, Any]:
    return {"ref": asked_declaration(world).ref}


AT_HOME: Final[Mapping[str, Callable[[World], Mapping[str, Any]]]] = {
    "citizen:pay": _owing,
    "citizen:pay-order": _order,
    "citizen:sign": _declaration,
}
"""Places of pages that the applicant of the world's accepted dossier opens."""
