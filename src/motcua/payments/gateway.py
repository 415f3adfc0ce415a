"""The words of messages to VNPay. Opens no connection."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from django.conf import settings

from motcua.kernel import clock
from motcua.payments.lifecycle import OrderAct
from motcua.payments.matching import NUMBER_LENGTH
from motcua.payments.merchants import Merchant
from motcua.payments.models import Order, OrderEvent
from motcua.payments.vietqr import plain
from motcua.payments.vnpay_signing import HASH, sign

VNPAY: Final = "vnpay"
VERSION: Final = "2.1.0"
SUCCESS: Final = "00"
LINK_HOLDS: Final = timedelta(minutes=15)
_HUNDREDTHS: Final = 100


def merchant() -> Merchant | None:
    """Return our account at the gateway; None where there is none."""
    found: Merchant | None = settings.VNPAY
    return found


def stamp(moment: datetime) -> str:
    """Return an instant as the gateway writes it, in Vietnam's time."""
    return f"{clock.local(moment):%Y%m%d%H%M%S}"


def hundredths(amount_dong: int) -> str:
    """Return an amount as the gateway writes it: times 100."""
    return str(amount_dong * _HUNDREDTHS)


def attempt_reference(order: Order, attempt: int) -> str:
    """Return the number under which the gateway knows one attempt of ``order``."""
    return f"{order.number}{attempt:02}"


def order_of(reference: str) -> Order | None:
    """Return the order of an attempt's number; None when there is none."""
    number, attempt = reference[:NUMBER_LENGTH], reference[NUMBER_LENGTH:]
    order = Order.objects.filter(number=number).first()
    if order is None or not attempt.isascii() or not attempt.isdecimal():
        return None
    return order if 1 <= int(attempt) <= order.attempts_count else None


def attempts(order: Order) -> list[OrderEvent]:
    """Return the times the payer was sent to the gateway, the latest last."""
    return list(order.events.filter(act=OrderAct.ASK, provider=VNPAY).order_by("sequence"))


def pay_address(
    us: Merchant, order: Order, asked: OrderEvent, *, return_to: str, visitor: str
) -> str:
    """Return where the payer goes for the attempt ``asked``; the same each time it is shown."""
    parameters = {
        "vnp_Version": VERSION,
        "vnp_Command": "pay",
        "vnp_TmnCode": us.tmn_code,
        "vnp_Amount": hundredths(order.amount_dong),
        "vnp_CreateDate": stamp(asked.at),
        "vnp_CurrCode": "VND",
        "vnp_IpAddr": visitor,
        "vnp_Locale": "vn",
        "vnp_OrderInfo": f"{plain(order.purpose)} {order.number}",
        "vnp_OrderType": "250000",
        "vnp_ReturnUrl": return_to,
        "vnp_TxnRef": attempt_reference(order, asked.payload["attempt"]),
        "vnp_ExpireDate": stamp(asked.at + LINK_HOLDS),
    }
    return f"{us.pay_address}?{urlencode({**parameters, HASH: sign(parameters, us.secret)})}"


def is_success(message: Mapping[str, str]) -> bool:
    """Say whether a message of the gateway says that the money is there."""
    return (
        message.get("vnp_ResponseCode") == SUCCESS
        and message.get("vnp_TransactionStatus") == SUCCESS
    )
