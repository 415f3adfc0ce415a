"""Officers sign in through their province's provider, a real one, which is told who they are."""

from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from motcua.accounts.models import Account
from motcua.accounts.providers import Audience, ClaimNames
from motcua.agencies.roles import Role
from tests.factories import AgencyFactory, OfficerFactory
from tests.vneid import Simulation, running

pytestmark = pytest.mark.django_db
TAM = "nguoi=vneid-970002"
NUMBER = "077001970002"
HOST = "127.0.0.1"
SLUG = "so-noi-vu"


@pytest.fixture(scope="module")
def started() -> Iterator[Simulation]:
    with running() as simulation:
        yield simulation


@pytest.fixture
def province(started: Simulation, settings: Settings) -> Simulation:
    started.reset()
    described = replace(
        started.provider,
        slug=SLUG,
        label="Sở Nội vụ",
        audience=Audience.STAFF,
        claims=ClaimNames(username="personal_id"),
    )
    settings.IDENTITY_PROVIDERS = {SLUG: described}
    return started


def account() -> Account:
    officer = OfficerFactory.create(agency=AgencyFactory.create(), roles=[Role.DESK_OFFICER])
    assert officer.account is not None
    officer.account.username = NUMBER
    officer.account.save(update_fields=["username"])
    return officer.account


def come_back(browser: Client, province: Simulation, goal: str = "") -> tuple[int, str]:
    """Sign in all the way; return the status and where that leads or what it says."""
    left = browser.get(reverse("accounts:leave", args=[SLUG]), {"next": goal} if goal else {})
    back = urlsplit(province.choose(left.headers["Location"], TAM))
    answer = browser.get(f"{back.path}?{back.query}")
    return answer.status_code, answer.headers.get("Location") or answer.content.decode()


def test_an_officer_signs_in_and_goes_where_they_wanted(province: Simulation) -> None:
    account()
    browser = Client(headers={"host": HOST})
    goal = reverse("desk:waiting")

    assert (
        reverse("accounts:leave", args=[SLUG])
        in browser.get(reverse("accounts:login")).content.decode()
    )
    assert come_back(browser, province, goal) == (HTTPStatus.FOUND, goal)
    assert browser.get(goal).status_code == HTTPStatus.OK


def test_nobody_gets_an_account_by_signing_in(province: Simulation) -> None:
    status, said = come_back(Client(headers={"host": HOST}), province)

    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "chưa được lập hoặc đã đóng" in said
    assert not Account.objects.filter(username=NUMBER).exists()


def test_a_closed_account_stays_closed(province: Simulation) -> None:
    Account.objects.filter(pk=account().pk).update(is_active=False)

    status, _said = come_back(Client(headers={"host": HOST}), province)

    assert status == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.usefixtures("province")
def test_a_provider_of_staff_lets_no_citizen_in() -> None:
    browser = Client(headers={"host": HOST})

    assert browser.get(reverse("citizen:leave", args=[SLUG])).status_code == HTTPStatus.NOT_FOUND
