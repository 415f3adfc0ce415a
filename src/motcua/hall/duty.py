"""Whether helpers are on duty at a desk: asked here, known only to the floor above.

Whoever keeps rosters registers a function in ``AppConfig.ready``. Without one nobody is asked
and guidance may be booked whenever the desk receives.
"""

from datetime import datetime
from typing import Final, Protocol


class OnDuty(Protocol):
    """Says whether helpers are on duty at a desk for the whole of a stretch of time."""

    def __call__(self, *, desk_id: int, starts_at: datetime, ends_at: datetime) -> bool:
        """Answer."""
        ...


_ASKED: Final[list[OnDuty]] = []


def ask(on_duty: OnDuty) -> None:
    """Let ``on_duty`` answer from now on, beside those registered before."""
    if on_duty not in _ASKED:
        _ASKED.append(on_duty)


def is_somebody_on_duty(*, desk_id: int, starts_at: datetime, ends_at: datetime) -> bool:
    """Say whether a helper is there; True while nobody keeps rosters."""
    if not _ASKED:
        return True
    return any(one(desk_id=desk_id, starts_at=starts_at, ends_at=ends_at) for one in _ASKED)
