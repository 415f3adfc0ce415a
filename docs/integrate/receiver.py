r"""Nhận tin của Một Cửa, chỉ với thư viện chuẩn của Python.

    HOOK_SECRET=whsec_… python receiver.py 8443 tin.sqlite3

Đặt sau một máy chủ HTTPS (nginx, Caddy…) chuyển lời gọi đến cổng này. Mỗi tin được kiểm chữ ký,
ghi lại rồi mới trả lời 204: mất điện giữa chừng thì tin được gửi lại, gửi hai lần chỉ ghi một lần.
"""

import base64
import hashlib
import hmac
import json
import os
import sqlite3
import sys
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOLERANCE_SECONDS = 300
MOST_BYTES = 100_000
TABLE = """
    CREATE TABLE IF NOT EXISTS news (
        id TEXT PRIMARY KEY, type TEXT NOT NULL, tracking_code TEXT, sequence INTEGER,
        body TEXT NOT NULL
    )
"""


def is_genuine(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Say whether ``body`` comes from who has the secret, and is not an old one played again."""
    message, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message or not timestamp.isdecimal():
        return False
    if abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message}.{timestamp}.".encode() + body
    wanted = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    # While a secret is being replaced there are two signatures; one that fits is enough.
    for one in headers.get("webhook-signature", "").split():
        version, _comma, given = one.partition(",")
        if version == "v1" and hmac.compare_digest(given.encode(), wanted):
            return True
    return False


def keep(database: str, message: str, body: bytes) -> bool:
    """Write the news down once; say whether it is new."""
    said = json.loads(body)
    data = said["data"]
    row = (message, said["type"], data.get("tracking_code"), data.get("sequence"), body.decode())
    connection = sqlite3.connect(database, timeout=5)
    try:
        with connection:
            connection.execute(TABLE)
            added = connection.execute("INSERT OR IGNORE INTO news VALUES (?, ?, ?, ?, ?)", row)
        return added.rowcount == 1
    finally:
        connection.close()


class Receiver(BaseHTTPRequestHandler):
    """Answers within the ten seconds that are given: keep first, work with it later."""

    secret = ""
    database = ""

    def do_POST(self) -> None:
        """Take one piece of news."""
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 < length <= MOST_BYTES:
            return self._answer(413)
        body = self.rfile.read(length)
        if not is_genuine(self.secret, self.headers, body, time.time()):  # type: ignore[arg-type]
            return self._answer(401)
        if keep(self.database, self.headers["webhook-id"], body):
            print(json.loads(body)["type"], json.loads(body)["data"].get("tracking_code"))
        return self._answer(204)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_about: object) -> None:
        """Say nothing: addresses may hold what is secret."""


def main() -> None:
    """Listen until stopped."""
    Receiver.secret = os.environ["HOOK_SECRET"]
    port, Receiver.database = int(sys.argv[1]), sys.argv[2]
    with ThreadingHTTPServer(("127.0.0.1", port), Receiver) as server:
        print(f"http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
