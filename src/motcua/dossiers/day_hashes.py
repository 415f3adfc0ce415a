"""How a day of the ledger is sealed: leaves, blocks, and the hash that covers the day. Pure.

A leaf hides the hash of its event behind a salt: who is shown the salt with the event can find
the leaf in the published list, and nobody else can tell whose it is.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from motcua.kernel import clock, merkle
from motcua.kernel.canonical import digest

BLOCK: Final = 256
"""Leaves kept together; a power of two, so that a block is a subtree."""
LEAF_BYTES: Final = 32
PLACE_BYTES: Final = 12
_DOSSIER_BYTES: Final = 8


@dataclass(frozen=True, slots=True, order=True)
class Leaf:
    """One leaf, and which event of which dossier it hides."""

    content: bytes
    dossier_id: int
    sequence: int

    @property
    def place(self) -> bytes:
        """Return dossier and event as they are kept beside the leaf."""
        return self.dossier_id.to_bytes(8, "big") + self.sequence.to_bytes(4, "big")


def salt_of(day_salt: str, event_hash: str) -> str:
    """Return the salt of one event's leaf: shown with the event, and useless for any other."""
    return hashlib.sha256(bytes.fromhex(day_salt) + event_hash.encode()).hexdigest()


def leaf_of(salt: str, event_hash: str) -> bytes:
    """Return the leaf of an event under its own salt."""
    return hashlib.sha256(bytes.fromhex(salt) + event_hash.encode()).digest()


def day_hash(day: date, events: int, root: str, previous_hash: str) -> str:
    """Return the hash of a day, which covers all days before it."""
    return digest(
        {"day": day.isoformat(), "events": events, "root": root, "previous": previous_hash}
    )


def bounds(day: date) -> tuple[datetime, datetime]:
    """Return the instants at which ``day`` begins and ends in Vietnam."""
    begins = datetime(day.year, day.month, day.day, tzinfo=clock.VIETNAM)
    return begins, begins + timedelta(days=1)


def block_root(leaves: bytes) -> bytes:
    """Return the Merkle root over the leaves of one block."""
    return merkle.root_of_leaves(split(leaves))


def split(leaves: bytes) -> Iterator[bytes]:
    """Yield the leaves of a block."""
    return (leaves[at : at + LEAF_BYTES] for at in range(0, len(leaves), LEAF_BYTES))


def place_at(places: bytes, index: int) -> tuple[int, int]:
    """Return dossier and event of the leaf number ``index`` in its block."""
    place = places[index * PLACE_BYTES : (index + 1) * PLACE_BYTES]
    return (
        int.from_bytes(place[:_DOSSIER_BYTES], "big"),
        int.from_bytes(place[_DOSSIER_BYTES:], "big"),
    )


def in_blocks(leaves: Iterable[Leaf]) -> Iterator[list[Leaf]]:
    """Yield ``leaves`` so many at a time."""
    block: list[Leaf] = []
    for leaf in leaves:
        block.append(leaf)
        if len(block) == BLOCK:
            yield block
            block = []
    if block:
        yield block
