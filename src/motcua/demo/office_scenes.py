"""Dossiers on their way through the ward's rooms: work for every role, late, soon, later."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from enum import Enum, auto
from functools import partial
from itertools import cycle, islice
from typing import Final

from motcua.agencies.roles import STEP_ROLES, Role
from motcua.demo.cast import Cast, Entrance, enter
from motcua.demo.enacting import Paying, Planned, accept, step_on, usual_path
from motcua.demo.moments import shared_out
from motcua.demo.town import Town
from motcua.demo.troubles import BUSY
from motcua.dossiers.models import Dossier, Step
from motcua.procedures.process import ProcessStep
from motcua.procedures.selectors import Terms


class Wish(Enum):
    """When an open dossier shall be due, seen from the reference day."""

    LATE = auto()
    SOON = auto()
    LATER = auto()


Path = list[ProcessStep]
Way = tuple[Terms, Path]
"""A procedure that comes to a role, and the steps before the role's own."""
WISHES: Final = (
    Wish.SOON,
    Wish.LATE,
    *[Wish.LATER] * 2,
    Wish.SOON,
    Wish.LATER,
    Wish.LATE,
    *[Wish.LATER] * 2,
)
OPEN_AT_A_ROLE: Final = 8
OPEN_AT_HANDLING: Final = 36
"""Something will befall many of them: papers are missing, somebody gives up."""
OPEN_AT_OTHERS: Final = 3
FEWEST_NEW: Final = 2
"""However much is open already."""
SHARE_OWING: Final = 0.2
DAYS_SOON: Final = 2
DAYS_LATE: Final = 4
DAYS_SEARCHED: Final = 40
DAYS_ON_A_TABLE: Final = 3
DAYS_SHORT: Final = 5


def open_work(cast: Cast) -> list[Entrance]:
    """Leave open dossiers at the steps of each role that the ward's processes name.

    What is open already from an earlier day counts.
    """
    entrances = []
    already = _open_by_role(cast.town)
    for role in STEP_ROLES:
        ways = ways_to(cast.town, role)
        if not ways:
            continue
        wanted = OPEN_AT_HANDLING if role is Role.HANDLING_OFFICER else OPEN_AT_A_ROLE
        wishes = islice(cycle(WISHES), max(FEWEST_NEW, wanted - already[role]))
        entrances += [_leave_open(cast, ways, wish) for wish in wishes]
    return entrances + _at_others(cast)


def _at_others(cast: Cast) -> list[Entrance]:
    """Leave linked dossiers at the step that another agency does."""
    ways = []
    for terms in cast.town.terms.values():
        path = usual_path(terms.content.process)
        place = next((i for i, step in enumerate(path) if step.agency), None)
        if place is not None:
            ways.append((terms, path[:place]))
    there = Step.objects.filter(
        agency__in=[office.agency for office in cast.town.departments], closed_at__isnull=True
    )
    wanted = OPEN_AT_OTHERS - there.count() if ways else 0
    return [_leave_open(cast, ways, wish) for wish in islice(cycle(WISHES), max(0, wanted))]


def _open_by_role(town: Town) -> Counter[str]:
    open_steps = Step.objects.filter(
        agency=town.hall.agency, closed_at__isnull=True, dossier__state__in=BUSY
    )
    return Counter(open_steps.values_list("role", flat=True))


def ways_to(town: Town, role: Role) -> list[Way]:
    """Return each procedure that comes to ``role``, with the steps before that one."""
    ways = []
    for terms in town.terms.values():
        path = usual_path(terms.content.process)
        place = next((i for i, step in enumerate(path) if step.role == role), None)
        if place is not None:
            ways.append((terms, path[:place]))
    return ways


def _leave_open(cast: Cast, ways: list[Way], wish: Wish) -> Entrance:
    """Plan a dossier due as wished, to be carried up to the role's step."""
    terms, before, days = _fitting_way(cast, ways, wish)
    day = cast.chance.choice(days)
    accepted_at = cast.town.time.in_day(cast.chance, day, latest=0.5)
    planned = cast.plan(terms.procedure_code, accepted_at)
    if cast.chance.random() < SHARE_OWING:
        planned = replace(planned, paying=Paying.OWED)
    return enter(planned, partial(_accept_and_carry, planned, before, cast.town))


def _fitting_way(cast: Cast, ways: list[Way], wish: Wish) -> tuple[Terms, Path, list[date]]:
    """Choose a procedure whose limit allows the wish, and the days it can begin on."""
    candidates = cast.town.open_days(DAYS_SEARCHED)
    tried = cast.chance.sample(ways, len(ways))
    if wish is not Wish.LATER:
        # Nobody leaves a folder for weeks on the first table: what is due is something short.
        tried.sort(key=lambda way: not _is_short(cast.town, way[0]))
    for terms, before in tried:
        days = [day for day in candidates if _is_due(cast.town, terms, day, wish)]
        if days:
            return terms, before, days[-DAYS_ON_A_TABLE:] if wish is Wish.LATER else days
    # None has a limit that fits: whatever the newest day gives.
    terms, before = ways[0]
    return terms, before, candidates[-1:]


def _is_short(town: Town, terms: Terms) -> bool:
    first = town.next_days(1)[0]
    return town.due_day(terms, town.time.opening(first)) <= town.next_days(DAYS_SHORT + 1)[-1]


def _is_due(town: Town, terms: Terms, accepted_on: date, wish: Wish) -> bool:
    due_on = town.due_day(terms, town.time.opening(accepted_on))
    soon = town.next_days(DAYS_SOON)[-1]
    if wish is Wish.LATE:
        return town.days_before(DAYS_LATE)[0] <= due_on < town.reference_on
    if wish is Wish.SOON:
        return town.reference_on <= due_on <= soon
    return due_on > soon


def _accept_and_carry(planned: Planned, before: Path, town: Town, chance: random.Random) -> None:
    carry_up_to(accept(planned, town.hall, chance), planned, before, town, chance)


def carry_up_to(
    dossier: Dossier, planned: Planned, before: Path, town: Town, chance: random.Random
) -> None:
    """Do the steps ``before`` of an accepted dossier; the next one nobody has done yet."""
    process = town.terms[planned.procedure_code].content.process
    # The last instant is the beginning of the role's own step, which nobody has done yet.
    instants = shared_out(
        chance,
        town.time,
        began_at=planned.accepted_at,
        finished_at=town.until,
        count=len(before) + 1,
    )
    for step, at in zip(before, instants, strict=False):
        step_on(dossier, step, process, town.venue, chance, at=at)
