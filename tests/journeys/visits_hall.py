"""Where the pages of the hall are: screens, numbers, appointments, counters."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from motcua.hall.models import Counter
from tests.world import World
from tests.world_hall import a_ticket, an_appointment

Place = Callable[[World], Mapping[str, Any]]


def _desk(world: World) -> Mapping[str, Any]:
    return {"desk_code": world.here.desk.code}


def _slip(world: World) -> Mapping[str, Any]:
    return {**_desk(world), "token": a_ticket().token}


def _ticket(_world: World) -> Mapping[str, Any]:
    return {"token": a_ticket().token}


def _called(_world: World) -> Mapping[str, Any]:
    return {"token": a_ticket("called").token}


def _appointment(_world: World) -> Mapping[str, Any]:
    return {"token": an_appointment().token}


def _group(world: World) -> Mapping[str, Any]:
    return {**_desk(world), "letter": "A"}


def _counter(world: World) -> Mapping[str, Any]:
    return {**_desk(world), "ref": Counter.objects.get(name="Quầy 1").ref}


ON_SCREENS: Final[Mapping[str, Place]] = {
    "public:kiosk": _desk,
    "public:kiosk-appointment": _desk,
    "public:slip": _slip,
    "public:board": _desk,
    "public:ticket": _ticket,
    "public:booking": lambda _world: {},
    "public:booking-desk": _desk,
    "public:appointment": _appointment,
    "public:appointment-move": _appointment,
}
"""Pages for everybody."""
CALLED: Final = _called
BOOKING: Final = "?nhom=A&ngay=2026-11-25"
"""A day that may be booked."""
ARRANGED: Final[Mapping[str, Place]] = {
    "manage:halls": lambda _world: {},
    "manage:hall": _desk,
    "manage:hall-group-new": _desk,
    "manage:hall-group": _group,
    "manage:hall-rule": _group,
    "manage:hall-counter-new": _desk,
    "manage:hall-counter": _counter,
}
"""Pages of the administrator."""
