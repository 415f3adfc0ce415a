"""Whose turn it is: tables, and that nobody waits for ever."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from motcua.hall.calling import Waiting, in_order, next_to_call, run_of_first
from motcua.kernel.clock import VIETNAM

NINE = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)


def waits(key: int, minute: int, *, first: bool = False, hour: int | None = None) -> Waiting:
    appointed = None if hour is None else NINE + timedelta(minutes=hour)
    return Waiting(NINE + timedelta(minutes=minute), key, first, appointed)


ORDERS = {
    "first come, first called": ([waits(1, 5), waits(2, 3)], [2, 1]),
    "the same minute goes by number": ([waits(2, 3), waits(1, 3)], [1, 2]),
    "priority goes first": ([waits(1, 0), waits(2, 5, first=True)], [2, 1]),
    "after two of them one of the others": (
        [waits(1, 0), *(waits(n, n, first=True) for n in range(2, 6))],
        [2, 3, 1, 4, 5],
    ),
    "an hour that has come goes first": ([waits(1, 0), waits(2, 9, hour=10)], [2, 1]),
    "an hour to come waits as anybody": ([waits(1, 0), waits(2, 9, hour=60)], [1, 2]),
    "who came late for an hour goes by when they came": (
        [waits(1, 20, hour=0), waits(2, 10, first=True)],
        [2, 1],
    ),
    "who came early goes by the hour": (
        [waits(1, 0, hour=12), waits(2, 10, first=True)],
        [2, 1],
    ),
}


@pytest.mark.parametrize(("waiting", "expected"), ORDERS.values(), ids=ORDERS.keys())
def test_the_order_of_calls(waiting: list[Waiting], expected: list[int]) -> None:
    at = NINE + timedelta(minutes=30)

    found = in_order(waiting, first_in_a_row=0, most=2, at=at)

    assert [one.key for one in found] == expected


def test_the_row_goes_on_from_the_calls_before() -> None:
    waiting = [waits(1, 0), waits(2, 5, first=True)]

    chosen = next_to_call(waiting, first_in_a_row=2, most=2, at=NINE + timedelta(hours=1))

    assert chosen is not None
    assert chosen.key == 1


def test_nobody_waiting_is_nobody_called() -> None:
    assert next_to_call([], first_in_a_row=0, most=2, at=NINE) is None


def test_a_row_of_none_is_no_rule() -> None:
    with pytest.raises(ValueError, match="at least one"):
        in_order([], first_in_a_row=0, most=0, at=NINE)


@pytest.mark.parametrize(
    ("calls", "run"), [([], 0), ([True, True], 2), ([True, False, True], 1), ([False, True], 0)]
)
def test_the_run_of_those_who_went_first(calls: list[bool], run: int) -> None:
    assert run_of_first(calls) == run


CROWDS = st.lists(
    st.builds(
        lambda minute, first, hour: (minute, first, hour),
        st.integers(0, 200),
        st.booleans(),
        st.one_of(st.none(), st.integers(0, 300)),
    ),
    max_size=40,
)


@given(CROWDS, st.integers(1, 4), st.integers(0, 4), st.integers(0, 300))
def test_everybody_is_called_once_and_priority_starves_nobody(
    crowd: list[tuple[int, bool, int | None]], most: int, row: int, minute: int
) -> None:
    at = NINE + timedelta(minutes=minute)
    waiting = [waits(n, m, first=f, hour=h) for n, (m, f, h) in enumerate(crowd)]

    order = in_order(waiting, first_in_a_row=row, most=most, at=at)

    assert sorted(one.key for one in order) == list(range(len(crowd)))
    others = [n for n, one in enumerate(order) if not one.goes_first(at)]
    begins = -1 - min(row, most)
    for before, other in zip([begins, *others], others, strict=False):
        assert other - before - 1 <= most
    first = [one.since(at) for one in order if one.goes_first(at)]
    rest = [one.since(at) for one in order if not one.goes_first(at)]
    assert first == sorted(first)
    assert rest == sorted(rest)


@given(st.lists(st.booleans(), max_size=30), st.integers(1, 3))
def test_whoever_waits_is_called_though_priority_keeps_coming(
    arrivals: list[bool], most: int
) -> None:
    waiting = [waits(0, 0)]
    calls: list[bool] = []
    for number in range(1, most + 2 + len(arrivals)):
        # One more with priority comes before each call.
        waiting.append(waits(number, number, first=True))
        chosen = next_to_call(
            waiting, first_in_a_row=run_of_first(calls[:most]), most=most, at=NINE
        )
        assert chosen is not None
        if chosen.key == 0:
            break
        waiting.remove(chosen)
        calls.insert(0, chosen.goes_first(NINE))

    assert waiting[0].key == 0
    assert number <= most + 1
