"""The second step of signing in: asked, used once, locked out, set up, taken away."""

from datetime import datetime, timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from motcua.accounts import factors
from motcua.accounts.models import Account, OneTimeKey, RecoveryCode
from motcua.agencies.models import FactorDemand, Officer
from motcua.agencies.roles import Role
from motcua.kernel.clock import VIETNAM
from tests.factories import PASSWORD, OfficerFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, tzinfo=VIETNAM)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105, opens only the test's own database
LOGIN = reverse("accounts:login")
SECOND = reverse("accounts:second-step")
HOME = reverse("accounts:home")


@pytest.fixture
def officer() -> Officer:
    found: Officer = OfficerFactory.create(roles=[Role.DESK_OFFICER])
    return found


def account_of(officer: Officer) -> Account:
    assert officer.account is not None
    return officer.account


def give_key(officer: Officer, at: datetime = NOON - timedelta(days=1)) -> Account:
    """Give ``officer`` a telephone."""
    account = account_of(officer)
    assert factors.keep_key(account, SECRET, factors.code_at(SECRET, at), at=at)
    return account


def by_password(client: Client, account: Account, password: str = PASSWORD) -> str:
    """Give name and password; return where that leads."""
    answer = client.post(LOGIN, {"username": account.username, "password": password})
    return answer.headers.get("Location", "")


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("accounts:sessions")).status_code == HTTPStatus.OK


@time_machine.travel(NOON, tick=False)
def test_a_password_alone_does_not_do(client: Client, officer: Officer) -> None:
    account = give_key(officer)

    assert by_password(client, account) == SECOND
    assert not is_signed_in(client)

    answer = client.post(SECOND, {"code": factors.code_at(SECRET, NOON)})

    assert answer.headers["Location"] == HOME
    assert is_signed_in(client)


@time_machine.travel(NOON, tick=False)
def test_a_code_is_used_once(client: Client, officer: Officer) -> None:
    account = give_key(officer)
    code = factors.code_at(SECRET, NOON)
    for browser in (client, Client()):
        by_password(browser, account)

    first = client.post(SECOND, {"code": code})
    other = Client()
    by_password(other, account)
    second = other.post(SECOND, {"code": code})

    assert first.status_code == HTTPStatus.FOUND
    assert second.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "đã dùng rồi" in second.content.decode()


@pytest.mark.parametrize(
    ("seconds", "is_right"),
    [(-90, False), (-30, True), (0, True), (30, True), (90, False)],
)
def test_a_clock_may_be_half_a_minute_wrong(
    officer: Officer, seconds: int, *, is_right: bool
) -> None:
    account = give_key(officer)
    code = factors.code_at(SECRET, NOON + timedelta(seconds=seconds))

    assert factors.use_code(account, code, at=NOON) is is_right


@time_machine.travel(NOON, tick=False)
def test_wrong_codes_lock_the_account(client: Client, officer: Officer) -> None:
    account = give_key(officer)
    by_password(client, account)
    wrong = "000000" if factors.code_at(SECRET, NOON) != "000000" else "111111"

    answers = [client.post(SECOND, {"code": wrong}).status_code for _n in range(5)]
    right = client.post(SECOND, {"code": factors.code_at(SECRET, NOON)})

    assert answers[:4] == [HTTPStatus.UNPROCESSABLE_ENTITY] * 4
    assert answers[4] == HTTPStatus.TOO_MANY_REQUESTS
    assert right.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert not is_signed_in(client)


def test_a_right_password_does_not_forgive_wrong_codes(client: Client, officer: Officer) -> None:
    account = give_key(officer)
    for _n in range(3):
        by_password(client, account)
        client.post(SECOND, {"code": "ABCD"})
        client.post(SECOND, {"code": "EFGH"})

    assert client.post(SECOND, {"code": "IJKL"}).status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_the_second_page_is_shut_without_a_password(client: Client) -> None:
    assert "từ đầu" in client.get(SECOND).content.decode()


def test_whoever_waited_too_long_begins_again(client: Client, officer: Officer) -> None:
    with time_machine.travel(NOON, tick=False):
        account = give_key(officer)
        by_password(client, account)
    later = NOON + timedelta(minutes=11)

    with time_machine.travel(later, tick=False):
        answer = client.post(SECOND, {"code": factors.code_at(SECRET, later)})

    assert "từ đầu" in answer.content.decode()
    assert not is_signed_in(client)


@time_machine.travel(NOON, tick=False)
def test_a_password_changed_meanwhile_begins_again(client: Client, officer: Officer) -> None:
    account = give_key(officer)
    by_password(client, account)
    account.set_password("mat-khau-moi-2026")
    account.save()

    assert "từ đầu" in client.get(SECOND).content.decode()


@time_machine.travel(NOON, tick=False)
def test_setting_up_shows_codes_once_and_keeps_their_hash(
    client: Client, officer: Officer
) -> None:
    account = account_of(officer)
    by_password(client, account)
    address = reverse("accounts:factor-key")
    client.get(address)
    secret = client.session["new_one_time_secret"]

    refused = client.post(address, {"code": factors.code_at(secret, NOON), "password": "khac"})
    page = client.post(
        address, {"code": factors.code_at(secret, NOON), "password": PASSWORD}
    ).content.decode()

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    kept = list(RecoveryCode.objects.values_list("digest", flat=True))
    assert len(kept) == factors.RECOVERY_CODES
    assert page.count("<li><code>") == factors.RECOVERY_CODES
    assert not any(digest in page for digest in kept)
    assert "<li><code>" not in client.get(reverse("accounts:factors")).content.decode()


@time_machine.travel(NOON, tick=False)
def test_a_code_on_paper_opens_once(client: Client, officer: Officer) -> None:
    account = give_key(officer)
    code, *_others = factors.new_recovery_codes(account)
    by_password(client, account)
    typed = code.lower().replace("-", " ")

    opened = client.post(SECOND, {"code": typed})
    again = Client()
    by_password(again, account)
    refused = again.post(SECOND, {"code": typed})

    assert opened.headers["Location"] == HOME
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_new_codes_need_the_password_and_void_the_old(client: Client, officer: Officer) -> None:
    account = account_of(officer)
    by_password(client, account)
    old, *_others = factors.new_recovery_codes(account)
    address = reverse("accounts:factor-codes")

    refused = client.post(address, {"password": "khac"})
    client.post(address, {"password": PASSWORD})

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not factors.use_code(account, old, at=NOON)


def test_who_must_have_one_does_nothing_before(
    client: Client, officer: Officer, settings: Settings
) -> None:
    settings.FACTOR_REQUIRED = True
    by_password(client, account_of(officer))
    key = reverse("accounts:factor-key")

    assert client.get(reverse("desk:home")).headers["Location"] == key
    assert client.get(key).status_code == HTTPStatus.OK
    assert client.get(reverse("accounts:passkey-new")).status_code == HTTPStatus.OK


@pytest.mark.parametrize("is_required", [True, False])
def test_a_role_says_otherwise_than_the_settings(
    client: Client, officer: Officer, settings: Settings, *, is_required: bool
) -> None:
    settings.FACTOR_REQUIRED = not is_required
    FactorDemand.objects.create(role=Role.DESK_OFFICER, is_required=is_required)
    by_password(client, account_of(officer))

    status = client.get(reverse("desk:home")).status_code

    assert status == (HTTPStatus.FOUND if is_required else HTTPStatus.OK)


def test_an_administrator_sets_the_roles_and_resets_somebody(
    client: Client, officer: Officer
) -> None:
    above = OfficerFactory.create(agency=officer.agency, roles=[Role.ADMINISTRATOR])
    account = give_key(officer)
    elsewhere = Client()
    elsewhere.force_login(account, backend="motcua.accounts.backends.AccountBackend")
    by_password(client, account_of(above))

    client.post(reverse("manage:factors-set"), {"roles": [Role.APPROVER]})
    client.post(reverse("manage:factors-reset", args=[officer.ref]))

    assert FactorDemand.objects.get(role=Role.APPROVER).is_required
    assert not FactorDemand.objects.get(role=Role.CLERK).is_required
    assert not OneTimeKey.objects.exists()
    assert not is_signed_in(elsewhere)


@time_machine.travel(NOON, tick=False)
def test_a_made_up_account_shows_its_code_in_the_demonstration_only(
    client: Client, officer: Officer, settings: Settings
) -> None:
    account = give_key(officer)
    Account.objects.filter(pk=account.pk).update(is_demo=True)
    by_password(client, account)
    code = factors.code_at(SECRET, NOON)

    assert code not in client.get(SECOND).content.decode()
    settings.DEMO = True
    assert code in client.get(SECOND).content.decode()
