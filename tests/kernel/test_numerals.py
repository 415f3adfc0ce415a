"""Numbers in words: what people say, and that every number can be read back."""

import pytest
from hypothesis import given, strategies as st

from motcua.kernel.numerals import MOST, dong_words, number_words

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
VALUES = {word: value for value, word in enumerate(DIGITS)} | {"mốt": 1, "tư": 4, "lăm": 5}


def read_back(words: str) -> int:
    """Read words as a listener does: digits, then what they count."""
    total = group = digit = 0
    for word in words.split():
        if word in VALUES:
            digit = VALUES[word]
            continue
        if word == "mười":
            group += 10
        elif word == "mươi":
            group += 10 * digit
        elif word == "trăm":
            group += 100 * digit
        elif word in {"nghìn", "triệu"}:
            total += (group + digit) * {"nghìn": 1_000, "triệu": 1_000_000}[word]
            group = 0
        elif word == "tỷ":
            total = (total + group + digit) * 1_000_000_000
            group = 0
        digit = 0
    return total + group + digit


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (8_000, "tám nghìn"),
        (25_500, "hai mươi lăm nghìn năm trăm"),
        (100_000, "một trăm nghìn"),
        (1_000_001, "một triệu không trăm linh một"),
        (1_250_000, "một triệu hai trăm năm mươi nghìn"),
        (2_021_034, "hai triệu không trăm hai mươi mốt nghìn không trăm ba mươi tư"),
        (1_000_000_000, "một tỷ"),
        (21_000_000_005, "hai mươi mốt tỷ không trăm linh năm"),
        (1_000_000_000_000, "một nghìn tỷ"),
    ],
)
def test_numbers_as_people_say_them(number: int, words: str) -> None:
    assert number_words(number) == words


def test_the_south_says_le() -> None:
    assert number_words(1_005, empty_ten="lẻ") == "một nghìn không trăm lẻ năm"


def test_an_amount_begins_with_a_capital_and_ends_with_dong() -> None:
    assert dong_words(21_000) == "Hai mươi mốt nghìn đồng"
    assert dong_words(8_000) == "Tám nghìn đồng"


@given(st.integers(0, MOST))
def test_words_can_be_read_back(number: int) -> None:
    assert read_back(number_words(number)) == number


@given(st.integers(0, MOST))
def test_words_keep_the_rules_of_the_language(number: int) -> None:
    words = f" {number_words(number)} "

    for never in (" mươi một ", " mươi năm ", " mươi bốn ", " mười mốt ", " mười năm ", "  "):
        assert never not in words
    assert " linh lăm " not in words


@pytest.mark.parametrize("number", [-1, MOST + 1])
def test_what_has_no_words_is_an_error(number: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        number_words(number)
