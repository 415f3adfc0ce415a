"""Which way somebody is told, and whether a channel has fallen silent."""

from datetime import date, timedelta

import pytest

from motcua.notifications.choosing import ranked
from motcua.notifications.rates import silences

MAIL, PHONE = "hoa@thu.test", "0900000012"
DAY = date(2026, 11, 23)
BEFORE = [DAY - timedelta(days=days) for days in range(20, 0, -1)]


@pytest.mark.parametrize(
    ("chosen", "email", "phone", "carried", "ways"),
    [
        pytest.param("", MAIL, PHONE, "", ["email"], id="only mail is carried"),
        pytest.param("", MAIL, PHONE, "sms zalo", ["email", "sms"], id="mail first"),
        pytest.param("", "", PHONE, "sms zalo", ["sms"], id="no mail"),
        pytest.param("sms", MAIL, PHONE, "sms", ["sms", "email"], id="sms chosen"),
        pytest.param("zalo", MAIL, PHONE, "sms zalo", ["zalo", "email", "sms"], id="zalo chosen"),
        pytest.param("zalo", MAIL, PHONE, "sms", ["email", "sms"], id="zalo carried no more"),
        pytest.param("email", "", PHONE, "sms", ["sms"], id="address gone"),
        pytest.param("", "", "", "sms zalo", [], id="nothing known"),
        pytest.param("", "", PHONE, "zalo", [], id="nobody is chatted to unasked"),
    ],
)
def test_ways(chosen: str, email: str, phone: str, carried: str, ways: list[str]) -> None:
    found = ranked(
        chosen=chosen,
        email=email,
        phone=phone,
        carried=set(carried.split()),
        sms_by_default=True,
    )

    assert [channel for channel, _address in found] == ways


def test_without_the_default_only_who_chose_it_gets_sms_first() -> None:
    def of(chosen: str, email: str = "") -> list[str]:
        found = ranked(
            chosen=chosen, email=email, phone=PHONE, carried={"sms"}, sms_by_default=False
        )
        return [channel for channel, _address in found]

    assert of("") == []
    assert of("sms") == ["sms"]
    assert of("", MAIL) == ["email", "sms"]


@pytest.mark.parametrize(
    ("usual", "sent", "is_silent"),
    [
        pytest.param(40, 0, True, id="nothing"),
        pytest.param(40, 7, True, id="less than a fifth"),
        pytest.param(40, 8, False, id="a fifth"),
        pytest.param(4, 0, False, id="too few to tell"),
    ],
)
def test_silence(usual: int, sent: int, is_silent: bool) -> None:  # noqa: FBT001 - a table
    counts = {"email": {**dict.fromkeys(BEFORE, usual), DAY: sent}}

    assert bool(silences(counts, DAY, BEFORE)) is is_silent


def test_a_channel_of_a_few_days_is_not_judged() -> None:
    assert silences({"sms": dict.fromkeys(BEFORE[-3:], 40)}, DAY, BEFORE[-3:]) == []


def test_one_great_day_does_not_make_the_usual_ones_silent() -> None:
    counts = {"email": {**dict.fromkeys(BEFORE, 6), BEFORE[0]: 5000, DAY: 5}}

    assert silences(counts, DAY, BEFORE) == []
