"""Issuing receipts: numbered from 1 each year, no number lost, none used twice."""

from datetime import datetime
from typing import Any, ClassVar, Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.numerals import dong_words
from motcua.payments.models import Collector, Order, Payment, PaymentReceipt, Refund

_NEXT: Final = """
    INSERT INTO payments_receiptcounter AS counter (agency_id, series, year, last_number)
    VALUES (%s, %s, %s, 1)
    ON CONFLICT (agency_id, series, year) DO UPDATE SET last_number = counter.last_number + 1
    RETURNING last_number
"""


class ReceiptError(DomainError):
    """The receipt cannot be voided or replaced."""

    code: ClassVar[str] = "receipt"


def issue_receipt(
    order: Order, payment: Payment, *, actor: Actor, at: datetime
) -> PaymentReceipt | None:
    """Issue the receipt for ``payment``; None where the agency issues none here.

    Call it inside the settlement's transaction: the series is locked until that ends.
    """
    facts = {
        "purpose": order.purpose,
        "subject": order.subject,
        "method": str(payment.get_method_display()),
    }
    return _issue(order.agency_id, payment, facts, actor=actor, at=at)


def issue_decrease(refund: Refund, *, actor: Actor, at: datetime) -> PaymentReceipt | None:
    """Issue the receipt that says that money of an earlier one was given back."""
    before = (
        refund.payment.receipts.filter(kind=PaymentReceipt.Kind.FEE, voided_at__isnull=True)
        .order_by("-pk")
        .first()
    )
    if before is None:
        return None
    facts = {
        "purpose": before.payload["purpose"],
        "subject": before.payload["subject"],
        "method": str(refund.get_method_display()),
        "decreases": str(before),
    }
    return _issue(before.agency_id, refund.payment, facts, refund=refund, actor=actor, at=at)


@transaction.atomic
def replace_receipt(
    receipt: PaymentReceipt, *, reason: str, purpose: str, actor: Actor, at: datetime
) -> PaymentReceipt:
    """Void ``receipt`` and issue another for the same money with another ``purpose``.

    The old number stays used. Raises ReceiptError.
    """
    held = _void(receipt, reason, actor, at)
    if not purpose.strip():
        raise ReceiptError(_("Xin ghi tên khoản thu cho đúng."))
    facts = {**held.payload, "purpose": purpose.strip()[:160], "replaces": str(held)}
    issued = _issue(held.agency_id, held.payment, facts, replaces=held, actor=actor, at=at)
    if issued is None:
        raise ReceiptError(_("Cơ quan chưa khai đơn vị thu nên chưa lập được biên lai."))
    return issued


@transaction.atomic
def void_receipt(
    receipt: PaymentReceipt, *, reason: str, actor: Actor, at: datetime
) -> PaymentReceipt:
    """Void ``receipt``, with the reason; its number is never used again. Raises ReceiptError."""
    return _void(receipt, reason, actor, at)


def _void(receipt: PaymentReceipt, reason: str, actor: Actor, at: datetime) -> PaymentReceipt:
    held = PaymentReceipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    if held.voided_at is not None:
        raise ReceiptError(_("Biên lai này đã hủy. Xin tải lại trang."))
    if held.kind == PaymentReceipt.Kind.DECREASE:
        raise ReceiptError(_("Biên lai giảm ghi tiền đã hoàn nên không hủy được."))
    if not reason.strip():
        raise ReceiptError(_("Xin ghi lý do hủy biên lai."))
    held.voided_at, held.voided_by_id = at, actor.officer_id
    held.void_reason = reason.strip()[:255]
    held.save(update_fields=["voided_at", "voided_by", "void_reason"])
    return held


def _issue(
    agency_id: int,
    payment: Payment,
    facts: dict[str, Any],
    *,
    refund: Refund | None = None,
    replaces: PaymentReceipt | None = None,
    actor: Actor,
    at: datetime,
) -> PaymentReceipt | None:
    collector = Collector.objects.filter(agency_id=agency_id).select_related("agency").first()
    if collector is None:
        return None
    series = f"{collector.form_symbol}-{collector.series_symbol}"
    year = clock.day_of(at).year
    amount = payment.amount_dong if refund is None else refund.amount_dong
    number = _next_number(agency_id, series, year)
    kind = PaymentReceipt.Kind.FEE if refund is None else PaymentReceipt.Kind.DECREASE
    payload = {
        **facts,
        "kind": str(kind),
        "form_symbol": collector.form_symbol,
        "series_symbol": collector.series_symbol,
        "number": number,
        "year": year,
        "collector": collector.name,
        "tax_code": collector.tax_code,
        "place": collector.agency.name,
        "amount_dong": amount,
        "words": dong_words(amount),
        "issued_at": clock.local(at).isoformat(timespec="seconds"),
        "officer": actor.name if actor.officer_id is not None else "",
    }
    return PaymentReceipt.objects.create(
        agency_id=agency_id,
        kind=kind,
        series=series,
        year=year,
        number=number,
        payment=payment,
        refund=refund,
        amount_dong=amount,
        payload=payload,
        issued_at=at,
        issued_by_id=actor.officer_id,
        replaces=replaces,
    )


def _next_number(agency_id: int, series: str, year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency_id, series, year])
        (number,) = cursor.fetchone()
    return int(number)
