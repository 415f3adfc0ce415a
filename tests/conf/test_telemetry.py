"""Spans reach a collector, and say nothing of anybody."""

import gzip
import sys
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from motcua.conf import telemetry
from motcua.conf.observed_jobs import observed
from motcua.reference.findings import Grade
from motcua.reference.machines import look_at_telemetry
from tests.loops import run_apart

CODE, PHONE, NAME = "H06.25.03-261123-0007", "0900000012", "Nguyễn Thị Hoà"


class Receiver(ThreadingHTTPServer):
    """A collector on loopback, which is also the other system that is called."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.bodies: list[bytes] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def spans(self) -> dict[str, dict[str, Any]]:
        """Return what was received, by the names of the spans."""
        found = {}
        for body in self.bodies:
            for one in ExportTraceServiceRequest.FromString(body).resource_spans:
                for scope in one.scope_spans:
                    for span in scope.spans:
                        found[span.name] = {
                            fact.key: fact.value.string_value or fact.value.int_value
                            for fact in span.attributes
                        }
        return found


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert "traceparent" not in self.headers
        self.send_response(200)
        self.end_headers()

    def do_POST(self) -> None:
        assert self.path == "/v1/traces"
        body = self.rfile.read(int(self.headers["Content-Length"]))
        is_packed = self.headers.get("Content-Encoding") == "gzip"
        self.server.bodies.append(gzip.decompress(body) if is_packed else body)  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Write nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def sending(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setenv(telemetry.VARIABLE, f"{receiver.address}/")
    telemetry.begin("web")
    yield receiver
    telemetry.end()


async def _work() -> None:
    raise ValueError(f"{NAME} {PHONE}")


def job_fails() -> None:
    """Run a job of the worker that fails with words about somebody."""
    job = SimpleNamespace(id=77, task_name="motcua.conf.tasks.daily", task_kwargs={})
    context: Any = SimpleNamespace(job=job)
    with pytest.raises(ValueError, match=PHONE):
        run_apart(observed(_work, context, None))  # type: ignore[arg-type]


@pytest.mark.django_db
def test_requests_statements_jobs_and_calls_are_spans_without_people(
    sending: Receiver, client: Client
) -> None:
    answer = client.get(f"/tra-cuu/{CODE}/", {"sdt": PHONE, "ten": NAME}, HTTP_USER_AGENT=NAME)
    job_fails()
    with (
        telemetry.span("HTTP", "server"),
        connection.cursor() as cursor,
        urllib.request.urlopen(f"{sending.address}/nguoi/{PHONE}?ten=Hoa"),
    ):
        cursor.execute(f"SELECT '{NAME}' AS ten, %s AS so, {PHONE} AS nua", [PHONE])
    telemetry.end()

    spans = sending.spans()
    page = spans["GET /tra-cuu/<str:key>/"]
    assert page["http.route"] == "/tra-cuu/<str:key>/"
    assert page["http.response.status_code"] == answer.status_code
    assert page["motcua.request_id"] == answer.headers["X-Request-ID"]
    assert spans["SELECT"]["db.query.text"] == "SELECT ? AS ten, %s AS so, ? AS nua"
    work = spans["job motcua.conf.tasks.daily"]
    assert (work["motcua.outcome"], work["motcua.job_id"]) == ("failed", 77)
    assert (work["error.type"], work["motcua.request_id"]) == ("builtins.ValueError", "job-77")
    assert spans["GET"]["server.address"].startswith("127.0.0.1")
    everything = b"".join(sending.bodies)
    for secret in (CODE, PHONE, NAME, "Nguy", "nguoi", "sdt"):
        assert secret.encode() not in everything


@pytest.mark.django_db
def test_what_belongs_to_no_request_and_no_job_is_no_span(sending: Receiver) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    telemetry.end()

    assert sending.spans() == {}


def test_without_the_setting_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(telemetry.VARIABLE, raising=False)
    known = set(sys.modules)

    telemetry.begin("web")
    with telemetry.span("HTTP", "server") as facts:
        facts["http.route"] = "/"

    new = set(sys.modules) - known
    assert [name for name in new if name.startswith(("opentelemetry", "motcua.conf.spans"))] == []


@pytest.mark.parametrize(
    ("where", "is_installed", "grade", "said"),
    [
        ("", True, Grade.GOOD, "Không gửi"),
        ("http://collector.tinh.example:4318", True, Grade.GOOD, "collector.tinh.example"),
        ("http://collector.tinh.example:4318", False, Grade.BAD, "thiếu phần thêm"),
        ("collector", True, Grade.BAD, "không phải địa chỉ"),
    ],
)
def test_the_check_tells_of_a_setting_without_the_extra(
    monkeypatch: pytest.MonkeyPatch, *, where: str, is_installed: bool, grade: Grade, said: str
) -> None:
    monkeypatch.setenv(telemetry.VARIABLE, where)
    if not is_installed:
        monkeypatch.setattr(telemetry, "_MODULES", ("opentelemetry.khong_co",))

    found = look_at_telemetry()

    assert found.grade is grade
    assert said in found.sentence


def test_a_setting_without_the_extra_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(telemetry.VARIABLE, "http://collector.tinh.example:4318")
    monkeypatch.setattr(telemetry, "_MODULES", ("opentelemetry.khong_co",))

    telemetry.begin("web")

    with telemetry.span("HTTP", "server") as facts:
        assert facts == {}
