"""A small server that keeps what simulators call back with, to be handed to the product."""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.request import Request, urlopen

from django.http import HttpResponse
from django.test import Client

PATIENCE_SECONDS = 20.0


@dataclass
class Receiver:
    """What arrived: path, signature, body."""

    address: str = ""
    arrived: list[tuple[str, str, bytes]] = field(default_factory=list)

    def wait_for(self, count: int) -> None:
        """Wait until so many callbacks are here."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(self.arrived) < count:
            assert time.monotonic() < deadline, "the callback never came"
            time.sleep(0.01)

    def hand_on(self, client: Client) -> list[int]:
        """Hand everything that arrived to the product; return its answers."""
        answers = [knock(client, *one).status_code for one in self.arrived]
        self.arrived.clear()
        return answers


def knock(client: Client, path: str, signature: str, body: bytes) -> HttpResponse:
    """Call back as a carrier does."""
    return client.post(  # type: ignore[return-value]
        path, body, content_type="application/json", headers={"X-Signature": signature}
    )


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Listen on loopback for callbacks."""
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            kept.arrived.append((self.path, self.headers.get("X-Signature", ""), body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_arguments: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        kept.address = f"http://127.0.0.1:{server.server_port}"
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()


def tell(address: str, value: Mapping[str, Any]) -> None:
    """Tell a simulator how to behave, or what to do."""
    body = json.dumps(value).encode()
    with urlopen(Request(address, body, {"Content-Type": "application/json"})):
        pass


def ask(address: str) -> dict[str, Any]:
    """Return what a simulator answers."""
    with urlopen(address) as answer:
        found: dict[str, Any] = json.loads(answer.read())
    return found
