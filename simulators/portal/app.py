"""The portal's addresses, signed both ways as ``docs/operate/portal.md`` describes them.

``POST _behave`` takes ``{"answer": ..., "times": n, "only": code, "delay": seconds}``; ``times``
is how many messages it holds for (0: until told otherwise), ``only`` narrows it to one dossier:

- ok; refuse (422); away (503); late (takes it, and answers after the delay);
- forget (answers as if it had taken it, and did not);
- twice (takes it and breaks the connection before answering, so that it is sent again).

``POST _forget`` (``{"unit", "code", "from"}``) loses messages from a number on; ``POST _secret``
(``{"unit", "secret"}``) agrees another secret with a unit; ``GET _log`` counts its answers.
"""

import hashlib
import hmac
import html
import os
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from simulators import web, wire
from simulators.portal import offers
from simulators.portal.store import PAGE, Store, files_in
from simulators.wire import Refusal, StartResponse

MOST_BYTES: Final = 64_000_000
TOLERATED_SECONDS: Final = 300
_USUAL: Final = {"answer": "ok", "times": 0, "only": "", "delay": 1.0}
_NEEDED: Final = ("MaHoSo", "MaTTHC", "TenTTHC", "KenhThucHien", "ChuHoSo", "TrangThaiHoSo")
_STATUSES: Final = range(1, 11)
_MOST_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, whoever it is from."""

    method: str
    parts: list[str]
    query: dict[str, str]
    body: bytes
    environ: dict[str, Any]
    unit: str


Part = Callable[[Store, Asked], object]
"""A further part of the portal: the JSON (or bytes) that it answers, None for what is not its."""
PARTS: Final[list[Part]] = [offers.signed]
"""Asked in turn, after the signature was looked at."""
OPEN_PARTS: Final[list[Part]] = [offers.directed]
"""Asked in turn for addresses that begin with ``_``, unsigned: tests and our page."""


class Portal:
    """Everything it was told, and how it behaves."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock = threading.Lock()
        self._how: dict[str, Any] = dict(_USUAL)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        body = _body_of(environ)
        asked = Asked(
            environ["REQUEST_METHOD"],
            environ["PATH_INFO"].strip("/").split("/"),
            web.query_of(environ),
            body,
            environ,
            environ.get("HTTP_X_UNIT", ""),
        )
        try:
            if asked.parts[0].startswith("_"):
                return self._said(start_response, self._directed(asked))
            if asked.parts == [""]:
                return web.answer(
                    start_response, web.page("Cổng quốc gia (mô phỏng)", self._page())
                )
            self._require_signed(asked)
            return self._said(start_response, self._answer(asked))
        except _AnswerError as error:
            return web.answer_json(start_response, error.said, error.status)
        except Refusal as refusal:
            return wire.refuse(start_response, refusal)
        except (ValueError, KeyError, TypeError):
            return wire.refuse(start_response, Refusal(HTTPStatus.BAD_REQUEST))

    @staticmethod
    def _said(start_response: StartResponse, found: object) -> Iterable[bytes]:
        if isinstance(found, bytes):
            return web.answer(start_response, found, kind="application/octet-stream")
        return web.answer_json(start_response, found)

    def _require_signed(self, asked: Asked) -> None:
        secret = self.store.secret_of(asked.unit) or wire.SECRET
        signed = asked.body
        if asked.method not in {"PUT", "POST"}:
            path = quote(asked.environ["PATH_INFO"].encode("latin-1"))
            question = asked.environ.get("QUERY_STRING", "")
            signed = (f"{path}?{question}" if question else path).encode()
        header = asked.environ.get("HTTP_X_SIGNATURE", "")
        sent_at = header.partition(",")[0].removeprefix("t=")
        if not (asked.unit and sent_at.isdecimal()):
            raise Refusal(HTTPStatus.UNAUTHORIZED, "signature")
        made = hmac.new(secret.encode(), f"{sent_at}.".encode() + signed, hashlib.sha256)
        if not hmac.compare_digest(header, f"t={sent_at},v1={made.hexdigest()}"):
            raise Refusal(HTTPStatus.UNAUTHORIZED, "signature")
        if abs(time.time() - int(sent_at)) > TOLERATED_SECONDS:
            raise Refusal(HTTPStatus.UNAUTHORIZED, "time")

    def _answer(self, asked: Asked) -> object:
        match asked.method, asked.parts:
            case "PUT", ["tep", name]:
                return self._take_file(asked, name)
            case "PUT", ["ho-so", code, number]:
                return self._take_message(asked, code, int(number))
            case "GET", ["ho-so"]:
                return self._list(asked)
        return self._of_parts(PARTS, asked)

    def _of_parts(self, parts: list[Part], asked: Asked) -> object:
        for part in parts:
            found = part(self.store, asked)
            if found is not None:
                return found
        raise Refusal(HTTPStatus.NOT_FOUND)

    def _take_file(self, asked: Asked, name: str) -> object:
        if self._behaviour("")["answer"] == "away":
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE)
        digest = hashlib.sha256(asked.body).hexdigest()
        if asked.environ.get("HTTP_X_SHA256", "") != digest:
            raise _AnswerError(HTTPStatus.UNPROCESSABLE_ENTITY, {"LyDo": "sai mã băm của tệp"})
        with self.store.together():
            there = self.store.file_hash(asked.unit, name)
            if there not in {None, digest}:
                raise _AnswerError(HTTPStatus.CONFLICT, {"LyDo": "đã có tệp khác cùng mã"})
            if there is None:
                self.store.keep_file(asked.unit, name, digest, asked.body)
        return {"KetQua": "da-co" if there else "nhan"}

    def _take_message(self, asked: Asked, code: str, number: int) -> object:
        how = self._behaviour(code)
        try:
            found = self._judge(asked, code, number, how)
        except (_AnswerError, Refusal) as error:
            said = error.said if isinstance(error, _AnswerError) else {}
            words = f"can {said['Can']}" if "Can" in said else str(error.status.value)
            self.store.note(time.time(), asked.unit, code, number, words)
            raise
        if how["answer"] == "late":
            time.sleep(float(how["delay"]))
        if how["answer"] == "twice":
            _hang_up(asked.environ)
        return found

    def _judge(self, asked: Asked, code: str, number: int, how: dict[str, Any]) -> object:
        if how["answer"] == "away":
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE)
        if how["answer"] == "refuse":
            raise _AnswerError(
                HTTPStatus.UNPROCESSABLE_ENTITY, {"LyDo": "mã thủ tục không có trên Cổng"}
            )
        told = wire.said({}, asked.body)
        self._require_whole(asked.unit, code, told)
        digest = hashlib.sha256(asked.body).hexdigest()
        with self.store.together():
            if self.store.hash_of(asked.unit, code, number) == digest:
                self.store.note(time.time(), asked.unit, code, number, "da-co")
                return {"KetQua": "da-co"}
            wanted = self.store.last_number(asked.unit, code) + 1
            if number != wanted:
                raise _AnswerError(HTTPStatus.CONFLICT, {"Can": wanted})
            if how["answer"] == "forget":
                self.store.note(time.time(), asked.unit, code, number, "quen")
            else:
                self.store.keep_message(asked.unit, code, number, digest, told)
                self.store.note(time.time(), asked.unit, code, number, "nhan")
        return {"KetQua": "nhan"}

    def _require_whole(self, unit: str, code: str, told: dict[str, Any]) -> None:
        dossier = told["HoSo"]
        lacking = [name for name in _NEEDED if not dossier.get(name)]
        reason = ""
        if lacking:
            reason = f"thiếu {', '.join(lacking)}"
        elif dossier["MaHoSo"] != code or any(one["MaHoSo"] != code for one in told["TienDo"]):
            reason = "mã hồ sơ trong nội dung khác mã ở địa chỉ"
        elif dossier["TrangThaiHoSo"] not in _STATUSES:
            reason = "trạng thái ngoài 1..10"
        elif missing := self.store.missing_of(unit, files_in(dossier)):
            reason = f"chưa nhận tệp {missing[0]}"
        if reason:
            raise _AnswerError(HTTPStatus.UNPROCESSABLE_ENTITY, {"LyDo": reason})

    def _list(self, asked: Asked) -> object:
        if self._behaviour("")["answer"] == "away":
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE)
        found = self.store.listed(asked.unit, asked.query.get("sau", ""))
        last = found[-1]["MaHoSo"] if len(found) == PAGE else None
        return {"HoSo": found, "Tiep": last}

    def _behaviour(self, code: str) -> dict[str, Any]:
        """Return how a message about ``code`` is met; without one, nothing is counted."""
        with self._lock:
            how = dict(self._how)
            if how["only"] and how["only"] != code:
                return dict(_USUAL)
            if code and how["times"]:
                self._how["times"] -= 1
                if not self._how["times"]:
                    self._how = dict(_USUAL)
            return how

    def _directed(self, asked: Asked) -> object:
        """Do what a test, or somebody on our page, wants the portal to do."""
        told = wire.said(asked.environ, asked.body) if asked.method == "POST" else {}
        match asked.method, asked.parts:
            case "POST", ["_behave"]:
                with self._lock:
                    self._how = {**_USUAL, **told}
            case "POST", ["_forget"]:
                self.store.forget(told["unit"], told["code"], int(told.get("from", 1)))
            case "POST", ["_secret"]:
                values = [told["unit"], told["secret"]]
                self.store.run("INSERT OR REPLACE INTO unit VALUES (?, ?)", values)
            case "GET", ["_log"]:
                return {
                    "answers": self.store.answers(),
                    "taken_twice": self.store.taken_twice(),
                    "files": self.store.run("SELECT count(*) FROM file")[0][0],
                }
            case "GET", ["_message", unit, code]:
                rows = self.store.run(
                    "SELECT number, body FROM message WHERE unit = ? AND code = ? ORDER BY number",
                    [unit, code],
                )
                return {"messages": [{"number": number, "body": body} for number, body in rows]}
            case _:
                return self._of_parts(OPEN_PARTS, asked)
        return {}

    def _page(self) -> str:
        rows = self.store.run(
            "SELECT unit, code, max(number), status FROM message GROUP BY unit, code"
            " ORDER BY max(rowid) DESC LIMIT ?",
            [_MOST_SHOWN],
        )
        total = self.store.run("SELECT count(*), count(DISTINCT code) FROM message")[0]
        answers = ", ".join(f"{name}: {count}" for name, count in self.store.answers().items())
        shown = "".join(
            f"<li>{html.escape(unit)} · {html.escape(code)}: lần {number}, trạng thái {status}"
            for unit, code, number, status in rows
        )
        return web.facts(
            [("Hồ sơ đã nhận", str(total[1])), ("Lần cập nhật", str(total[0]))]
            + ([("Đã trả lời", answers)] if answers else [])
        ) + (f"<ol>{shown}</ol>" if shown else "<p>Chưa nhận hồ sơ nào.</p>")


class _AnswerError(Exception):
    """An answer other than 200 that says something."""

    def __init__(self, status: HTTPStatus, said: dict[str, Any]) -> None:
        self.status, self.said = status, said
        super().__init__(status.phrase)


def _body_of(environ: dict[str, Any]) -> bytes:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length > MOST_BYTES:
        return b""
    body: bytes = environ["wsgi.input"].read(length) if length else b""
    return body


def _hang_up(environ: dict[str, Any]) -> None:
    """End the connection under the feet of whoever waits for the answer."""
    raw = getattr(environ["wsgi.input"], "raw", None)
    own = getattr(raw, "_sock", None)
    if isinstance(own, socket.socket):
        own.shutdown(socket.SHUT_RDWR)


def at(path: Path) -> Portal:
    """Return the portal that keeps what it has in the file ``path``."""
    return Portal(Store(path))


def make() -> Portal:
    """Return the portal of ``SIMULATORS_DATA``, or one that begins with nothing."""
    folder = os.environ.get("SIMULATORS_DATA") or tempfile.mkdtemp(prefix="cong-mo-phong-")
    return at(Path(folder) / "portal.sqlite3")
