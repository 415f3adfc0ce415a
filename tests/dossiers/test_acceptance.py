"""Taking a dossier in: the code, the promise, the receipt, the ledger, the message."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from motcua.agencies.roles import Role
from motcua.dossiers import ledger
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, DossierEvent, DueDate, IssuedForm, Step
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.lodging import DuplicateDossierError, LodgingError
from motcua.kernel.clock import VIETNAM
from motcua.notifications.models import Message
from tests import factories
from tests.factories import THURSDAY_MORNING, DeskFactory, ProcedureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _templates() -> None:
    factories.form_templates()
    factories.message_templates()


def test_accepting_gives_a_code_a_promise_a_receipt_an_event_and_a_message() -> None:
    desk = DeskFactory.create()
    actor = factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)

    dossier = accept_at_desk(
        factories.lodging(ProcedureFactory.create(), desk.agency),
        context=factories.context_of(desk),
        actor=actor,
        at=THURSDAY_MORNING,
    )

    dossier.refresh_from_db()
    assert dossier.code == f"{desk.agency.code}-240912-0001"
    assert dossier.state == State.ACCEPTED
    assert dossier.due_at == datetime(2024, 9, 17, 17, tzinfo=VIETNAM)
    assert dossier.original_due_at == dossier.due_at
    assert {row.kind for row in dossier.due_dates.all()} == {
        DueDate.Kind.PROMISE,
        DueDate.Kind.STATUTORY,
    }
    receipt = IssuedForm.objects.get(dossier=dossier)
    assert (receipt.version, receipt.payload["code"]) == (1, dossier.code)
    assert [event.action for event in dossier.events.all()] == ["lodge", "accept"]
    assert Step.objects.get(dossier=dossier).role == Role.HANDLING_OFFICER
    assert Message.objects.get().about == dossier.code


def test_acceptance_takes_nine_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    desk = DeskFactory.create()
    actor = factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)
    procedure = ProcedureFactory.create()
    context = factories.context_of(desk)
    number = "077190000{:03}"
    accept_at_desk(
        factories.lodging(procedure, desk.agency, applicant=factories.applicant(number.format(1))),
        context=context,
        actor=actor,
        at=THURSDAY_MORNING,
    )

    # savepoint twice, person, duplicate, dossier's number; papers, personal data, both due
    # dates and step together; code; dossier, receipt, events and message together; which
    # other systems want to hear of it
    with django_assert_num_queries(9):
        accept_at_desk(
            factories.lodging(
                procedure, desk.agency, applicant=factories.applicant(number.format(2))
            ),
            context=context,
            actor=actor,
            at=THURSDAY_MORNING,
        )


def test_codes_of_a_day_follow_one_another_and_begin_anew_the_next() -> None:
    desk = DeskFactory.create()
    actor = factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)
    procedure = ProcedureFactory.create()
    instants = [THURSDAY_MORNING, THURSDAY_MORNING, THURSDAY_MORNING.replace(day=13)]

    codes = [
        accept_at_desk(
            factories.lodging(
                procedure, desk.agency, applicant=factories.applicant(f"07719000000{n}")
            ),
            context=factories.context_of(desk),
            actor=actor,
            at=at,
        ).code
        for n, at in enumerate(instants)
    ]

    assert [str(code)[-11:] for code in codes] == ["240912-0001", "240912-0002", "240913-0001"]


def test_officer_of_another_agency_is_refused() -> None:
    desk = DeskFactory.create()
    stranger = factories.actor_with(Role.DESK_OFFICER, agency=DeskFactory.create().agency)

    with pytest.raises(PermissionDenied):
        accept_at_desk(
            factories.lodging(ProcedureFactory.create(), desk.agency),
            context=factories.context_of(desk),
            actor=stranger,
            at=THURSDAY_MORNING,
        )

    assert not Dossier.objects.exists()


def test_a_likely_duplicate_is_said_and_taken_only_when_confirmed() -> None:
    desk = DeskFactory.create()
    actor = factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)
    procedure = ProcedureFactory.create()
    context = factories.context_of(desk)
    first = accept_at_desk(
        factories.lodging(procedure, desk.agency),
        context=context,
        actor=actor,
        at=THURSDAY_MORNING,
    )

    with pytest.raises(DuplicateDossierError, match=str(first.code)):
        accept_at_desk(
            factories.lodging(procedure, desk.agency),
            context=context,
            actor=actor,
            at=THURSDAY_MORNING,
        )
    again = accept_at_desk(
        factories.lodging(procedure, desk.agency, knows_of_duplicate=True),
        context=context,
        actor=actor,
        at=THURSDAY_MORNING,
    )

    assert again.code == f"{desk.agency.code}-240912-0002"


def test_a_dossier_is_never_lodged_after_it_is_accepted() -> None:
    desk = DeskFactory.create()
    actor = factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)
    lodged = factories.lodging(
        ProcedureFactory.create(), desk.agency, submitted_at=THURSDAY_MORNING.replace(day=13)
    )

    with pytest.raises(LodgingError, match="sau thời điểm tiếp nhận"):
        accept_at_desk(
            lodged, context=factories.context_of(desk), actor=actor, at=THURSDAY_MORNING
        )


def test_events_are_chained_and_the_database_sets_when_they_were_recorded() -> None:
    desk = DeskFactory.create()
    actor = factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)
    with connection.cursor() as cursor:
        cursor.execute("SELECT transaction_timestamp()")
        (now,) = cursor.fetchone()

    dossier = accept_at_desk(
        factories.lodging(ProcedureFactory.create(), desk.agency),
        context=factories.context_of(desk),
        actor=actor,
        at=THURSDAY_MORNING,
    )

    lodged, accepted = DossierEvent.objects.filter(dossier=dossier)
    assert lodged.recorded_at == accepted.recorded_at == now
    assert accepted.previous_hash == lodged.hash
    for event in (lodged, accepted):
        document = ledger.event_document(event, dossier.tracking_code)
        assert ledger.digest(document) == event.hash
    assert dossier.last_hash == accepted.hash
