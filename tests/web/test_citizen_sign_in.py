"""Signing in through a real OpenID Connect provider, which also misbehaves."""

from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django.fixtures import Settings

from motcua.accounts.models import Account, AccountKind
from motcua.accounts.providers import Audience
from motcua.people.models import Identity, IdentityKind, Person, PersonKind
from motcua.people.services import PersonInput, remember_people
from motcua.web import oidc
from tests.citizens import FIRST_SEEN
from tests.vneid import Simulation, running

pytestmark = pytest.mark.django_db
HOA = "nguoi=vneid-970001"
LAN = "nguoi=vneid-970003"
COMPANY = "nguoi=vneid-to-chuc-970005"
HOST = "127.0.0.1"


@pytest.fixture(scope="module")
def started() -> Iterator[Simulation]:
    with running() as simulation:
        yield simulation


@pytest.fixture
def vneid(started: Simulation, settings: Settings) -> Simulation:
    started.reset()
    provider = started.provider
    settings.IDENTITY_PROVIDERS = {provider.slug: provider}
    return started


@pytest.fixture
def browser() -> Client:
    return Client(headers={"host": HOST})


def leave(browser: Client, vneid: Simulation, goal: str = "") -> str:
    """Go to the provider; return the address that the browser is sent to."""
    address = reverse("citizen:leave", args=[vneid.provider.slug])
    answer = browser.get(address, {"next": goal} if goal else {})
    assert answer.status_code == HTTPStatus.FOUND, answer.content.decode()
    return str(answer.headers["Location"])


def signed_in(browser: Client, vneid: Simulation, who: str, goal: str = "") -> tuple[int, str]:
    """Sign in all the way; return the status and where that leads or what it says."""
    back = urlsplit(vneid.choose(leave(browser, vneid, goal), who))
    answer = browser.get(f"{back.path}?{back.query}")
    return answer.status_code, answer.headers.get("Location") or answer.content.decode()


def test_the_question_has_pkce_state_nonce_and_level(browser: Client, vneid: Simulation) -> None:
    asked = parse_qs(urlsplit(leave(browser, vneid)).query)

    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["acr_values"] == ["LoA2 LoA1"]
    assert all(asked[name][0] for name in ("code_challenge", "state", "nonce"))


def test_a_citizen_signs_in_and_goes_where_they_wanted(browser: Client, vneid: Simulation) -> None:
    goal = reverse("citizen:profile")

    status, leads_to = signed_in(browser, vneid, HOA, goal)

    assert (status, leads_to) == (HTTPStatus.FOUND, goal)
    page = browser.get(goal).content.decode()
    assert "Trần Thị Hoa" in page
    assert "077101970001" in page


def test_the_second_time_is_the_same_account(browser: Client, vneid: Simulation) -> None:
    signed_in(browser, vneid, HOA)
    vneid.reset()
    signed_in(Client(headers={"host": HOST}), vneid, HOA)

    identity = Identity.objects.get()
    assert (identity.issuer, identity.subject) == (vneid.provider.issuer, "vneid-970001")
    assert Account.objects.get(kind=AccountKind.CITIZEN) == identity.account
    assert not identity.account.has_usable_password()


def test_whoever_was_at_the_desk_is_known_by_number(browser: Client, vneid: Simulation) -> None:
    typed = PersonInput(
        full_name="Tran Thi Hoa",
        identity_kind=IdentityKind.PERSONAL_ID,
        identity_number="077101970001",
        phone="0911000000",
    )
    [known] = remember_people([typed], at=FIRST_SEEN)

    signed_in(browser, vneid, HOA)

    person = Person.objects.get(pk=known.pk)
    assert Identity.objects.get().person == person
    assert (person.full_name, person.phone) == ("Trần Thị Hoa", "0911000000")


def test_an_organisation_signs_in_by_its_tax_code(browser: Client, vneid: Simulation) -> None:
    signed_in(browser, vneid, COMPANY)

    person = Identity.objects.get().person
    assert person.kind == PersonKind.ORGANISATION
    assert (person.identity_kind, person.identity_number) == ("tax_code", "3509700056")


def test_the_level_is_that_of_the_session(browser: Client, vneid: Simulation) -> None:
    signed_in(browser, vneid, LAN)

    assert "Mức 1" in browser.get(reverse("citizen:profile")).content.decode()


def test_too_low_a_level_is_told_what_to_do(
    browser: Client, vneid: Simulation, settings: Settings
) -> None:
    provider = replace(vneid.provider, lowest_level=2)
    settings.IDENTITY_PROVIDERS = {provider.slug: provider}

    status, says = signed_in(browser, vneid, LAN)

    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "cần mức 2" in says
    assert not Identity.objects.exists()


def test_who_refuses_loses_nothing(browser: Client, vneid: Simulation) -> None:
    goal = reverse("citizen:profile")

    status, says = signed_in(browser, vneid, "tu-choi=1", goal)

    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "chưa đồng ý" in says
    assert f"next={goal.replace('/', '%2F')}" in says


@pytest.mark.parametrize("mode", ["wrong_nonce", "wrong_signature", "wrong_audience", "expired"])
def test_an_answer_that_is_not_right_opens_nothing(
    browser: Client, vneid: Simulation, mode: str
) -> None:
    vneid.behave(mode)

    status, says = signed_in(browser, vneid, HOA)

    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Chưa xác minh được" in says
    assert not Identity.objects.exists()
    assert browser.get(reverse("citizen:home")).status_code == HTTPStatus.FOUND


def test_another_number_for_the_same_subject_is_refused(
    browser: Client, vneid: Simulation
) -> None:
    signed_in(browser, vneid, HOA)
    vneid.reset()
    vneid.behave("other_person")

    status, says = signed_in(Client(headers={"host": HOST}), vneid, HOA)

    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "số định danh khác" in says
    assert Person.objects.count() == 1


def test_an_answer_is_used_once_and_by_its_browser(browser: Client, vneid: Simulation) -> None:
    back = urlsplit(vneid.choose(leave(browser, vneid), HOA))
    address = f"{back.path}?{back.query}"
    stranger = Client(headers={"host": HOST})

    stolen = stranger.get(address)
    first = browser.get(address)
    again = browser.get(address)

    assert stolen.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "đã cũ" in stolen.content.decode()
    assert first.status_code == HTTPStatus.FOUND
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_forged_state_is_refused(browser: Client, vneid: Simulation) -> None:
    leave(browser, vneid)
    address = reverse("citizen:come-back", args=[vneid.provider.slug])

    answer = browser.get(address, {"code": "x", "state": "x"})

    assert "đã cũ" in answer.content.decode()


@pytest.mark.parametrize("mode", ["slow", "broken"])
def test_a_provider_in_trouble_is_told_apart(
    browser: Client, vneid: Simulation, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oidc, "TIMEOUT_SECONDS", 0.5)
    oidc.forget_providers()
    vneid.behave(mode, seconds=1)

    status, says = signed_in(browser, vneid, HOA)
    oidc.forget_providers()

    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "chưa trả lời" in says


def test_a_provider_that_is_away_leaves_a_page(browser: Client, settings: Settings) -> None:
    away = Simulation("http://127.0.0.1:9").provider
    settings.IDENTITY_PROVIDERS = {away.slug: away}

    answer = browser.get(reverse("citizen:leave", args=[away.slug]), {"next": "/cua-toi/phien/"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "chưa trả lời" in answer.content.decode()
    assert "phien" in answer.content.decode()


def test_addresses_given_one_by_one_do_as_well(
    browser: Client, vneid: Simulation, settings: Settings
) -> None:
    endpoints = {
        "authorization": f"{vneid.address}/auth",
        "token": f"{vneid.address}/token",
        "jwks": f"{vneid.address}/jwks",
    }
    provider = replace(vneid.provider, endpoints=endpoints)
    settings.IDENTITY_PROVIDERS = {provider.slug: provider}

    status, _leads_to = signed_in(browser, vneid, HOA)

    assert status == HTTPStatus.FOUND


def test_the_door_leads_to_no_other_site(browser: Client, vneid: Simulation) -> None:
    _status, leads_to = signed_in(browser, vneid, HOA, "https://noi-khac.vidu.vn/")

    assert leads_to == reverse("citizen:home")


def test_a_provider_for_staff_lets_no_citizen_in(
    browser: Client, vneid: Simulation, settings: Settings
) -> None:
    provider = replace(vneid.provider, audience=Audience.STAFF)
    settings.IDENTITY_PROVIDERS = {provider.slug: provider}

    answer = browser.get(reverse("citizen:leave", args=[provider.slug]))

    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_the_citizens_of_the_demonstration_are_only_there(
    browser: Client, settings: Settings
) -> None:
    address = reverse("citizen:demo")

    outside = browser.post(address, {"who": "hoa"})
    settings.DEMO = True
    inside = browser.post(address, {"who": "hoa"})
    settings.PRODUCTION = True
    real = Client(headers={"host": HOST}).post(address, {"who": "hoa"})

    assert outside.status_code == HTTPStatus.NOT_FOUND
    assert inside.headers["Location"] == reverse("citizen:home")
    assert real.status_code == HTTPStatus.NOT_FOUND


def test_signing_out_leads_to_the_provider_that_vouched(
    browser: Client, vneid: Simulation
) -> None:
    signed_in(browser, vneid, HOA)

    out = browser.post(reverse("accounts:logout"))
    page = browser.get(out.headers["Location"])

    assert out.headers["Location"] == reverse("citizen:signed-out", args=[vneid.provider.slug])
    assert "_auth_user_id" not in browser.session
    place = oidc.way_out(vneid.provider)
    assert f'href="{escape(place)}"' in page.content.decode()
    with urlopen(place) as answer:
        assert answer.status == HTTPStatus.OK


def test_a_provider_that_is_away_keeps_nobody_signed_in(
    browser: Client, vneid: Simulation, settings: Settings
) -> None:
    signed_in(browser, vneid, HOA)
    away = replace(vneid.provider, issuer="http://127.0.0.1:1", discovery="")
    settings.IDENTITY_PROVIDERS = {away.slug: away}

    out = browser.post(reverse("accounts:logout"))
    page = browser.get(out.headers["Location"])

    assert page.status_code == HTTPStatus.OK
    assert "đóng trình duyệt" in page.content.decode()
    assert "_auth_user_id" not in browser.session
