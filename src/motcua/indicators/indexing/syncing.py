"""Which dossiers the national portal knows: a condition that an upper floor registers here.

Item 1.4 is then counted, from the first period that began after the joining; before, it is
entered by hand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Synced:
    """How it is known: SQL over ``fact`` with the values of a count, and since which day.

    The condition has to rest on rows that only grow, so that anybody can count it again.
    """

    condition: str
    since: Callable[[], date | None]


_REGISTERED: list[Synced] = []


def register(synced: Synced) -> None:
    """Have dossiers counted as synced by this condition, and no other."""
    _REGISTERED[:] = [synced]


def known_from(first: date) -> str | None:
    """Return the condition where it is known of all days from ``first`` on. One query."""
    for synced in _REGISTERED:
        since = synced.since()
        if since is not None and since <= first:
            return synced.condition
    return None
