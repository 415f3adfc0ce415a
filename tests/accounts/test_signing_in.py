"""Staff sign in, are locked out after failures, see and end their sessions."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from motcua.accounts.models import Account, AccountSession
from motcua.agencies.roles import Role
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
    page = client.get("/tai-khoan/phien/")
    handles = [s["handle"] for s in page.context["sessions"] if not s["is_current"]]

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
    handle = stranger.get("/tai-khoan/phien/").context["sessions"][0]["handle"]

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
