"""The made-up people of one scene, and the venue they come onto."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import Final

from motcua.demo.enacting import Planned, Venue
from motcua.demo.moments import Pace
from motcua.demo.names import citizen
from motcua.demo.town import PLACE, Town
from motcua.procedures.models import Channel

FIRST_SERIAL: Final = 100_000
SERIALS_A_DAY: Final = 400
DAYS_OF_SERIALS: Final = 2_000
"""After so many days the same made-up people come again."""


@dataclass(frozen=True, slots=True)
class Cast:
    """One scene: its own chance and people, so that scenes can be played in any order."""

    town: Town
    scene: str
    chance: random.Random
    serials: Iterator[int]
    venue: Venue

    @classmethod
    def of(cls, town: Town, scene: str, *, first: int) -> "Cast":
        """Return the cast of a scene whose people are numbered from ``first`` in their day."""
        day = town.reference_on.toordinal() % DAYS_OF_SERIALS
        return cls(
            town=town,
            scene=scene,
            chance=random.Random(f"{town.seed}:{town.reference_on}:{scene}"),  # noqa: S311, a play
            serials=count(FIRST_SERIAL + day * SERIALS_A_DAY + first),
            venue=Venue(town.hall, town.time, town.until),
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
