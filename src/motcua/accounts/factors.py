"""The second step of signing in: codes from a telephone, passkeys, and codes on paper.

A code is used once: the row it is checked against is held meanwhile, and what lies before the
last one used is refused. Codes are counted as failures of the account like passwords, by the
lock-out of the sign-in (see ``backends.CodeBackend``).
"""

import hashlib
import secrets
from datetime import datetime
from hmac import compare_digest
from typing import Final

import pyotp
from django.db import transaction

from motcua.accounts.models import Account, OneTimeKey, Passkey, RecoveryCode

ISSUER: Final = "Một Cửa"
STEP_SECONDS: Final = 30
STEPS_APART: Final = (-1, 0, 1)
"""A telephone's clock may be half a minute wrong, either way."""
RECOVERY_CODES: Final = 10
# Copied by hand from paper: no letter or digit that looks like another.
_ALPHABET: Final = "ABCDEFGHKMNPQRSTUVWXYZ23456789"
_GROUPS: Final = 3
_GROUP_LENGTH: Final = 4


def new_secret() -> str:
    """Return a new key for a telephone, in base 32 (160 bits)."""
    return pyotp.random_base32()


def address_for_telephone(secret: str, account: Account) -> str:
    """Return what the QR code holds that a telephone scans."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.username, issuer_name=ISSUER)


def code_at(secret: str, at: datetime) -> str:
    """Return the code that a telephone shows at ``at``."""
    return pyotp.TOTP(secret).at(at)


def has_factor(account: Account) -> bool:
    """Say whether ``account`` has a second factor. Two queries at most."""
    return (
        OneTimeKey.objects.filter(account=account).exists()
        or Passkey.objects.filter(account=account).exists()
    )


@transaction.atomic
def keep_key(account: Account, secret: str, code: str, *, at: datetime) -> bool:
    """Keep the key of a telephone that shows the right ``code``, in the place of an older one."""
    step = _matching_step(secret, code, at, after=0)
    if step is None:
        return False
    OneTimeKey.objects.update_or_create(
        account=account, defaults={"secret": secret, "last_step": step, "created_at": at}
    )
    return True


@transaction.atomic
def use_code(account: Account, typed: str, *, at: datetime) -> bool:
    """Say whether ``typed`` is a code of ``account`` that was not used yet, and use it up."""
    code = "".join(typed.split()).replace("-", "").upper()
    if code.isascii() and code.isdecimal():
        key = OneTimeKey.objects.select_for_update().filter(account=account).first()
        step = _matching_step(key.secret, code, at, after=key.last_step) if key else None
        if key is None or step is None:
            return False
        key.last_step = step
        key.save(update_fields=["last_step"])
        return True
    # One statement, so of two who come at once one is refused.
    unused = RecoveryCode.objects.filter(account=account, digest=_digest(code), used_at=None)
    return unused.update(used_at=at) == 1


@transaction.atomic
def new_recovery_codes(account: Account) -> list[str]:
    """Return new codes for paper, in the place of all before; they are stored nowhere."""
    account.recovery_codes.all().delete()
    codes = [_new_code() for _n in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=_digest(code.replace("-", ""))) for code in codes
    )
    return codes


def recovery_codes_left(account: Account) -> int:
    """Return how many codes on paper are unused."""
    return account.recovery_codes.filter(used_at=None).count()


@transaction.atomic
def forget_factors(account: Account) -> None:
    """Take every second factor of ``account`` away."""
    OneTimeKey.objects.filter(account=account).delete()
    account.passkeys.all().delete()
    account.recovery_codes.all().delete()


def _matching_step(secret: str, code: str, at: datetime, *, after: int) -> int | None:
    """Return the half minute that ``code`` belongs to, if it is near and later than ``after``."""
    now = int(at.timestamp()) // STEP_SECONDS
    reckoned = pyotp.HOTP(secret)
    for apart in STEPS_APART:
        step = now + apart
        if step > after and compare_digest(reckoned.at(step).encode(), code.encode()):
            return step
    return None


def _new_code() -> str:
    return "-".join(
        "".join(secrets.choice(_ALPHABET) for _n in range(_GROUP_LENGTH)) for _m in range(_GROUPS)
    )


def _digest(code: str) -> str:
    # Fifty-eight bits of chance: a slow hash would add nothing but time.
    return hashlib.sha256(code.encode()).hexdigest()
