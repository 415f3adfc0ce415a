"""Accounts of staff that nobody has used for long: whom to warn, which to close."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import DateTimeField, Max, QuerySet
from django.db.models.functions import Greatest

from motcua.accounts.models import Account, AccountKind
from motcua.accounts.services import end_sessions


def idle_since(at: datetime, days: int) -> QuerySet[Account]:
    """Return active accounts of staff that were last used ``days`` ago or before.

    Use is signing in or an open session; being made or opened again begins anew. They come
    with ``used_at``, the longest idle first.
    """
    accounts = Account.objects.filter(kind=AccountKind.STAFF, is_active=True, is_demo=False)
    used = accounts.annotate(
        used_at=Greatest(
            "created_at",
            "last_login",
            "reopened_at",
            Max("sessions__seen_at"),
            output_field=DateTimeField(),
        )
    )
    return used.filter(used_at__lte=at - timedelta(days=days)).order_by("used_at", "pk")


@transaction.atomic
def close_idle(accounts: Sequence[Account]) -> None:
    """Close ``accounts``; resetting the password opens one again."""
    for account in accounts:
        account.is_active = False
        account.save(update_fields=["is_active"])
        end_sessions(account)
