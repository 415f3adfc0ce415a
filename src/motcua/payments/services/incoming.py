"""Money that comes from outside: it settles an order, or waits for the cashier.

Whatever a provider tells goes through ``receive``: once or a hundred times, early or late, it
is one row, and one settlement at most.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.kernel.errors import DomainError
from motcua.kernel.money import Dong, format_dong
from motcua.payments import payables
from motcua.payments.lifecycle import UNSETTLED, OrderAct, OrderState
from motcua.payments.matching import numbers_in
from motcua.payments.models import Collector, Incoming, Order, PaymentMethod
from motcua.payments.models.orders import UNDECIDED
from motcua.payments.services.orders import Paid, happened, lock_order, settle

BANK: Final = "bank"


class IncomingError(DomainError):
    """The line cannot be assigned or returned that way."""

    code: ClassVar[str] = "incoming"


@dataclass(frozen=True, slots=True)
class Money:
    """What a provider says came in. ``account`` is the one it came to, "" where unknown."""

    provider: str
    txn: str
    source: str
    amount_dong: int
    content: str
    at: datetime
    method: str = PaymentMethod.TRANSFER
    account: str = ""


def receive(money: Money, order: Order | None = None, *, at: datetime) -> tuple[Incoming, bool]:
    """Note ``money`` and settle what it is for; say whether it was news.

    ``order`` is the one that the provider names; without it the number is looked for in the
    content. A wrong amount, a second payment and what is not owed any more settle nothing.
    """
    known = _known(money, at)
    if known is not None:
        return known, False
    found = [order] if order is not None else _orders_in(money.content)
    line = Incoming(
        provider=money.provider,
        provider_txn=money.txn,
        source=money.source,
        agency_id=_agency_of(money, found),
        amount_dong=money.amount_dong,
        content=money.content[:255],
        received_at=money.at,
        noted_at=at,
        in_statement_at=at if money.source == Incoming.Source.STATEMENT else None,
        state=Incoming.State.AMBIGUOUS if found else Incoming.State.UNMATCHED,
    )
    try:
        if len(found) != 1:
            with transaction.atomic():
                line.save(force_insert=True)
            return line, True
        return _apply(line, found[0], money, at)
    except IntegrityError:
        # Somebody told us the same at the same moment, and was quicker.
        known = _known(money, at)
        if known is None:
            raise
        return known, False


def _apply(line: Incoming, order: Order, money: Money, at: datetime) -> tuple[Incoming, bool]:
    """Settle ``order`` with ``line``, or say why not; both in one transaction."""
    with transaction.atomic(), payables.held(order, at) as claim:
        held = lock_order(order.pk)
        known = _known(money, at)
        if known is not None:
            return known, False
        line.order = held
        line.state = _verdict(line, held, claim)
        line.save(force_insert=True)
        if line.state != Incoming.State.SETTLED:
            _set_aside(held, line, at)
            return line, True
        assert claim is not None  # noqa: S101 - the verdict says so
        _settle(held, line, money.method, claim, actor=SYSTEM, at=at)
    return line, True


def assign(line: Incoming, number: str, *, note: str, actor: Actor, at: datetime) -> Incoming:
    """Let ``line`` settle the order ``number``, as the cashier says.

    Raises IncomingError when the sum is not the order's, or nothing is owed any more.
    """
    order = Order.objects.filter(number=number.strip().upper().replace(" ", "")).first()
    if order is None:
        raise IncomingError(_("Không có mã nộp tiền “%(n)s”.") % {"n": number.strip()[:20]})
    if line.agency_id is not None and order.agency_id != line.agency_id:
        raise IncomingError(_("Mã nộp tiền này của cơ quan khác."))
    with transaction.atomic(), payables.held(order, at) as claim:
        held = lock_order(order.pk)
        fresh = _undecided(line)
        verdict = _verdict(fresh, held, claim)
        if verdict == Incoming.State.WRONG_AMOUNT:
            raise IncomingError(
                _("Tiền về %(here)s mà khoản phải nộp là %(due)s; không gán được, xin chuyển trả.")
                % {
                    "here": format_dong(Dong(fresh.amount_dong)),
                    "due": format_dong(Dong(held.amount_dong)),
                }
            )
        if claim is None or verdict != Incoming.State.SETTLED:
            raise IncomingError(_("Khoản này đã nộp hoặc không còn phải nộp. Xin chuyển trả."))
        _decide(fresh, Incoming.State.ASSIGNED, note, actor, at)
        fresh.order, fresh.agency_id = held, held.agency_id
        fresh.save()
        method = (
            PaymentMethod.GATEWAY
            if fresh.source == Incoming.Source.GATEWAY
            else PaymentMethod.TRANSFER
        )
        _settle(held, fresh, method, claim, actor=actor, at=at)
    return fresh


@transaction.atomic
def send_back(line: Incoming, *, note: str, actor: Actor, at: datetime) -> Incoming:
    """Note that ``line`` was transferred back; ``note`` is the proof. Raises IncomingError."""
    if not note.strip():
        raise IncomingError(_("Xin ghi số, ngày của lệnh chuyển trả."))
    fresh = _undecided(line)
    _decide(fresh, Incoming.State.RETURNED, note, actor, at)
    fresh.save()
    return fresh


def _undecided(line: Incoming) -> Incoming:
    fresh = Incoming.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if fresh.state not in UNDECIDED:
        raise IncomingError(_("Khoản này đã được xử lý. Xin tải lại trang."))
    return fresh


def _decide(line: Incoming, state: str, note: str, actor: Actor, at: datetime) -> None:
    line.state, line.note = state, note.strip()[:255]
    line.decided_at, line.decided_by_id = at, actor.officer_id


def _known(money: Money, at: datetime) -> Incoming | None:
    """Return the line of that transaction; a statement that shows it too is noted."""
    known = Incoming.objects.filter(provider=money.provider, provider_txn=money.txn).first()
    is_seen = known is not None and known.in_statement_at is None
    if known is not None and is_seen and money.source == Incoming.Source.STATEMENT:
        Incoming.objects.filter(pk=known.pk).update(in_statement_at=at)
    return known


def _orders_in(content: str) -> list[Order]:
    numbers = numbers_in(content)
    return list(Order.objects.filter(number__in=numbers)) if numbers else []


def _agency_of(money: Money, orders: list[Order]) -> int | None:
    if len(orders) == 1:
        return orders[0].agency_id
    if not money.account:
        return None
    collector = Collector.objects.filter(account_number=money.account).first()
    return collector.agency_id if collector is not None else None


def _verdict(line: Incoming, order: Order, claim: payables.Claim | None) -> str:
    if line.amount_dong != order.amount_dong:
        return Incoming.State.WRONG_AMOUNT
    if OrderState(order.state) not in UNSETTLED:
        return Incoming.State.DOUBLE
    if claim is None or not claim.is_due(order.amount_dong):
        return Incoming.State.NOT_DUE
    return Incoming.State.SETTLED


def _set_aside(order: Order, line: Incoming, at: datetime) -> None:
    facts = {"why": str(line.state), "amount_dong": line.amount_dong}
    happened(
        order,
        OrderAct.SET_ASIDE,
        facts,
        provider=line.provider,
        provider_txn=line.provider_txn,
        at=at,
    )


def _settle(
    order: Order,
    line: Incoming,
    method: str,
    claim: payables.Claim,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    paid = Paid(method=method, provider=line.provider, provider_txn=line.provider_txn)
    payment = settle(order, paid, actor=actor, at=at)
    claim.settle(payment, order)
