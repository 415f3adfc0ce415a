"""Paying for one's own dossier: the pages that everybody with the code has, in one's own room."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import access_own_dossier
from motcua.web import paying
from motcua.web.access import CitizenRequest, citizen


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def pay(request: CitizenRequest, key: str) -> HttpResponse:
    """Show what is owed for one's own dossier, and open an order for it."""
    dossier, room = _found(request, key)
    return paying.choose(request, dossier, room)


@citizen
@require_safe
@never_cache
def pay_order(request: CitizenRequest, key: str, ref: UUID) -> HttpResponse:
    """Show how to pay one order, and whether it is paid."""
    dossier, room = _found(request, key)
    return paying.order_page(request, dossier, ref, room)


@citizen
@require_safe
def pay_picture(request: CitizenRequest, key: str, ref: UUID, form: str) -> HttpResponse:
    """Answer with the QR code of an order."""
    return paying.picture(_found(request, key)[0], ref, form)


@citizen
@require_safe
def pay_receipt(request: CitizenRequest, key: str, ref: UUID) -> HttpResponse:
    """Answer with the receipt of a paid order."""
    return paying.receipt_file(_found(request, key)[0], ref)


def _found(request: CitizenRequest, key: str) -> tuple[Dossier, paying.Room]:
    dossier = access_own_dossier(request.citizen, key)

    def address(name: str, *parts: Any) -> str:
        return reverse(f"citizen:{name}", args=parts)

    back = reverse("citizen:dossier", args=[dossier.tracking_code])
    return dossier, paying.Room("citizen", dossier.tracking_code, back, address)
