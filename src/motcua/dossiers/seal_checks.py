"""Comparing closed days with what was recorded in them, and the guards with the database."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from django.db import connection

from motcua.dossiers.closing import leaves_of
from motcua.dossiers.comparing import Difference
from motcua.dossiers.day_hashes import Leaf, block_root, day_hash, place_at, split
from motcua.dossiers.guards import BODIES, Guard, guarded, guards
from motcua.dossiers.models import ClosedDay, Dossier
from motcua.dossiers.verification import one_snapshot
from motcua.kernel import merkle

_TRIGGERS: Final = """
    SELECT relname, tgname, proname, tgtype::int, tgenabled::text,
        tgqual IS NULL AND tgattr::text = '' AND tgnargs = 0
    FROM pg_trigger
    JOIN pg_class ON pg_class.oid = tgrelid
    JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE tgrelid = ANY(%s::regclass[]) AND NOT tgisinternal
"""
_SILENCED: Final = """
    SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE tgrelid = ANY(%s::regclass[]) AND tgisinternal AND tgenabled = 'D'
"""
_RULES: Final = "SELECT tablename, rulename FROM pg_rules WHERE tablename = ANY(%s)"
_SOURCES: Final = "SELECT proname, prosrc FROM pg_proc WHERE proname = ANY(%s)"
_BLOCKS_AT_ONCE: Final = 50
_MOST_APART: Final = 100_000
"""Told of one day; more is no single change any more."""
_SUBJECT: Final = "Bộ khóa của sổ"


def check_guards() -> list[Difference]:
    """Return which triggers are missing, switched off, changed, or were not laid by us."""
    tables = guarded()
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS, [tables])
        found = {(row[0], row[1]): row[2:] for row in cursor.fetchall()}
        cursor.execute(_SILENCED, [tables])
        silenced = cursor.fetchall()
        cursor.execute(_RULES, [tables])
        rules = cursor.fetchall()
        cursor.execute(_SOURCES, [list(BODIES)])
        sources = cursor.fetchall()
    told = [
        f"{guard.name} trên {guard.table}: {fault}"
        for guard in guards()
        if (fault := _fault(guard, found.pop((guard.table, guard.name), None)))
    ]
    told += [f"{name} trên {table}: không phải của hệ thống" for table, name in found]
    told += [f"{name} trên {table}: đang bị tắt" for table, name in silenced]
    told += [f"quy tắc {name} trên {table}: không phải của hệ thống" for table, name in rules]
    told += [
        f"hàm {name} đã bị sửa"
        for name, source in sources
        if source.strip() != BODIES[name].strip()
    ]
    return [Difference(_SUBJECT, 0, sentence) for sentence in told]


def check_days(since: date | None, progress: Callable[[ClosedDay], None]) -> list[Difference]:
    """Return how closed days differ from what is in the ledger, each day in one snapshot.

    With ``since`` only days from then on. ``progress`` is told of each day looked at.
    """
    told: list[Difference] = []
    before: ClosedDay | None = None
    days = ClosedDay.objects.order_by("day")
    if since is not None:
        before = days.filter(day__lt=since).last()
        days = days.filter(day__gte=since)
    for closed in days:
        told += [
            Difference(f"Ngày {closed.day:%d/%m/%Y}", 0, sentence)
            for sentence in _broken_seal(closed, before)
        ]
        with one_snapshot():
            told += _unlike_leaves(closed)
        progress(closed)
        before = closed
    return told


def _fault(guard: Guard, found: tuple[str, int, str, bool] | None) -> str:
    if found is None:
        return "không còn"
    function, kind, enabled, is_plain = found
    if enabled == "D":
        return "đang bị tắt"
    if enabled not in ({"A"} if guard.is_always else {"O", "A"}):
        return "không còn chặn mọi phiên làm việc"
    if function != guard.function or kind != guard.kind or not is_plain:
        return "đã bị sửa"
    return ""


def _broken_seal(closed: ClosedDay, before: ClosedDay | None) -> Iterator[str]:
    previous = before.hash if before is not None else ""
    if before is not None and before.day != closed.day - timedelta(days=1):
        yield "ngày liền trước không có trong sổ ngày"
    if closed.previous_hash != previous:
        yield "không nối với dấu vết của ngày trước"
    if closed.hash != day_hash(closed.day, closed.events, closed.root, closed.previous_hash):
        yield "dấu vết của ngày không khớp với số việc và gốc"
    roots = []
    for number, block in enumerate(closed.blocks.order_by("number").iterator()):
        if block.number != number or bytes(block.root) != block_root(bytes(block.leaves)):
            yield f"khối lá số {number} không khớp với gốc của nó"
            return
        roots.append(bytes(block.root))
    if merkle.root(roots).hex() != closed.root:
        yield "gốc không khớp với danh sách lá"


def _unlike_leaves(closed: ClosedDay) -> Iterator[Difference]:
    """Yield the first event of each dossier that is not as it was when the day was closed."""
    gone, here = _apart(_leaves_as_closed(closed), leaves_of(closed.day, closed.salt))
    first: dict[int, int] = {}
    for dossier_id, sequence in sorted(gone | here):
        first.setdefault(dossier_id, sequence)
    names = {
        dossier.pk: str(dossier)
        for dossier in Dossier.objects.filter(pk__in=first).only("code", "tracking_code")
    }
    for dossier_id, sequence in first.items():
        place = (dossier_id, sequence)
        if place in gone and place in here:
            sentence = "đã bị sửa sau khi khóa sổ"
        elif place in gone:
            sentence = "có trong danh sách đã công bố nhưng nay không còn"
        else:
            sentence = "được ghi thêm vào ngày đã khóa sổ"
        subject = f"Ngày {closed.day:%d/%m/%Y}, hồ sơ {names.get(dossier_id, f'#{dossier_id}')}"
        yield Difference(subject, sequence, sentence)


def _leaves_as_closed(closed: ClosedDay) -> Iterator[Leaf]:
    for block in closed.blocks.order_by("number").iterator(chunk_size=_BLOCKS_AT_ONCE):
        places = bytes(block.places)
        for index, content in enumerate(split(bytes(block.leaves))):
            yield Leaf(content, *place_at(places, index))


def _apart(
    closed: Iterator[Leaf], found: Iterator[Leaf]
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the events of leaves that are only in ``closed``, and of those only in ``found``.

    Both are in order, so they are walked side by side; so many are kept and no more.
    """
    gone: set[tuple[int, int]] = set()
    here: set[tuple[int, int]] = set()
    was, now = next(closed, None), next(found, None)
    while (was or now) and len(gone) + len(here) < _MOST_APART:
        if was is not None and now is not None and was.content == now.content:
            was, now = next(closed, None), next(found, None)
        elif now is None or (was is not None and was.content < now.content):
            assert was is not None  # noqa: S101 - one of the two is there
            gone.add((was.dossier_id, was.sequence))
            was = next(closed, None)
        else:
            here.add((now.dossier_id, now.sequence))
            now = next(found, None)
    return gone, here
