"""The receiver that docs/integrate shows works as it stands."""

import importlib.util
import sqlite3
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from motcua.agencies.actors import SYSTEM
from motcua.exchange.models import WebhookAttempt
from motcua.exchange.webhooks.services import ping_hook, rotate_hook
from motcua.exchange.webhooks.signing import signed_headers
from motcua.kernel import clock
from tests.exchange.hooked import hook_to, loopback, send_all

DOCS = Path(__file__).resolve().parents[2] / "docs" / "integrate"


def receiver() -> ModuleType:
    """Return the example as a module."""
    spec = importlib.util.spec_from_file_location("receiver", DOCS / "receiver.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def listening(tmp_path: Path, settings: Any) -> Iterator[tuple[ModuleType, str, Path]]:
    settings.WEBHOOK_NETWORKS, settings.WEBHOOK_MAY_BE_PLAIN = loopback(), True
    module, kept = receiver(), tmp_path / "tin.sqlite3"
    module.Receiver.database = str(kept)
    with ThreadingHTTPServer(("127.0.0.1", 0), module.Receiver) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield module, f"http://127.0.0.1:{server.server_port}", kept
        server.shutdown()
        thread.join()


@pytest.mark.django_db
def test_the_receiver_keeps_each_piece_of_news_once_and_nothing_unsigned(
    listening: tuple[ModuleType, str, Path],
) -> None:
    module, address, kept = listening
    hook, secret = hook_to(address)
    module.Receiver.secret = secret
    now = module.time.time()
    ping_hook(hook, actor=SYSTEM, at=clock.now())
    send_all(clock.now())
    hook.deliveries.update(state="waiting")
    send_all(clock.now())
    rotate_hook(hook, actor=SYSTEM, at=clock.now())  # the old secret still fits
    ping_hook(hook, actor=SYSTEM, at=clock.now())
    send_all(clock.now())
    module.Receiver.secret = "whsec_" + "A" * 44
    ping_hook(hook, actor=SYSTEM, at=clock.now())
    send_all(clock.now())

    statuses = list(WebhookAttempt.objects.order_by("pk").values_list("status", flat=True))
    assert statuses == [204, 204, 204, 401]
    with sqlite3.connect(kept) as connection:
        assert connection.execute("SELECT type FROM news").fetchall() == [("webhook.ping",)] * 2
    old = signed_headers([secret], "msg_1", clock.now(), b"{}")
    assert module.is_genuine(secret, old, b"{}", now)
    assert not module.is_genuine(secret, old, b"{} ", now)
    assert not module.is_genuine(secret, old, b"{}", now + 301)
    assert not module.is_genuine(secret, {}, b"{}", now)
