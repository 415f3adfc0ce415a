"""Accounts of staff that nobody uses: their owners are warned by mail, then they are closed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from motcua.accounts.idle import close_idle, idle_since
from motcua.accounts.models import Account
from motcua.agencies.models import Officer, RoleAssignment
from motcua.agencies.roles import Role
from motcua.dossiers.daily import letters
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.daily.post import Post, put_in_outbox, write_to_administrators
from motcua.kernel import clock
from motcua.notifications.models import Message

WARNING: Final = "idle-account"
CLOSED: Final = "idle-closed"


def look_after_idle(*, at: datetime, report: Report) -> None:
    """Close what was warned of long enough ago, then warn of what comes next.

    Nobody is closed without the days between warning and closing, nor the last administrator.
    An owner without mail cannot be warned: the administrators are, once a month.
    """
    if not settings.IDLE_CLOSE_DAYS:
        return
    closing = _to_close(at)
    close_idle(closing)
    on = clock.day_of(at)
    if closing:
        lines = [f"{account.username} ({account})" for account in closing]
        letter = letters.to_administrators(
            "Đã đóng tài khoản lâu không dùng", lines, "/quan-tri/can-bo/"
        )
        write_to_administrators(letter, CLOSED, on.isoformat(), on=on, at=at)
    report.done += len(closing) + _warn(at)


def _to_close(at: datetime) -> list[Account]:
    idle = list(idle_since(at, settings.IDLE_CLOSE_DAYS))
    between = timedelta(days=settings.IDLE_CLOSE_DAYS - settings.IDLE_WARN_DAYS)
    warned = set(
        Message.objects.filter(
            key__in=[_key(account) for account in idle], created_at__lte=at - between
        ).values_list("key", flat=True)
    )
    found = [account for account in idle if not account.email or _key(account) in warned]
    return _but_the_last_administrators(found, at)


def _but_the_last_administrators(accounts: Sequence[Account], at: datetime) -> list[Account]:
    """Leave administrators out where closing them would leave none."""
    held = RoleAssignment.objects.valid_on(clock.day_of(at)).filter(role=Role.ADMINISTRATOR)
    administrators = set(
        Officer.objects.filter(
            pk__in=held.values("officer_id"), is_active=True, account__is_active=True
        ).values_list("account_id", flat=True)
    )
    closing = {account.pk for account in accounts}
    kept = set() if administrators - closing else administrators
    return [account for account in accounts if account.pk not in kept]


def _warn(at: datetime) -> int:
    idle = list(idle_since(at, settings.IDLE_WARN_DAYS))
    closes_on = clock.day_of(
        at + timedelta(days=settings.IDLE_CLOSE_DAYS - settings.IDLE_WARN_DAYS)
    )
    posts = [
        Post(_key(one), WARNING, one.email, letters.idle_account(str(one), closes_on))
        for one in idle
        if one.email
    ]
    silent = [f"{one.username} ({one})" for one in idle if not one.email]
    told = put_in_outbox(posts, at=at) if posts else 0
    if silent:
        on = clock.day_of(at)
        letter = letters.to_administrators(
            "Tài khoản lâu không dùng, không có địa chỉ thư", silent, "/quan-tri/can-bo/"
        )
        told += write_to_administrators(letter, WARNING, f"{on:%Y-%m}", on=on, at=at)
    return told


def _key(account: Account) -> str:
    """Return the key of the warning about this stretch of disuse."""
    used_at: datetime = account.used_at  # type: ignore[attr-defined]
    return f"{WARNING}:{account.pk}:{clock.day_of(used_at).isoformat()}"
