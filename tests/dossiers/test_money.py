"""Fees taken after acceptance and given back after an ending: each once, whoever clicks twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from motcua.agencies.roles import Role
from motcua.dossiers.cash_desk import (
    access_refund,
    account_of,
    dossier_of,
    owes,
    to_give_back,
    to_take,
)
from motcua.dossiers.lifecycle import IllegalTransitionError, MoneyState
from motcua.dossiers.models import Charge, Dossier
from motcua.dossiers.services.ending import MoneyEnding, withdraw_dossier
from motcua.dossiers.services.lodging import Settlement
from motcua.dossiers.services.money import (
    AlreadySettledError,
    MoneyError,
    collect_charge,
    pay_refund,
)
from motcua.dossiers.services.returning import return_result
from motcua.payments.models import Payment, PaymentMethod, Refund
from tests import factories
from tests.dossiers.events import facts_of
from tests.dossiers.lives import ACCEPTED_AT, TUESDAY, Office, closing, open_office
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
CASH = PaymentMethod.CASH


@pytest.fixture
def office() -> Office:
    return open_office()


def collect(office: Office, dossier: Dossier, **changes: Any) -> Payment:
    charge = dossier.charges.first()
    words: dict[str, Any] = {
        "charge_id": charge.pk if charge else None,
        "amount_dong": None,
        "method": CASH,
        **office.who(Role.CASHIER),
        **changes,
    }
    return collect_charge(dossier.pk, **words)


def withdrawn(office: Office, number: int = 1) -> tuple[Dossier, Refund]:
    dossier = office.accepted(number=number)
    words = closing(money=MoneyEnding.REFUND)
    withdraw_dossier(dossier.pk, **words, **office.by(Role.DESK_OFFICER))
    payment = dossier.charges.get().payment
    assert payment is not None
    return dossier, office.approve(payment.refund)


def test_a_fee_left_for_later_is_taken_by_the_cashier(office: Office) -> None:
    dossier = office.accepted(Settlement.LATER)
    assert owes(dossier)

    payment = collect(office, dossier)

    dossier.refresh_from_db()
    assert (payment.amount_dong, payment.reference) == (8_000, dossier.tracking_code)
    assert payment.received_by_id == office.people[Role.CASHIER].officer_id
    assert dossier.charges.get().payment == payment
    assert dossier.money_state == MoneyState.PAID
    assert not owes(dossier)
    event = dossier.events.latest("sequence")
    assert (event.action, event.from_state, event.to_state) == (
        "collect_fee",
        "accepted",
        "accepted",
    )
    assert facts_of(event) == {
        "charge": dossier.charges.get().pk,
        "amount_dong": 8_000,
        "method": "cash",
    }


def test_a_second_click_is_told_who_took_it_and_takes_nothing(office: Office) -> None:
    dossier = office.accepted(Settlement.LATER)
    collect(office, dossier)

    with pytest.raises(AlreadySettledError, match=r"Bùi Văn Tài thu 8\.000 đồng lúc 9:00"):
        collect(office, dossier, **office.who(Role.DESK_OFFICER))

    assert Payment.objects.count() == 1
    assert dossier.events.filter(action="collect_fee").count() == 1


def test_an_amount_that_nobody_knew_is_typed_once_and_kept_as_a_charge() -> None:
    office = open_office(fee_dong=None)
    dossier = office.accepted(Settlement.LATER)
    assert dossier.money_state == MoneyState.DUE
    assert not dossier.charges.exists()

    with pytest.raises(MoneyError, match="số tiền"):
        collect(office, dossier)
    payment = collect(office, dossier, amount_dong=25_000)
    with pytest.raises(AlreadySettledError, match=r"25\.000 đồng"):
        collect(office, dossier, charge_id=None, amount_dong=25_000)

    dossier.refresh_from_db()
    charge = dossier.charges.get()
    assert (charge.name, charge.amount_dong, charge.payment) == ("Lệ phí", 25_000, payment)
    assert dossier.money_state == MoneyState.PAID


def test_with_two_charges_one_payment_is_not_enough(office: Office) -> None:
    dossier = office.accepted(Settlement.LATER)
    second = Charge.objects.create(dossier=dossier, name="Phí thẩm định", amount_dong=50_000)

    collect(office, dossier)
    dossier.refresh_from_db()
    assert dossier.money_state == MoneyState.DUE
    assert [charge.pk for charge in account_of(dossier).unpaid] == [second.pk]

    collect(office, dossier, charge_id=second.pk)
    dossier.refresh_from_db()
    assert dossier.money_state == MoneyState.PAID
    assert account_of(dossier).paid_dong == 58_000


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amount_dong": 9_000}, "Khoản này là 8.000 đồng"),
        ({"method": "barter"}, "hình thức"),
        ({"charge_id": 0}, "không có khoản thu đó"),
    ],
)
def test_what_does_not_fit_the_charge_is_refused(
    office: Office, changes: dict[str, Any], sentence: str
) -> None:
    dossier = office.accepted(Settlement.LATER)

    with pytest.raises(MoneyError, match=sentence):
        collect(office, dossier, **changes)

    assert not Payment.objects.exists()


def test_a_charge_of_another_dossier_is_not_taken_here(office: Office) -> None:
    dossier = office.accepted(Settlement.LATER)
    other = office.accepted(Settlement.LATER, number=2)

    with pytest.raises(MoneyError, match="không có khoản thu đó"):
        collect(office, dossier, charge_id=other.charges.get().pk)


def test_nothing_is_taken_from_whoever_is_exempt(office: Office) -> None:
    dossier = office.accepted(Settlement.LATER)
    Charge.objects.update(exemption="Người cao tuổi")

    with pytest.raises(MoneyError, match="Người cao tuổi"):
        collect(office, dossier)


def test_money_is_taken_at_the_desk_and_given_back_by_the_cashier_alone(office: Office) -> None:
    dossier = office.accepted(Settlement.LATER)
    for role in (Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK):
        with pytest.raises(PermissionDenied):
            collect(office, dossier, **office.who(role))
    _other, refund = withdrawn(office, 2)
    for role in (Role.DESK_OFFICER, Role.HEAD_OF_DESK, Role.APPROVER):
        with pytest.raises(PermissionDenied):
            pay_refund(refund, method=CASH, **office.who(role))


def test_nothing_is_taken_for_what_has_ended(office: Office) -> None:
    dossier = office.accepted(Settlement.LATER)
    withdraw_dossier(dossier.pk, **closing(money=MoneyEnding.NONE), **office.by(Role.DESK_OFFICER))

    with pytest.raises(IllegalTransitionError, match="đã rút hồ sơ"):
        collect(office, dossier)


def test_a_refund_is_paid_once(office: Office) -> None:
    dossier, refund = withdrawn(office)
    later = TUESDAY + timedelta(days=1, hours=1)

    paid = pay_refund(refund, method=PaymentMethod.TRANSFER, **office.who(Role.CASHIER, later))
    with pytest.raises(AlreadySettledError, match="Bùi Văn Tài hoàn lúc 10:00 ngày 04/11/2026"):
        pay_refund(refund, method=CASH, **office.who(Role.CASHIER, later + timedelta(days=1)))

    dossier.refresh_from_db()
    assert (paid.paid_at, paid.method) == (later, "transfer")
    assert dossier.money_state == MoneyState.REFUNDED
    event = dossier.events.latest("sequence")
    assert event.action == "refund_fee"
    assert facts_of(event) == {"amount_dong": 8_000, "method": "transfer"}
    assert dossier_of(paid) == dossier


def test_the_cashier_sees_what_is_owed_and_what_is_to_be_given_back(office: Office) -> None:
    second = office.accepted(Settlement.LATER, 2, ACCEPTED_AT + timedelta(hours=1))
    first = office.accepted(Settlement.LATER, 3)
    office.accepted(Settlement.PAID, 4)
    elsewhere = open_other_office().accepted(Settlement.LATER, 5)
    _gone, refund = withdrawn(office, 6)
    cashier = office.people[Role.CASHIER]

    listed = list(to_take(cashier))
    refunds = list(to_give_back(cashier))

    assert [row.pk for row in listed] == [first.pk, second.pk]
    assert [charge.amount_dong for charge in listed[0].charges.all()] == [8_000]
    assert elsewhere.pk not in {row.pk for row in listed}
    assert [row.pk for row in refunds] == [refund.pk]
    assert list(to_give_back(office.people[Role.DESK_OFFICER])) == []
    pay_refund(refund, method=CASH, **office.who(Role.CASHIER))
    assert not to_give_back(cashier).exists()


def open_other_office() -> Office:
    """Return a second office; the words of forms and messages are there already."""
    desk = factories.DeskFactory.create()
    fees = [{**channel, "fee_dong": 8_000} for channel in factories.CONTENT["channels"]]
    procedure = factories.ProcedureFactory.create(content={"channels": fees})
    officer = factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)
    return Office(desk, factories.context_of(desk), {Role.DESK_OFFICER: officer}, procedure)


def test_a_refund_of_another_agency_does_not_exist(office: Office) -> None:
    _dossier, refund = withdrawn(office)
    stranger = factories.actor_with(Role.CASHIER, agency=AgencyFactory.create())

    assert access_refund(office.people[Role.CASHIER], refund.ref) == refund
    with pytest.raises(Http404):
        access_refund(stranger, refund.ref)


def test_a_debt_may_be_paid_after_the_result_was_handed_over(office: Office) -> None:
    dossier = office.advance(office.accepted(Settlement.LATER), 3)
    return_result(
        dossier.pk,
        collector=None,
        proof="",
        has_receipt=True,
        **office.who(Role.DESK_OFFICER),
    )
    assert list(to_take(office.people[Role.CASHIER])) == [dossier]

    collect(office, dossier)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.money_state) == ("returned", MoneyState.PAID)
