"""The index of periods that go on, counted beforehand, so that no reader waits for it.

A row is thrown away and counted anew every few minutes: it proves nothing, and names as cut-off
the instant it was counted for.
"""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from motcua.agencies.selectors import configuration_stamp
from motcua.dossiers.daily.jobs import Report
from motcua.indicators.index766.scoring import Tallies, Tally
from motcua.indicators.indexing.counting import Asked, agencies_of, counted
from motcua.indicators.keeping import mark
from motcua.indicators.models import IndexInput, IndexRun, KeptIndex
from motcua.indicators.periods import BEGINNINGS, Kind, NamedPeriod, Period
from motcua.indicators.rules import rule_on
from motcua.kernel import clock

_REST: Final = 50
"""How many times as long as it took to count a period rests: a fiftieth of one processor."""


def moves() -> list[int | None]:
    """Return what the index rests on beside facts; another list, and it is counted anew.

    Three queries.
    """
    last_input = IndexInput.objects.order_by("-pk").values_list("pk", flat=True).first()
    last_run = IndexRun.objects.order_by("-pk").values_list("pk", flat=True).first()
    return [configuration_stamp(), last_input, last_run]


def kept_of(period: Period, named: NamedPeriod, moved: list[int | None]) -> KeptIndex | None:
    """Return what is kept of a period; None where nothing is, or it rests on something else."""
    found: KeptIndex | None = KeptIndex.objects.filter(
        period=named.name, first=period.first, last=period.last, moves=moved
    ).first()
    return found


def tallies_of(kept: KeptIndex) -> dict[int, Tallies]:
    """Return what every item comes to, by agency."""
    return {
        int(agency_id): {key: Tally(*values) for key, values in own.items()}
        for agency_id, own in kept.document.items()
    }


def keep_running(*, at: datetime, report: Report) -> None:
    """Count the periods that go on, each by every way of cutting; forget those that are over."""
    KeptIndex.objects.exclude(last__gte=clock.day_of(at)).delete()
    for named, period in _running(at):
        report.attempt(named.label, partial(_keep, named, period, at=at))


def _running(at: datetime) -> Iterator[tuple[NamedPeriod, Period]]:
    today = clock.day_of(at)
    for begins_on in sorted({*BEGINNINGS, rule_on(today).period_begins_on}):
        for kind in Kind:
            named = NamedPeriod.holding(kind, today, begins_on)
            yield named, named.days(begins_on)


def _keep(named: NamedPeriod, period: Period, *, at: datetime) -> None:
    now, moved = mark(), moves()
    if now is None:
        return
    kept = KeptIndex.objects.filter(
        period=named.name, first=period.first, last=period.last
    ).first()
    if kept is not None and kept.moves == moved:
        rested = at - kept.counted_at >= timedelta(milliseconds=kept.took_ms * _REST)
        if kept.cut_off == now.counted_at or not rested:
            return
    begun = time.monotonic()
    found = counted(Asked(named, period, now.counted_at), agencies_of(period))
    KeptIndex.objects.update_or_create(
        period=named.name,
        first=period.first,
        last=period.last,
        defaults={
            "cut_off": now.counted_at,
            "counted_at": at,
            "took_ms": round((time.monotonic() - begun) * 1e3),
            "moves": moved,
            "document": _document(found),
        },
    )


def _document(found: dict[int, Tallies]) -> dict[str, Any]:
    return {
        str(agency_id): {key: [one.part, one.whole, one.source] for key, one in own.items()}
        for agency_id, own in found.items()
    }
