"""Comparing the tables with the ledger, dossier by dossier.

Dossiers are read a block at a time, each block in one snapshot: memory does not grow with the
ledger, and work goes on meanwhile.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from multiprocessing import get_context
from typing import Any, Final

import orjson
from django.db import connection, transaction

from motcua.dossiers import side_by_side
from motcua.dossiers.comparing import Difference, Event, Stored, compare
from motcua.dossiers.day_hashes import bounds
from motcua.dossiers.replay import ROW_FIELDS

DOSSIERS_AT_ONCE: Final = 1_000
BLOCKS_AHEAD: Final = 8
_LEDGER_TIME: Final = 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'


def _select(table: str, *columns: str, where: str = "TRUE", order: str = "id") -> str:
    """Return the SQL of ``columns`` of many dossiers, instants as the ledger writes them.

    Formatting them there instead of here halves the work of reading an event.
    """
    listed = ", ".join(
        f"to_char({name} AT TIME ZONE 'UTC', '{_LEDGER_TIME}')"
        if name.endswith(("_at", "_from"))
        else f'"{name}"'
        for name in columns
    )
    # Names of our own tables and columns, none from outside.
    return (
        f"SELECT {listed} FROM dossiers_{table} "  # noqa: S608
        f"WHERE {columns[0]} = ANY(%s) AND {where} ORDER BY {order}"
    )


_ROW: Final = (
    *("id", "tracking_code", "state", "origin", "events_count", "last_hash", "erased_at"),
    *ROW_FIELDS,
)
_DOSSIERS: Final = _select("dossier", *_ROW)
_EVENTS: Final = _select(
    "dossierevent",
    *("dossier_id", "sequence", "action", "from_state", "to_state", "actor_id"),
    *("on_behalf_of_id", "happened_at", "recorded_at", "payload", "origin", "previous_hash"),
    "hash",
    order="dossier_id, sequence",
)
_DATES: Final = _select(
    "duedate",
    *("dossier_id", "kind", "due_at", "issued_at", "counted_from"),
    *("limit_value", "limit_unit", "policy", "calendar_version_id"),
)
_PAUSES: Final = _select("pause", "dossier_id", "kind", "restarts", "started_at", "ended_at")
_APOLOGIES: Final = _select(
    "apology",
    *("dossier_id", "signed_at", "new_due_at"),
    where="signed_at IS NOT NULL",
    order="signed_at, id",
)
_FORMS: Final = _select(
    "issuedform",
    *("dossier_id", "kind", "version", "issued_at", "voided_at", "payload"),
    order="issued_at, id",
)
_PERSONAL: Final = _select("dossierpersonaldata", "dossier_id", "salt", "values")
_NEXT: Final = "SELECT id FROM dossiers_dossier WHERE id > %s ORDER BY id LIMIT %s"
_NEXT_SINCE: Final = """
    SELECT DISTINCT dossier_id FROM dossiers_dossierevent
    WHERE dossier_id > %s AND recorded_at >= %s ORDER BY dossier_id LIMIT %s
"""
_ORPHANS: Final = """
    SELECT dossier_id, min(sequence), count(*) FROM dossiers_dossierevent AS event
    WHERE NOT EXISTS (SELECT FROM dossiers_dossier WHERE id = event.dossier_id)
    GROUP BY dossier_id ORDER BY dossier_id LIMIT 20
"""


@dataclass(slots=True)
class Tally:
    """What was looked at, and what differs."""

    dossiers: int = 0
    events: int = 0
    erased: int = 0
    older: int = 0
    differences: list[Difference] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Count what was looked at elsewhere."""
        self.dossiers += other.dossiers
        self.events += other.events
        self.erased += other.erased
        self.older += other.older
        self.differences += other.differences


def verify_dossiers(
    since: date | None, progress: Callable[[Tally], None], processes: int = 1
) -> Tally:
    """Compare every dossier with its events, or those to which something was recorded ``since``.

    ``progress`` is told after each block. With several ``processes`` blocks are compared side
    by side, and told in their order all the same; not inside a transaction.
    """
    tally = Tally()
    tally.differences += _orphans()
    compared = (
        map(compare_block, _blocks(since))
        if processes == 1
        else _compared_by(processes, _blocks(since))
    )
    for found in compared:
        tally.add(found)
        progress(tally)
    return tally


def compare_block(ids: Sequence[int]) -> Tally:
    """Compare the dossiers ``ids`` with their events, all read in one snapshot."""
    tally = Tally()
    with one_snapshot():
        stored = read(ids)
    for dossier in stored:
        compared = compare(dossier)
        tally.dossiers += 1
        tally.events += len(dossier.events)
        tally.erased += compared.is_erased
        tally.older += not compared.is_complete
        tally.differences += compared.differences
    return tally


def _compared_by(processes: int, blocks: Iterator[list[int]]) -> Iterator[Tally]:
    """Yield what comes of ``blocks``, in their order, compared by so many processes.

    A few blocks ahead and no more, so that memory does not grow with the ledger.
    """
    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    database = {name: connection.settings_dict[name] for name in names}
    with ProcessPoolExecutor(
        processes, get_context("spawn"), side_by_side.begin, (database,)
    ) as pool:
        waiting = deque(
            pool.submit(side_by_side.compare_block, ids) for ids in islice(blocks, BLOCKS_AHEAD)
        )
        while waiting:
            yield waiting.popleft().result()
            if (ids := next(blocks, None)) is not None:
                waiting.append(pool.submit(side_by_side.compare_block, ids))


def read(ids: Sequence[int]) -> list[Stored]:
    """Return what the tables hold of the dossiers ``ids``."""
    found = {row[0]: Stored(dict(zip(_ROW, row, strict=True))) for row in _rows(_DOSSIERS, ids)}
    ids = list(found)
    for dossier_id, *event in _rows(_EVENTS, ids):
        stored = found[dossier_id]
        stored.events.append(_event(stored.row["tracking_code"], event))
    for dossier_id, *date_row in _rows(_DATES, ids):
        found[dossier_id].dates.append(tuple(date_row))
    for dossier_id, *pause in _rows(_PAUSES, ids):
        found[dossier_id].pauses.append(tuple(pause))
    for dossier_id, *apology in _rows(_APOLOGIES, ids):
        found[dossier_id].apologies.append(tuple(apology))
    for dossier_id, *form, payload in _rows(_FORMS, ids):
        found[dossier_id].forms.append((*form, _json(payload)))
    for dossier_id, salt, values in _rows(_PERSONAL, ids):
        found[dossier_id].salt = salt
        found[dossier_id].values = _json(values)
    return list(found.values())


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Let all that is read in a block be of one instant, whatever others write meanwhile."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _event(tracking_code: str, row: Sequence[Any]) -> Event:
    """Return an event as the ledger hashed it: ``ledger.event_document``, without a model."""
    sequence, action, before, after, actor, behalf, happened_at, recorded_at, *others = row
    payload, origin, previous, hashed = others
    document = {
        "dossier": tracking_code,
        "sequence": sequence,
        "action": action,
        "from": before,
        "to": after,
        "actor": actor,
        "on_behalf_of": behalf,
        "happened_at": happened_at,
        "recorded_at": recorded_at,
        "payload": _json(payload),
        "origin": origin,
        "previous": previous,
    }
    return Event(document, hashed)


def _json(text: str) -> Any:
    """Return what JSON says; numbers that only the database can hold are text, and differ."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


def _rows(statement: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(ids)])
        return list(cursor.fetchall())


def _blocks(since: date | None) -> Iterator[list[int]]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            if since is None:
                cursor.execute(_NEXT, [last, DOSSIERS_AT_ONCE])
            else:
                cursor.execute(_NEXT_SINCE, [last, bounds(since)[0], DOSSIERS_AT_ONCE])
            ids = [dossier_id for (dossier_id,) in cursor.fetchall()]
        if not ids:
            return
        yield ids
        last = ids[-1]


def _orphans() -> Iterator[Difference]:
    with connection.cursor() as cursor:
        cursor.execute(_ORPHANS)
        for dossier_id, sequence, count in cursor.fetchall():
            yield Difference(
                f"Hồ sơ #{dossier_id}", sequence, f"sổ có {count} việc nhưng hồ sơ không còn"
            )
