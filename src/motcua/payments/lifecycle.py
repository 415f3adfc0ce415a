"""The life of an order: every way from one state to the next, in one table. Pure.

Only success is final. A bank may say "paid" long after it said "failed", and after we have
stopped waiting: that settles the order all the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from motcua.kernel.errors import DomainError


class OrderState(StrEnum):
    """Where an order stands. Values are stored: add, never rename."""

    OPENED = "opened"
    WAITING = "waiting"
    FAILED = "failed"
    EXPIRED = "expired"
    SETTLED = "settled"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"

    @property
    def label(self) -> str:
        """Return the state as people read it."""
        return _LABELS[self]


class OrderAct(StrEnum):
    """What happens to an order; also the name of its event."""

    OPEN = "open"
    ASK = "ask"
    FAIL = "fail"
    EXPIRE = "expire"
    SETTLE = "settle"
    SET_ASIDE = "set_aside"
    REFUND_PART = "refund_part"
    REFUND = "refund"


_LABELS: Final[Mapping[OrderState, str]] = {
    OrderState.OPENED: "Chưa nộp",
    OrderState.WAITING: "Chờ tiền về",
    OrderState.FAILED: "Chưa thành công",
    OrderState.EXPIRED: "Hết hạn chờ",
    OrderState.SETTLED: "Đã nộp",
    OrderState.PARTLY_REFUNDED: "Đã hoàn một phần",
    OrderState.REFUNDED: "Đã hoàn",
}
UNSETTLED: Final = frozenset(
    {OrderState.OPENED, OrderState.WAITING, OrderState.FAILED, OrderState.EXPIRED}
)
_PAID: Final = frozenset({OrderState.SETTLED, OrderState.PARTLY_REFUNDED})


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow; it may begin in several states. ``target`` None stays where it is."""

    sources: frozenset[OrderState]
    target: OrderState | None


TRANSITIONS: Final[Mapping[OrderAct, Transition]] = {
    OrderAct.ASK: Transition(UNSETTLED, OrderState.WAITING),
    OrderAct.FAIL: Transition(UNSETTLED, OrderState.FAILED),
    OrderAct.EXPIRE: Transition(UNSETTLED - {OrderState.EXPIRED}, OrderState.EXPIRED),
    OrderAct.SETTLE: Transition(UNSETTLED, OrderState.SETTLED),
    # Money came that settles nothing: a wrong sum, or the same fee twice.
    OrderAct.SET_ASIDE: Transition(frozenset(OrderState), None),
    OrderAct.REFUND_PART: Transition(_PAID, OrderState.PARTLY_REFUNDED),
    OrderAct.REFUND: Transition(_PAID, OrderState.REFUNDED),
}


class IllegalOrderError(DomainError):
    """The order is not in a state in which this can happen."""

    code: ClassVar[str] = "illegal-order"


def next_state(state: OrderState, act: OrderAct) -> OrderState:
    """Return the state that ``act`` leads to from ``state``. Raises IllegalOrderError."""
    arrow = TRANSITIONS.get(act)
    if arrow is None or state not in arrow.sources:
        raise IllegalOrderError(
            f"Khoản này đang ở tình trạng “{state.label.lower()}”, không làm việc đó được nữa. "
            "Xin tải lại trang."
        )
    return arrow.target or state
