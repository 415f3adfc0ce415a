"""Finding what no notification told: asking about open orders, and comparing the books."""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.kernel.errors import DomainError
from motcua.payments import gateway
from motcua.payments.lifecycle import UNSETTLED, OrderAct, OrderState
from motcua.payments.models import Difference, Incoming, Order, OrderEvent
from motcua.payments.services import vnpay
from motcua.payments.services.orders import expire

logger = logging.getLogger(__name__)

LOOKED_BACK: Final = timedelta(days=7)
"""How far a night looks back at what was asked of the gateway."""
STATEMENT_COMES: Final = timedelta(days=2)
"""By then the statement of a day should have been read."""
_BATCH: Final = 200


def ask_about_open_orders(*, at: datetime) -> tuple[int, list[tuple[str, str]]]:
    """Ask the gateway about every order that waits, and let old ones expire.

    Returns how many were settled by it, and what went wrong.
    """
    us = gateway.merchant()
    settled, problems = 0, []
    waiting = Order.objects.filter(state__in=["opened", "waiting", "failed"]).order_by("pk")
    for order in waiting[:_BATCH]:
        try:
            if us is not None and order.attempts_count and vnpay.ask_about(us, order, at=at):
                settled += 1
                continue
            expire(order, at=at)
        except DomainError as error:
            problems.append((order.number, str(error)))
    return settled, problems


def reconcile(*, at: datetime) -> tuple[int, list[tuple[str, str]]]:
    """Compare a week of orders with the gateway, and notifications with statements.

    A payment that we missed is settled; what does not agree becomes a difference to look at.
    Returns how many differences are new, and what went wrong.
    """
    new, problems = _with_gateway(at)
    return new + _with_statements(at), problems


def resolve(row: Difference, *, note: str, actor: Actor, at: datetime) -> None:
    """Note what was done about a difference. Raises DomainError without a word."""
    if not note.strip():
        raise DomainError(_("Xin ghi đã làm gì với chênh lệch này."))
    Difference.objects.filter(pk=row.pk, resolved_at__isnull=True).update(
        resolved_at=at, resolved_by_id=actor.officer_id, note=note.strip()[:255]
    )


def _with_gateway(at: datetime) -> tuple[int, list[tuple[str, str]]]:
    us = gateway.merchant()
    if us is None:
        return 0, []
    new, problems = 0, []
    asked = OrderEvent.objects.filter(
        act=OrderAct.ASK, provider=gateway.VNPAY, at__gte=at - LOOKED_BACK
    ).select_related("order")
    for event in asked.order_by("pk"):
        try:
            answer = vnpay.query(us, event.order, event, at=at)
            if vnpay.is_there(answer) and OrderState(event.order.state) in UNSETTLED:
                vnpay.ask_about(us, event.order, at=at)
            new += _compared(event, answer, at)
        except DomainError as error:
            problems.append((event.order.number, str(error)))
    return new, problems


def _compared(event: OrderEvent, answer: dict[str, str], at: datetime) -> bool:
    """Tell a difference between an attempt as we know it and as the gateway does."""
    order = Order.objects.get(pk=event.order_id)
    reference = gateway.attempt_reference(order, event.payload["attempt"])
    ours = order.incoming.filter(
        provider=gateway.VNPAY, provider_txn__startswith=f"{reference}:"
    ).first()
    is_there, theirs = vnpay.is_there(answer), vnpay.amount_in(answer)
    taken = {Incoming.State.SETTLED, Incoming.State.ASSIGNED}
    if ours is not None and ours.state in taken and not is_there:
        return _tell(Difference.Kind.NOT_AT_GATEWAY, order, ours, theirs, at)
    if ours is not None and is_there and theirs != ours.amount_dong:
        return _tell(Difference.Kind.GATEWAY_AMOUNT, order, ours, theirs, at)
    if ours is None and is_there:
        return _tell(Difference.Kind.GATEWAY_UNSETTLED, order, None, theirs, at)
    return False


def _with_statements(at: datetime) -> int:
    """Tell of transfers that a bank notified and whose statement, read since, has not."""
    last = Incoming.objects.filter(in_statement_at__isnull=False).order_by("-received_at").first()
    if last is None:
        return 0
    missing = Incoming.objects.filter(
        source=Incoming.Source.NOTICE,
        in_statement_at__isnull=True,
        received_at__lt=min(at - STATEMENT_COMES, last.received_at),
        received_at__gte=at - LOOKED_BACK - STATEMENT_COMES,
    )
    return sum(
        _tell(Difference.Kind.NOT_IN_STATEMENT, line.order, line, 0, at) for line in missing
    )


def _tell(
    kind: str, order: Order | None, line: Incoming | None, theirs: int, at: datetime
) -> bool:
    agency_id = order.agency_id if order is not None else line.agency_id if line else None
    _row, is_new = Difference.objects.get_or_create(
        kind=kind,
        order=order,
        incoming=line,
        defaults={
            "agency_id": agency_id,
            "ours_dong": line.amount_dong if line is not None else 0,
            "theirs_dong": theirs,
            "found_at": at,
        },
    )
    return bool(is_new)
