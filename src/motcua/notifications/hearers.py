"""Who is told that a message reached nobody by any channel: upper floors register here."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from motcua.notifications.models import Message

Hearer = Callable[[Message, datetime], None]
_HEARERS: Final[list[Hearer]] = []


def hear(hearer: Hearer) -> None:
    """Have ``hearer`` called, in the same transaction, with a message that nobody got."""
    if hearer not in _HEARERS:
        _HEARERS.append(hearer)


def tell(message: Message, at: datetime) -> None:
    """Tell everybody who registered that ``message`` reached nobody."""
    for hearer in _HEARERS:
        hearer(message, at)
