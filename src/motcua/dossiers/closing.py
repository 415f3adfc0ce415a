"""Closing a day of the ledger, once nothing can come to it any more.

An event belongs to the day on which its transaction began, so a day may be closed only after
every transaction begun in it has ended. Three things see to that: those still running are
looked for; whoever has recorded something holds a lock on the day until it commits, for which
the close asks too; and what comes later all the same is refused by the trigger that dates
events (``guards.RECORD_NOW``).
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Final

from django.db import connection, transaction

from motcua.dossiers import guards
from motcua.dossiers.day_hashes import Leaf, block_root, bounds, day_hash, in_blocks
from motcua.dossiers.models import ClosedDay, DayBlock, DossierEvent
from motcua.kernel import clock, merkle
from motcua.kernel.errors import DomainError

_RUNNING: Final = """
    SELECT pid, xact_start FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND backend_type = 'client backend' AND xact_start < %s
    ORDER BY xact_start
"""
_LOCK_DAY: Final = f"SELECT pg_try_advisory_xact_lock({guards.LOCK_CLASS}, %s - %s::date)"
# The leaf of day_hashes.leaf_of, made where the events are: sorted there, it needs no memory here.
LEAVES: Final = """
    SELECT sha256(sha256(%(salt)s || said) || said) AS leaf, dossier_id, sequence
    FROM dossiers_dossierevent, LATERAL (SELECT convert_to(hash, 'UTF8') AS said) AS of_event
    WHERE recorded_at >= %(begins)s AND recorded_at < %(ends)s
    ORDER BY leaf, dossier_id, sequence
"""
_LEAVES_AT_ONCE: Final = 2_560
_BLOCKS_AT_ONCE: Final = 200


class DayStillOpenError(DomainError):
    """The day cannot be closed yet."""

    code: ClassVar[str] = "day-open"


@dataclass(frozen=True, slots=True)
class Running:
    """A transaction that began before an instant and has not ended."""

    pid: int
    since: datetime


def running_since_before(moment: datetime) -> list[Running]:
    """Return the transactions of others that began before ``moment`` and still run.

    Those of another role may be hidden; nothing of theirs can come to a day once it is closed.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RUNNING, [moment])
        return [Running(pid, since) for pid, since in cursor.fetchall()]


def leaves_of(day: date, salt: str) -> Iterator[Leaf]:
    """Yield the leaves of what was recorded on ``day``, in order, as the database reads them."""
    begins, ends = bounds(day)
    with connection.chunked_cursor() as cursor:
        cursor.execute(LEAVES, {"salt": bytes.fromhex(salt), "begins": begins, "ends": ends})
        while rows := cursor.fetchmany(_LEAVES_AT_ONCE):
            for content, dossier_id, sequence in rows:
                yield Leaf(bytes(content), dossier_id, sequence)


@transaction.atomic
def close_day(day: date, *, at: datetime) -> ClosedDay:
    """Seal what was recorded on ``day``, which must be the one after the last closed day.

    A day that is closed already is returned as it is. Raises DayStillOpenError while it lasts,
    while a transaction begun in it runs, or when a day before it is open.
    """
    _begins, ends = bounds(day)
    if at < ends:
        raise DayStillOpenError(f"Ngày {day:%d/%m/%Y} chưa hết nên chưa khóa sổ được.")
    _refuse_running(ends)
    _hold(day)
    last = ClosedDay.objects.order_by("-day").first()
    if last is not None and last.day >= day:
        return ClosedDay.objects.get(day=day)
    if last is not None and last.day != day - timedelta(days=1):
        raise DayStillOpenError(
            f"Trước ngày {day:%d/%m/%Y} còn ngày chưa khóa; ngày khóa cuối là {last.day:%d/%m/%Y}."
        )
    salt = secrets.token_hex(32)
    roots, events = _write_blocks(day, salt)
    root = merkle.root(roots).hex()
    previous = last.hash if last is not None else ""
    return ClosedDay.objects.create(
        day=day,
        events=events,
        root=root,
        previous_hash=previous,
        hash=day_hash(day, events, root, previous),
        salt=salt,
        closed_at=at,
    )


def _write_blocks(day: date, salt: str) -> tuple[list[bytes], int]:
    """Write the leaves of ``day``; return the roots of the blocks and how many leaves there are.

    So many blocks at a time that memory does not grow with the day. Foreign keys are looked at
    when the transaction commits, so the day's own row may come after.
    """
    roots: list[bytes] = []
    events = 0
    waiting: list[DayBlock] = []
    for number, block in enumerate(in_blocks(leaves_of(day, salt))):
        leaves = b"".join(leaf.content for leaf in block)
        places = b"".join(leaf.place for leaf in block)
        roots.append(block_root(leaves))
        events += len(block)
        waiting.append(
            DayBlock(day_id=day, number=number, leaves=leaves, places=places, root=roots[-1])
        )
        if len(waiting) == _BLOCKS_AT_ONCE:
            DayBlock.objects.bulk_create(waiting)
            waiting = []
    DayBlock.objects.bulk_create(waiting)
    return roots, events


def days_to_close(at: datetime) -> list[date]:
    """Return the days that are over and open, the first first: from the first event on."""
    yesterday = clock.day_of(at) - timedelta(days=1)
    first = _first_open_day()
    if first is None:
        return []
    return [first + timedelta(days=n) for n in range((yesterday - first).days + 1)]


def database_now() -> datetime:
    """Return the time of the database's clock, by which events are dated."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    return clock.local(now)


def _first_open_day() -> date | None:
    last = ClosedDay.objects.order_by("-day").values_list("day", flat=True).first()
    if last is not None:
        return last + timedelta(days=1)
    recorded = DossierEvent.objects.order_by("recorded_at").values_list("recorded_at", flat=True)
    first = recorded.first()
    return clock.day_of(first) if first is not None else None


def _refuse_running(ends: datetime) -> None:
    running = running_since_before(ends)
    if running:
        first = running[0]
        raise DayStillOpenError(
            f"Còn {len(running)} giao dịch bắt đầu trước {clock.local(ends):%H:%M %d/%m/%Y} chưa "
            f"kết thúc; lâu nhất từ {clock.local(first.since):%H:%M:%S %d/%m/%Y} (tiến trình "
            f"{first.pid} của PostgreSQL)."
        )


def _hold(day: date) -> None:
    """Let nobody record on ``day`` until this transaction ends; raise while somebody does."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_DAY, [day, guards.FIRST_DAY])
        (is_held,) = cursor.fetchone()
    if not is_held:
        raise DayStillOpenError(
            f"Còn giao dịch đang ghi việc vào ngày {day:%d/%m/%Y}; sẽ khóa lại sau."
        )
