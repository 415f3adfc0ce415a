"""Who is in time by index 766: the rules case by case, and the same in the database."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given

from motcua.indicators.facts import Dates, Fact, Outcome
from motcua.indicators.index766 import items
from motcua.indicators.index766.punctual import is_in_time
from motcua.indicators.index766.scoring import Tally
from motcua.indicators.indexing.counting import Asked, counted, proven
from motcua.indicators.periods import Kind, NamedPeriod
from tests.indicators.cases import NOVEMBER, instant
from tests.indicators.stock import Stock
from tests.indicators.test_counting_properties import MANY, facts

ENDS_AT = instant("2026-12-01T00:00")
DUE = "2026-11-20T17:00"
NAMED = NamedPeriod(Kind.MONTH, 2026, 11)


def fact(
    end: str = "",
    due: str = DUE,
    *,
    waiting: str = "",
    outcome: Outcome = Outcome.FINISHED,
    requests: int = 0,
) -> Fact:
    due_at = instant(due) if due else None
    return Fact(
        accepted_at=instant("2026-11-10T08:00"),
        due=Dates(due_at, due_at, due_at),
        outcome=outcome if end else Outcome.OPEN,
        ended_at=instant(end) if end else None,
        waiting_at=instant(waiting) if waiting else None,
        supplement_requests=requests,
    )


@pytest.mark.parametrize(
    ("told", "in_time"),
    [
        pytest.param(fact("2026-11-19T09:00"), True, id="done the day before"),
        pytest.param(fact("2026-11-20T17:00"), True, id="done at the very hour"),
        pytest.param(fact("2026-11-20T17:01"), False, id="a minute late, though that day"),
        pytest.param(fact("2026-11-20T16:00", outcome=Outcome.STOPPED), True, id="stopped before"),
        pytest.param(fact("2026-11-23T16:00", outcome=Outcome.STOPPED), False, id="stopped late"),
        pytest.param(
            fact("2026-11-20T16:00", outcome=Outcome.WITHDRAWN), True, id="withdrawn before"
        ),
        pytest.param(fact(), False, id="not done, and the date is past when the period ends"),
        pytest.param(fact(due="2026-12-01T00:00"), True, id="due when the period is over"),
        pytest.param(fact(due="2026-11-30T17:00"), False, id="due on its last day, not done"),
        pytest.param(
            fact("2026-12-03T09:00", due="2026-12-02T17:00"), True, id="late only after the period"
        ),
        pytest.param(fact("2026-12-03T09:00"), False, id="done later, but due within it"),
        pytest.param(fact(due="", waiting="2026-11-18T09:00", requests=1), True, id="waits"),
        pytest.param(
            fact(waiting="2026-11-24T09:00", requests=1), False, id="asked when it was late"
        ),
        pytest.param(fact("2026-11-12T09:00", requests=2), False, id="asked twice is late"),
        pytest.param(fact("2026-11-12T09:00", requests=1), True, id="asked once and done"),
        pytest.param(fact("2026-11-29T09:00", due=""), True, id="nothing was promised"),
        pytest.param(fact(due=""), True, id="nothing was promised, not done"),
    ],
)
def test_in_time(told: Fact, *, in_time: bool) -> None:
    assert is_in_time(told, ENDS_AT) is in_time


@pytest.mark.django_db
@MANY
@given(fact=facts())
def test_the_database_says_the_same(fact: Fact) -> None:
    stock = Stock()
    with stock.emptied():
        stock.put(fact)
        asked = Asked(NAMED, NOVEMBER, instant("2027-01-05T08:00"))

        found = proven(asked, [stock.agency])[stock.agency.pk][items.PROGRESS]

    is_received = NOVEMBER.first <= fact.accepted_at.date() <= NOVEMBER.last
    expected = (is_received and is_in_time(fact, ENDS_AT), is_received)
    assert (found.part, found.whole) == expected


@pytest.mark.django_db
def test_a_period_that_goes_on_is_held_against_now() -> None:
    stock = Stock()
    noon = instant("2026-11-20T12:00")
    with stock.emptied():
        stock.put(fact())

        before = counted(Asked(NAMED, NOVEMBER, noon), [stock.agency])
        after = counted(Asked(NAMED, NOVEMBER, noon + timedelta(days=1)), [stock.agency])

    assert before[stock.agency.pk][items.PROGRESS] == Tally(1, 1)
    assert after[stock.agency.pk][items.PROGRESS] == Tally(0, 1)


def test_the_end_of_a_period_is_a_midnight_of_vietnam() -> None:
    asked = Asked(NAMED, NOVEMBER, datetime.fromisoformat("2026-11-30T17:00:00+00:00"))

    assert asked.ends_at == ENDS_AT
    assert asked.is_over
    assert asked.as_of_on == date(2026, 11, 30)
