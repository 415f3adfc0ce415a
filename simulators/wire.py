"""What carriers say and hear, signed as the product signs it; written here a second time.

What goes wrong on the way (late, twice, out of order, never) is the business of each simulator.
"""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, Final
from urllib.error import URLError
from urllib.parse import parse_qsl
from urllib.request import Request, urlopen

from simulators.web import answer

SECRET: Final = "bi-mat-mo-phong"  # noqa: S105 - of the simulators alone, and known to all
StartResponse = Callable[[str, list[tuple[str, str]]], object]


class Refusal(Exception):  # noqa: N818 - it is an answer, not an error
    """An answer other than 200."""

    def __init__(self, status: HTTPStatus, words: str = "") -> None:
        self.status = status
        super().__init__(words or status.phrase)


def said(environ: dict[str, Any], body: bytes) -> dict[str, Any]:
    """Return what was said, as JSON or typed into one of our own pages."""
    if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(body.decode()))
    found = json.loads(body or b"{}")
    if not isinstance(found, dict):
        raise Refusal(HTTPStatus.BAD_REQUEST)
    return found


def signature(body: bytes, sent_at: int) -> str:
    """Return the header that vouches for ``body``."""
    digest = hmac.new(SECRET.encode(), b"%d." % sent_at + body, hashlib.sha256).hexdigest()
    return f"t={sent_at},v1={digest}"


def require_signed(environ: dict[str, Any], body: bytes) -> None:
    """Raise Refusal unless whoever asks knows the secret: by signature, or as a bearer."""
    if environ.get("HTTP_AUTHORIZATION", "") == f"Bearer {SECRET}":
        return
    header = environ.get("HTTP_X_SIGNATURE", "")
    sent_at = header.partition(",")[0].removeprefix("t=")
    if not sent_at.isdecimal() or not hmac.compare_digest(header, signature(body, int(sent_at))):
        raise Refusal(HTTPStatus.UNAUTHORIZED, "signature")


def refuse(start_response: StartResponse, refusal: Refusal) -> Iterable[bytes]:
    """Answer with what is wrong."""
    return answer(
        start_response, str(refusal), kind="text/plain; charset=utf-8", status=refusal.status
    )


def call_back(address: str, values: list[dict[str, Any]], delay_seconds: float = 0.0) -> None:
    """Send each of ``values``, signed, to ``address``: later, and from a thread of its own."""
    threading.Thread(target=_send, args=(address, values, delay_seconds), daemon=True).start()


def _send(address: str, values: list[dict[str, Any]], delay_seconds: float) -> None:
    time.sleep(delay_seconds)
    for value in values:
        body = json.dumps(value, ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json",
            "X-Signature": signature(body, int(time.time())),
        }
        try:
            with urlopen(Request(address, body, headers), timeout=10):  # noqa: S310
                pass
        except (URLError, OSError, ValueError):
            continue  # nobody there: a provider shrugs, too
