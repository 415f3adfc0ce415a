"""A bank: takes transfers made from a VietQR string, notifies, gives statements.

What it does wrong with the next transfers is told to it: ``POST /_behave`` with
``{"mode": ..., "notify": address, "copies": n, "content": text}``. Modes: ``normal``, ``late``
(until ``POST /_release``), ``never`` (only in the statement), ``twice``, ``forged``,
``wrong_amount`` (1.000 đồng less). ``content`` replaces what the payer wrote.
"""

import csv
import hmac
import html
import io
import json
import threading
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from simulators import web

SECRET: Final = "khoa-ngan-hang-mo-phong"  # noqa: S105 - known to everybody
VIETNAM: Final = timezone(timedelta(hours=7))
Application = Any


@dataclass(slots=True)
class _Bank:
    """All that the simulator remembers."""

    transfers: list[dict[str, Any]] = field(default_factory=list)
    behaviour: dict[str, Any] = field(default_factory=dict)
    held: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    last_number: int = 700_000
    lock: threading.Lock = field(default_factory=threading.Lock)


def make() -> Application:
    """Return a new bank without any transfer."""
    bank = _Bank()

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        path, is_post = environ["PATH_INFO"], environ["REQUEST_METHOD"] == "POST"
        if path == "/chuyen":
            if is_post:
                return _transferred(bank, environ, start_response)
            return _transfer_page(environ, start_response)
        if path == "/sao-ke.csv":
            return _statement(bank, environ, start_response)
        if path == "/_transfer":
            told = web.json_of(environ)
            made = _transfer(bank, told, told.get("notify", ""))
            return web.answer_json(start_response, made)
        if path == "/_behave":
            bank.behaviour = web.json_of(environ)
        elif path == "/_release":
            held, bank.held = bank.held, []
            for address, transfer in held:
                _send(bank, address, transfer, SECRET, 1)
        elif path == "/_reset":
            bank.transfers, bank.behaviour, bank.held, bank.answers = [], {}, [], []
        return web.answer_json(
            start_response, {"transfers": bank.transfers, "answers": bank.answers}
        )

    return application


def read_qr(text: str) -> dict[str, str]:
    """Return account, bank, amount and message of a QR string; raise ValueError."""
    whole = _cut(text)
    beneficiary = _cut(_cut(whole["38"])["01"])
    more = _cut(whole.get("62", ""))
    return {
        "bank": beneficiary["00"],
        "account": beneficiary["01"],
        "amount": whole.get("54", ""),
        "content": more.get("08", ""),
    }


def _cut(text: str) -> dict[str, str]:
    found = {}
    while text:
        length = int(text[2:4])
        found[text[:2]] = text[4 : 4 + length]
        text = text[4 + length :]
    return found


def _transfer_page(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    asked = web.query_of(environ)
    try:
        read = read_qr(asked.get("qr", ""))
    except (KeyError, ValueError):
        return web.answer(
            start_response, web.page("Ngân hàng", "<p>Không đọc được mã QR này.</p>")
        )
    told = web.facts(
        [
            ("Ngân hàng nhận", read["bank"]),
            ("Số tài khoản", read["account"]),
            ("Số tiền", web.dong(int(read["amount"] or 0))),
            ("Nội dung", read["content"]),
        ]
    )
    kept = {name: asked.get(name, "") for name in ("qr", "notify", "back")}
    form = (
        f'<form method="post" action="{environ["SCRIPT_NAME"]}/chuyen">{web.hidden(kept)}'
        '<button class="main">Chuyển tiền</button></form>'
    )
    return web.answer(start_response, web.page("Ứng dụng ngân hàng", told + form))


def _transferred(bank: _Bank, environ: dict[str, Any], start_response: Any) -> list[bytes]:
    asked = web.form_of(environ)
    made = _transfer(bank, asked, asked.get("notify", ""))
    told = web.facts([("Số giao dịch", made["id"]), ("Số tiền", web.dong(int(made["amount"])))])
    back = asked.get("back", "")
    link = ""
    if back.startswith(("http://127.0.0.1", "http://localhost")):
        link = f'<a class="go" href="{html.escape(back)}">Về trang nộp tiền</a>'
    return web.answer(start_response, web.page("Đã chuyển tiền", told + link))


def _transfer(bank: _Bank, asked: dict[str, Any], notify: str) -> dict[str, Any]:
    read = read_qr(asked["qr"])
    mode = bank.behaviour.get("mode", "normal")
    amount = int(asked.get("amount") or read["amount"])
    with bank.lock:
        bank.last_number += 1
        transfer = {
            "id": f"FT{bank.last_number}",
            "account": read["account"],
            "amount": amount - 1_000 if mode == "wrong_amount" else amount,
            "content": bank.behaviour.get("content") or asked.get("content") or read["content"],
            "at": _now(),
        }
        bank.transfers.append(transfer)
    address = bank.behaviour.get("notify") or notify
    if mode == "late":
        bank.held.append((address, transfer))
    elif mode != "never" and address:
        copies = int(bank.behaviour.get("copies", 2 if mode == "twice" else 1))
        secret = "khoa-cua-ke-gian" if mode == "forged" else SECRET
        _send(bank, address, transfer, secret, copies)
    return transfer


def _now() -> str:
    now = datetime.now(VIETNAM)  # noqa: TID251 - a world of its own
    return now.isoformat(timespec="seconds")


def _send(bank: _Bank, address: str, transfer: dict[str, Any], secret: str, copies: int) -> None:
    body = json.dumps({"transactions": [transfer]}).encode()
    signature = "sha256=" + hmac.new(secret.encode(), body, "sha256").hexdigest()
    headers = {"Content-Type": "application/json", "X-Signature": signature}

    def send(_number: int) -> int:
        request = urllib.request.Request(  # noqa: S310 - of loopback
            address, data=body, headers=headers, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as response:  # noqa: S310
                return int(response.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except OSError:
            return 0

    with ThreadPoolExecutor(min(copies, 32)) as pool:
        bank.answers += list(pool.map(send, range(copies)))


def _statement(bank: _Bank, environ: dict[str, Any], start_response: Any) -> list[bytes]:
    account = web.query_of(environ).get("account", "")
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Ngày giao dịch", "Số giao dịch", "Ghi có", "Nội dung", "Tài khoản"])
    for one in bank.transfers:
        if account in {"", one["account"]}:
            when = datetime.fromisoformat(one["at"]).strftime("%d/%m/%Y %H:%M:%S")
            writer.writerow([when, one["id"], one["amount"], one["content"], one["account"]])
    return web.answer(start_response, out.getvalue(), kind="text/csv; charset=utf-8")
