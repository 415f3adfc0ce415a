"""The database goes away while people work: a clear page, what was typed kept, and no 500."""

import re
from collections.abc import Iterator
from html import unescape
from http import HTTPStatus
from uuid import UUID

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains
from pytest_django.plugin import DjangoDbBlocker

from motcua.runtime.database import is_away
from tests.dossiers.conftest import connected_to

NOBODY = "postgresql://motcua@127.0.0.1:1,127.0.0.1:2/motcua"
DESK = reverse("desk:accept", args=[UUID(int=7)])
TITLE = "Hệ thống đang nối lại dữ liệu"
TYPED = {
    "applicant_name": 'Hoà "Bé" <b>',
    "channel": ["direct", "post"],
    "csrfmiddlewaretoken": "x",
}


@pytest.fixture
def away(django_db_blocker: DjangoDbBlocker) -> Iterator[Client]:
    """Let no database be there; return the browser of an officer who had signed in before."""
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "a" * 32
    with django_db_blocker.unblock(), connected_to(NOBODY):
        yield client


@pytest.mark.parametrize("kind", ["urlencoded", "multipart"])
def test_what_was_typed_is_in_the_page_to_be_sent_again(away: Client, kind: str) -> None:
    if kind == "multipart":
        response = away.post(
            DESK, {**TYPED, "scan": SimpleUploadedFile("to-khai.pdf", b"%PDF-1.7")}
        )
    else:
        body = "applicant_name=Ho%C3%A0+%22B%C3%A9%22+%3Cb%3E&channel=direct&channel=post"
        response = away.post(DESK, body, content_type="application/x-www-form-urlencoded")

    assert response.headers["Retry-After"] == "10"
    assert response.headers["Cache-Control"] == "no-store"
    assertContains(response, TITLE, status_code=HTTPStatus.SERVICE_UNAVAILABLE)
    page = response.content.decode()
    page = page[page.index("<main") :]
    assert f'<form method="post" action="{DESK}"' in page
    kept = re.findall(r'<input type="hidden" name="(.*?)" value="(.*?)">', page)
    assert [(name, unescape(value)) for name, value in kept if name != "csrfmiddlewaretoken"] == [
        ("applicant_name", TYPED["applicant_name"]),
        ("channel", "direct"),
        ("channel", "post"),
    ]
    assert "Gửi lại" in page
    assert ("chọn lại tệp" in page) is (kind == "multipart")
    assert "Traceback" not in page


def test_a_password_is_not_written_back(away: Client) -> None:
    response = away.post(reverse("accounts:login"), {"username": "hoa", "password": "rat-bi-mat"})

    assertContains(response, "quay lại", status_code=HTTPStatus.SERVICE_UNAVAILABLE)
    assertNotContains(response, "rat-bi-mat", status_code=HTTPStatus.SERVICE_UNAVAILABLE)


def test_a_page_that_was_only_looked_at_can_be_loaded_again(away: Client) -> None:
    response = away.get("/thu-tuc/?q=khai+sinh")

    assertContains(response, TITLE, status_code=HTTPStatus.SERVICE_UNAVAILABLE)
    assertContains(
        response, 'href="/thu-tuc/?q=khai+sinh"', status_code=HTTPStatus.SERVICE_UNAVAILABLE
    )


def test_other_systems_are_told_when_to_come_again(away: Client) -> None:
    response = away.get("/api/v1/procedures", headers={"authorization": "Bearer x.y"})

    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert response.headers["Retry-After"] == "10"
    assert response.json()["code"] == "database-away"


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        pytest.param(psycopg.OperationalError("connection refused"), True, id="nobody listens"),
        pytest.param(psycopg.errors.AdminShutdown(), True, id="shut down"),
        pytest.param(psycopg.errors.CannotConnectNow(), True, id="starting"),
        pytest.param(psycopg.errors.ReadOnlySqlTransaction(), True, id="became a copy"),
        pytest.param(psycopg.InterfaceError("closed"), True, id="closed"),
        pytest.param(psycopg.errors.LockNotAvailable(), False, id="lock"),
        pytest.param(psycopg.errors.QueryCanceled(), False, id="took too long"),
        pytest.param(psycopg.errors.UniqueViolation(), False, id="unique"),
        pytest.param(ZeroDivisionError(), False, id="mistake of ours"),
        pytest.param(None, False, id="nothing"),
    ],
)
def test_only_a_lost_database_counts_as_one(
    error: BaseException | None, *, expected: bool
) -> None:
    assert is_away(error) is expected


def test_what_django_wraps_is_looked_into() -> None:
    wrapped = RuntimeError("as Django says it")
    wrapped.__cause__ = psycopg.errors.AdminShutdown()

    assert is_away(wrapped)
