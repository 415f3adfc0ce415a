"""The gateway's signature, written from its document and not from the product."""

import hmac
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode


def hash_of_parameters(parameters: Mapping[str, str], secret: str) -> str:
    """Return the signature of the parameters of an address."""
    kept = [
        (name, parameters[name])
        for name in sorted(parameters)
        if parameters[name] != "" and not name.startswith("vnp_SecureHash")
    ]
    return hmac.new(secret.encode(), urlencode(kept).encode(), "sha512").hexdigest()


def hash_of_message(message: Mapping[str, Any], fields: Iterable[str], secret: str) -> str:
    """Return the signature of a message between servers."""
    text = "|".join(str(message.get(name, "")) for name in fields)
    return hmac.new(secret.encode(), text.encode(), "sha512").hexdigest()
