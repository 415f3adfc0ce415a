"""Where a hook may lead, when it is told again, what is signed: rules without a database."""

import base64
import hmac
import ipaddress
import socket
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from motcua.dossiers.lifecycle import Action
from motcua.exchange.webhooks import signing
from motcua.exchange.webhooks.addresses import (
    AddressError,
    found_for,
    may_be_called,
    target_of,
)
from motcua.exchange.webhooks.kinds import OF_ACTION, Kind, known_kinds, label_of
from motcua.exchange.webhooks.schedule import (
    GIVEN_UP_AFTER,
    MOST_ATTEMPTS,
    is_given_up,
    pause_after,
)

NOWHERE = (
    # loopback, private, link-local, shared, benchmarks, documentation, multicast, reserved
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.5", "172.16.0.1", "192.168.1.1"),  # noqa: S104, not bound to
    *("169.254.1.1", "100.64.0.1", "198.18.0.1", "192.0.2.1", "203.0.113.9", "224.0.0.1"),
    *("239.255.255.250", "240.0.0.1", "255.255.255.255", "192.0.0.8"),
    # where clouds keep what a machine may know
    *("169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254"),
    # the same in version 6, and what stands for version 4 in it
    *("::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "fec0::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1"),
    *("2002:7f00:1::", "2002:a00:1::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
    *("64:ff9b:1::7f00:1", "2001:0:4136:e378:8000:63bf:f5ff:fffe"),
)
OPEN = ("8.8.8.8", "203.162.4.191", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808")


@pytest.mark.parametrize("address", NOWHERE)
def test_nothing_is_sent_into_networks_of_ones_own(address: str) -> None:
    assert not may_be_called(address, ())


@pytest.mark.parametrize("address", OPEN)
def test_the_open_internet_is_called_with_encryption_alone(address: str) -> None:
    assert may_be_called(address, ())
    assert not may_be_called(address, (), is_plain=True)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_no_private_address_is_called_however_it_is_written(address: Any) -> None:
    number = int(address)
    for written in (
        str(address),
        f"::ffff:{address}",
        str(ipaddress.IPv6Address((0x2002 << 112) | (number << 80))),
        str(ipaddress.IPv6Address((0x64FF9B << 96) | number)),
    ):
        assert not may_be_called(written, ())


def test_a_named_network_is_called_and_no_other_and_never_the_cloud_itself() -> None:
    named = (ipaddress.ip_network("10.20.0.0/16"), ipaddress.ip_network("169.254.0.0/16"))

    assert may_be_called("10.20.3.4", named, is_plain=True)
    assert may_be_called("::ffff:10.20.3.4", named)
    assert not may_be_called("10.21.3.4", named)
    assert not may_be_called("169.254.169.254", named)


@pytest.mark.parametrize(
    "address",
    [
        "http://vidu.vn/tin",
        "ftp://vidu.vn/tin",
        "//vidu.vn/tin",
        "vidu.vn/tin",
        "https://",
        "https:///tin",
        "https://ten:khoa@vidu.vn/",
        "https://ten@vidu.vn/",
        "https://vidu.vn:22/",
        "https://vidu.vn:0x1bb/",
        "https://vidu.vn:99999/",
        "https://vidu.vn/#a",
        "https://vidu.vn\\@10.0.0.1/",
        "https://vidu.vn/a b",
        "https://vidu.vn/\r\nX: y",
        "https://[::1/",
        "https://[fe80::1%25eth0]/",
        "https://vidu.vn/đường",
        "https://" + "a" * 70 + ".vn/",
        "https://vidu.vn/" + "a" * 500,
    ],
)
def test_what_is_no_address_of_a_hook_is_refused(address: str) -> None:
    with pytest.raises(AddressError):
        target_of(address, may_be_plain=False)


def test_an_address_is_taken_apart() -> None:
    one = target_of("https://Vidu.VN/tin?khoa=1", may_be_plain=False)
    other = target_of("https://một-cửa.vn:8443", may_be_plain=False)

    assert (one.host, one.port, one.path, one.named) == ("vidu.vn", 443, "/tin?khoa=1", "vidu.vn")
    assert (other.host[:4], other.path) == ("xn--", "/")
    assert other.named.endswith(".vn:8443")
    assert target_of("http://127.0.0.1:9000/", may_be_plain=True).is_plain
    assert target_of("https://[2001:db8::1]/", may_be_plain=False).named == "[2001:db8::1]"


def test_one_forbidden_address_behind_a_name_forbids_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: str, port: int, **_more: Any) -> list[Any]:
        if host == "khong-co.vn":
            raise socket.gaierror
        behind = {"vidu.vn": ["203.162.4.191"], "lua.vn": ["203.162.4.191", "10.0.0.7"]}[host]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in behind]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)

    assert found_for(target_of("https://vidu.vn/", may_be_plain=False), ()) == ["203.162.4.191"]
    for name, words in (("lua.vn", "mạng riêng"), ("khong-co.vn", "Không tìm thấy")):
        with pytest.raises(AddressError, match=words):
            found_for(target_of(f"https://{name}/", may_be_plain=False), ())


def test_thirteen_tries_take_a_little_more_than_a_day() -> None:
    pauses = [pause_after(attempt) for attempt in range(1, MOST_ATTEMPTS)]

    assert pauses == sorted(pauses)
    assert len(pauses) == 12
    assert timedelta(days=1) < sum(pauses, timedelta()) < timedelta(hours=26)
    assert pauses[0] < timedelta(minutes=1)
    began = datetime(2026, 11, 2, tzinfo=UTC)
    assert not is_given_up(began, began + GIVEN_UP_AFTER - timedelta(seconds=1))
    assert is_given_up(began, began + GIVEN_UP_AFTER)


def test_signatures_are_those_of_the_convention() -> None:
    # The example that the convention itself publishes.
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105, published
    body = b'{"test": 2432232314}'
    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

    found = signing.signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)

    assert found == expected


@given(st.binary(max_size=300), st.text("0123456789abcdef", min_size=1, max_size=40))
def test_both_secrets_sign_while_one_replaces_the_other(body: bytes, name: str) -> None:
    new, old = signing.new_secret(), signing.new_secret()
    at = datetime(2026, 11, 2, 9, tzinfo=UTC)

    headers = signing.signed_headers([new, old], name, at, body)

    words = f"{name}.{int(at.timestamp())}.".encode() + body
    for secret, given_signature in zip(
        (new, old), headers["webhook-signature"].split(" "), strict=True
    ):
        key = base64.b64decode(secret.split("_", 1)[1])
        expected = base64.b64encode(hmac.digest(key, words, "sha256")).decode()
        assert given_signature == f"v1,{expected}"
    assert len(base64.b64decode(new.split("_", 1)[1])) == 32


def test_every_kind_comes_from_an_act_and_has_words() -> None:
    assert set(OF_ACTION.values()) == set(Kind)
    assert len({kind.label for kind in Kind}) == len(Kind)
    assert known_kinds(["dossier.returned", "khong.co", "dossier.lodged", "dossier.lodged"]) == [
        "dossier.lodged",
        "dossier.returned",
    ]
    assert known_kinds(None) == []
    assert label_of("webhook.ping") == "Tin thử"
    assert label_of("x") == "x"
    assert Action.TAKE not in OF_ACTION
