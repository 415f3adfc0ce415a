"""News of money: once is once, wrong sums wait for the cashier, only success is final."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import MoneyState
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.ending import MoneyEnding, withdraw_dossier
from motcua.dossiers.services.lodging import Settlement
from motcua.dossiers.services.money import collect_charge
from motcua.dossiers.services.pausing import ask_payment
from motcua.dossiers.services.paying import PayingError, open_charge_order
from motcua.dossiers.verification import compare_block
from motcua.payments.models import Incoming, Order, Payment, PaymentReceipt
from motcua.payments.services.incoming import (
    BANK,
    IncomingError,
    Money,
    assign,
    receive,
    send_back,
)
from motcua.payments.services.orders import expire
from motcua.payments.services.vnpay import notified
from tests.dossiers.events import facts_of
from tests.dossiers.lives import TUESDAY, Office, closing
from tests.payments.online import FAILED, US, collecting_office, news, order_for, owing

pytestmark = pytest.mark.django_db
LATER = TUESDAY + timedelta(minutes=3)


@pytest.fixture
def office() -> Office:
    return collecting_office()


def transfer(content: str, amount: int = 8_000, txn: str = "FT1", **changes: Any) -> Money:
    words: dict[str, Any] = {
        "provider": BANK,
        "txn": txn,
        "source": Incoming.Source.NOTICE,
        "amount_dong": amount,
        "content": content,
        "at": TUESDAY,
        **changes,
    }
    return Money(**words)


def test_a_success_settles_and_reaches_the_dossier_and_the_receipt(office: Office) -> None:
    dossier = owing(office)
    order = order_for(dossier, "vnpay")

    assert notified(US, news(order), at=LATER) == ("00", "Confirm Success")

    order.refresh_from_db()
    dossier.refresh_from_db()
    assert (order.state, dossier.money_state) == ("settled", MoneyState.PAID)
    event = dossier.events.latest("sequence")
    assert facts_of(event) == {
        "charge": dossier.charges.get().pk,
        "amount_dong": 8_000,
        "method": "gateway",
        "order": order.number,
    }
    receipt = PaymentReceipt.objects.get(payment=order.payment)
    assert (receipt.number, receipt.payload["words"]) == (1, "Tám nghìn đồng")
    assert [event.act for event in order.events.all()] == ["open", "ask", "settle"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"secret": "ke-gian"}, "97"),
        ({"vnp_TmnCode": "NGUOIKHAC"}, "97"),
        ({"vnp_TxnRef": "MC222222222201"}, "01"),
        ({"vnp_TxnRef": "x"}, "01"),
        ({"vnp_Amount": "799900"}, "04"),
        ({"vnp_Amount": "-800000"}, "04"),
        ({"vnp_Amount": "8000"}, "04"),
    ],
)
def test_what_is_forged_unknown_or_wrong_settles_nothing(
    office: Office, changes: dict[str, str], code: str
) -> None:
    order = order_for(owing(office), "vnpay")

    assert notified(US, news(order, **changes), at=LATER)[0] == code

    order.refresh_from_db()
    assert order.state == "waiting"
    assert not Payment.objects.exists()


def test_an_attempt_that_was_never_made_is_unknown(office: Office) -> None:
    order = order_for(owing(office))

    assert notified(US, news(order), at=LATER)[0] == "01"


def test_the_same_news_again_is_known_already(office: Office) -> None:
    order = order_for(owing(office), "vnpay")

    codes = [notified(US, news(order), at=LATER)[0] for _time in range(3)]

    assert codes == ["00", "02", "02"]
    assert Payment.objects.count() == PaymentReceipt.objects.count() == 1


def test_a_success_after_a_failure_settles(office: Office) -> None:
    order = order_for(owing(office), "vnpay")

    codes = [
        notified(US, news(order, **changes), at=LATER)[0]
        for changes in (FAILED, FAILED, {}, FAILED)
    ]

    order.refresh_from_db()
    assert codes == ["00", "02", "00", "02"]
    assert order.state == "settled"


def test_a_success_after_expiry_settles(office: Office) -> None:
    order = order_for(owing(office), "vnpay")
    assert not expire(order, at=LATER)
    assert expire(order, at=TUESDAY + timedelta(days=2))

    assert notified(US, news(order), at=TUESDAY + timedelta(days=3))[0] == "00"


def test_a_wrong_sum_waits_for_the_cashier(office: Office) -> None:
    order = order_for(owing(office))

    line, is_new = receive(transfer(order.number, 7_000), at=LATER)

    assert (line.state, is_new) == ("wrong_amount", True)
    assert line.order == order
    with pytest.raises(IncomingError, match="xin chuyển trả"):
        assign(line, order.number, note="", **office.who(Role.CASHIER, LATER))
    send_back(line, note="UNC 12 ngày 3/11", **office.who(Role.CASHIER, LATER))
    with pytest.raises(IncomingError, match="đã được xử lý"):
        send_back(line, note="lần nữa", **office.who(Role.CASHIER, LATER))


def test_a_transfer_is_known_by_its_number_however_the_bank_writes_it(office: Office) -> None:
    order = order_for(owing(office))
    spaced = f"mbvcb.123 {order.number[:5].lower()} {order.number[5:]}. ck"

    line, _is_new = receive(transfer(spaced), at=LATER)

    assert line.state == "settled"


def test_a_line_without_a_number_is_assigned_by_the_cashier(office: Office) -> None:
    dossier = owing(office)
    order = order_for(dossier)
    line, _is_new = receive(transfer("nop phi"), at=LATER)
    assert line.state == "unmatched"
    with pytest.raises(IncomingError, match="Không có mã nộp tiền"):
        assign(line, "MC9", note="", **office.who(Role.CASHIER, LATER))

    assign(line, order.number.lower(), note="Chị Mai đến hỏi", **office.who(Role.CASHIER, LATER))

    dossier.refresh_from_db()
    line.refresh_from_db()
    assert (line.state, dossier.money_state) == ("assigned", MoneyState.PAID)
    assert line.decided_by_id == office.people[Role.CASHIER].officer_id


def test_two_numbers_in_one_line_are_no_number(office: Office) -> None:
    first, second = order_for(owing(office)), order_for(owing(office, 2))

    line, _is_new = receive(transfer(f"{first.number} {second.number}"), at=LATER)

    assert (line.state, line.order) == ("ambiguous", None)


def test_the_same_fee_paid_twice_waits_as_a_double(office: Office) -> None:
    order = order_for(owing(office))
    receive(transfer(order.number), at=LATER)

    line, _is_new = receive(transfer(order.number, txn="FT2"), at=LATER)
    again, is_new = receive(transfer(order.number, txn="FT1"), at=LATER)

    assert line.state == "double"
    assert (again.state, is_new) == ("settled", False)
    assert Payment.objects.count() == 1


def test_what_was_taken_at_the_desk_settles_the_same_order(office: Office) -> None:
    dossier = owing(office)
    order = order_for(dossier)

    charge = dossier.charges.get()
    words: dict[str, Any] = {"charge_id": charge.pk, "amount_dong": None, "method": "cash"}
    payment = collect_charge(dossier.pk, **words, **office.who(Role.CASHIER))

    assert Order.objects.get(payment=payment).pk == order.pk
    assert receive(transfer(order.number), at=LATER)[0].state == "double"


def test_money_for_what_has_ended_is_not_due(office: Office) -> None:
    dossier = owing(office)
    order = order_for(dossier)
    withdraw_dossier(dossier.pk, **closing(money=MoneyEnding.NONE), **office.by(Role.DESK_OFFICER))

    line, _is_new = receive(transfer(order.number), at=LATER)

    assert line.state == "not_due"
    dossier.refresh_from_db()
    with pytest.raises(PayingError):
        open_charge_order(dossier, None, at=LATER)


def test_meeting_a_financial_duty_lets_the_dossier_go_on(office: Office) -> None:
    dossier = office.accepted()
    ask_payment(
        dossier.pk,
        reason="Nghĩa vụ tài chính về đất",
        legal_basis="Luật Đất đai",
        document="Thông báo 12/TB",
        amount_dong=1_500_000,
        **office.by(Role.DESK_OFFICER),
    )
    dossier.refresh_from_db()
    order = order_for(dossier)

    receive(transfer(order.number, 1_500_000), at=TUESDAY + timedelta(days=2))

    dossier.refresh_from_db()
    assert (dossier.state, dossier.money_state) == ("in_progress", MoneyState.PAID)
    assert dossier.due_at is not None
    pause = dossier.pauses.get()
    assert pause.ended_at is not None
    assert [event.action for event in dossier.events.order_by("sequence")][-2:] == [
        "collect_fee",
        "resume",
    ]


def test_an_order_is_found_again_and_not_opened_twice(office: Office) -> None:
    dossier = owing(office)

    first, second = order_for(dossier), order_for(dossier, "vnpay")

    assert first.pk == second.pk
    assert second.attempts_count == 1


def test_nothing_is_asked_where_nothing_is_owed_or_nobody_collects(office: Office) -> None:
    paid = office.accepted(Settlement.PAID)
    with pytest.raises(PayingError, match="không còn phải nộp"):
        open_charge_order(paid, None, at=TUESDAY)
    office.desk.agency.collector.delete()
    with pytest.raises(PayingError, match="chưa nhận nộp tiền trực tuyến"):
        open_charge_order(owing(office, 2), None, at=TUESDAY)


def test_what_happened_to_an_order_cannot_be_changed(office: Office) -> None:
    order = order_for(owing(office))

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        order.events.update(act="settle")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        order.events.all().delete()


def test_the_ledger_of_a_dossier_paid_online_verifies(office: Office) -> None:
    dossier: Dossier = owing(office)
    receive(transfer(order_for(dossier).number), at=LATER)

    assert compare_block([dossier.pk]).differences == []
