"""The fair proposal: examples a person can check, and what holds for every roster."""

from collections import Counter
from datetime import date, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as st

from motcua.guidance.rostering import (
    Candidate,
    Gap,
    Pattern,
    Proposal,
    Slot,
    gaps_of,
    is_held,
    propose,
)
from motcua.kernel.workdays import Session

MONDAY = date(2026, 11, 30)
EIGHT, NOON, ONE, FIVE = time(7, 30), time(11, 30), time(13), time(17)
ALWAYS = frozenset((weekday, half) for weekday in range(7) for half in (True, False))
YOUTH, WOMEN, MILITIA = 1, 2, 3
DAY_AT_WORK = (Session(450, 690), Session(780, 1020))


def slot(key: int, day: int = 0, *, morning: bool = True, least: int = 1, **of: int) -> Slot:
    """Return a shift of the week; ``f1=1`` wants one of force 1."""
    begins, ends = (EIGHT, NOON) if morning else (ONE, FIVE)
    least_of = {int(name[1:]): number for name, number in of.items()}
    return Slot(key, MONDAY + timedelta(days=day), begins, ends, least, least_of)


def person(key: int, force: int = YOUTH, load: int = 0, **more: object) -> Candidate:
    """Return somebody who is always free unless ``more`` says otherwise."""
    values: dict[str, object] = {"free": ALWAYS, **more}
    return Candidate(key, force, load=load, **values)  # type: ignore[arg-type]


def test_turns_go_round() -> None:
    found = propose([slot(day, day) for day in range(5)], [person(1), person(2)], seed="a")

    counts = Counter(one for people in found.placed.values() for one in people)
    assert sorted(counts.values()) == [2, 3]
    assert found.gaps == ()


def test_a_force_that_must_come_comes_and_the_rest_is_whoever_stood_least() -> None:
    people = [person(1, YOUTH), person(2, WOMEN, load=5), person(3, YOUTH, load=1)]

    found = propose([slot(7, least=2, f2=1)], people, seed="a")

    assert found.placed == {7: (1, 2)}


def test_nobody_free_is_a_gap_and_nobody_is_made_up() -> None:
    nobody = [person(1, free=frozenset())]

    found = propose([slot(1, least=2, f1=1), slot(2, 1)], nobody, seed="a")

    assert found == Proposal({1: (), 2: ()}, (Gap(1, YOUTH, 1), Gap(1, None, 1), Gap(2, None, 1)))


def test_whoever_is_away_is_not_asked() -> None:
    away = person(1, absent=((MONDAY, MONDAY + timedelta(days=1)),))

    found = propose([slot(day, day) for day in range(3)], [away], seed="a")

    assert found.placed == {0: (), 1: (), 2: (1,)}


def test_whoever_was_put_somewhere_stays_there() -> None:
    found = propose([slot(1, least=2)], [person(1), person(2)], {1: [9]}, seed="a")

    assert 9 in found.placed[1]
    assert len(found.placed[1]) == 2


def test_somebody_is_moved_to_the_other_desk_when_that_fills_one_place_more() -> None:
    only_here = person(1, WOMEN)
    anywhere = person(2, YOUTH, load=9)

    found = propose([slot(1), slot(2, f2=1)], [only_here, anywhere], seed="a")

    assert found.placed == {1: (2,), 2: (1,)}


@pytest.mark.parametrize(
    ("on", "sessions", "is_makeup", "expected"),
    [
        (MONDAY, DAY_AT_WORK, False, True),
        (MONDAY, (), False, False),
        (MONDAY + timedelta(days=5), DAY_AT_WORK, False, False),
        (MONDAY + timedelta(days=5), DAY_AT_WORK, True, True),
        (MONDAY, (Session(780, 1020),), False, False),
        (MONDAY, (Session(480, 600),), False, True),
    ],
)
def test_a_shift_is_held_where_the_calendar_works(
    on: date, sessions: tuple[Session, ...], *, is_makeup: bool, expected: bool
) -> None:
    morning = Pattern("Ca sáng", frozenset(range(5)), EIGHT, NOON, 1)

    assert is_held(morning, on, sessions, is_makeup=is_makeup) is expected


def test_a_gap_of_a_force_is_not_counted_twice() -> None:
    wanted = slot(1, least=2, f1=1, f2=1)

    assert gaps_of([wanted], {1: [5]}, {5: YOUTH}) == (Gap(1, WOMEN, 1),)
    assert gaps_of([wanted], {1: []}, {}) == (Gap(1, YOUTH, 1), Gap(1, WOMEN, 1))


halves = st.frozensets(st.tuples(st.integers(0, 4), st.booleans()), max_size=10)
absences = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 2)).map(
        lambda one: (MONDAY + timedelta(one[0]), MONDAY + timedelta(one[0] + one[1]))
    ),
    max_size=2,
).map(tuple)
crowds = st.lists(
    st.builds(
        Candidate,
        key=st.integers(1, 99),
        force=st.integers(1, 3),
        free=halves,
        absent=absences,
        load=st.integers(0, 3),
    ),
    max_size=8,
    unique_by=lambda one: one.key,
)


@st.composite
def weeks(draw: st.DrawFn) -> list[Slot]:
    """Draw a week of one or two desks."""
    found = []
    for key in range(draw(st.integers(0, 8))):
        least = draw(st.integers(0, 3))
        forced = draw(st.integers(0, least))
        of = {f"f{draw(st.integers(1, 3))}": forced} if forced else {}
        found.append(
            slot(key, draw(st.integers(0, 4)), morning=draw(st.booleans()), least=least, **of)
        )
    return found


@settings(max_examples=150, deadline=None)
@given(weeks(), crowds, st.text(max_size=3))
def test_nobody_stands_where_they_cannot(
    week: list[Slot], crowd: list[Candidate], seed: str
) -> None:
    found = propose(week, crowd, seed=seed)

    people = {one.key: one for one in crowd}
    for one in week:
        standing = found.placed[one.key]
        assert len(standing) == len(set(standing))
        assert all(people[key].can(one) for key in standing)
    for one, other in combinations(week, 2):
        if one.overlaps(other):
            assert not set(found.placed[one.key]) & set(found.placed[other.key])


@settings(max_examples=150, deadline=None)
@given(weeks(), crowds, st.text(max_size=3))
def test_the_same_question_has_the_same_answer(
    week: list[Slot], crowd: list[Candidate], seed: str
) -> None:
    assert propose(week, crowd, seed=seed) == propose(week[::-1], crowd[::-1], seed=seed)


@settings(max_examples=150, deadline=None)
@given(weeks(), crowds)
def test_a_place_that_could_be_filled_is_filled(week: list[Slot], crowd: list[Candidate]) -> None:
    found = propose(week, crowd, seed="a")

    for hours in {(one.on, one.begins) for one in week}:
        together = [one for one in week if (one.on, one.begins) == hours]
        filled = sum(len(found.placed[one.key]) for one in together)
        assert filled == _most(together, crowd)


def _most(together: list[Slot], crowd: list[Candidate]) -> int:
    """Return how many places can be filled at most, by trying every way."""
    places: list[tuple[Slot, int | None]] = []
    for one in together:
        forced = [(one, force) for force, least in one.least_of.items() for _n in range(least)]
        places += [*forced, *[(one, None)] * (one.least - len(forced))]

    def best(at: int, used: frozenset[int], left: int) -> int:
        if at == len(places):
            return 0
        where, force = places[at]
        found = best(at + 1, used, left)
        for someone in crowd:
            fits = force in {None, someone.force} and someone.can(where)
            if fits and someone.key not in used:
                found = max(found, 1 + best(at + 1, used | {someone.key}, left))
                if found == len(places) - at:
                    break
        return found

    return best(0, frozenset(), len(places))


@settings(max_examples=200, deadline=None)
@given(weeks(), st.integers(1, 6), st.integers(1, 3), st.text(max_size=3))
def test_equals_stand_equally_often(week: list[Slot], size: int, force: int, seed: str) -> None:
    equals = [person(key, force) for key in range(size)]

    found = propose(week, equals, seed=seed)

    counts = Counter({one.key: 0 for one in equals})
    counts.update(one for people in found.placed.values() for one in people)
    assert max(counts.values()) - min(counts.values()) <= 1
