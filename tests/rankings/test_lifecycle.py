"""Every arrow that there is, and no other; every role in every state."""

import itertools
from collections.abc import Mapping

import pytest
from django.core.exceptions import PermissionDenied

from motcua.agencies.actors import Actor
from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.rankings import policies
from motcua.rankings.lifecycle import (
    INDEX,
    SHEET,
    IllegalTransitionError,
    IndexAction,
    IndexState,
    SheetAction,
    SheetState,
    next_index_state,
    next_sheet_state,
)
from motcua.rankings.models import IndexLead, Sheet
from motcua.rankings.policies import may_index, may_sheet
from motcua.rankings.services.sheets import check_act, lock_sheet
from tests import factories
from tests.rankings.unit import open_province

APPRAISING = IndexState.APPRAISING


def test_every_other_move_is_illegal() -> None:
    for state, action in itertools.product(IndexState, IndexAction):
        if state not in INDEX[action].sources:
            with pytest.raises(IllegalTransitionError):
                next_index_state(state, action)
    for sheet, act in itertools.product(SheetState, SheetAction):
        if sheet not in SHEET[act].sources:
            with pytest.raises(IllegalTransitionError):
                next_sheet_state(sheet, act, APPRAISING)


def test_a_sheet_goes_no_further_once_its_index_is_proposed() -> None:
    for index in (IndexState.PROPOSED, IndexState.APPROVED, IndexState.CLOSED):
        for action, arrow in SHEET.items():
            for state in arrow.sources:
                with pytest.raises(IllegalTransitionError):
                    next_sheet_state(state, action, index)


def test_the_way_from_a_draft_to_the_publication() -> None:
    state = IndexState.DRAFT
    for action in (
        IndexAction.ISSUE,
        IndexAction.CLOSE_SCORING,
        IndexAction.PROPOSE,
        IndexAction.APPROVE,
        IndexAction.PUBLISH,
    ):
        state = next_index_state(state, action)

    assert state is IndexState.CLOSED


UNIT_WRITES = {SheetAction.SAVE, SheetAction.ANSWER}
HEAD = UNIT_WRITES | {SheetAction.SUBMIT, SheetAction.AGREE, SheetAction.EXPLAIN}
LEAD = {SheetAction.APPRAISE, SheetAction.REPLY}
RUNS = set(SheetAction) - HEAD


@pytest.mark.django_db
def test_each_role_may_do_its_acts_and_no_other_in_every_state() -> None:
    """Actors times acts times states; what is refused is refused in every state."""
    province = open_province()
    province.issue()
    sheet = province.sheet(0)
    unit = province.communes[0]
    actors: Mapping[str, tuple[Actor, set[SheetAction]]] = {
        "head": (province.head(0), HEAD),
        "unit": (factories.actor_with(Role.REFORM_OFFICER, agency=unit), UNIT_WRITES),
        "head elsewhere": (province.head(1), set()),
        "runs": (province.officer, RUNS),
        "approves": (province.leader, set()),
        "leads an area": (province.lead_officer, LEAD),
        **{
            role: (factories.actor_with(role, agency=unit), set())
            for role in Role
            if role not in {Role.REFORM_OFFICER, Role.APPROVER}
        },
    }

    for (actor, allowed), action in itertools.product(actors.values(), SheetAction):
        assert may_sheet(actor, action, sheet) is (action in allowed), (actor.name, action)
    for state, action in itertools.product(SheetState, SheetAction):
        Sheet.objects.filter(pk=sheet.pk).update(state=state)
        province.index.state = APPRAISING.value
        province.index.save()
        locked = lock_sheet(sheet)
        actor = province.head(0) if action in HEAD else province.officer
        if state in SHEET[action].sources:
            check_act(locked, action, actor=actor)
        else:
            with pytest.raises(IllegalTransitionError):
                check_act(locked, action, actor=actor)
        with pytest.raises(PermissionDenied):
            check_act(locked, action, actor=province.leader)


@pytest.mark.django_db
def test_acts_on_an_index_are_for_whoever_runs_or_approves_it() -> None:
    province = open_province()
    approving = {IndexAction.APPROVE, IndexAction.RETURN}

    for action in IndexAction:
        assert may_index(province.officer, action, province.index) is (action not in approving)
        assert may_index(province.leader, action, province.index) is (action in approving)
        assert not may_index(province.lead_officer, action, province.index)
        assert not may_index(province.head(0), action, province.index)


@pytest.mark.django_db
def test_nobody_appraises_their_own_unit() -> None:
    """By a role there, by working there, and by running the ranking one is in."""
    province = open_province()
    province.issue()
    sheet = province.sheet(0)
    unit = province.communes[0]
    both = factories.actor_with(Role.REFORM_OFFICER, agency=province.runs)
    assert may_sheet(both, SheetAction.APPRAISE, sheet)

    Officer.objects.filter(pk=both.officer_id or 0).update(agency=unit)
    assert not may_sheet(both, SheetAction.APPRAISE, sheet)
    assert may_sheet(both, SheetAction.APPRAISE, province.sheet(1))

    province.index.agency = unit
    province.index.save()
    own = factories.actor_with(Role.REFORM_OFFICER, agency=unit)
    assert not may_sheet(own, SheetAction.FINISH, province.sheet(0))
    assert policies.areas_to_appraise(province.lead_officer, province.sheet(0)) == frozenset({3})
    IndexLead.objects.create(index=province.index, area=0, agency=province.leads)
    assert policies.areas_to_appraise(province.lead_officer, province.sheet(0)) is None
    assert may_sheet(province.lead_officer, SheetAction.FINISH, province.sheet(0))
    assert not may_sheet(province.lead_officer, SheetAction.FINISH, province.sheet(1))
