"""Lines: every point on the sheet, gaps where nothing is known, guesses apart."""

import pytest
from hypothesis import given, strategies as st

from motcua.web.charts.lines import BOTTOM, LEFT, RIGHT, TOP, Point, line_chart, scale

NUMBERS = st.integers(0, 10**8).map(lambda n: n / 100)


def written(value: float) -> str:
    return f"{value:g}"


def test_nothing_known_is_nothing_drawn() -> None:
    assert line_chart([], write=written).is_empty
    assert line_chart([Point("1", None)], write=written).is_empty


def test_a_gap_breaks_the_line() -> None:
    points = [Point(str(n), value) for n, value in enumerate([1.0, 2.0, None, 3.0, 4.0])]

    chart = line_chart(points, write=written)

    assert len(chart.dots) == 4
    assert len(chart.paths) == 2
    assert chart.guesses == ()


def test_a_guess_goes_on_from_the_last_that_is_known() -> None:
    points = [Point("1", 1.0), Point("2", 2.0), Point("3", 3.0, 1.0, 5.0, is_guess=True)]

    chart = line_chart(points, write=written)

    assert chart.paths == (
        f"M{chart.dots[0].x} {chart.dots[0].y}L{chart.dots[1].x} {chart.dots[1].y}",
    )
    assert chart.guesses == (
        f"M{chart.dots[1].x} {chart.dots[1].y}L{chart.dots[2].x} {chart.dots[2].y}",
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.981, 0.9975], (0.98, 1.0)),
        ([1.0, 1.0], (0.75, 1.0)),
        ([0.0, 0.0], (0.0, 0.25)),
        ([3.0, 41.0], (0.0, 50.0)),
    ],
)
def test_axes_begin_and_end_at_round_numbers(
    values: list[float], expected: tuple[float, float]
) -> None:
    ceiling = 1.0 if max(values) <= 1 else None

    low, high, _step = scale(values, floor_at=0.0, ceiling=ceiling)

    assert (round(low, 6), round(high, 6)) == expected


@given(st.lists(st.one_of(st.none(), NUMBERS), min_size=1, max_size=30))
def test_whatever_comes_stays_on_the_sheet(values: list[float | None]) -> None:
    chart = line_chart([Point(str(n), v) for n, v in enumerate(values)], write=written)

    assert len(chart.dots) == sum(value is not None for value in values)
    for dot in chart.dots:
        assert LEFT <= dot.x <= RIGHT
        assert TOP - 0.2 <= dot.y <= BOTTOM + 0.2
    assert len(chart.labels) <= 8


@given(st.lists(st.integers(0, 1000).map(lambda n: n / 1000), min_size=1, max_size=12))
def test_an_axis_holds_all_its_values(values: list[float]) -> None:
    low, high, step = scale(values, floor_at=0.0, ceiling=1.0)

    assert step > 0
    assert low < high
    assert low - 1e-9 <= min(values)
    assert high + 1e-9 >= max(values)
