"""Steps, authors and aims as they are typed."""

from decimal import Decimal

import pytest

from motcua.initiatives.content import (
    Aim,
    Author,
    ContentError,
    Measure,
    Stage,
    checked_aims,
    checked_authors,
    checked_stages,
    read_aims,
    read_authors,
    read_stages,
    share_typed,
)


def test_rows_that_say_nothing_are_left_out() -> None:
    assert checked_stages([("  Chọn  thủ tục ", " một tuần "), ("", "")]) == [
        Stage("Chọn thủ tục", "một tuần")
    ]
    assert checked_authors([("Lê A", "100"), ("", "")]) == [Author("Lê A", 100)]
    assert checked_aims([("early", "", ""), ("in_time", "", "99,6")]) == [
        Aim(Measure.IN_TIME, None, Decimal("99.6"))
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ([], "Chưa có tác giả"),
        ([("Lê A", "60"), ("Lê B", "50")], "cộng lại là 110"),
        ([("Lê A", "40")], "cộng lại là 40"),
        ([("Lê A", "50"), ("lê a", "50")], "ghi hai lần"),
        ([("", "50"), ("Lê A", "50")], "chưa có tên tác giả"),
        ([("Lê A", "nửa")], "số nguyên từ 1 đến 100"),
        ([("Lê A", "-5")], "số nguyên từ 1 đến 100"),
        ([("Lê A", "9" * 5000)], "số nguyên từ 1 đến 100"),
        ([("Lê A", "١٠٠")], "số nguyên từ 1 đến 100"),
    ],
)
def test_authors_that_do_not_add_up_are_refused(
    typed: list[tuple[str, str]], sentence: str
) -> None:
    with pytest.raises(ContentError, match=sentence):
        checked_authors(typed)


@pytest.mark.parametrize("typed", ["100,1", "-1", "chín", "NaN", "Infinity", "99,666", "1e400"])
def test_a_share_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ContentError, match="từ 0 đến 100"):
        share_typed(typed)


@pytest.mark.parametrize(
    ("typed", "share"), [("99,6", "99.6"), ("99.6 %", "99.6"), ("100", "100"), (" 0 ", "0")]
)
def test_a_share_is_read_as_people_write_it(typed: str, share: str) -> None:
    assert share_typed(typed) == Decimal(share)


def test_a_baseline_without_a_target_is_no_aim() -> None:
    with pytest.raises(ContentError, match="chưa có mục tiêu"):
        checked_aims([("early", "80", "")])


def test_a_note_without_a_step_and_too_many_steps_are_refused() -> None:
    with pytest.raises(ContentError, match="chưa có tên bước"):
        checked_stages([("", "một tuần")])
    with pytest.raises(ContentError, match="Nhiều nhất 12"):
        checked_stages([(f"Bước {n}", "") for n in range(13)])


def test_what_is_stored_is_read_again() -> None:
    stages, authors = [Stage("Một", "ngày")], [Author("Lê A", 100)]
    aims = [
        Aim(Measure.EARLY, Decimal("80.5"), Decimal(95)),
        Aim(Measure.ONLINE, None, Decimal(1)),
    ]

    assert read_stages([one.to_dict() for one in stages]) == stages
    assert read_authors([one.to_dict() for one in authors]) == authors
    assert read_aims([one.to_dict() for one in aims]) == aims
