"""Speaking with the national portal: signed HTTP with time limits, and answers that are typed.

A body is signed as carriers' calls are; where nothing is sent, what is signed is the path with
its query, below the portal's address and as it stands in the request. Only a 422 is the portal's
judgement on a content. Everything else that is not asked for (401 and 404 too: a wrong key or
address is no fault of any dossier) is "later".
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from motcua.kernel.signed_json import HEADER, read_object, signature

UNIT_HEADER: Final = "X-Unit"
HASH_HEADER: Final = "X-Sha256"
TIMEOUT_SECONDS: Final = 15.0
LONGEST_ANSWER: Final = 16 * 1024 * 1024
LONGEST_REASON: Final = 500
_JSON: Final = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Taken:
    """The portal has it now."""


@dataclass(frozen=True, slots=True)
class Known:
    """The portal had it already: told twice, nothing happened the second time."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The portal waits for another number: it forgot some, or knows more than we do."""

    number: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The portal will not have this content, however often it is sent."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing usable came back: the portal is away, busy, or does not know us."""

    reason: str


Answer = Taken | Known | Expected | Refused | Later


class PortalError(OSError):
    """Nothing usable came back. ``status`` is what HTTP said, 0 where nobody answered."""

    def __init__(self, words: str, *, status: int = 0, body: bytes = b"") -> None:
        self.status = status
        self.body = body
        super().__init__(words)


class _StayThere(HTTPRedirectHandler):
    """Follows nobody elsewhere: an address is configured, and the secret goes to no other."""

    def redirect_request(self, *_about: Any, **_more: Any) -> None:
        """Refuse."""


_OPENER: Final = build_opener(_StayThere)


@dataclass(frozen=True, slots=True)
class Portal:
    """The portal at ``address``, asked by the system that it knows as ``unit``."""

    address: str
    unit: str
    secret: str
    timeout: float = TIMEOUT_SECONDS

    def put_file(self, name: str, content: bytes, *, at: datetime) -> Answer:
        """Hand a file over under ``name``; told twice, it is there once."""
        digest = hashlib.sha256(content).hexdigest()
        kind = {HASH_HEADER: digest, "Content-Type": "application/octet-stream"}
        return self._handed(f"/tep/{quote(name, safe='')}", content, kind, at)

    def put_dossier(self, code: str, number: int, body: bytes, *, at: datetime) -> Answer:
        """Tell message ``number`` of the dossier ``code``: these very bytes, JSON."""
        path = f"/ho-so/{quote(code, safe='')}/{number}"
        return self._handed(path, body, {"Content-Type": _JSON}, at)

    def read(
        self, path: str, query: Mapping[str, str | int] | None = None, *, at: datetime
    ) -> dict[str, Any]:
        """Ask for a JSON object. Raises PortalError."""
        asked = f"{path}?{urlencode(query)}" if query else path
        return _object(self._asked("GET", asked, None, {}, at))

    def read_file(self, path: str, *, at: datetime, most: int = LONGEST_ANSWER) -> bytes:
        """Ask for bytes. Raises PortalError, also for more than ``most``."""
        content = self._asked("GET", path, None, {}, at, most=most + 1)
        if len(content) > most:
            raise PortalError(f"more than {most} bytes")
        return content

    def tell(self, path: str, payload: Mapping[str, Any], *, at: datetime) -> dict[str, Any]:
        """Post ``payload`` and return what is answered. Raises PortalError."""
        body = json.dumps(payload, ensure_ascii=False).encode()
        return _object(self._asked("POST", path, body, {"Content-Type": _JSON}, at))

    def _handed(self, path: str, body: bytes, headers: Mapping[str, str], at: datetime) -> Answer:
        try:
            found = _object(self._asked("PUT", path, body, headers, at))
        except PortalError as error:
            return _judged(error)
        return Known() if found.get("KetQua") == "da-co" else Taken()

    def _asked(
        self,
        method: str,
        path: str,
        body: bytes | None,
        headers: Mapping[str, str],
        at: datetime,
        *,
        most: int = LONGEST_ANSWER,
    ) -> bytes:
        if urlsplit(self.address).scheme not in {"http", "https"}:
            raise PortalError("the address is neither http nor https")
        signed = path.encode() if body is None else body
        request = Request(  # noqa: S310 - looked at above
            self.address + path,
            body,
            {
                **headers,
                UNIT_HEADER: self.unit,
                HEADER: signature(signed, self.secret, int(at.timestamp())),
            },
            method=method,
        )
        try:
            with _OPENER.open(request, timeout=self.timeout) as response:
                found: bytes = response.read(most)
        except HTTPError as error:
            with error:
                said = _read_quietly(error)
            words = said.decode(errors="replace").strip()[:200]
            raise PortalError(f"{error.code} {words}".strip(), status=error.code, body=said) from (
                error
            )
        except (OSError, HTTPException) as error:
            raise PortalError(f"{type(error).__name__}: {error}"[:200]) from error
        return found


def portal() -> Portal | None:
    """Return the portal that the settings name, or None where this system has not joined."""
    if not settings.PORTAL_ADDRESS:
        return None
    return Portal(settings.PORTAL_ADDRESS, settings.PORTAL_UNIT, settings.PORTAL_SECRET)


def _read_quietly(error: HTTPError) -> bytes:
    try:
        return error.read(2 * LONGEST_REASON)
    except (OSError, HTTPException):
        return b""


def _judged(error: PortalError) -> Answer:
    """Return what an answer other than 200 means."""
    try:
        said = read_object(error.body or b"{}")
    except ValueError:
        said = {}
    if error.status == HTTPStatus.CONFLICT:
        number = said.get("Can")
        if isinstance(number, int) and not isinstance(number, bool) and number > 0:
            return Expected(number)
        # Of a file: there is another content under that name.
        return Refused(str(said.get("LyDo") or error)[:LONGEST_REASON])
    if error.status == HTTPStatus.UNPROCESSABLE_ENTITY:
        return Refused(str(said.get("LyDo") or error)[:LONGEST_REASON].replace("\x00", ""))
    return Later(str(error)[:LONGEST_REASON].replace("\x00", ""))


def _object(text: bytes) -> dict[str, Any]:
    try:
        return read_object(text or b"{}")
    except ValueError as error:
        raise PortalError("the answer is no JSON object") from error
