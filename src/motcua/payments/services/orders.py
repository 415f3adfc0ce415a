"""Orders and their events: opened, asked, failed, expired, settled."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from motcua.agencies.actors import SYSTEM, Actor
from motcua.payments.lifecycle import UNSETTLED, OrderAct, OrderState, next_state
from motcua.payments.matching import ALPHABET, NUMBER_LENGTH, PREFIX
from motcua.payments.models import Order, OrderEvent, Payment
from motcua.payments.services.receipts import issue_receipt

WAITING_FOR: Final = timedelta(hours=24)
"""How long an order is asked about; money that comes later settles it all the same."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody is to pay for: ``kind`` and ``payable`` name it to whoever registered it."""

    kind: str
    payable: str
    reference: str
    subject: str
    purpose: str
    amount_dong: int
    agency_id: int


@dataclass(frozen=True, slots=True)
class Paid:
    """How it was paid: by what method, told by whom, under what number of theirs."""

    method: str
    provider: str = ""
    provider_txn: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def open_order(asked: Asked, *, actor: Actor = SYSTEM, at: datetime) -> Order:
    """Return the open order for what is ``asked``, made now unless there is one.

    One whose amount is no longer right is not used again: a new one needs a new number, so
    the caller must hold what is asked for. It expires, and its money would wait for the cashier.
    """
    with transaction.atomic():
        found = (
            Order.objects.select_for_update()
            .filter(kind=asked.kind, payable=asked.payable, state__in=sorted(UNSETTLED))
            .first()
        )
        if found is not None and found.amount_dong == asked.amount_dong:
            return found
        if found is not None:
            Order.objects.filter(pk=found.pk).update(payable=f"{found.payable}#{found.pk}")
        order = new_order(asked, at)
        order.save(force_insert=True)
        happened(order, OrderAct.OPEN, actor=actor, at=at)
    return order


def new_order(asked: Asked, at: datetime) -> Order:
    """Return an unsaved order with a number that nobody can guess."""
    number = PREFIX + "".join(
        secrets.choice(ALPHABET) for _letter in range(NUMBER_LENGTH - len(PREFIX))
    )
    return Order(
        number=number,
        kind=asked.kind,
        payable=asked.payable,
        reference=asked.reference,
        subject=asked.subject,
        purpose=asked.purpose,
        amount_dong=asked.amount_dong,
        agency_id=asked.agency_id,
        state=OrderState.OPENED,
        opened_at=at,
        expires_at=at + WAITING_FOR,
    )


def happened(
    order: Order,
    act: OrderAct,
    facts: Mapping[str, Any] | None = None,
    *,
    provider: str = "",
    provider_txn: str = "",
    actor: Actor = SYSTEM,
    at: datetime,
) -> OrderEvent:
    """Move ``order``, whose row the caller holds, and write the event. Saves the order.

    Raises IllegalOrderError when no arrow leads that way.
    """
    before = OrderState(order.state)
    is_first = act is OrderAct.OPEN
    order.state = before if is_first else next_state(before, act)
    order.events_count += 1
    event = OrderEvent.objects.create(
        order=order,
        sequence=order.events_count,
        act=act,
        from_state="" if is_first else before,
        to_state=order.state,
        provider=provider,
        provider_txn=provider_txn,
        payload=dict(facts or {}),
        actor_id=actor.officer_id,
        at=at,
    )
    order.save(update_fields=["state", "events_count", "attempts_count", "expires_at", "payment"])
    return event


def lock_order(order_id: int) -> Order:
    """Return the order with its row locked to the end of the transaction."""
    order: Order = Order.objects.select_for_update(of=("self",)).get(pk=order_id)
    return order


@transaction.atomic
def ask(order: Order, how: str, *, at: datetime) -> Order:
    """Note that the payer chose ``how`` and is to be waited for. Raises IllegalOrderError."""
    held = lock_order(order.pk)
    if how == "vnpay":
        held.attempts_count += 1
    held.expires_at = at + WAITING_FOR
    facts = {"how": how, "attempt": held.attempts_count}
    happened(held, OrderAct.ASK, facts, provider=how, at=at)
    return held


@transaction.atomic
def fail(order: Order, *, provider: str, provider_txn: str, reason: str, at: datetime) -> bool:
    """Note that a provider says it failed; return False when that, or a success, was known.

    Never final: a later success settles the order.
    """
    held = lock_order(order.pk)
    if OrderState(held.state) not in UNSETTLED:
        return False
    told = held.events.filter(act=OrderAct.FAIL, provider=provider, provider_txn=provider_txn)
    if told.exists():
        return False
    happened(
        held,
        OrderAct.FAIL,
        {"reason": reason},
        provider=provider,
        provider_txn=provider_txn,
        at=at,
    )
    return True


@transaction.atomic
def expire(order: Order, *, at: datetime) -> bool:
    """Stop asking about an order whose time is over; say whether it was so."""
    held = lock_order(order.pk)
    state = OrderState(held.state)
    if state not in UNSETTLED or state is OrderState.EXPIRED or held.expires_at > at:
        return False
    happened(held, OrderAct.EXPIRE, at=at)
    return True


def settle(order: Order, paid: Paid, *, actor: Actor, at: datetime) -> Payment:
    """Turn ``order``, whose row the caller holds, into money received, with its receipt.

    Call it inside the transaction that notes what was paid for. Raises IllegalOrderError.
    """
    next_state(OrderState(order.state), OrderAct.SETTLE)
    payment: Payment = Payment.objects.create(
        reference=order.reference,
        amount_dong=order.amount_dong,
        method=paid.method,
        received_at=at,
        received_by_id=actor.officer_id,
    )
    order.payment = payment
    facts = {"amount_dong": order.amount_dong, "method": str(paid.method), **paid.facts}
    happened(
        order,
        OrderAct.SETTLE,
        facts,
        provider=paid.provider,
        provider_txn=paid.provider_txn,
        actor=actor,
        at=at,
    )
    issue_receipt(order, payment, actor=actor, at=at)
    return payment


def take_at_desk(asked: Asked, method: str, *, actor: Actor, at: datetime) -> Payment:
    """Take money at the desk: the same order, event and receipt as online.

    Call it inside the act's transaction, which holds what is paid for.
    """
    return settle_at_once(asked, Paid(method=method), actor=actor, at=at)


def settle_at_once(asked: Asked, paid: Paid, *, actor: Actor, at: datetime) -> Payment:
    """Open an order for what is ``asked`` and settle it with what was ``paid``.

    Call it inside the act's transaction, which holds what is paid for.
    """
    order = open_order(asked, actor=actor, at=at)
    return settle(order, paid, actor=actor, at=at)
