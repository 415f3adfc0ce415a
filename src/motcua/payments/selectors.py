"""Questions about orders, receipts and money that came in."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q, QuerySet

from motcua.payments import gateway
from motcua.payments.lifecycle import UNSETTLED, OrderState
from motcua.payments.models import Collector, Incoming, Order, PaymentReceipt
from motcua.payments.models.orders import UNDECIDED
from motcua.payments.vietqr import encode


def collector_of(agency_id: int) -> Collector | None:
    """Return what an agency says of its collecting; None where it issues nothing here."""
    found: Collector | None = Collector.objects.filter(agency_id=agency_id).first()
    return found


def ways_to_pay(collector: Collector | None) -> list[str]:
    """Return how one can pay online: ``vietqr``, ``vnpay``, both or neither."""
    if collector is None:
        return []
    ways = ["vietqr"] if collector.account_number else []
    if collector.takes_gateway and settings.VNPAY is not None:
        ways.append(gateway.VNPAY)
    return ways


def qr_of(order: Order, collector: Collector) -> str:
    """Return the VietQR string that pays ``order``."""
    return encode(
        bank_bin=collector.bank_bin,
        account=collector.account_number,
        amount_dong=order.amount_dong,
        message=order.number,
    )


def receipt_in_force(order: Order) -> PaymentReceipt | None:
    """Return the receipt of a settled order that was not voided; the newest."""
    if order.payment_id is None:
        return None
    found: PaymentReceipt | None = (
        PaymentReceipt.objects.filter(
            payment_id=order.payment_id, kind=PaymentReceipt.Kind.FEE, voided_at__isnull=True
        )
        .order_by("-pk")
        .first()
    )
    return found


def receipts_for(reference: str) -> list[PaymentReceipt]:
    """Return the receipts in force for what was paid under ``reference``. One query."""
    found = PaymentReceipt.objects.filter(
        payment__order__reference=reference,
        kind=PaymentReceipt.Kind.FEE,
        voided_at__isnull=True,
    )
    return list(found.select_related("payment__order").order_by("pk"))


def is_paid(order: Order) -> bool:
    """Say whether the money of ``order`` is there."""
    return OrderState(order.state) not in UNSETTLED


def undecided(agencies: Iterable[int]) -> QuerySet[Incoming]:
    """Return what waits for the cashier of ``agencies``, and what nobody's account tells."""
    mine = Q(agency_id__in=list(agencies)) | Q(agency__isnull=True)
    rows = Incoming.objects.filter(mine, state__in=UNDECIDED)
    return rows.select_related("order", "agency").order_by("received_at", "pk")
