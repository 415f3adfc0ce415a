"""Numbers of people as keyed hashes."""

import pytest
from hypothesis import given, strategies as st
from pytest_django import Settings

from motcua.people.keyed import number_key

NUMBERS = st.text("0123456789", min_size=9, max_size=13)


@given(NUMBERS)
def test_one_number_has_one_key_however_it_is_typed(number: str) -> None:
    typed = f" {number[:3]}.{number[3:6]} {number[6:]}-"

    assert number_key(typed) == number_key(number)
    assert len(number_key(number)) == 64
    assert number not in number_key(number)


@given(NUMBERS, NUMBERS)
def test_different_numbers_have_different_keys(one: str, other: str) -> None:
    assert (number_key(one) == number_key(other)) == (one == other)


def test_another_key_makes_another_hash(settings: Settings) -> None:
    before = number_key("079301000001")

    settings.NUMBER_KEY = "another"

    assert number_key("079301000001") != before


@pytest.mark.parametrize("nothing", ["", "  ", "–"])
def test_nothing_is_no_number(nothing: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        number_key(nothing)
