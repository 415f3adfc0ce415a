"""A mistaken act is taken back within limits, by a new event; nothing is deleted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from motcua.agencies.actors import SYSTEM, Grant
from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import DeliveryState, State
from motcua.dossiers.models import Dossier, IssuedForm, Step
from motcua.dossiers.services.calling import log_call
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.returning import return_result
from motcua.dossiers.services.steps import assign_step, return_step, take_step
from motcua.dossiers.services.undoing import UndoError, last_act, undo, undoable
from motcua.notifications.models import Message
from tests import factories
from tests.dossiers.events import facts_of
from tests.dossiers.lives import DUE_AT, TUESDAY, Office, open_office
from tests.dossiers.whole_records import assert_chained

pytestmark = pytest.mark.django_db
SOON = TUESDAY + timedelta(minutes=10)
LATER = TUESDAY + timedelta(minutes=31)
EVENING = TUESDAY + timedelta(hours=8)


@pytest.fixture
def office() -> Office:
    return open_office()


def undo_last(office: Office, dossier: Dossier, role: Role, **changes: Any) -> Dossier:
    event = last_act(dossier)
    assert event is not None
    words: dict[str, Any] = {
        "sequence": event.sequence,
        "reason": "Bấm nhầm hồ sơ",
        **office.by(role, SOON),
        **changes,
    }
    return undo(dossier.pk, **words)


def outcomes(dossier: Dossier) -> list[tuple[str, str]]:
    return [(step.key, step.outcome) for step in dossier.steps.all()]


def test_a_completed_step_is_opened_anew_with_its_old_dates_and_holder(office: Office) -> None:
    dossier = office.accepted()
    holder = office.people[Role.HANDLING_OFFICER]
    take_step(dossier.pk, order=1, actor=holder, at=TUESDAY - timedelta(hours=1))
    office.advance(dossier, 1)
    before = dossier.steps.get(order=1)

    undo_last(office, dossier, Role.HANDLING_OFFICER)

    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    assert outcomes(dossier) == [("appraise", "done"), ("approve", Step.UNDONE), ("appraise", "")]
    again = dossier.steps.get(closed_at__isnull=True)
    assert (again.order, again.opened_at, again.due_at) == (3, SOON, DUE_AT)
    assert (again.assignee_id, again.received_at) == (before.assignee_id, before.received_at)
    assert again.received_by_id == holder.officer_id
    event = dossier.events.latest("sequence")
    assert (event.action, event.actor_id) == ("undo", holder.officer_id)
    assert facts_of(event) == {"undoes": event.sequence - 1, "action": "complete_step"}
    assert dossier.notes.get().text == "Hoàn tác việc “xong bước”: Bấm nhầm hồ sơ"
    assert_chained(dossier)


def test_after_an_undo_the_step_is_done_again_and_the_dossier_goes_on(office: Office) -> None:
    dossier = office.advance(office.accepted(), 1)
    undo_last(office, dossier, Role.HANDLING_OFFICER)

    office.advance(dossier, 3, SOON)

    dossier.refresh_from_db()
    assert dossier.state == State.FINISHED


def test_a_result_called_ready_by_mistake_is_recalled(office: Office) -> None:
    dossier = office.advance(office.accepted(), 3)
    asked = dossier.consultations.create(
        agency=office.desk.agency,
        question="Ý kiến?",
        due_at=DUE_AT,
        asked_at=TUESDAY,
        closed_at=TUESDAY,
    )

    undo_last(office, dossier, Role.CLERK)

    dossier.refresh_from_db()
    asked.refresh_from_db()
    assert (dossier.state, dossier.finished_at) == (State.IN_PROGRESS, None)
    assert dossier.delivery_state == DeliveryState.NOT_READY
    assert asked.closed_at is None
    step = dossier.steps.get(closed_at__isnull=True)
    assert (step.key, step.order, step.role) == ("issue", 4, Role.CLERK)
    assert list(Message.objects.order_by("pk").values_list("topic", flat=True)) == [
        "accepted",
        "ready",
        "recalled",
    ]


def test_nobody_is_told_of_a_recall_who_was_not_told_that_it_was_ready(office: Office) -> None:
    dossier = office.accepted(applicant=factories.applicant(email=""))
    office.advance(dossier, 3)
    assert Dossier.objects.get(pk=dossier.pk).call_topic == "ready"

    undo_last(office, dossier, Role.CLERK)

    assert not Message.objects.exists()
    assert Dossier.objects.get(pk=dossier.pk).call_topic == ""


def test_whoever_was_told_by_telephone_is_called_again(office: Office) -> None:
    dossier = office.accepted(applicant=factories.applicant(email=""))
    office.advance(dossier, 3)
    log_call(dossier, outcome="told", note="", **office.who(Role.DESK_OFFICER, SOON))

    undo_last(office, dossier, Role.CLERK)

    assert Dossier.objects.get(pk=dossier.pk).call_topic == "recalled"


def test_a_result_handed_to_the_wrong_person_waits_at_the_desk_again(office: Office) -> None:
    dossier = office.advance(office.accepted(), 3)
    return_result(
        dossier.pk,
        collector=factories.applicant("077190000099", full_name="Trần Văn Bình"),
        proof="Giấy ủy quyền",
        has_receipt=True,
        **office.who(Role.DESK_OFFICER),
    )

    undo_last(office, dossier, Role.DESK_OFFICER)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.delivery_state) == (State.FINISHED, DeliveryState.READY)
    assert (dossier.returned_at, dossier.ended_at) == (None, None)
    assert (dossier.collector, dossier.collector_proof) == (None, "")
    assert dossier.finished_at == TUESDAY


def test_a_step_sent_back_by_mistake_is_where_it_was(office: Office) -> None:
    dossier = office.advance(office.accepted(), 1)
    return_step(dossier.pk, order=2, to_order=1, reason="Thiếu", **office.by(Role.APPROVER))

    undo_last(office, dossier, Role.APPROVER)

    assert outcomes(dossier) == [
        ("appraise", "done"),
        ("approve", Step.SENT_BACK),
        ("appraise", Step.UNDONE),
        ("approve", ""),
    ]


def test_a_folder_signed_for_by_mistake_is_nobodys_again(office: Office) -> None:
    dossier = office.advance(office.accepted(), 1)
    take_step(dossier.pk, order=2, **office.who(Role.APPROVER))

    undo_last(office, dossier, Role.APPROVER)

    step = dossier.steps.get(closed_at__isnull=True)
    assert (step.order, step.assignee_id, step.received_at) == (2, None, None)


def test_giving_a_step_on_is_taken_back_with_the_signature_of_who_had_it(
    office: Office,
) -> None:
    dossier = office.advance(office.accepted(), 1)
    undo_last(office, dossier, Role.HANDLING_OFFICER)
    first = office.people[Role.HANDLING_OFFICER]
    second = factories.actor_with(Role.HANDLING_OFFICER, agency=office.desk.agency)
    step = dossier.steps.get(closed_at__isnull=True)
    signed = (step.assignee_id, step.received_at, step.received_by_id)
    assert signed[2] == first.officer_id
    assign_step(
        dossier.pk,
        order=step.order,
        officer_id=second.officer_id,
        **office.who(Role.REVIEWER, SOON),
    )

    undo_last(office, dossier, Role.REVIEWER)

    step.refresh_from_db()
    assert (step.assignee_id, step.received_at, step.received_by_id) == signed


def test_taking_what_was_given_to_one_leaves_it_given_to_that_one(office: Office) -> None:
    dossier = office.advance(office.accepted(), 1)
    approver = office.people[Role.APPROVER].officer_id
    assign_step(dossier.pk, order=2, officer_id=approver, **office.who(Role.HEAD_OF_DESK))
    take_step(dossier.pk, order=2, **office.who(Role.APPROVER))

    undo_last(office, dossier, Role.APPROVER)
    step = dossier.steps.get(closed_at__isnull=True)
    assert (step.assignee_id, step.received_at) == (approver, None)
    # What was undone counts no more: taken again and given away, it goes back to the taking.
    take_step(dossier.pk, order=2, **office.who(Role.APPROVER, SOON))
    assign_step(dossier.pk, order=2, officer_id=None, **office.who(Role.HEAD_OF_DESK, SOON))
    undo_last(office, dossier, Role.HEAD_OF_DESK)

    step.refresh_from_db()
    assert (step.assignee_id, step.received_at, step.received_by_id) == (
        approver,
        SOON,
        approver,
    )


def test_a_step_that_went_back_to_who_did_it_is_still_theirs_after_an_undone_taking(
    office: Office,
) -> None:
    dossier = office.advance(office.accepted(), 1)
    return_step(dossier.pk, order=2, to_order=1, reason="Thiếu", **office.by(Role.APPROVER))
    handling = office.people[Role.HANDLING_OFFICER].officer_id
    take_step(dossier.pk, order=3, **office.who(Role.HANDLING_OFFICER))

    undo_last(office, dossier, Role.HANDLING_OFFICER)

    step = dossier.steps.get(closed_at__isnull=True)
    assert (step.assignee_id, step.received_at) == (handling, None)


def test_ones_own_mistake_half_an_hour_a_leaders_the_day(office: Office) -> None:
    dossier = office.advance(office.accepted(), 1)
    doer, leader = office.people[Role.HANDLING_OFFICER], office.people[Role.APPROVER]

    assert undoable(dossier, doer, TUESDAY + timedelta(minutes=30)) is not None
    assert undoable(dossier, doer, LATER) is None
    assert undoable(dossier, leader, EVENING) is not None
    assert undoable(dossier, leader, EVENING + timedelta(days=1)) is None
    assert undoable(dossier, office.people[Role.REVIEWER], SOON) is None
    assert undoable(dossier, SYSTEM, EVENING) is not None
    with pytest.raises(UndoError, match="quá 30 phút"):
        undo_last(office, dossier, Role.HANDLING_OFFICER, at=LATER)
    with pytest.raises(UndoError, match="trong ngày"):
        undo_last(office, dossier, Role.APPROVER, at=EVENING + timedelta(days=1))
    with pytest.raises(PermissionDenied):
        undo_last(office, dossier, Role.REVIEWER)


def test_nothing_is_undone_once_the_next_person_has_signed_for_the_folder(
    office: Office,
) -> None:
    dossier = office.advance(office.accepted(), 1)
    step = dossier.steps.get(order=2)
    step.received_at, step.received_by_id = SOON, office.people[Role.APPROVER].officer_id
    step.save()

    with pytest.raises(UndoError, match="Phạm Quốc Hưng đã ký nhận bước “Phê duyệt kết quả”"):
        undo_last(office, dossier, Role.HANDLING_OFFICER)


def test_nothing_is_undone_that_somebody_has_built_upon(office: Office) -> None:
    dossier = office.advance(office.accepted(), 1)
    event = last_act(dossier)
    assert event is not None
    take_step(dossier.pk, order=2, **office.who(Role.APPROVER))

    with pytest.raises(UndoError, match="Phạm Quốc Hưng đã làm việc “nhận bàn giao” lúc 9:00"):
        undo_last(office, dossier, Role.HANDLING_OFFICER, sequence=event.sequence)


def test_nothing_is_undone_once_a_form_went_out(office: Office) -> None:
    dossier = office.advance(office.accepted(), 3)
    receipt = dossier.forms.get()
    IssuedForm.objects.create(
        dossier=dossier,
        kind="refusal",
        template=receipt.template,
        payload={},
        issued_at=TUESDAY,
    )

    with pytest.raises(UndoError, match="đã lập phiếu"):
        undo_last(office, dossier, Role.CLERK)


def test_an_acceptance_or_an_undo_is_not_undone(office: Office) -> None:
    dossier = office.accepted(at=TUESDAY)
    with pytest.raises(UndoError, match="“tiếp nhận” không hoàn tác được"):
        undo_last(office, dossier, Role.DESK_OFFICER)
    office.advance(dossier, 1)
    undo_last(office, dossier, Role.HANDLING_OFFICER)

    with pytest.raises(UndoError, match="“hoàn tác” không hoàn tác được"):
        undo_last(office, dossier, Role.HANDLING_OFFICER)
    assert undoable(dossier, office.people[Role.HANDLING_OFFICER], SOON) is None


def test_an_undo_says_why(office: Office) -> None:
    dossier = office.advance(office.accepted(), 1)

    with pytest.raises(UndoError, match="lý do hoàn tác"):
        undo_last(office, dossier, Role.HANDLING_OFFICER, reason="  ")

    assert outcomes(dossier) == [("appraise", "done"), ("approve", "")]


def test_what_was_done_for_somebody_absent_is_undone_for_them(office: Office) -> None:
    dossier = office.accepted()
    absent = office.people[Role.HANDLING_OFFICER].officer_id
    covering = replace(
        office.people[Role.CLERK],
        grants=(
            *office.people[Role.CLERK].grants,
            Grant(office.desk.agency.pk, Role.HANDLING_OFFICER, absent or 0),
        ),
    )
    complete_step(dossier.pk, outcome="done", context=office.context, actor=covering, at=TUESDAY)

    undo_last(office, dossier, Role.CLERK, actor=covering)

    event = dossier.events.latest("sequence")
    assert (event.actor_id, event.on_behalf_of_id) == (covering.officer_id, absent)


@pytest.mark.parametrize(
    "act",
    [
        lambda office, dossier: office.advance(dossier, 1),
        lambda office, dossier: take_step(
            dossier.pk, order=1, **office.who(Role.HANDLING_OFFICER)
        ),
    ],
)
def test_the_first_act_on_an_accepted_dossier_leaves_it_in_handling(
    office: Office, act: Callable[[Office, Dossier], object]
) -> None:
    dossier = office.accepted()
    act(office, dossier)

    undo_last(office, dossier, Role.HANDLING_OFFICER)

    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    complete_step(dossier.pk, outcome="done", **office.by(Role.HANDLING_OFFICER, SOON))
