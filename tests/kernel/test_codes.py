"""Codes that people type are checked strictly, and read generously."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from motcua.kernel.codes import (
    DEFAULT_PATTERN,
    CodePattern,
    ParsedCode,
    birth_place,
    check_dossier_code,
    check_old_id,
    check_personal_id,
    check_tax_code,
    new_tracking_code,
    normalize_tracking_code,
)
from tests.vectors import vectors

TODAY = date(2026, 11, 23)
PLAIN_IDS = [vector for vector in vectors("cccd") if "kind" not in vector]


@pytest.mark.parametrize("vector", [pytest.param(v, id=v["id"]) for v in PLAIN_IDS])
def test_personal_number_is_valid_as_published(vector: dict[str, Any]) -> None:
    checked = check_personal_id(vector["number"], on=TODAY)

    assert checked.valid == vector["valid"]
    assert bool(checked.reason) == (not vector["valid"])
    if "province" in vector:
        assert birth_place(vector["number"]) == vector["province"]


@pytest.mark.parametrize(
    "vector", [pytest.param(v, id=v["id"]) for v in vectors("cccd", "cross_check")]
)
def test_mismatch_with_birth_or_sex_warns_and_does_not_block(vector: dict[str, Any]) -> None:
    checked = check_personal_id(
        vector["number"],
        on=TODAY,
        birth_on=date.fromisoformat(vector["birth_date"]),
        sex=vector["gender"],
    )

    assert checked.valid
    assert (checked.warnings == ()) == vector["consistent"]


def test_person_registered_abroad_has_a_country_code() -> None:
    assert check_personal_id("139090000001", on=TODAY).valid
    assert not check_personal_id("296090000001", on=TODAY).valid


def test_other_sex_than_the_number_says_is_warned_of() -> None:
    assert check_personal_id("077090000001", on=TODAY, sex="nữ").warnings != ()


@pytest.mark.parametrize("vector", [pytest.param(v, id=v["id"]) for v in vectors("mst")])
def test_tax_code_is_valid_as_published(vector: dict[str, Any]) -> None:
    assert check_tax_code(vector["number"], on=TODAY).valid == vector["valid"]


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        ("077090000001", True),
        ("999090000001", False),
        ("3501234565001", True),
        ("3500000000", False),
        ("3501234565 001", False),
        ("3501234565-01", False),
        ("", False),
    ],
)
def test_tax_code_of_a_person_or_a_branch(value: str, valid: bool) -> None:  # noqa: FBT001
    assert check_tax_code(value, on=TODAY).valid == valid


def test_branch_is_written_with_its_hyphen() -> None:
    assert check_tax_code("3501234565001", on=TODAY).normalized == "3501234565-001"


@pytest.mark.parametrize(
    ("value", "valid"),
    [("273456789", True), ("27345678", False), ("2734567890", False), ("27345678٩", False)],
)
def test_old_card_has_nine_ascii_digits(value: str, valid: bool) -> None:  # noqa: FBT001
    assert check_old_id(value).valid == valid


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        ("000.00.01.H29-240115-0001", True),
        ("H29.12-240115-0001", True),
        ("H06-240912-0744", True),
        ("H06.34.56.78-240912-10000", True),
        ("H29.12-240230-0001", False),
        ("H29.12-241315-0001", False),
        ("H29.12-240115-0000", False),
        ("H29.12-240115-1", False),
        ("h29.12-240115-0001", False),
        (" H29.12-240115-0001", False),
        ("H29.12-240115-0001\n", False),
        ("H29.12.34.56.78-240115-0001", False),
        ("H29.12/240115/0001", False),
        ("", False),
    ],
)
def test_dossier_code_of_either_circular(value: str, valid: bool) -> None:  # noqa: FBT001
    assert check_dossier_code(value).valid == valid


@given(
    st.sampled_from(["H06", "H06.26", "H06.26.01", "000.00.01.H29"]),
    st.dates(date(2018, 1, 1), date(2099, 12, 31)),
    st.integers(1, 99_999),
    st.sampled_from(
        [
            DEFAULT_PATTERN,
            "{agency}/{yyyy}{mm}{dd}/{number:05}",
            "HS{number:04}.{dd}{mm}{yy}.{agency}",
        ]
    ),
)
def test_code_that_was_written_can_be_read(
    agency: str, day: date, number: int, pattern: str
) -> None:
    code = CodePattern(pattern).render(agency, day, number)

    assert CodePattern(pattern).parse(code) == ParsedCode(agency, day, number)
    assert CodePattern(pattern).matches(code)


def test_default_code_is_the_one_of_the_circular() -> None:
    assert CodePattern().render("H06.26", date(2024, 9, 12), 7) == "H06.26-240912-0007"


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "{agency}-{number}",
        "{agency}-{yy}{mm}{dd}",
        "{yy}{mm}{dd}-{number}",
        DEFAULT_PATTERN + "{x}",
    ],
)
def test_pattern_that_could_give_a_code_twice_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="number"):
        CodePattern(pattern)


def test_tracking_codes_do_not_repeat_or_look_alike() -> None:
    codes = {new_tracking_code() for _ in range(2_000)}

    assert len(codes) == 2_000
    assert not set("".join(codes)) & set("0O1IL2Z5S8BUV")


def test_tracking_code_is_read_however_it_is_typed() -> None:
    code = new_tracking_code()

    assert normalize_tracking_code(f" {code.lower().replace('-', ' ')} ") == code
    assert normalize_tracking_code(code.replace("-", "–")) == code


@pytest.mark.parametrize("text", ["", "K7MT", "K7MT-4XQ9-0000", "K7MT-4XQ9-ĐĐĐĐ"])
def test_text_that_is_no_tracking_code_is_none(text: str) -> None:
    assert normalize_tracking_code(text) == ""
