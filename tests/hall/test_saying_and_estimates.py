"""What is said aloud, and what is said of waiting."""

from datetime import timedelta

import pytest

from motcua.hall.estimates import Estimate, estimate
from motcua.hall.saying import spoken_call


@pytest.mark.parametrize(
    ("code", "counter", "said"),
    [
        ("A012", "3", "Mời số a không một hai đến quầy 3"),
        ("B105", "Quầy 2", "Mời số bê một không năm đến quầy 2"),
        ("D001", "Phòng tiếp dân", "Mời số dê không không một đến phòng tiếp dân"),
    ],
)
def test_a_number_is_called_digit_by_digit(code: str, counter: str, said: str) -> None:
    assert spoken_call(code, counter) == said


TEN_TO_TWENTY = [timedelta(minutes=m) for m in (10, 12, 15, 18, 20)]


def test_too_few_served_today_is_no_estimate() -> None:
    assert estimate(3, TEN_TO_TWENTY[:4], counters=2) is None


def test_no_open_counter_is_no_estimate() -> None:
    assert estimate(3, TEN_TO_TWENTY, counters=0) is None


def test_the_middle_half_of_today_makes_the_range() -> None:
    # (3 + 1) / 2 rounds of 12 to 18 minutes, rounded outwards to five.
    assert estimate(3, TEN_TO_TWENTY, counters=2) == Estimate(20, 40, 5)


def test_whoever_is_next_may_be_called_at_once() -> None:
    assert estimate(0, TEN_TO_TWENTY, counters=2) == Estimate(0, 10, 5)
