"""Secrets and tokens: long, random, kept as a hash alone. Pure.

They have 256 bits of chance, so nobody finds one by trying: a plain SHA-256 is enough, and is
quick where every call needs it. Passwords that people choose are another matter.
"""

import hashlib
import hmac
import secrets
from typing import Final

_BYTES: Final = 32
CLIENT_PREFIX: Final = "mc-"
SECRET_PREFIX: Final = "mcs_"  # noqa: S105, a prefix
TOKEN_PREFIX: Final = "mct_"  # noqa: S105, a prefix
"""By which a scanner of repositories knows one that was left lying about."""


def new_client_id() -> str:
    """Return the name by which a client signs in; no secret."""
    return CLIENT_PREFIX + secrets.token_hex(6)


def new_secret() -> str:
    """Return a secret that nobody can guess."""
    return SECRET_PREFIX + secrets.token_urlsafe(_BYTES)


def new_token() -> str:
    """Return a bearer token that nobody can guess."""
    return TOKEN_PREFIX + secrets.token_urlsafe(_BYTES)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret or token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_same(secret: str, digest: str) -> bool:
    """Say whether ``digest`` is that of ``secret``, in a time that tells nothing."""
    return hmac.compare_digest(digest_of(secret), digest)
