"""The states of an order: only success is final."""

import pytest

from motcua.payments.lifecycle import (
    TRANSITIONS,
    UNSETTLED,
    IllegalOrderError,
    OrderAct,
    OrderState,
    next_state,
)


@pytest.mark.parametrize("state", sorted(UNSETTLED))
def test_whatever_is_not_paid_can_still_be_paid(state: OrderState) -> None:
    assert next_state(state, OrderAct.SETTLE) is OrderState.SETTLED


@pytest.mark.parametrize("state", sorted(frozenset(OrderState) - UNSETTLED))
@pytest.mark.parametrize(
    "act", [OrderAct.ASK, OrderAct.FAIL, OrderAct.EXPIRE, OrderAct.SETTLE], ids=str
)
def test_nothing_undoes_a_success(state: OrderState, act: OrderAct) -> None:
    with pytest.raises(IllegalOrderError, match="tải lại trang"):
        next_state(state, act)


def test_only_what_was_paid_is_given_back() -> None:
    assert next_state(OrderState.SETTLED, OrderAct.REFUND_PART) is OrderState.PARTLY_REFUNDED
    assert next_state(OrderState.PARTLY_REFUNDED, OrderAct.REFUND) is OrderState.REFUNDED
    for state in (*UNSETTLED, OrderState.REFUNDED):
        with pytest.raises(IllegalOrderError):
            next_state(state, OrderAct.REFUND)


def test_every_act_but_the_first_has_its_arrow() -> None:
    assert set(TRANSITIONS) == set(OrderAct) - {OrderAct.OPEN}
    assert {state.label for state in OrderState}
