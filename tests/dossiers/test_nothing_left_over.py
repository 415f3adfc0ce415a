"""What a dossier leaves behind when it moves on: no call, no draft, no debt that nobody owes."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from motcua.agencies.roles import Role
from motcua.dossiers.cash_desk import account_of, to_take
from motcua.dossiers.lifecycle import MoneyState, State
from motcua.dossiers.models import Dossier
from motcua.dossiers.reckoning import explained
from motcua.dossiers.selectors import to_call
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.apologies import draft_apology
from motcua.dossiers.services.ending import MoneyEnding, withdraw_dossier
from motcua.dossiers.services.handling import complete_step, receive_dossier
from motcua.dossiers.services.lodging import FeeInput, Settlement
from motcua.dossiers.services.money import collect_charge
from motcua.dossiers.services.pausing import (
    SupplementItem,
    ask_payment,
    ask_supplement,
    resume,
)
from motcua.dossiers.services.receipts import correct_receipt
from motcua.dossiers.services.returning import return_result
from motcua.dossiers.services.undoing import last_act, undo, undoable
from motcua.payments.models import Refund
from motcua.procedures.selectors import content_of
from motcua.web.office.urgency import standing
from tests import factories
from tests.dossiers.lives import DUE_AT, TUESDAY, Office, closing, open_office
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
SOON = TUESDAY + timedelta(minutes=10)
LONG_NOTICE = "Thông báo nộp tiền số 12/TB-CCT ngày 03/11/2026 của " + "Chi cục Thuế khu vực " * 7


@pytest.fixture
def office() -> Office:
    return open_office()


def ask_for_papers(office: Office, dossier: Dossier) -> None:
    first = content_of(dossier.procedure_version_id, office.context.stamp).papers[0]
    ask_supplement(
        dossier.pk,
        items=[SupplementItem(first.id, "original", "Thiếu chữ ký")],
        reason="Tờ khai chưa ký",
        legal_basis="Điều 15",
        reply_by=None,
        **office.by(Role.DESK_OFFICER),
    )


def ask_money(office: Office, dossier: Dossier, **changes: Any) -> None:
    words: dict[str, Any] = {"document": "Thông báo 12/TB-CCT", "amount_dong": 90_000, **changes}
    ask_payment(
        dossier.pk,
        reason="Thuế trước bạ",
        legal_basis="Luật Đất đai",
        **words,
        **office.by(Role.DESK_OFFICER),
    )


def test_nobody_is_called_for_papers_that_are_in(office: Office) -> None:
    dossier = office.accepted(applicant=factories.applicant(email=""))
    ask_for_papers(office, dossier)
    desk_officer = office.people[Role.DESK_OFFICER]
    assert [row.call_topic for row in to_call(desk_officer)] == ["supplement"]

    resume(dossier.pk, note="Đã nộp đủ", **office.by(Role.DESK_OFFICER, SOON))

    assert not to_call(desk_officer).exists()
    assert Dossier.objects.get(pk=dossier.pk).call_topic == ""


def test_an_apology_that_was_only_drafted_goes_when_all_is_done_and_comes_back_with_an_undo(
    office: Office,
) -> None:
    dossier = office.accepted()
    draft = draft_apology(dossier.pk, **office.who(Role.APPROVER))
    office.advance(dossier, 3)
    draft.refresh_from_db()
    assert draft.dropped_at == TUESDAY

    event = last_act(dossier)
    assert event is not None
    undo(dossier.pk, sequence=event.sequence, reason="Nhầm", **office.by(Role.CLERK, SOON))

    draft.refresh_from_db()
    assert draft.dropped_at is None


def test_a_tax_on_a_notice_with_a_long_name_is_not_given_back_by_the_agency(
    office: Office,
) -> None:
    dossier = office.accepted()
    ask_money(office, dossier, document=LONG_NOTICE)
    resume(dossier.pk, note="Giấy nộp tiền 45", **office.by(Role.DESK_OFFICER, SOON))

    words = closing(money=MoneyEnding.REFUND)
    withdraw_dossier(dossier.pk, **words, **office.by(Role.DESK_OFFICER, SOON))

    assert [refund.amount_dong for refund in Refund.objects.all()] == [8_000]
    assert [charge.amount_dong for charge in account_of(dossier).paid_to_treasury] == [90_000]


def test_a_fee_of_unknown_amount_is_still_owed_after_a_tax_was_paid() -> None:
    office = open_office(fee_dong=None)
    dossier = office.accepted(Settlement.LATER)
    ask_money(office, dossier)

    settled = resume(dossier.pk, note="Giấy nộp tiền 45", **office.by(Role.DESK_OFFICER, SOON))

    assert settled.money_state == MoneyState.DUE
    (fee,) = account_of(settled).unpaid
    collect_charge(
        dossier.pk,
        charge_id=fee.pk,
        amount_dong=25_000,
        method="cash",
        **office.who(Role.CASHIER, SOON),
    )
    dossier.refresh_from_db()
    assert dossier.money_state == MoneyState.PAID


def test_an_ending_a_moment_before_the_waiting_by_another_clock_is_no_fault(
    office: Office,
) -> None:
    dossier = office.accepted()
    ask_money(office, dossier)
    a_moment_before = TUESDAY - timedelta(seconds=1)

    withdraw_dossier(
        dossier.pk,
        **closing(money=MoneyEnding.REFUND),
        **office.by(Role.DESK_OFFICER, a_moment_before),
    )

    pause = dossier.pauses.get()
    assert pause.ended_at == pause.started_at == TUESDAY


def test_what_is_not_accepted_yet_stands_on_no_list_of_fees(office: Office) -> None:
    lodged = lodge_dossier(
        factories.lodging(office.procedure, office.desk.agency, fee=FeeInput(Settlement.LATER)),
        **office.by(Role.DESK_OFFICER),
    )
    ask_for_papers(office, lodged)
    lodged.refresh_from_db()
    assert (lodged.state, lodged.money_state) == (State.AWAITING_SUPPLEMENT, MoneyState.DUE)

    assert not to_take(office.people[Role.CASHIER]).exists()


def test_the_reasons_of_a_date_that_ended_in_waiting_give_the_very_date(office: Office) -> None:
    dossier = office.accepted()
    office.advance(dossier, 1)
    ask_money(office, dossier)
    withdraw_dossier(
        dossier.pk,
        **closing(money=MoneyEnding.REFUND),
        **office.by(Role.DESK_OFFICER, TUESDAY + timedelta(days=2)),
    )

    dossier.refresh_from_db()
    told = explained(dossier, TUESDAY + timedelta(days=3))

    assert told is not None
    assert dossier.due_at is not None
    assert (told.at, told.is_provisional) == (dossier.due_at, False)
    assert dossier.due_at > DUE_AT
    assert told.pauses_told


def test_a_receipt_corrected_after_waiting_says_why_its_date_is_another(office: Office) -> None:
    dossier = office.accepted()
    ask_money(office, dossier)
    phone: dict[str, Any] = {"changes": {"phone": "0900000999"}, "reason": "Ghi sai số"}
    waiting = correct_receipt(dossier.pk, **phone, **office.by(Role.DESK_OFFICER, SOON))
    later = office.by(Role.DESK_OFFICER, TUESDAY + timedelta(days=2))
    resume(dossier.pk, note="Giấy nộp tiền 45", **later)
    phone["changes"] = {"phone": "0900000998"}
    moved = correct_receipt(dossier.pk, **phone, **later)

    assert waiting.payload["why"][-1].startswith("Thời hạn đang tạm dừng")
    assert moved.payload["why"][-1].startswith("Ngày hẹn lúc tiếp nhận là 17:00 05/11/2026")
    first = dossier.forms.get(kind="receipt", version=1)
    assert not any("ngày ghi trên giấy này" in line for line in first.payload["why"])


def test_what_was_done_in_time_is_not_late_while_its_result_waits_for_money(
    office: Office,
) -> None:
    dossier = office.advance(office.accepted(), 3)
    ask_money(office, dossier)

    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_PAYMENT
    assert standing(dossier, DUE_AT + timedelta(days=3)) is None


def test_a_desk_takes_back_what_it_did_itself_and_not_what_another_agency_decided(
    office: Office,
) -> None:
    elsewhere = AgencyFactory.create(province=office.desk.agency.province)
    deciders = factories.actor_with(
        Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK, agency=elsewhere
    )
    dossier = accept_at_desk(
        factories.lodging(factories.ProcedureFactory.create(), elsewhere),
        **office.by(Role.DESK_OFFICER),
    )
    there: dict[str, Any] = {"context": office.context, "actor": deciders, "at": TUESDAY}
    receive_dossier(dossier.pk, **there)
    for _step in range(3):
        complete_step(dossier.pk, outcome="done", **there)
    dossier.refresh_from_db()
    head_of_desk = office.people[Role.HEAD_OF_DESK]
    event = last_act(dossier)
    assert event is not None

    assert undoable(dossier, head_of_desk, SOON) is None
    assert undoable(dossier, deciders, SOON) == event
    with pytest.raises(PermissionDenied):
        undo(
            dossier.pk,
            sequence=event.sequence,
            reason="Nhầm",
            **office.by(Role.HEAD_OF_DESK, SOON),
        )

    return_result(
        dossier.pk, collector=None, proof="", has_receipt=True, **office.who(Role.DESK_OFFICER)
    )
    dossier.refresh_from_db()
    assert undoable(dossier, head_of_desk, SOON) is not None
    other_leader = factories.actor_with(Role.APPROVER, agency=elsewhere)
    assert undoable(dossier, other_leader, SOON) is None
