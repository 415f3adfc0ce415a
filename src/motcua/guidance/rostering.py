"""Who stands in which shift: laying out a week and sharing it fairly. Pure.

The rule is one that people can check with a pencil: the places of a shift are filled one after
another, those that a force has to fill first, each by whoever is free and has stood least often;
among equals a shuffle decides that is different every week and the same when asked again. Where
two desks need people at the same hours, somebody already placed is moved if that fills one place
more (augmenting paths, H. W. Kuhn's "Hungarian" search), so that no place of such hours stays
empty that could be filled.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import groupby
from typing import Final, NamedTuple

from motcua.kernel.workdays import Session

NOON: Final = time(12, 0)
MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shift of the week: its hours, its weekdays (Monday 0), how many people it needs."""

    name: str
    weekdays: frozenset[int]
    begins: time
    ends: time
    least: int
    least_of: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Slot:
    """One shift on one day. ``least_of`` says how many of it each force has to send."""

    key: int
    on: date
    begins: time
    ends: time
    least: int
    least_of: Mapping[int, int] = field(default_factory=dict)

    @property
    def is_morning(self) -> bool:
        """Say whether it begins before noon."""
        return self.begins < NOON

    def overlaps(self, other: "Slot") -> bool:
        """Say whether nobody can stand in both."""
        return self.on == other.on and self.begins < other.ends and other.begins < self.ends


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to ask. ``free`` are half days (weekday, morning); ``load`` is past shifts."""

    key: int
    force: int
    free: frozenset[tuple[int, bool]]
    absent: tuple[tuple[date, date], ...] = ()
    load: int = 0

    def can(self, slot: Slot) -> bool:
        """Say whether they are free then and not away."""
        if (slot.on.weekday(), slot.is_morning) not in self.free:
            return False
        return not any(first <= slot.on <= last for first, last in self.absent)


class Gap(NamedTuple):
    """So many people are missing in a shift; of ``force``, or of whatever force when None."""

    slot: int
    force: int | None
    missing: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who stands where, by the key of the shift, and what nobody can fill."""

    placed: Mapping[int, tuple[int, ...]]
    gaps: tuple[Gap, ...]


def is_held(pattern: Pattern, on: date, sessions: Sequence[Session], *, is_makeup: bool) -> bool:
    """Say whether a desk with these ``sessions`` that day has the shift.

    A make-up day is worked whatever weekday it falls on, so it has every shift whose hours it
    works.
    """
    if on.weekday() not in pattern.weekdays and not is_makeup:
        return False
    first, last = _minute(pattern.begins), _minute(pattern.ends)
    return any(session.start < last and first < session.end for session in sessions)


def gaps_of(
    slots: Iterable[Slot], placed: Mapping[int, Iterable[int]], forces: Mapping[int, int]
) -> tuple[Gap, ...]:
    """Return what is missing; ``forces`` says of which force each person is."""
    gaps: list[Gap] = []
    for slot in slots:
        people = list(placed.get(slot.key, ()))
        own = 0
        for force, least in sorted(slot.least_of.items()):
            missing = least - sum(forces.get(one) == force for one in people)
            if missing > 0:
                gaps.append(Gap(slot.key, force, missing))
                own += missing
        others = slot.least - len(people) - own
        if others > 0:
            gaps.append(Gap(slot.key, None, others))
    return tuple(gaps)


def propose(
    slots: Sequence[Slot],
    people: Sequence[Candidate],
    kept: Mapping[int, Sequence[int]] | None = None,
    *,
    seed: str,
) -> Proposal:
    """Return who stands where; whoever is ``kept`` in a shift stays there.

    Nobody stands in two shifts at once, nor where they are not free; a place that nobody can
    fill is a gap. The same input and ``seed`` give the same answer.
    """
    desk = _Filling(people, seed)
    ordered = sorted(slots, key=lambda slot: (slot.on, slot.begins, slot.ends, slot.key))
    for slot in ordered:
        for one in (kept or {}).get(slot.key, ()):
            desk.keep(slot, one)
    for _hours, together in groupby(ordered, key=lambda slot: (slot.on, slot.begins, slot.ends)):
        desk.fill(list(together))
    placed = {slot.key: tuple(sorted(desk.standing[slot.key])) for slot in ordered}
    forces = {one.key: one.force for one in people}
    return Proposal(placed, gaps_of(ordered, placed, forces))


@dataclass(slots=True, eq=False)
class _Place:
    """One person is wanted in ``slot``, of ``force`` if it says one."""

    slot: Slot
    force: int | None
    holder: int | None = None


class _Filling:
    """The state of a proposal while it is made."""

    def __init__(self, people: Sequence[Candidate], seed: str) -> None:
        shuffled = sorted(people, key=lambda one: one.key)
        random.Random(seed).shuffle(shuffled)  # noqa: S311 - fairness among equals, no secret
        self.turn = {one.key: number for number, one in enumerate(shuffled)}
        self.people = {one.key: one for one in people}
        self.load = {one.key: one.load for one in people}
        self.standing: dict[int, set[int]] = {}
        self.slots: dict[int, Slot] = {}

    def keep(self, slot: Slot, person: int) -> None:
        """Leave somebody where the organiser put them."""
        self._open(slot)
        self.standing[slot.key].add(person)
        if person in self.load:
            self.load[person] += 1

    def fill(self, together: Sequence[Slot]) -> None:
        """Fill shifts of the same hours."""
        places: list[_Place] = []
        for slot in together:
            self._open(slot)
            places += self._places(slot)
        for place in sorted(places, key=lambda one: one.force is None):
            self._fill(place, places, set())

    def _open(self, slot: Slot) -> None:
        self.slots[slot.key] = slot
        self.standing.setdefault(slot.key, set())

    def _places(self, slot: Slot) -> list[_Place]:
        """Return the places that are left beside whoever is kept there."""
        kept = [self.people[one].force for one in self.standing[slot.key] if one in self.people]
        others = slot.least - len(self.standing[slot.key])
        places: list[_Place] = []
        for force, least in sorted(slot.least_of.items()):
            missing = max(0, least - kept.count(force))
            places += [_Place(slot, force) for _n in range(missing)]
            others -= missing
        return places + [_Place(slot, None) for _n in range(max(0, others))]

    def _fill(self, place: _Place, places: Sequence[_Place], asked: set[int]) -> bool:
        """Put somebody into ``place``; if all who could are placed, move one of them."""
        able = [one for one in self._able(place) if one.key not in asked]
        for one in able:
            if not self._is_taken(one.key, place.slot):
                self._put(place, one.key)
                return True
        for one in able:
            other = next((p for p in places if p.holder == one.key), None)
            if other is None or other is place:
                continue
            asked.add(one.key)
            self._leave(other)
            if self._fill(other, places, asked):
                self._put(place, one.key)
                return True
            self._put(other, one.key)
        return False

    def _able(self, place: _Place) -> list[Candidate]:
        """Return who could stand there, whoever stood least often first."""
        able = [
            one
            for one in self.people.values()
            if place.force in {None, one.force} and one.can(place.slot)
        ]
        return sorted(able, key=lambda one: (self.load[one.key], self.turn[one.key]))

    def _is_taken(self, person: int, slot: Slot) -> bool:
        return any(
            person in self.standing[key] and other.overlaps(slot)
            for key, other in self.slots.items()
        )

    def _put(self, place: _Place, person: int) -> None:
        place.holder = person
        self.standing[place.slot.key].add(person)
        self.load[person] += 1

    def _leave(self, place: _Place) -> None:
        assert place.holder is not None  # noqa: S101 - the caller has found the place by its holder
        self.standing[place.slot.key].discard(place.holder)
        self.load[place.holder] -= 1
        place.holder = None


def _minute(at: time) -> int:
    return at.hour * MINUTES + at.minute
