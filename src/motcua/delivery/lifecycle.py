"""Where a parcel is, told by what the post has said of it. Pure: no database, no clock.

What the post says arrives late, twice and out of order, and some of it never. So no event
moves a state: the state is read anew from all events that are there, in the order in which
they happened.

Legal source: Quyết định 45/2016/QĐ-TTg; Thông tư 17/2017/TT-BTTTT (at least two invitations,
two working days apart, before a result goes back to the agency).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from motcua.kernel import clock
from motcua.kernel.limits import Limit, LimitUnit, due
from motcua.kernel.workdays import Calendar

ATTEMPTS: Final = 2
"""How often the post has to try before a result goes back."""
DAYS_BETWEEN: Final = 2
"""Working days between the first attempt and the second."""


class EventKind(StrEnum):
    """What the post can say of a parcel. Values are stored: add, never rename."""

    COLLECTED = "collected"
    IN_TRANSIT = "in_transit"
    ATTEMPTED = "attempted"
    DELIVERED = "delivered"
    GOING_BACK = "going_back"
    BACK = "back"
    LOST = "lost"

    @property
    def label(self) -> str:
        """Return the event as people read it."""
        return _EVENT_LABELS[self]


class ParcelState(StrEnum):
    """Where a parcel stands. Values are stored: add, never rename."""

    PACKED = "packed"
    HANDED = "handed"
    ON_THE_WAY = "on_the_way"
    ATTEMPTED = "attempted"
    DELIVERED = "delivered"
    GOING_BACK = "going_back"
    BACK = "back"
    LOST = "lost"

    @property
    def label(self) -> str:
        """Return the state as people read it."""
        return _LABELS[self][0]

    @property
    def badge(self) -> str:
        """Return the badge kind of the visual language."""
        return _LABELS[self][1]


_EVENT_LABELS: Final[Mapping[EventKind, str]] = {
    EventKind.COLLECTED: "Bưu chính đã nhận bưu gửi",
    EventKind.IN_TRANSIT: "Đang vận chuyển",
    EventKind.ATTEMPTED: "Đã đến phát, không gặp người nhận",
    EventKind.DELIVERED: "Đã phát tận tay",
    EventKind.GOING_BACK: "Đang chuyển trả cơ quan",
    EventKind.BACK: "Đã trả về cơ quan",
    EventKind.LOST: "Bưu chính báo thất lạc",
}
_LABELS: Final[Mapping[ParcelState, tuple[str, str]]] = {
    ParcelState.PACKED: ("Chờ giao bưu chính", "new"),
    ParcelState.HANDED: ("Đã giao bưu chính", "moving"),
    ParcelState.ON_THE_WAY: ("Đang trên đường", "moving"),
    ParcelState.ATTEMPTED: ("Phát chưa được", "soon"),
    ParcelState.DELIVERED: ("Đã phát", "done"),
    ParcelState.GOING_BACK: ("Đang trả về", "soon"),
    ParcelState.BACK: ("Đã trả về cơ quan", "ended"),
    ParcelState.LOST: ("Thất lạc", "late"),
}
OVER: Final = frozenset({ParcelState.DELIVERED, ParcelState.BACK})
"""Nothing more is expected of the post."""
AT_THE_POST: Final = frozenset(set(ParcelState) - OVER - {ParcelState.PACKED})
"""In the hands of the post."""
_REACHES: Final[Mapping[EventKind, ParcelState]] = {
    EventKind.COLLECTED: ParcelState.ON_THE_WAY,
    EventKind.IN_TRANSIT: ParcelState.ON_THE_WAY,
    EventKind.ATTEMPTED: ParcelState.ATTEMPTED,
    EventKind.DELIVERED: ParcelState.DELIVERED,
    EventKind.GOING_BACK: ParcelState.GOING_BACK,
    EventKind.BACK: ParcelState.BACK,
    EventKind.LOST: ParcelState.LOST,
}
_RANK: Final = tuple(EventKind)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that the post said: what, and when it happened."""

    kind: EventKind
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a parcel stands, since when, and when the post tried to deliver it."""

    state: ParcelState
    since: datetime | None = None
    attempts: tuple[datetime, ...] = ()


def standing(events: Iterable[Told], *, is_handed: bool) -> Standing:
    """Return where the parcel of ``events`` is, whatever their order and however often told.

    What was handed to somebody, or is back, stays so: later words on its way are late ones.
    """
    told = sorted(set(events), key=lambda event: (event.happened_at, _RANK.index(event.kind)))
    attempts = tuple(one.happened_at for one in told if one.kind is EventKind.ATTEMPTED)
    for last in (EventKind.DELIVERED, EventKind.BACK):
        ends = [event for event in told if event.kind is last]
        if ends:
            return Standing(_REACHES[last], ends[0].happened_at, attempts)
    if told:
        return Standing(_REACHES[told[-1].kind], told[-1].happened_at, attempts)
    return Standing(ParcelState.HANDED if is_handed else ParcelState.PACKED)


def next_attempt_from(attempts: Iterable[datetime], calendar: Calendar) -> datetime | None:
    """Return the end of the working day on which the post tries again; None when it need not."""
    tried = sorted(attempts)
    if not tried or len(tried) >= ATTEMPTS:
        return None
    return due(clock.local(tried[0]), Limit(DAYS_BETWEEN, LimitUnit.WORKING_DAY), calendar).due


def kept_the_rule(attempts: Iterable[datetime], calendar: Calendar) -> bool:
    """Say whether a parcel that comes back was offered often enough, far enough apart."""
    tried = sorted(attempts)
    if len(tried) < ATTEMPTS:
        return False
    earliest = due(clock.local(tried[0]), Limit(DAYS_BETWEEN, LimitUnit.WORKING_DAY), calendar).due
    return earliest is not None and clock.day_of(tried[-1]) >= clock.day_of(earliest)
