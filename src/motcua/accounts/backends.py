"""How staff sign in, and how a session is known to be theirs."""

from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.backends import BaseBackend
from django.contrib.sessions.backends.base import SessionBase
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from motcua.accounts.factors import use_code
from motcua.accounts.models import Account
from motcua.accounts.usernames import username_key
from motcua.kernel import clock


class AccountBackend(BaseBackend):
    """Signs staff in by name and password."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_others: Any,
    ) -> Account | None:
        """Return the active account with that name and password, else None."""
        del request
        if username is None or password is None:
            return None
        accounts = Account.objects.alias(key=Lower("username"))
        account = accounts.filter(key=username_key(username)).first()
        if account is None:
            # As slow as a real check, so that an unknown name cannot be told from a known one.
            Account().set_password(password)
            return None
        if account.check_password(password) and may_sign_in(account):
            return account
        return None

    def get_user(self, user_id: int) -> Account | None:
        """Return the active account ``user_id`` with its officer, agency and desk."""
        account = (
            Account.objects.filter(pk=user_id, is_active=True)
            .select_related("officer__agency", "officer__desk")
            .first()
        )
        return account if account is not None and may_sign_in(account) else None


def has_opened(account: Account, session: SessionBase) -> bool:
    """Say whether ``session`` was opened by ``account`` through us, with its present password."""
    stored = session.get(HASH_SESSION_KEY, "")
    return (
        session.get(SESSION_KEY) == str(account.pk)
        and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(stored, account.get_session_auth_hash())
        and may_sign_in(account)
    )


def may_sign_in(account: Account) -> bool:
    """Say whether ``account`` is in use; the password of the demonstration is no secret."""
    return account.is_active and not (settings.PRODUCTION and account.is_demo)


class CodeBackend(BaseBackend):
    """Checks the second step, so that wrong codes are counted like wrong passwords."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        code: str | None = None,
        **_others: Any,
    ) -> Account | None:
        """Return the active account with that name if ``code`` is one of its codes, unused."""
        del request
        if username is None or code is None:
            return None
        account = Account.objects.filter(username=username_key(username)).first()
        if account is None or not may_sign_in(account):
            return None
        return account if use_code(account, code, at=clock.now()) else None
