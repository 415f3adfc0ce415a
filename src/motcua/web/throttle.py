"""How often one address may ask, and which address that is.

Counted in each process for itself: with two web processes twice as much may pass, which
is enough to stop somebody who tries codes and costs no query.
"""

import ipaddress
import threading
from collections import Counter
from datetime import datetime
from typing import Final

from django.conf import settings
from django.http import HttpRequest

_MOST_ADDRESSES: Final = 50_000
_SIXTH: Final = 6
_HOME_PREFIX: Final = 64


class Throttle:
    """At most ``most`` questions a minute from one address."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = ""
        self._counts: Counter[str] = Counter()

    def admits(self, address: str, at: datetime, most: int) -> bool:
        """Count one question; say whether it is still within ``most`` this minute."""
        minute = f"{at:%Y%m%d%H%M}"
        address = _network(address)
        with self._lock:
            if minute != self._minute or len(self._counts) > _MOST_ADDRESSES:
                self._minute = minute
                self._counts.clear()
            self._counts[address] += 1
            return self._counts[address] <= most


def _network(address: str) -> str:
    """Return what is counted: one IPv4 address, but the 2^64 of IPv6 that one home is given."""
    found = ipaddress.ip_address(address)
    if found.version == _SIXTH:
        return str(ipaddress.ip_network((found, _HOME_PREFIX), strict=False))
    return address


def client_address(request: HttpRequest) -> str:
    """Return the visitor's address, past as many proxies as are trusted."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    named = direct
    if settings.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
        named = hops[-settings.TRUSTED_PROXIES] if len(hops) >= settings.TRUSTED_PROXIES else ""
    for candidate in (named, direct):
        try:
            return str(ipaddress.ip_address(candidate))
        except ValueError:
            continue
    return "0.0.0.0"  # noqa: S104, a name for "unknown", nothing listens on it
