"""Drafts and what waits at the desk: saved as typed, a dossier once, accepted later."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import IllegalTransitionError, State
from motcua.dossiers.models import Dossier, Draft, IssuedForm, Visit
from motcua.dossiers.policies import access_draft
from motcua.dossiers.selectors import open_drafts, to_call, waiting_for_answer
from motcua.dossiers.services.acceptance import lodge_dossier
from motcua.dossiers.services.calling import log_call
from motcua.dossiers.services.drafts import (
    DraftAcceptedError,
    DraftGoneError,
    accept_draft,
    discard_draft,
    note_scans,
    open_draft,
    save_draft,
)
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.submitted import accept_submitted
from motcua.people.services import remember_people
from motcua.procedures.models import Channel, Procedure
from motcua.procedures.selectors import NotInForceError
from tests import factories
from tests.factories import THURSDAY_MORNING, DeskFactory, ProcedureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    factories.form_templates()
    factories.message_templates()
    made: Desk = DeskFactory.create()
    return made


@pytest.fixture
def actor(desk: Desk) -> Actor:
    return factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)


def begun(desk: Desk, actor: Actor) -> Draft:
    draft = open_draft(desk, actor=actor, at=THURSDAY_MORNING)
    return access_draft(actor, draft.ref)


def accepted(draft: Draft, desk: Desk, actor: Actor, procedure: Procedure) -> Dossier:
    return accept_draft(
        draft,
        factories.lodging(procedure, desk.agency),
        context=factories.context_of(desk),
        actor=actor,
        at=THURSDAY_MORNING,
    )


def lodged(desk: Desk, actor: Actor, **fields: object) -> Dossier:
    return lodge_dossier(
        factories.lodging(ProcedureFactory.create(), desk.agency, channel=Channel.POST, **fields),
        context=factories.context_of(desk),
        actor=actor,
        at=THURSDAY_MORNING,
    )


def test_a_draft_becomes_a_dossier_and_keeps_nothing_personal(desk: Desk, actor: Actor) -> None:
    draft = begun(desk, actor)
    save_draft(draft, {"applicant_name": "Nguyễn Thị Hoà"}, at=THURSDAY_MORNING)

    dossier = accepted(draft, desk, actor, ProcedureFactory.create())

    draft.refresh_from_db()
    assert draft.values == {"became": dossier.tracking_code}
    assert open_drafts(actor) == []


def test_a_draft_that_became_a_dossier_names_it(desk: Desk, actor: Actor) -> None:
    draft = begun(desk, actor)
    dossier = accepted(draft, desk, actor, ProcedureFactory.create())

    with pytest.raises(DraftAcceptedError, match=dossier.code or "") as caught:
        save_draft(draft, {"note": "muộn"}, at=THURSDAY_MORNING)

    assert caught.value.key == dossier.code


def test_a_refused_acceptance_leaves_the_draft_as_it_was(desk: Desk, actor: Actor) -> None:
    draft = begun(desk, actor)
    save_draft(draft, {"note": "giữ lại"}, at=THURSDAY_MORNING)
    procedure = ProcedureFactory.create(is_active=False)

    with pytest.raises(NotInForceError), transaction.atomic():
        accepted(draft, desk, actor, procedure)

    draft.refresh_from_db()
    assert draft.values == {"note": "giữ lại"}


def test_saving_what_was_thrown_away_says_so(desk: Desk, actor: Actor) -> None:
    draft = begun(desk, actor)
    discard_draft(Draft.objects.get(pk=draft.pk))

    with pytest.raises(DraftGoneError, match="không còn nữa"):
        save_draft(draft, {"note": "muộn"}, at=THURSDAY_MORNING)


def test_throwing_the_only_draft_away_takes_the_visit_with_it(desk: Desk, actor: Actor) -> None:
    draft = begun(desk, actor)

    discard_draft(draft)

    assert not Visit.objects.exists()


def test_what_is_typed_is_cut_and_cleaned_before_it_is_kept(desk: Desk, actor: Actor) -> None:
    draft = begun(desk, actor)

    save_draft(draft, {"note": "a\x00" + "b" * 9000, "empty": ""}, at=THURSDAY_MORNING)

    draft.refresh_from_db()
    assert draft.values == {"note": "a" + "b" * 3999}


def test_what_is_typed_while_a_scan_is_sent_is_kept(desk: Desk, actor: Actor) -> None:
    draft = open_draft(desk, actor=actor, at=THURSDAY_MORNING)
    save_draft(
        Draft.objects.get(pk=draft.pk), {"note": "gõ trong lúc gửi tệp"}, at=THURSDAY_MORNING
    )

    note_scans(draft, {"file-1": "paper-p1", "paper-p1": "on"}, at=THURSDAY_MORNING)

    assert Draft.objects.get(pk=draft.pk).values == {
        "note": "gõ trong lúc gửi tệp",
        "file-1": "paper-p1",
        "paper-p1": "on",
    }


def test_emptied_drafts_are_swept_after_a_day(desk: Desk, actor: Actor) -> None:
    draft = begun(desk, actor)
    accepted(draft, desk, actor, ProcedureFactory.create())

    open_draft(desk, actor=actor, at=THURSDAY_MORNING + timedelta(days=2))

    assert not Draft.objects.filter(pk=draft.pk).exists()


def test_a_stranger_opens_no_draft_at_the_desk(desk: Desk) -> None:
    stranger = factories.actor_with(Role.DESK_OFFICER, agency=DeskFactory.create().agency)

    with pytest.raises(PermissionDenied):
        open_draft(desk, actor=stranger, at=THURSDAY_MORNING)


def test_nobody_opens_the_draft_of_a_colleague(desk: Desk, actor: Actor) -> None:
    draft = begun(desk, actor)
    colleague = factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)

    with pytest.raises(Http404):
        access_draft(colleague, draft.ref)


def test_what_was_lodged_is_accepted_later_with_code_promise_and_receipt(
    desk: Desk, actor: Actor
) -> None:
    dossier = lodged(desk, actor)
    assert list(waiting_for_answer(actor)) == [dossier]

    taken = accept_submitted(
        dossier.pk,
        context=factories.context_of(desk),
        actor=actor,
        at=THURSDAY_MORNING + timedelta(hours=2),
    )

    taken.refresh_from_db()
    assert taken.code == f"{desk.agency.code}-240912-0001"
    assert taken.state == State.ACCEPTED
    assert taken.due_at is not None
    assert IssuedForm.objects.get(dossier=taken).payload["code"] == taken.code
    assert [event.action for event in taken.events.all()] == ["lodge", "accept"]
    assert taken.steps.count() == 1
    assert list(waiting_for_answer(actor)) == []


def test_a_dossier_is_accepted_once(desk: Desk, actor: Actor) -> None:
    dossier = lodged(desk, actor)
    context = factories.context_of(desk)
    accept_submitted(dossier.pk, context=context, actor=actor, at=THURSDAY_MORNING)

    with pytest.raises(IllegalTransitionError):
        accept_submitted(dossier.pk, context=context, actor=actor, at=THURSDAY_MORNING)


def test_another_desk_does_not_accept_it(desk: Desk, actor: Actor) -> None:
    dossier = lodged(desk, actor)
    other = DeskFactory.create()
    stranger = factories.actor_with(Role.DESK_OFFICER, agency=other.agency)

    with pytest.raises(PermissionDenied):
        accept_submitted(
            dossier.pk,
            context=factories.context_of(other),
            actor=stranger,
            at=THURSDAY_MORNING,
        )


def test_a_procedure_withdrawn_after_lodging_is_not_accepted(desk: Desk, actor: Actor) -> None:
    dossier = lodged(desk, actor)
    Procedure.objects.filter(pk=dossier.procedure_id).update(is_active=False)

    with pytest.raises(NotInForceError):
        accept_submitted(
            dossier.pk,
            context=factories.context_of(desk),
            actor=actor,
            at=THURSDAY_MORNING,
        )


def test_who_has_no_mail_is_called_until_told(desk: Desk, actor: Actor) -> None:
    context = factories.context_of(desk)
    without_mail = factories.applicant(email="")
    dossier = lodged(desk, actor, applicant=without_mail)
    dossier = accept_submitted(dossier.pk, context=context, actor=actor, at=THURSDAY_MORNING)
    everybody = factories.actor_with(
        Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK, agency=desk.agency
    )
    for _step in range(3):
        complete_step(
            dossier.pk, outcome="done", context=context, actor=everybody, at=THURSDAY_MORNING
        )
    assert list(to_call(actor)) == [dossier]
    # What is known of the person since then is not what this dossier was lodged with.
    remember_people([factories.applicant()], at=THURSDAY_MORNING)
    assert list(to_call(actor)) == [dossier]

    log_call(dossier, outcome="no_answer", note="", actor=actor, at=THURSDAY_MORNING)
    assert vars(to_call(actor).get())["calls_count"] == 1

    log_call(dossier, outcome="told", note="", actor=actor, at=THURSDAY_MORNING)
    assert list(to_call(actor)) == []
