"""Signing for the folder, giving it to somebody, sending it back, and how few statements."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.agencies.actors import Actor
from motcua.agencies.models import AbsenceCover, Desk, Officer
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_of
from motcua.dossiers.lifecycle import IllegalTransitionError, State
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.handling import StepError, complete_step
from motcua.dossiers.services.steps import (
    NOBODY,
    assign_step,
    holders_of_role,
    return_step,
    take_step,
)
from tests import factories
from tests.dossiers.events import facts_of
from tests.factories import THURSDAY_MORNING, AgencyFactory, DeskFactory, ProcedureFactory

pytestmark = pytest.mark.django_db
LATER = THURSDAY_MORNING + timedelta(minutes=32)
FRIDAY = THURSDAY_MORNING + timedelta(days=1)


@pytest.fixture(autouse=True)
def _templates() -> None:
    factories.form_templates()
    factories.message_templates()


@pytest.fixture
def desk() -> Desk:
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def bao(desk: Desk) -> Actor:
    return factories.actor_with(
        Role.HANDLING_OFFICER, agency=desk.agency, full_name="Trần Quốc Bảo"
    )


@pytest.fixture
def mai(desk: Desk) -> Actor:
    return factories.actor_with(
        Role.HANDLING_OFFICER, agency=desk.agency, full_name="Phạm Thị Mai"
    )


@pytest.fixture
def leader(desk: Desk) -> Actor:
    return factories.actor_with(Role.APPROVER, agency=desk.agency, full_name="Lý Văn Tám")


@pytest.fixture
def dossier(desk: Desk) -> Dossier:
    clerk = factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)
    return accept_at_desk(
        factories.lodging(ProcedureFactory.create(), desk.agency),
        context=factories.context_of(desk),
        actor=clerk,
        at=THURSDAY_MORNING,
    )


@pytest.fixture
def complete(desk: Desk) -> Callable[..., Dossier]:
    def do(dossier: Dossier, actor: Actor, **words: Any) -> Dossier:
        return complete_step(
            dossier.pk,
            **{
                "outcome": "done",
                "context": factories.context_of(desk),
                "actor": actor,
                "at": FRIDAY,
                **words,
            },
        )

    return do


@pytest.fixture
def send_back(desk: Desk, leader: Actor) -> Callable[..., Dossier]:
    """Return how the leader sends a dossier back from the second step."""

    def do(dossier: Dossier, **words: Any) -> Dossier:
        return return_step(
            dossier.pk,
            **{
                "order": 2,
                "to_order": 1,
                "reason": "Làm lại",
                "context": factories.context_of(desk),
                "actor": leader,
                "at": FRIDAY,
                **words,
            },
        )

    return do


def last_event(dossier: Dossier) -> tuple[str, dict[str, Any], int | None]:
    event = dossier.events.latest("sequence")
    return event.action, facts_of(event), event.on_behalf_of_id


def number_of(actor: Actor) -> int:
    assert actor.officer_id is not None
    return actor.officer_id


def covering(actor: Actor, absent: Actor) -> Actor:
    """Return ``actor`` while they cover for ``absent``."""
    AbsenceCover.objects.create(
        absent_id=number_of(absent),
        covering_id=number_of(actor),
        from_on=THURSDAY_MORNING.date(),
        to_on=date(2024, 9, 30),
    )
    account = Officer.objects.get(pk=number_of(actor)).account
    assert account is not None
    return actor_of(account, THURSDAY_MORNING.date())


def test_signing_for_the_folder_begins_the_handling_and_makes_it_one_s_own(
    dossier: Dossier, bao: Actor
) -> None:
    take_step(dossier.pk, order=1, actor=bao, at=LATER)

    step = dossier.steps.get()
    assert (step.received_at, step.received_by_id, step.assignee_id) == (
        LATER,
        bao.officer_id,
        bao.officer_id,
    )
    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    assert last_event(dossier) == ("take", {"step": "appraise", "order": 1}, None)


def test_who_comes_second_is_told_who_signed_and_when(
    dossier: Dossier, bao: Actor, mai: Actor
) -> None:
    take_step(dossier.pk, order=1, actor=bao, at=LATER)
    before = dossier.events.count()

    with pytest.raises(StepError, match="đã có Trần Quốc Bảo ký nhận lúc 9:32"):
        take_step(dossier.pk, order=1, actor=mai, at=LATER + timedelta(minutes=1))
    with pytest.raises(StepError, match="ký nhận lúc 9:32 ngày 12/09/2024"):
        take_step(dossier.pk, order=1, actor=mai, at=FRIDAY)

    assert dossier.events.count() == before


def test_another_role_or_agency_may_not_sign(dossier: Dossier, leader: Actor) -> None:
    elsewhere = factories.actor_with(Role.HANDLING_OFFICER, agency=AgencyFactory.create())

    for actor in (leader, elsewhere):
        with pytest.raises(PermissionDenied):
            take_step(dossier.pk, order=1, actor=actor, at=LATER)


def test_a_step_given_to_one_is_neither_taken_nor_done_by_another(
    dossier: Dossier, bao: Actor, mai: Actor, leader: Actor, complete: Callable[..., Dossier]
) -> None:
    assign_step(dossier.pk, order=1, officer_id=mai.officer_id, actor=leader, at=LATER)

    with pytest.raises(StepError, match="đã giao cho Phạm Thị Mai"):
        take_step(dossier.pk, order=1, actor=bao, at=LATER)
    with pytest.raises(PermissionDenied):
        complete(dossier, bao)
    complete(dossier, mai)

    assert dossier.steps.get(order=1).closed_by_id == mai.officer_id


def test_whoever_covers_signs_and_works_in_the_absent_one_s_name(
    dossier: Dossier, bao: Actor, mai: Actor, leader: Actor, complete: Callable[..., Dossier]
) -> None:
    assign_step(dossier.pk, order=1, officer_id=mai.officer_id, actor=leader, at=LATER)
    # Bảo holds the role too, but this step is Mai's.
    bao = covering(bao, mai)

    take_step(dossier.pk, order=1, actor=bao, at=LATER)
    taken = dossier.steps.get()
    assert (taken.assignee_id, taken.received_by_id) == (mai.officer_id, bao.officer_id)
    assert last_event(dossier)[2] == mai.officer_id
    complete(dossier, bao)

    done = dossier.events.latest("sequence")
    assert (done.action, done.actor_id, done.on_behalf_of_id) == (
        "complete_step",
        bao.officer_id,
        mai.officer_id,
    )


def test_one_with_only_the_cover_s_right_signs_for_the_absent_one_and_can_go_on(
    dossier: Dossier, desk: Desk, mai: Actor, complete: Callable[..., Dossier]
) -> None:
    helper = factories.actor_with(Role.CLERK, agency=desk.agency)
    helper = covering(helper, mai)

    take_step(dossier.pk, order=1, actor=helper, at=LATER)
    assert dossier.steps.get().assignee_id == mai.officer_id
    complete(dossier, helper)

    assert dossier.steps.get(order=1).closed_by_id == helper.officer_id


def test_a_step_is_given_and_given_on_and_each_signs_anew(
    dossier: Dossier, bao: Actor, mai: Actor, leader: Actor
) -> None:
    take_step(dossier.pk, order=1, actor=bao, at=LATER)
    assign_step(dossier.pk, order=1, officer_id=mai.officer_id, actor=leader, at=FRIDAY)

    step = dossier.steps.get()
    assert (step.assignee_id, step.received_at) == (mai.officer_id, None)
    assert last_event(dossier) == (
        "assign",
        {"step": "appraise", "order": 1, "officer": mai.officer_id},
        None,
    )
    take_step(dossier.pk, order=1, actor=mai, at=FRIDAY)
    assert [event.actor_id for event in dossier.events.filter(action="take")] == [
        bao.officer_id,
        mai.officer_id,
    ]
    assign_step(dossier.pk, order=1, officer_id=None, actor=leader, at=FRIDAY)
    assert dossier.steps.get().assignee_id is None


def test_a_step_is_given_only_to_who_holds_its_role_there_today(
    dossier: Dossier, bao: Actor, leader: Actor
) -> None:
    elsewhere = factories.actor_with(Role.HANDLING_OFFICER, agency=AgencyFactory.create())

    for officer in (leader.officer_id, elsewhere.officer_id, 999_999):
        with pytest.raises(StepError, match="không giữ vai trò"):
            assign_step(dossier.pk, order=1, officer_id=officer, actor=leader, at=LATER)
    Officer.objects.filter(pk=number_of(bao)).update(is_active=False)
    with pytest.raises(StepError, match="không giữ vai trò"):
        assign_step(dossier.pk, order=1, officer_id=bao.officer_id, actor=leader, at=LATER)


def test_who_does_the_step_does_not_assign_it(dossier: Dossier, bao: Actor) -> None:
    with pytest.raises(PermissionDenied):
        assign_step(dossier.pk, order=1, officer_id=bao.officer_id, actor=bao, at=LATER)


def test_who_assigns_from_an_old_page_is_told_who_gave_it_to_whom(
    dossier: Dossier, bao: Actor, mai: Actor, leader: Actor
) -> None:
    assign_step(
        dossier.pk, order=1, officer_id=bao.officer_id, actor=leader, at=LATER, seen=NOBODY
    )

    with pytest.raises(StepError, match=r"Lý Văn Tám vừa đổi .* lúc 9:32, .*Trần Quốc Bảo"):
        assign_step(
            dossier.pk, order=1, officer_id=mai.officer_id, actor=leader, at=LATER, seen=NOBODY
        )
    with pytest.raises(StepError, match="đang giao cho Trần Quốc Bảo rồi"):
        assign_step(dossier.pk, order=1, officer_id=bao.officer_id, actor=leader, at=LATER)


def test_a_dossier_goes_back_to_a_step_gone_through_and_to_who_did_it(
    dossier: Dossier,
    bao: Actor,
    mai: Actor,
    complete: Callable[..., Dossier],
    send_back: Callable[..., Dossier],
) -> None:
    complete(dossier, bao)

    with pytest.raises(StepError, match="lý do trả lại"):
        send_back(dossier, reason="  ")
    for order in (2, 3, 0):
        with pytest.raises(StepError, match="đã qua"):
            send_back(dossier, to_order=order)
    send_back(dossier, reason="Ông Sáu chưa ký tờ khai")

    first, second, again = dossier.steps.order_by("order")
    assert (second.outcome, second.note) == (Step.SENT_BACK, "Ông Sáu chưa ký tờ khai")
    assert (again.key, again.order, again.assignee_id, again.closed_at) == (
        first.key,
        3,
        bao.officer_id,
        None,
    )
    assert last_event(dossier) == (
        "return_step",
        {"step": "approve", "order": 2, "to": "appraise"},
        None,
    )
    with pytest.raises(PermissionDenied):
        complete(dossier, mai)


def test_it_goes_back_to_everybody_when_who_did_it_has_left_the_role(
    dossier: Dossier,
    bao: Actor,
    complete: Callable[..., Dossier],
    send_back: Callable[..., Dossier],
) -> None:
    complete(dossier, bao)
    Officer.objects.get(pk=number_of(bao)).assignments.update(valid_to=THURSDAY_MORNING.date())

    send_back(dossier)

    assert dossier.steps.get(order=3).assignee_id is None


def test_an_old_page_is_told_what_happened_to_its_step(
    dossier: Dossier,
    bao: Actor,
    leader: Actor,
    complete: Callable[..., Dossier],
    send_back: Callable[..., Dossier],
) -> None:
    at = LATER + timedelta(minutes=5)
    complete(dossier, bao, order=1, at=LATER)
    with pytest.raises(StepError, match="Trần Quốc Bảo làm xong lúc 9:32"):
        complete(dossier, bao, order=1, at=at)
    send_back(dossier, at=at)

    with pytest.raises(StepError, match="Lý Văn Tám trả lại bước trước lúc 9:37"):
        complete(dossier, leader, order=2, at=at)
    with pytest.raises(StepError, match="Trần Quốc Bảo làm xong"):
        take_step(dossier.pk, order=1, actor=bao, at=at)
    with pytest.raises(StepError, match="trả lại bước trước"):
        assign_step(dossier.pk, order=2, officer_id=None, actor=leader, at=at)


def test_nothing_of_a_step_is_done_while_the_applicant_has_the_move(
    dossier: Dossier, bao: Actor
) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(state=State.AWAITING_SUPPLEMENT)

    with pytest.raises(IllegalTransitionError, match="chờ bổ sung"):
        take_step(dossier.pk, order=1, actor=bao, at=LATER)

    assert dossier.steps.get().received_at is None


def test_the_officers_to_choose_from_are_those_who_hold_the_role(
    dossier: Dossier, bao: Actor, mai: Actor, leader: Actor
) -> None:
    found = holders_of_role(dossier.steps.get(), FRIDAY.date())

    assert leader.officer_id not in {officer.pk for officer in found}
    assert {officer.pk for officer in found} == {bao.officer_id, mai.officer_id}


def test_a_hand_over_takes_five_statements(
    dossier: Dossier, leader: Actor, bao: Actor, complete: Callable[..., Dossier]
) -> None:
    complete(dossier, bao, order=1)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        complete(dossier, leader, order=2)

    said = [query["sql"] for query in asked.captured_queries]
    # Of its own: the desk (the page's), hold, ask the step, close it, move the dossier, and
    # one that writes the next step and the event.
    assert [sql.split()[0] for sql in said] == [
        "SELECT",
        "SAVEPOINT",
        "SELECT",
        "SELECT",
        "UPDATE",
        "UPDATE",
        "WITH",
        "RELEASE",
    ], said
