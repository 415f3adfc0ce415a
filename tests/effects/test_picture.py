"""The picture of an effect: round lines, dots within them, words beside it."""

import pytest
from hypothesis import given, strategies as st

from motcua.effects.estimating import Point
from motcua.effects.picture import HEIGHT, WIDTH, picture_of

SHARES = st.floats(-1, 1)


@st.composite
def paths(draw: st.DrawFn) -> list[Point]:
    """Months around adoption, with intervals around their change."""
    first, last = draw(st.integers(-12, 0)), draw(st.integers(0, 12))
    found = []
    for months in range(first, last + 1):
        change, reach = draw(SHARES), draw(st.floats(0, 1))
        found.append(Point(months, change, change - reach, change + reach))
    return found


@given(paths())
def test_everything_lies_within_the_drawing(path: list[Point]) -> None:
    picture = picture_of(path)

    assert picture is not None
    for mark in picture.marks:
        assert picture.left <= mark.x <= picture.right
        assert picture.top <= mark.high <= mark.y <= mark.low <= picture.bottom
    assert 2 <= len(picture.rows) <= 7
    assert picture.zero in {row.at for row in picture.rows}
    assert [mark.is_before for mark in picture.marks] == [one.months < 0 for one in path]
    assert picture.width == WIDTH
    assert picture.height == HEIGHT


def test_lines_and_months_are_named() -> None:
    picture = picture_of(
        [
            Point(-3, -0.002, -0.012, 0.008),
            Point(0, 0.03, 0.01, 0.05),
            Point(3, 0.0512, 0.03, 0.07),
        ]
    )

    assert picture is not None
    assert [row.label for row in picture.rows] == ["−2", "0", "+2", "+4", "+6", "+8"]
    assert [column.label for column in picture.columns] == ["−3", "0", "+3"]
    assert [month.label for month in picture.months] == [
        "3 tháng trước",
        "tháng thứ 1",
        "tháng thứ 4",
    ]
    assert picture.months[2].change == "tăng 5,1"
    assert picture.months[0].interval == "giảm 1,2 đến tăng 0,8"
    assert picture.marks[0].x < picture.adopted < picture.marks[1].x


@pytest.mark.parametrize("change", [0.0, 1e-9, 0.7])
def test_a_single_month_can_be_drawn(change: float) -> None:
    picture = picture_of([Point(0, change, change, change)])

    assert picture is not None
    assert len(picture.marks) == 1


def test_without_months_there_is_no_picture() -> None:
    assert picture_of([]) is None
