"""The one place that knows what time it is, and the one time zone of the product.

Time comes into every rule as an argument; only the edges (views, tasks, commands)
call ``now`` and ``today``.
"""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Return the present instant, aware, in Vietnam's time."""
    return datetime.now(VIETNAM)  # noqa: TID251 - the one call that the rule allows


def today() -> date:
    """Return the present day in Vietnam, wherever the server stands."""
    return now().date()


def local(instant: datetime) -> datetime:
    """Return ``instant`` in Vietnam's time; one without a zone is already Vietnam's."""
    if instant.tzinfo is None:
        return instant.replace(tzinfo=VIETNAM)
    return instant.astimezone(VIETNAM)


def day_of(instant: datetime) -> date:
    """Return the day on which ``instant`` falls in Vietnam."""
    return local(instant).date()
