"""What sheets come to: means, pass mark, quorum, conflicts of interest."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from motcua.initiatives.scoring import (
    SHIPPED,
    Criterion,
    Scheme,
    ScoringError,
    checked_criteria,
    checked_points,
    conflict_of,
    needed,
    read_criteria,
    summed_up,
)

SCHEME = Scheme()
sheets = st.lists(
    st.fixed_dictionaries({one.id: st.integers(0, one.most) for one in SHIPPED}),
    min_size=1,
    max_size=9,
)


def sheet(*points: int) -> dict[str, int]:
    """Return a sheet of the shipped scheme."""
    return {one.id: given for one, given in zip(SHIPPED, points, strict=True)}


@pytest.mark.parametrize(
    ("given_sheets", "able", "mean", "passes"),
    [
        pytest.param([(20, 30, 20)] * 3, 3, 70, True, id="just enough"),
        pytest.param(
            [(20, 30, 20), (20, 30, 19), (20, 30, 20)],
            3,
            Fraction(209, 3),
            False,
            id="a third too little",
        ),
        pytest.param([(30, 40, 30)] * 2, 4, 100, False, id="no quorum"),
        pytest.param([(30, 40, 30)] * 3, 4, 100, True, id="three of four"),
        pytest.param([], 3, None, False, id="nobody"),
    ],
)
def test_what_sheets_come_to(
    given_sheets: list[tuple[int, ...]],
    able: int,
    mean: Fraction | None,
    passes: bool,  # noqa: FBT001, a parameter of the test
) -> None:
    found = summed_up(SCHEME, [sheet(*one) for one in given_sheets], able)

    assert found.mean == mean
    assert found.passes is passes


@given(sheets)
def test_the_mean_lies_between_the_sheets_and_is_the_sum_of_the_criteria(
    given_sheets: list[dict[str, int]],
) -> None:
    found = summed_up(SCHEME, given_sheets, len(given_sheets))
    totals = [sum(one.values()) for one in given_sheets]

    assert found.mean is not None
    assert min(totals) <= found.mean <= max(totals)
    assert found.mean == Fraction(sum(totals), len(totals)) == sum(found.by_criterion.values())


@given(sheets, st.randoms(use_true_random=False))
def test_the_order_of_sheets_does_not_matter(
    given_sheets: list[dict[str, int]], chance: object
) -> None:
    shuffled = list(given_sheets)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert summed_up(SCHEME, shuffled, 9) == summed_up(SCHEME, given_sheets, 9)


@pytest.mark.parametrize(
    ("able", "percent", "least"), [(3, 67, 3), (4, 67, 3), (6, 67, 5), (5, 50, 3), (0, 67, 1)]
)
def test_a_quorum_is_rounded_up_to_whole_members(able: int, percent: int, least: int) -> None:
    assert needed(able, percent) == least


def test_the_authors_unit_may_not_score_nor_an_author_of_another_unit() -> None:
    assert conflict_of(1, "Lý Mốt", 1, []) == "cùng đơn vị với tác giả"
    assert conflict_of(2, "LÝ MỐT", 1, ["Lý Mốt"]) == "là tác giả"
    assert conflict_of(2, "Mai Hai", 1, ["Lý Mốt"]) == ""


def test_every_criterion_needs_points_within_its_bounds() -> None:
    assert checked_points(SCHEME, sheet(30, 0, 30)) == sheet(30, 0, 30)
    with pytest.raises(ScoringError, match="Chưa chấm “Hiệu quả đã thấy”"):
        checked_points(SCHEME, {**sheet(30, 0, 30), "hieu-qua": None})
    for wrong in (-1, 41):
        with pytest.raises(ScoringError, match="từ 0 đến 40"):
            checked_points(SCHEME, sheet(30, wrong, 30))


def test_criteria_make_a_hundred() -> None:
    assert checked_criteria([("a", " Tính  mới ", 60), ("b", "Hiệu quả", 40)]) == [
        Criterion("a", "Tính mới", 60),
        Criterion("b", "Hiệu quả", 40),
    ]
    for typed, sentence in (
        ([("a", "Mới", 99)], "là 99"),
        ([("a", "Mới", 50), ("b", "mới", 50)], "trùng tên"),
        ([("a", "", 100)], "cần tên"),
        ([("a", "Mới", 0), ("b", "Tốt", 100)], "từ 1 trở lên"),
        ([], "ít nhất một"),
        ([(str(n), f"Thứ {n}", 10) for n in range(10)], "Nhiều nhất 8"),
    ):
        with pytest.raises(ScoringError, match=sentence):
            checked_criteria(typed)


def test_criteria_are_read_as_stored() -> None:
    assert read_criteria([one.to_dict() for one in SHIPPED]) == SHIPPED
    assert sum(one.most for one in SHIPPED) == 100
