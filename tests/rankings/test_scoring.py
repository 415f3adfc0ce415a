"""Points, sums, classes: tables, and what holds for every sheet."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from motcua.rankings.scoring import (
    Given,
    Reached,
    ScoreError,
    change_of,
    class_of,
    most_lost,
    points_of,
    score_of,
    summed,
)
from motcua.rankings.shipped import class_bounds, history, published_figures, samples
from motcua.rankings.structure import (
    CLASSES,
    Part,
    Rule,
    RuleKind,
    Structure,
    StructureError,
    with_area,
)
from tests.rankings.unit import COUNT, MANUAL, RATIO, SMALL, STEPS, YES, part

D = Decimal


def share(of: int | str, whole: int | str = 100) -> Reached:
    return Reached(part=D(of), whole=D(whole))


@pytest.mark.parametrize(
    ("rule", "most", "reached", "points"),
    [
        pytest.param(YES, "2", Reached(is_yes=True), "2", id="yes"),
        pytest.param(YES, "2", Reached(is_yes=False), "0", id="no is nothing, not unknown"),
        pytest.param(RATIO, "5", share(40), "2.50", id="half of the full mark"),
        pytest.param(RATIO, "5", share(80), "5.00", id="full from the mark on"),
        pytest.param(RATIO, "5", share(100), "5.00", id="no more than full"),
        pytest.param(RATIO, "5", share(1, 3), "2.08", id="rounded to two decimals"),
        pytest.param(RATIO, "1", share(1, 250), "0.01", id="half a cent goes up"),
        pytest.param(STEPS, "4", share("79.99"), "0", id="below every step"),
        pytest.param(STEPS, "4", share(80), "2", id="on a step"),
        pytest.param(STEPS, "4", share(94), "2", id="between steps"),
        pytest.param(STEPS, "4", share(95), "4", id="on the last"),
        pytest.param(COUNT, "3", Reached(value=D(0)), "0", id="none counted"),
        pytest.param(COUNT, "3", Reached(value=D(7)), "3", id="more than enough"),
        pytest.param(MANUAL, "6", Reached(points=D("5.25")), "5.25", id="as given"),
    ],
)
def test_points_follow_from_the_rule(rule: Rule, most: str, reached: Reached, points: str) -> None:
    assert points_of(part("x", most, rule), reached) == D(points)


@pytest.mark.parametrize(
    ("rule", "reached"),
    [
        (YES, Reached()),
        (RATIO, Reached(part=D(3))),
        (RATIO, share(0, 0)),
        (RATIO, share(5, 4)),
        (RATIO, share(-1, 4)),
        (COUNT, Reached(value=D(-1))),
        (MANUAL, Reached(points=D("6.01"))),
        (MANUAL, Reached(points=D("1.005"))),
        (MANUAL, Reached()),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(rule: Rule, reached: Reached) -> None:
    with pytest.raises(ScoreError, match="“x”"):
        points_of(part("x", "6", rule), reached)


RATIOS = st.tuples(st.integers(0, 500), st.integers(1, 500)).map(lambda t: (min(t), max(*t, 1)))


@given(RATIOS, RATIOS, st.sampled_from([RATIO, STEPS]))
def test_points_are_bounded_and_grow_with_the_share(
    one: tuple[int, int], other: tuple[int, int], rule: Rule
) -> None:
    held = part("x", "4", rule)
    low, high = sorted((one, other), key=lambda pair: Fraction(*pair))

    less, more = points_of(held, share(*low)), points_of(held, share(*high))

    assert 0 <= less <= more <= held.max
    assert more == more.quantize(D("0.01"))


def _given() -> st.SearchStrategy[dict[str, Given]]:
    def of(one: Part) -> st.SearchStrategy[Given]:
        points = st.decimals(0, one.max, places=2).map(Given)
        return st.one_of(points, st.just(Given(None, is_inapplicable=True)), st.just(Given()))

    return st.fixed_dictionaries({key: of(one) for key, one in SMALL.parts.items()})


@given(_given())
def test_the_areas_make_the_whole_and_the_value_is_bounded(told: dict[str, Given]) -> None:
    score = score_of(SMALL, told)

    assert summed([score.of_area(area) for area in SMALL.areas]) == score.whole
    assert summed([score.of_criterion(c) for a in SMALL.areas for c in a.criteria]) == score.whole
    if score.value is None:
        assert not score.whole.attainable
    else:
        assert 0 <= score.value <= SMALL.total
        assert score.klass in CLASSES


def test_what_does_not_apply_is_taken_out_and_the_rest_scaled() -> None:
    told = {key: Given(one.max) for key, one in SMALL.parts.items()}
    told |= {"khac": Given(None, is_inapplicable=True), "dung-han": Given(D("2.5"))}

    score = score_of(SMALL, told)

    assert (score.whole.points, score.whole.attainable) == (D("11.5"), D(14))
    assert score.value == D("16.43")
    assert score.unknown == []
    assert [number for number, _part, _lost in most_lost(score, 3)] == ["3.1.1"]


def test_nothing_known_has_no_value_and_zero_has_one() -> None:
    assert score_of(SMALL, {}).value is None
    assert score_of(SMALL, {"khac": Given(D(0))}).value == 0


@pytest.mark.parametrize(
    ("value", "klass"),
    [("18", "Xuất sắc"), ("17.99", "Tốt"), ("16", "Tốt"), ("10", "Trung bình"), ("9.99", "Yếu")],
)
def test_classes_begin_at_their_bounds_of_the_total(value: str, klass: str) -> None:
    assert class_of(SMALL, D(value)) == klass


def test_a_change_is_told_only_of_two_known_places() -> None:
    assert (change_of(3, 5), change_of(5, 3), change_of(1, None)) == (2, -2, None)


def test_the_samples_add_up_and_are_marked_as_samples() -> None:
    for sample in samples():
        assert sample.structure.problems() == []
        assert len(sample.structure.areas) == 8
        assert sample.note.startswith("Mẫu, tỉnh tự ban hành")
        assert Structure.from_document(sample.structure.to_document()) == sample.structure
    assert class_bounds(2020) == class_bounds(2026) == (90, 80, 70, 50)


def test_an_area_that_does_not_add_up_says_so() -> None:
    area = SMALL.areas[0]
    planned = Structure(SMALL.areas, D(25))
    wrong = with_area(planned, type(area)(1, area.name, area.criteria, planned=D(6)))

    assert wrong.problems() == [
        "Lĩnh vực 1: các mục cộng lại 5 điểm, đặt là 6. Còn thiếu 1.",
        "Cả bộ cộng lại 20 điểm, tổng điểm là 25. Còn thiếu 5.",
    ]


@pytest.mark.parametrize(
    "broken",
    [
        part("x", "0", YES),
        part("x", "1.005", YES),
        part("x", "1", Rule(RuleKind.RATIO, full=D(0))),
        part("x", "4", Rule(RuleKind.STEPS)),
        part("x", "4", Rule(RuleKind.STEPS, steps=((D(90), D(4)), (D(80), D(4))))),
        part("x", "5", STEPS),
    ],
)
def test_a_rule_that_cannot_be_is_refused(broken: Part) -> None:
    area = SMALL.areas[0]
    criterion = type(area.criteria[0])("Kế hoạch", (broken,))

    with pytest.raises(StructureError):
        Structure((type(area)(1, area.name, (criterion,)),)).check()


def test_published_figures_keep_what_is_not_known() -> None:
    assert len(published_figures()) == 43
    (found,) = history("PAR INDEX", 2024, "Bà Rịa - Vũng Tàu")
    assert (found.value, found.rank, found.ranked) == (None, 2, 63)
    assert history("PAR INDEX", 2021)[0].rank is None
