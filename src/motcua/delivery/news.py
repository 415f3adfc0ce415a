"""Who is told when a parcel has moved on: upper floors register here."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from motcua.delivery.models import Parcel

Hearer = Callable[[Parcel, datetime], None]
_HEARERS: Final[list[Hearer]] = []


def hear(hearer: Hearer) -> None:
    """Have ``hearer`` called, in the transaction of the news, with a parcel in a new state."""
    if hearer not in _HEARERS:
        _HEARERS.append(hearer)


def tell(parcel: Parcel, at: datetime) -> None:
    """Tell everybody who registered that ``parcel`` is in a new state."""
    for hearer in _HEARERS:
        hearer(parcel, at)
