"""Fees by rule: counted when lodged, looked at again by the desk, no person in the ledger."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import MoneyState
from motcua.dossiers.models import Charge, Dossier, ReliefClaim
from motcua.dossiers.services.acceptance import lodge_dossier
from motcua.dossiers.services.fees import claim_of, reckon_fee
from motcua.dossiers.services.lodging import FeeInput, LodgingError, Settlement
from motcua.dossiers.services.money import MoneyError
from motcua.dossiers.services.paying import open_charge_order
from motcua.dossiers.services.submitted import accept_submitted
from motcua.kernel.fees import Count, FeeUnit, Relief
from motcua.payments.models import Collector, Order, PaymentReceipt
from motcua.procedures.models import FeeExemption, ProvincialFee
from motcua.procedures.selectors import terms_for
from tests import factories
from tests.dossiers.lives import ACCEPTED_AT, TUESDAY, Office, open_office
from tests.payments.online import collecting_office

pytestmark = pytest.mark.django_db
POOR = Relief("ho-ngheo", "Người thuộc hộ nghèo", evidence="Giấy chứng nhận hộ nghèo")
HALF = Relief("mot-nua", "Người được giảm", percent=50)
TWO = (Count(copies=2),)


def by_copy(office: Office, amount: int = 5_000, **more: Any) -> Office:
    """Let the province take ``amount`` for each copy at the office."""
    ProvincialFee.objects.create(
        province=office.desk.agency.province,
        procedure=office.procedure,
        amount_dong=amount,
        per=FeeUnit.COPY,
        legal_basis="Nghị quyết 9/NQ-HĐND",
        valid_from=date(2020, 1, 1),
        **more,
    )
    return office


@pytest.fixture
def office() -> Office:
    return by_copy(open_office())


def lodged(office: Office, claim: Relief | None = None) -> Dossier:
    """Return a dossier that waits for an answer and wants two copies."""
    fee = FeeInput(Settlement.LATER, counts=TWO, claim=claim)
    return lodge_dossier(
        factories.lodging(office.procedure, office.desk.agency, fee=fee),
        **office.by(Role.DESK_OFFICER, ACCEPTED_AT),
    )


def charge_of(dossier: Dossier) -> Charge:
    return Charge.objects.get(dossier=dossier)


def reckoned(office: Office, dossier: Dossier, **said: Any) -> Charge:
    words = {"counts": TWO, "grant": None, "reason": "", **said}
    return reckon_fee(dossier.pk, **words, **office.who(Role.DESK_OFFICER, TUESDAY))


def test_copies_are_multiplied_and_the_basis_is_that_of_the_province(office: Office) -> None:
    charge = charge_of(lodged(office))

    assert charge.amount_dong == 10_000
    assert charge.legal_basis == "Nghị quyết 9/NQ-HĐND"
    assert charge.fee is not None
    assert [line.text for line in charge.fee.lines()] == ["2 bản × 5.000 đồng"]


def test_online_costs_what_the_resolution_says_for_online_on_that_day(office: Office) -> None:
    by_copy(office, 2_000, channel="online", valid_to=date(2026, 11, 23))
    agency = office.desk.agency
    key = (office.procedure.code, agency.pk, agency.province_id)

    assert terms_for(*key, "online", date(2026, 11, 23), 1).fee_dong == 2_000
    assert terms_for(*key, "online", date(2026, 11, 24), 1).fee_dong == 5_000
    assert terms_for(*key, "direct", date(2026, 11, 23), 1).fee_dong == 5_000


def test_a_claim_leaves_the_full_amount_due_until_it_is_confirmed(office: Office) -> None:
    dossier = lodged(office, POOR)

    assert (charge_of(dossier).amount_dong, charge_of(dossier).exemption) == (10_000, "")
    assert dossier.money_state == MoneyState.DUE

    charge = reckoned(office, dossier, grant=True, reason="Đã xem giấy chứng nhận hộ nghèo")

    dossier.refresh_from_db()
    claim = claim_of(dossier)
    assert claim is not None
    assert claim.is_granted is True
    assert charge.exemption == "Người thuộc hộ nghèo"
    assert dossier.money_state == MoneyState.EXEMPT


def test_a_claim_accepted_without_a_word_is_paid_in_full(office: Office) -> None:
    dossier = lodged(office, POOR)

    accept_submitted(dossier.pk, **office.by(Role.DESK_OFFICER, TUESDAY))

    assert charge_of(dossier).amount_dong == 10_000
    assert ReliefClaim.objects.get().is_granted is None


def test_a_reduction_makes_the_sum_smaller_and_stays_when_copies_change(office: Office) -> None:
    dossier = lodged(office, HALF)
    reckoned(office, dossier, grant=True, reason="Đã xem giấy xác nhận")

    charge = reckoned(office, dossier, counts=(Count(copies=3),))

    assert (charge.amount_dong, charge.exemption) == (7_500, "")


def test_a_refusal_needs_a_reason_and_is_final(office: Office) -> None:
    dossier = lodged(office, POOR)

    with pytest.raises(MoneyError, match="ghi lý do"):
        reckoned(office, dossier, grant=False, reason="  ")
    reckoned(office, dossier, grant=False, reason="Giấy đã hết hạn")

    assert charge_of(dossier).amount_dong == 10_000
    with pytest.raises(MoneyError, match="đã được xét"):
        reckoned(office, dossier, grant=True, reason="Xem lại")


def test_the_ledger_says_what_came_of_it_and_not_as_whom(office: Office) -> None:
    dossier = lodged(office, POOR)
    charge = reckoned(office, dossier, grant=True, reason="Bà Tạ Quỳnh Hoa có giấy")

    payload = dossier.events.get(action="reckon_fee").payload

    said = {name: payload[name] for name in ("charge", "amount_dong", "copies", "granted")}
    assert said == {"charge": charge.pk, "amount_dong": 0, "copies": 2, "granted": True}
    told = json.dumps([event.payload for event in dossier.events.all()], ensure_ascii=False)
    assert not any(word in told for word in ("ho-ngheo", "hộ nghèo", "Quỳnh Hoa"))


@pytest.mark.parametrize("count", [Count(copies=0), Count(copies=1_000), Count(pages=0)])
def test_nobody_counts_none_or_a_thousand(office: Office, count: Count) -> None:
    dossier = lodged(office)

    with pytest.raises(MoneyError, match="từ 1 đến 999"):
        reckoned(office, dossier, counts=(count,))


def test_nothing_changed_is_no_act(office: Office) -> None:
    dossier = lodged(office)

    with pytest.raises(MoneyError, match="như cũ"):
        reckoned(office, dossier)

    assert not dossier.events.filter(action="reckon_fee").exists()


def test_only_the_receiving_desk_reckons(office: Office) -> None:
    dossier = lodged(office, POOR)

    with pytest.raises(PermissionDenied):
        reckon_fee(
            dossier.pk,
            counts=TWO,
            grant=True,
            reason="Đã xem",
            **office.who(Role.HANDLING_OFFICER, TUESDAY),
        )


def test_what_was_paid_is_not_reckoned_any_more(office: Office) -> None:
    dossier = office.accepted(Settlement.PAID)

    with pytest.raises(MoneyError, match="đã nộp"):
        reckoned(office, dossier, counts=(Count(copies=9),))


def test_the_desk_lets_off_whom_it_has_seen_the_paper_of(office: Office) -> None:
    fee = FeeInput(Settlement.REDUCED, counts=TWO, relief=HALF)

    dossier = office.accepted(Settlement.LATER, fee=fee)

    assert charge_of(dossier).amount_dong == 5_000
    assert dossier.money_state == MoneyState.DUE


def test_a_reduction_without_a_class_is_refused(office: Office) -> None:
    with pytest.raises(LodgingError, match="đối tượng"):
        office.accepted(Settlement.LATER, fee=FeeInput(Settlement.REDUCED, counts=TWO))


def test_order_receipt_and_form_01_say_how_it_was_counted() -> None:
    office = by_copy(collecting_office())
    assert Collector.objects.exists()
    fee = FeeInput(Settlement.PAID, counts=TWO)

    dossier = office.accepted(Settlement.PAID, fee=fee)

    order = Order.objects.get()
    assert (order.amount_dong, order.purpose) == (10_000, "Lệ phí: 2 bản × 5.000 đồng")
    assert PaymentReceipt.objects.get().payload["purpose"] == "Lệ phí: 2 bản × 5.000 đồng"
    fees = dossier.forms.get(kind="receipt").payload["fees"]
    assert fees[0]["label"] == "Lệ phí (2 bản × 5.000 đồng)"


def test_an_order_opened_before_is_not_used_for_the_new_sum() -> None:
    office = by_copy(collecting_office())
    dossier = lodged(office)
    before = open_charge_order(dossier, None, at=TUESDAY)

    reckoned(office, dossier, counts=(Count(copies=1),))
    after = open_charge_order(Dossier.objects.get(pk=dossier.pk), None, at=TUESDAY)

    assert (before.amount_dong, after.amount_dong) == (10_000, 5_000)
    assert before.number != after.number


def test_a_class_of_people_says_how_much_and_with_what_paper() -> None:
    row = FeeExemption.objects.create(
        code="mot-nua",
        name="Người được giảm",
        percent=50,
        evidence="Giấy xác nhận",
        valid_from=date(2020, 1, 1),
    )

    assert row.relief == Relief("mot-nua", "Người được giảm", 50, "", "Giấy xác nhận")
