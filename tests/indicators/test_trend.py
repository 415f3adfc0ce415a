"""Months in one statement are the months of the report, whatever counts as settled."""

import random
from datetime import datetime, timedelta

import pytest

from motcua.indicators import reports
from motcua.indicators.facts import Dates, Fact, Outcome
from motcua.indicators.keeping import ClockTimestamp, Mark, catch_up, mark
from motcua.indicators.models import FactMark
from motcua.indicators.periods import Kind, NamedPeriod, Period
from motcua.indicators.reports import Question, total
from motcua.indicators.rules import shipped_rule
from motcua.indicators.trend import monthly
from tests.indicators.cases import instant
from tests.indicators.stock import Stock

pytestmark = pytest.mark.django_db
NOW = instant("2026-12-05T08:00")


def some_fact(chance: random.Random) -> Fact:
    """Return a fact of the last year: done, withdrawn, waiting or open, in time or late."""
    at = NOW - timedelta(days=chance.randint(1, 330), hours=chance.randint(0, 9))
    due = at + timedelta(days=chance.randint(1, 9))
    later: datetime | None = at + timedelta(days=chance.randint(0, 14))
    outcome = chance.choice(list(Outcome))
    if outcome is Outcome.OPEN:
        return Fact(at, Dates(due, due, due), waiting_at=later if chance.random() < 0.5 else None)
    return Fact(at, Dates(due, due, due), outcome, later)


def put_some(stock: Stock) -> Mark:
    chance = random.Random(26)  # noqa: S311 - made-up facts
    for _number in range(120):
        stock.put(some_fact(chance), channel=chance.choice(["online", "direct", "post"]))
    FactMark.objects.update(changed_at=ClockTimestamp())
    found = mark()
    assert found is not None
    return found


@pytest.mark.parametrize("begins_on", [1, 15])
@pytest.mark.parametrize("waiting", [True, False])
def test_a_month_is_what_the_report_of_that_month_says(begins_on: int, *, waiting: bool) -> None:
    stock = Stock()
    catch_up(at=NOW)
    rule = shipped_rule(waiting_counts_as_settled=waiting, period_begins_on=begins_on)
    months = [NamedPeriod(Kind.MONTH, 2026, number).days(begins_on) for number in range(12, 0, -1)]
    with stock.emptied():
        counted = put_some(stock)
        question = Question(months[0], rule, NOW, stock.agency.pk)

        found = monthly(question, months, counted)

        for one in found:
            report = total(reports.by_field(Question(one.period, rule, NOW, stock.agency.pk)))
            assert (one.in_time, one.settled) == (report.in_time, report.c7)
            assert (one.online, one.accepted) == (report.c4, report.c4 + report.c5)
    assert sum(one.settled for one in found) > 50


def test_another_agency_has_its_own_months_and_no_months_are_nothing() -> None:
    stock, other = Stock(), Stock()
    catch_up(at=NOW)
    month = Period(NOW.date() - timedelta(days=300), NOW.date())
    with stock.emptied():
        counted = put_some(stock)
        question = Question(month, shipped_rule(), NOW, other.agency.pk)

        (found,) = monthly(question, [month], counted)

        assert (found.settled, found.accepted) == (0, 0)
        assert monthly(question, [], counted) == ()
