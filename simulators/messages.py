"""Companies that carry short messages and chat: ``/messages/PROVIDER/send``.

Each provider is told apart by its name in the address. ``POST _behave`` takes
``{"provider": NAME, "answer": ..., "report": ..., "delay": seconds}``:

- answer: "ok", "refuse" (422, for good), "away" (503), "late" (answers after the delay);
- report: "delivered", "undelivered", "twice", "never"; called back after the delay.
"""

import html
import itertools
import threading
import time
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final

from simulators import web, wire
from simulators.wire import Refusal, StartResponse

_USUAL: Final = {"answer": "ok", "report": "delivered", "delay": 0.0}
_MOST_SHOWN: Final = 100


class Messages:
    """Everything that was handed in, and how each provider behaves."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reset()

    def _reset(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.asked = 0
        self._behaviour: dict[str, dict[str, Any]] = {}
        self._numbers = itertools.count(1)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        body = web.body_of(environ)
        try:
            return self._answer(environ, body, start_response)
        except Refusal as refusal:
            return wire.refuse(start_response, refusal)
        except ValueError:
            return wire.refuse(start_response, Refusal(HTTPStatus.BAD_REQUEST))

    def _answer(
        self, environ: dict[str, Any], body: bytes, start_response: StartResponse
    ) -> Iterable[bytes]:
        where = environ["PATH_INFO"].strip("/")
        if environ["REQUEST_METHOD"] != "POST":
            if where == "_sent":
                with self._lock:
                    return web.answer_json(
                        start_response, {"sent": self.sent, "asked": self.asked}
                    )
            return web.answer(start_response, web.page("Tin nhắn (mô phỏng)", self._page()))
        if where == "_reset":
            with self._lock:
                self._reset()
            return web.answer_json(start_response, {})
        if where == "_behave":
            told = wire.said(environ, body)
            with self._lock:
                self._behaviour[str(told.pop("provider"))] = {**_USUAL, **told}
            return web.answer_json(start_response, {})
        provider, _slash, verb = where.partition("/")
        if verb != "send":
            raise Refusal(HTTPStatus.NOT_FOUND)
        wire.require_signed(environ, body)
        return web.answer_json(start_response, self._take(provider, wire.said(environ, body)))

    def _take(self, provider: str, message: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            self.asked += 1
            how = self._behaviour.get(provider, _USUAL)
        if how["answer"] == "refuse":
            raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "số điện thoại bị từ chối")
        if how["answer"] == "away":
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE)
        if how["answer"] == "late":
            time.sleep(float(how["delay"]))
        with self._lock:
            number = f"{provider}-{next(self._numbers)}"
            self.sent.append(
                {"provider": provider, "number": number, "to": message["to"]}
                | {"id": message["id"], "text": message["text"]}
            )
        status = "failed" if how["report"] == "undelivered" else "delivered"
        report = {"id": message["id"], "status": status, "reason": "máy tắt"}
        times = {"never": 0, "twice": 2}.get(str(how["report"]), 1)
        if times and message.get("callback"):
            wire.call_back(message["callback"], [report] * times, float(how["delay"]))
        return {"number": number}

    def _page(self) -> str:
        with self._lock:
            shown = list(reversed(self.sent[-_MOST_SHOWN:]))
        rows = "".join(
            f"<p><b>{html.escape(str(one['to']))}</b> ({html.escape(one['provider'])})<br>"
            f"{html.escape(str(one['text']))}</p>"
            for one in shown
        )
        return rows or "<p>Chưa có tin nào.</p>"


def make() -> Messages:
    """Return new providers to whom nothing was handed in."""
    return Messages()
