"""Signatures over news, after the convention of Standard Webhooks (standardwebhooks.com). Pure.

The signed words are ``id.timestamp.payload``. While a secret is being replaced there are two
signatures, and either is enough.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

PREFIX: Final = "whsec_"
_BYTES: Final = 32


def new_secret() -> str:
    """Return a secret that nobody can guess."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Return the signature of a body under one secret, with the version of the scheme."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def signed_headers(
    under: Sequence[str], message_id: str, at: datetime, body: bytes
) -> dict[str, str]:
    """Return the headers that go with a body, signed under each of the secrets."""
    timestamp = int(at.timestamp())
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(
            signature(secret, message_id, timestamp, body) for secret in under
        ),
    }
