"""A real server that a hook leads to: it answers as it is told, and keeps what came."""

import base64
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Arrived"], int]


@dataclass(frozen=True)
class Arrived:
    """One call: its path, what was in it, and the headers as they came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        """Return the id by which a receiver knows it again."""
        return self.headers["webhook-id"]

    @property
    def said(self) -> Any:
        """Return the body as JSON."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """Return the tracking code it is about."""
        return str(self.said["data"].get("tracking_code"))

    def is_signed_with(self, secret: str) -> bool:
        """Say so, by an own reading of the convention: any of the signatures may fit."""
        assert secret.startswith("whsec_")
        raw = base64.b64decode(secret[6:], validate=True)
        words = b".".join(
            (self.id.encode(), self.headers["webhook-timestamp"].encode(), self.body)
        )
        block = 64
        padded = raw.ljust(block, b"\0") if len(raw) <= block else b""
        inner = hashlib.sha256(bytes(one ^ 0x36 for one in padded) + words).digest()
        outer = hashlib.sha256(bytes(one ^ 0x5C for one in padded) + inner).digest()
        assert outer == hmac.digest(raw, words, "sha256")
        return f"v1,{base64.b64encode(outer).decode()}" in self.headers["webhook-signature"].split(
            " "
        )


@dataclass
class Listener:
    """What came, and how it is answered: a status, or what a function says of a call."""

    address: str = ""
    arrived: list[Arrived] = field(default_factory=list)
    answer: Answer | int = 204
    open_up: threading.Event = field(default_factory=threading.Event)
    came: threading.Event = field(default_factory=threading.Event)

    @property
    def kinds(self) -> list[str]:
        """Return what was told, in the order in which it came."""
        return [one.said["type"] for one in self.arrived]


LATE, CLOSES, REDIRECTS, DRIPS = -1, -2, 302, -3


class _Handler(BaseHTTPRequestHandler):
    kept: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        one = Arrived(self.path, headers, body)
        self.kept.arrived.append(one)
        self.kept.came.set()
        answer = self.kept.answer
        status = answer if isinstance(answer, int) else answer(one)
        odd = {LATE: self._wait, DRIPS: self._drip, CLOSES: self._close}.get(status)
        if odd is not None:
            return odd()
        self.send_response(status)
        if status == REDIRECTS:
            self.send_header("Location", f"{self.kept.address}/elsewhere")
        self.end_headers()
        if status >= 400:
            self.wfile.write("lỗi ở bên nhận\x00 ".encode() * 500)
        return None

    def do_GET(self) -> None:
        raise AssertionError("a redirection was followed")

    def _wait(self) -> None:
        self.kept.open_up.wait(20)
        self.send_response(200)
        self.end_headers()

    def _close(self) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def _drip(self) -> None:
        for letter in b"HTTP/1.1 200 OK\r\n" * 40:
            if self.kept.open_up.wait(0.05):
                return
            try:
                self.wfile.write(bytes([letter]))
            except OSError:
                return

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_about: Any) -> None:
        """Say nothing: lines that drop are what some of these tests are about."""


@contextmanager
def listening() -> Iterator[Listener]:
    """Listen on loopback."""
    kept = Listener()
    handler = type("Handler", (_Handler,), {"kept": kept})
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        kept.address = f"http://127.0.0.1:{server.server_port}"
        try:
            yield kept
        finally:
            kept.open_up.set()
            server.shutdown()
            thread.join()
