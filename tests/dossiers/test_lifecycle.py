"""The table of states and acts: what it allows happens, everything else is refused."""

import itertools

import pytest

from motcua.dossiers.lifecycle import (
    ENDED_STATES,
    OPEN_STATES,
    TRANSITIONS,
    Action,
    IllegalTransitionError,
    State,
    actions_from,
    next_state,
)

LEGAL = {(source, action) for action, arrow in TRANSITIONS.items() for source in arrow.sources}
ILLEGAL = sorted(set(itertools.product(State, Action)) - LEGAL)
PORTAL = {
    1: {2, 3, 5, 7},
    2: {4, 5, 6, 7, 8, 9},
    4: {5, 6, 7, 8, 9},
    5: {1, 4, 7, 8},
    6: {4, 7, 8, 9},
    9: {10, 6},
}
"""Transitions between the national portal's codes; back to 1 only before acceptance."""
REOPENED = {State.FINISHED, State.RETURNED, State.WITHDRAWN, State.STOPPED}


@pytest.mark.parametrize(("state", "action"), ILLEGAL)
def test_every_other_move_is_refused_with_a_sentence(state: State, action: Action) -> None:
    with pytest.raises(IllegalTransitionError, match="Không thể thực hiện"):
        next_state(state, action)


def test_the_ten_codes_are_those_of_the_national_portal() -> None:
    assert sorted(state.national_code for state in State) == list(range(1, 11))
    assert State.FINISHED.national_code == 9
    assert State.AWAITING_PAYMENT.national_code == 6


@pytest.mark.parametrize(("code", "targets"), sorted(PORTAL.items()))
def test_moves_between_states_are_those_the_portal_knows(code: int, targets: set[int]) -> None:
    state = next(state for state in State if state.national_code == code)

    usual = set(actions_from(state)) - {Action.REOPEN}
    reached = {next_state(state, action).national_code for action in usual}

    assert reached - {code} == targets


def test_only_reopening_undoing_paying_back_and_erasing_are_open_to_what_is_over() -> None:
    for state in ENDED_STATES:
        after = {Action.REOPEN, Action.UNDO, Action.REFUND_FEE, Action.ERASE}
        if state is State.RETURNED:
            # The result is not kept back for a fee, so the fee may come after it.
            after |= {Action.COLLECT_FEE, Action.RECKON_FEE}
        assert set(actions_from(state)) <= after


def test_what_was_accepted_and_answered_can_be_reopened_into_handling() -> None:
    assert {state for state in State if Action.REOPEN in actions_from(state)} == REOPENED
    assert {next_state(state, Action.REOPEN) for state in REOPENED} == {State.IN_PROGRESS}


def test_a_state_is_open_or_ended_or_neither_but_never_both() -> None:
    assert not OPEN_STATES & ENDED_STATES
    assert set(State) - OPEN_STATES - ENDED_STATES == {State.SUBMITTED, State.FINISHED}


def test_every_act_has_a_name_people_use() -> None:
    assert all(action.label and action.label != action.value for action in Action)
