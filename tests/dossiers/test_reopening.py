"""Opened again by a leader: a new date, the first step, nothing of the old end left in force."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.dossiers.lifecycle import (
    DeliveryState,
    IllegalTransitionError,
    MoneyState,
    State,
)
from motcua.dossiers.models import Dossier, DueDate, Pause, Result
from motcua.dossiers.reckoning import current_due
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.ending import MoneyEnding, stop_dossier, withdraw_dossier
from motcua.dossiers.services.handling import StepError, complete_step
from motcua.dossiers.services.lodging import FeeInput, Settlement
from motcua.dossiers.services.money import (
    MoneyError,
    approve_refund,
    collect_charge,
    pay_refund,
)
from motcua.dossiers.services.reopening import ReopeningError, reopen_dossier
from motcua.dossiers.services.returning import return_result
from motcua.kernel.clock import VIETNAM
from motcua.notifications.models import Message
from motcua.payments.models import PaymentMethod, Refund
from tests import factories
from tests.dossiers.events import facts_of
from tests.dossiers.lives import ACCEPTED_AT, DUE_AT, TUESDAY, Office, closing, open_office
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
WEDNESDAY = TUESDAY + timedelta(days=1)
NEW_DUE = datetime(2026, 11, 6, 17, tzinfo=VIETNAM)


@pytest.fixture
def office() -> Office:
    return open_office()


def reopen(office: Office, dossier: Dossier, **changes: Any) -> Dossier:
    words: dict[str, Any] = {
        "reason": "Ghi sai năm sinh trên kết quả",
        "legal_basis": "Nghị định 118/2025/NĐ-CP, Điều 21",
        "working_days": 2,
        **office.by(Role.APPROVER, WEDNESDAY),
        **changes,
    }
    return reopen_dossier(dossier.pk, **words)


def withdraw(office: Office, dossier: Dossier, money: MoneyEnding = MoneyEnding.REFUND) -> None:
    withdraw_dossier(dossier.pk, **closing(money=money), **office.by(Role.DESK_OFFICER))


def test_a_returned_dossier_is_opened_again_with_a_new_date_and_the_first_step(
    office: Office,
) -> None:
    dossier = office.advance(office.accepted(), 3)
    file = StoredFile.objects.create(
        sha256="ab" * 32, name="kq.pdf", content_type="application/pdf", size=1, stored_at=TUESDAY
    )
    Result.objects.create(
        dossier=dossier, outcome="granted", title="Giấy", file=file, made_at=TUESDAY
    )
    other = factories.applicant("077190000099", full_name="Trần Văn Bình")
    return_result(
        dossier.pk,
        collector=other,
        proof="Giấy ủy quyền 12/9",
        has_receipt=True,
        **office.who(Role.DESK_OFFICER),
    )

    reopen(office, dossier)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.delivery_state) == (
        State.IN_PROGRESS,
        DeliveryState.NOT_READY,
    )
    assert (dossier.due_at, dossier.original_due_at) == (NEW_DUE, DUE_AT)
    assert {dossier.finished_at, dossier.returned_at, dossier.ended_at} == {None}
    assert (dossier.collector, dossier.collector_proof) == (None, "")
    step = dossier.steps.get(closed_at__isnull=True)
    assert (step.key, step.order, step.due_at) == ("appraise", 4, NEW_DUE)
    result = dossier.results.get()
    assert (result.voided_at, result.void_reason) == (WEDNESDAY, "Mở lại hồ sơ")
    event = dossier.events.latest("sequence")
    assert (event.action, event.from_state) == ("reopen", "returned")
    assert facts_of(event) == {
        "working_days": 2,
        "voided": 1,
        "kept_dong": 0,
        "due_again_dong": 0,
        "step": "appraise",
        "order": 4,
        "due_at": "2026-11-06T17:00+07:00",
    }
    note = dossier.notes.get().text
    assert "Ghi sai năm sinh" in note
    assert "Điều 21" in note
    assert "Trần Văn Bình lúc 9:00 ngày 03/11/2026. Giấy ủy quyền 12/9" in note
    assert Message.objects.latest("pk").topic == "reopened"


def test_the_new_date_is_a_row_of_its_own_that_later_pauses_move(office: Office) -> None:
    dossier = office.advance(office.accepted(), 3)
    early = Pause.objects.create(
        dossier=dossier,
        kind=Pause.Kind.FINANCIAL,
        reason="Nộp thuế",
        legal_basis="Luật Đất đai",
        started_at=ACCEPTED_AT + timedelta(hours=1),
        ended_at=ACCEPTED_AT + timedelta(hours=20),
    )

    reopen(office, dossier)

    dossier.refresh_from_db()
    row = dossier.due_dates.get(kind=DueDate.Kind.REOPENED)
    assert (row.counted_from, row.limit_value, row.limit_unit) == (WEDNESDAY, 2, "working_day")
    assert row.due_at == NEW_DUE
    reckoned = current_due(dossier)
    assert reckoned is not None
    assert reckoned.due == NEW_DUE, f"{early} was over before"
    Pause.objects.create(
        dossier=dossier,
        kind=Pause.Kind.FINANCIAL,
        reason="Nộp thuế",
        legal_basis="Luật Đất đai",
        started_at=WEDNESDAY + timedelta(hours=1),
        ended_at=WEDNESDAY + timedelta(days=1, hours=1),
    )
    later = current_due(dossier)
    assert later is not None
    assert later.due is not None
    assert later.due > NEW_DUE


def test_a_reopened_dossier_goes_its_way_again(office: Office) -> None:
    dossier = office.advance(office.accepted(), 3)
    reopen(office, dossier)

    office.advance(dossier, 3, WEDNESDAY)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.finished_at) == (State.FINISHED, WEDNESDAY)
    assert dossier.due_at == NEW_DUE


def test_it_can_be_opened_at_a_later_step(office: Office) -> None:
    dossier = office.advance(office.accepted(), 3)

    reopen(office, dossier, step="issue")

    assert dossier.steps.get(closed_at__isnull=True).key == "issue"


def test_a_refund_not_yet_paid_falls_and_the_money_stays_paid(office: Office) -> None:
    dossier = office.accepted()
    withdraw(office, dossier)
    refund = Refund.objects.get()

    reopen(office, dossier)

    dossier.refresh_from_db()
    assert not Refund.objects.exists()
    assert dossier.money_state == MoneyState.PAID
    assert dossier.events.latest("sequence").payload["kept_dong"] == 8_000
    with pytest.raises(MoneyError, match="mở lại"):
        pay_refund(refund, method=PaymentMethod.CASH, **office.who(Role.CASHIER, WEDNESDAY))


def test_what_was_given_back_is_due_again_and_only_once(office: Office) -> None:
    dossier = office.accepted()
    withdraw(office, dossier)
    refund = office.approve(Refund.objects.get())
    pay_refund(refund, method=PaymentMethod.CASH, **office.who(Role.CASHIER))
    reopen(office, dossier)
    dossier.refresh_from_db()
    assert dossier.money_state == MoneyState.DUE
    again = dossier.charges.get(payment__isnull=True)
    collect_charge(
        dossier.pk,
        charge_id=again.pk,
        amount_dong=None,
        method=PaymentMethod.CASH,
        **office.who(Role.CASHIER, WEDNESDAY),
    )

    at = WEDNESDAY + timedelta(hours=1)
    stop_dossier(dossier.pk, **closing(money=MoneyEnding.REFUND), **office.by(Role.APPROVER, at))
    pay_refund(
        approve_refund(Refund.objects.get(paid_at=None), **office.who(Role.HEAD_OF_DESK, at)),
        method=PaymentMethod.CASH,
        **office.who(Role.CASHIER, at),
    )
    reopen(office, dossier, at=at + timedelta(hours=1))

    # Two were given back, and each time one was charged anew.
    assert dossier.charges.count() == 3
    assert dossier.charges.filter(payment__isnull=True).count() == 1
    assert dossier.events.latest("sequence").payload["due_again_dong"] == 8_000


@pytest.mark.parametrize("fee_dong", [8_000, None])
def test_what_fell_away_unpaid_is_due_again(fee_dong: int | None) -> None:
    office = open_office(fee_dong=fee_dong)
    dossier = office.accepted(Settlement.LATER)
    withdraw(office, dossier, MoneyEnding.NONE)

    reopen(office, dossier)

    dossier.refresh_from_db()
    assert dossier.money_state == MoneyState.DUE


def test_the_notice_of_the_ending_is_void(office: Office) -> None:
    dossier = office.accepted()
    withdraw(office, dossier)

    reopen(office, dossier)

    form = dossier.forms.get(kind="stop")
    assert (form.voided_at, form.void_reason) == (WEDNESDAY, "Mở lại hồ sơ")
    assert dossier.forms.get(kind="receipt").voided_at is None


def test_one_that_ended_before_its_agency_had_it_begins_its_time_now(office: Office) -> None:
    competent = AgencyFactory.create(province=office.desk.agency.province)
    leader = factories.actor_with(Role.APPROVER, agency=competent)
    dossier = accept_at_desk(
        factories.lodging(office.procedure, competent, fee=FeeInput(Settlement.PAID)),
        **office.by(Role.DESK_OFFICER, ACCEPTED_AT),
    )
    withdraw(office, dossier)

    reopen(office, dossier, actor=leader)

    dossier.refresh_from_db()
    assert (dossier.clock_from, dossier.due_at) == (WEDNESDAY, NEW_DUE)
    assert dossier.original_due_at == NEW_DUE


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": " "}, "lý do"),
        ({"legal_basis": ""}, "căn cứ"),
        ({"working_days": 0}, "từ 1 đến 60"),
        ({"working_days": 61}, "từ 1 đến 60"),
        ({"step": "nowhere"}, "không có bước đó"),
    ],
)
def test_what_a_reopening_must_say_is_asked_for(
    office: Office, changes: dict[str, Any], sentence: str
) -> None:
    dossier = office.advance(office.accepted(), 3)

    with pytest.raises(ReopeningError, match=sentence):
        reopen(office, dossier, **changes)

    dossier.refresh_from_db()
    assert dossier.state == State.FINISHED
    assert not dossier.due_dates.filter(kind=DueDate.Kind.REOPENED).exists()


def test_what_was_never_accepted_cannot_be_opened_again(office: Office) -> None:
    lodged = lodge_dossier(
        factories.lodging(office.procedure, office.desk.agency, fee=FeeInput(Settlement.LATER)),
        **office.by(Role.DESK_OFFICER, ACCEPTED_AT),
    )
    withdraw(office, lodged, MoneyEnding.NONE)

    with pytest.raises(ReopeningError, match="chưa từng được tiếp nhận"):
        reopen(office, lodged)


def test_only_a_leader_opens_again_and_only_what_is_over(office: Office) -> None:
    dossier = office.accepted()

    with pytest.raises(IllegalTransitionError):
        reopen(office, dossier)
    office.advance(dossier, 3)
    for role in (Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.REVIEWER, Role.CLERK):
        with pytest.raises(PermissionDenied):
            reopen(office, dossier, **office.by(role, WEDNESDAY))


def test_a_step_is_not_done_on_a_dossier_before_it_is_opened_again(office: Office) -> None:
    dossier = office.accepted()
    withdraw(office, dossier)

    with pytest.raises(StepError, match="Hồ sơ đã dừng"):
        complete_step(
            dossier.pk, outcome="done", order=1, **office.by(Role.HANDLING_OFFICER, WEDNESDAY)
        )
