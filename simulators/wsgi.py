"""The few words of WSGI that simulators share: reading a body, answering."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

LARGEST_BODY = 4_000_000


def body_of(environ: Mapping[str, Any]) -> bytes:
    """Return what was sent, as far as a simulator reads."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    read: bytes = environ["wsgi.input"].read(min(length, LARGEST_BODY))
    return read


def json_of(environ: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON object that was sent; {} when nothing was."""
    sent: dict[str, Any] = json.loads(body_of(environ) or b"{}")
    return sent


def answer(
    start_response: Any,
    content: bytes,
    kind: str = "application/octet-stream",
    status: HTTPStatus = HTTPStatus.OK,
) -> Iterable[bytes]:
    """Answer with ``content``."""
    start_response(
        f"{status.value} {status.phrase}",
        [("Content-Type", kind), ("Content-Length", str(len(content)))],
    )
    return [content]


def answer_json(
    start_response: Any, said: object, status: HTTPStatus = HTTPStatus.OK
) -> Iterable[bytes]:
    """Answer with JSON."""
    content = json.dumps(said, ensure_ascii=False).encode()
    return answer(start_response, content, "application/json; charset=utf-8", status)


def answer_page(
    start_response: Any, page: str, status: HTTPStatus = HTTPStatus.OK
) -> Iterable[bytes]:
    """Answer with a page for people."""
    return answer(start_response, page.encode(), "text/html; charset=utf-8", status)
