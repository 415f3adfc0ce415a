"""Where the pages of reform are, and with what on them."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.world import World
from tests.world_initiatives import (
    being_scored,
    the_adoption,
    the_draft,
    the_model,
    the_promise,
)

Place = Callable[[World], Mapping[str, Any]]


def _nowhere(_world: World) -> Mapping[str, Any]:
    return {}


def draft(_world: World) -> Mapping[str, Any]:
    """Return the place of the draft."""
    return {"ref": the_draft().ref}


def scored(_world: World) -> Mapping[str, Any]:
    """Return the place of what is being scored."""
    return {"ref": being_scored().ref}


def model(_world: World) -> Mapping[str, Any]:
    """Return the place of the model of the library."""
    return {"code": the_model().code}


def _published(_world: World) -> Mapping[str, Any]:
    return {"ref": the_model().ref}


def _adoption(_world: World) -> Mapping[str, Any]:
    return {"ref": the_adoption().ref}


def _journey(_world: World) -> Mapping[str, Any]:
    return {"ref": the_promise().delegation.ref}


OF_EVERYBODY: Final[Mapping[str, Place]] = {"public:models": _nowhere, "public:model": model}
OF_REFORM: Final[Mapping[str, tuple[Place, ...]]] = {
    "initiatives:list": (_nowhere,),
    "initiatives:new": (_nowhere,),
    "initiatives:one": (draft, scored, _published),
    "initiatives:edit": (draft,),
    "initiatives:seats": (_nowhere,),
    "initiatives:sheet": (scored,),
    "initiatives:council": (_nowhere,),
    "initiatives:council-found": (_nowhere,),
    "initiatives:scheme": (_nowhere,),
    "initiatives:plans": (_nowhere,),
    "initiatives:adoptions": (_nowhere,),
    "initiatives:adopt": (model,),
    "initiatives:adoption": (_adoption,),
    "initiatives:journeys": (_nowhere,),
    "initiatives:journey-new": (_nowhere,),
    "initiatives:journey": (_journey,),
    "initiatives:journey-edit": (_journey,),
}
NO_PAGES: Final = {
    "initiatives:act": "a button",
    "initiatives:conflict": "a form of the page of a sheet",
    "initiatives:seat": "a form of the page of the council",
    "initiatives:unseat": "a button",
    "initiatives:plans-file": "a file",
    "initiatives:adoption-act": "a button",
    "initiatives:lessons": "a form of the page of a journey",
    "initiatives:promise": "a form of the page of a journey",
    "initiatives:fulfilled": "a button",
}
