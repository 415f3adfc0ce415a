"""When news that nobody took is sent again, and when a hook is given up. Pure."""

from datetime import datetime, timedelta
from typing import Final

MOST_ATTEMPTS: Final = 13
FIRST_PAUSE: Final = timedelta(seconds=22)
"""Doubled each time: the thirteenth try comes 25 hours after the first."""
GIVEN_UP_AFTER: Final = timedelta(days=1)
"""A hook that took nothing for so long is switched off."""
SILENT_TRIES: Final = 3
REST: Final = timedelta(minutes=1)
"""Who did not even answer so often is asked once a minute: waiting for them costs others."""
KEPT: Final = timedelta(days=7)


def pause_after(attempts: int) -> timedelta:
    """Return how long after the try with number ``attempts`` the next one comes."""
    doublings: int = 2 ** (min(max(attempts, 1), MOST_ATTEMPTS) - 1)
    return FIRST_PAUSE * doublings


def is_given_up(failing_since: datetime, at: datetime) -> bool:
    """Say whether a hook has taken nothing for too long."""
    return at - failing_since >= GIVEN_UP_AFTER
