"""The VNPay gateway, version 2.1.0: pay page, notification, query, refund.

What it does wrong with the next payments is told to it: ``POST /_behave`` with
``{"mode": ..., "ipn": address, "copies": n}``. Modes:

- ``normal``: the notification comes before the payer is back
- ``late``, ``never``: not before ``POST /_release``, or not at all (asking still tells)
- ``twice``: two at the same moment (or ``copies`` of them, with any mode)
- ``forged``: with a signature made by somebody else
- ``wrong_amount``: the payer paid a tenth
- ``success_after_failure``: a failure first; the success with ``POST /_release``
"""

import json
import threading
import time
import urllib.request
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from simulators import web
from simulators.vnpay.signature import hash_of_message, hash_of_parameters

TMN_CODE: Final = "MOTCUA01"
SECRET: Final = "khoa-cua-bo-mo-phong"  # noqa: S105 - known to everybody, for play money
IPN_PATH: Final = "/thanh-toan/vnpay/ipn/"
VIETNAM: Final = timezone(timedelta(hours=7))
CANCELLED, NO_MONEY, DONE = "24", "51", "00"
Application = Any
_QUERY: Final = (
    "vnp_RequestId",
    "vnp_Version",
    "vnp_Command",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_TransactionDate",
    "vnp_CreateDate",
    "vnp_IpAddr",
    "vnp_OrderInfo",
)
_REFUND: Final = (
    "vnp_RequestId",
    "vnp_Version",
    "vnp_Command",
    "vnp_TmnCode",
    "vnp_TransactionType",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_TransactionNo",
    "vnp_TransactionDate",
    "vnp_CreateBy",
    "vnp_CreateDate",
    "vnp_IpAddr",
    "vnp_OrderInfo",
)
_ANSWER: Final = (
    "vnp_ResponseId",
    "vnp_Command",
    "vnp_ResponseCode",
    "vnp_Message",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_BankCode",
    "vnp_PayDate",
    "vnp_TransactionNo",
    "vnp_TransactionType",
    "vnp_TransactionStatus",
    "vnp_OrderInfo",
)
_QUERY_ANSWER: Final = (*_ANSWER, "vnp_PromotionCode", "vnp_PromotionAmount")


@dataclass(slots=True)
class _Payment:
    """One attempt, as the gateway knows it."""

    asked: dict[str, str]
    number: str
    amount: int
    status: str = "01"
    paid_at: str = ""
    refunded: int = 0


@dataclass(slots=True)
class _Gateway:
    """All that the simulator remembers."""

    payments: dict[str, _Payment] = field(default_factory=dict)
    behaviour: dict[str, Any] = field(default_factory=dict)
    held: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    requests: set[str] = field(default_factory=set)
    last_number: int = 14_000_000
    lock: threading.Lock = field(default_factory=threading.Lock)


def make() -> Application:
    """Return a new gateway that knows of no payment."""
    gateway = _Gateway()

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        path = environ["PATH_INFO"]
        if path == "/paymentv2/vpcpay.html":
            return _pay_page(gateway, environ, start_response)
        if path == "/chon":
            return _chosen(gateway, environ, start_response)
        if path == "/merchant_webapi/api/transaction":
            return web.answer_json(start_response, _asked(gateway, web.json_of(environ)))
        if path == "/_behave":
            gateway.behaviour = web.json_of(environ)
        elif path == "/_release":
            _release(gateway)
        elif path == "/_reset":
            gateway.payments, gateway.behaviour = {}, {}
            gateway.held, gateway.answers, gateway.requests = [], [], set()
        return web.answer_json(start_response, _state(gateway))

    return application


def _state(gateway: _Gateway) -> dict[str, Any]:
    return {
        "answers": gateway.answers,
        "payments": {
            reference: {"status": one.status, "amount": one.amount, "refunded": one.refunded}
            for reference, one in gateway.payments.items()
        },
    }


def _pay_page(gateway: _Gateway, environ: dict[str, Any], start_response: Any) -> list[bytes]:
    asked = web.query_of(environ)
    problem = _problem(gateway, asked)
    if problem:
        return web.answer(
            start_response, web.page("Cổng VNPay: không nhận giao dịch", f"<p>{problem}</p>")
        )
    amount = int(asked["vnp_Amount"]) // 100
    told = web.facts(
        [
            ("Số tiền", web.dong(amount)),
            ("Nội dung", asked["vnp_OrderInfo"]),
            ("Mã giao dịch", asked["vnp_TxnRef"]),
        ]
    )
    buttons = (
        '<button class="main" name="outcome" value="pay">Thanh toán</button>'
        '<button name="outcome" value="fail">Thẻ không đủ số dư</button>'
        '<button name="outcome" value="abandon">Hủy giao dịch</button>'
    )
    form = (
        f'<form method="post" action="{environ["SCRIPT_NAME"]}/chon">'
        f"{web.hidden(asked)}{buttons}</form>"
    )
    return web.answer(start_response, web.page("Cổng thanh toán VNPay", told + form))


def _problem(gateway: _Gateway, asked: Mapping[str, str]) -> str:
    if asked.get("vnp_SecureHash", "").lower() != hash_of_parameters(asked, SECRET):
        return "Chữ ký sai (mã 70)."
    if asked.get("vnp_TmnCode") != TMN_CODE:
        return "Không có website này (mã 03)."
    if _now() > asked["vnp_ExpireDate"]:
        return "Đã quá hạn thanh toán (mã 11). Xin quay lại trang của cơ quan để lấy liên kết mới."
    known = gateway.payments.get(asked["vnp_TxnRef"])
    if known is not None and known.status == DONE:
        return "Giao dịch này đã thanh toán."
    return ""


def _chosen(gateway: _Gateway, environ: dict[str, Any], start_response: Any) -> list[bytes]:
    asked = web.form_of(environ)
    outcome = asked.pop("outcome", "abandon")
    problem = _problem(gateway, asked)
    if problem:
        return web.answer(start_response, web.page("Không nhận giao dịch", f"<p>{problem}</p>"))
    code = {"pay": DONE, "fail": NO_MONEY}.get(outcome, CANCELLED)
    with gateway.lock:
        gateway.last_number += 1
        mode = gateway.behaviour.get("mode", "normal")
        amount = int(asked["vnp_Amount"])
        if mode == "wrong_amount":
            amount //= 10
        status = DONE if code == DONE else "02"
        payment = _Payment(asked, str(gateway.last_number), amount, status)
        payment.paid_at = _now()
        gateway.payments[asked["vnp_TxnRef"]] = payment
    _notify(gateway, payment, code, mode)
    back = _signed(_told(payment, code), SECRET)
    return web.redirect(start_response, f"{asked['vnp_ReturnUrl']}?{urlencode(back)}")


def _now() -> str:
    return datetime.now(VIETNAM).strftime("%Y%m%d%H%M%S")  # noqa: TID251 - a world of its own


def _told(payment: _Payment, code: str) -> dict[str, str]:
    return {
        "vnp_Amount": str(payment.amount),
        "vnp_BankCode": "NCB",
        "vnp_BankTranNo": f"VNP{payment.number}",
        "vnp_CardType": "ATM",
        "vnp_OrderInfo": payment.asked["vnp_OrderInfo"],
        "vnp_PayDate": payment.paid_at,
        "vnp_ResponseCode": code,
        "vnp_TmnCode": TMN_CODE,
        "vnp_TransactionNo": payment.number,
        "vnp_TransactionStatus": DONE if code == DONE else "02",
        "vnp_TxnRef": payment.asked["vnp_TxnRef"],
    }


def _signed(message: dict[str, str], secret: str) -> dict[str, str]:
    return {**message, "vnp_SecureHash": hash_of_parameters(message, secret)}


def _notify(gateway: _Gateway, payment: _Payment, code: str, mode: str) -> None:
    address = gateway.behaviour.get("ipn") or _usual_address(payment)
    message = _signed(_told(payment, code), "khoa-cua-ke-gian" if mode == "forged" else SECRET)
    if mode == "never":
        return
    if mode == "late":
        gateway.held.append((address, message))
        return
    if mode == "success_after_failure":
        gateway.held.append((address, message))
        message = _signed(_told(payment, NO_MONEY), SECRET)
    copies = int(gateway.behaviour.get("copies", 2 if mode == "twice" else 1))
    _send(gateway, address, message, copies)


def _usual_address(payment: _Payment) -> str:
    back = urlsplit(payment.asked["vnp_ReturnUrl"])
    return f"{back.scheme}://{back.netloc}{IPN_PATH}"


def _release(gateway: _Gateway) -> None:
    held, gateway.held = gateway.held, []
    for address, message in held:
        _send(gateway, address, message, int(gateway.behaviour.get("copies", 1)))


def _send(gateway: _Gateway, address: str, message: dict[str, str], copies: int) -> None:
    def send(_number: int) -> Any:
        try:
            asked = f"{address}?{urlencode(message)}"
            with urllib.request.urlopen(asked, timeout=20) as response:  # noqa: S310
                return json.loads(response.read())
        except (OSError, ValueError) as error:
            return {"error": type(error).__name__}

    with ThreadPoolExecutor(min(copies, 32)) as pool:
        gateway.answers += list(pool.map(send, range(copies)))


def _asked(gateway: _Gateway, message: dict[str, Any]) -> dict[str, str]:
    """Answer a question between servers: querydr or refund."""
    command = message.get("vnp_Command", "")
    fields = _REFUND if command == "refund" else _QUERY
    payment = gateway.payments.get(message.get("vnp_TxnRef", ""))
    answer = {
        "vnp_ResponseId": f"{time.time_ns():x}",
        "vnp_Command": command,
        "vnp_TmnCode": TMN_CODE,
        "vnp_TxnRef": message.get("vnp_TxnRef", ""),
        "vnp_OrderInfo": message.get("vnp_OrderInfo", ""),
    }
    if message.get("vnp_SecureHash", "") != hash_of_message(message, fields, SECRET):
        code = "97"
    elif payment is None:
        code = "91"
    elif message["vnp_RequestId"] in gateway.requests:
        code = "94"
    else:
        code = _refund(gateway, payment, message) if command == "refund" else DONE
        answer |= {
            "vnp_Amount": str(payment.amount if command != "refund" else message["vnp_Amount"]),
            "vnp_BankCode": "NCB",
            "vnp_PayDate": payment.paid_at,
            "vnp_TransactionNo": payment.number,
            "vnp_TransactionType": "01" if command != "refund" else message["vnp_TransactionType"],
            "vnp_TransactionStatus": payment.status,
        }
    answer |= {"vnp_ResponseCode": code, "vnp_Message": code}
    signed = _ANSWER if command == "refund" else _QUERY_ANSWER
    return {**answer, "vnp_SecureHash": hash_of_message(answer, signed, SECRET)}


def _refund(gateway: _Gateway, payment: _Payment, message: dict[str, Any]) -> str:
    amount = int(message["vnp_Amount"])
    if payment.status != DONE or payment.number != message["vnp_TransactionNo"]:
        return "91"
    if payment.refunded + amount > payment.amount:
        return "02"
    payment.refunded += amount
    gateway.requests.add(message["vnp_RequestId"])
    return DONE
