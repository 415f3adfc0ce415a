"""Speaking JSON with a system that is not ours, each side showing that it knows the secret.

A signature is HMAC-SHA256 over the time of sending and the exact bytes, so that nobody can
change what was said, or say it again later. Only the standard library is needed: a request
or two a second, one answer each.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

HEADER: Final = "X-Signature"
TIMEOUT_SECONDS: Final = 10.0
LONGEST_ANSWER: Final = 1024 * 1024
TOLERATED_SECONDS: Final = 300
"""How far apart two clocks may be before a signature counts as an old one."""
_FINAL: Final = frozenset(range(HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR)) - {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_MANY_REQUESTS,
}


class CallError(OSError):
    """The other side did not take it. ``is_final`` says that asking again would not help."""

    def __init__(self, words: str, *, is_final: bool = False) -> None:
        self.is_final = is_final
        super().__init__(words)


class _StayThere(HTTPRedirectHandler):
    """Follows nobody elsewhere: an address is configured, and the secret goes to no other."""

    def redirect_request(self, *_about: Any, **_more: Any) -> None:
        """Refuse."""


_OPENER: Final = build_opener(_StayThere)


def signature(body: bytes, secret: str, sent_at: int) -> str:
    """Return the header that vouches for ``body``, sent at ``sent_at`` (seconds since 1970)."""
    digest = hmac.new(secret.encode(), b"%d." % sent_at + body, hashlib.sha256)
    return f"t={sent_at},v1={digest.hexdigest()}"


def is_signed(header: str, body: bytes, secret: str, at: datetime) -> bool:
    """Say whether ``header`` vouches for ``body`` and was made about ``at``. No secret, no."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    sent_at = parts.get("t", "")
    # Cut before int(), which refuses endless digits.
    if not secret or not (sent_at.isascii() and sent_at.isdecimal() and len(sent_at) < 12):  # noqa: PLR2004
        return False
    expected = signature(body, secret, int(sent_at))
    is_same = hmac.compare_digest(expected.encode(), header.encode())
    return is_same and abs(at.timestamp() - int(sent_at)) <= TOLERATED_SECONDS


def call(
    address: str,
    payload: Mapping[str, Any] | None,
    *,
    secret: str,
    at: datetime,
    is_bearer: bool = False,
    timeout: float = TIMEOUT_SECONDS,
) -> dict[str, Any]:
    """Send ``payload`` (None: only ask) to ``address`` and return what is answered.

    The secret itself goes along with ``is_bearer``, else a signature made with it. Raises
    CallError when nothing usable comes back.
    """
    if urlsplit(address).scheme not in {"http", "https"}:
        raise CallError("the address is neither http nor https", is_final=True)
    body = b"" if payload is None else json.dumps(payload, ensure_ascii=False).encode()
    request = Request(address, body or None, {"Content-Type": "application/json"})  # noqa: S310
    if is_bearer:
        request.add_header("Authorization", f"Bearer {secret}")
    else:
        request.add_header(HEADER, signature(body, secret, int(at.timestamp())))
    try:
        with _OPENER.open(request, timeout=timeout) as response:
            text = response.read(LONGEST_ANSWER)
    except HTTPError as error:
        with error:
            reason = error.read(200).decode(errors="replace").strip()
        words = f"{error.code} {reason}".strip()
        raise CallError(words, is_final=error.code in _FINAL) from error
    except CallError:
        raise
    except OSError as error:
        raise CallError(f"{type(error).__name__}: {error}"[:200]) from error
    return _object(text)


def read_object(body: bytes) -> dict[str, Any]:
    """Return the JSON object in ``body``. Raises ValueError for anything else."""
    value = json.loads(body)
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - wrong content, not a wrong type
    return value


def _object(text: bytes) -> dict[str, Any]:
    try:
        return read_object(text or b"{}")
    except ValueError as error:
        raise CallError("the answer is no JSON object") from error
