"""Paying online, the same in every room: choose how, pay, see that it arrived, the receipt.

A room gives the dossier it has found and the addresses of its own pages; nothing else differs.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.configuration.features import Feature
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.fees import is_claim_open
from motcua.dossiers.services.paying import open_charge_order, payable_charges
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.payments import gateway
from motcua.payments.lifecycle import OrderState
from motcua.payments.models import Collector, Order
from motcua.payments.receipt_forms import receipt_pdf
from motcua.payments.selectors import (
    collector_of,
    is_paid,
    qr_of,
    receipt_in_force,
    ways_to_pay,
)
from motcua.payments.services.orders import ask
from motcua.web.switching import sentence_of
from motcua.web.throttle import client_address

VIETQR: Final = "vietqr"
_PICTURES: Final = {"svg": "image/svg+xml", "png": "image/png"}
_SCALE: Final = 8
_BORDER: Final = 4


@dataclass(frozen=True, slots=True)
class Room:
    """Where the pages are: ``address`` makes one from the name of the page and its parts."""

    section: str
    key: str
    back_url: str
    address: Callable[..., str]

    def pay_url(self) -> str:
        """Return the address of the page on which one chooses."""
        return self.address("pay", self.key)

    def order_url(self, order: Order, name: str = "pay-order", *more: str) -> str:
        """Return the address of a page about ``order``."""
        return self.address(name, self.key, order.ref, *more)


def choose(request: HttpRequest, dossier: Dossier, room: Room) -> HttpResponse:
    """Show what is owed and the ways to pay it; a POST opens the order and goes on to it."""
    collector = collector_of(dossier.receiving_agency_id)
    ways = ways_to_pay(collector)
    off = sentence_of(request, Feature.PAYMENT, dossier.receiving_agency_id)
    problem = off if request.method == "POST" else ""
    if request.method == "POST" and not off:
        try:
            return redirect(room.order_url(_opened(request, dossier, ways)))
        except DomainError as error:
            problem = str(error)
    charges = payable_charges(dossier)
    orders = Order.objects.filter(reference=dossier.tracking_code, payment__isnull=False)
    context = {
        "code": str(dossier),
        "charges": charges,
        "paid": [_paid_row(order, room) for order in orders.order_by("pk")],
        "ways": [] if off else ways,
        "off": off,
        "problem": problem,
        "claim_waits": any(charge.fee for charge in charges) and is_claim_open(dossier),
        "place": room,
    }
    return render(request, "public/pay.html", context, status=422 if problem else 200)


def _opened(request: HttpRequest, dossier: Dossier, ways: list[str]) -> Order:
    """Open the order for what was chosen. Raises a DomainError with a sentence."""
    way = request.POST.get("how", "")
    if way not in ways:
        raise NoWayError(_("Xin chọn cách nộp: quét mã VietQR hay cổng VNPay."))
    typed = request.POST.get("charge", "")[:18]
    charge_id = int(typed) if typed.isascii() and typed.isdecimal() else None
    at = clock.now()
    return ask(open_charge_order(dossier, charge_id, at=at), way, at=at)


class NoWayError(DomainError):
    """Nothing that was offered was chosen."""


def _paid_row(order: Order, room: Room) -> dict[str, Any]:
    return {"order": order, "url": room.order_url(order), "state": OrderState(order.state)}


def order_page(request: HttpRequest, dossier: Dossier, ref: UUID, room: Room) -> HttpResponse:
    """Show one order: how to pay it, or that it is paid. Looks again by itself."""
    order = _order(dossier, ref)
    collector = collector_of(order.agency_id)
    receipt = receipt_in_force(order)
    context: dict[str, Any] = {
        "order": order,
        "state": OrderState(order.state),
        "is_paid": is_paid(order),
        "place": room,
        "receipt": receipt,
        "receipt_url": room.order_url(order, "pay-receipt") if receipt else "",
        "vietqr": None,
        "gateway_url": "",
        "is_gateway": False,
    }
    if not context["is_paid"] and collector is not None:
        how = how_asked(order)
        if how == gateway.VNPAY:
            context |= {"is_gateway": True, "gateway_url": gateway_url(request, order)}
        elif collector.account_number:
            context["vietqr"] = _transfer(order, collector, room)
    return render(request, "public/pay_order.html", context)


def _transfer(order: Order, collector: Collector, room: Room) -> dict[str, str]:
    """Return everything that a payer needs for a transfer."""
    told = {
        "picture": room.order_url(order, "pay-picture", "svg"),
        "download": room.order_url(order, "pay-picture", "png"),
        "bank": collector.bank_name,
        "account": collector.account_number,
        "name": collector.account_name,
        "simulator": "",
    }
    if settings.SIMULATORS:
        own = settings.PUBLIC_ADDRESS
        parts = {
            "qr": qr_of(order, collector),
            "notify": own + reverse("public:bank-notice"),
            "back": own + room.order_url(order),
        }
        told["simulator"] = f"{settings.SIMULATORS}/bank/chuyen?{urlencode(parts)}"
    return told


def how_asked(order: Order) -> str:
    """Return how the payer chose to pay ``order`` last."""
    last = order.events.filter(act="ask").order_by("-sequence").first()
    return str(last.payload["how"]) if last is not None else VIETQR


def gateway_url(request: HttpRequest, order: Order) -> str:
    """Return the link to the gateway while it holds; "" when a new one must be asked for."""
    us, asked = gateway.merchant(), gateway.attempts(order)
    if us is None or not asked or clock.now() > asked[-1].at + gateway.LINK_HOLDS:
        return ""
    if OrderState(order.state) is OrderState.FAILED:
        return ""
    return gateway.pay_address(
        us,
        order,
        asked[-1],
        return_to=settings.PUBLIC_ADDRESS + reverse("public:vnpay-return"),
        visitor=client_address(request),
    )


def picture(dossier: Dossier, ref: UUID, form: str) -> HttpResponse:
    """Answer with the QR code as a picture: SVG to look at, PNG to keep on a phone."""
    order = _order(dossier, ref)
    collector = collector_of(order.agency_id)
    if collector is None or not collector.account_number or form not in _PICTURES:
        raise Http404
    drawn = io.BytesIO()
    code = segno.make_qr(qr_of(order, collector), error="m")
    # Drawn to whatever size the page gives it: some browsers scale no picture without that.
    more = {"omitsize": True} if form == "svg" else {}
    code.save(drawn, kind=form, scale=_SCALE, border=_BORDER, light="#fff", **more)
    response = HttpResponse(drawn.getvalue(), content_type=_PICTURES[form])
    response["Cache-Control"] = "private, no-store"
    if form == "png":
        response["Content-Disposition"] = f'attachment; filename="ma-qr-{order.number}.png"'
    return response


def receipt_file(dossier: Dossier, ref: UUID) -> HttpResponse:
    """Answer with the receipt as a PDF."""
    receipt = receipt_in_force(_order(dossier, ref))
    if receipt is None:
        raise Http404
    return receipt_response(receipt)


def receipt_response(receipt: Any) -> HttpResponse:
    """Answer with the PDF of ``receipt``: the signed file, or drawn from its frozen facts."""
    from motcua.documents.selectors import file_response  # noqa: PLC0415

    if receipt.file is not None and receipt.voided_at is None:
        kept: HttpResponse = file_response(receipt.file)  # type: ignore[assignment]
        return kept
    content = receipt_pdf(receipt.payload, at=receipt.issued_at, voided_at=receipt.voided_at)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"bien-lai-{receipt.year}-{receipt.number:07}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _order(dossier: Dossier, ref: UUID) -> Order:
    orders = Order.objects.filter(reference=dossier.tracking_code).select_related("payment")
    return get_object_or_404(orders, ref=ref)
