"""What holds of every operation: problems, pages, tags, keys, limits, numbers of requests."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given, strategies as st

from motcua.web.api.paging import CursorError, cursor_of, key_of
from motcua.web.api.problems import PROBLEMS, language_of
from tests.api_clients import Caller
from tests.factories import ProcedureFactory

LETTERS = st.text("aăâđ 1.-", max_size=20)


@given(st.lists(LETTERS | st.integers(-(2**62), 2**62), min_size=1, max_size=3))
def test_a_cursor_says_what_it_was_made_of(key: list[Any]) -> None:
    key = [
        one.replace("\x00", "").encode(errors="ignore").decode() if isinstance(one, str) else one
        for one in key
    ]
    cursor = cursor_of(*key)
    if len(cursor) <= 400:
        assert key_of(cursor, *map(type, key)) == tuple(key)


@given(st.text(max_size=500))
def test_what_is_no_cursor_is_refused_and_nothing_else_happens(text: str) -> None:
    try:
        found = key_of(text, int)
    except CursorError:
        return
    assert isinstance(found[0], int)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor",
    ["x", "%00", "WzFd", cursor_of(2**62), cursor_of("a", 1), "A" * 5000, cursor_of("\ud7ff")],
)
@pytest.mark.parametrize("path", ["procedures", "units", "agencies", "dossiers"])
def test_no_cursor_breaks_anything(notary: Caller, path: str, cursor: str) -> None:
    status = notary.get(f"{path}?cursor={cursor}").status_code

    assert status in {200, 400, 422}


@pytest.mark.django_db
def test_a_read_is_not_sent_twice(notary: Caller) -> None:
    ProcedureFactory.create(code="1.004873")
    first = notary.get("procedures/1.004873")

    again = notary.get("procedures/1.004873", **{"If-None-Match": first["ETag"]})
    other = notary.get("procedures/1.004873", **{"If-None-Match": '"khac"'})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert other.status_code == 200
    assert "private" in first["Cache-Control"]


@pytest.mark.django_db
def test_problems_are_told_in_the_language_that_is_asked_for(notary: Caller) -> None:
    vietnamese = notary.get("procedures/0").json()
    english = notary.get("procedures/0", **{"Accept-Language": "en-GB,en;q=0.9"})
    invalid = notary.get("procedures?limit=0", **{"Accept-Language": "vi"})

    assert vietnamese["title"] == "Không tìm thấy."
    assert english.json()["title"] == "Not found."
    assert english["Content-Language"] == "en"
    assert english.json()["type"] == vietnamese["type"] == "urn:motcua:problem:not-found"
    assert invalid.json()["errors"] == [{"path": "limit", "message": "Nhỏ quá."}]
    assert invalid["Content-Type"] == "application/problem+json"


def test_silence_and_nonsense_are_vietnamese(rf: Any) -> None:
    for said in ("", "fr", "en;q=0.1, vi;q=0.5", "en;q=nonsense", ";;;", "*"):
        assert language_of(rf.get("/", headers={"Accept-Language": said})) == "vi"
    assert language_of(rf.get("/", headers={"Accept-Language": "vi;q=0.3,en;q=0.8"})) == "en"


@pytest.mark.django_db
def test_every_answer_has_a_number_and_says_how_often_one_may_call(notary: Caller) -> None:
    own = notary.get("roster")
    other = notary.get("roster")

    assert len(own["X-Request-Id"]) == 16
    assert own["X-Request-Id"] != other["X-Request-Id"]
    assert own["RateLimit-Policy"] == '"client";q=300;w=60'
    assert own["RateLimit"] == '"client";r=299;t=60'


@pytest.mark.django_db
def test_addresses_that_are_none_are_problems_too(notary: Caller) -> None:
    unknown = Client().get("/api/v1/khong-co")
    odd = Client().get("/api/v1/procedures?q=%00")
    wrong_way = notary.post("procedures", {})

    assert (unknown.status_code, unknown.json()["code"]) == (404, "not-found")
    assert (odd.status_code, odd.json()["code"]) == (400, "bad-request")
    assert (wrong_way.status_code, wrong_way.json()["code"]) == (405, "method-not-allowed")
    assert wrong_way["Allow"] == "GET"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body", [b"", b"{", b"[1]", b'{"a": NaN}', b"[" * 50_000, b'"\\ud800"', b'{"x":"\\u0000"}']
)
def test_a_body_that_is_none_is_refused(notary: Caller, body: bytes) -> None:
    answer = Client().post(
        "/api/v1/petitions",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {notary.token}", "Idempotency-Key": "k"},
    )

    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_too_much_is_refused(notary: Caller, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    big = notary.post("files?name=x.pdf", b"x" * 1001)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    long = notary.post("dossiers", {"x": "y" * 2000})

    assert (big.status_code, long.status_code) == (413, 413)
    assert long.json()["code"] == "too-big"


def test_every_problem_has_both_languages_and_a_code_of_its_own() -> None:
    assert all(one.vi and one.en and one.code == code for code, one in PROBLEMS.items())
