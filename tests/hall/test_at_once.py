"""Many at the same moment: real connections, real commits."""

from collections import Counter as Tally
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from motcua.hall.errors import FullError
from motcua.hall.lifecycle import Priority
from motcua.hall.models import Appointment, Ticket, TicketEvent
from motcua.hall.services import booking, serving
from motcua.hall.services.booking import Guest
from motcua.hall.services.taking import leave, take_ticket
from tests.dossiers.test_concurrency import at_once
from tests.hall.conftest import THURSDAY, Place, bookable, open_place

KIOSKS = 20
COUNTERS = 10
TICKETS = 200
WANTING = 50
SLOT = THURSDAY + timedelta(days=1, minutes=30)


@pytest.fixture(autouse=True)
def _committed(committed_database: str) -> None:
    """Commit for real, in a database that goes with the test."""
    del committed_database


def caller(place: Place, number: int) -> Callable[[], Ticket | None]:
    return partial(
        serving.call_next, place.counters[number], actor=place.officers[number], at=THURSDAY
    )


def test_two_counters_at_the_same_moment_get_the_two_who_are_next() -> None:
    place = open_place(2)
    for _round in range(15):
        first, second, third = (take_ticket(place.civil, at=THURSDAY) for _n in range(3))

        called = at_once(caller(place, 0), caller(place, 1))

        assert {one.pk for one in called if isinstance(one, Ticket)} == {first.pk, second.pk}
        orders = dict(Ticket.objects.values_list("pk", "call_order"))
        earlier = orders[first.pk]
        assert earlier is not None
        assert orders[second.pk] == earlier + 1
        assert orders[third.pk] is None
        for one, officer in zip(called, place.officers, strict=True):
            assert isinstance(one, Ticket)
            serving.finish(one, actor=officer, at=THURSDAY)
        leave(third, at=THURSDAY)


def test_two_hundred_numbers_over_ten_counters_are_called_once_each_and_in_order() -> None:
    place = open_place(COUNTERS)
    for number in range(TICKETS):
        group = place.civil if number % 3 else place.copies
        take_ticket(group, at=THURSDAY + timedelta(seconds=number))

    def work(number: int) -> list[int]:
        called = []
        at = THURSDAY + timedelta(hours=1)
        counter, actor = place.counters[number], place.officers[number]
        while (ticket := serving.call_next(counter, actor=actor, at=at)) is not None:
            called.append(ticket.pk)
            serving.begin_serving(ticket, actor=actor, at=at, with_draft=False)
        return called

    shares: list[Any] = at_once(*(partial(work, number) for number in range(COUNTERS)))

    called = [pk for share in shares for pk in share]
    assert len(called) == TICKETS
    assert set(Tally(called).values()) == {1}
    order = Ticket.objects.order_by("call_order")
    assert list(order.values_list("call_order", flat=True)) == list(range(1, TICKETS + 1))
    assert list(order) == list(Ticket.objects.order_by("taken_at", "pk"))
    assert TicketEvent.objects.filter(act="call").count() == TICKETS


def test_priority_keeps_its_row_between_counters() -> None:
    place = open_place(COUNTERS)
    for number in range(60):
        priority = Priority.ELDERLY if number % 2 else Priority.NONE
        take_ticket(place.civil, at=THURSDAY + timedelta(seconds=number), priority=priority)

    for _round in range(6):
        called = at_once(*(caller(place, number) for number in range(COUNTERS)))
        for one, officer in zip(called, place.officers, strict=True):
            assert isinstance(one, Ticket)
            serving.finish(one, actor=officer, at=THURSDAY)

    rows = "".join(
        "p" if first else "-"
        for first in Ticket.objects.order_by("call_order").values_list("went_first", flat=True)
    )
    assert rows == "pp-" * 15 + "-" * 15


def test_twenty_kiosks_give_numbers_without_a_gap_or_a_pair() -> None:
    place = open_place(1)

    def press() -> list[str]:
        return [take_ticket(place.civil, at=THURSDAY).code for _n in range(5)]

    given: list[Any] = at_once(*[press] * KIOSKS)

    assert sorted(code for share in given for code in share) == [
        f"A{number:03}" for number in range(1, 5 * KIOSKS + 1)
    ]


def test_the_last_place_goes_to_one_of_fifty() -> None:
    place = open_place(1)
    bookable(place.civil, capacity=2)
    booking.book(place.civil, SLOT, Guest("Người trước", "0900000100"), at=THURSDAY)

    def want(number: int) -> Appointment:
        guest = Guest(f"Người {number}", f"0900000{200 + number}")
        return booking.book(place.civil, SLOT, guest, at=THURSDAY)

    answers = at_once(*(partial(want, number) for number in range(WANTING)))

    assert sum(isinstance(one, Appointment) for one in answers) == 1
    assert sum(isinstance(one, FullError) for one in answers) == WANTING - 1
    assert Appointment.objects.filter(slot__starts_at=SLOT).count() == 2


def test_a_number_given_back_while_it_is_called_is_one_or_the_other() -> None:
    place = open_place(1)
    for _round in range(10):
        ticket = take_ticket(place.civil, at=THURSDAY)
        after = take_ticket(place.civil, at=THURSDAY + timedelta(seconds=1))

        _left, called = at_once(partial(leave, ticket, at=THURSDAY), caller(place, 0))

        assert isinstance(called, Ticket)
        ticket.refresh_from_db()
        assert called.pk == (ticket.pk if ticket.state == "called" else after.pk)
        serving.finish(called, actor=place.officers[0], at=THURSDAY)
        Ticket.objects.filter(state="waiting").update(state="left")
