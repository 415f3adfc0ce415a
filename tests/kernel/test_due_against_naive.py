"""Two implementations of one text, written apart, agree."""

from datetime import date, datetime

from hypothesis import HealthCheck, given, settings, strategies as st

from motcua.kernel.clock import VIETNAM
from motcua.kernel.workdays import Calendar
from tests.kernel.naive import NaiveCalendar, NaiveCount
from tests.kernel.situations import (
    FIRST_DAY,
    Situation,
    any_pauses,
    days,
    layer_lists,
    open_pauses,
    situations,
)

SLOW = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def naive(instant: datetime | None) -> datetime | None:
    if instant is None:
        return None
    assert instant.tzinfo is VIETNAM
    return instant.replace(tzinfo=None)


@SLOW
@given(situations(st.one_of(any_pauses, any_pauses, any_pauses, open_pauses)))
def test_kernel_counts_as_one_counts_by_hand(situation: Situation) -> None:
    by_hand = NaiveCount(
        situation.layers, situation.value, situation.unit, situation.policy
    ).answer(situation.accepted, situation.pauses, situation.as_of)

    answer = situation.ask()

    assert (naive(answer.due), naive(answer.provisional)) == by_hand


@SLOW
@given(situations(most=0))
def test_a_calendar_laid_out_before_answers_the_same(situation: Situation) -> None:
    by_hand = NaiveCount(
        situation.layers, situation.value, situation.unit, situation.policy
    ).answer(situation.accepted, [], None)
    calendar = situation.calendar()
    calendar.timeline(FIRST_DAY.toordinal() - 30, FIRST_DAY.toordinal() + 100)

    answer = situation.ask(calendar=calendar)

    assert (naive(answer.due), naive(answer.provisional)) == by_hand


@SLOW
@given(layer_lists(), days)
def test_calendar_reads_its_layers_as_one_reads_them_by_hand(
    layers: list[dict[str, object]], day: date
) -> None:
    by_hand = NaiveCalendar(layers).working_minutes(day)

    sessions = Calendar.from_layers(layers).sessions_on(day)

    assert {minute for begin, end in sessions for minute in range(begin, end)} == by_hand
