"""Points, classes, ranks and gains of index 766: examples, and what holds of all counts."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, strategies as st

from motcua.indicators.index766 import items
from motcua.indicators.index766.items import BY_KEY, GROUPS, ITEMS
from motcua.indicators.index766.scoring import (
    Tally,
    points_of,
    ranked,
    score_of,
    together,
)
from motcua.indicators.index766.shipped import shipped_versions
from motcua.indicators.index766.versions import Formula, ItemRule, VersionError
from tests.indicators.index_page import PAGE, page

FORMULA = shipped_versions()[0].formula
PUBLISHED = {"1": 18, "2": 20, "3": 12, "4": 10, "5": 22, "6": 18}
"""The groups as the decision has them."""


def test_the_groups_come_to_what_is_published_and_to_a_hundred() -> None:
    assert {group: FORMULA.of_group(group) for group in GROUPS} == PUBLISHED
    assert sum(PUBLISHED.values()) == 100


def test_the_worked_example() -> None:
    score = score_of(
        FORMULA,
        {
            items.PROGRESS: Tally(744, 747),
            items.ONLINE_DOSSIERS: Tally(706, 747),
            items.PAID_ONLINE: Tally(7283, 10_000),
            items.SATISFIED: Tally(744, 747),
        },
    )

    assert score.of(items.PROGRESS).points == Decimal("19.92")
    assert score.of(items.ONLINE_DOSSIERS).points == Decimal("6.00")
    assert score.of(items.PAID_ONLINE).points == Decimal("4.37")
    assert score.of(items.SATISFIED).points == Decimal("6.00")
    assert score.points == Decimal("36.29")
    assert score.attainable == 38
    assert score.value == Decimal("95.50")
    assert score.klass == "Xuất sắc"


@pytest.mark.parametrize(
    ("key", "part", "whole", "points"),
    [
        pytest.param(items.ONLINE_SERVICES, 8, 10, "2.00", id="80 % of services are all points"),
        pytest.param(items.ONLINE_SERVICES, 4, 10, "1.00", id="half of that, half of them"),
        pytest.param(items.ONLINE_USED, 9, 10, "3.60", id="B has no threshold"),
        pytest.param(items.ONLINE_DOSSIERS, 1, 2, "6.00", id="half online is enough"),
        pytest.param(items.ONLINE_DOSSIERS, 1, 4, "3.00", id="a quarter is half"),
        pytest.param(items.PAYMENT_USED, 3, 5, "1.50", id="2.5 times the share"),
        pytest.param(items.PAYMENT_OFFERED, 5, 5, "2.00", id="never more than the maximum"),
        pytest.param(items.REUSED, 2, 5, "1.00", id="reuse is full at 80 %"),
        pytest.param(items.SATISFIED, 9, 10, "6.00", id="nine in ten content is all"),
        pytest.param(items.SATISFIED, 0, 0, "0", id="no dossier, nobody content"),
        pytest.param(items.PROGRESS, 0, 0, "0", id="no dossier, none in time"),
        pytest.param(items.PETITIONS_IN_TIME, 0, 0, "6", id="no petition is all points"),
        pytest.param(items.PETITIONS_CONTENT, 0, 0, "6", id="no answer either"),
        pytest.param(items.PETITIONS_IN_TIME, 0, 1, "0.00", id="one, and it was late"),
        pytest.param(items.SYNC, 1, 3, "2.00", id="a third of six"),
        pytest.param(items.PROGRESS, 1, 1600, "0.01", id="0.0125 is rounded down"),
        pytest.param(items.PROGRESS, 3, 4000, "0.02", id="0.015 is rounded up"),
    ],
)
def test_points_of_an_item(key: str, part: int, whole: int, points: str) -> None:
    assert points_of(FORMULA.items[key], Tally(part, whole)) == Decimal(points)


def test_what_is_not_known_has_no_points_and_none_is_not_zero() -> None:
    unknown = score_of(FORMULA, {})
    nothing = score_of(FORMULA, {key: Tally(0, 10) for key in BY_KEY})

    assert {one.points for one in unknown.items} == {None}
    assert {one.points for one in nothing.items} == {Decimal(0)}
    assert [unknown.attainable, nothing.attainable] == [Decimal(0), Decimal(100)]
    assert len(unknown.unknown) == len(ITEMS)
    assert unknown.value == nothing.value == 0


def test_what_is_unknown_counts_nothing_where_the_formula_says_so() -> None:
    tallies = {items.PROGRESS: Tally(1, 1)}

    assert score_of(FORMULA, tallies).value == 100
    assert score_of(replace(FORMULA, scales_missing=False), tallies).value == 20


def test_online_dossiers_are_multiplied_by_the_share_that_was_synced() -> None:
    online = {items.ONLINE_DOSSIERS: Tally(40, 100)}

    alone = score_of(FORMULA, online).of(items.ONLINE_DOSSIERS)
    half = score_of(FORMULA, {**online, items.SYNC: Tally(50, 100)}).of(items.ONLINE_DOSSIERS)

    assert (alone.points, half.points) == (Decimal("4.80"), Decimal("2.40"))
    assert half.factor == Fraction(1, 2)


@pytest.mark.parametrize(
    ("value", "klass"),
    [
        ("100", "Xuất sắc"),
        ("90", "Xuất sắc"),
        ("89.99", "Tốt"),
        ("80", "Tốt"),
        ("79.99", "Khá"),
        ("70", "Khá"),
        ("69.99", "Trung bình"),
        ("50", "Trung bình"),
        ("49.99", "Yếu"),
        ("0", "Yếu"),
    ],
)
def test_classes(value: str, klass: str) -> None:
    part = int(Decimal(value) * 100)
    rules = {key: ItemRule(Decimal(0)) for key in BY_KEY}
    rules[items.PROGRESS] = ItemRule(Decimal(100))
    formula = replace(FORMULA, items=rules, scales_missing=False)

    assert score_of(formula, {items.PROGRESS: Tally(part, 10_000)}).klass == klass


def test_equals_share_a_place_and_the_next_one_is_left_out() -> None:
    values = [("a", Decimal(80)), ("b", Decimal(95)), ("c", Decimal(80)), ("d", Decimal("79.99"))]

    found = [(one.place, one.key, one.is_shared) for one in ranked(values)]

    assert found == [(1, "b", False), (2, "a", True), (2, "c", True), (4, "d", False)]


def test_what_would_raise_it_most_comes_first_in_dossiers() -> None:
    score = score_of(
        FORMULA, {items.PROGRESS: Tally(90, 100), items.ONLINE_DOSSIERS: Tally(10, 100)}
    )

    online, progress = score.gains

    assert online[0].item.key == items.ONLINE_DOSSIERS
    assert (online[1].count, online[1].points, online[1].is_full) == (40, Decimal("4.80"), True)
    assert (progress[1].count, progress[1].points) == (10, Decimal("2.00"))


def test_what_no_dossier_can_mend_is_no_promise() -> None:
    half = {items.ONLINE_DOSSIERS: Tally(90, 100), items.SYNC: Tally(25, 100)}

    gain = score_of(FORMULA, half).of(items.ONLINE_DOSSIERS).gain
    never = score_of(FORMULA, {**half, items.SYNC: Tally(0, 100)}).of(items.ONLINE_DOSSIERS).gain

    assert gain is not None
    assert never is None
    assert (gain.count, gain.points, gain.is_full) == (10, Decimal("0.30"), False)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"classes": [90, 80, 80, 50]}, "giảm dần"),
        ({"classes": [90, 80]}, "Bốn ngưỡng"),
        ({"classes": ["chín"]}, "không đọc được"),
        ({"items": {}}, "thiếu một phần"),
        ({items.PROGRESS: {"max": "21"}}, "phải là 100, đang là 101"),
        ({items.PROGRESS: {"max": "-1"}}, "từ 0 đến 100"),
        ({items.PROGRESS: {"max": "19.999"}}, "hai số lẻ"),
        ({items.PROGRESS: {"max": "NaN"}}, "không đọc được"),
        ({items.PROGRESS: {"full": 0}}, "giữa 1 và 100"),
        ({items.PROGRESS: {"times": "MOON"}}, "không có"),
    ],
)
def test_a_formula_that_cannot_be_is_told(change: dict[str, Any], sentence: str) -> None:
    document = FORMULA.to_document()
    for key, value in change.items():
        if key in BY_KEY:
            document["items"][key].update(value)
        else:
            document[key] = value

    with pytest.raises(VersionError, match=sentence):
        Formula.from_document(document)


def test_a_formula_is_read_as_it_was_written() -> None:
    assert Formula.from_document(FORMULA.to_document()) == FORMULA


def test_more_than_all_is_no_share() -> None:
    with pytest.raises(ValueError, match="no share"):
        Tally(3, 2)


tallies = st.integers(0, 500).flatmap(
    lambda whole: st.integers(0, whole).map(lambda part: Tally(part, whole))
)
keys = st.sampled_from(sorted(BY_KEY))
everything = st.dictionaries(keys, tallies)


@given(keys, tallies, st.integers(0, 50))
def test_one_more_of_the_part_never_costs_points(key: str, tally: Tally, more: int) -> None:
    rule = FORMULA.items[key]
    better = Tally(min(tally.part + more, tally.whole), tally.whole)

    assert points_of(rule, tally) <= points_of(rule, better)


@given(keys, tallies)
def test_points_lie_between_none_and_the_maximum(key: str, tally: Tally) -> None:
    assert 0 <= points_of(FORMULA.items[key], tally) <= FORMULA.items[key].max


@given(everything)
def test_the_index_is_of_a_hundred_and_its_groups_add_up(counts: dict[str, Tally]) -> None:
    score = score_of(FORMULA, counts)

    assert 0 <= score.value <= 100
    assert score.points <= score.attainable <= 100
    assert sum(group.points for group in score.groups) == score.points
    assert sum(group.attainable for group in score.groups) == score.attainable
    assert sum(one.lost for one in score.items) == score.attainable - score.points


@given(everything)
def test_what_is_gained_is_what_one_gets(counts: dict[str, Tally]) -> None:
    score = score_of(FORMULA, counts)

    for one, gain in score.gains:
        assert one.tally is not None
        more = Tally(one.tally.part + gain.count, one.tally.whole)
        # What it is multiplied by stays as it was.
        after = points_of(one.rule, more, one.factor)
        assert one.points is not None
        assert after == one.points + gain.points
        if gain.is_full and gain.count > 1:
            less = Tally(one.tally.part + gain.count - 1, one.tally.whole)
            share = Fraction(less.part, less.whole) * one.factor
            assert share < Fraction(one.rule.full, 100)


@given(st.lists(everything, max_size=4))
def test_units_together_are_the_sums(units: list[dict[str, Tally]]) -> None:
    whole = together(units)

    for key in BY_KEY:
        own = [unit[key] for unit in units if key in unit]
        found = whole.get(key)
        if not own:
            assert found is None
            continue
        assert found is not None
        assert found.part == sum(tally.part for tally in own)
        assert found.whole == sum(tally.whole for tally in own)


@given(st.lists(st.decimals(0, 100, places=2), max_size=20))
def test_places_follow_the_values(values: list[Decimal]) -> None:
    found = ranked(list(enumerate(values)))

    assert len(found) == len(values)
    for before, after in pairwise(found):
        assert before.value >= after.value
        assert (before.place == after.place) == (before.value == after.value)
    assert all(one.place == 1 + sum(v > one.value for v in values) for one in found)


def test_the_page_of_the_documentation_is_written_from_the_items() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
