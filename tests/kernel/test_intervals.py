"""Intervals of shares, and sizes of samples."""

import pytest
from hypothesis import given, strategies as st

from motcua.kernel.intervals import sample_size, wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [  # the last two as R's prop.test(correct = FALSE) has them
        (93, 93, 0.9603, 1.0),
        (0, 93, 0.0, 0.0397),
        (744, 747, 0.9883, 0.9986),
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
    ],
)
def test_intervals_are_those_of_the_books(part: int, whole: int, low: float, high: float) -> None:
    found = wilson(part, whole)

    assert found == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_mirrors(case: tuple[int, int]) -> None:
    part, whole = case

    low, high = wilson(part, whole)

    assert 0 <= low <= part / whole <= high <= 1
    assert wilson(whole - part, whole) == pytest.approx((1 - high, 1 - low))


@given(st.integers(0, 1_000), st.integers(2, 20))
def test_more_answers_make_it_narrower(part: int, times: int) -> None:
    whole = max(part, 1)
    low, high = wilson(part, whole)

    narrow_low, narrow_high = wilson(part * times, whole * times)

    assert narrow_high - narrow_low < high - low


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (0, 0), (-1, 3), (4, 3)])
def test_what_is_no_share_is_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(part, whole)


@pytest.mark.parametrize(
    ("population", "asked"), [(747, 261), (1_000, 286), (10_000, 385), (1, 1), (400, 200)]
)
def test_samples_are_those_of_the_guide(population: int, asked: int) -> None:
    assert sample_size(population) == asked


@given(st.integers(1, 10**7), st.floats(0.01, 0.2))
def test_a_sample_is_never_larger_than_its_population(population: int, margin: float) -> None:
    asked = sample_size(population, margin)

    assert 1 <= asked <= population
    assert asked <= sample_size(population + 1, margin)


@pytest.mark.parametrize(("population", "margin"), [(0, 0.05), (10, 0.0), (10, 1.0)])
def test_what_is_no_sample_is_refused(population: int, margin: float) -> None:
    with pytest.raises(ValueError, match="no sample"):
        sample_size(population, margin)
