"""The acceptance screen: what is typed becomes a dossier, once, and nothing typed is lost."""

from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from motcua.dossiers.models import Dossier, Draft
from tests.web.desk_pages import MONDAY, AtDesk, address, sit_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(client: Client) -> AtDesk:
    return sit_down(client)


@pytest.fixture(autouse=True)
def _monday() -> object:
    with time_machine.travel(MONDAY, tick=False):
        yield


def test_a_plain_form_is_accepted_and_leads_to_the_receipt(at_desk: AtDesk) -> None:
    draft = at_desk.draft()

    response = at_desk.client.post(address("accept", draft.ref), at_desk.typed())

    dossier = Dossier.objects.get()
    assertRedirects(response, address("accepted", dossier.code))
    assert dossier.code == f"{at_desk.desk.agency.code}-261123-0001"
    assert dossier.principal_name == "Đỗ Nguyễn Thùy Dương"
    assert dossier.applicant.identity_number == "077196004213"
    assert dossier.visit == draft.visit
    assert [paper.name for paper in dossier.papers.all()] == ["Tờ khai"]


def test_the_screen_of_a_new_draft_asks_for_the_procedure(at_desk: AtDesk) -> None:
    response = at_desk.client.post(address("begin"))

    draft = Draft.objects.get()
    assertRedirects(response, address("draft", draft.ref))
    page = at_desk.client.get(address("draft", draft.ref))
    assertContains(page, "Tìm thủ tục theo tên hoặc mã")
    assert page.status_code == HTTPStatus.OK
