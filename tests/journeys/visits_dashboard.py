"""Where the pages of the dashboard, the wall's screen and open data are."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from motcua.dossiers.daily.jobs import Report
from motcua.kernel.clock import VIETNAM
from motcua.opendata.publishing import publish_open_data
from tests.world import World

Place = Callable[[World], Mapping[str, Any]]
NEXT_MONTH: Final = datetime(2026, 12, 2, 1, 10, tzinfo=VIETNAM)
"""When the month in which the world lives is over, and its facts may be told."""


def _published(_world: World) -> Mapping[str, Any]:
    publish_open_data(at=NEXT_MONTH, report=Report())
    return {}


def _desk(world: World) -> Mapping[str, Any]:
    return {"key": world.here.desk.code}


OF_FIGURES: Final[Mapping[str, Place]] = {
    "public:open-data": _published,
    "public:wall": _desk,
}
"""Pages for everybody."""
