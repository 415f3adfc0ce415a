"""How dates, amounts and shares are written."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from motcua.kernel.clock import VIETNAM
from motcua.web import formats

THURSDAY = datetime(2026, 11, 26, 17, 0, tzinfo=VIETNAM)
# Still Thursday in UTC, already Friday in Hà Nội.
FRIDAY_EARLY = datetime(2026, 11, 26, 18, 30, tzinfo=UTC)
TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(formats.weekday(THURSDAY), "thứ Năm", id="weekday"),
        pytest.param(formats.weekday(date(2026, 11, 29)), "Chủ nhật", id="sunday"),
        pytest.param(formats.weekday_title(THURSDAY), "Thứ Năm", id="weekday-title"),
        pytest.param(formats.weekday_day(THURSDAY), "thứ Năm 26/11", id="weekday-day"),
        pytest.param(formats.weekday_day_year(TODAY), "thứ Năm 26/11/2026", id="with-year"),
        pytest.param(formats.day(date(2026, 9, 5)), "05/09/2026", id="day"),
        pytest.param(formats.hour(THURSDAY), "17:00", id="hour"),
        pytest.param(formats.moment(THURSDAY), "thứ Năm 26/11, 17:00", id="moment"),
        pytest.param(formats.moment_year(THURSDAY), "17:00, 26/11/2026", id="moment-year"),
        pytest.param(formats.leaf_month(THURSDAY), "Tháng 11 · 2026", id="leaf-month"),
        pytest.param(formats.machine(THURSDAY), "2026-11-26T17:00+07:00", id="machine"),
        pytest.param(formats.machine(TODAY), "2026-11-26", id="machine-day"),
    ],
)
def test_days_and_hours_are_written_as_in_vietnam(written: str, expected: str) -> None:
    assert written == expected


def test_an_instant_of_another_zone_is_told_on_the_day_in_vietnam() -> None:
    assert formats.moment(FRIDAY_EARLY) == "thứ Sáu 27/11, 01:30"
    assert formats.leaf_day(FRIDAY_EARLY) == 27


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(THURSDAY, "Hôm nay 17:00", id="today"),
        pytest.param(THURSDAY - timedelta(days=1), "Hôm qua 17:00", id="yesterday"),
        pytest.param(THURSDAY - timedelta(days=6), "T6 20/11 17:00", id="this-year"),
        pytest.param(datetime(2024, 9, 13, 17, tzinfo=VIETNAM), "T6 13/09/2024 17:00", id="older"),
    ],
)
def test_a_narrow_column_says_the_nearest_word(value: datetime, expected: str) -> None:
    assert formats.short_moment(value, TODAY) == expected


@given(st.integers(min_value=0, max_value=10**15))
def test_points_between_thousands_change_no_number(value: int) -> None:
    written = formats.number(value)

    assert int(written.replace(".", "")) == value
    assert all(len(group) == 3 for group in written.split(".")[1:])


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        pytest.param(Decimal("0.25"), 1, "0,3", id="half-up"),
        pytest.param(1234.5, 1, "1.234,5", id="thousands"),
        pytest.param(99, 2, "99,00", id="whole"),
    ],
)
def test_decimals_have_a_comma(value: float, places: int, expected: str) -> None:
    assert formats.decimal(value, places) == expected


def test_a_share_is_rounded_from_its_own_numbers() -> None:
    assert formats.percent(744, 747) == "99,6\N{NO-BREAK SPACE}%"


def test_a_share_of_nothing_is_not_zero() -> None:
    assert formats.percent(0, 0) == "–"


@pytest.mark.parametrize(
    ("size", "expected"), [(999, "999 B"), (412_400, "412 kB"), (1_340_000, "1,3 MB")]
)
def test_the_size_of_a_file_is_short(size: int, expected: str) -> None:
    assert formats.file_size(size).replace("\N{NO-BREAK SPACE}", " ") == expected
