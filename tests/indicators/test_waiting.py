"""Figures of the hall, against counting by hand, and closed as of a cut-off."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from motcua.dossiers.daily.jobs import Report
from motcua.hall.services import booking, serving, sweeping
from motcua.hall.services.booking import Guest
from motcua.hall.services.taking import take_ticket
from motcua.indicators import waiting
from motcua.indicators.closed.listed import ALL
from motcua.indicators.rates import Rate
from tests.hall.conftest import THURSDAY, Place, bookable, open_place

pytestmark = pytest.mark.django_db
DAY = THURSDAY.date()
LATER = datetime(9999, 1, 1, tzinfo=UTC)
WAITS = (3, 15, 16, 40, 15, 7)


@pytest.fixture
def place() -> Place:
    return open_place()


def wait(place: Place, minutes: int) -> None:
    """Let somebody wait so long and be served."""
    ticket = take_ticket(place.civil, at=THURSDAY)
    at = THURSDAY + timedelta(minutes=minutes)
    actor = place.officers[0]
    assert serving.call_next(place.counters[0], actor=actor, at=at) == ticket
    serving.finish(ticket, actor=actor, at=at + timedelta(minutes=5))


def test_both_figures_are_closed_by_midnights() -> None:
    assert set(waiting.DEFINITIONS) <= set(ALL)


def test_short_waits_of_those_called(place: Place) -> None:
    for minutes in WAITS:
        wait(place, minutes)
    take_ticket(place.civil, at=THURSDAY)  # still waits, and is not counted

    found = waiting.rate_on(waiting.WAITED, place.desk.agency_id, DAY)

    assert found == Rate(4, 6)


def test_calling_again_counts_nobody_twice(place: Place) -> None:
    ticket = take_ticket(place.civil, at=THURSDAY)
    acting: dict[str, Any] = {"actor": place.officers[0], "at": THURSDAY + timedelta(minutes=20)}
    serving.call_next(place.counters[0], **acting)
    serving.no_show(ticket, **acting)
    serving.call_again(ticket, place.counters[0], **acting)

    assert waiting.rate_on(waiting.WAITED, place.desk.agency_id, DAY) == Rate(0, 1)


def test_the_middle_and_the_nine_tenths(place: Place) -> None:
    for minutes in WAITS:
        wait(place, minutes)

    (group,) = waiting.by_group([place.civil.pk, place.copies.pk], DAY).values()
    (hour,) = waiting.by_hour([place.civil.pk], DAY)

    assert (group.key, group.count, group.prompt) == (place.civil.pk, 6, 4)
    assert (group.median_minutes, group.tenth_minutes) == (15.0, 28.0)
    assert (hour.key, hour.count) == (8, 6)
    assert group.is_enough


def test_of_appointments_those_nobody_came_to(place: Place) -> None:
    bookable(place.civil, capacity=3)
    slot = THURSDAY + timedelta(minutes=30)
    made = [
        booking.book(place.civil, slot, Guest(f"Người {n}", f"090000010{n}"), at=THURSDAY)
        for n in range(3)
    ]
    booking.cancel(made[0], at=THURSDAY)
    booking.arrive(made[1], at=slot)
    sweeping.give_up_missed(at=slot + timedelta(minutes=20), report=Report())

    assert waiting.rate_on(waiting.NO_SHOW, place.desk.agency_id, DAY) == Rate(1, 2)


def test_what_was_not_recorded_before_the_cut_off_is_not_counted(place: Place) -> None:
    wait(place, 3)
    before = datetime(2024, 9, 13, tzinfo=UTC)

    counted = list(waiting.WAITED.count(first=DAY, last=DAY, recorded_before=before))

    # It tells of 2024 and is recorded now.
    assert counted == []
    assert list(waiting.WAITED.count(first=DAY, last=DAY, recorded_before=LATER)) != []
