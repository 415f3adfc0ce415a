"""The reader chooses a language; the page says which one it is in."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import translation

from motcua.web.languages.reader import COOKIE

pytestmark = pytest.mark.django_db
CHOICE = "/ngon-ngu/"


def test_a_page_is_vietnamese_until_somebody_chooses(client: Client) -> None:
    page = client.get("/", headers={"accept-language": "en"})

    assert page.headers["Content-Language"] == "vi"
    assert "Cookie" in page.headers["Vary"]
    assert '<html lang="vi">' in page.content.decode()
    assert 'value="en" lang="en">English<' in page.content.decode()


def test_the_choice_is_remembered_and_taken_back(client: Client) -> None:
    chosen = client.post(CHOICE, {"language": "en", "back": "/thu-tuc/?q=a"})
    english = client.get("/thu-tuc/?q=a")
    client.post(CHOICE, {"language": "vi", "back": "/"})
    vietnamese = client.get("/")

    assert chosen.headers["Location"] == "/thu-tuc/?q=a"
    assert english.headers["Content-Language"] == "en"
    assert '<html lang="en">' in english.content.decode()
    assert "Tiếng Việt" in english.content.decode()
    assert vietnamese.headers["Content-Language"] == "vi"
    assert translation.get_language() == "vi"


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "", "javascript:1"])
def test_the_choice_leads_to_no_other_host(client: Client, back: str) -> None:
    response = client.post(CHOICE, {"language": "en", "back": back})

    assert response.headers["Location"] == "/"


def test_another_site_chooses_nothing(client: Client) -> None:
    client.post(CHOICE, {"language": "en", "back": "/"}, headers={"sec-fetch-site": "cross-site"})

    assert COOKIE not in client.cookies


def test_an_unknown_language_is_none(client: Client) -> None:
    client.post(CHOICE, {"language": "fr", "back": "/"})

    assert COOKIE not in client.cookies
    assert client.get(CHOICE).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_what_goes_wrong_is_told_in_the_readers_language(client: Client) -> None:
    client.cookies[COOKIE] = "en"

    page = client.get("/khong-co/")

    assert page.status_code == HTTPStatus.NOT_FOUND
    assert '<html lang="en">' in page.content.decode()
