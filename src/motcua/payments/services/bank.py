"""What banks tell us: notifications of single transfers, and statements."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final

from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.payments.models import Incoming
from motcua.payments.services.incoming import BANK, Money, receive
from motcua.payments.statements import StatementLine

MOST_AT_ONCE: Final = 500
_MOST_DONG: Final = 10**15


class NoticeError(DomainError):
    """A notification cannot be read."""

    code: ClassVar[str] = "notice"


@dataclass(frozen=True, slots=True)
class Tally:
    """How a statement came out: lines in all, settled by it, known before, left to decide."""

    lines: int
    settled: int
    known: int
    waiting: int


def is_from_bank(body: bytes, signature: str, secret: str) -> bool:
    """Say whether ``signature`` (``sha256=`` and hexadecimal) is the bank's over ``body``."""
    expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return bool(secret) and hmac.compare_digest(signature.lower().encode(), expected.encode())


def notified(body: bytes, *, at: datetime) -> list[Incoming]:
    """Take in a signed notification: JSON ``{"transactions": [...]}``.

    Each has ``id``, ``account``, ``amount`` (whole đồng), ``content`` and ``at`` (ISO 8601).
    Raises NoticeError before anything is noted.
    """
    try:
        listed: Any = json.loads(body)["transactions"]
        told = [_money(entry) for entry in listed[: MOST_AT_ONCE + 1]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoticeError("unreadable notification") from error
    if len(told) > MOST_AT_ONCE:
        raise NoticeError("too many transactions at once")
    return [receive(money, at=at)[0] for money in told]


def take_statement(lines: Sequence[StatementLine], *, at: datetime) -> Tally:
    """Take in the credits of a statement; those already known are only marked as seen."""
    settled = known = waiting = 0
    for line in lines:
        money = Money(
            provider=BANK,
            txn=line.txn,
            source=Incoming.Source.STATEMENT,
            amount_dong=line.amount_dong,
            content=line.content,
            at=line.at,
            account=line.account,
        )
        noted, is_new = receive(money, at=at)
        known += not is_new
        settled += is_new and noted.state == Incoming.State.SETTLED
        waiting += is_new and noted.state != Incoming.State.SETTLED
    return Tally(len(lines), settled, known, waiting)


def _money(entry: dict[str, Any]) -> Money:
    amount = entry["amount"]
    if type(amount) is not int or not 0 < amount < _MOST_DONG:
        raise ValueError("an amount is a whole number of đồng")
    txn = str(entry["id"])
    if not 0 < len(txn) <= 80:  # noqa: PLR2004 - as long as the column
        raise ValueError("a transaction has an id")
    return Money(
        provider=BANK,
        txn=txn,
        source=Incoming.Source.NOTICE,
        amount_dong=amount,
        content=str(entry.get("content", "")).replace("\x00", "")[:255],
        at=clock.local(datetime.fromisoformat(str(entry["at"]))),
        account=str(entry.get("account", "")).replace("\x00", "")[:19],
    )
