"""Which dossiers had a fee to pay, and which of them paid it online."""

from datetime import timedelta

import pytest

from motcua.agencies.roles import Role
from motcua.dossiers.cash_desk import paid_online
from motcua.dossiers.lifecycle import MoneyState
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.lodging import FeeInput, Settlement
from motcua.dossiers.services.money import collect_charge
from motcua.payments.models import Order, PaymentMethod
from motcua.payments.services.orders import Paid
from tests.dossiers.lives import ACCEPTED_AT, TUESDAY, Office, open_office

pytestmark = pytest.mark.django_db
TOLD = FeeInput(Settlement.PAID, told=Paid(PaymentMethod.TRANSFER, "bank", "FT1"))
EVENING = ACCEPTED_AT - timedelta(hours=13)


@pytest.fixture
def office() -> Office:
    """Return an office whose procedure costs 8.000 đồng."""
    return open_office()


def test_money_that_a_bank_told_of_before_the_acceptance_went_through_no_officer(
    office: Office,
) -> None:
    dossier = office.accepted(fee=TOLD, submitted_at=EVENING)

    charge = dossier.charges.get()

    assert dossier.money_state == MoneyState.PAID
    assert charge.payment is not None
    assert charge.payment.received_by is None
    assert (charge.payment.method, charge.payment.received_at) == ("transfer", EVENING)
    told = Order.objects.get(payment=charge.payment).events.get(act="settle")
    assert (told.provider, told.provider_txn, told.actor) == ("bank", "FT1", None)


def test_only_what_was_told_of_counts_as_paid_online(office: Office) -> None:
    office.accepted(fee=TOLD, submitted_at=EVENING)
    office.accepted(Settlement.PAID, 2)
    office.accepted(fee=FeeInput(Settlement.PAID, method=PaymentMethod.TRANSFER), number=3)
    owing = office.accepted(Settlement.LATER, 4)
    office.accepted(fee=FeeInput(Settlement.EXEMPT, exemption="Hộ nghèo"), number=5)

    before = paid_online(Dossier.objects.all())

    assert (before.with_fee, before.online, before.percent) == (4, 1, 25.0)
    charge = owing.charges.get()
    collect_charge(
        owing.pk,
        charge_id=charge.pk,
        amount_dong=None,
        method="cash",
        **office.who(Role.CASHIER, TUESDAY),
    )
    assert paid_online(Dossier.objects.all()) == before
    assert paid_online(Dossier.objects.none()).percent is None
