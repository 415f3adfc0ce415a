"""Numbers: given while the desk receives, called in order, ended, and recorded."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.http import Http404

from motcua.agencies.roles import Role
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.models import Visit
from motcua.hall import policies, selectors
from motcua.hall.errors import ClosedError, CounterError
from motcua.hall.lifecycle import Priority, TicketState, TicketStateError
from motcua.hall.models import Counter, Ticket, TicketEvent
from motcua.hall.services import serving, sweeping
from motcua.hall.services.taking import leave, take_ticket
from motcua.kernel.clock import VIETNAM
from tests import factories
from tests.hall.conftest import THURSDAY, Place, open_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return open_place()


def at_minute(minute: int) -> datetime:
    return THURSDAY + timedelta(minutes=minute)


def take(place: Place, minute: int, **fields: Any) -> Ticket:
    return take_ticket(place.civil, at=at_minute(minute), **fields)


def call(place: Place, minute: int, counter: int = 0) -> Ticket | None:
    return serving.call_next(
        place.counters[counter], actor=place.officers[counter], at=at_minute(minute)
    )


def acts_of(ticket: Ticket) -> list[str]:
    return list(ticket.events.order_by("pk").values_list("act", flat=True))


def test_each_group_counts_for_itself_and_each_day_anew(place: Place) -> None:
    codes = [
        take_ticket(group, at=at).code
        for group, at in (
            (place.civil, THURSDAY),
            (place.civil, THURSDAY),
            (place.copies, THURSDAY),
            (place.civil, THURSDAY + timedelta(days=1)),
        )
    ]

    assert codes == ["A001", "A002", "B001", "A001"]


CLOSED = {
    "in the night": datetime(2024, 9, 12, 2, tzinfo=VIETNAM),
    "at noon": datetime(2024, 9, 12, 12, 15, tzinfo=VIETNAM),
    "on a Sunday": datetime(2024, 9, 15, 9, tzinfo=VIETNAM),
    "on a holiday": datetime(2024, 9, 2, 9, tzinfo=VIETNAM),
}


@pytest.mark.parametrize("at", CLOSED.values(), ids=CLOSED.keys())
def test_no_number_while_the_desk_does_not_receive(place: Place, at: datetime) -> None:
    with pytest.raises(ClosedError, match="Mở cửa lại lúc"):
        take_ticket(place.civil, at=at)

    assert not Ticket.objects.exists()


def test_a_saturday_that_is_worked_gives_numbers(place: Place) -> None:
    assert take_ticket(place.civil, at=datetime(2024, 5, 4, 9, tzinfo=VIETNAM)).code == "A001"


def test_before_the_opening_waiting_does_not_count_yet(place: Place) -> None:
    ticket = take_ticket(place.civil, at=datetime(2024, 9, 12, 7, 10, tzinfo=VIETNAM))

    assert ticket.waits_from == datetime(2024, 9, 12, 7, 30, tzinfo=VIETNAM)


def test_a_hall_that_gives_no_numbers_says_so(place: Place) -> None:
    place.hall.gives_tickets = False
    place.civil.hall = place.hall

    with pytest.raises(ClosedError, match="tạm ngừng"):
        take(place, 0)


def test_the_longest_waiting_is_called_first_whatever_the_group(place: Place) -> None:
    second = take(place, 2)
    first = take_ticket(place.copies, at=at_minute(1))

    called = call(place, 5)
    also_called = call(place, 5, counter=1)

    assert [called, also_called] == [first, second]
    assert acts_of(first) == ["take", "call"]


def test_a_counter_calls_only_its_own_groups(place: Place) -> None:
    place.counters[0].groups.set([place.copies])
    take(place, 0)

    assert call(place, 5) is None


def test_priority_goes_first_and_is_recorded(place: Place) -> None:
    take(place, 0)
    elder = take(place, 2, priority=Priority.ELDERLY)

    called = call(place, 5)

    assert called == elder
    assert called is not None
    assert called.went_first


def test_calling_the_next_ends_the_one_before(place: Place) -> None:
    first, second = take(place, 0), take(place, 1)
    call(place, 2)
    serving.begin_serving(first, actor=place.officers[0], at=at_minute(3), with_draft=False)

    assert call(place, 9) == second
    first.refresh_from_db()
    assert first.state == TicketState.SERVED
    assert first.ended_at == at_minute(9)
    assert acts_of(first) == ["take", "call", "serve", "finish"]


def test_somebody_called_is_neither_served_nor_given_up_by_itself(place: Place) -> None:
    take(place, 0)
    take(place, 0)
    call(place, 1)

    with pytest.raises(CounterError, match="vừa gọi"):
        call(place, 2)


def test_who_did_not_come_may_be_called_again_and_is_counted_once(place: Place) -> None:
    ticket = take(place, 0)
    call(place, 1)
    serving.no_show(ticket, actor=place.officers[0], at=at_minute(4))

    again = serving.call_again(
        ticket, place.counters[1], actor=place.officers[1], at=at_minute(20)
    )

    assert again.state == TicketState.CALLED
    assert again.counter == place.counters[1]
    assert again.called_at == at_minute(1)
    assert acts_of(ticket) == ["take", "call", "no_show", "recall"]


def test_a_number_at_another_counter_is_not_called_away(place: Place) -> None:
    ticket = take(place, 0)
    call(place, 1)

    with pytest.raises(CounterError, match="quầy khác"):
        serving.call_again(ticket, place.counters[1], actor=place.officers[1], at=at_minute(2))


def test_the_board_lists_the_latest_call_first(place: Place) -> None:
    first, second = take(place, 0), take(place, 1)
    call(place, 2)
    call(place, 2, counter=1)
    serving.call_again(first, place.counters[0], actor=place.officers[0], at=at_minute(3))

    board = selectors.called_now(place.hall, THURSDAY.date())

    assert board == [first, second]
    assert [one.announced for one in board] == [3, 2]


def test_a_number_given_back_is_not_called(place: Place) -> None:
    gone, stays = take(place, 0), take(place, 1)
    leave(gone, at=at_minute(2))

    assert call(place, 3) == stays
    with pytest.raises(TicketStateError, match="bỏ số"):
        leave(stays, at=at_minute(4))


def test_the_called_ticket_opens_the_acceptance_and_ends_with_it(place: Place) -> None:
    ticket = take(place, 0)
    call(place, 1)

    held, draft = serving.begin_serving(
        ticket, actor=place.officers[0], at=at_minute(2), with_draft=True
    )
    assert draft is not None
    assert held.visit_id == draft.visit_id
    serving.finish_where_served(actor=place.officers[0], at=at_minute(12), visit_id=draft.visit_id)

    ticket.refresh_from_db()
    assert ticket.state == TicketState.SERVED
    assert ticket.ended_at == at_minute(12)


def test_another_visit_ends_no_number(place: Place) -> None:
    ticket = take(place, 0)
    call(place, 1)
    serving.begin_serving(ticket, actor=place.officers[0], at=at_minute(2), with_draft=True)
    officer_id = place.officers[0].officer_id
    assert officer_id is not None
    other = Visit.objects.create(desk=place.desk, officer_id=officer_id, opened_at=at_minute(3))

    serving.finish_where_served(actor=place.officers[0], at=at_minute(4), visit_id=other.pk)

    ticket.refresh_from_db()
    assert ticket.state == TicketState.SERVING


def test_a_paused_counter_calls_nobody(place: Place) -> None:
    take(place, 0)
    serving.pause(place.counters[0], is_paused=True, actor=place.officers[0], at=at_minute(1))

    with pytest.raises(CounterError, match="tạm ngừng"):
        call(place, 2)

    serving.pause(place.counters[0], is_paused=False, actor=place.officers[0], at=at_minute(3))
    assert call(place, 4) is not None


def test_who_waits_is_still_called_after_closing_and_nobody_on_a_day_off(place: Place) -> None:
    ticket = take_ticket(place.civil, at=datetime(2024, 9, 12, 16, 50, tzinfo=VIETNAM))
    evening = datetime(2024, 9, 12, 17, 20, tzinfo=VIETNAM)
    sunday = datetime(2024, 9, 15, 9, tzinfo=VIETNAM)

    assert serving.call_next(place.counters[1], actor=place.officers[1], at=sunday) is None
    assert serving.call_next(place.counters[0], actor=place.officers[0], at=evening) == ticket


def test_only_who_sits_there_calls(place: Place) -> None:
    take(place, 0)
    stranger = factories.actor_with(Role.DESK_OFFICER, agency=factories.AgencyFactory.create())

    for actor in (place.officers[1], stranger):
        with pytest.raises(PermissionDenied):
            serving.call_next(place.counters[0], actor=actor, at=at_minute(1))
    with pytest.raises(Http404):
        policies.access_counter(stranger, place.counters[0].ref)


def test_sitting_down_leaves_the_other_counter(place: Place) -> None:
    serving.sit_down(place.counters[1], actor=place.officers[0], at=at_minute(1))

    seats = dict(Counter.objects.values_list("name", "officer_id"))
    assert seats == {"Quầy 1": None, "Quầy 2": place.officers[0].officer_id}


def test_nobody_is_pushed_away_from_somebody_being_served(place: Place) -> None:
    take(place, 0)
    call(place, 1, counter=1)

    with pytest.raises(CounterError, match="đang có số A001"):
        serving.sit_down(place.counters[1], actor=place.officers[0], at=at_minute(2))


def test_how_many_are_ahead_is_what_the_rule_would_do(place: Place) -> None:
    mine = take(place, 3)
    take(place, 0)
    take(place, 4, priority=Priority.PREGNANT)
    take_ticket(place.copies, at=at_minute(5))

    found = selectors.place_of(mine, at_minute(6))

    assert found is not None
    assert (found.ahead, found.estimate) == (2, None)


def test_an_estimate_comes_from_todays_own_durations(place: Place) -> None:
    for minute in range(0, 50, 10):
        served = take(place, minute)
        call(place, minute)
        serving.finish(served, actor=place.officers[0], at=at_minute(minute + 10))
    take(place, 50)
    mine = take(place, 51)

    found = selectors.place_of(mine, at_minute(52))

    assert found is not None
    assert found.estimate is not None
    # Two rounds at two counters that each take ten minutes.
    assert (found.estimate.low, found.estimate.high, found.estimate.count) == (10, 10, 5)


def test_a_day_that_is_over_ends_what_was_left(place: Place) -> None:
    waits, called = take(place, 1), take(place, 0)
    call(place, 2)

    report = Report()
    sweeping.give_up_missed(at=THURSDAY + timedelta(days=1), report=report)
    sweeping.give_up_missed(at=THURSDAY + timedelta(days=1), report=report)

    waits.refresh_from_db()
    called.refresh_from_db()
    assert (waits.state, called.state) == (TicketState.LEFT, TicketState.NO_SHOW)
    assert (report.done, report.problems) == (2, [])
    assert not Counter.objects.filter(officer__isnull=False).exists()


def test_the_record_only_grows_and_the_database_dates_it(place: Place) -> None:
    ticket = take(place, 0)
    event = ticket.events.get()
    event.refresh_from_db()

    assert event.recorded_at.year != 2024
    for sql in ("UPDATE hall_ticketevent SET at = now()", "DELETE FROM hall_ticketevent"):
        with (
            pytest.raises(ProgrammingError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    assert TicketEvent.objects.count() == 1
