"""Every arrow that there is, and no other."""

import itertools

import pytest

from motcua.initiatives.lifecycle import (
    ADOPTION,
    INITIATIVE,
    STANDING,
    Action,
    AdoptionAction,
    AdoptionState,
    IllegalTransitionError,
    State,
    next_adoption_state,
    next_state,
)
from motcua.initiatives.policies import BY_COUNCIL, BY_UNIT

LEGAL = {(source, action) for action, arrow in INITIATIVE.items() for source in arrow.sources}
ILLEGAL = sorted(set(itertools.product(State, Action)) - LEGAL)
LEGAL_ADOPTION = {(s, action) for action, arrow in ADOPTION.items() for s in arrow.sources}
ILLEGAL_ADOPTION = sorted(set(itertools.product(AdoptionState, AdoptionAction)) - LEGAL_ADOPTION)


@pytest.mark.parametrize(("state", "action"), ILLEGAL)
def test_every_other_move_is_illegal(state: State, action: Action) -> None:
    with pytest.raises(IllegalTransitionError):
        next_state(state, action)


@pytest.mark.parametrize(("state", "action"), ILLEGAL_ADOPTION)
def test_every_other_move_of_an_adoption_is_illegal(
    state: AdoptionState, action: AdoptionAction
) -> None:
    with pytest.raises(IllegalTransitionError):
        next_adoption_state(state, action)


def test_the_way_from_a_draft_to_what_others_copy() -> None:
    state = State.DRAFT
    for action in (
        Action.REGISTER,
        Action.TAKE_UP,
        Action.FIND_ELIGIBLE,
        Action.OPEN_SCORING,
        Action.RECOMMEND,
        Action.RECOGNISE,
        Action.APPLY,
        Action.COPIED,
    ):
        state = next_state(state, action)

    assert state is State.REPLICATED


def test_publishing_and_revising_leave_the_state_as_it_is() -> None:
    for state in STANDING:
        assert next_state(state, Action.PUBLISH) is state
        assert next_state(state, Action.REVISE) is state


def test_every_state_can_be_reached_and_only_two_have_no_way_on() -> None:
    targets = {arrow.target for arrow in INITIATIVE.values()} - {None}
    moving = {source for arrow in INITIATIVE.values() if arrow.target for source in arrow.sources}

    assert targets == set(State) - {State.DRAFT}
    assert set(State) - moving == {State.REJECTED, State.ENDED}


def test_every_act_is_the_units_or_the_councils_or_the_products_own() -> None:
    assert BY_UNIT.isdisjoint(BY_COUNCIL)
    assert set(Action) - BY_UNIT - BY_COUNCIL == {Action.COPIED}
    assert set(INITIATIVE) == set(Action)


def test_a_refusal_says_what_cannot_be_done_and_where_it_stands() -> None:
    with pytest.raises(IllegalTransitionError, match=r"“công nhận”.*“đang soạn”"):
        next_state(State.DRAFT, Action.RECOGNISE)
