"""Keeping the figures of days that are over, once nothing can come to them unseen.

A figure is of the day on which things happened and of what had been recorded before a cut-off,
which is a midnight: a transaction begun before it has ended by then. What is recorded later of
an earlier day makes a new version that says so; no row is ever changed.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from django.db import connection, transaction

from motcua.dossiers.closing import database_now, running_since_before
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.day_hashes import bounds
from motcua.indicators.closed import listed
from motcua.indicators.closed.definitions import Definition
from motcua.indicators.models import ClosedFigure, FigureRun
from motcua.kernel import clock

FIRST_DAY: Final = date(2000, 1, 1)
LATE: Final = "Có việc của ngày này được ghi sau khi đã khóa."
LOCK: Final = 20_778
"""Class of the advisory lock that one closing at a time holds."""
_ROWS_AT_ONCE: Final = 1_000
Place = tuple[date, int]
"""A day and an agency's number."""
Figure = tuple[int, int]
"""Part and whole."""


def close_figures(*, at: datetime, report: Report) -> None:
    """Close every figure up to the last midnight; while something of before still runs, wait.

    What is over is said by the clock that is behind, as days of the ledger are closed.
    """
    cut_off, _ends = bounds(clock.day_of(min(at, database_now())))
    keys = {(one.key, one.formula): one for one in listed.ALL}
    done = FigureRun.objects.filter(cut_off__gte=cut_off).values_list("key", "formula")
    for key in done:
        keys.pop(key, None)
    if not keys:
        return
    running = running_since_before(cut_off)
    if running:
        report.problems.append(
            ("Số liệu ngày", f"Còn {len(running)} giao dịch của ngày trước chưa kết thúc.")
        )
        return
    for one in keys.values():
        report.attempt(one.label, partial(close_definition, one, cut_off, at=at))


@transaction.atomic
def close_definition(one: Definition, cut_off: datetime, *, at: datetime) -> int:
    """Write what figure ``one`` has become by ``cut_off``; return how many rows that took."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [LOCK])
    runs = FigureRun.objects.filter(key=one.key, formula=one.formula)
    last = runs.order_by("-cut_off").first()
    if last is not None and last.cut_off >= cut_off:
        return 0
    standing, versions = _standing(one)
    counted = counted_by(one, cut_off)
    run = FigureRun.objects.create(key=one.key, formula=one.formula, cut_off=cut_off, closed_at=at)
    closed_to = clock.day_of(last.cut_off) if last is not None else FIRST_DAY
    changed = [
        ClosedFigure(
            run=run,
            day=day,
            agency_id=agency_id,
            part=part,
            whole=whole,
            version=versions.get((day, agency_id), 0) + 1,
            reason=LATE if day < closed_to else "",
        )
        for (day, agency_id), (part, whole) in _changes(standing, counted)
    ]
    ClosedFigure.objects.bulk_create(changed, batch_size=_ROWS_AT_ONCE)
    return len(changed)


def counted_by(
    one: Definition, cut_off: datetime, *, first: date = FIRST_DAY, last: date | None = None
) -> dict[Place, Figure]:
    """Count ``one`` from what was recorded before ``cut_off``; days after it have no figure."""
    day_before = clock.day_of(cut_off) - timedelta(days=1)
    found = one.count(
        first=first, last=min(last or day_before, day_before), recorded_before=cut_off
    )
    return {(c.day, c.agency_id): (c.part, c.whole) for c in found}


def _changes(
    standing: Mapping[Place, Figure], counted: Mapping[Place, Figure]
) -> Iterable[tuple[Place, Figure]]:
    """Yield what differs, by day and agency; what has vanished is nothing of nothing."""
    for place in sorted(standing.keys() | counted.keys()):
        now = counted.get(place, (0, 0))
        if standing.get(place, (0, 0)) != now:
            yield place, now


def _standing(one: Definition) -> tuple[dict[Place, Figure], dict[Place, int]]:
    """Return the figures of ``one`` as last closed, and the number of their versions."""
    rows = (
        ClosedFigure.objects.filter(run__key=one.key, run__formula=one.formula)
        .order_by("version")
        .values_list("day", "agency_id", "part", "whole", "version")
    )
    figures: dict[Place, Figure] = {}
    versions: dict[Place, int] = {}
    for day, agency_id, part, whole, version in rows:
        figures[day, agency_id] = part, whole
        versions[day, agency_id] = version
    return figures, versions
