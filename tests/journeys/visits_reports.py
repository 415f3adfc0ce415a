"""Where the pages of reports that are templates are."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from motcua.indicators.nine_versions import set_nine, shipped
from tests.factories import LONG_AGO
from tests.world import MONDAY, World

Place = Callable[[World], Mapping[str, Any]]
_WHOLE: Final = "?ky=2026&moc=lich"


def of_form(name: str) -> Place:
    """Return the place of the report called ``name``."""
    return lambda _world: {"form_key": name}


def everything(_world: World) -> Mapping[str, Any]:
    """Name nothing in the address."""
    return {}


def _switched_on(_world: World) -> Mapping[str, Any]:
    held = shipped()[0]
    set_nine(
        held.valid_from,
        held.scheme.to_document(),
        held.legal_basis,
        is_on=True,
        on=LONG_AGO,
        at=MONDAY,
    )
    return {}


OF_HEADS: Final[Mapping[str, tuple[Place, str]]] = {
    "leader:reports": (everything, ""),
    "leader:report": (of_form("07a"), _WHOLE),
    "leader:report-dossiers": (of_form("07a"), f"{_WHOLE}&cot=c3"),
    "leader:late-causes": (everything, _WHOLE),
    "leader:digest": (everything, ""),
    "leader:nine": (_switched_on, _WHOLE),
    "leader:nine-mine": (_switched_on, _WHOLE),
}
OF_STRANGERS: Final[Mapping[str, tuple[Place, str]]] = {
    "public:reports": (everything, ""),
    "public:report": (of_form("07a"), _WHOLE),
}
OF_ADMINISTRATORS: Final[Mapping[str, tuple[Place, str]]] = {
    "manage:report-templates": (everything, ""),
    "manage:report-template": (of_form("07a"), ""),
    "manage:nine": (everything, ""),
    "manage:full-services": (everything, ""),
}
NO_PAGES: Final[Mapping[str, str]] = {
    "leader:digest-file": "a file",
    "leader:digest-subscribe": "a button",
    "manage:nine-set": "a button",
    "manage:full-services-set": "a button",
    "manage:report-template-set": "a button: looked at apart",
    "leader:late-causes-record": "a button",
    "leader:report-file": "a file",
    "leader:report-dossiers-file": "a file",
    "public:report-file": "a file",
}
