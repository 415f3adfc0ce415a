"""Receipts bear the signature of whoever collected; their bytes never change afterwards."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.lodging import Settlement
from motcua.kernel import clock
from motcua.payments.models import Order, PaymentReceipt
from motcua.payments.receipt_forms import receipt_pdf
from motcua.payments.services.receipts import void_receipt
from motcua.payments.services.signing_receipts import sign_waiting_receipts
from motcua.signatures.selectors import bytes_of
from motcua.web.public import verify as page
from motcua.web.throttle import Throttle
from tests.dossiers.lives import Office
from tests.payments.online import collecting_office
from tests.signatures.house import House, house, simulators, stored
from tests.signatures.papers import pdfsig
from tests.web.test_verify_page import send

__all__ = ["house", "simulators", "stored"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "throttle", Throttle())
    monkeypatch.setattr(page, "files_throttle", Throttle())


@pytest.fixture
def office(house: House) -> Office:
    """Return an office that collects and has a signature from today on."""
    made = collecting_office()
    agency = made.desk.agency
    house.identity(agency, agency.name, "co-quan", days_from=clock.today())
    return made


@pytest.fixture
def dossier(office: Office) -> Dossier:
    return office.accepted(Settlement.PAID, at=clock.now())


def test_a_receipt_is_signed_once_and_anybody_finds_it_good(
    client: Client, office: Office, dossier: Dossier, tmp_path: Path
) -> None:
    counts = [sign_waiting_receipts(at=clock.now()) for _again in range(2)]

    receipt = PaymentReceipt.objects.get()
    assert counts == [1, 0]
    assert receipt.file is not None
    content = bytes_of(receipt.file)
    assert content.startswith(receipt_pdf(receipt.payload, at=receipt.issued_at))
    order = Order.objects.get()
    address = reverse("public:pay-receipt", args=[dossier.tracking_code, order.ref])
    first, second = (Client().get(address).getvalue() for _again in range(2))
    assert first == second == content
    told = send(client, content)
    assertContains(told, "Còn nguyên và có giá trị")
    assertContains(told, "Đúng tệp do chúng tôi cấp")
    assertContains(told, office.desk.agency.name)
    [second_opinion] = pdfsig(content, tmp_path)
    assert second_opinion["Signature Validation"] == "Signature is Valid."


def test_a_receipt_voided_after_signing_is_told(
    client: Client, office: Office, dossier: Dossier
) -> None:
    sign_waiting_receipts(at=clock.now())
    receipt = PaymentReceipt.objects.get(payment__reference=dossier.tracking_code)
    assert receipt.file is not None
    who = office.who(Role.CASHIER, clock.now())

    void_receipt(receipt, reason="Ghi nhầm tên khoản", **who)

    told = send(client, bytes_of(receipt.file))
    assertContains(told, "Đã bị thay hoặc hủy")


@pytest.mark.usefixtures("dossier")
def test_an_authority_that_is_away_leaves_receipts_for_later(house: House) -> None:
    house.tell("pki/_behave", tsa="away")
    missed = sign_waiting_receipts(at=clock.now())
    house.tell("pki/_reset")

    assert (missed, sign_waiting_receipts(at=clock.now())) == (0, 1)


def test_without_a_signature_the_receipt_is_drawn_from_its_facts() -> None:
    office = collecting_office()
    dossier = office.accepted(Settlement.PAID, at=clock.now())

    assert sign_waiting_receipts(at=clock.now()) == 0

    order = Order.objects.get()
    address = reverse("public:pay-receipt", args=[dossier.tracking_code, order.ref])
    assert Client().get(address).content.startswith(b"%PDF")
