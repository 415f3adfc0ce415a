"""Content sealed for whoever has only the database.

AES-GCM under a key drawn from the one that hashes personal numbers, which stands outside the
database; another key for each purpose.
"""

import secrets
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE: Final = 12
_KEY_BYTES: Final = 32


def seal(content: bytes, *, purpose: str, about: str) -> bytes:
    """Return ``content`` sealed for the row called ``about``, and for no other."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key(purpose)).encrypt(nonce, content, about.encode())


def unseal(sealed: bytes, *, purpose: str, about: str) -> bytes:
    """Return what was sealed.

    Raises InvalidTag when it was changed, is of another row, or the key is another one now.
    """
    packed = bytes(sealed)
    return AESGCM(_key(purpose)).decrypt(packed[:_NONCE], packed[_NONCE:], about.encode())


def _key(purpose: str) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=purpose.encode())
    return derive.derive(settings.NUMBER_KEY.encode())
