"""The port to the public post: orders are made over HTTP, its news come back by callback.

What goes out: where to, the parcel's number if the desk scanned one, the cash to collect.
What comes back: the number, and events. The paths are ours; a province whose post speaks
otherwise puts a small adapter between, as the simulator is one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from motcua.delivery.lifecycle import EventKind
from motcua.delivery.models import Parcel
from motcua.kernel import clock
from motcua.kernel.signed_json import CallError, call

LONGEST: Final = 255


@dataclass(frozen=True, slots=True)
class News:
    """One event as the post tells it. ``cash_dong`` is what was collected with a delivery."""

    key: str
    kind: EventKind
    happened_at: datetime
    place: str = ""
    note: str = ""
    collector: str = ""
    collector_proof: str = ""
    cash_dong: int | None = None


def is_open() -> bool:
    """Say whether a post office is configured."""
    return bool(settings.POST_ADDRESS and settings.POST_SECRET)


def place(parcel: Parcel, *, at: datetime) -> str:
    """Tell the post of ``parcel``; return its number. Told twice, it answers the same."""
    answer = call(
        f"{settings.POST_ADDRESS}/orders",
        {
            "ref": str(parcel.ref),
            "number": parcel.tracking_number or "",
            "recipient": parcel.recipient,
            "phone": parcel.phone,
            "address": parcel.address,
            "cash": parcel.cash_dong,
            "callback": f"{settings.PUBLIC_ADDRESS}/goi-lai/buu-chinh/",
        },
        secret=settings.POST_SECRET,
        at=at,
    )
    number = answer.get("number")
    if not isinstance(number, str) or not number:
        raise CallError("the post gave no number")
    return number[:40]


def ask(parcel: Parcel, *, at: datetime) -> list[News]:
    """Ask the post for everything it knows of ``parcel``."""
    address = f"{settings.POST_ADDRESS}/orders/{parcel.ref}"
    answer = call(address, None, secret=settings.POST_SECRET, at=at)
    events = answer.get("events")
    if not isinstance(events, list):
        raise CallError("the post listed no events")
    try:
        return [read(event) for event in events]
    except ValueError as error:
        raise CallError(f"an event cannot be read: {error}"[:200]) from error


def read(event: Any) -> News:
    """Return an event as the post writes it. Raises ValueError."""
    if not isinstance(event, Mapping):
        raise ValueError("an event is no object")  # noqa: TRY004 - wrong content, not type
    happened_at = datetime.fromisoformat(str(event.get("at")))
    cash = event.get("cash")
    if cash is not None and (not isinstance(cash, int) or isinstance(cash, bool) or cash < 0):
        raise ValueError("cash is a whole number of dong")
    key = str(event.get("id") or "")
    if not key:
        raise ValueError("an event has no id")
    return News(
        key=key[:80],
        kind=EventKind(str(event.get("kind"))),
        happened_at=clock.local(happened_at),
        place=_text(event, "place")[:160],
        note=_text(event, "note"),
        collector=_text(event, "collector"),
        collector_proof=_text(event, "proof"),
        cash_dong=cash,
    )


def _text(event: Mapping[str, Any], name: str) -> str:
    return str(event.get(name) or "").replace("\x00", "")[:LONGEST]
