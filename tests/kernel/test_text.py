"""Vietnamese text has one spelling, one folding and one order."""

import random
import unicodedata
from typing import Any

import pytest
from hypothesis import given, strategies as st

from motcua.kernel.text import (
    clean,
    fold,
    given_name_sort_key,
    mask_name,
    mask_number,
    mask_phone,
    nfc,
    slug,
    sort_key,
    without_marks,
)
from tests.vectors import vectors


def of_kind(kind: str) -> list[Any]:
    return [pytest.param(v, id=v["id"]) for v in vectors("vietnamese_text", kind)]


@pytest.mark.parametrize("vector", of_kind("normalize"))
def test_text_is_normalised_as_published(vector: dict[str, Any]) -> None:
    assert nfc(vector["nfd"]) == vector["nfc"]
    assert without_marks(vector["nfd"]) == vector["no_accent"]
    assert fold(vector["nfc"]) == vector["no_accent"].lower()
    assert fold(vector["upper"]) == fold(vector["lower"])
    assert slug(vector["nfc"]) == vector["slug"]


@pytest.mark.parametrize("vector", of_kind("cleanup"))
def test_text_is_cleaned_as_published(vector: dict[str, Any]) -> None:
    assert clean(vector["input"]) == vector["expected"]


@pytest.mark.parametrize("vector", of_kind("tone_placement"))
def test_both_ways_of_placing_the_tone_are_found_by_one_search(vector: dict[str, Any]) -> None:
    assert fold(vector["old_style"]) == fold(vector["new_style"])


@pytest.mark.parametrize("vector", of_kind("collation"))
def test_text_is_in_the_order_of_the_dictionary(vector: dict[str, Any]) -> None:
    shuffled = sorted(vector["input"], key=lambda _: random.random())  # noqa: S311 - an order

    assert sorted(shuffled, key=sort_key) == vector["expected"]


@pytest.mark.parametrize("vector", of_kind("name_sort"))
def test_persons_are_in_vietnamese_order(vector: dict[str, Any]) -> None:
    assert sorted(vector["input"], key=sort_key) == vector["expected_by_full"]
    assert sorted(vector["input"], key=given_name_sort_key) == vector["expected_by_given_name"]


def test_alphabet_has_its_twenty_nine_letters_and_the_foreign_four() -> None:
    alphabet = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")

    assert sorted(sorted(alphabet), key=sort_key) == alphabet


def test_shorter_name_comes_first() -> None:
    names = ["An Ngãi Trung", "Anh", "An Ngãi", "An"]

    assert sorted(names, key=sort_key) == ["An", "An Ngãi", "An Ngãi Trung", "Anh"]


def test_letters_of_other_languages_sort_beside_their_kin() -> None:
    assert sorted(["Zoë", "Müller", "Mua", "Nga"], key=sort_key) == ["Mua", "Müller", "Nga", "Zoë"]


def test_sort_key_is_plain_text_for_a_column() -> None:
    key = sort_key("Nguyễn Thị Ánh – 漢")

    assert "\x00" not in key
    assert key.encode().decode() == key


def test_wrong_letter_of_old_lists_is_put_right() -> None:
    assert clean("Ðặng  Văn Ðạt\u200b") == "Đặng Văn Đạt"
    assert fold("Ðặng") == "dang"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet="aăâeêoôơuưđ\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323 "))
def test_spelling_does_not_depend_on_how_marks_were_typed(text: str) -> None:
    assert nfc(unicodedata.normalize("NFD", text)) == nfc(text)
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("077090000213", "077*****213"),
        ("273456789", "273*****789"),
        ("12345", "*****"),
        ("", "*****"),
    ],
)
def test_middle_of_a_number_is_hidden(number: str, masked: str) -> None:
    assert mask_number(number) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("0912 345 567", "*******567"), ("113", "*******"), ("", "*******")],
)
def test_all_of_a_telephone_but_its_end_is_hidden(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(("name", "masked"), [("Lê Thị Hoà", "Lê T. H."), ("Lê", "Lê"), ("", "")])
def test_name_is_shortened_to_initials(name: str, masked: str) -> None:
    assert mask_name(name) == masked
