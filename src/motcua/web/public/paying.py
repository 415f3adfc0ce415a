"""Paying with the code on the paper, without an account; and what gateway and bank tell us.

Whoever has the tracking code sees the amount, the kind of fee and the dossier's code, and may
pay it: nothing else is shown. The notifications are signed; nobody signs in for them.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import access_public_dossier
from motcua.kernel import clock
from motcua.kernel.codes import normalize_tracking_code
from motcua.payments import gateway
from motcua.payments.services import bank, vnpay
from motcua.payments.vnpay_signing import is_signed
from motcua.web import errors, paying
from motcua.web.access import public
from motcua.web.public.tracking import throttle
from motcua.web.throttle import client_address


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def pay(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is owed for a dossier, and open an order for it."""
    if not _may_ask(request):
        return errors.too_many(request)
    dossier, room = _found(key)
    return paying.choose(request, dossier, room)


@public
@require_safe
@never_cache
def pay_order(request: HttpRequest, key: str, ref: UUID) -> HttpResponse:
    """Show how to pay one order, and whether it is paid."""
    dossier, room = _found(key)
    return paying.order_page(request, dossier, ref, room)


@public
@require_safe
def pay_picture(request: HttpRequest, key: str, ref: UUID, form: str) -> HttpResponse:
    """Answer with the QR code of an order."""
    del request
    return paying.picture(_found(key)[0], ref, form)


@public
@require_safe
def pay_receipt(request: HttpRequest, key: str, ref: UUID) -> HttpResponse:
    """Answer with the receipt of a paid order."""
    del request
    return paying.receipt_file(_found(key)[0], ref)


def _may_ask(request: HttpRequest) -> bool:
    return throttle.admits(client_address(request), clock.now(), settings.LOOKUPS_PER_MINUTE)


def _found(key: str) -> tuple[Dossier, paying.Room]:
    """Return the dossier of a tracking code; a dossier's code can be guessed and does not do."""
    dossier = access_public_dossier(key)
    if normalize_tracking_code(key) != dossier.tracking_code:
        raise Http404
    code = dossier.tracking_code

    def address(name: str, *parts: Any) -> str:
        return reverse(f"public:{name}", args=parts)

    return dossier, paying.Room("track", code, reverse("public:track", args=[code]), address)


@public
@require_GET
@never_cache
def vnpay_ipn(request: HttpRequest) -> HttpResponse:
    """Take in a notification of the gateway, which it sends by GET, and answer its codes."""
    us = gateway.merchant()
    if us is None:
        raise Http404
    message = {name: str(value) for name, value in request.GET.items()}
    code, words = vnpay.notified(us, message, at=clock.now())
    return JsonResponse({"RspCode": code, "Message": words})


@public
@require_safe
@never_cache
def vnpay_return(request: HttpRequest) -> HttpResponse:
    """Lead a payer who comes back from the gateway to their order; decides nothing."""
    us = gateway.merchant()
    if us is None:
        raise Http404
    message = {name: str(value) for name, value in request.GET.items()}
    order = gateway.order_of(message.get("vnp_TxnRef", ""))
    if order is None or not is_signed(message, us.secret):
        return render(request, "public/pay_unknown.html", status=400)
    return redirect("public:pay-order", key=order.reference, ref=order.ref)


@csrf_exempt
@public
@require_POST
def bank_notice(request: HttpRequest) -> HttpResponse:
    """Take in what a bank tells of transfers; its signature is in the header X-Signature."""
    if not settings.BANK_SECRET:
        raise Http404
    body = request.body
    if not bank.is_from_bank(body, request.headers.get("X-Signature", ""), settings.BANK_SECRET):
        return JsonResponse({"error": "signature"}, status=403)
    try:
        noted = bank.notified(body, at=clock.now())
    except bank.NoticeError as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse({"received": len(noted)})
