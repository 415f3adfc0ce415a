"""Tiles and bars: nothing overlaps, nothing is lost, classes have letters."""

import pytest
from hypothesis import given, strategies as st

from motcua.web.charts.bars import LENGTH, Bar, Part, bar_chart
from motcua.web.charts.tiles import HEIGHT, WIDTH, Unit, class_of, tile_map

BOUNDS = (0.995, 0.99, 0.98)


@pytest.mark.parametrize(
    ("share", "klass"),
    [(None, 0), (1.0, 1), (0.995, 1), (0.99499, 2), (0.99, 2), (0.98, 3), (0.97, 4), (0.0, 4)],
)
def test_a_bound_belongs_to_the_better_class(share: float | None, klass: int) -> None:
    assert class_of(share, BOUNDS) == klass


def test_a_tile_says_its_class_by_a_letter_and_its_unit_by_a_title() -> None:
    units = [Unit("Xã A", 1.0, "100,0", "100 trên 100"), Unit("Xã B", None, "", "ít quá")]

    found = tile_map(units, BOUNDS)

    assert [(tile.letter, tile.words, tile.title) for tile in found.tiles] == [
        ("A", "100,0", "Xã A: 100 trên 100"),
        ("–", "", "Xã B: ít quá"),
    ]


@given(st.integers(0, 90))
def test_no_two_tiles_lie_over_each_other(count: int) -> None:
    found = tile_map([Unit(str(n), 0.99, "99,0", "") for n in range(count)], BOUNDS)

    corners = {(tile.x, tile.y) for tile in found.tiles}
    assert len(corners) == count
    for x, y in corners:
        assert x + WIDTH <= found.width
        assert y + HEIGHT <= found.height
        assert x % (WIDTH + 4) == 0


def test_bars_are_as_long_as_what_they_stand_for() -> None:
    chart = bar_chart(
        [
            Bar("dài", (Part("moving", 30), Part("late", 10)), "40"),
            Bar("ngắn", (Part("moving", 0), Part("late", 1)), "1"),
        ]
    )

    long, short = chart.bars
    assert [piece.kind for piece in long.pieces] == ["moving", "late"]
    assert long.end_x == LENGTH + 8
    assert [piece.kind for piece in short.pieces] == ["late"]
    assert short.y > long.y


def test_bars_of_nothing_are_drawn_as_nothing() -> None:
    assert bar_chart([]).height == 0
    assert bar_chart([Bar("không", (Part("late", 0),), "0")]).bars[0].pieces == ()
