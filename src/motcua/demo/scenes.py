"""The morning of the living unit: all its scenes, played in the order of the clock."""

from collections.abc import Callable
from typing import Final

from motcua.demo import at_home, desk_scenes
from motcua.demo.aging import carry_on
from motcua.demo.cast import Cast, Entrance, play_in_order
from motcua.demo.ending_troubles import ENDINGS
from motcua.demo.folder_troubles import ASKED_FIRST, FOLDERS
from motcua.demo.following import follow, owned
from motcua.demo.guidance import guide
from motcua.demo.money import let_collect, pay_debts
from motcua.demo.office_scenes import open_work
from motcua.demo.own_scene import own
from motcua.demo.petitions import speak_up
from motcua.demo.privacy import leave_traces
from motcua.demo.remarks import leave_remarks
from motcua.demo.satisfaction import rate_what_was_returned
from motcua.demo.town import Town, cover_the_deputy
from motcua.demo.troubles import befall
from motcua.demo.waiting_troubles import WAITING

Scene = Callable[[Cast], list[Entrance]]
SCENES: Final[dict[str, tuple[int, Scene]]] = {
    "returned": (0, desk_scenes.returned),
    "ready": (80, desk_scenes.ready),
    "waiting": (110, desk_scenes.waiting),
    "refused": (130, desk_scenes.refused),
    "corrected": (140, desk_scenes.corrected),
    "neighbours": (150, desk_scenes.neighbours),
    "drafts": (165, desk_scenes.drafts),
    "own": (174, own),
    "followed": (176, owned),
    "open": (180, open_work),
    "lodged": (380, at_home.lodged),
}
"""Each scene, with the number of the day from which its people are counted."""
TROUBLES: Final = (*ASKED_FIRST, *WAITING, *ENDINGS, *FOLDERS)
ONLY_AT_FIRST: Final = ("returned", "drafts")
"""Later days have the older dossiers, which go on, in their place."""


def play_morning(town: Town) -> int:
    """Play everything up to the morning of the reference day; return how many dossiers came in."""
    cover_the_deputy(town)
    let_collect(town)
    is_first = town.since is None
    if not is_first:
        pay_debts(town)
        carry_on(town)
    entrances: list[Entrance] = []
    # After a Sunday comes a Monday on which nobody has come in since.
    scenes = SCENES if town.open_days(1) else {}
    for name, (first_serial, scene) in scenes.items():
        if is_first or name not in ONLY_AT_FIRST:
            entrances += scene(Cast.of(town, name, first=first_serial))
    play_in_order(entrances, seed=town.seed)
    at_home.leave_drafts(town)
    befall(town, TROUBLES)
    follow(town)
    leave_remarks(town)
    leave_traces(town)
    speak_up(town)
    guide(town)
    rate_what_was_returned(town)
    return sum(entrance.is_dossier for entrance in entrances)
