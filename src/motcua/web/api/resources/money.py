"""What is owed for a dossier, and an order with which it is paid."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from motcua.configuration.features import Feature
from motcua.configuration.switches import require_on
from motcua.dossiers.cash_desk import account_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.paying import PayingError, open_charge_order, payable_charges
from motcua.exchange.policies import access_followed
from motcua.exchange.scopes import Scope
from motcua.kernel import clock
from motcua.payments.gateway import VNPAY
from motcua.payments.models import Order
from motcua.payments.selectors import collector_of, is_paid, qr_of, ways_to_pay
from motcua.payments.services.orders import ask
from motcua.web import paying
from motcua.web.api.door import ApiRequest
from motcua.web.api.operations import needs, read, write
from motcua.web.api.shapes import Code, Given, local

router = Router(tags=["Nộp tiền"])
FOLLOW: Final = needs(following=True)
PAY: Final = needs(Scope.PAY, following=True)


class ChargeOut(Schema):
    """One thing that is owed."""

    id: int
    name: str
    amount_dong: int | None
    is_payable_now: bool
    is_paid: bool
    is_exempt: bool


class OrderOut(Schema):
    """An order to pay; ``vietqr`` is what the QR code says."""

    ref: UUID
    number: str
    amount_dong: int
    state: str
    is_paid: bool
    expires_at: datetime | None
    purpose: str
    how: str
    vietqr: str | None
    bank_name: str | None
    account_number: str | None
    account_name: str | None
    message: str | None = Field(description="Nội dung chuyển khoản phải ghi đúng.")
    gateway_url: str | None


class PaymentOut(Schema):
    """The money of a dossier."""

    money_state: str
    ways: list[str]
    charges: list[ChargeOut]
    orders: list[OrderOut]


class OrderIn(Given):
    """What is to be paid, and how."""

    charge: int | None = Field(default=None, description="Bỏ trống: khoản đầu tiên còn phải nộp.")
    how: Literal["vietqr", "vnpay"]


@read(router, "/dossiers/{key}/payment", FOLLOW, answer=PaymentOut, summary="Tiền của hồ sơ")
def get_payment(request: ApiRequest, key: Code) -> PaymentOut:
    """Các khoản phải nộp, đã nộp, và các lệnh nộp tiền đã lập."""
    dossier = access_followed(request.caller, key)
    payable = {one.pk for one in payable_charges(dossier)}
    orders = Order.objects.filter(reference=dossier.tracking_code).select_related("payment")
    return PaymentOut(
        money_state=dossier.money_state,
        ways=ways_to_pay(collector_of(dossier.receiving_agency_id)),
        charges=[
            ChargeOut(
                id=one.pk,
                name=one.name,
                amount_dong=one.amount_dong,
                is_payable_now=one.pk in payable,
                is_paid=one.payment_id is not None,
                is_exempt=bool(one.exemption),
            )
            for one in account_of(dossier).charges
        ],
        orders=[_order(request, one, dossier) for one in orders.order_by("pk")[:50]],
    )


@write(router, "/dossiers/{key}/payment-orders", PAY, answer=OrderOut, summary="Lập lệnh nộp tiền")
def open_payment_order(request: ApiRequest, key: Code, order: OrderIn) -> OrderOut:
    """Lệnh cho một khoản: chuỗi VietQR để vẽ mã, hoặc đường dẫn sang cổng thanh toán."""
    dossier = access_followed(request.caller, key)
    require_on(Feature.PAYMENT, dossier.receiving_agency_id, request.caller.stamp)
    if order.how not in ways_to_pay(collector_of(dossier.receiving_agency_id)):
        raise PayingError(_("Cơ quan này không nhận cách nộp tiền ấy; xem ways."))
    at = clock.now()
    opened = ask(open_charge_order(dossier, order.charge, at=at), order.how, at=at)
    return _order(request, opened, dossier)


def _order(request: HttpRequest, order: Order, dossier: Dossier) -> OrderOut:
    collector = collector_of(dossier.receiving_agency_id)
    how = paying.how_asked(order)
    has_money = is_paid(order)
    by_transfer = (
        collector
        if collector is not None and collector.account_number and how == paying.VIETQR
        else None
    )
    is_open = by_transfer is not None and not has_money
    by_gateway = not has_money and how == VNPAY
    return OrderOut(
        ref=order.ref,
        number=order.number,
        amount_dong=order.amount_dong,
        state=order.state,
        is_paid=has_money,
        expires_at=local(order.expires_at),
        purpose=order.purpose,
        how=how,
        vietqr=qr_of(order, by_transfer) if is_open and by_transfer is not None else None,
        bank_name=by_transfer.bank_name if by_transfer is not None else None,
        account_number=by_transfer.account_number if by_transfer is not None else None,
        account_name=by_transfer.account_name if by_transfer is not None else None,
        message=order.number if by_transfer is not None else None,
        gateway_url=(paying.gateway_url(request, order) or None) if by_gateway else None,
    )
