"""Whatever the facts are: the columns add up, and are what one counts by hand."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from motcua.indicators.facts import Dates, Fact, Outcome
from motcua.indicators.reports import (
    Basis,
    Counts,
    Question,
    by_agency,
    by_field,
    timeliness,
    total,
)
from motcua.kernel.clock import VIETNAM
from motcua.kernel.punctuality import Punctuality, by_day, by_instant
from tests.indicators.cases import NOVEMBER
from tests.indicators.stock import Stock, question

pytestmark = pytest.mark.django_db
MANY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
# Around the ends of the period, where the mistakes are.
days = st.one_of(
    st.sampled_from([date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30)]),
    st.dates(date(2026, 10, 15), date(2026, 12, 15)),
)
hours = st.sampled_from([time(0), time(7, 30), time(17), time(23, 59)])
instants = st.builds(lambda day, hour: datetime.combine(day, hour, tzinfo=VIETNAM), days, hours)


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    accepted = draw(instants)
    dates = draw(st.lists(st.one_of(st.none(), instants), min_size=3, max_size=3))
    outcome = draw(st.sampled_from(Outcome))
    later = draw(instants.filter(lambda moment: moment >= accepted))
    is_waiting = outcome is Outcome.OPEN and draw(st.booleans())
    return Fact(
        accepted_at=accepted,
        due=Dates(*dates),
        outcome=outcome,
        ended_at=None if outcome is Outcome.OPEN else later,
        waiting_at=later if is_waiting else None,
        apologized_at=draw(st.one_of(st.none(), instants)),
        supplement_requests=draw(st.integers(0, 2)),
    )


def by_hand(fact: Fact, asked: Question, channel: str) -> Counter[str]:
    """Say in which columns a dossier stands, from the definitions and the kernel alone."""
    first, last = asked.period.first, asked.period.last
    accepted_on = fact.accepted_at.date()
    end = fact.ended_at or (fact.waiting_at if asked.waiting_is_settled else None)
    if accepted_on > last or (end is not None and end.date() < first):
        return Counter()
    columns = ["c3"]
    columns.append("c6" if accepted_on < first else "c4" if channel == "online" else "c5")
    apology = fact.apologized_at
    is_known = apology is None or apology.date() <= asked.as_of_on
    due = fact.due.current if is_known else fact.due.unextended
    if end is not None and end.date() <= last:
        columns += ["c7", {"early": "c8", "on_time": "c9", "late": "c10"}[settled(fact, end)]]
    else:
        looked_at = datetime.combine(asked.as_of_on, time(12), tzinfo=VIETNAM)
        late = due is not None and by_day(looked_at, due) is Punctuality.LATE
        columns += ["c11", "c13" if late else "c12"]
    return Counter(columns)


def settled(fact: Fact, end: datetime) -> Punctuality:
    if fact.due.current is None:
        return Punctuality.ON_TIME
    found = by_day(end, fact.due.current)
    if fact.outcome is Outcome.FINISHED or found is Punctuality.LATE:
        return found
    return Punctuality.ON_TIME


@MANY
@given(
    told=st.lists(st.tuples(facts(), st.sampled_from(["online", "direct", "post"])), max_size=8),
    waiting=st.booleans(),
    cut_off=instants,
)
def test_three_is_seven_and_eleven_and_each_column_what_one_counts_by_hand(
    told: list[tuple[Fact, str]],
    waiting: bool,  # noqa: FBT001 - drawn
    cut_off: datetime,
) -> None:
    stock = Stock()
    asked = question(cut_off=cut_off, waiting_counts_as_settled=waiting)
    with stock.emptied():
        for fact, channel in told:
            stock.put(fact, channel=channel)

        counts = total(by_field(asked))
        tables, besides = timeliness(asked)
        of_agencies = total(by_agency(asked))

    expected = sum((by_hand(fact, asked, channel) for fact, channel in told), Counter[str]())
    assert counts == Counts(**expected)
    assert counts.c3 == counts.c7 + counts.c11 == counts.c4 + counts.c5 + counts.c6
    assert counts.c7 == counts.c8 + counts.c9 + counts.c10
    assert counts.c11 == counts.c12 + counts.c13
    assert of_agencies == counts
    assert all(one.settled == counts.c7 for one in tables)
    assert all(one.open_in_time + one.open_late == counts.c11 for one in tables)
    (by_days, by_instants) = (one for one in tables if one.basis == Basis.CURRENT)
    assert (by_days.early, by_days.on_time, by_days.late) == (counts.c8, counts.c9, counts.c10)
    assert (by_days.open_in_time, by_days.open_late) == (counts.c12, counts.c13)
    # An instant is never kinder than its day.
    assert by_instants.late >= by_days.late
    assert besides.in_time <= besides.received == counts.c4 + counts.c5


@MANY
@given(end=instants, due=instants)
def test_what_is_stored_is_what_the_kernel_says(end: datetime, due: datetime) -> None:
    fact = Fact(end, Dates(due, due, due), Outcome.FINISHED, ended_at=end)

    assert fact.day_class(due) is by_day(end, due)
    assert fact.instant_class(due) is by_instant(end, due)


def test_no_dossier_is_settled_in_two_months_or_in_none() -> None:
    stock = Stock()
    with stock.emptied():
        for number in range(60):
            begun = datetime(2026, 11, 1, 9, tzinfo=VIETNAM) + timedelta(days=number)
            end = begun + timedelta(days=number % 17)
            stock.put(Fact(begun, Dates(end, end, end), Outcome.FINISHED, ended_at=end))
        settled_in = [
            total(by_field(question(period, cut_off=datetime(2027, 6, 1, tzinfo=VIETNAM)))).c7
            for period in (
                NOVEMBER,
                type(NOVEMBER)(date(2026, 12, 1), date(2026, 12, 31)),
                type(NOVEMBER)(date(2027, 1, 1), date(2027, 1, 31)),
            )
        ]

    assert sum(settled_in) == 60
