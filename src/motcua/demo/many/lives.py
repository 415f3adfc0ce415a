"""What becomes of one dossier among the many: when it came, how far it got, when it ended. Pure.

Time is counted in working days here: 3.25 is a quarter through the fourth. Instants are
made of it at the end, so none falls on a night or a holiday.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from motcua.kernel.clock import VIETNAM
from motcua.kernel.workdays import Calendar

LATE: Final = 0.06
"""Of those that are over; what is open is late by its age."""
STILL_HERE: Final = 0.003
WITHDRAWN: Final = 0.01
WAITING: Final = 0.05
"""Of the open ones, those that wait for the applicant's papers."""
UNTOUCHED: Final = 0.15
LONGEST_WAIT_DAYS: Final = 4.0
WINDOW: Final = 4
"""The open ones lie among the latest: one in four of them is open."""


class Fate(StrEnum):
    """How far a dossier got."""

    UNTOUCHED = "untouched"
    OPEN = "open"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    FINISHED = "finished"
    RETURNED = "returned"


class WorkTime:
    """The working days before ``at``, the last ``many`` of them, and the instants in them."""

    def __init__(self, calendar: Calendar, at: datetime, many: int) -> None:
        days: list[date] = []
        day = at.date()
        while len(days) < many:
            day -= timedelta(days=1)
            if calendar.sessions_on(day):
                days.append(day)
        self.days = days[::-1]
        self._minutes = [
            [minute for s in calendar.sessions_on(day) for minute in range(s.start, s.end)]
            for day in self.days
        ]
        self._midnights = [datetime(d.year, d.month, d.day, tzinfo=VIETNAM) for d in self.days]

    @property
    def end(self) -> float:
        """The end of the last day."""
        return len(self.days) - 1e-3

    def instant(self, moment: float) -> datetime:
        """Return the instant of a working time, to the second; the end for what lies beyond."""
        moment = min(moment, self.end)
        day = int(moment)
        minutes = self._minutes[day]
        place = (moment - day) * len(minutes)
        return self._midnights[day] + timedelta(
            minutes=minutes[int(place)], seconds=int(place % 1 * 60)
        )


@dataclass(frozen=True, slots=True)
class Life:
    """One dossier in working time. ``edges`` are the instants between its steps."""

    fate: Fate
    accepted: float
    edges: Sequence[float]
    ended: float | None

    @property
    def waits_from(self) -> float:
        """When the applicant was asked for papers: soon after the last step was done."""
        since = self.edges[-1] if self.edges else self.accepted
        return since + 1e-3

    @property
    def is_open(self) -> bool:
        """Whether the agency still owes an answer."""
        return self.fate in {Fate.UNTOUCHED, Fate.OPEN, Fate.WAITING}


def live(
    *, accepted: float, limit_days: int, steps: int, is_open: bool, end: float,
    chance: random.Random,
) -> Life:  # fmt: skip
    """Return the life of a dossier accepted at ``accepted`` and due ``limit_days`` later."""
    draw = chance.random()
    if is_open:
        gone = int(chance.random() * steps)
        fate = Fate.WAITING if draw < WAITING else Fate.OPEN
        if not gone and draw > 1 - UNTOUCHED:
            fate = Fate.UNTOUCHED
        return Life(fate, accepted, _edges(accepted, end, gone, steps), None)
    pace = 1 + chance.random() if chance.random() < LATE else 0.1 + 0.85 * chance.random()
    finished = accepted + limit_days * pace
    if finished >= end:
        finished = accepted + (end - accepted) * (0.1 + 0.8 * chance.random())
    if draw < WITHDRAWN:
        gone = int(chance.random() * steps)
        return Life(Fate.WITHDRAWN, accepted, _edges(accepted, finished, gone, steps), finished)
    edges = _edges(accepted, finished, steps, steps)
    if draw < WITHDRAWN + STILL_HERE:
        return Life(Fate.FINISHED, accepted, edges, None)
    room = min(LONGEST_WAIT_DAYS, end - finished)
    return Life(Fate.RETURNED, accepted, edges, finished + room * chance.random())


def _edges(begin: float, end: float, gone: int, steps: int) -> list[float]:
    """Return when each of the ``gone`` steps was done, evenly spread."""
    return [begin + (end - begin) * (number + 1) / steps for number in range(gone)]
