"""Dossiers of the citizens whom one can sign in as, so that their room is not empty."""

import random
from dataclasses import replace
from functools import partial
from typing import Final

from motcua.demo.at_home import is_free
from motcua.demo.cast import Cast, Entrance, enter
from motcua.demo.citizens import named, typed
from motcua.demo.enacting import Planned, accept, finish
from motcua.demo.town import Town

DAYS: Final = 4
STORIES: Final = (
    ("tam", "1.004873", True),
    ("tam", "1.004884", False),
)
"""Whose dossier, under which procedure, and whether its result is there."""


def own(cast: Cast) -> list[Entrance]:
    """Let them have lodged at the counter in the last days."""
    town = cast.town
    days = town.open_days(DAYS)
    entrances = []
    for key, procedure, is_ready in STORIES:
        if not days or not is_free(named(key), procedure, town):
            continue
        at = town.time.in_day(cast.chance, days[0] if is_ready else days[-1], latest=0.5)
        planned = replace(cast.plan(procedure, at), applicant=typed(named(key)))
        entrances.append(enter(planned, partial(_play, planned, town, is_ready=is_ready)))
    return entrances


def _play(planned: Planned, town: Town, chance: random.Random, *, is_ready: bool) -> None:
    dossier = accept(planned, town.hall, chance)
    if is_ready:
        finish(dossier, planned, town.venue, chance)
