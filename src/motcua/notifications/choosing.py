"""By which channel somebody is told: as they chose, then whatever else is known. Pure."""

from collections.abc import Set as AbstractSet
from typing import Final

EMAIL, SMS, ZALO = "email", "sms", "zalo"
_USUAL: Final = (EMAIL, SMS)
"""Nobody is written to in a chat unless they asked for it."""


def ranked(
    *, chosen: str, email: str, phone: str, carried: AbstractSet[str], sms_by_default: bool
) -> list[tuple[str, str]]:
    """Return the ways to reach somebody, the first to be tried first: channel and address.

    ``carried`` are the channels besides mail that somebody carries. Without
    ``sms_by_default`` nobody gets SMS who neither chose it nor is reached by anything first.
    """
    addresses = {EMAIL: email, SMS: phone, ZALO: phone}
    order = [*([chosen] if chosen else []), *(way for way in _USUAL if way != chosen)]
    ways = [
        (way, addresses[way])
        for way in order
        if addresses.get(way) and (way == EMAIL or way in carried)
    ]
    is_unasked = bool(ways) and ways[0][0] == SMS and chosen not in {SMS, ZALO}
    return [] if is_unasked and not sms_by_default else ways
