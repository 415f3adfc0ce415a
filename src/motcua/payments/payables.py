"""What can be paid for: a registry that the floors above fill when the product starts.

Payments know a kind, a key and an amount. Whoever asks for money registers how the thing
behind a key is held for the length of a transaction, and what becomes of it when paid.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Final, Protocol

from motcua.payments.models import Order, Payment


class Claim(Protocol):
    """The thing to be paid for, held until the transaction ends."""

    def is_due(self, amount_dong: int) -> bool:
        """Say whether exactly so much is still owed for it."""

    def settle(self, payment: Payment, order: Order) -> None:
        """Note that it is paid."""


Holder = Callable[[Order, datetime], AbstractContextManager[Claim | None]]
_holders: Final[dict[str, Holder]] = {}


def register(kind: str, holder: Holder) -> None:
    """Let orders of ``kind`` reach what they are for. The last one registered counts."""
    _holders[kind] = holder


@contextmanager
def held(order: Order, at: datetime) -> Iterator[Claim | None]:
    """Hold what ``order`` is for; None when it is gone, or its kind unknown."""
    holder = _holders.get(order.kind)
    if holder is None:
        yield None
        return
    with holder(order, at) as claim:
        yield claim
