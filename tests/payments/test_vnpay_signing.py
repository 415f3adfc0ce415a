"""The signature of VNPay, against the published rule's examples."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from motcua.cli.vnpay import vnpay
from motcua.payments.vnpay_signing import is_signed, sign, sign_data

VECTORS: Final = json.loads(
    (Path(__file__).parents[1] / "vectors" / "vnpay.json").read_text(encoding="utf-8")
)["vectors"]


def id_of(vector: dict[str, Any]) -> str:
    return str(vector["id"])


@pytest.mark.parametrize("vector", [v for v in VECTORS if v["kind"] == "request"], ids=id_of)
def test_requests_are_signed(vector: dict[str, Any]) -> None:
    assert sign_data(vector["params"]) == vector["sign_data"]
    assert sign(vector["params"], vector["secret"]) == vector["secure_hash"]

    outcome = CliRunner().invoke(
        vnpay, ["sign", "--secret", vector["secret"]], input=json.dumps(vector["params"])
    )
    assert outcome.output.strip() == vector["secure_hash"]


@pytest.mark.parametrize("vector", [v for v in VECTORS if v["kind"] == "return"], ids=id_of)
def test_answers_are_checked(vector: dict[str, Any]) -> None:
    assert is_signed(vector["params"], vector["secret"]) is (vector["expect"] == "valid")


@pytest.mark.parametrize("given", ["", "đ", "00" * 64])
def test_a_missing_or_odd_signature_is_none(given: str) -> None:
    assert not is_signed({"vnp_Amount": "1", "vnp_SecureHash": given}, "s")


@pytest.mark.parametrize("given", ["[]", "{", '{"a": [1]}', '{"a": true}'])
def test_the_command_refuses_what_are_no_parameters(given: str) -> None:
    outcome = CliRunner().invoke(vnpay, ["sign", "--secret", "s"], input=given)

    assert outcome.exit_code == 2
