"""The measured effect against provinces whose truth is known."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, strategies as st

from motcua.effects import estimating
from motcua.effects.estimating import LibraryMissingError
from motcua.effects.measuring import Doubt, Effect, Kind, Lack, measure
from motcua.effects.panel import Cell, Demand, Left, prepared
from motcua.effects.stored import PLACES, agree
from motcua.effects.wording import verdict
from tests.effects.provinces import Province, province


def _measured(found: Province, draws: int = 0) -> Effect:
    return measure(found.cells, found.adoptions, draws=draws)


def test_a_known_effect_is_found_and_said() -> None:
    found = province(1, effect=0.06)

    effect = _measured(found, draws=19)

    assert effect.kind is Kind.BETTER
    assert effect.estimate is not None
    assert effect.estimate.low < found.truth < effect.estimate.high
    said = verdict(effect, about="Tỷ lệ trước và đúng hạn")
    assert said.headline.startswith("Tỷ lệ trước và đúng hạn tăng khoảng ")
    assert said.headline.count("điểm phần trăm (từ ") == 1
    assert said.warnings == ()
    assert "24 đơn vị áp dụng, 36 đơn vị để so" in said.basis[1]


def test_the_second_method_agrees() -> None:
    effect = _measured(province(1, effect=0.06))

    assert effect.estimate is not None
    assert effect.second is not None
    assert effect.second.low < effect.estimate.change < effect.second.high


def test_the_path_shows_nothing_before_and_growth_after() -> None:
    effect = _measured(province(2, effect=0.1, size=400))

    before = [point.change for point in effect.path if point.months < 0]
    after = {point.months: point.change for point in effect.path if point.months >= 0}
    assert min(point.months for point in effect.path) <= -6
    assert max(abs(change) for change in before) < 0.04
    assert after[5] > after[0] > 0.02


def test_harm_is_said_too() -> None:
    effect = _measured(province(3, effect=-0.06))

    assert effect.kind is Kind.WORSE
    assert "giảm khoảng" in verdict(effect).headline


def test_effects_that_differ_do_not_mislead() -> None:
    # Late groups gain twice as much as early ones: comparing with units that have the model
    # already would find too little.
    found = province(4, effect=0.15, units=40, adopting=35, size=500)

    effect = _measured(found)

    assert effect.estimate is not None
    assert abs(effect.estimate.change - found.truth) < 0.03


@pytest.mark.parametrize("common", [0.0, 0.008, -0.008])
def test_a_trend_of_all_is_no_effect(common: float) -> None:
    effect = _measured(province(5, common=common))

    assert effect.kind is Kind.NO_CLEAR_DIFFERENCE
    assert verdict(effect).headline.startswith("Chưa thấy khác biệt rõ: ")


def test_units_that_rose_before_already_are_no_proof() -> None:
    effect = _measured(province(6, diverging=0.01))

    assert effect.kind is Kind.UNPROVEN
    assert Doubt.EARLIER_DIFFERENCE in effect.doubts
    said = verdict(effect)
    assert said.headline.startswith("Chưa thể nói là nhờ mô hình: ")
    assert "Ngay trước khi áp dụng" in said.warnings[0]


def test_withdrawing_and_lodging_again_is_no_reform() -> None:
    effect = _measured(province(7, relodged=0.5))

    assert effect.estimate is not None
    assert effect.estimate.low > 0.02
    assert effect.kind is Kind.UNPROVEN
    assert Doubt.MORE_GIVEN_UP in effect.doubts
    assert effect.strict is not None
    assert effect.strict.low <= 0
    assert any("rút rồi nộp lại" in warning for warning in verdict(effect).warnings)


def test_a_true_effect_beside_more_withdrawals_is_said_with_a_warning() -> None:
    effect = _measured(province(8, effect=0.12, relodged=0.2, size=300))

    assert effect.kind is Kind.BETTER
    assert any("rút hoặc dừng tăng" in warning for warning in verdict(effect).warnings)


def test_units_without_the_model_rarely_show_as_much() -> None:
    effect = _measured(province(1, effect=0.06), draws=39)

    assert effect.placebo is not None
    assert effect.placebo.draws == 39
    assert effect.placebo.chance <= 0.1


def test_the_same_cells_give_the_same_answer_in_any_order() -> None:
    found = province(9, effect=0.05)

    assert measure(found.cells, found.adoptions, draws=5) == measure(
        found.cells[::-1], dict(reversed(found.adoptions.items())), draws=5
    )


def test_four_units_are_not_enough() -> None:
    effect = _measured(province(10, units=40, adopting=4, effect=0.1))

    assert effect.kind is Kind.NOT_ENOUGH
    assert effect.lacks == (Lack.ADOPTING,)
    assert effect.estimate is None
    assert verdict(effect).headline == (
        "Chưa đủ dữ liệu: mới có 4 đơn vị áp dụng đủ 6 tháng trước và 3 tháng sau để so, "
        "cần ít nhất 5."
    )


def test_where_all_have_adopted_the_last_stand_for_the_others_until_they_do() -> None:
    found = province(11, units=40, adopting=40, effect=0.08, size=300)

    effect = _measured(found)

    assert effect.compared.others == 10
    assert effect.compared.adopting < 40
    assert effect.estimate is not None
    assert effect.estimate.low > 0


def test_nobody_left_to_compare_with_is_not_enough() -> None:
    found = province(12, units=20, adopting=20)
    together = dict.fromkeys(found.adoptions, date(2023, 1, 1))

    effect = measure(found.cells, together)

    assert effect.kind is Kind.NOT_ENOUGH
    assert effect.lacks == (Lack.OTHERS,)
    assert "không còn đủ đơn vị chưa áp dụng" in verdict(effect).headline
    assert set(effect.compared.left_out.values()) == {Left.NO_OTHERS}


def test_a_handful_of_dossiers_is_not_enough() -> None:
    found = province(13, units=14, adopting=7, size=1)

    effect = measure(
        found.cells,
        found.adoptions,
        demand=Demand(dossiers=1, widest=0.05),
        draws=0,
    )

    assert effect.kind is Kind.NOT_ENOUGH
    assert effect.lacks == (Lack.PRECISION,)
    assert "dao động rất rộng" in verdict(effect).headline


def test_nothing_at_all_is_not_enough() -> None:
    effect = measure([], {})

    assert effect.kind is Kind.NOT_ENOUGH
    assert "Chưa đủ dữ liệu" in verdict(effect).headline


def test_months_all_alike_do_not_break_it() -> None:
    found = province(14)
    perfect = [replace(cell, part=cell.whole, given_up=0) for cell in found.cells]

    effect = measure(perfect, found.adoptions)

    assert effect.kind in {Kind.NOT_ENOUGH, Kind.NO_CLEAR_DIFFERENCE}


def test_who_is_left_out_is_named_with_the_reason() -> None:
    found = province(15)
    adoptions = {
        **found.adoptions,
        "unit-000": date(2022, 2, 1),
        "unit-001": date(2023, 12, 1),
    }
    few = [
        replace(cell, part=0, whole=1, given_up=0) if cell.unit == "unit-050" else cell
        for cell in found.cells
    ]

    panel = prepared(few, adoptions, Demand())

    assert panel.left_out == {
        "unit-000": Left.NO_BEFORE,
        "unit-001": Left.NO_AFTER,
        "unit-050": Left.FEW_DOSSIERS,
    }
    assert "unit-001" in panel.others


def test_a_month_begun_in_the_middle_is_neither_before_nor_after() -> None:
    found = province(16)
    adoptions = {**found.adoptions, "unit-000": date(2022, 11, 15)}

    panel = prepared(found.cells, adoptions, Demand())

    months = {row.month for row in panel.rows if row.unit == "unit-000"}
    assert 2022 * 12 + 10 not in months
    assert panel.adopting["unit-000"] == 2022 * 12 + 11


def test_without_the_library_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "diff_diff", None)
    found = province(1)

    assert not estimating.is_installed()
    with pytest.raises(LibraryMissingError):
        measure(found.cells, found.adoptions)


@pytest.mark.parametrize(("part", "whole", "given_up"), [(2, 1, 0), (-1, 1, 0), (1, 2, 2)])
def test_a_part_larger_than_its_whole_is_refused(part: int, whole: int, given_up: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        Cell("unit", date(2024, 1, 1), part, whole, given_up)


def test_two_cells_of_a_month_are_refused() -> None:
    cell = Cell("unit", date(2024, 1, 1), 1, 10)

    with pytest.raises(ValueError, match="two cells"):
        measure([cell, cell], {})


@given(share=st.floats(min_value=-1, max_value=1))
def test_a_number_and_the_same_in_a_document_agree(share: float) -> None:
    assert agree(share, round(share, PLACES))
    assert not agree(share, round(share, PLACES) + 1e-4)
    assert not agree(share, None)
