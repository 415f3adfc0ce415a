"""The secrets of hooks: used with each sending, so sealed where others are hashed."""

from datetime import datetime, timedelta
from typing import Final

from motcua.exchange.models import Webhook
from motcua.exchange.webhooks import signing
from motcua.people.sealing import seal, unseal

OLD_SIGNS_FOR: Final = timedelta(hours=24)
"""After another secret was given, both sign."""
_PURPOSE: Final = "motcua webhook secret"


def give_secret(hook: Webhook, *, at: datetime) -> str:
    """Give ``hook`` a secret, unsaved, and return it, which nobody is told again.

    The one it had signs beside it for a day.
    """
    secret = signing.new_secret()
    if hook.pk is not None:
        hook.sealed_before, hook.before_until = hook.sealed_secret, at + OLD_SIGNS_FOR
    hook.sealed_secret = seal(secret.encode(), purpose=_PURPOSE, about=str(hook.ref))
    hook.secret_at = at
    return secret


def secrets_of(hook: Webhook, *, at: datetime) -> list[str]:
    """Return what ``hook`` signs with, the newest first.

    Raises InvalidTag where the key outside the database is another one by now.
    """
    sealed = [hook.sealed_secret]
    if hook.sealed_before is not None and hook.before_until is not None and hook.before_until > at:
        sealed.append(hook.sealed_before)
    return [unseal(bytes(one), purpose=_PURPOSE, about=str(hook.ref)).decode() for one in sealed]
