"""The accounts of the demonstration: told to everybody, so worth nothing in production."""

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from motcua.accounts.backends import AccountBackend
from motcua.accounts.models import Account
from motcua.demo.accounts import DEMO_PASSWORD, demo_accounts, sign_in_lines


@pytest.fixture
def account(demo: None) -> Account:
    """Return the desk officer of the ward."""
    del demo
    return Account.objects.get(username="motcua")


def signs_in(username: str) -> bool:
    request = RequestFactory().post("/")
    return authenticate(request, username=username, password=DEMO_PASSWORD) is not None


@pytest.mark.usefixtures("demo")
def test_each_listed_account_signs_in_with_the_common_password(settings: Settings) -> None:
    settings.AXES_ENABLED = False

    assert [name for name, _role, _place in demo_accounts() if not signs_in(name)] == []


def test_no_demo_account_signs_in_in_production(account: Account, settings: Settings) -> None:
    settings.AXES_ENABLED = False
    settings.PRODUCTION = True

    assert not signs_in(account.username)
    assert AccountBackend().get_user(account.pk) is None


def test_the_start_tells_every_name_and_the_password() -> None:
    text = "\n".join(sign_in_lines())

    assert DEMO_PASSWORD in text
    assert all(name in text and role in text for name, role, _place in demo_accounts())
