"""The pages of the book of dossiers (form 07)."""

import re
from collections.abc import Iterator
from html import unescape
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import DeskFactory
from tests.web.desk_pages import MONDAY, AtDesk, sit_down
from tests.web.office_pages import accepted, address

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(client: Client, settings: Any, tmp_path: Path) -> AtDesk:
    settings.FILES_FOLDER = tmp_path
    return sit_down(client)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def test_the_book_shows_the_month_page_by_page_without_telephone_numbers(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.web.office.book.PAGE", 2)
    codes = [accepted(at_desk, number).code for number in (1, 2, 3)]

    first = at_desk.client.get(address("book"))
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first.content.decode())
    second = at_desk.client.get(unescape(following))

    assertContains(first, "01/11/2026 đến 30/11/2026")
    assertContains(first, codes[0])
    assertNotContains(first, codes[2])
    assertContains(second, codes[2])
    assertNotContains(first, "0900000012")
    assertContains(first, "*******012")


def test_the_book_of_chosen_days_is_shown_and_printed(at_desk: AtDesk) -> None:
    dossier = accepted(at_desk)
    days = {"ky": "ngay", "tu": "20/11/2026", "den": "23/11/2026"}

    page = at_desk.client.get(address("book"), days)
    printed = at_desk.client.get(address("book-pdf"), days)
    quarter = at_desk.client.get(address("book"), {"ky": "quy"})
    before = at_desk.client.get(
        address("book"), {"ky": "ngay", "tu": "01/11/2026", "den": "22/11/2026"}
    )

    assertContains(page, dossier.code)
    assertContains(quarter, "01/10/2026 đến 31/12/2026")
    assertContains(before, "Không có hồ sơ nào")
    assert printed.content.startswith(b"%PDF-")
    assert printed["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"tu": "31/12/2025", "den": "01/01/2026"}, "cùng một năm"),
        ({"tu": "02/01/2026", "den": "01/01/2026"}, "đứng trước"),
        ({"tu": "hôm qua", "den": ""}, "Ngày ghi như"),
    ],
)
def test_days_that_no_book_has_stay_typed_with_a_sentence(
    at_desk: AtDesk, days: dict[str, str], sentence: str
) -> None:
    page = at_desk.client.get(address("book"), {"ky": "ngay", **days})
    printed = at_desk.client.get(address("book-pdf"), {"ky": "ngay", **days})

    assertContains(page, sentence, status_code=422)
    assertContains(page, f'value="{days["tu"]}"', status_code=422)
    assert printed.status_code == HTTPStatus.NOT_FOUND


def test_a_book_too_long_for_one_print_says_so(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.dossiers.book.MOST_PRINTED", 1)
    accepted(at_desk, 1)
    accepted(at_desk, 2)

    response = at_desk.client.get(address("book-pdf"))

    assertContains(response, "chọn khoảng ngắn hơn", status_code=422)


def test_the_book_of_another_agency_is_not_opened(at_desk: AtDesk) -> None:
    other = DeskFactory.create()

    for name in ("book", "book-pdf"):
        response = at_desk.client.get(address(name), {"co-quan": other.agency.code})
        assert response.status_code == HTTPStatus.NOT_FOUND, name


@pytest.mark.parametrize("odd", ["x", "9" * 5_000, "-3"])
def test_a_broken_place_in_the_book_breaks_nothing(at_desk: AtDesk, odd: str) -> None:
    accepted(at_desk)

    page = at_desk.client.get(address("book"), {"sau": odd, "ky": odd})

    assert page.status_code == HTTPStatus.OK
