"""Staff sign in, are locked out after failures, see and end their sessions."""

import re
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects
from pytest_django.fixtures import Settings

from motcua.accounts.models import Account, AccountSession
from motcua.accounts.services import AccountError, add_account
from motcua.agencies.roles import Role
from motcua.kernel.clock import VIETNAM
from motcua.web.accounts.views import handle_of
from motcua.web.throttle import Throttle
from tests.factories import PASSWORD, OfficerFactory

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/dang-nhap/"


@pytest.fixture
def account() -> Account:
    """Return the account of a desk officer."""
    officer = OfficerFactory.create(roles=[Role.DESK_OFFICER])
    assert isinstance(officer.account, Account)
    return officer.account


def sign_in(client: Client, account: Account, password: str = PASSWORD) -> int:
    """Post the form and return the status."""
    response = client.post(LOGIN, {"username": account.username, "password": password})
    return response.status_code


def others_of(client: Client) -> list[str]:
    """Return the sessions that the page offers to end, but one's own."""
    page = client.get("/tai-khoan/phien/").content.decode()
    own = handle_of(AccountSession.objects.get(pk=client.session.session_key))
    return [handle for handle in re.findall(r"phien/([0-9a-f]{16})/", page) if handle != own]


def test_the_right_password_opens_a_session_that_knows_whose_it_is(
    client: Client, account: Account
) -> None:
    client.defaults["HTTP_USER_AGENT"] = "Trình duyệt thử"

    assert sign_in(client, account) == HTTPStatus.FOUND

    session = AccountSession.objects.get()
    assert session.account == account
    assert session.user_agent == "Trình duyệt thử"
    assert session.ip_address == "127.0.0.1"


def test_a_wrong_password_says_so_and_keeps_the_name(client: Client, account: Account) -> None:
    response = client.post(LOGIN, {"username": account.username, "password": "sai"})

    assertContains(response, "chưa đúng", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    assertContains(response, account.username, status_code=HTTPStatus.UNPROCESSABLE_ENTITY)


def test_an_unknown_name_is_answered_like_a_wrong_password(client: Client) -> None:
    response = client.post(LOGIN, {"username": "không có", "password": "sai"})

    assertContains(response, "chưa đúng", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)


def test_five_failures_lock_the_account_even_for_the_right_password(
    client: Client, account: Account
) -> None:
    for _attempt in range(5):
        sign_in(client, account, "sai")

    assert sign_in(client, account) == HTTPStatus.TOO_MANY_REQUESTS
    assert not AccountSession.objects.exists()


def test_a_closed_account_cannot_sign_in_and_its_open_session_ends(
    client: Client, account: Account
) -> None:
    sign_in(client, account)
    account.is_active = False
    account.save(update_fields=["is_active"])

    assert client.get("/tai-khoan/phien/").status_code == HTTPStatus.FOUND
    assert sign_in(Client(), account) == HTTPStatus.UNPROCESSABLE_ENTITY


def test_one_session_ends_another_and_all_others(client: Client, account: Account) -> None:
    others = [Client(), Client()]
    for browser in [client, *others]:
        sign_in(browser, account)
    handles = others_of(client)

    client.post(reverse("accounts:session-end", args=[handles[0]]))
    assert AccountSession.objects.count() == 2
    client.post(reverse("accounts:sessions-end-others"))

    assert AccountSession.objects.count() == 1
    assert client.get("/tai-khoan/phien/").status_code == HTTPStatus.OK
    assert all(o.get("/tai-khoan/phien/").status_code == HTTPStatus.FOUND for o in others)


def test_nobody_ends_the_session_of_another(client: Client, account: Account) -> None:
    stranger = Client()
    other = OfficerFactory.create(roles=[Role.CLERK]).account
    assert other is not None
    sign_in(stranger, other)
    sign_in(client, account)
    handle = handle_of(AccountSession.objects.get(account=other))

    response = client.post(reverse("accounts:session-end", args=[handle]))

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert stranger.get("/tai-khoan/phien/").status_code == HTTPStatus.OK


def test_a_password_set_by_another_must_be_changed_first(client: Client, account: Account) -> None:
    account.must_change_password = True
    account.save(update_fields=["must_change_password"])
    sign_in(client, account)

    assertRedirects(client.get("/tai-khoan/phien/"), "/tai-khoan/mat-khau/")
    response = client.post(
        "/tai-khoan/mat-khau/",
        {
            "old_password": PASSWORD,
            "new_password1": "song-xanh-bien-vung-tau",
            "new_password2": "song-xanh-bien-vung-tau",
        },
    )

    assert response.status_code == HTTPStatus.FOUND
    account.refresh_from_db()
    assert not account.must_change_password
    assert account.check_password("song-xanh-bien-vung-tau")


def test_signing_in_goes_on_to_the_page_asked_for_but_never_to_another_site(
    client: Client, account: Account
) -> None:
    data = {"username": account.username, "password": PASSWORD}

    inside = client.post(LOGIN, {**data, "next": "/tai-khoan/phien/"})
    outside = Client().post(LOGIN, {**data, "next": "https://example.org/"})

    assert inside["Location"] == "/tai-khoan/phien/"
    assert outside["Location"] == "/tai-khoan/"


def test_signing_out_is_a_post_and_forgets_what_the_browser_kept(
    client: Client, account: Account
) -> None:
    sign_in(client, account)

    assert client.get("/tai-khoan/dang-xuat/").status_code == HTTPStatus.METHOD_NOT_ALLOWED
    response = client.post("/tai-khoan/dang-xuat/")

    assert response["Clear-Site-Data"] == '"storage"'
    assert not AccountSession.objects.exists()


@pytest.mark.parametrize("spelling", [str.upper, str.title, lambda name: f" {name} "])
def test_the_name_may_be_typed_in_any_case(
    client: Client, account: Account, spelling: Callable[[str], str]
) -> None:
    response = client.post(LOGIN, {"username": spelling(account.username), "password": PASSWORD})

    assert response.status_code == HTTPStatus.FOUND


def test_another_spelling_of_the_name_begins_no_new_count_of_failures(client: Client) -> None:
    officer = OfficerFactory.create(roles=[Role.DESK_OFFICER], account__username="kiem.soat")
    assert isinstance(officer.account, Account)

    for spelling in ("kiem.soat", "KIEM.SOAT", "Kiem.Soat", "\u212aiem.\u017foat", "kiem.soat "):
        client.post(LOGIN, {"username": spelling, "password": "sai"})

    assert sign_in(client, officer.account) == HTTPStatus.TOO_MANY_REQUESTS


def test_signing_in_forgets_the_failures_before_it(client: Client, account: Account) -> None:
    for _round in range(2):
        for _attempt in range(4):
            sign_in(client, account, "sai")

        assert sign_in(client, account) == HTTPStatus.FOUND


def test_a_name_is_stored_in_one_spelling() -> None:
    made = add_account("Lê.Hà", PASSWORD, display_name="Lê Hà", is_demo=True)

    assert made.username == "lê.hà"
    with pytest.raises(AccountError):
        add_account("LÊ.HÀ", PASSWORD, display_name="Lê Hà", is_demo=True)


def test_one_address_cannot_try_passwords_without_end(client: Client, settings: Settings) -> None:
    settings.SIGN_INS_PER_MINUTE = 3

    with time_machine.travel(datetime(2026, 1, 5, 8, tzinfo=VIETNAM), tick=False):
        statuses = [
            client.post(LOGIN, {"username": f"ai.do.{n}", "password": "sai"}).status_code
            for n in range(4)
        ]

    assert statuses == [422, 422, 422, 429]


def test_addresses_of_one_home_are_counted_together() -> None:
    at = datetime(2026, 1, 5, 8, tzinfo=VIETNAM)
    throttle = Throttle()

    answers = [throttle.admits(f"2001:db8::{n:x}", at, 2) for n in range(3)]

    assert answers == [True, True, False]
    assert throttle.admits("2001:db8:0:1::1", at, 2)
