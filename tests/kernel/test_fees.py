"""What a fee comes to, and that the sentences say the same as the sum."""

import pytest
from hypothesis import given, strategies as st

from motcua.kernel.fees import Count, Fee, FeeRule, FeeUnit, Relief, counted

CERTIFIED = FeeRule(
    2_000, FeeUnit.PAGE, further_from=3, further_dong=1_000, most_dong=200_000, basis="TT 226"
)
COPIES = FeeRule(8_000, FeeUnit.COPY)
POOR = Relief("ho-ngheo", "Người thuộc hộ nghèo")
HALF = Relief("mot-nua", "Người được giảm một nửa", percent=50)
HALVED = "Giảm 50% vì thuộc diện: Người được giảm một nửa"


@pytest.mark.parametrize(
    ("rule", "counts", "relief", "full", "due", "lines"),
    [
        (FeeRule(8_000), [], None, 8_000, 8_000, ["Mức thu 8.000 đồng"]),
        (FeeRule(8_000), [Count(5, 9)], None, 8_000, 8_000, ["Mức thu 8.000 đồng"]),
        (FeeRule(0), [], None, 0, 0, ["Không thu"]),
        (COPIES, [Count(2)], None, 16_000, 16_000, ["2 bản × 8.000 đồng"]),
        (
            COPIES,
            [Count(2)],
            POOR,
            16_000,
            0,
            ["2 bản × 8.000 đồng", "Miễn vì thuộc diện: Người thuộc hộ nghèo"],
        ),
        (
            COPIES,
            [Count(1)],
            HALF,
            8_000,
            4_000,
            ["1 bản × 8.000 đồng", HALVED],
        ),
        (CERTIFIED, [Count(1, 1)], None, 2_000, 2_000, ["1 trang (1 × 2.000 đồng)"]),
        (CERTIFIED, [Count(1, 2)], None, 4_000, 4_000, ["2 trang (2 × 2.000 đồng)"]),
        (
            CERTIFIED,
            [Count(1, 3)],
            None,
            5_000,
            5_000,
            ["3 trang (2 × 2.000 đồng + 1 × 1.000 đồng)"],
        ),
        (
            CERTIFIED,
            [Count(2, 3), Count(1, 1)],
            None,
            12_000,
            12_000,
            ["3 trang (2 × 2.000 đồng + 1 × 1.000 đồng) × 2 bản", "1 trang (1 × 2.000 đồng)"],
        ),
        (
            CERTIFIED,
            [Count(3, 400)],
            None,
            600_000,
            600_000,
            ["400 trang, tối đa 200.000 đồng/bản × 3 bản"],
        ),
        (
            FeeRule(101),
            [],
            HALF,
            101,
            50,
            ["Mức thu 101 đồng", f"Giảm 50% vì thuộc diện: {HALF.name}"],
        ),
    ],
)
def test_a_fee_is_what_its_rule_says(  # noqa: PLR0917, one row of the table
    rule: FeeRule,
    counts: list[Count],
    relief: Relief | None,
    full: int,
    due: int,
    lines: list[str],
) -> None:
    fee = counted(rule, counts, relief)

    assert (fee.full_dong, fee.due_dong) == (full, due)
    assert [line.text for line in fee.lines()] == lines


def test_a_rule_is_said_with_its_steps_and_its_limit() -> None:
    assert COPIES.words() == "8.000 đồng/bản"
    assert CERTIFIED.words() == (
        "2.000 đồng/trang, từ trang thứ 3 1.000 đồng, không quá 200.000 đồng/bản"
    )
    assert FeeRule(0).words() == "Không thu"


AMOUNTS = st.integers(0, 10_000_000)
RULES = st.one_of(
    st.builds(FeeRule, AMOUNTS, st.sampled_from([FeeUnit.DOSSIER, FeeUnit.COPY])),
    st.builds(
        FeeRule,
        AMOUNTS,
        st.just(FeeUnit.PAGE),
        further_from=st.integers(2, 50),
        further_dong=AMOUNTS,
        most_dong=st.none() | AMOUNTS,
    ),
)
COUNTS = st.lists(st.builds(Count, st.integers(1, 999), st.integers(1, 999)), max_size=5)
RELIEFS = st.none() | st.builds(Relief, st.just("x"), st.just("X"), st.integers(1, 100))


@given(RULES, COUNTS, RELIEFS)
def test_the_lines_make_the_sum_and_nobody_pays_less_than_nothing(
    rule: FeeRule, counts: list[Count], relief: Relief | None
) -> None:
    fee = counted(rule, counts, relief)

    assert sum(line.amount_dong for line in fee.lines()) == fee.due_dong
    assert 0 <= fee.due_dong <= fee.full_dong
    assert Fee.from_document(fee.to_document()) == fee


@given(RULES, st.integers(1, 998), st.integers(1, 998))
def test_one_copy_or_page_more_never_costs_less(rule: FeeRule, copies: int, pages: int) -> None:
    before = counted(rule, [Count(copies, pages)])

    assert counted(rule, [Count(copies + 1, pages)]).due_dong >= before.due_dong
    assert counted(rule, [Count(copies, pages + 1)]).due_dong >= before.due_dong


@given(RULES, COUNTS, st.integers(1, 99))
def test_more_let_off_is_never_dearer_and_all_of_it_is_free(
    rule: FeeRule, counts: list[Count], percent: int
) -> None:
    part, whole = Relief("a", "A", percent), Relief("a", "A", 100)

    assert counted(rule, counts, part).due_dong <= counted(rule, counts).due_dong
    assert counted(rule, counts, whole).due_dong == 0
