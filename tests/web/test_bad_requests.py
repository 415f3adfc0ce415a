"""Requests that no page of ours sends: too long, too many, not text. Each gets a sentence."""

from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django.asserts import assertContains
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/dang-nhap/"
TOO_BIG = "Phần gửi lên quá lớn"


def test_a_body_too_long_is_turned_away_before_it_is_read(
    client: Client, settings: Settings
) -> None:
    settings.REQUEST_MAX_BYTES = 1000

    response = client.post(LOGIN, {"username": "x" * 2000})

    assertContains(response, TOO_BIG, status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param({"username": "x" * 3_000_000}, id="long"),
        pytest.param({f"n{number}": "1" for number in range(3_000)}, id="many"),
    ],
)
@pytest.mark.parametrize("enforces", [True, False])
def test_a_form_too_large_says_so(typed: dict[str, str], *, enforces: bool) -> None:
    client = Client(enforce_csrf_checks=enforces)
    client.get(LOGIN)

    response = client.post(LOGIN, typed)

    assertContains(response, TOO_BIG, status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def test_a_broken_form_is_a_bad_request(client: Client) -> None:
    response = client.post(LOGIN, b"nonsense", content_type="multipart/form-data")

    assert response.status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize(
    "address", ["/tra-cuu/?ma=%00", "/thu-tuc/?q=a%00b", "/tra-cuu/%00/", "/thu-tuc/1.0%00/"]
)
def test_what_no_keyboard_types_is_a_bad_request(client: Client, address: str) -> None:
    assert client.get(address).status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize(
    "query",
    [
        "ma=%ED%A0%80",
        "ma=%E2%80%AE%E2%80%8F",
        "ma=" + "9" * 5_000,
        "ma=%F0%9F%98%80",
    ],
)
def test_strange_codes_are_simply_not_found(client: Client, query: str) -> None:
    response = client.get(f"/tra-cuu/?{query}")

    assert response.status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY}


@pytest.mark.parametrize("version", ["0", "99999", "9" * 30])
def test_a_receipt_that_never_was_is_not_found(client: Client, version: str) -> None:
    response = client.get(f"/giay/K7MT-4XQ9-2HWP/{version}/")

    assert response.status_code == HTTPStatus.NOT_FOUND
