"""The public post: takes orders, moves parcels, tells of it.

``POST orders`` makes an order, once for each ``ref``; ``GET orders/REF`` tells everything known
of it. A parcel is moved by ``POST orders/REF/_move`` (``{"kind": ..., "at": ..., ...}``), or by
the buttons of the page. ``POST _behave`` takes ``{"answer": ..., "callback": ..., "delay": ...}``:

- answer: "ok", "refuse" (422), "away" (503), "late" (answers after the delay);
- callback: "once", "twice", "backwards" (all events of the parcel, the last first), "never".
"""

import html
import itertools
import threading
import time
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from http import HTTPStatus
from typing import Any, Final

from simulators import web, wire
from simulators.wire import Refusal, StartResponse

_USUAL: Final = {"answer": "ok", "callback": "once", "delay": 0.0}
_KINDS: Final = {
    "collected": "Nhận bưu gửi",
    "in_transit": "Vận chuyển",
    "attempted": "Đến phát, vắng nhà",
    "delivered": "Phát tận tay",
    "going_back": "Chuyển trả",
    "back": "Đã trả cơ quan",
    "lost": "Thất lạc",
}
_VIETNAM: Final = timezone(timedelta(hours=7))


class Post:
    """All orders and what happened to them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reset()

    def _reset(self) -> None:
        self.orders: dict[str, dict[str, Any]] = {}
        self._how: dict[str, Any] = dict(_USUAL)
        self._numbers = itertools.count(1)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        body = web.body_of(environ)
        try:
            return self._answer(environ, body, start_response)
        except Refusal as refusal:
            return wire.refuse(start_response, refusal)
        except (ValueError, KeyError):
            return wire.refuse(start_response, Refusal(HTTPStatus.BAD_REQUEST))

    def _answer(
        self, environ: dict[str, Any], body: bytes, start_response: StartResponse
    ) -> Iterable[bytes]:
        parts = environ["PATH_INFO"].strip("/").split("/")
        if environ["REQUEST_METHOD"] != "POST":
            if parts[0] != "orders":
                title = "Bưu chính công ích (mô phỏng)"
                return web.answer(
                    start_response, web.page(title, self._page(environ["SCRIPT_NAME"]))
                )
            wire.require_signed(environ, body)
            return web.answer_json(start_response, self._known(parts[1]))
        told = wire.said(environ, body)
        if parts == ["orders"]:
            wire.require_signed(environ, body)
            return web.answer_json(start_response, self._order(told))
        return self._directed(environ, parts, told, start_response)

    def _directed(
        self,
        environ: dict[str, Any],
        parts: list[str],
        told: dict[str, Any],
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """Do what a test, or somebody on our page, wants the post to do."""
        if parts == ["_reset"]:
            with self._lock:
                self._reset()
            return web.answer_json(start_response, {})
        if parts == ["_behave"]:
            with self._lock:
                self._how = {**_USUAL, **told}
            return web.answer_json(start_response, {})
        if len(parts) == 3 and parts[2] == "_move":  # noqa: PLR2004 - orders, its ref, the verb
            self._move(parts[1], told)
            if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form"):
                return web.redirect(start_response, environ["SCRIPT_NAME"] + "/")
            return web.answer_json(start_response, {})
        raise Refusal(HTTPStatus.NOT_FOUND)

    def _misbehave(self) -> None:
        with self._lock:
            how = dict(self._how)
        if how["answer"] == "refuse":
            raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "địa chỉ ngoài vùng phục vụ")
        if how["answer"] == "away":
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE)
        if how["answer"] == "late":
            time.sleep(float(how["delay"]))

    def _order(self, told: dict[str, Any]) -> dict[str, Any]:
        self._misbehave()
        with self._lock:
            known = self.orders.get(told["ref"])
            if known is None:
                number = told.get("number") or f"EMP{next(self._numbers):08}VN"
                known = {**told, "number": number, "events": []}
                self.orders[told["ref"]] = known
            return {"number": known["number"]}

    def _known(self, ref: str) -> dict[str, Any]:
        self._misbehave()
        with self._lock:
            order = self.orders.get(ref)
            if order is None:
                raise Refusal(HTTPStatus.NOT_FOUND)
            return {"number": order["number"], "events": list(order["events"])}

    def _move(self, ref: str, told: dict[str, Any]) -> None:
        if told.get("kind") not in _KINDS:
            raise Refusal(HTTPStatus.BAD_REQUEST)
        with self._lock:
            order = self.orders.get(ref)
            if order is None:
                raise Refusal(HTTPStatus.NOT_FOUND)
            event = {
                "id": told.get("id") or f"{order['number']}-{len(order['events']) + 1}",
                "kind": told["kind"],
                "at": told.get("at") or datetime.fromtimestamp(time.time(), _VIETNAM).isoformat(),
                "place": told.get("place", "Bưu cục mô phỏng"),
                "note": told.get("note", ""),
            }
            if told["kind"] == "delivered":
                event["collector"] = told.get("collector") or order["recipient"]
                event["proof"] = told.get("proof", "")
                event["cash"] = int(told.get("cash", order.get("cash", 0)))
            order["events"].append(event)
            how, events = dict(self._how), list(order["events"])
        self._tell(order["callback"], ref, events, how)

    @staticmethod
    def _tell(address: str, ref: str, events: list[dict[str, Any]], how: dict[str, Any]) -> None:
        news = [{"ref": ref, "events": [events[-1]]}]
        if how["callback"] == "twice":
            news *= 2
        elif how["callback"] == "backwards":
            news = [{"ref": ref, "events": [event]} for event in reversed(events)]
        elif how["callback"] == "never":
            return
        wire.call_back(address, news, float(how["delay"]))

    def _page(self, root: str) -> str:
        with self._lock:
            orders = list(reversed(self.orders.items()))
        return "".join(self._shown(root, ref, order) for ref, order in orders) or (
            "<p>Chưa có bưu gửi nào.</p>"
        )

    @staticmethod
    def _shown(root: str, ref: str, order: dict[str, Any]) -> str:
        happened = "".join(
            f"<li>{event['at']}: {_KINDS[event['kind']]}" for event in order["events"]
        )
        buttons = "".join(
            f'<button name="kind" value="{kind}">{label}</button> '
            for kind, label in _KINDS.items()
        )
        return (
            f"<h2>{html.escape(str(order['number']))}</h2>"
            f"<p>{html.escape(str(order['recipient']))}, {html.escape(str(order['address']))}, "
            f"thu hộ {order.get('cash', 0)} đồng</p><ol>{happened}</ol>"
            f'<form method="post" action="{root}/orders/{html.escape(ref)}/_move">{buttons}</form>'
        )


def make() -> Post:
    """Return a post that carries nothing yet."""
    return Post()
