"""Everything that changes accounts and their sessions."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.accounts.models import Account, AccountKind, AccountSession
from motcua.accounts.usernames import username_key
from motcua.kernel.errors import DomainError


class AccountError(DomainError):
    """The account cannot be made or changed that way."""

    code: ClassVar[str] = "account"


def add_account(
    username: str,
    password: str,
    *,
    display_name: str,
    email: str = "",
    must_change_password: bool = True,
    is_demo: bool = False,
    kind: AccountKind = AccountKind.STAFF,
) -> Account:
    """Return a new account. Raises AccountError when the name is taken or the password weak."""
    username = username_key(username)
    if Account.objects.filter(username__iexact=username).exists():
        raise AccountError(_("Tên đăng nhập “%(name)s” đã có người dùng.") % {"name": username})
    if not is_demo:
        try:
            validate_password(password, Account(username=username, display_name=display_name))
        except ValidationError as error:
            raise AccountError(" ".join(error.messages)) from error
    return Account.objects.create_account(
        username,
        password,
        display_name=display_name,
        email=email,
        must_change_password=must_change_password,
        is_demo=is_demo,
        kind=kind,
    )


def change_password(account: Account, password: str, *, at: datetime) -> None:
    """Set the password that its owner chose."""
    account.set_password(password)
    account.must_change_password = False
    account.password_changed_at = at
    account.save(update_fields=["password", "must_change_password", "password_changed_at"])


def open_sessions(account: Account, *, at: datetime) -> QuerySet[AccountSession]:
    """Return the sessions of ``account`` that have not run out, the newest first."""
    return account.sessions.filter(expire_date__gt=at).order_by("-seen_at")


def end_sessions(account: Account, *, but: str | None = None) -> int:
    """End every session of ``account``, ``but`` one; return how many."""
    ended = account.sessions.all()
    if but is not None:
        ended = ended.exclude(session_key=but)
    count, _details = ended.delete()
    return count


def note_in_sessions(account: Account, name: str, said: Any) -> None:
    """Let every open session of ``account`` keep ``said``, for its owner to be told."""
    for row in account.sessions.select_for_update():
        store = row.get_session_store_class()()
        row.session_data = store.encode({**row.get_decoded(), name: said})
        row.save(update_fields=["session_data"])
