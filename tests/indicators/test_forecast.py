"""Guesses of two weeks: right on what repeats, honest on what does not."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from motcua.indicators.forecast import LEAST_WEEKS, Forecast, forecast, quantile

TODAY = date(2026, 11, 23)
HOLIDAY = date(2026, 11, 24)
WEEKLY = (30, 20, 20, 18, 25)


def weekdays(day: date) -> bool:
    return day.weekday() < 5


def but_for_the_holiday(day: date) -> bool:
    return weekdays(day) and day != HOLIDAY


def past(weeks: int) -> list[date]:
    return [TODAY - timedelta(days=number) for number in range(1, 7 * weeks + 1)]


def guessed(counts: dict[date, int], weeks: int = 16) -> Forecast:
    found = forecast(
        counts, first=TODAY - timedelta(weeks=weeks), today=TODAY, is_working=weekdays
    )
    assert found is not None
    return found


def test_what_repeats_each_week_is_guessed_without_error() -> None:
    counts = {day: WEEKLY[day.weekday()] for day in past(16) if weekdays(day)}

    found = guessed(counts)

    assert [one.expected for one in found.days] == [*WEEKLY, *WEEKLY]
    assert (found.error, found.naive_error, found.sum_error) == (0, 0, 0)
    assert found.tried == 8 * 10
    assert all(one.low == one.expected == one.high for one in found.days)


def test_noise_is_guessed_better_by_the_mean_than_as_last_week() -> None:
    chance = random.Random(7)  # noqa: S311 - made-up days
    counts = {day: chance.randint(0, 40) for day in past(16) if weekdays(day)}

    found = guessed(counts)

    assert found.is_better
    assert 0 < found.error < found.naive_error
    assert 100 < found.expected < 300


def test_bounds_are_as_wide_as_past_errors() -> None:
    counts = {day: 20 + 10 * (day.isocalendar().week % 2) for day in past(16) if weekdays(day)}

    found = guessed(counts)

    assert [round(one.expected, 6) for one in found.days] == [25] * 10
    assert found.error == pytest.approx(5)
    assert (found.days[0].low, found.days[0].high) == pytest.approx((20, 30))


def test_days_on_which_nobody_works_are_neither_guessed_nor_learnt_from() -> None:
    counts = {day: 10 for day in past(16) if weekdays(day)}

    found = forecast(
        counts,
        first=TODAY - timedelta(weeks=16),
        today=TODAY,
        is_working=but_for_the_holiday,
    )

    assert found is not None
    assert HOLIDAY not in {one.day for one in found.days}
    assert len(found.days) == 9
    assert found.expected == pytest.approx(90)


def test_a_saturday_worked_in_exchange_is_guessed_like_any_other_day() -> None:
    saturday = date(2026, 11, 28)
    counts = {day: 12 for day in past(16) if weekdays(day)}

    found = forecast(
        counts,
        first=TODAY - timedelta(weeks=16),
        today=TODAY,
        is_working=lambda day: weekdays(day) or day == saturday,
    )

    assert found is not None
    assert {one.day: one.expected for one in found.days}[saturday] == pytest.approx(12)


def test_too_little_history_gives_no_guess() -> None:
    first = TODAY - timedelta(weeks=LEAST_WEEKS) + timedelta(days=1)

    assert forecast({}, first=first, today=TODAY, is_working=weekdays) is None


def test_today_tells_nothing_yet() -> None:
    counts = {day: 10 for day in past(16) if weekdays(day)}

    assert guessed({**counts, TODAY: 900}) == guessed(counts)


COUNTS = st.lists(st.integers(0, 400), min_size=112, max_size=112)


@given(COUNTS)
def test_bounds_hold_the_guess_and_are_never_below_nothing(numbers: list[int]) -> None:
    found = guessed(dict(zip(past(16), numbers, strict=True)))

    for one in found.days:
        assert 0 <= one.low <= one.expected <= one.high
    assert found.error >= 0


@given(COUNTS, st.integers(2, 5))
def test_twice_as_much_gives_twice_the_guess_and_twice_the_error(
    numbers: list[int], times: int
) -> None:
    counts = dict(zip(past(16), numbers, strict=True))

    one, more = guessed(counts), guessed({day: n * times for day, n in counts.items()})

    assert more.expected == pytest.approx(one.expected * times)
    assert more.error == pytest.approx(one.error * times)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([5.0], 0.9, 5),
        ([1.0, 3.0], 0.5, 2),
        ([4.0, 1.0, 2.0, 3.0], 0.5, 2.5),
        ([0.0, 10.0], 0.9, 9),
    ],
)
def test_a_quantile_lies_between_its_neighbours(
    values: list[float], share: float, expected: float
) -> None:
    assert quantile(values, share) == pytest.approx(expected)


def test_there_is_no_quantile_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        quantile([], 0.5)
