"""Where a parcel is: the same whatever the order and however often the post tells it."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from motcua.delivery.lifecycle import (
    EventKind,
    ParcelState,
    Told,
    kept_the_rule,
    next_attempt_from,
    standing,
)
from motcua.kernel.clock import VIETNAM
from motcua.kernel.workdays import national_calendar

FRIDAY = datetime(2026, 11, 20, 9, tzinfo=VIETNAM)
kinds = st.sampled_from(list(EventKind))
told_events = st.lists(
    st.builds(Told, kinds, st.integers(0, 50).map(lambda hours: FRIDAY + timedelta(hours=hours))),
    max_size=8,
)


def told(*kinds_in_order: str) -> list[Told]:
    return [
        Told(EventKind(kind), FRIDAY + timedelta(hours=hours))
        for hours, kind in enumerate(kinds_in_order)
    ]


@pytest.mark.parametrize(
    ("events", "state", "attempts"),
    [
        pytest.param([], ParcelState.HANDED, 0, id="nothing heard"),
        pytest.param(["collected"], ParcelState.ON_THE_WAY, 0, id="collected"),
        pytest.param(["collected", "attempted"], ParcelState.ATTEMPTED, 1, id="nobody at home"),
        pytest.param(
            ["attempted", "in_transit", "attempted"], ParcelState.ATTEMPTED, 2, id="twice"
        ),
        pytest.param(["attempted", "delivered"], ParcelState.DELIVERED, 1, id="second time"),
        pytest.param(["attempted", "going_back"], ParcelState.GOING_BACK, 1, id="going back"),
        pytest.param(["going_back", "back"], ParcelState.BACK, 0, id="back"),
        pytest.param(["lost", "delivered"], ParcelState.DELIVERED, 0, id="found again"),
        pytest.param(["delivered", "in_transit"], ParcelState.DELIVERED, 0, id="late word"),
    ],
)
def test_where_it_is(events: list[str], state: ParcelState, attempts: int) -> None:
    found = standing(told(*events), is_handed=True)

    assert (found.state, len(found.attempts)) == (state, attempts)


def test_before_it_is_handed_over_it_is_packed() -> None:
    assert standing([], is_handed=False).state is ParcelState.PACKED


@given(events=told_events, seed=st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(events: list[Told], seed: object) -> None:
    shuffled = [*events, *events]
    seed.shuffle(shuffled)  # type: ignore[attr-defined]

    assert standing(shuffled, is_handed=True) == standing(events, is_handed=True)


@given(events=told_events)
def test_what_was_handed_to_somebody_stays_so(events: list[Told]) -> None:
    delivered = Told(EventKind.DELIVERED, FRIDAY)

    assert standing([*events, delivered], is_handed=True).state is ParcelState.DELIVERED


def test_the_second_attempt_is_two_working_days_after_the_first() -> None:
    calendar = national_calendar()
    # Monday is worked, Tuesday 24 November is a holiday: Wednesday is the second working day.
    again = next_attempt_from([FRIDAY], calendar)

    assert again is not None
    assert again.date().isoformat() == "2026-11-25"
    assert not kept_the_rule([FRIDAY], calendar)
    assert not kept_the_rule([FRIDAY, FRIDAY + timedelta(days=3)], calendar)
    assert kept_the_rule([FRIDAY, FRIDAY + timedelta(days=5)], calendar)
    assert next_attempt_from([FRIDAY, FRIDAY + timedelta(days=5)], calendar) is None
