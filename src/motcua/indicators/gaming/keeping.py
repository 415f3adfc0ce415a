"""Keeping the traces up to date: read from the ledger, written whole, one dossier at a time.

Writers of traces take turns (an advisory lock of the transaction), so what is written last was
read last. What is left to do is found by ``recorded_at``, as for facts (``indicators.keeping``).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import groupby
from typing import Any, Final, NamedTuple

from django.db import connection, transaction

from motcua.agencies.models import Agency
from motcua.agencies.selectors import NoCalendarError, calendar_of
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models import Origin
from motcua.indicators.gaming.traces import FORMULA, Act, Ground, Trace, traces_of
from motcua.indicators.keeping import OLDEST_RUNNING
from motcua.indicators.models import TraceMark
from motcua.kernel.workdays import Calendar
from motcua.procedures.models import CommittedLimit

BATCH: Final = 1_000
LOCK_NUMBER: Final = 163_2026  # any number that nothing else locks
_TOLD_BY: Final = (
    *(Action.LODGE, Action.ACCEPT, Action.REFUSE, Action.RECEIVE, Action.COMPLETE_STEP),
    *(Action.ASK_SUPPLEMENT, Action.ASK_PAYMENT, Action.RESUME, Action.RESUBMIT),
    *(Action.APOLOGIZE, Action.ATTACH_RESULT, Action.APPROVE_RESULT, Action.NUMBER_RESULT),
    *(Action.FINISH, Action.WITHDRAW, Action.STOP, Action.REOPEN, Action.UNDO),
)
_CHANGED: Final = """
    SELECT dossier.id FROM dossiers_dossier AS dossier
    LEFT JOIN indicators_signtrace AS trace
        ON trace.dossier_id = dossier.id AND trace.officer_id IS NULL
    WHERE dossier.id > %(after)s AND dossier.events_count > 0
        AND (dossier.events_count, %(formula)s)
            IS DISTINCT FROM (trace.events_count, trace.formula::int)
        {since}
    ORDER BY dossier.id LIMIT %(most)s
"""
_SINCE: Final = """
    AND dossier.id IN (
        SELECT dossier_id FROM dossiers_dossierevent WHERE recorded_at >= %(since)s)
"""
_EVENTS: Final = """
    SELECT dossier.id, dossier.events_count, dossier.agency_id, dossier.receiving_agency_id,
        dossier.procedure_id, dossier.channel, dossier.origin, dossier.procedure_version_id,
        event.sequence, event.action, event.happened_at, event.payload->>'due_at',
        event.payload->>'is_expected', event.payload->>'undoes', event.recorded_at,
        event.actor_id, event.payload->'limit'->>0, event.payload->'limit'->>1,
        CASE WHEN event.payload ? 'kept' THEN event.payload->'kept' ? 'forms' END
    FROM dossiers_dossier AS dossier
    JOIN dossiers_dossierevent AS event ON event.dossier_id = dossier.id
    WHERE dossier.id = ANY(%(dossiers)s) AND event.action = ANY(%(actions)s)
    ORDER BY dossier.id, event.sequence
"""
# Whether a text names no limit for any channel, and whether it ends with a result.
_TEXTS: Final = """
    SELECT id, NOT (content @? '$.channels[*].limit.value'),
        coalesce((content->'process'->>'needs_result')::boolean, FALSE)
    FROM procedures_procedureversion WHERE id = ANY(%(versions)s)
"""
_TRACED: Final = tuple(one.name for one in fields(Trace) if one.name != "officer_id")


class About(NamedTuple):
    """What is written of a dossier beside its traces, and the text it was accepted under."""

    dossier_id: int
    events_count: int
    agency_id: int
    receiving_agency_id: int
    procedure_id: int
    channel: str
    origin: str
    version_id: int


_COLUMNS: Final = (
    *("dossier_id", "events_count", "agency_id", "receiving_agency_id", "procedure_id"),
    *("channel", "origin", "formula", "officer_id", *_TRACED),
)
_WRITE: Final = f"""
    INSERT INTO indicators_signtrace ({", ".join(_COLUMNS)})
    VALUES ({", ".join(["%s"] * len(_COLUMNS))})
"""  # noqa: S608 - names of our own columns


@dataclass(frozen=True, slots=True)
class Counted:
    """How far traces are written: the instant that pages name, and what was recorded then.

    ``recorded_before`` moves whenever traces are brought up to date.
    """

    counted_at: datetime
    recorded_before: datetime | None


def counted() -> Counted | None:
    """Return how far the traces are written; None before they were. One query."""
    row = TraceMark.objects.first()
    if row is None or row.counted_at is None or row.formula != FORMULA:
        return None
    return Counted(row.counted_at, row.recorded_before)


def catch_up(*, at: datetime, report: Callable[[int], None] = lambda _done: None) -> int:
    """Derive the traces of whatever was recorded since the last time; return how many dossiers.

    ``at`` is now, and what pages name as the cut-off. Each batch is a transaction of its own.
    """
    row, _is_new = TraceMark.objects.get_or_create(pk=1)
    since = row.recorded_before if row.formula == FORMULA else None
    with connection.cursor() as cursor:
        cursor.execute(OLDEST_RUNNING)
        (before,) = cursor.fetchone()
    done = 0
    for batch in _changed(since):
        with transaction.atomic():
            write(batch)
        done += len(batch)
        report(done)
    TraceMark.objects.filter(pk=1).update(formula=FORMULA, recorded_before=before, counted_at=at)
    return done


def rebuild(*, at: datetime, report: Callable[[int], None] = lambda _done: None) -> int:
    """Throw all traces away and derive them again from the ledger; return how many dossiers."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_NUMBER])
        cursor.execute("DELETE FROM indicators_signtrace")
        TraceMark.objects.filter(pk=1).update(recorded_before=None, counted_at=None)
    return catch_up(at=at, report=report)


def write(dossiers: Sequence[int]) -> None:
    """Write the traces of ``dossiers`` anew, inside the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_NUMBER])
        rows = list(_derived(dossiers))
        cursor.execute(
            "DELETE FROM indicators_signtrace WHERE dossier_id = ANY(%s)", [list(dossiers)]
        )
        if rows:
            cursor.executemany(_WRITE, rows)


def _changed(since: datetime | None) -> Iterator[list[int]]:
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


def _derived(dossiers: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the traces of ``dossiers``. Four queries, and calendars not in memory."""
    with connection.cursor() as cursor:
        cursor.execute(
            _EVENTS,
            {"dossiers": list(dossiers), "actions": [str(action) for action in _TOLD_BY]},
        )
        rows = cursor.fetchall()
        width = len(About._fields)
        cursor.execute(_TEXTS, {"versions": list({row[width - 1] for row in rows})})
        texts = {key: (unpublished, needs) for key, unpublished, needs in cursor.fetchall()}
    calendars = _calendars({key for row in rows for key in row[2:4]})
    committed = set(CommittedLimit.objects.values_list("agency_id", "procedure_id"))
    for key, events in groupby(rows, key=lambda row: row[:width]):
        about = About(*key)
        is_unpublished, needs_result = texts[about.version_id]
        ground = Ground(
            calendars[about.receiving_agency_id],
            calendars[about.agency_id],
            is_unpublished and (about.agency_id, about.procedure_id) not in committed,
            needs_result,
            is_live=about.origin == Origin.LIVE,
        )
        for trace in traces_of((_act(event[width:]) for event in events), ground):
            traced = (getattr(trace, name) for name in _TRACED)
            yield (*about[:-1], FORMULA, trace.officer_id, *traced)


def _calendars(agencies: set[int]) -> Mapping[int, Calendar | None]:
    """Return the calendar of each agency that has one. One query, and those not in memory."""
    found: dict[int, Calendar | None] = {}
    for agency in Agency.objects.filter(pk__in=agencies):
        try:
            found[agency.pk] = calendar_of(agency)
        except NoCalendarError:
            found[agency.pk] = None
    return found


def _act(event: Sequence[Any]) -> Act:
    sequence, action, happened_at, due_at, is_expected, undoes, recorded_at, actor = event[:8]
    limit, unit, has_form = event[8:]
    return Act(
        sequence=sequence,
        action=Action(action),
        happened_at=happened_at,
        due_at=datetime.fromisoformat(due_at) if due_at else None,
        is_expected=is_expected == "true",
        undoes=int(undoes) if undoes else None,
        recorded_at=recorded_at,
        officer_id=actor,
        limit=f"{limit} {unit}" if limit else "",
        has_form=has_form,
    )
