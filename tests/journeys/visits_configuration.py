"""Where the pages about the log of configuration, switches, files and places are."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from motcua.agencies.models import Unit
from motcua.configuration.models import Change
from tests.world import World

Place = Callable[[World], Mapping[str, Any]]


def _change(_world: World) -> Mapping[str, Any]:
    return {"change_id": Change.objects.filter(action="update").latest("pk").pk}


def _row(world: World) -> Mapping[str, Any]:
    return {"table": "agencies_agency", "key": str(world.here.agency.pk)}


def _unit(_world: World) -> Mapping[str, Any]:
    return {"unit_id": Unit.objects.earliest("pk").pk}


OF_CONFIGURATION: Final[Mapping[str, Place | None]] = {
    "manage:change-log": None,
    "manage:change": _change,
    "manage:change-history": _row,
    "manage:switches": None,
    "manage:carrying": None,
    "manage:installation": None,
    "manage:late-causes": None,
    "manage:unit-new": None,
    "manage:unit-edit": _unit,
    "manage:procedure-new": None,
}
NO_PAGES: Final = {
    "manage:change-file": "a file",
    "manage:switch-set": "a button",
    "manage:late-cause-set": "a button",
    "manage:carrying-download": "a file",
    "manage:carrying-upload": "a button",
    "manage:carrying-report": "of what was uploaded: looked at apart",
    "manage:carrying-apply": "a button",
}
