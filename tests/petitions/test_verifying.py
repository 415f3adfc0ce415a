"""Codes sent to an address: right once, in time, and not often."""

import re
from datetime import timedelta
from typing import Any

import pytest

from motcua.notifications.models import Message
from motcua.petitions.models import Verification
from motcua.petitions.services.verifying import (
    MOST_AN_HOUR,
    MOST_TRIES,
    VerificationError,
    check_code,
    send_code,
)
from tests import factories
from tests.factories import THURSDAY_MORNING

pytestmark = pytest.mark.django_db
AT = THURSDAY_MORNING


@pytest.fixture(autouse=True)
def _words() -> None:
    factories.message_templates()


def sent(at: Any = AT) -> tuple[int, str]:
    row = send_code(phone="", email="hoa@example.vn", at=at)
    message = Message.objects.latest("pk")
    [code] = set(re.findall(r"\b\d{6}\b", f"{message.subject} {message.body}"))
    return row.pk, code


def test_the_right_code_opens_once() -> None:
    number, code = sent()

    check_code(number, f" {code[:3]} {code[3:]}", at=AT)

    with pytest.raises(VerificationError, match="không còn dùng được"):
        check_code(number, code, at=AT)


def test_a_wrong_code_counts_and_after_five_the_right_one_is_refused_too() -> None:
    number, code = sent()
    wrong = f"{(int(code) + 1) % 10**6:06}"

    for left in range(MOST_TRIES - 1, 0, -1):
        with pytest.raises(VerificationError, match=f"{left} lần"):
            check_code(number, wrong, at=AT)
    with pytest.raises(VerificationError):
        check_code(number, wrong, at=AT)

    with pytest.raises(VerificationError, match="không còn dùng được"):
        check_code(number, code, at=AT)


def test_a_late_code_is_refused() -> None:
    number, code = sent()

    with pytest.raises(VerificationError, match="không còn dùng được"):
        check_code(number, code, at=AT + timedelta(minutes=15))


def test_an_address_is_written_to_so_often_and_no_oftener() -> None:
    for _time in range(MOST_AN_HOUR):
        sent()

    with pytest.raises(VerificationError, match="chờ một giờ"):
        sent()
    assert sent(AT + timedelta(hours=1, minutes=1))


def test_neither_code_nor_address_is_kept() -> None:
    _number, code = sent()

    [row] = Verification.objects.values_list()

    assert not any(part in str(row) for part in (code, "hoa@example.vn"))


def test_a_telephone_that_nobody_carries_to_is_said(settings: Any) -> None:
    settings.MESSAGE_PROVIDERS = ()

    with pytest.raises(VerificationError, match="thư điện tử"):
        send_code(phone="0900000012", email="", at=AT)
    assert not Verification.objects.exists()
