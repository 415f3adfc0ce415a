"""The extract of a dossier from the ledger: its events, and the proof that they were sealed.

Nothing personal is in it. It holds the tracking code, which every event is hashed with, so it
is handed out to whoever has that already: officers who may see the dossier, and whoever follows
it by the code of the paper.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from motcua.dossiers.day_hashes import BLOCK, LEAF_BYTES, leaf_of, salt_of, split
from motcua.dossiers.extract_check import DAY, EXTRACT
from motcua.dossiers.ledger import event_document
from motcua.dossiers.models import ClosedDay, DayBlock, Dossier, DossierEvent
from motcua.kernel import clock, merkle

_BLOCKS_AT_ONCE: Final = 50


def extract_of(dossier: Dossier) -> dict[str, Any]:
    """Return the extract of ``dossier`` as JSON has it. A query for each closed day, and three."""
    events = list(dossier.events.order_by("sequence"))
    by_day: dict[date, list[DossierEvent]] = {}
    for event in events:
        by_day.setdefault(clock.day_of(event.recorded_at), []).append(event)
    closed = ClosedDay.objects.filter(day__in=by_day).order_by("day")
    return {
        "format": EXTRACT,
        "dossier": dossier.tracking_code,
        "code": dossier.code,
        "events": [
            {"document": event_document(event, dossier.tracking_code), "hash": event.hash}
            for event in events
        ],
        "days": [
            {**seal_of(day), "proofs": list(_proofs(day, by_day[day.day]))} for day in closed
        ],
    }


def seal_of(closed: ClosedDay) -> dict[str, Any]:
    """Return what is published of a closed day besides its leaves."""
    return {
        "day": closed.day.isoformat(),
        "events": closed.events,
        "root": closed.root,
        "previous": closed.previous_hash,
        "hash": closed.hash,
    }


def published_day(closed: ClosedDay) -> Iterator[str]:
    """Yield the JSON of a closed day with all its leaves, a block at a time."""
    head = ", ".join(
        f'"{name}": {value}' if isinstance(value, int) else f'"{name}": "{value}"'
        for name, value in {"format": DAY, **seal_of(closed)}.items()
    )
    yield f'{{{head}, "leaves": [\n'
    separator = ""
    for block in closed.blocks.order_by("number").iterator(chunk_size=_BLOCKS_AT_ONCE):
        listed = ",\n".join(f'"{leaf.hex()}"' for leaf in split(bytes(block.leaves)))
        yield separator + listed
        separator = ",\n"
    yield "\n]}\n"


def _proofs(closed: ClosedDay, events: list[DossierEvent]) -> Iterator[dict[str, Any]]:
    """Yield for each event how its leaf leads to the root of the day.

    An event that is not in the list, which only a change past the guards can bring about, has
    no proof and shows as one without.
    """
    blocks: QuerySet[DayBlock] = closed.blocks.order_by("number")
    roots = [bytes(root) for root in blocks.values_list("root", flat=True)]
    for event in events:
        salt = salt_of(closed.salt, event.hash)
        leaf = leaf_of(salt, event.hash)
        block = _block_with(blocks, leaf)
        if block is None:
            continue
        leaves = list(split(bytes(block.leaves)))
        within = leaves.index(leaf)
        nodes = [merkle.leaf_node(one) for one in leaves]
        path = merkle.path(nodes, within) + merkle.path(roots, block.number)
        yield {
            "sequence": event.sequence,
            "salt": salt,
            "index": block.number * BLOCK + within,
            "path": [node.hex() for node in path],
        }


def _block_with(blocks: QuerySet[DayBlock], leaf: bytes) -> DayBlock | None:
    """Return the block in which ``leaf`` stands: leaves are in order through all blocks."""
    begins_before = blocks.extra(  # a comparison of bytes that lookups have no word for
        where=["substring(leaves FROM 1 FOR %s) <= %s"], params=[LEAF_BYTES, leaf]
    )
    block: DayBlock | None = begins_before.order_by("-number").first()
    if block is None or leaf not in list(split(bytes(block.leaves))):
        return None
    return block
