"""What tells of people in a complaint or a denunciation, sealed for whoever has only the database.

AES-GCM under a key drawn from the one that hashes personal numbers, which stands outside the
database. Lists never break a seal.
"""

import json
import secrets
from collections.abc import Mapping
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from motcua.people.keyed import number_key

_NONCE: Final = 12
_KEY_BYTES: Final = 32


def seal(values: Mapping[str, str], *, about: str) -> bytes:
    """Return ``values`` sealed for the case with the code ``about``, and for no other row."""
    nonce = secrets.token_bytes(_NONCE)
    content = json.dumps(dict(values), ensure_ascii=False).encode()
    return nonce + AESGCM(_key()).encrypt(nonce, content, about.encode())


def unseal(sealed: bytes, *, about: str) -> dict[str, str]:
    """Return what was sealed. Raises InvalidTag when it was changed or is of another row."""
    packed = bytes(sealed)
    opened = AESGCM(_key()).decrypt(packed[:_NONCE], packed[_NONCE:], about.encode())
    found: dict[str, str] = json.loads(opened)
    return found


def officer_key(officer_id: int) -> str:
    """Return by what an officer is known who may not open a case; it names nobody."""
    return number_key(f"officer{officer_id}")


def _key() -> bytes:
    derive = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=b"motcua petitions seal")
    return derive.derive(settings.NUMBER_KEY.encode())
