"""Several workers, one that is killed, processes that count together: over real connections."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psycopg
import pytest
import time_machine
from django.db import OperationalError, connection

from motcua.agencies.actors import SYSTEM
from motcua.conf.outbox import NewsDispatcher
from motcua.exchange.models import IdempotencyKey, WebhookAttempt, WebhookDelivery
from motcua.exchange.scopes import Scope
from motcua.exchange.services.metering import Room, count_call
from motcua.exchange.webhooks.delivering import send_next
from motcua.exchange.webhooks.services import ping_hook
from motcua.kernel import clock
from motcua.petitions.models import Feedback
from tests.api_clients import caller
from tests.dossiers.test_concurrency import at_once
from tests.exchange.hooked import hook_to, loopback
from tests.exchange.listening import LATE, listening
from tests.factories import AgencyFactory
from tests.journeys.house import served
from tests.world import MONDAY

PATIENCE_SECONDS = 20.0


@pytest.fixture(autouse=True)
def _surroundings(settings: Any, tmp_path: Path) -> None:
    settings.FILES_FOLDER = tmp_path
    settings.WEBHOOK_NETWORKS, settings.WEBHOOK_MAY_BE_PLAIN = loopback(), True


def waited_for(what: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not what():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.01)


def test_workers_never_send_the_same_and_a_killed_one_leaves_it_to_the_next(
    committed_database: str,
) -> None:
    with listening() as listener:
        hook, secret = hook_to(listener.address)
        for _number in range(12):
            ping_hook(hook, actor=SYSTEM, at=clock.now())

        workers = [NewsDispatcher(poll_seconds=0.01) for _number in range(4)]
        for worker in workers:
            worker.start()
        waited_for(lambda: not WebhookDelivery.objects.filter(state="waiting").exists())
        for worker in workers:
            worker.stop()

        assert len(listener.arrived) == 12
        assert len({one.id for one in listener.arrived}) == 12
        assert all(one.is_signed_with(secret) for one in listener.arrived)
        assert WebhookAttempt.objects.count() == 12

        # A worker dies after the other side has got it, and before it could write so down.
        listener.arrived.clear()
        listener.came.clear()
        listener.answer = LATE
        ping_hook(hook, actor=SYSTEM, at=clock.now())
        with ThreadPoolExecutor(1) as other:
            dying = other.submit(_send_and_close, hook.pk)
            assert listener.came.wait(PATIENCE_SECONDS)
            assert not send_next(hook.pk, clock.now())  # while one is at it, no other is
            _kill_the_others(committed_database)
            listener.answer = 200
            listener.open_up.set()
            with pytest.raises(OperationalError):
                dying.result(PATIENCE_SECONDS)
        assert WebhookAttempt.objects.count() == 12
        assert send_next(hook.pk, clock.now())

        first, second = listener.arrived
        assert first.id == second.id
        assert not WebhookDelivery.objects.exclude(state="sent").exists()


def _send_and_close(hook_id: int) -> bool:
    try:
        return send_next(hook_id, clock.now())
    finally:
        connection.close()


def _kill_the_others(address: str) -> None:
    """End every connection to the database in whose midst somebody waits for an answer."""
    with psycopg.connect(address, autocommit=True) as chief:
        ended = chief.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND state = 'idle in transaction'"
        ).fetchall()
    assert ended == [(True,)]


def test_processes_count_the_calls_of_a_minute_together(committed_database: str) -> None:
    del committed_database
    one, other = caller(Scope.PUBLIC).client, caller(Scope.PUBLIC).client

    rooms = at_once(*(partial(count_call, one.pk, 5, MONDAY) for _number in range(8)))

    assert sorted(room.left for room in rooms if isinstance(room, Room)) == list(range(-3, 5))
    assert count_call(other.pk, 5, MONDAY).left == 4
    minute = MONDAY.replace(second=59)
    assert count_call(one.pk, 5, minute) == Room(5, -4, 1)
    # A clock a little behind counts with the others; one that is far ahead locks nobody out.
    later = MONDAY.replace(minute=MONDAY.minute + 1)
    assert count_call(one.pk, 5, later).left == 4
    assert count_call(one.pk, 5, minute).left == 3
    assert count_call(one.pk, 5, later.replace(hour=23)).left == 4
    assert count_call(one.pk, 5, later).left == 4


def test_the_same_key_over_two_lines_acts_once_and_both_are_answered(
    committed_database: str, settings: Any
) -> None:
    del committed_database
    settings.SECURE_SSL_REDIRECT = False
    agency = AgencyFactory.create()
    client = caller(Scope.PETITION, Scope.PUBLIC, calls_per_minute=6)
    feedback = {
        "agency": agency.code,
        "subject": "delay",
        "text": "Hồ sơ quá ngày hẹn mà chưa ai báo.",
        "full_name": "Lê Thị Bưởi",
        "address": "Số 2 đường Mẫu",
        "email": "buoi@example.vn",
    }
    stopped = time_machine.travel(MONDAY, tick=False)
    with stopped, served() as address, ThreadPoolExecutor(4) as crowd:

        def ask(path: str, body: Any = None, key: str = "") -> tuple[int, dict[str, str], Any]:
            headers = {
                "Authorization": f"Bearer {client.token}",
                "Content-Type": "application/json",
                **({"Idempotency-Key": key} if key else {}),
            }
            sent = json.dumps(body).encode() if body is not None else None
            request = Request(f"{address}/api/v1/{path}", sent, headers)
            try:
                with urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                    return answer.status, dict(answer.headers), json.loads(answer.read())
            except HTTPError as error:
                return error.code, dict(error.headers), json.loads(error.read())

        asked = [crowd.submit(ask, "petitions", feedback, "viec-1") for _time in range(4)]
        answers = [one.result(PATIENCE_SECONDS) for one in asked]

        assert [status for status, _headers, _body in answers] == [201] * 4
        assert len({json.dumps(body) for _status, _headers, body in answers}) == 1
        replayed = [headers.get("Idempotent-Replayed") for _status, headers, _body in answers]
        assert sorted(replayed, key=str) == [None, "true", "true", "true"]
        assert Feedback.objects.count() == 1
        assert IdempotencyKey.objects.count() == 1

        left = [headers["RateLimit"] for _status, headers, _body in answers]
        assert sorted(left) == [f'"client";r={number};t=60' for number in (2, 3, 4, 5)]
        more = [ask("roster") for _time in range(3)]
        assert [status for status, _headers, _body in more] == [200, 200, 429]
        assert more[-1][1]["Retry-After"] == "60"
    connection.close()
