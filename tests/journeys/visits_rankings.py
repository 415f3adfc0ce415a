"""Where the pages of rankings are, and with what on them."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.world import World
from tests.world_rankings import the_index, the_sheet

Place = Callable[[World], Mapping[str, Any]]


def _nowhere(_world: World) -> Mapping[str, Any]:
    return {}


def sheet(year: int, *, here: bool = True, **more: Any) -> Place:
    """Return the place of a sheet."""
    return lambda world: {"ref": the_sheet(world, year, here=here).ref, **more}


def index(year: int, **more: Any) -> Place:
    """Return the place of an index."""
    return lambda _world: {"ref": the_index(year).ref, **more}


def _published(_world: World) -> Mapping[str, Any]:
    return {"slug": the_index(2025).slug}


def _unit(world: World) -> Mapping[str, Any]:
    return {"slug": the_index(2025).slug, "code": world.here.agency.code}


RANKED: Final[Mapping[str, Place]] = {
    "ranked:home": _nowhere,
    "ranked:history": _nowhere,
    "ranked:ranking": _published,
    "ranked:unit": _unit,
}
OF_RANKINGS: Final[Mapping[str, tuple[Place, ...]]] = {
    "rankings:home": (_nowhere,),
    "rankings:sheet": (sheet(2026), sheet(2024), sheet(2025)),
    "rankings:area": (
        sheet(2026, number=1),
        sheet(2026, number=3),
        sheet(2024, number=3),
        sheet(2025, number=1),
    ),
    "rankings:appraisals": (_nowhere,),
    "rankings:appraisal": (sheet(2024, here=False), sheet(2026, here=False)),
    "rankings:appraisal-area": (
        sheet(2024, here=False, number=3),
        sheet(2025, here=False, number=3),
    ),
    "rankings:indices": (_nowhere,),
    "rankings:index-new": (_nowhere,),
    "rankings:index": (index(2027), index(2026), index(2025)),
    "rankings:heading": (index(2027),),
    "rankings:leads": (index(2027),),
    "rankings:criterion-new": (index(2027, number=1),),
    "rankings:criterion": (index(2027, number=1, place=1),),
    "rankings:part-new": (index(2027),),
    "rankings:part": (index(2027, part_id="cong-khai"),),
}
NO_PAGES: Final = {
    "rankings:act": "a button",
    "rankings:appraisal-act": "a button",
    "rankings:index-act": "a button",
    "rankings:file": "a file",
    "ranked:file": "a file",
}
