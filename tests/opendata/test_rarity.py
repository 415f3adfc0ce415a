"""Rare combinations are blanked; no dossier is lost and nothing that came of it is changed."""

from collections import Counter

import pytest
from hypothesis import given, strategies as st

from motcua.opendata.rarity import BLANK, LEAST, Cell, without_rare

CELLS = st.lists(
    st.builds(
        Cell,
        st.tuples(*[st.sampled_from("abc")] * 4),
        st.tuples(st.sampled_from(["late", "on_time"])),
        st.integers(1, 8),
    ),
    max_size=25,
)


def groups(cells: list[Cell]) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for cell in cells:
        found[cell.quasi] += cell.count
    return found


def measured(cells: list[Cell]) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for cell in cells:
        found[cell.measures] += cell.count
    return found


@pytest.mark.parametrize(
    ("given_cells", "expected"),
    [
        # Enough everywhere: told as it is.
        ({"ax": 5, "ay": 7, "bx": 5}, {"ax": 5, "ay": 7, "bx": 5}),
        # Too few in the last column: only that is blanked, for all that are too few.
        ({"ax": 9, "ay": 3, "az": 2}, {"ax": 9, "a*": 5}),
        # Too few together as well: the smallest of the others joins them.
        ({"ax": 9, "ay": 6, "az": 2}, {"ax": 9, "a*": 8}),
        # Too few already in the first column.
        ({"ax": 9, "bx": 2, "cx": 1, "dx": 6}, {"ax": 9, "**": 9}),
        # A group of exactly enough that cannot be told apart.
        ({"ax": 3, "ay": 2, "bx": 5}, {"a*": 5, "bx": 5}),
        # Too few altogether.
        ({"ax": 3, "bx": 1}, {}),
        ({}, {}),
    ],
)
def test_what_is_kept(given_cells: dict[str, int], expected: dict[str, int]) -> None:
    cells = [Cell(tuple(key), ("late",), count) for key, count in given_cells.items()]

    found = without_rare(cells)

    assert {"".join(cell.quasi): cell.count for cell in found} == expected


def test_alike_rows_become_one() -> None:
    cells = [Cell(("a", key), ("late",), 2) for key in "xyz"]

    assert without_rare(cells) == [Cell(("a", BLANK), ("late",), 6)]


@given(CELLS)
def test_no_combination_is_of_fewer_than_five(cells: list[Cell]) -> None:
    assert all(count >= LEAST for count in groups(without_rare(cells)).values())


@given(CELLS)
def test_nothing_is_lost_and_no_outcome_changed(cells: list[Cell]) -> None:
    found = without_rare(cells)

    if sum(cell.count for cell in cells) < LEAST:
        assert found == []
    else:
        assert measured(found) == measured(cells)


@given(CELLS)
def test_a_value_is_told_as_it_was_or_not_at_all_and_then_no_finer_one_is(
    cells: list[Cell],
) -> None:
    before = {cell.quasi for cell in cells}

    for cell in without_rare(cells):
        told = [value for value in cell.quasi if value != BLANK]
        assert tuple(told) == cell.quasi[: len(told)]
        assert any(quasi[: len(told)] == tuple(told) for quasi in before)


@given(CELLS, st.randoms(use_true_random=False))
def test_the_order_given_does_not_matter(cells: list[Cell], chance: object) -> None:
    shuffled = list(cells)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert without_rare(shuffled) == without_rare(cells)


@given(CELLS)
def test_what_was_cleared_once_stays_as_it_is(cells: list[Cell]) -> None:
    once = without_rare(cells)
    frequent = [cell for cell in once if BLANK not in cell.quasi]

    assert without_rare(frequent) == frequent
