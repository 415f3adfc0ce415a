"""Keeping the facts up to date, and writing all of them anew.

Right under concurrency without a lock: a fact is derived from the events that one statement
saw, carries how many they were, and is never replaced by one derived from fewer. What is left
to do is found by ``recorded_at``, which is the instant at which the recording transaction
began: whatever was recorded before the oldest transaction still running is committed, and seen.
What days come to (``spans``) is kept in the transaction that writes the facts.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final, NamedTuple

from django.db import connection, transaction
from django.db.models import DateTimeField, Func

from motcua.dossiers.lifecycle import Action
from motcua.indicators.facts import FORMULA, Deed, Fact, fact_of
from motcua.indicators.models import DossierFact, FactMark
from motcua.indicators.spans import adding
from motcua.indicators.spans.statements import FORMULA as SPANS
from motcua.kernel import clock

BATCH: Final = 2_000
TOLD_BY: Final = (
    Action.ACCEPT,
    Action.RECEIVE,
    Action.ASK_SUPPLEMENT,
    Action.ASK_PAYMENT,
    Action.RESUME,
    Action.RESUBMIT,
    Action.APOLOGIZE,
    Action.REOPEN,
    Action.FINISH,
    Action.WITHDRAW,
    Action.STOP,
    Action.UNDO,
)
"""The acts that a fact can tell of."""
COLUMNS: Final = (
    "dossier_id",
    "events_count",
    "formula",
    "agency_id",
    "receiving_agency_id",
    "procedure_id",
    "channel",
    "origin",
    "outcome",
    "accepted_on",
    "ended_on",
    "waiting_on",
    "apologized_on",
    "due_on",
    "unextended_due_on",
    "original_due_on",
    "due_at",
    "unextended_due_at",
    "original_due_at",
    "by_day",
    "by_instant",
    "unextended_by_day",
    "unextended_by_instant",
    "original_by_day",
    "original_by_instant",
    "supplement_requests",
    "reopenings",
)
"""Of the table of facts, in the order in which ``row_of`` gives them."""
_KEYS: Final = ("dossier_id", "procedure_id")
# A transaction says when it began a moment after it has.
OLDEST_RUNNING: Final = """
    SELECT min(began) - interval '10 seconds' FROM (
        SELECT transaction_timestamp() AS began
        UNION ALL
        SELECT xact_start FROM pg_stat_activity
        WHERE datname = current_database() AND xact_start IS NOT NULL
        UNION ALL
        SELECT prepared FROM pg_prepared_xacts WHERE database = current_database()
    ) AS running
"""
_CHANGED: Final = """
    SELECT dossier.id FROM dossiers_dossier AS dossier
    LEFT JOIN indicators_dossierfact AS fact ON fact.dossier_id = dossier.id
    WHERE dossier.id > %(after)s AND dossier.accepted_at IS NOT NULL
        AND (dossier.events_count, %(formula)s)
            IS DISTINCT FROM (fact.events_count, fact.formula::int)
        {since}
    ORDER BY dossier.id LIMIT %(most)s
"""
_SINCE: Final = """
    AND dossier.id IN (
        SELECT dossier_id FROM dossiers_dossierevent WHERE recorded_at >= %(since)s)
"""
_EVENTS: Final = """
    SELECT dossier.id, dossier.events_count, dossier.agency_id, dossier.receiving_agency_id,
        dossier.procedure_id, dossier.channel, dossier.origin,
        event.sequence, event.action, event.happened_at,
        event.payload->>'due_at', event.payload->>'is_expected', event.payload->>'undoes'
    FROM dossiers_dossier AS dossier
    JOIN dossiers_dossierevent AS event ON event.dossier_id = dossier.id
    WHERE dossier.id = ANY(%(dossiers)s) AND event.action = ANY(%(actions)s)
        {before}
    ORDER BY dossier.id, event.sequence
"""
_BEFORE: Final = (
    "AND event.happened_at < %(happened_before)s AND event.recorded_at < %(recorded_before)s"
)
_COLUMN_LIST: Final = ", ".join(COLUMNS)
_WRITE: Final = f"""
    INSERT INTO indicators_dossierfact ({_COLUMN_LIST})
    VALUES ({", ".join(["%s"] * len(COLUMNS))})
    ON CONFLICT (dossier_id) DO UPDATE
    SET ({_COLUMN_LIST}) = ({", ".join(f"excluded.{name}" for name in COLUMNS)})
    WHERE excluded.events_count >= indicators_dossierfact.events_count
"""  # noqa: S608 - names of our own columns
_MOVE_MARK: Final = """
    UPDATE indicators_factmark
    SET formula = %(formula)s,
        recorded_before = greatest(recorded_before, %(before)s),
        counted_at = greatest(counted_at, %(at)s)
    WHERE recorded_before IS NOT DISTINCT FROM %(found)s
"""


class ClockTimestamp(Func):
    """The instant of the database, as it is now and not when the transaction began."""

    template = "clock_timestamp()"
    output_field = DateTimeField()


class About(NamedTuple):
    """What is counted of a dossier beside its events; it never changes."""

    dossier_id: int
    events_count: int
    agency_id: int
    receiving_agency_id: int
    procedure_id: int
    channel: str
    origin: str


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the facts are written: all that was recorded before, and the instant to name.

    ``has_spans``: what days come to is added up, and need not be counted.
    """

    counted_at: datetime
    changed_at: datetime | None
    has_spans: bool = False


def mark() -> Mark | None:
    """Return how far the facts are written; None before they were. One query."""
    row = FactMark.objects.first()
    if row is None or row.counted_at is None or row.formula != FORMULA:
        return None
    return Mark(row.counted_at, row.changed_at, row.spans == SPANS)


def catch_up(*, at: datetime, report: Callable[[int], None] = lambda _done: None) -> int:
    """Derive the facts of whatever was recorded since the last time; return how many.

    ``at`` is now, and what pages will name as the cut-off.
    ``report`` is told how many there are after each batch, each a transaction of its own.
    """
    row, _is_new = FactMark.objects.get_or_create(pk=1)
    since = row.recorded_before if row.formula == FORMULA else None
    return _keep(since, found=row.recorded_before, at=at, report=report)


def look_over(*, at: datetime, report: Callable[[int], None] = lambda _done: None) -> int:
    """Derive every fact that is not that of its dossier's events, whenever they were recorded.

    What a clock that was put back has recorded lies before the mark, where nobody looks. Reads
    no event of a dossier whose fact is right, and deletes nothing. Returns how many were not.
    """
    row, _is_new = FactMark.objects.get_or_create(pk=1)
    return _keep(None, found=row.recorded_before, at=at, report=report)


def _keep(
    since: datetime | None,
    *,
    found: datetime | None,
    at: datetime,
    report: Callable[[int], None],
) -> int:
    """Derive what differs of what was recorded ``since``; move the mark on from ``found``."""
    with connection.cursor() as cursor:
        cursor.execute(OLDEST_RUNNING)
        (before,) = cursor.fetchone()
    done = 0
    for batch in _changed(since):
        with transaction.atomic():
            done += write(list(derived(batch)))
            FactMark.objects.update(changed_at=ClockTimestamp())
        report(done)
    _keep_spans()
    _move_mark(before, at, found=found)
    return done


def _keep_spans() -> None:
    """Add up what days come to, where that is not kept yet, or a field has changed its name."""
    if not adding.are_kept():
        adding.fill(unless_kept=True)
    elif not adding.follow_fields():
        return
    FactMark.objects.update(changed_at=ClockTimestamp())


def rebuild(*, at: datetime, report: Callable[[int], None] = lambda _done: None) -> int:
    """Throw all facts away and derive them again from the ledger; return how many.

    A dossier without a ledger (made up to measure with) has no fact afterwards.
    """
    FactMark.objects.get_or_create(pk=1)
    with adding.writing_facts():
        adding.throw_away()
        FactMark.objects.update(recorded_before=None, counted_at=None, changed_at=ClockTimestamp())
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM indicators_dossierfact")
    return _keep(None, found=None, at=at, report=report)


def write(rows: Sequence[tuple[Any, ...]]) -> int:
    """Write facts, as ``row_of`` gives them; one that knows of fewer events is left out."""
    if rows:
        dossiers, procedures = ([row[COLUMNS.index(name)] for row in rows] for name in _KEYS)
        with (
            adding.writing_facts(),
            adding.following(dossiers, procedures),
            connection.cursor() as cursor,
        ):
            cursor.executemany(_WRITE, rows)
    return len(rows)


def row_of(about: About, fact: Fact) -> tuple[Any, ...]:
    """Return the row of a fact, its values in the order of ``COLUMNS``."""
    due = fact.due
    return (
        *(about.dossier_id, about.events_count, FORMULA, about.agency_id),
        *(about.receiving_agency_id, about.procedure_id, about.channel, about.origin),
        *(fact.outcome.value, clock.day_of(fact.accepted_at)),
        *(_day(fact.ended_at), _day(fact.waiting_at), _day(fact.apologized_at)),
        *(_day(due.current), _day(due.unextended), _day(due.original)),
        *(due.current, due.unextended, due.original),
        *(_value(fact.day_class(due.current)), _value(fact.instant_class(due.current))),
        *(_value(fact.day_class(due.unextended)), _value(fact.instant_class(due.unextended))),
        *(_value(fact.day_class(due.original)), _value(fact.instant_class(due.original))),
        *(fact.supplement_requests, fact.reopenings),
    )


def _changed(since: datetime | None) -> Iterator[list[int]]:
    """Yield the dossiers whose fact is not that of their events, so many at a time."""
    statement = _CHANGED.format(since=_SINCE if since is not None else "")
    after = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                statement, {"after": after, "since": since, "most": BATCH, "formula": FORMULA}
            )
            batch = [dossier_id for (dossier_id,) in cursor.fetchall()]
        if not batch:
            return
        yield batch
        after = batch[-1]


def derived(
    dossiers: Sequence[int], *, before: tuple[datetime, datetime] | None = None
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the facts of ``dossiers``, as ``row_of`` gives them.

    With ``before`` only of what had happened before its first instant and was recorded before
    its second one. One query.
    """
    happened, recorded = before or (None, None)
    with connection.cursor() as cursor:
        cursor.execute(
            _EVENTS.format(before=_BEFORE if before else ""),
            {
                "dossiers": list(dossiers),
                "actions": [str(action) for action in TOLD_BY],
                "happened_before": happened,
                "recorded_before": recorded,
            },
        )
        rows = cursor.fetchall()
    width = len(About._fields)
    for key, events in groupby(rows, key=lambda row: row[:width]):
        fact = fact_of(_deed(event[width:]) for event in events)
        if fact is not None:
            yield row_of(About(*key), fact)


def _deed(event: Sequence[Any]) -> Deed:
    sequence, action, happened_at, due_at, is_expected, undoes = event
    return Deed(
        sequence=sequence,
        action=Action(action),
        happened_at=happened_at,
        due_at=datetime.fromisoformat(due_at) if due_at else None,
        is_expected=is_expected == "true",
        undoes=int(undoes) if undoes else None,
    )


def _move_mark(before: datetime, at: datetime, *, found: datetime | None) -> None:
    """Move the mark on from where it was ``found``; it never goes back.

    Where somebody has moved it meanwhile it stays: who began anew (``rebuild``) has thrown away
    what was written here, and who was quicker only leaves a little more to read next time.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE_MARK,
            {"formula": FORMULA, "before": before, "at": at, "found": found},
        )


def _day(moment: datetime | None) -> date | None:
    return clock.day_of(moment) if moment is not None else None


def _value(found: Any) -> str:
    return "" if found is None else str(found.value)


assert {*COLUMNS, "paid_online"} == {  # noqa: S101 - a column that is added is written too
    str(field.column)
    for field in DossierFact._meta.local_concrete_fields  # noqa: SLF001
}
