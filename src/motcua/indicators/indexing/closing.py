"""Keeping the index of periods that are over, in rows that only grow.

Months, quarters, half years, nine months and years, each by the days that the rule of counting
names. A period is closed with the first midnight after it as cut-off, or the last one where
nights were missed. What is recorded later of an earlier day makes a version that says so. Items
that are not proven (papers scanned later, charges corrected) stay as they were when it was
closed, but for units that something came late to: these are counted anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from django.db import connection, transaction

from motcua.agencies.models import Agency
from motcua.dossiers.closing import database_now, running_since_before
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.day_hashes import bounds
from motcua.indicators.index766.items import BY_KEY, COUNTING
from motcua.indicators.index766.scoring import Tallies, Tally, score_of
from motcua.indicators.index766.versions import Formula
from motcua.indicators.indexing.counting import Asked, agencies_of, counted, proven
from motcua.indicators.indexing.versions import in_force_on
from motcua.indicators.models import ClosedIndexItem, DossierFact, FigureRun, IndexRun
from motcua.indicators.periods import Kind, NamedPeriod, Period
from motcua.indicators.rules import rule_on
from motcua.kernel import clock

KEY: Final = "index-766"
"""Under which ``FigureRun`` tells how far it was looked for what came late."""
LATE: Final = "Có việc của kỳ này được ghi sau khi đã khóa."
LOCK: Final = 20_779
"""Class of the advisory lock that one closing at a time holds."""
_ROWS_AT_ONCE: Final = 2_000
_EARLIEST_LATE: Final = """
    SELECT min(day) FROM (
        SELECT min((happened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) AS day
        FROM dossiers_dossierevent WHERE recorded_at >= %(since)s AND recorded_at < %(before)s
        UNION ALL
        SELECT min((happened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
        FROM petitions_feedbackevent WHERE recorded_at >= %(since)s AND recorded_at < %(before)s
        UNION ALL
        SELECT min((due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
        FROM petitions_feedbackpromise WHERE recorded_at >= %(since)s AND recorded_at < %(before)s
        UNION ALL
        SELECT min(month) - 31
        FROM indicators_indexinput WHERE recorded_at >= %(since)s AND recorded_at < %(before)s
    ) AS late
"""


def close_periods(*, at: datetime, report: Report) -> None:
    """Close the periods that are over by the last midnight; while something still runs, wait."""
    cut_off, _ends = bounds(clock.day_of(min(at, database_now())))
    looked = FigureRun.objects.filter(key=KEY, formula=COUNTING).order_by("-cut_off").first()
    if looked is not None and looked.cut_off >= cut_off:
        return
    running = running_since_before(cut_off)
    if running:
        report.problems.append(
            ("Chỉ số 766", f"Còn {len(running)} giao dịch của ngày trước chưa kết thúc.")
        )
        return
    late_from = _earliest_late(looked.cut_off, cut_off) if looked is not None else None
    done = [
        report.attempt(named.label, partial(close_period, named, cut_off, at=at))
        for named in _to_look_at(cut_off, late_from)
    ]
    if all(done):
        FigureRun.objects.create(key=KEY, formula=COUNTING, cut_off=cut_off, closed_at=at)


@transaction.atomic
def close_period(named: NamedPeriod, cut_off: datetime, *, at: datetime) -> IndexRun | None:
    """Write the index of a period as of ``cut_off``; None where it stands as it was closed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [LOCK])
    standing = IndexRun.objects.filter(period=named.name).order_by("-version").first()
    if standing is not None:
        return _closed_again(named, standing, cut_off, at=at)
    period = named.days(rule_on(named.last_month).period_begins_on)
    held = in_force_on(period.last)
    run = IndexRun(
        period=named.name,
        first=period.first,
        last=period.last,
        counting=COUNTING,
        formula_from=held.valid_from,
        document=held.formula.to_document(),
        cut_off=cut_off,
        closed_at=at,
    )
    return _written(run, counted(asked_by(run), agencies_of(period)))


def asked_by(run: IndexRun) -> Asked:
    """Return what a run has counted."""
    return Asked(NamedPeriod.parse(run.period), Period(run.first, run.last), run.cut_off)


def kept_of(run: IndexRun) -> dict[int, dict[str, Tally]]:
    """Return what a run has kept, by agency. One query."""
    found: dict[int, dict[str, Tally]] = {}
    for row in ClosedIndexItem.objects.filter(run=run).iterator():
        found.setdefault(row.agency_id, {})[row.key] = Tally(row.part, row.whole, row.source)
    return found


def changed(
    kept: Mapping[int, Tallies], again: Mapping[int, Tallies]
) -> Iterator[tuple[int, str]]:
    """Yield agency and item of what is proven and differs; nothing of nothing is no row."""
    nothing = Tally(0, 0)
    for agency_id in sorted(kept.keys() | again.keys()):
        mine, theirs = kept.get(agency_id, {}), again.get(agency_id, {})
        for key in (key for key, item in BY_KEY.items() if item.is_proven):
            one, other = mine.get(key, nothing), theirs.get(key, nothing)
            if (one.part, one.whole) != (other.part, other.whole):
                yield agency_id, key


def counted_again(run: IndexRun, agencies: Sequence[Agency] | None = None) -> dict[int, Tallies]:
    """Count what is proven of a run again, as of its own cut-off."""
    held = agencies if agencies is not None else agencies_of(Period(run.first, run.last))
    return proven(asked_by(run), held)


def _closed_again(
    named: NamedPeriod, standing: IndexRun, cut_off: datetime, *, at: datetime
) -> IndexRun | None:
    if standing.cut_off >= cut_off:
        return None
    run = IndexRun(
        period=named.name,
        first=standing.first,
        last=standing.last,
        version=standing.version + 1,
        reason=LATE,
        counting=COUNTING,
        formula_from=standing.formula_from,
        document=standing.document,
        cut_off=cut_off,
        closed_at=at,
    )
    kept, again = kept_of(standing), counted_again(run)
    moved = {agency_id for agency_id, _key in changed(kept, again)}
    if not moved:
        return None
    period = Period(run.first, run.last)
    agencies = [agency for agency in agencies_of(period) if agency.pk in moved]
    return _written(run, {**kept, **counted(asked_by(run), agencies)})


def _written(run: IndexRun, tallies: Mapping[int, Tallies]) -> IndexRun:
    run.save(force_insert=True)
    formula = Formula.from_document(run.document)
    ClosedIndexItem.objects.bulk_create(
        (
            ClosedIndexItem(
                run=run,
                agency_id=agency_id,
                key=one.item.key,
                part=one.tally.part,
                whole=one.tally.whole,
                points=one.points,
                source=one.tally.source[:255],
            )
            for agency_id, own in sorted(tallies.items())
            if _is_something(own)
            for one in score_of(formula, own).items
            if one.tally is not None and one.points is not None
        ),
        batch_size=_ROWS_AT_ONCE,
    )
    return run


def _is_something(tallies: Tallies) -> bool:
    """Say whether anything happened: a unit that nobody came to has no row."""
    return any(tally.whole for key, tally in tallies.items() if BY_KEY[key].is_proven)


def _to_look_at(cut_off: datetime, late_from: date | None) -> Iterator[NamedPeriod]:
    """Yield the periods that are over and not closed, and those that something came to late."""
    first = (
        DossierFact.objects.order_by("accepted_on").values_list("accepted_on", flat=True).first()
    )
    if first is None:
        return
    begins_on = rule_on(first).period_begins_on
    closed = {run.period: run for run in IndexRun.objects.defer("document").order_by("version")}
    for kind in Kind:
        named: NamedPeriod | None = NamedPeriod.holding(kind, first, begins_on)
        while named is not None:
            run = closed.get(named.name)
            last = run.last if run else named.days(rule_on(named.last_month).period_begins_on).last
            if last >= clock.day_of(cut_off):
                break
            if last >= first and (run is None or (late_from is not None and last >= late_from)):
                yield named
            named = named.moved(1)


def _earliest_late(since: datetime, before: datetime) -> date | None:
    values: dict[str, Any] = {"since": since, "before": before}
    with connection.cursor() as cursor:
        cursor.execute(_EARLIEST_LATE, values)
        (day,) = cursor.fetchone()
    found: date | None = day
    return found
