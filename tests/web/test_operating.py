"""Probes, metrics, the id of a request, and what of a request gets into the log."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from motcua.conf import milestones
from motcua.conf.logs import JsonFormatter
from motcua.kernel import clock
from motcua.web.operating import probes
from tests.web.test_rights import PRIVATE
from tests.world import World

pytestmark = pytest.mark.django_db
STRANGER = "203.0.113.9"


def heard_of(seconds_ago: int) -> None:
    """Let a worker have been heard of."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)",
            [clock.now() - timedelta(seconds=seconds_ago)],
        )


def test_alive_asks_nothing(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/suc-khoe/web", headers={"host": "10.9.8.7"})

    # Asked by address and without HTTPS, whatever the pages ask for.
    assert (response.status_code, response.content) == (HTTPStatus.OK, b'{"web": "ok"}')
    assert response.headers["Cache-Control"] == "no-store"


def test_ready_is_one_question(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/suc-khoe/san-sang")
    with django_assert_num_queries(1):
        response = client.get("/suc-khoe/san-sang")

    assert response.status_code == HTTPStatus.OK


def test_not_ready_without_tables_or_database(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(milestones._Whole, "is_whole", False)  # noqa: SLF001
    monkeypatch.setattr(milestones._Whole, "known", {("dossiers", "9999_later")})  # noqa: SLF001
    behind = client.get("/suc-khoe/san-sang")

    def away() -> bool:
        raise DatabaseError

    monkeypatch.setattr(probes, "missing_here", away)
    alone = client.get("/suc-khoe/san-sang")

    assert (behind.status_code, behind.json()) == (503, {"migrations": "failed"})
    assert (alone.status_code, alone.json()) == (503, {"database": "failed"})


@pytest.mark.parametrize(("seconds", "status"), [(5, 200), (90, 503), (None, 503)])
def test_a_worker_that_is_silent_is_gone(client: Client, seconds: int | None, status: int) -> None:
    if seconds is not None:
        heard_of(seconds)

    assert client.get("/suc-khoe/tien-trinh-nen").status_code == status


def test_a_probe_cannot_be_posted_to(client: Client) -> None:
    assert client.post("/suc-khoe/web").status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_metrics_are_for_those_named_or_with_the_word(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "mot-tu-rat-dai-khong-ai-doan-duoc"  # noqa: S105, of this test
    bearer = {"authorization": f"Bearer {settings.METRICS_TOKEN}"}

    near = client.get("/metrics")
    far = client.get("/metrics", REMOTE_ADDR=STRANGER)
    through_a_proxy = client.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"})
    wrong = client.get("/metrics", headers={"authorization": "Bearer x"})
    right = client.get(
        "/metrics", headers={**bearer, "x-forwarded-for": "203.0.113.9"}, REMOTE_ADDR=STRANGER
    )

    assert near.status_code == right.status_code == HTTPStatus.OK
    assert near.headers["Content-Type"] == CONTENT_TYPE_PLAIN_0_0_4
    assert {far.status_code, through_a_proxy.status_code, wrong.status_code} == {404}


def test_no_word_is_no_way_in(client: Client) -> None:
    assert (
        client.get(
            "/metrics", headers={"authorization": "Bearer "}, REMOTE_ADDR=STRANGER
        ).status_code
        == 404
    )


def test_requests_are_counted_by_route_and_strange_addresses_are_one(client: Client) -> None:
    for address in ("/thu-tuc/", "/tra-cuu/khong-co-ma-nay/", "/khong/co/1", "/khong/co/2"):
        client.get(address)

    text = client.get("/metrics").content.decode()

    assert 'motcua_http_requests_total{method="GET",route="public:catalogue",status="200"}' in text
    assert 'route="public:track"' in text
    assert 'method="GET",route="unknown",status="404"} ' in text
    assert "khong" not in text


def test_an_id_of_a_trusted_proxy_is_kept(client: Client, settings: Settings) -> None:
    header = {"x-request-id": "of-the-proxy-1"}
    alone = client.get("/suc-khoe/web", headers=header).headers["X-Request-ID"]
    settings.TRUSTED_PROXIES = 1
    behind = client.get("/suc-khoe/web", headers=header).headers["X-Request-ID"]

    assert alone != "of-the-proxy-1"
    assert behind == "of-the-proxy-1"


def test_our_own_mistake_has_a_number_to_read_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("motcua.web.public.catalogue.render", broken)
    client.raise_request_exception = False

    page = client.get("/")

    assert page.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert page.headers["X-Request-ID"] in page.content.decode()


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """Return the lines of the log, as they would be written in production."""
    found: list[str] = []

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(self.format(record))

    handler = Keeping()
    handler.setFormatter(JsonFormatter())
    logging.root.addHandler(handler)
    yield found
    logging.root.removeHandler(handler)


def test_nobody_is_in_the_log(
    client: Client, settings: Settings, world: World, lines: list[str]
) -> None:
    settings.LOG_REQUESTS = True
    dossier = world.dossiers["accepted"]
    officer = world.here.officers[min(world.here.officers)]
    assert officer.account is not None
    client.raise_request_exception = False
    client.get(f"/tra-cuu/{dossier.tracking_code}/?ten=Nguyễn Thị Hoà")
    client.get(f"/tra-cuu/{dossier.tracking_code}x/khang@example.vn/")
    client.post("/tai-khoan/dang-nhap/", {"username": "077190000031", "password": "0900000012"})
    client.force_login(officer.account, backend="motcua.accounts.backends.AccountBackend")
    client.get(f"/can-bo/ho-so/{dossier.code}/")
    client.get("/can-bo/", {"q": "khang@example.vn 0900000012"})

    said = "\n".join(lines)

    assert len(lines) >= 5
    assert '"route": "public:track"' in said
    private = (*PRIVATE, str(dossier.tracking_code), str(dossier.code), officer.full_name)
    for word in (*private, officer.account.username, "0900000012"):
        assert word not in said
    assert all('"request_id"' in line for line in lines)
