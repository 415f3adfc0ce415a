"""Where the pages of guidance are, and with what on them."""

from collections.abc import Mapping
from typing import Any, Final

from motcua.guidance.models import ShiftPattern
from tests.world import World
from tests.world_guidance import the_helper

WEEKS: Final = "?tuan=2026-11-23"


def _helper(_world: World) -> Mapping[str, Any]:
    return {"ref": the_helper().ref}


def _pattern(_world: World) -> Mapping[str, Any]:
    return {"pattern_id": ShiftPattern.objects.earliest("pk").pk}


OF_HELPERS: Final = {
    "helper:home": "",
    "helper:week": WEEKS,
    "helper:results": "",
    "helper:me": "",
    "helper:password": "",
}
OF_ORGANISERS: Final = {
    "guiding:week": (None, WEEKS),
    "guiding:print": (None, WEEKS),
    "guiding:attendance": (None, ""),
    "guiding:people": (None, ""),
    "guiding:helper-new": (None, ""),
    "guiding:helper": (_helper, ""),
    "guiding:helper-edit": (_helper, ""),
    "guiding:patterns": (None, ""),
    "guiding:pattern-new": (None, ""),
    "guiding:pattern": (_pattern, ""),
    "guiding:programme": (None, ""),
    "guiding:staff": (None, ""),
    "guiding:figures": (None, ""),
}
NO_PAGES: Final = {
    "helper:attend": "a button",
    "helper:void": "a button",
    "helper:swap-ask": "a button",
    "helper:swap-take": "a button",
    "helper:swap-withdraw": "a button",
    "helper:free": "a button",
    "helper:absent": "a form of the page of oneself",
    "helper:consent": "a button",
    "helper:calendar": "a button",
    "guiding:propose": "a button",
    "guiding:publish": "a button",
    "guiding:assign": "a button",
    "guiding:unassign": "a button",
    "guiding:force-add": "a form of the page of people",
    "guiding:helper-account": "a form of the page of a helper",
    "guiding:helper-password": "a button",
    "guiding:training-add": "a form of the page of a helper",
    "guiding:pattern-remove": "a button",
    "public:helper-calendar": "a calendar file",
}
