"""Writing the record of a dossier: each act one event, hashed together with the one before.

``recorded_at`` is the transaction's own instant: the database sets it, whatever is given.
The hash covers RFC 8785 canonical JSON. Nothing personal is in an event.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from motcua.agencies.actors import Actor
from motcua.dossiers.lifecycle import Action, State
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.kernel.canonical import digest

__all__ = [
    "Act",
    "append",
    "chain",
    "commitment",
    "digest",
    "event_document",
    "instant",
    "new_salt",
]


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, before it is written down."""

    action: Action
    from_state: State | None
    to_state: State
    happened_at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)
    on_behalf_of: int | None = None


def new_salt() -> str:
    """Return 32 random bytes in hexadecimal."""
    return secrets.token_hex(32)


def commitment(salt: str, values: Mapping[str, Any]) -> str:
    """Return what the ledger keeps of personal data: checkable with them, silent without."""
    return digest({"salt": salt, "values": dict(values)})


def event_document(event: DossierEvent, tracking_code: str) -> dict[str, Any]:
    """Return what is hashed of ``event``."""
    return {
        "dossier": tracking_code,
        "sequence": event.sequence,
        "action": str(event.action),
        "from": event.from_state,
        "to": event.to_state,
        "actor": event.actor_id,
        "on_behalf_of": event.on_behalf_of_id,
        "happened_at": instant(event.happened_at),
        "recorded_at": instant(event.recorded_at),
        "payload": event.payload,
        "origin": str(event.origin),
        "previous": event.previous_hash,
    }


def chain(
    dossier: Dossier, acts: Sequence[Act], *, actor: Actor, recorded_at: datetime
) -> list[DossierEvent]:
    """Return the unsaved events of ``acts``, hashed onto the chain of ``dossier``.

    Sets ``events_count`` and ``last_hash`` on the dossier, whose row the caller holds and
    saves in the same transaction.
    """
    events = []
    for act in acts:
        event = DossierEvent(
            dossier_id=dossier.pk,
            sequence=dossier.events_count + 1,
            action=act.action,
            from_state=act.from_state or "",
            to_state=act.to_state,
            actor_id=actor.officer_id,
            on_behalf_of_id=act.on_behalf_of,
            happened_at=act.happened_at,
            recorded_at=recorded_at,
            payload=_said(dossier, act, actor),
            origin=dossier.origin,
            previous_hash=dossier.last_hash,
        )
        event.hash = digest(event_document(event, dossier.tracking_code))
        dossier.events_count += 1
        dossier.last_hash = event.hash
        events.append(event)
    return events


def _said(dossier: Dossier, act: Act, actor: Actor) -> dict[str, Any]:
    """Return the payload; a citizen's act says as what they did it, and never who they are."""
    if actor.person_id is None:
        return dict(act.payload)
    return {**act.payload, "by": dossier.part_of(actor.person_id)}


def append(events: Sequence[DossierEvent]) -> None:
    """Write ``events``. One statement; from here on the database refuses to change them."""
    DossierEvent.objects.bulk_create(events)


def instant(moment: datetime) -> str:
    """Return ``moment`` as the ledger writes it: in UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
