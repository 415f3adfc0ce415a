"""The living ward has everything that the law foresees between acceptance and hand-over."""

from datetime import date, datetime

import pytest
from django.db.models import F, Q, QuerySet

from motcua.agencies.models import Agency
from motcua.demo.loading import load_next
from motcua.demo.models import Stage
from motcua.demo.preparing import refresh
from motcua.dossiers.lifecycle import Action, MoneyState, State
from motcua.dossiers.models import (
    Apology,
    Consultation,
    Dossier,
    DossierEvent,
    DossierNote,
    IssuedForm,
    Pause,
    Result,
    SavedView,
    Step,
)
from motcua.kernel.clock import VIETNAM
from motcua.payments.models import Refund
from tests.demo.conftest import REFERENCE_ON

pytestmark = pytest.mark.usefixtures("demo")
MORNING = datetime(2026, 11, 23, tzinfo=VIETNAM)
LATER_DAYS = (date(2026, 11, 25), date(2026, 11, 26), date(2026, 12, 3))


def ward() -> Agency:
    return Agency.objects.get(unit__code="26506", province__code="79")


def dossiers() -> QuerySet[Dossier]:
    return Dossier.objects.filter(agency=ward())


def open_steps() -> QuerySet[Step]:
    return Step.objects.filter(agency=ward(), closed_at__isnull=True)


def open_pauses() -> QuerySet[Pause]:
    return Pause.objects.filter(dossier__in=dossiers(), ended_at__isnull=True)


def results() -> QuerySet[Result]:
    return Result.objects.filter(dossier__in=dossiers(), voided_at__isnull=True)


def test_there_is_a_dossier_in_every_state() -> None:
    assert set(dossiers().values_list("state", flat=True)) == {state.value for state in State}


def test_folders_are_waiting_signed_for_and_given_to_somebody() -> None:
    assert open_steps().filter(received_at__isnull=True, assignee__isnull=True).count() >= 10
    assert open_steps().filter(received_at__isnull=False).count() >= 10
    assert open_steps().filter(received_at__isnull=True, assignee__isnull=False).exists()
    assert Step.objects.filter(dossier__in=dossiers(), outcome=Step.SENT_BACK).count() >= 2


def test_applicants_are_waited_for_and_some_are_past_the_day_named() -> None:
    asked = open_pauses().filter(kind=Pause.Kind.SUPPLEMENT)

    assert asked.filter(reply_by__lt=REFERENCE_ON).exists()
    assert asked.filter(reply_by__gte=REFERENCE_ON).exists()
    assert asked.filter(dossier__accepted_at__isnull=True).exists()
    assert open_pauses().filter(kind=Pause.Kind.NOT_ELIGIBLE, restarts=True).exists()
    assert open_pauses().filter(kind=Pause.Kind.FINANCIAL).count() >= 2
    assert not dossiers().filter(pk__in=open_pauses().values("dossier"), due_at__isnull=False)


def test_a_date_that_waited_for_papers_has_moved() -> None:
    moved = dossiers().filter(events__action=Action.RESUME, due_at__gt=F("original_due_at"))

    assert moved.exists()


def test_apologies_wait_for_the_head_and_two_are_signed() -> None:
    apologies = Apology.objects.filter(dossier__in=dossiers())

    assert apologies.filter(signed_at__isnull=True).count() >= 3
    assert apologies.filter(signed_at__isnull=False, form__kind="apology").count() == 2


def test_other_agencies_were_asked_some_are_late_some_have_answered() -> None:
    asked = Consultation.objects.filter(dossier__in=dossiers())

    assert asked.filter(answered_at__isnull=True, due_at__lt=MORNING).exists()
    assert asked.filter(answered_at__isnull=True, due_at__gte=MORNING).exists()
    assert asked.filter(answered_at__isnull=False).exists()


def test_a_linked_dossier_is_with_the_other_agency_and_counted_once() -> None:
    elsewhere = Step.objects.filter(
        dossier__in=dossiers(), closed_at__isnull=True, agency__code="H29.03"
    )

    assert elsewhere.exists()
    assert all(step.dossier.linked_agency_id == step.agency_id for step in elsewhere)


def test_money_waits_to_be_given_back_and_to_be_taken() -> None:
    assert Refund.objects.filter(paid_at__isnull=True).exists()
    assert dossiers().filter(money_state=MoneyState.DUE, state=State.IN_PROGRESS).exists()


def test_results_wait_for_approval_for_a_number_and_for_their_owners() -> None:
    assert results().filter(approved_at__isnull=True, outcome="granted").exists()
    assert results().filter(approved_at__isnull=False, numbered_at__isnull=True).exists()
    ready = results().filter(numbered_at__isnull=False, dossier__state=State.FINISHED)
    assert set(ready.values_list("outcome", flat=True)) == {"granted", "refused"}


def test_a_mistake_was_undone_and_an_ended_dossier_reopened() -> None:
    acts = DossierEvent.objects.filter(dossier__in=dossiers())

    assert acts.filter(action=Action.UNDO).exists()
    assert acts.filter(action=Action.REOPEN, dossier__state=State.ACCEPTED).exists() or (
        acts.filter(action=Action.REOPEN, dossier__state=State.IN_PROGRESS).exists()
    )


def test_every_slip_has_been_issued() -> None:
    kinds = set(IssuedForm.objects.filter(dossier__in=dossiers()).values_list("kind", flat=True))

    assert kinds >= {"receipt", "supplement", "refusal", "apology", "stop"}


def test_colleagues_left_notes_and_kept_lists() -> None:
    assert DossierNote.objects.filter(dossier__in=dossiers()).count() >= 5
    assert SavedView.objects.filter(officer__agency=ward()).exists()


def test_later_mornings_have_the_same_troubles_and_settle_the_old_ones() -> None:
    waited_for = set(open_pauses().values_list("pk", flat=True))

    for day in LATER_DAYS:
        assert refresh(reference_on=day)
        assert load_next(Stage.FIRST)

    assert set(dossiers().values_list("state", flat=True)) == {state.value for state in State}
    assert Pause.objects.filter(pk__in=waited_for, ended_at__isnull=False).exists()
    assert Refund.objects.filter(paid_at__isnull=False).exists()
    limits = {"kind": Pause.Kind.SUPPLEMENT, "dossier__accepted_at__isnull": False}
    assert 3 <= open_pauses().filter(**limits).count() <= 8
    late = Q(due_at__lt=datetime(2026, 12, 3, tzinfo=VIETNAM))
    open_late = dossiers().filter(late, state__in=[State.ACCEPTED, State.IN_PROGRESS])
    assert 3 <= open_late.count() <= 25
