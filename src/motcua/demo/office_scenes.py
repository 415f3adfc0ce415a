"""Dossiers on their way through the ward's rooms: work for every role, late, soon, later."""

from datetime import date, datetime
from enum import Enum, auto
from itertools import cycle
from typing import Final

from motcua.agencies.roles import STEP_ROLES, Role
from motcua.demo.cast import Cast
from motcua.demo.enacting import accept, step_on, usual_path
from motcua.demo.moments import shared_out
from motcua.demo.town import cover_the_deputy
from motcua.dossiers.models import Dossier
from motcua.procedures.process import ProcessStep
from motcua.procedures.selectors import Terms


class Wish(Enum):
    """When an open dossier shall be due, seen from the reference day."""

    LATE = auto()
    SOON = auto()
    LATER = auto()


WISHES: Final = (
    Wish.SOON,
    Wish.LATER,
    Wish.LATE,
    Wish.LATER,
    Wish.SOON,
    Wish.LATER,
)
OPEN_AT_A_ROLE: Final = 6
OPEN_AT_HANDLING: Final = 14
DAYS_SOON: Final = 2
DAYS_LATE: Final = 4
DAYS_SEARCHED: Final = 40
WAYS_TRIED: Final = 40


def open_work(cast: Cast) -> int:
    """Leave open dossiers at the steps of each role that the ward's processes name."""
    cover_the_deputy(cast.town)
    left = 0
    for role in STEP_ROLES:
        ways = ways_to(cast, role)
        if not ways:
            continue
        number = OPEN_AT_HANDLING if role is Role.HANDLING_OFFICER else OPEN_AT_A_ROLE
        wishes = cycle(WISHES)
        for _dossier in range(number):
            _leave_open(cast, ways, next(wishes))
            left += 1
    return left


def ways_to(cast: Cast, role: Role) -> list[tuple[Terms, list[ProcessStep]]]:
    """Return each procedure that comes to ``role``, with the steps before that one."""
    ways = []
    for terms in cast.town.terms.values():
        path = usual_path(terms.content.process)
        place = next((i for i, step in enumerate(path) if step.role == role), None)
        if place is not None:
            ways.append((terms, path[:place]))
    return ways


def _leave_open(cast: Cast, ways: list[tuple[Terms, list[ProcessStep]]], wish: Wish) -> Dossier:
    """Accept a dossier due as wished, and carry it up to the role's step."""
    for _way in range(WAYS_TRIED):
        terms, before = cast.chance.choice(ways)
        days = [d for d in _candidate_days(cast) if _is_due(cast, terms, d, wish)]
        if days:
            break
    else:
        # No procedure of the role has a limit that fits: whatever the newest day gives.
        days = [cast.town.yesterday]
    day = cast.chance.choice(days)
    accepted_at = cast.town.time.in_day(cast.chance, day, latest=0.5)
    planned = cast.plan(terms.procedure_code, accepted_at)
    dossier = accept(planned, cast.town.hall, cast.chance)
    if before:
        _carry(cast, dossier, before, accepted_at)
    return dossier


def _candidate_days(cast: Cast) -> list[date]:
    return cast.town.days_before(DAYS_SEARCHED)


def _is_due(cast: Cast, terms: Terms, accepted_on: date, wish: Wish) -> bool:
    town = cast.town
    due_on = town.due_day(terms, town.time.opening(accepted_on))
    soon = town.next_days(DAYS_SOON)[-1]
    if wish is Wish.LATE:
        return town.days_before(DAYS_LATE)[0] <= due_on < town.reference_on
    if wish is Wish.SOON:
        return town.reference_on <= due_on <= soon
    return due_on > soon


def _carry(cast: Cast, dossier: Dossier, steps: list[ProcessStep], accepted_at: datetime) -> None:
    # The last instant is the step's own beginning, which nobody has done yet.
    instants = shared_out(
        cast.chance,
        cast.town.time,
        began_at=accepted_at,
        finished_at=cast.town.until,
        count=len(steps) + 1,
    )
    for step, at in zip(steps, instants, strict=False):
        step_on(dossier, step, cast.town.hall, cast.chance, at=at)
