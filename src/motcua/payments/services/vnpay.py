"""What the gateway tells us, and what we ask it. Its news is the truth, once signed."""

import json
import logging
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.payments import gateway
from motcua.payments.gateway import VNPAY, hundredths, is_success, order_of, stamp
from motcua.payments.lifecycle import UNSETTLED, OrderState
from motcua.payments.merchants import Merchant
from motcua.payments.models import Incoming, Order, OrderEvent, PaymentMethod, Refund
from motcua.payments.services.incoming import Money, receive
from motcua.payments.services.orders import fail
from motcua.payments.vnpay_signing import (
    HASH,
    QUERY_ANSWER_FIELDS,
    QUERY_FIELDS,
    REFUND_ANSWER_FIELDS,
    REFUND_FIELDS,
    is_message_signed,
    is_signed,
    sign_message,
)

logger = logging.getLogger(__name__)

SECONDS: Final = 10
_MOST_BYTES: Final = 100_000
_LONGEST_TXN: Final = 60
_DUPLICATE: Final = "94"
CONFIRMED: Final = ("00", "Confirm Success")
NOT_FOUND: Final = ("01", "Order not found")
ALREADY: Final = ("02", "Order already confirmed")
WRONG_AMOUNT: Final = ("04", "Invalid amount")
FORGED: Final = ("97", "Fail checksum")
UNKNOWN: Final = ("99", "Unknown error")


class GatewayError(DomainError):
    """The gateway did not answer, or not as it should; it may be tried again."""

    code: ClassVar[str] = "gateway"


def notified(us: Merchant, message: Mapping[str, str], *, at: datetime) -> tuple[str, str]:
    """Take in a notification and return what the gateway is answered: code and words.

    The first success of the right amount settles; every repetition is told that it is known.
    """
    if not is_signed(message, us.secret) or message.get("vnp_TmnCode") != us.tmn_code:
        return FORGED
    order = order_of(message.get("vnp_TxnRef", ""))
    if order is None:
        return NOT_FOUND
    return told(order, message, at=at)


def told(order: Order, message: Mapping[str, str], *, at: datetime) -> tuple[str, str]:
    """Apply what the gateway says of ``order``, by notification or when asked; signed both."""
    amount = message.get("vnp_Amount", "")
    txn = f"{message.get('vnp_TxnRef', '')}:{message.get('vnp_TransactionNo', '')}"[:_LONGEST_TXN]
    if not amount.isascii() or not amount.isdecimal() or int(amount) <= 0:
        return WRONG_AMOUNT
    if not is_success(message):
        if int(amount) != order.amount_dong * 100:
            return WRONG_AMOUNT
        reason = message.get("vnp_ResponseCode", "")[:8]
        is_new = fail(order, provider=VNPAY, provider_txn=txn, reason=reason, at=at)
        return CONFIRMED if is_new else ALREADY
    money = Money(
        provider=VNPAY,
        txn=txn,
        source=Incoming.Source.GATEWAY,
        amount_dong=max(int(amount) // 100, 1),
        content=message.get("vnp_OrderInfo", ""),
        at=_moment(message.get("vnp_PayDate", ""), at),
        method=PaymentMethod.GATEWAY,
    )
    line, is_new = receive(money, order, at=at)
    if line.state == Incoming.State.WRONG_AMOUNT:
        return WRONG_AMOUNT
    return CONFIRMED if is_new and line.state == Incoming.State.SETTLED else ALREADY


def query(us: Merchant, order: Order, asked: OrderEvent, *, at: datetime) -> dict[str, str]:
    """Ask the gateway about one attempt; return its signed answer. Raises GatewayError."""
    message = {
        "vnp_RequestId": f"{order.number}Q{stamp(at)}",
        "vnp_Version": gateway.VERSION,
        "vnp_Command": "querydr",
        "vnp_TmnCode": us.tmn_code,
        "vnp_TxnRef": gateway.attempt_reference(order, asked.payload["attempt"]),
        "vnp_TransactionDate": stamp(asked.at),
        "vnp_CreateDate": stamp(at),
        "vnp_IpAddr": "127.0.0.1",
        "vnp_OrderInfo": f"Hoi {order.number}",
    }
    answer = _post(us, message, QUERY_FIELDS)
    if not is_message_signed(answer, QUERY_ANSWER_FIELDS, us.secret):
        raise GatewayError(_("Cổng VNPay trả lời với chữ ký sai."))
    return answer


def ask_about(us: Merchant, order: Order, *, at: datetime) -> bool:
    """Ask about every attempt of ``order``, apply what is said; say whether it is settled now.

    Raises GatewayError.
    """
    for asked in gateway.attempts(order):
        answer = query(us, order, asked, at=at)
        # The code is that of the question; the state of the money is another field.
        if answer.get("vnp_ResponseCode") != gateway.SUCCESS:
            continue
        status = answer.get("vnp_TransactionStatus", "")
        if status == "01":  # still under way there
            continue
        told(order, {**answer, "vnp_ResponseCode": status}, at=at)
    order.refresh_from_db()
    return OrderState(order.state) not in UNSETTLED


def is_there(answer: Mapping[str, str]) -> bool:
    """Say whether the gateway answered that it has the money."""
    return is_success(answer)


def amount_in(answer: Mapping[str, str]) -> int:
    """Return the đồng that an answer names, 0 where it names none."""
    amount = answer.get("vnp_Amount", "")
    return int(amount) // 100 if amount.isascii() and amount.isdecimal() else 0


def refund_at_gateway(us: Merchant, refund: Refund, *, who: str, at: datetime) -> None:
    """Let the gateway give ``refund`` back. Safe to repeat: its number stays the same.

    Raises GatewayError when it was not given back.
    """
    order = Order.objects.get(payment_id=refund.payment_id)
    line = order.incoming.filter(
        provider=VNPAY, state__in=[Incoming.State.SETTLED, Incoming.State.ASSIGNED]
    ).first()
    if line is None:
        raise GatewayError(_("Khoản này không nộp qua cổng VNPay nên không hoàn qua cổng được."))
    reference, _colon, transaction_no = line.provider_txn.partition(":")
    asked = next(
        event
        for event in gateway.attempts(order)
        if gateway.attempt_reference(order, event.payload["attempt"]) == reference
    )
    message = {
        "vnp_RequestId": refund.ref.hex,
        "vnp_Version": gateway.VERSION,
        "vnp_Command": "refund",
        "vnp_TmnCode": us.tmn_code,
        "vnp_TransactionType": "02" if refund.is_whole else "03",
        "vnp_TxnRef": reference,
        "vnp_Amount": hundredths(refund.amount_dong),
        "vnp_TransactionNo": transaction_no,
        "vnp_TransactionDate": stamp(asked.at),
        "vnp_CreateBy": who,
        "vnp_CreateDate": stamp(at),
        "vnp_IpAddr": "127.0.0.1",
        "vnp_OrderInfo": f"Hoan {order.number}",
    }
    answer = _post(us, message, REFUND_FIELDS)
    if not is_message_signed(answer, REFUND_ANSWER_FIELDS, us.secret):
        raise GatewayError(_("Cổng VNPay trả lời với chữ ký sai. Xin thử lại sau."))
    if answer.get("vnp_ResponseCode") not in {gateway.SUCCESS, _DUPLICATE}:
        raise GatewayError(
            _("Cổng VNPay từ chối hoàn (mã %(code)s). Xin hoàn bằng cách khác.")
            % {"code": answer.get("vnp_ResponseCode", "")[:8]}
        )


def _post(us: Merchant, message: dict[str, str], fields: tuple[str, ...]) -> dict[str, str]:
    signed = {**message, HASH: sign_message(message, fields, us.secret)}
    request = urllib.request.Request(  # noqa: S310 - the address is a setting of the operator
        us.api_address,
        data=json.dumps(signed).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as response:  # noqa: S310
            answer: Any = json.loads(response.read(_MOST_BYTES))
    except (OSError, ValueError, urllib.error.URLError) as error:
        logger.warning("gateway did not answer", extra={"error": type(error).__name__})
        raise GatewayError(_("Cổng VNPay chưa trả lời. Xin thử lại sau ít phút.")) from error
    if not isinstance(answer, dict):
        raise GatewayError(_("Cổng VNPay trả lời không đọc được."))
    return {str(name): str(value) for name, value in answer.items()}


def _moment(text: str, at: datetime) -> datetime:
    """Return when the gateway took the money; now, where it does not say."""
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=clock.VIETNAM)
    except ValueError:
        return at
