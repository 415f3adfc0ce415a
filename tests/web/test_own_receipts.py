"""The receipts of what somebody paid, on the page of their dossier."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from motcua.agencies.actors import SYSTEM
from motcua.kernel import clock
from motcua.payments.models import Incoming, PaymentReceipt
from motcua.payments.services.incoming import BANK, Money, receive
from motcua.payments.services.receipts import void_receipt
from tests.citizens import sign_in_citizen
from tests.payments.online import collecting_office, order_for, owing

pytestmark = pytest.mark.django_db


def test_a_receipt_is_on_the_page_until_it_is_void(client: Client) -> None:
    dossier = owing(collecting_office())
    order = order_for(dossier)
    sign_in_citizen(client, dossier.applicant)
    page = reverse("citizen:dossier", args=[dossier.tracking_code])
    assertNotContains(client.get(page), "Biên lai")

    money = Money(BANK, "FT1", Incoming.Source.NOTICE, 8_000, order.number, clock.now())
    receive(money, at=clock.now())

    receipt = PaymentReceipt.objects.get()
    address = reverse("citizen:pay-receipt", args=[dossier.tracking_code, order.ref])
    assertContains(client.get(page), f'href="{address}"')
    assertContains(client.get(page), f"Biên lai {receipt}")
    assert client.get(address).status_code == HTTPStatus.OK
    void_receipt(receipt, reason="Ghi sai tên khoản", actor=SYSTEM, at=clock.now())
    assertNotContains(client.get(page), "Biên lai")
