"""Many desks at once: no code is lost, none is given twice, nobody overwrites another."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext
from motcua.dossiers.lifecycle import IllegalTransitionError, State
from motcua.dossiers.models import Dossier, DossierEvent, Draft
from motcua.dossiers.policies import access_draft
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.drafts import (
    DraftAcceptedError,
    accept_draft,
    open_draft,
    save_draft,
)
from motcua.dossiers.services.handling import StepError, complete_step
from motcua.dossiers.services.lodging import DuplicateDossierError
from motcua.dossiers.services.returning import return_result
from motcua.dossiers.services.steps import NOBODY, assign_step, take_step
from motcua.kernel.errors import DomainError
from motcua.notifications.models import Message
from motcua.people.models import Person
from motcua.procedures.models import Procedure
from tests import factories
from tests.dossiers.whole_records import accepted_after, assert_chained, assert_whole, numbers_of
from tests.factories import THURSDAY_MORNING, DeskFactory, ProcedureFactory

ACCEPTANCES = 200
CONNECTIONS = 16
ROLES = (Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)


@pytest.fixture(autouse=True)
def _committed(committed_database: str) -> None:
    """Commit for real, in a database that goes with the test."""
    del committed_database
    factories.form_templates()
    factories.message_templates()


@pytest.fixture
def desk() -> Desk:
    """Return a commune's desk."""
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def officer(desk: Desk) -> Actor:
    """Return one person who holds every role of the default process."""
    return factories.actor_with(*ROLES, agency=desk.agency)


@pytest.fixture
def procedure() -> Procedure:
    """Return a procedure due in three working days."""
    procedure: Procedure = ProcedureFactory.create()
    return procedure


@pytest.fixture
def at_desk(desk: Desk, procedure: Procedure) -> DeskContext:
    """Return the desk as services want it, read after all configuration is made."""
    del procedure
    return factories.context_of(desk)


@pytest.fixture
def dossier(desk: Desk, procedure: Procedure, at_desk: DeskContext, officer: Actor) -> Dossier:
    """Return a dossier accepted on Thursday morning."""
    return accept_at_desk(
        factories.lodging(procedure, desk.agency),
        context=at_desk,
        actor=officer,
        at=THURSDAY_MORNING,
    )


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do ``acts`` at the same moment, each over a connection of its own; return what each gave.

    A sentence of the domain is an answer too and stands in the place of what was given.
    """
    start = Barrier(len(acts))

    def do(act: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            return act()
        except (DomainError, PermissionDenied) as sentence:
            return sentence
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as crowd:
        return list(crowd.map(do, acts))


def test_two_hundred_acceptances_over_sixteen_connections_are_numbered_without_a_gap(
    desk: Desk, procedure: Procedure, at_desk: DeskContext, officer: Actor
) -> None:
    share = ACCEPTANCES // CONNECTIONS
    sizes = [share + (n < ACCEPTANCES % CONNECTIONS) for n in range(CONNECTIONS)]
    starts = [sum(sizes[:n]) for n in range(CONNECTIONS)]

    def accept_some(first: int, count: int) -> list[str]:
        return [
            str(
                accept_at_desk(
                    factories.lodging(
                        procedure,
                        desk.agency,
                        applicant=factories.applicant(f"077190{number:06}"),
                    ),
                    context=at_desk,
                    actor=officer,
                    at=THURSDAY_MORNING,
                ).code
            )
            for number in range(first, first + count)
        ]

    answered = at_once(
        *(
            lambda first=first, count=count: accept_some(first, count)
            for first, count in zip(starts, sizes, strict=True)
        )
    )

    codes = [code for some in answered if isinstance(some, list) for code in some]
    expected = [f"{desk.agency.code}-240912-{n:04}" for n in range(1, ACCEPTANCES + 1)]
    assert sorted(codes) == expected
    dossiers = accepted_after(0)
    assert sorted(str(dossier.code) for dossier in dossiers) == expected
    assert len({dossier.tracking_code for dossier in dossiers}) == ACCEPTANCES
    assert_whole(dossiers)


def test_an_acceptance_that_fails_late_leaves_its_number_to_the_next(
    desk: Desk,
    procedure: Procedure,
    at_desk: DeskContext,
    officer: Actor,
) -> None:
    def accept(number: int, email: str) -> object:
        applicant = factories.applicant(f"077190{number:06}", email=email)
        return accept_at_desk(
            factories.lodging(procedure, desk.agency, applicant=applicant),
            context=at_desk,
            actor=officer,
            at=THURSDAY_MORNING,
        )

    # A message's recipient is written last of all, and longer than its column.
    too_long = "a" * 300 + "@example.vn"

    def fail(number: int) -> object:
        with pytest.raises(Exception, match="value too long"):
            accept(number, too_long)
        return None

    at_once(
        *(
            (lambda n=n: fail(n)) if n % 3 == 0 else (lambda n=n: accept(n, "hoa@example.vn"))
            for n in range(12)
        )
    )

    dossiers = accepted_after(0)
    assert numbers_of(dossiers) == list(range(1, 9))
    assert_whole(dossiers)


def test_the_same_two_people_at_two_desks_in_opposite_order_keep_neither_waiting(
    desk: Desk, procedure: Procedure, at_desk: DeskContext, officer: Actor
) -> None:
    mother = factories.applicant("077190000012", full_name="Nguyễn Thị Hoà")
    father = factories.applicant("077089000013", full_name="Trần Văn Bình")

    def accept(applicant: object, principal: object) -> object:
        return [
            accept_at_desk(
                factories.lodging(
                    procedure,
                    desk.agency,
                    applicant=applicant,
                    principal=principal,
                    knows_of_duplicate=True,
                ),
                context=at_desk,
                actor=officer,
                at=THURSDAY_MORNING,
            )
            for _number in range(10)
        ]

    at_once(lambda: accept(mother, father), lambda: accept(father, mother))

    assert numbers_of(accepted_after(0)) == list(range(1, 21))
    assert Person.objects.count() == 2


def test_one_draft_accepted_from_two_windows_becomes_one_dossier(
    desk: Desk, procedure: Procedure, at_desk: DeskContext, officer: Actor
) -> None:
    draft = open_draft(desk, actor=officer, at=THURSDAY_MORNING)

    def accept() -> object:
        with transaction.atomic():
            return accept_draft(
                access_draft(officer, draft.ref, lock=True),
                factories.lodging(procedure, desk.agency, knows_of_duplicate=True),
                context=at_desk,
                actor=officer,
                at=THURSDAY_MORNING,
            )

    answers = at_once(accept, accept)

    assert {type(answer) for answer in answers} == {Dossier, DraftAcceptedError}
    assert numbers_of(accepted_after(0)) == [1]


def test_drafts_saved_at_once_are_each_kept_whole(desk: Desk, officer: Actor) -> None:
    drafts = [open_draft(desk, actor=officer, at=THURSDAY_MORNING) for _number in range(4)]

    def type_on(draft: Draft, window: int) -> object:
        for letter in range(10):
            values = {"applicant_name": f"Nguyễn {window} {letter}", "note": f"{window} {letter}"}
            save_draft(draft, values, at=THURSDAY_MORNING + timedelta(seconds=letter))
        return None

    at_once(
        *(
            lambda draft=draft, window=window: type_on(draft, window)
            for draft in drafts
            for window in (1, 2)
        )
    )

    for draft in Draft.objects.all():
        # Whichever window saved last: one window's words, not a mixture of two.
        assert draft.values["applicant_name"] == f"Nguyễn {draft.values['note']}"
        assert draft.values["note"].endswith(" 9")


def test_two_officers_completing_one_step_at_once_complete_it_once(
    at_desk: DeskContext, officer: Actor, dossier: Dossier
) -> None:
    other = factories.actor_with(*ROLES, agency=at_desk.agency)

    def complete(actor: Actor) -> object:
        return complete_step(
            dossier.pk,
            outcome="done",
            order=1,
            context=at_desk,
            actor=actor,
            at=THURSDAY_MORNING + timedelta(hours=1),
        )

    answers = at_once(lambda: complete(officer), lambda: complete(other))

    refused = [str(answer) for answer in answers if isinstance(answer, StepError)]
    assert refused == ["Bước này vừa được Lê Thị Thu Hà làm xong lúc 10:00. Xin tải lại trang."]
    dossier = accepted_after(0)[0]
    assert [step.closed_at is None for step in dossier.steps.all()] == [False, True]
    assert_chained(dossier)


def test_two_officers_signing_for_one_folder_at_once_sign_once(
    at_desk: DeskContext, officer: Actor, dossier: Dossier
) -> None:
    other = factories.actor_with(*ROLES, agency=at_desk.agency)

    def take(actor: Actor) -> object:
        at = THURSDAY_MORNING + timedelta(hours=1)
        return take_step(dossier.pk, order=1, actor=actor, at=at)

    answers = at_once(lambda: take(officer), lambda: take(other))

    refused = [str(answer) for answer in answers if isinstance(answer, StepError)]
    assert refused == ["Hồ sơ này đã có Lê Thị Thu Hà ký nhận lúc 10:00. Xin tải lại trang."]
    assert [event.action for event in dossier.events.order_by("sequence")][-2:] == [
        "start",
        "take",
    ]
    step = dossier.steps.get()
    assert step.received_by_id == step.assignee_id == dossier.events.get(action="take").actor_id
    assert_chained(accepted_after(0)[0])


def test_two_heads_giving_one_step_at_once_give_it_once(
    at_desk: DeskContext, officer: Actor, dossier: Dossier
) -> None:
    people = [factories.actor_with(*ROLES, agency=at_desk.agency) for _number in range(2)]

    def give(receiver: Actor) -> object:
        return assign_step(
            dossier.pk,
            order=1,
            officer_id=receiver.officer_id,
            actor=officer,
            at=THURSDAY_MORNING + timedelta(hours=1),
            seen=NOBODY,
        )

    answers = at_once(*(lambda receiver=receiver: give(receiver) for receiver in people))

    (refused,) = [str(answer) for answer in answers if isinstance(answer, StepError)]
    assert "Lê Thị Thu Hà vừa đổi người làm bước này lúc 10:00" in refused
    event = dossier.events.get(action="assign")
    assert event.payload["officer"] == dossier.steps.get().assignee_id
    assert_chained(accepted_after(0)[0])


def test_a_step_done_and_given_away_at_once_is_one_of_them_and_whole(
    at_desk: DeskContext, officer: Actor, dossier: Dossier
) -> None:
    other = factories.actor_with(*ROLES, agency=at_desk.agency)
    at = THURSDAY_MORNING + timedelta(hours=1)

    answers = at_once(
        lambda: complete_step(
            dossier.pk, outcome="done", order=1, context=at_desk, actor=officer, at=at
        ),
        lambda: assign_step(
            dossier.pk, order=1, officer_id=other.officer_id, actor=officer, at=at
        ),
    )

    refused = [answer for answer in answers if isinstance(answer, StepError | PermissionDenied)]
    assert len(refused) == 1, answers
    actions = [event.action for event in dossier.events.order_by("sequence")][2:]
    assert actions in (["start", "complete_step"], ["assign"])
    assert_chained(accepted_after(0)[0])


def test_two_desks_returning_one_result_at_once_return_it_once(
    at_desk: DeskContext, officer: Actor, dossier: Dossier
) -> None:
    at = THURSDAY_MORNING
    while Dossier.objects.get(pk=dossier.pk).state != State.FINISHED:
        at += timedelta(hours=1)
        complete_step(dossier.pk, outcome="done", context=at_desk, actor=officer, at=at)
    other = factories.actor_with(*ROLES, agency=at_desk.agency)

    def give(actor: Actor) -> object:
        return return_result(
            dossier.pk, collector=None, proof="", has_receipt=True, actor=actor, at=at
        )

    answers = at_once(lambda: give(officer), lambda: give(other))

    refused = [answer for answer in answers if isinstance(answer, IllegalTransitionError)]
    assert len(refused) == 1, answers
    assert "đã trả kết quả" in str(refused[0])
    assert DossierEvent.objects.filter(action="return_result").count() == 1
    assert_chained(accepted_after(0)[0])


def test_the_same_dossier_at_two_desks_at_once_is_a_likely_duplicate_at_one_of_them(
    desk: Desk, procedure: Procedure, at_desk: DeskContext, officer: Actor
) -> None:
    def accept() -> object:
        return accept_at_desk(
            factories.lodging(procedure, desk.agency),
            context=at_desk,
            actor=officer,
            at=THURSDAY_MORNING,
        )

    answers = at_once(accept, accept)

    assert {type(answer) for answer in answers} == {Dossier, DuplicateDossierError}
    assert numbers_of(accepted_after(0)) == [1]
    assert Message.objects.count() == 1
