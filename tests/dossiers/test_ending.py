"""Withdrawn or stopped: form 05, the money, what was open, and the date that is kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.dossiers.lifecycle import IllegalTransitionError, MoneyState, State
from motcua.dossiers.models import Apology, Dossier, Pause, Result, Step
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.ending import (
    EndingError,
    MoneyEnding,
    stop_dossier,
    withdraw_dossier,
)
from motcua.dossiers.services.lodging import FeeInput, Settlement
from motcua.dossiers.services.money import collect_charge, pay_refund
from motcua.dossiers.services.pausing import ask_payment, resume
from motcua.dossiers.services.refusing import refuse_dossier
from motcua.notifications.models import Message, MessageTemplate
from motcua.payments.models import Refund
from tests import factories
from tests.dossiers.events import facts_of
from tests.dossiers.lives import (
    ACCEPTED_AT,
    DUE_AT,
    TUESDAY,
    Office,
    closing,
    open_office,
)
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
SHORTLY = timedelta(minutes=10)


@pytest.fixture
def office() -> Office:
    return open_office()


def ended(words: dict[str, Any]) -> dict[str, Any]:
    return {**words, "money": MoneyEnding(words["money"])}


def with_result(dossier: Dossier, *, is_approved: bool) -> None:
    file = StoredFile.objects.create(
        sha256="ab" * 32, name="kq.pdf", content_type="application/pdf", size=1, stored_at=TUESDAY
    )
    Result.objects.create(
        dossier=dossier,
        outcome="granted",
        title="Giấy xác nhận",
        file=file,
        made_at=TUESDAY,
        approved_at=TUESDAY if is_approved else None,
        approved_sha256="ab" * 32 if is_approved else "",
    )


def test_a_withdrawal_ends_the_dossier_with_form_05_and_money_to_give_back(
    office: Office,
) -> None:
    dossier = office.advance(office.accepted(), 1)
    at = TUESDAY + timedelta(hours=2)

    form = withdraw_dossier(dossier.pk, **ended(closing()), **office.by(Role.DESK_OFFICER, at))

    dossier.refresh_from_db()
    assert (dossier.state, dossier.ended_at) == (State.WITHDRAWN, at)
    assert (dossier.due_at, dossier.original_due_at) == (DUE_AT, DUE_AT)
    assert dossier.money_state == MoneyState.PAID
    refund = Refund.objects.get()
    assert (refund.amount_dong, refund.paid_at) == (8_000, None)
    assert refund.reason == "Thông báo dừng giải quyết hồ sơ số 1"
    assert [step.outcome for step in dossier.steps.all()] == ["done", Step.BROKEN_OFF]
    assert (form.kind, form.payload["by_office"]) == ("stop", False)
    words = form.payload
    assert words["stage"] == "Bước “Phê duyệt kết quả”; chưa có kết quả"
    assert words["payment"].startswith("8.000 đồng đã nộp được hoàn lại")
    assert words["returned_papers"] == ["Tờ khai (bản chính)"]
    assert (words["signer"], words["signer_title"]) == ("Lê Thị Thu Hà", "Cán bộ một cửa")
    event = dossier.events.latest("sequence")
    assert event.action == "withdraw"
    assert facts_of(event) == {
        "money": "refund",
        "paid_dong": 8_000,
        "owed": False,
        "papers": 1,
        "step": "approve",
        "order": 2,
        "punctuality": "early",
    }
    assert Message.objects.latest("pk").topic == "withdrawn"


def test_the_applicant_reads_what_becomes_of_the_money(office: Office) -> None:
    template = "{reason}: {detail}"
    MessageTemplate.objects.filter(topic="stopped").update(body=template)
    dossier = office.accepted()

    stop_dossier(
        dossier.pk,
        **ended(closing(money="keep", money_basis="Điều 6, Luật Phí và lệ phí.")),
        **office.by(Role.APPROVER),
    )

    body = Message.objects.get(topic="stopped").body
    assert body == (
        "Không còn nhu cầu: 8.000 đồng đã nộp không được hoàn lại. "
        "Căn cứ: Điều 6, Luật Phí và lệ phí."
    )
    dossier.refresh_from_db()
    assert (dossier.state, dossier.money_state) == (State.STOPPED, MoneyState.PAID)
    assert not Refund.objects.exists()


def test_a_basis_with_a_percent_sign_is_written_as_it_is(office: Office) -> None:
    dossier = office.accepted()

    form = withdraw_dossier(
        dossier.pk,
        **ended(closing(money_basis="giảm 50% theo Thông tư")),
        **office.by(Role.DESK_OFFICER),
    )

    assert form.payload["payment"].endswith("Căn cứ: giảm 50% theo Thông tư.")


def test_what_was_not_paid_falls_away(office: Office) -> None:
    dossier = office.accepted(Settlement.LATER)

    form = withdraw_dossier(
        dossier.pk, **ended(closing(money="none")), **office.by(Role.DESK_OFFICER)
    )

    dossier.refresh_from_db()
    assert dossier.money_state == MoneyState.NOTHING_DUE
    assert "không phải nộp nữa" in form.payload["payment"]
    assert dossier.events.latest("sequence").payload["owed"] is True


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": "  "}, "lý do"),
        ({"money": "none"}, "đã thu 8.000 đồng"),
        ({"money": "keep"}, "phải có căn cứ"),
    ],
)
def test_what_the_law_wants_said_is_asked_for(
    office: Office, changes: dict[str, str], sentence: str
) -> None:
    dossier = office.accepted()

    with pytest.raises(EndingError, match=sentence):
        withdraw_dossier(dossier.pk, **ended(closing(**changes)), **office.by(Role.DESK_OFFICER))

    dossier.refresh_from_db()
    assert dossier.state == State.ACCEPTED
    assert not Refund.objects.exists()


def test_with_nothing_paid_there_is_nothing_to_give_back(office: Office) -> None:
    dossier = office.accepted(Settlement.LATER)

    with pytest.raises(EndingError, match="chưa thu khoản nào"):
        withdraw_dossier(dossier.pk, **ended(closing()), **office.by(Role.DESK_OFFICER))


def test_the_desk_withdraws_and_a_leader_stops(office: Office) -> None:
    dossier = office.accepted()
    words = ended(closing())

    for role in (Role.HANDLING_OFFICER, Role.APPROVER, Role.CASHIER):
        with pytest.raises(PermissionDenied):
            withdraw_dossier(dossier.pk, **words, **office.by(role))
    for role in (Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.REVIEWER):
        with pytest.raises(PermissionDenied):
            stop_dossier(dossier.pk, **words, **office.by(role))


def test_nothing_is_withdrawn_or_stopped_once_a_result_is_approved(office: Office) -> None:
    dossier = office.accepted()
    with_result(dossier, is_approved=True)

    with pytest.raises(EndingError, match="đã được lãnh đạo duyệt"):
        withdraw_dossier(dossier.pk, **ended(closing()), **office.by(Role.DESK_OFFICER))
    with pytest.raises(EndingError, match="đã được lãnh đạo duyệt"):
        stop_dossier(dossier.pk, **ended(closing()), **office.by(Role.APPROVER))


def test_nothing_is_withdrawn_that_is_done_and_waits_only_for_money(office: Office) -> None:
    dossier = office.advance(office.accepted(), 3)
    Dossier.objects.filter(pk=dossier.pk).update(state=State.AWAITING_PAYMENT)

    with pytest.raises(EndingError, match="đã giải quyết xong"):
        withdraw_dossier(dossier.pk, **ended(closing()), **office.by(Role.DESK_OFFICER))


def test_a_result_that_nobody_approved_keeps_nobody_from_withdrawing(office: Office) -> None:
    dossier = office.accepted()
    with_result(dossier, is_approved=False)

    withdraw_dossier(dossier.pk, **ended(closing()), **office.by(Role.DESK_OFFICER))

    dossier.refresh_from_db()
    assert dossier.state == State.WITHDRAWN


def test_what_was_lodged_and_not_accepted_can_be_withdrawn(office: Office) -> None:
    lodged = lodge_dossier(
        factories.lodging(office.procedure, office.desk.agency, fee=FeeInput(Settlement.LATER)),
        **office.by(Role.DESK_OFFICER, ACCEPTED_AT),
    )

    form = withdraw_dossier(
        lodged.pk, **ended(closing(money="none")), **office.by(Role.DESK_OFFICER)
    )

    lodged.refresh_from_db()
    assert (lodged.state, lodged.code, lodged.due_at) == (State.WITHDRAWN, None, None)
    assert form.payload["stage"] == "Mới nộp, chưa tiếp nhận"
    assert form.payload["accepted_at"] == "2026-11-02T09:00+07:00"


def test_an_open_pause_ends_and_the_date_it_gives_is_kept(office: Office) -> None:
    dossier = office.advance(office.accepted(), 1)
    Pause.objects.create(
        dossier=dossier,
        kind=Pause.Kind.SUPPLEMENT,
        reason="Thiếu",
        legal_basis="Điều 17",
        started_at=TUESDAY,
    )
    Dossier.objects.filter(pk=dossier.pk).update(state=State.AWAITING_SUPPLEMENT, due_at=None)
    friday = ACCEPTED_AT + timedelta(days=4)

    form = withdraw_dossier(dossier.pk, **ended(closing()), **office.by(Role.DESK_OFFICER, friday))

    dossier.refresh_from_db()
    pause = dossier.pauses.get()
    assert (pause.ended_at, pause.end_note) == (friday, "Người nộp rút hồ sơ")
    assert pause.ended_by_id == office.people[Role.DESK_OFFICER].officer_id
    # Monday's limit of three days, three of which were waited for the applicant.
    assert dossier.due_at is not None
    assert dossier.due_at > friday
    assert dossier.original_due_at == DUE_AT
    assert "đang chờ bổ sung giấy tờ" in form.payload["stage"]
    assert dossier.events.latest("sequence").payload["punctuality"] == "early"


def test_questions_to_others_and_a_drafted_apology_are_let_go(office: Office) -> None:
    dossier = office.accepted()
    asked = dossier.consultations.create(
        agency=office.desk.agency, question="Ý kiến?", due_at=DUE_AT, asked_at=TUESDAY
    )
    draft = Apology.objects.create(
        dossier=dossier, working_days=2, new_due_at=DUE_AT, drafted_at=TUESDAY
    )

    stop_dossier(dossier.pk, **ended(closing()), **office.by(Role.HEAD_OF_DESK))

    asked.refresh_from_db()
    draft.refresh_from_db()
    assert (asked.closed_at, draft.dropped_at) == (TUESDAY, TUESDAY)


def test_what_ended_late_is_said_to_be_late(office: Office) -> None:
    dossier = office.accepted()

    stop_dossier(
        dossier.pk,
        **ended(closing()),
        **office.by(Role.APPROVER, DUE_AT + timedelta(days=1)),
    )

    assert dossier.events.latest("sequence").payload["punctuality"] == "late"


def test_what_has_ended_does_not_end_again(office: Office) -> None:
    dossier = office.accepted()
    withdraw_dossier(dossier.pk, **ended(closing()), **office.by(Role.DESK_OFFICER))

    with pytest.raises(IllegalTransitionError, match="đã rút hồ sơ"):
        stop_dossier(dossier.pk, **ended(closing()), **office.by(Role.APPROVER))

    assert Refund.objects.count() == 1


def test_a_stop_is_headed_and_numbered_by_the_agency_that_decides(office: Office) -> None:
    competent = AgencyFactory.create(
        province=office.desk.agency.province, name="UBND xã Long Điền"
    )
    leader = factories.actor_with(Role.APPROVER, agency=competent, full_name="Mai Văn Lộc")
    dossier = accept_at_desk(
        factories.lodging(office.procedure, competent, fee=FeeInput(Settlement.PAID)),
        **office.by(Role.DESK_OFFICER, ACCEPTED_AT),
    )

    form = stop_dossier(
        dossier.pk, **ended(closing()), context=office.context, actor=leader, at=TUESDAY
    )

    dossier.refresh_from_db()
    assert form.payload["head"]["agency"] == "UBND xã Long Điền"
    assert form.payload["signer_title"] == "Lãnh đạo cơ quan"
    assert form.payload["by_office"] is True
    # It never began: no date was promised, and none is invented now.
    assert (dossier.clock_from, dossier.due_at) == (None, None)


def test_a_duty_paid_to_the_treasury_is_not_the_agencys_to_give_back(office: Office) -> None:
    dossier = office.accepted()
    ask_payment(
        dossier.pk,
        reason="Lệ phí trước bạ",
        legal_basis="Luật Đất đai",
        document="Thông báo 12/TB-TCS",
        amount_dong=4_000_000,
        **office.by(Role.DESK_OFFICER),
    )
    resume(dossier.pk, note="Giấy nộp tiền số 5", **office.by(Role.DESK_OFFICER))

    form = withdraw_dossier(
        dossier.pk, **ended(closing()), **office.by(Role.DESK_OFFICER, TUESDAY + SHORTLY)
    )

    assert [refund.amount_dong for refund in Refund.objects.all()] == [8_000]
    assert form.payload["payment"] == (
        "8.000 đồng đã nộp được hoàn lại tại nơi thu; xin mang theo thông báo này. "
        "4.000.000 đồng đã nộp vào ngân sách do cơ quan ra thông báo hoàn theo luật thuế."
    )


def test_a_duty_that_the_desk_took_itself_is_given_back_like_a_fee(office: Office) -> None:
    dossier = office.accepted()
    ask_payment(
        dossier.pk,
        reason="Lệ phí trước bạ",
        legal_basis="Luật Đất đai",
        document="Thông báo 12/TB-TCS",
        amount_dong=4_000_000,
        **office.by(Role.DESK_OFFICER),
    )
    collect_charge(
        dossier.pk,
        charge_id=dossier.charges.get(payment=None).pk,
        amount_dong=None,
        method="cash",
        **office.who(Role.CASHIER),
    )

    withdraw_dossier(dossier.pk, **ended(closing()), **office.by(Role.DESK_OFFICER))

    assert sorted(refund.amount_dong for refund in Refund.objects.all()) == [8_000, 4_000_000]


def test_a_refusal_before_acceptance_gives_back_what_was_paid(office: Office) -> None:
    lodged = lodge_dossier(
        factories.lodging(office.procedure, office.desk.agency, fee=FeeInput(Settlement.PAID)),
        **office.by(Role.DESK_OFFICER, ACCEPTED_AT),
    )

    form = refuse_dossier(
        lodged.pk,
        reasons=["Không thuộc thẩm quyền"],
        legal_basis="Điều 17",
        advice="Nộp tại phường Tam Thắng",
        **office.by(Role.DESK_OFFICER),
    )

    refund = Refund.objects.get()
    assert (refund.amount_dong, refund.reason) == (
        8_000,
        "Phiếu từ chối tiếp nhận hồ sơ số 1",
    )
    assert form.payload["advice"] == (
        "Nộp tại phường Tam Thắng. 8.000 đồng đã nộp được hoàn lại tại nơi thu; "
        "xin mang theo phiếu này."
    )
    assert facts_of(lodged.events.latest("sequence")) == {"reasons": 1, "refund_dong": 8_000}
    office.approve(refund)
    pay_refund(refund, method="cash", **office.who(Role.CASHIER))
    lodged.refresh_from_db()
    assert lodged.money_state == MoneyState.REFUNDED
