"""Every state, every act, every role: what the tables allow happens, the rest is refused whole.

The expectation is written here once more, by hand, apart from the code that enforces it.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.dossiers.lifecycle import Action, State
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.kernel.errors import DomainError
from tests import factories
from tests.dossiers.matrix import ACCEPTED_AT, ATTEMPTS, SHA, Scene, brought_to
from tests.factories import AgencyFactory, DeskFactory

pytestmark = pytest.mark.django_db

DESK: Final = {Role.DESK_OFFICER, Role.HEAD_OF_DESK}
DOER: Final = {Role.HANDLING_OFFICER}
HEADS: Final = {Role.APPROVER, Role.HEAD_OF_DESK}
EVERYBODY_AT_WORK: Final = set(Role) - {Role.ADMINISTRATOR, Role.AUDITOR}
HANDLED: Final = {State.ACCEPTED, State.IN_PROGRESS}
WAITING: Final = {State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT}
OPEN: Final = HANDLED | WAITING

ALLOWED: Final[Mapping[Action, tuple[set[State], set[Role]]]] = {
    Action.ACCEPT: ({State.SUBMITTED}, DESK),
    Action.REFUSE: ({State.SUBMITTED}, DESK),
    Action.CORRECT_RECEIPT: (HANDLED | {State.AWAITING_PAYMENT}, DESK),
    Action.TAKE: (HANDLED, DOER),
    Action.ASSIGN: (OPEN, {Role.REVIEWER, *HEADS}),
    Action.COMPLETE_STEP: (HANDLED, DOER),
    Action.RETURN_STEP: ({State.IN_PROGRESS}, DOER),
    Action.CONSULT: (HANDLED, DOER),
    Action.ANSWER_CONSULTATION: (OPEN, {Role.HANDLING_OFFICER, Role.REVIEWER, Role.APPROVER}),
    Action.ASK_SUPPLEMENT: (HANDLED | {State.SUBMITTED}, DESK | DOER),
    Action.RESUME: (WAITING, DESK | DOER),
    Action.ASK_PAYMENT: (HANDLED | {State.FINISHED}, DESK | DOER),
    Action.COLLECT_FEE: (
        OPEN | {State.SUBMITTED, State.FINISHED, State.RETURNED},
        {*DESK, Role.CASHIER},
    ),
    Action.RECKON_FEE: (
        OPEN | {State.SUBMITTED, State.FINISHED, State.RETURNED},
        DESK,
    ),
    Action.REFUND_FEE: (
        OPEN
        | {State.NOT_ACCEPTED, State.WITHDRAWN, State.STOPPED, State.RETURNED, State.FINISHED},
        {Role.CASHIER},
    ),
    Action.APOLOGIZE: (HANDLED, HEADS),
    Action.ATTACH_RESULT: (HANDLED, DOER),
    Action.APPROVE_RESULT: (HANDLED, {Role.APPROVER}),
    Action.NUMBER_RESULT: (HANDLED | {State.FINISHED}, {Role.CLERK}),
    Action.WITHDRAW: (OPEN | {State.SUBMITTED}, DESK),
    Action.STOP: (OPEN, HEADS),
    Action.HAND_TO_POST: ({State.FINISHED}, DESK),
    Action.COME_BACK: ({State.FINISHED}, DESK),
    Action.RETURN_RESULT: ({State.FINISHED}, DESK),
    Action.ERASE: (
        {State.NOT_ACCEPTED, State.WITHDRAWN, State.STOPPED, State.RETURNED},
        {Role.APPROVER, Role.ADMINISTRATOR},
    ),
    Action.REOPEN: ({State.FINISHED, State.RETURNED, State.WITHDRAWN, State.STOPPED}, HEADS),
}
"""In which states and by which roles each act is done, for a dossier whose open step is a
handling officer's. Lodging has no state before it; starting, finishing, resubmitting and
settling are parts of other acts; receiving needs a second agency and undoing an earlier act,
which have tests of their own."""
WITHOUT_STEP: Final = {State.SUBMITTED, State.FINISHED}
"""Before the first step and after the last nobody handles the dossier."""


@pytest.fixture
def scene() -> Scene:
    factories.form_templates()
    factories.message_templates()
    desk = DeskFactory.create()
    other = AgencyFactory.create(province=desk.agency.province)
    file = StoredFile.objects.create(
        sha256=SHA, name="kq.pdf", content_type="application/pdf", size=10, stored_at=ACCEPTED_AT
    )
    return Scene(
        agency=desk.agency,
        desk=desk,
        context=factories.context_of(desk),
        other=other,
        file=file,
        actors={role: factories.actor_with(role, agency=desk.agency) for role in Role},
        elsewhere={role: factories.actor_with(role, agency=other) for role in Role},
    )


def what_happened(
    scene: Scene, act: Callable[[Scene, int, Actor], object], actor: Actor, action: Action
) -> str:
    """Try the act and take it back; say "done", "refused", or what is wrong with the answer."""
    key = scene.dossier.pk
    before = Dossier.objects.filter(pk=key).values().get()
    answer = "nothing was recorded"
    with transaction.atomic():
        try:
            with transaction.atomic():
                act(scene, key, actor)
        except PermissionDenied:
            answer = "refused"
        except DomainError as error:
            answer = "refused" if str(error).strip() else "refused without a sentence"
        else:
            later = DossierEvent.objects.filter(
                dossier_id=key, sequence__gt=before["events_count"]
            )
            if later.filter(action=action).exists():
                answer = "done"
        if answer == "refused" and Dossier.objects.filter(pk=key).values().get() != before:
            answer = "refused, but the dossier was changed"
        # Every attempt starts from the same dossier.
        transaction.set_rollback(True)
    return answer


def cases() -> Iterator[tuple[Action, Role]]:
    """Yield every act with every role."""
    for action in ALLOWED:
        for role in Role:
            yield action, role


def test_every_act_of_the_table_is_tried() -> None:
    composed = {
        Action.LODGE,
        Action.START,
        Action.FINISH,
        Action.RESUBMIT,
        Action.SETTLE,
        Action.RECEIVE,
        Action.UNDO,
    }
    assert set(ATTEMPTS) == set(ALLOWED)
    assert set(Action) - set(ALLOWED) == composed


@pytest.mark.parametrize("state", State)
def test_what_is_allowed_happens_and_the_rest_is_refused(scene: Scene, state: State) -> None:
    scene.dossier = brought_to(scene, state)
    assert Dossier.objects.get(pk=scene.dossier.pk).state == state
    wrong = []
    for action, role in cases():
        states, roles = ALLOWED[action]
        able = roles - DOER if state in WITHOUT_STEP else roles
        expected = "done" if state in states and role in able else "refused"
        found = what_happened(scene, ATTEMPTS[action], scene.actors[role], action)
        if found != expected:
            wrong.append(f"{action} by {role}: {found}, expected {expected}")

    assert wrong == []


@pytest.mark.parametrize("state", [State.SUBMITTED, State.IN_PROGRESS, State.FINISHED])
def test_nobody_of_another_agency_may_do_anything(scene: Scene, state: State) -> None:
    scene.dossier = brought_to(scene, state)
    foreign = partial(what_happened, scene)

    done = [
        f"{action} by {role}"
        for action, role in cases()
        if foreign(ATTEMPTS[action], scene.elsewhere[role], action) != "refused"
    ]

    assert done == []
