"""From acceptance to the hand-over: steps, result, refusal, correction, reception elsewhere."""

import itertools
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_of
from motcua.agencies.services import cover_absence
from motcua.dossiers.lifecycle import IllegalTransitionError, State
from motcua.dossiers.models import Dossier, DossierEvent, IssuedForm
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.handling import StepError, complete_step, receive_dossier
from motcua.dossiers.services.receipts import CorrectionError, correct_receipt
from motcua.dossiers.services.refusing import RefusalError, refuse_dossier
from motcua.dossiers.services.returning import ReturnError, return_result
from motcua.kernel.clock import VIETNAM
from motcua.notifications.models import Message
from tests import factories
from tests.dossiers.events import facts_of
from tests.factories import THURSDAY_MORNING, AgencyFactory, DeskFactory, ProcedureFactory

pytestmark = pytest.mark.django_db
FRIDAY = THURSDAY_MORNING + timedelta(days=1)
WORKERS = (Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)


@pytest.fixture(autouse=True)
def _templates() -> None:
    factories.form_templates()
    factories.message_templates()


@pytest.fixture
def desk() -> Desk:
    """Return a commune's desk."""
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def everybody(desk: Desk) -> Actor:
    """Return one person who holds every role of the default process."""
    return factories.actor_with(*WORKERS, agency=desk.agency)


@pytest.fixture
def dossier(desk: Desk, everybody: Actor) -> Dossier:
    """Return a dossier accepted on Thursday morning, due on Tuesday."""
    return accept_at_desk(
        factories.lodging(ProcedureFactory.create(), desk.agency),
        context=factories.context_of(desk),
        actor=everybody,
        at=THURSDAY_MORNING,
    )


def finish(dossier: Dossier, desk: Desk, actor: Actor, at: datetime) -> Dossier:
    """Go through the three steps of the default process."""
    for _step in range(3):
        dossier = complete_step(
            dossier.pk, outcome="done", context=factories.context_of(desk), actor=actor, at=at
        )
    return dossier


def test_a_dossier_goes_through_its_steps_and_is_handed_back(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    done = finish(dossier, desk, everybody, FRIDAY)
    returned = return_result(
        done.pk, collector=None, proof="", has_receipt=True, actor=everybody, at=FRIDAY
    )

    returned.refresh_from_db()
    assert returned.state == State.RETURNED
    assert returned.collector_id == returned.applicant_id
    assert [(step.key, step.closed_at) for step in returned.steps.all()] == [
        ("appraise", FRIDAY),
        ("approve", FRIDAY),
        ("issue", FRIDAY),
    ]
    events = list(returned.events.all())
    assert [event.action for event in events] == [
        "lodge",
        "accept",
        "start",
        "complete_step",
        "complete_step",
        "complete_step",
        "finish",
        "return_result",
    ]
    assert facts_of(events[-2]) == {"punctuality": "early"}
    assert all(
        later.previous_hash == earlier.hash for earlier, later in itertools.pairwise(events)
    )
    assert sorted(Message.objects.values_list("topic", flat=True)) == ["accepted", "ready"]


def test_a_step_can_go_back_and_is_done_again(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    context = factories.context_of(desk)
    complete_step(dossier.pk, outcome="done", context=context, actor=everybody, at=FRIDAY)

    complete_step(dossier.pk, outcome="back", context=context, actor=everybody, at=FRIDAY)

    assert [step.key for step in dossier.steps.all()] == ["appraise", "approve", "appraise"]


def test_a_step_is_done_by_its_role_only(dossier: Dossier, desk: Desk) -> None:
    clerk = factories.actor_with(Role.CLERK, agency=desk.agency)

    with pytest.raises(PermissionDenied):
        complete_step(
            dossier.pk,
            outcome="done",
            context=factories.context_of(desk),
            actor=clerk,
            at=FRIDAY,
        )


def test_whoever_covers_may_do_the_step_and_is_recorded_for_the_absent(
    dossier: Dossier, desk: Desk
) -> None:
    absent = factories.OfficerFactory.create(agency=desk.agency, roles=[Role.HANDLING_OFFICER])
    covering = factories.OfficerFactory.create(agency=desk.agency, roles=[Role.CLERK])
    head = factories.actor_with(Role.HEAD_OF_DESK, agency=desk.agency)
    cover_absence(
        absent=absent,
        covering=covering,
        from_on=FRIDAY.date(),
        to_on=FRIDAY.date(),
        reason="Nghỉ phép",
        actor=head,
    )

    assert covering.account is not None
    complete_step(
        dossier.pk,
        outcome="done",
        context=factories.context_of(desk),
        actor=actor_of(covering.account, FRIDAY.date()),
        at=FRIDAY,
    )

    event = DossierEvent.objects.filter(dossier=dossier, action="complete_step").get()
    assert (event.actor_id, event.on_behalf_of_id) == (covering.pk, absent.pk)
    assert not actor_of(covering.account, THURSDAY_MORNING.date()).has(Role.HANDLING_OFFICER)


def test_an_outcome_that_the_step_does_not_have_is_refused(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    with pytest.raises(StepError, match="Thẩm định"):
        complete_step(
            dossier.pk,
            outcome="nothing",
            context=factories.context_of(desk),
            actor=everybody,
            at=FRIDAY,
        )


def test_somebody_else_collects_only_with_a_paper(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    done = finish(dossier, desk, everybody, FRIDAY)
    other = factories.applicant("077190000099", full_name="Trần Văn Bình")

    with pytest.raises(ReturnError, match="ủy quyền"):
        return_result(
            done.pk, collector=other, proof=" ", has_receipt=True, actor=everybody, at=FRIDAY
        )
    returned = return_result(
        done.pk,
        collector=other,
        proof="Giấy ủy quyền 12/9",
        has_receipt=True,
        actor=everybody,
        at=FRIDAY,
    )

    assert returned.collector is not None
    assert returned.collector.full_name == "Trần Văn Bình"
    returned.refresh_from_db()
    assert returned.collector_proof == "Giấy ủy quyền 12/9"


def test_a_result_is_handed_back_once(dossier: Dossier, desk: Desk, everybody: Actor) -> None:
    done = finish(dossier, desk, everybody, FRIDAY)
    facts: dict[str, Any] = {
        "collector": None,
        "proof": "",
        "has_receipt": True,
        "actor": everybody,
    }
    return_result(done.pk, at=FRIDAY, **facts)

    with pytest.raises(IllegalTransitionError):
        return_result(done.pk, at=FRIDAY, **facts)


def test_refusal_needs_a_reason_and_a_legal_basis_and_issues_form_03(
    desk: Desk, everybody: Actor
) -> None:
    context = factories.context_of(desk)
    lodged = lodge_dossier(
        factories.lodging(ProcedureFactory.create(), desk.agency),
        context=context,
        actor=everybody,
        at=THURSDAY_MORNING,
    )
    words: dict[str, Any] = {"advice": "", "context": context, "actor": everybody, "at": FRIDAY}

    with pytest.raises(RefusalError, match="lý do"):
        refuse_dossier(lodged.pk, reasons=[" "], legal_basis="Điều 17", **words)
    with pytest.raises(RefusalError, match="căn cứ"):
        refuse_dossier(lodged.pk, reasons=["Không thuộc thẩm quyền"], legal_basis="", **words)
    form = refuse_dossier(
        lodged.pk, reasons=["Không thuộc thẩm quyền"], legal_basis="Điều 17", **words
    )

    lodged.refresh_from_db()
    assert (lodged.state, lodged.code) == (State.NOT_ACCEPTED, None)
    assert form.payload["reasons"] == ["Không thuộc thẩm quyền"]


def test_a_correction_is_version_2_and_voids_version_1_with_the_reason(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    words: dict[str, Any] = {
        "context": factories.context_of(desk),
        "actor": everybody,
        "at": FRIDAY,
    }

    with pytest.raises(CorrectionError, match="lý do"):
        correct_receipt(dossier.pk, changes={"phone": "0900000013"}, reason="", **words)
    with pytest.raises(CorrectionError, match="Chưa có gì thay đổi"):
        correct_receipt(dossier.pk, changes={}, reason="Gõ nhầm", **words)
    correct_receipt(
        dossier.pk, changes={"full_name": "Nguyễn Thị Hòa"}, reason="Gõ nhầm tên", **words
    )

    first, second = IssuedForm.objects.filter(dossier=dossier, kind="receipt")
    assert (first.voided_at, first.void_reason) == (FRIDAY, "Gõ nhầm tên")
    assert second.payload["applicant"]["name"] == "Nguyễn Thị Hòa"
    assert second.payload["due_at"] == first.payload["due_at"]
    dossier.refresh_from_db()
    assert dossier.principal_name == "Nguyễn Thị Hòa"
    assert dossier.events.latest("sequence").action == "correct_receipt"


def test_a_proxy_who_is_corrected_is_corrected_in_both_places(
    desk: Desk, everybody: Actor
) -> None:
    proxy = factories.applicant()
    principal = factories.applicant("077190000099", full_name="Nguyễn Văn Sáu", email="")
    dossier = accept_at_desk(
        factories.lodging(
            ProcedureFactory.create(), desk.agency, principal=principal, proxy=proxy
        ),
        context=factories.context_of(desk),
        actor=everybody,
        at=THURSDAY_MORNING,
    )

    issued = correct_receipt(
        dossier.pk,
        changes={"full_name": "Nguyễn Thị Hòa", "identity_number": "077190000013"},
        reason="Gõ nhầm",
        context=factories.context_of(desk),
        actor=everybody,
        at=FRIDAY,
    )

    dossier.refresh_from_db()
    assert issued.payload["proxy"] == issued.payload["applicant"]
    assert issued.payload["principal"]["name"] == "Nguyễn Văn Sáu"
    assert dossier.proxy == dossier.applicant
    assert dossier.principal_name == "Nguyễn Văn Sáu"


def test_the_clock_of_a_dossier_accepted_elsewhere_starts_when_it_is_received(
    desk: Desk, everybody: Actor
) -> None:
    competent = AgencyFactory.create(province=desk.agency.province)
    there = factories.actor_with(Role.HANDLING_OFFICER, agency=competent)
    context = factories.context_of(desk)
    lodged = accept_at_desk(
        factories.lodging(ProcedureFactory.create(), competent),
        context=context,
        actor=everybody,
        at=THURSDAY_MORNING,
    )
    assert (lodged.due_at, lodged.clock_from) == (None, None)
    assert lodged.code is not None
    assert lodged.code.startswith(desk.agency.code)

    with pytest.raises(StepError, match="chưa nhận"):
        complete_step(lodged.pk, outcome="done", context=context, actor=there, at=FRIDAY)
    with pytest.raises(PermissionDenied):
        receive_dossier(lodged.pk, context=context, actor=everybody, at=FRIDAY)
    received = receive_dossier(lodged.pk, context=context, actor=there, at=FRIDAY)

    assert received.due_at == datetime(2024, 9, 18, 17, tzinfo=VIETNAM)
    versions = list(IssuedForm.objects.filter(dossier=lodged, kind="receipt"))
    assert [form.version for form in versions] == [1, 2]
    assert "dự kiến" in versions[0].payload["why"][0]
    assert "dự kiến" not in versions[1].payload["why"][0]
