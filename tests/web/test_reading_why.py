"""Who is asked why before a dossier opens that is no work of theirs."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.roles import Role
from motcua.dossiers.models import DossierRead, PrivacyRule
from tests.web.desk_pages import MONDAY, AtDesk, sit_down
from tests.web.office_pages import accepted, address
from tests.web.test_office_pages import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def at_work(client: Client) -> AtDesk:
    return sit_down(client, Role.DESK_OFFICER, Role.HANDLING_OFFICER)


def auditor_of(at_work: AtDesk) -> Client:
    return sign_in(Role.AUDITOR, agency=at_work.desk.agency)[0]


def test_an_auditor_is_asked_why_and_then_the_page_opens_with_masked_names(
    at_work: AtDesk,
) -> None:
    dossier = accepted(at_work)
    auditor = auditor_of(at_work)

    asked = auditor.get(address("dossier", dossier.code))
    question = auditor.get(asked.headers["Location"])
    empty = auditor.post(address("why", dossier.code), {"reason": "", "words": "Kế hoạch 12"})
    answered = auditor.post(
        address("why", dossier.code), {"reason": "inspection", "words": "Kế hoạch 12"}
    )
    page = auditor.get(address("dossier", dossier.code))

    assertRedirects(asked, address("why", dossier.code), fetch_redirect_response=False)
    assertNotContains(question, dossier.principal_name)
    assertContains(empty, "Xin chọn lý do", status_code=422)
    assertContains(empty, "Kế hoạch 12", status_code=422)
    assertRedirects(answered, address("dossier", dossier.code), fetch_redirect_response=False)
    assertContains(page, "Nguyễn T. H.")
    assertNotContains(page, dossier.principal_name)
    row = DossierRead.objects.get()
    assert (row.count, row.reason, row.is_own_work) == (1, "inspection", False)


def test_nobody_else_is_asked_unless_the_rule_says_so(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    clerk, _officer = sign_in(Role.CLERK, agency=at_work.desk.agency)

    assert clerk.get(address("dossier", dossier.code)).status_code == HTTPStatus.OK
    PrivacyRule.objects.create(agency=at_work.desk.agency, asks=PrivacyRule.Asks.EVERYBODY)
    asked = clerk.get(address("dossier", dossier.code))
    own = at_work.client.get(address("dossier", dossier.code))

    assert asked.status_code == HTTPStatus.FOUND
    assert own.status_code == HTTPStatus.OK


def test_a_rule_of_the_house_can_ask_nobody(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    PrivacyRule.objects.create(agency=None, asks=PrivacyRule.Asks.NOBODY)

    page = auditor_of(at_work).get(address("dossier", dossier.code))

    assert page.status_code == HTTPStatus.OK
