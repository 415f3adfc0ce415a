"""A number of somebody as a keyed hash: the same person is known again, and nobody is named.

Whoever has the database and not the key cannot try all numbers out. The key is one of its own,
so that what was kept under it outlives a change of the key that signs sessions.
"""

import hmac
from hashlib import sha256

from django.conf import settings


def number_key(number: str) -> str:
    """Return 64 hexadecimal digits for a personal number, a tax code, a passport or a telephone.

    However it is typed: only its Latin letters and digits count. Raises ValueError without any.
    """
    bare = "".join(sign for sign in number.upper() if sign.isascii() and sign.isalnum())
    if not bare:
        raise ValueError("no number")
    return hmac.new(settings.NUMBER_KEY.encode(), bare.encode(), sha256).hexdigest()
