"""Devices and addresses as keyed hashes: the same one is known again, and none is named."""

import hmac
from hashlib import sha256

from django.conf import settings


def device_key(secret: str) -> str:
    """Return 64 hexadecimal digits for the random secret in a browser's cookie."""
    return _keyed("device", secret)


def address_key(address: str) -> str:
    """Return 64 hexadecimal digits for an address of the network."""
    return _keyed("address", address)


def _keyed(what: str, value: str) -> str:
    words = f"{what} {value}".encode()
    return hmac.new(settings.NUMBER_KEY.encode(), words, sha256).hexdigest()
