"""Periods of reports: their days, their names, the one before and after."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from motcua.indicators.periods import Kind, NamedPeriod, Period, PeriodError

days = st.dates(date(2005, 1, 1), date(2090, 12, 31))
beginnings = st.integers(1, 28)
whole = st.sampled_from([Kind.MONTH, Kind.QUARTER, Kind.YEAR])


@pytest.mark.parametrize(
    ("name", "begins_on", "first", "last"),
    [
        # Nghị định 09/2019/NĐ-CP
        pytest.param("2026-t1", 15, "2025-12-15", "2026-01-14", id="January of the decree"),
        pytest.param("2026-t11", 15, "2026-10-15", "2026-11-14", id="November of the decree"),
        pytest.param("2026-q1", 15, "2025-12-15", "2026-03-14", id="first quarter of the decree"),
        pytest.param("2026-q4", 15, "2026-09-15", "2026-12-14", id="last quarter of the decree"),
        pytest.param("2026-6t", 15, "2025-12-15", "2026-06-14", id="half a year of the decree"),
        pytest.param("2026-9t", 15, "2025-12-15", "2026-09-14", id="nine months of the decree"),
        pytest.param("2026", 15, "2025-12-15", "2026-12-14", id="year of the decree"),
        pytest.param("2024-t2", 1, "2024-02-01", "2024-02-29", id="leap month of the calendar"),
        pytest.param("2026-q4", 1, "2026-10-01", "2026-12-31", id="quarter of the calendar"),
        pytest.param("2026", 1, "2026-01-01", "2026-12-31", id="year of the calendar"),
    ],
)
def test_a_named_period_has_the_days_of_its_rule(
    name: str, begins_on: int, first: str, last: str
) -> None:
    period = NamedPeriod.parse(name).days(begins_on)

    assert (period.first, period.last) == (date.fromisoformat(first), date.fromisoformat(last))


@given(kind=whole, day=days, begins_on=beginnings)
def test_every_day_lies_in_one_period_of_a_kind(kind: Kind, day: date, begins_on: int) -> None:
    found = NamedPeriod.holding(kind, day, begins_on)
    before, after = found.moved(-1), found.moved(1)
    assert before is not None
    assert after is not None
    period = found.days(begins_on)

    assert period.first <= day <= period.last
    assert before.days(begins_on).last == period.first - timedelta(days=1)
    assert after.days(begins_on).first == period.last + timedelta(days=1)
    assert NamedPeriod.parse(found.name) == found


@given(day=days, begins_on=beginnings)
def test_half_a_year_and_nine_months_are_the_latest_begun(day: date, begins_on: int) -> None:
    for kind in (Kind.HALF, Kind.NINE):
        found = NamedPeriod.holding(kind, day, begins_on)
        following = found.moved(1)
        assert following is not None
        assert found.days(begins_on).first <= day < following.days(begins_on).first
        assert NamedPeriod.parse(found.name) == found


@pytest.mark.parametrize("name", ["", "26", "2026-q0", "2026-q5", "2026-t13", "2026-12t", "x"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(PeriodError):
        NamedPeriod.parse(name)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 11, 2), date(2026, 11, 1)),
        (date(1, 1, 1), date(2026, 1, 1)),
        (date(2026, 1, 1), date(9999, 12, 31)),
    ],
)
def test_days_that_make_no_period_are_refused(first: date, last: date) -> None:
    with pytest.raises(PeriodError):
        Period(first, last)


def test_years_end_somewhere() -> None:
    assert NamedPeriod(Kind.YEAR, 2099).moved(1) is None
    assert NamedPeriod(Kind.QUARTER, 2001, 1).moved(-1) is None
