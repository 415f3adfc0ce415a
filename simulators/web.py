"""What the simulators have in common over WSGI: reading requests, answering, pages for people."""

import html
import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qsl

MOST_BYTES: Final = 4_000_000
_JSON: Final = "application/json; charset=utf-8"
_PAGE: Final = "text/html; charset=utf-8"


def query_of(environ: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters in the address."""
    return dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))


def body_of(environ: Mapping[str, Any]) -> bytes:
    """Return the body of the request."""
    length = min(int(environ.get("CONTENT_LENGTH") or 0), MOST_BYTES)
    body: bytes = environ["wsgi.input"].read(length) if length else b""
    return body


def form_of(environ: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a posted form."""
    return dict(parse_qsl(body_of(environ).decode(), keep_blank_values=True))


def json_of(environ: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON object in the body; empty where there is none."""
    body = body_of(environ)
    found: Any = json.loads(body) if body else {}
    return found if isinstance(found, dict) else {}


def answer(
    start_response: Any,
    body: str | bytes,
    *,
    kind: str = _PAGE,
    status: HTTPStatus = HTTPStatus.OK,
    more: Sequence[tuple[str, str]] = (),
) -> list[bytes]:
    """Answer with ``body``."""
    content = body.encode() if isinstance(body, str) else body
    headers = [("Content-Type", kind), ("Content-Length", str(len(content))), *more]
    start_response(f"{status.value} {status.phrase}", headers)
    return [content]


def answer_json(
    start_response: Any, value: object, status: HTTPStatus = HTTPStatus.OK
) -> list[bytes]:
    """Answer with JSON."""
    body = json.dumps(value, ensure_ascii=False)
    return answer(start_response, body, kind=_JSON, status=status)


def redirect(start_response: Any, address: str) -> list[bytes]:
    """Send the browser on."""
    return answer(start_response, "", status=HTTPStatus.SEE_OTHER, more=[("Location", address)])


def page(title: str, body: str) -> str:
    """Return a plain page that says clearly that it is none of the real thing."""
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>"
        "body{font:1.125rem/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;"
        "padding:0 1rem;color:#1c1c1c}h1{font-size:1.5rem}dt{color:#555}"
        "dd{margin:0 0 .6rem;font-weight:600;overflow-wrap:anywhere}"
        "button,.go{display:block;width:100%;box-sizing:border-box;min-height:3rem;"
        "margin:.6rem 0;padding:.7rem;font:inherit;text-align:center;border:1px solid #444;"
        "border-radius:.4rem;background:#fff;color:inherit;text-decoration:none}"
        ".main{background:#1f3a93;color:#fff;border-color:#1f3a93}"
        "input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;margin:.2rem 0 .8rem}"
        ".sim{background:#fff3c4;border:2px solid #b58900;padding:.6rem;text-align:center}"
        '</style></head><body><p class="sim"><b>MÔ PHỎNG</b>: không có gì ở đây là thật.</p>'
        f"<main><h1>{html.escape(title)}</h1>{body}</main></body></html>"
    )


def facts(pairs: Sequence[tuple[str, str]]) -> str:
    """Return labels and values as a list."""
    rows = "".join(
        f"<dt>{html.escape(label)}</dt><dd>{html.escape(value)}</dd>" for label, value in pairs
    )
    return f"<dl>{rows}</dl>"


def hidden(fields: Mapping[str, str]) -> str:
    """Return hidden fields of a form."""
    return "".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
        for name, value in fields.items()
    )


def dong(amount: int) -> str:
    """Return an amount as people read it."""
    return f"{amount:,}".replace(",", ".") + " đồng"
