"""Paying a refund out, in the books of payments."""

from datetime import datetime

from motcua.agencies.actors import Actor
from motcua.payments.lifecycle import OrderAct
from motcua.payments.models import Order, Refund
from motcua.payments.services.orders import happened, lock_order
from motcua.payments.services.receipts import issue_decrease


def note_paid(refund: Refund, *, method: str, actor: Actor, at: datetime) -> None:
    """Note that ``refund`` was paid out: in its order's events, with a receipt of its own.

    Call it inside the act's transaction, which holds what was paid for.
    """
    refund.paid_at, refund.paid_by_id, refund.method = at, actor.officer_id, method
    refund.save(update_fields=["paid_at", "paid_by", "method"])
    order = Order.objects.filter(payment_id=refund.payment_id).first()
    if order is not None:
        act = OrderAct.REFUND if refund.is_whole else OrderAct.REFUND_PART
        facts = {"amount_dong": refund.amount_dong, "method": str(method)}
        happened(lock_order(order.pk), act, facts, actor=actor, at=at)
    issue_decrease(refund, actor=actor, at=at)


def raise_to_whole(refund: Refund, reason: str, *, actor: Actor, at: datetime) -> None:
    """Let a refund of a part, not paid out yet, become one of the whole, to be approved anew."""
    if refund.paid_at is not None:
        return
    refund.amount_dong, refund.reason = refund.payment.amount_dong, reason
    refund.decided_at, refund.decided_by_id = at, actor.officer_id
    refund.approved_at = refund.approved_by = None
    refund.save()
