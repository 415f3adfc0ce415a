"""The made-up people of one scene, and what they will have done."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import Final

from motcua.demo.enacting import Planned
from motcua.demo.moments import Pace
from motcua.demo.names import citizen
from motcua.demo.town import PLACE, Town
from motcua.procedures.models import Channel

FIRST_SERIAL: Final = 100_000
SERIALS_A_DAY: Final = 400
DAYS_OF_SERIALS: Final = 2_000
"""After so many days the same made-up people come again."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """Somebody comes in at ``at``; ``act`` plays everything that follows for them.

    Scenes are played together in the order of entrance, so that the codes of a day rise
    with its hours.
    """

    at: datetime
    act: Callable[[random.Random], object]
    key: str
    is_dossier: bool = True


@dataclass(frozen=True, slots=True)
class Cast:
    """One scene: its own chance and people."""

    town: Town
    scene: str
    chance: random.Random
    serials: Iterator[int]

    @classmethod
    def of(cls, town: Town, scene: str, *, first: int) -> "Cast":
        """Return the cast of a scene whose people are numbered from ``first`` in their day."""
        day = town.reference_on.toordinal() % DAYS_OF_SERIALS
        return cls(
            town=town,
            scene=scene,
            chance=random.Random(f"{town.seed}:{town.reference_on}:{scene}"),  # noqa: S311, a play
            serials=count(FIRST_SERIAL + day * SERIALS_A_DAY + first),
        )

    def plan(
        self,
        code: str,
        accepted_at: datetime,
        *,
        channel: Channel = Channel.DIRECT,
        has_mail: bool = True,
    ) -> Planned:
        """Return a plan for the next made-up person; ``has_mail`` False means surely none."""
        serial = next(self.serials)
        applicant = citizen(self.chance, serial=serial, place=PLACE)
        return Planned(
            key=f"{self.town.reference_on}:{self.scene}:{serial}",
            procedure_code=code,
            channel=channel,
            applicant=applicant if has_mail else replace(applicant, email=""),
            submitted_at=accepted_at,
            accepted_at=accepted_at,
            pace=Pace.EARLY,
        )


def enter(planned: Planned, act: Callable[[random.Random], object]) -> Entrance:
    """Return the entrance of the person of a plan."""
    return Entrance(at=planned.accepted_at, act=act, key=planned.key)


def play_in_order(entrances: list[Entrance], *, seed: int) -> None:
    """Let everybody come in one after the other."""
    for entrance in sorted(entrances, key=lambda e: (e.at, e.key)):
        entrance.act(random.Random(f"{seed}:{entrance.key}"))  # noqa: S311 - a play
