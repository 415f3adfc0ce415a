"""Figures of any period from what days, months and years come to, and the facts set apart.

The answers are those of ``reports`` and ``trend``, and take the same time however many dossiers
there are: a period is a few spans, what was open before it is everything up to the day before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection

from motcua.indicators import reports
from motcua.indicators.periods import Period
from motcua.indicators.reports import Counts, Question, Row
from motcua.indicators.spans.parts import BEGINNING, parts_of
from motcua.indicators.spans.statements import APART, DAY, FLOWS, PAYMENTS, SUFFIXES

_BEFORE, _WITHIN, _UNKNOWN = "before", "within", "unknown"
"""Days before the period; its days; and those of either that lie after the day of the cut-off."""
_ONE_DAY: Final = timedelta(days=1)
_PARTS: Final = """
    unnest(%(stretches)s::text[], %(spans)s::text[], %(firsts)s::date[], %(lasts)s::date[])
        AS part(stretch, span, first, last)
    JOIN indicators_spancount AS counted
        ON counted.span = part.span AND counted.day BETWEEN part.first AND part.last
"""
_ROWS: Final = """
    SELECT {names}, told.* FROM (
        SELECT counted.{of} AS of, {sums} FROM {parts} WHERE {which} GROUP BY counted.{of}
    ) AS told
    JOIN {names_of} AS named ON named.id = told.of
"""
_MONTHS: Final = """
    SELECT month.number, sum(c8{w} + c9{w}), sum(c8{w} + c9{w} + c10{w}), sum(c4), sum(c4 + c5)
    FROM unnest(%(firsts)s::date[], %(lasts)s::date[]) WITH ORDINALITY
            AS month(first, last, number)
        JOIN indicators_spancount AS counted
            ON counted.day BETWEEN month.first AND month.last
    WHERE counted.span = %(span)s AND {which}
    GROUP BY month.number
"""
_PAID: Final = f"""
    SELECT count(*) FILTER (WHERE {PAYMENTS["paid"]}), count(*) FILTER (WHERE {PAYMENTS["owing"]})
    FROM indicators_dossierfact AS fact
    WHERE fact.accepted_on BETWEEN %(first)s AND %(last)s
"""  # noqa: S608 - our own conditions
APART_TOO: Final = f" AND {APART}"
"""To follow other conditions: of the facts that days are not added up of."""


def by_field(question: Question) -> list[Row] | None:
    """Return ``reports.by_field`` for a whole agency or for all; None where it must be counted."""
    which = f"{_of(question.agency_id)} AND counted.field_id IS NOT NULL"
    names = ("named.name, named.slug", "field_id", "indicators_countedfield")
    return _whole(_rows(question, which, *names), reports.by_field(question, APART_TOO))


def by_agency(question: Question) -> list[Row] | None:
    """Return ``reports.by_agency`` of all agencies; None where it must be counted."""
    which = "counted.agency_id IS NOT NULL AND counted.field_id IS NULL"
    if question.agency_id is not None:
        which += " AND counted.agency_id = %(agency)s"
    names = ("named.name, named.code", "agency_id", "agencies_agency")
    return _whole(_rows(question, which, *names), reports.by_agency(question, APART_TOO))


def months(
    agency_id: int | None, days: Sequence[tuple[date, date]], *, waiting_is_settled: bool
) -> dict[int, tuple[int, ...]]:
    """Return in time, settled, online and accepted of each stretch, by its place in ``days``.

    Without the facts set apart.
    """
    statement = _MONTHS.format(
        w=SUFFIXES[waiting_is_settled], which=f"{_of(agency_id)} AND counted.field_id IS NULL"
    )
    found = _asked(
        statement,
        firsts=[first for first, _last in days],
        lasts=[last for _first, last in days],
        span=DAY,
        agency=agency_id,
    )
    return {number - 1: tuple(map(int, counts)) for number, *counts in found}


def paid_online(question: Question) -> tuple[int, int]:
    """Return how many accepted in the period paid a fee online, and how many had one to pay."""
    if question.field_slug is not None:
        ((paid, owing),) = _asked(_PAID + question.narrowed, **question.values)
        return int(paid), int(owing)
    statement = (
        "SELECT COALESCE(sum(paid), 0), COALESCE(sum(owing), 0) "  # noqa: S608
        f"FROM {_PARTS} WHERE {_of(question.agency_id)} AND counted.field_id IS NULL"
    )
    values = _parts([(_WITHIN, question.period.first, question.period.last)])
    ((paid, owing),) = _asked(statement, **values, agency=question.agency_id)
    ((more_paid, more_owing),) = _asked(_PAID + question.narrowed + APART_TOO, **question.values)
    return int(paid + more_paid), int(owing + more_owing)


def _of(agency_id: int | None) -> str:
    if agency_id is None:
        return "counted.agency_id IS NULL"
    return "counted.agency_id = %(agency)s"


def _rows(
    question: Question, which: str, names: str, of: str, names_of: str
) -> list[tuple[str, str, Counts, int]]:
    """Return name and key of each row, its counts, and how much there is after the cut-off."""
    statement = _ROWS.format(
        names=names,
        of=of,
        names_of=names_of,
        sums=", ".join(_sums(SUFFIXES[question.waiting_is_settled]).values()),
        parts=_PARTS,
        which=which,
    )
    values = _parts(_stretches(question.period, question.as_of_on))
    found = _asked(statement, **values, agency=question.agency_id)
    order = tuple(_sums(""))
    return [
        (name, key, *_counts(dict(zip(order, map(int, sums), strict=True))))
        for name, key, _of, *sums in found
    ]


def _sums(suffix: str) -> dict[str, str]:
    """Return what is asked of each row, by its name."""
    within = {name: name for name in ("c4", "c5")} | {name: name + suffix for name in FLOWS}
    known = f"part.stretch <> '{_UNKNOWN}'"
    flows = " + ".join(within.values())
    asked = {name: (column, f"part.stretch = '{_WITHIN}'") for name, column in within.items()}
    asked["c6"] = (f"c11{suffix}", f"part.stretch = '{_BEFORE}'")
    asked["c11"] = (f"c11{suffix}", known)
    asked["c13"] = (f"c13{suffix}", known)
    asked["unknown"] = (flows, f"part.stretch = '{_UNKNOWN}'")
    return {
        name: f"COALESCE(sum({text}) FILTER (WHERE {condition}), 0)"
        for name, (text, condition) in asked.items()
    }


def _counts(sums: Mapping[str, int]) -> tuple[Counts, int]:
    """Return the columns, those that are sums of others added up."""
    told = {name: count for name, count in sums.items() if name != "unknown"}
    counts = Counts(
        **told,
        c3=told["c4"] + told["c5"] + told["c6"],
        c7=told["c8"] + told["c9"] + told["c10"],
        c12=told["c11"] - told["c13"],
    )
    return counts, sums["unknown"]


def _stretches(period: Period, known_to: date) -> Iterator[tuple[str, date, date]]:
    """Yield the stretches of days that a report of ``period`` is made of.

    What is open is held against its date on the last day, or on that of the cut-off where the
    period is not over: up to ``known_to``. What happened later (counting went on over midnight)
    cannot be told from days; it is looked for, so that the facts are counted where there is any.
    """
    before = period.first - _ONE_DAY
    yield _BEFORE, BEGINNING, min(before, known_to)
    yield _WITHIN, period.first, min(period.last, known_to)
    yield _UNKNOWN, known_to + _ONE_DAY, period.last


def _parts(stretches: Iterable[tuple[str, date, date]]) -> dict[str, Any]:
    """Return the stretches, each as few spans, as the values of a statement."""
    found = [
        (name, part.span, part.first, part.last)
        for name, first, last in stretches
        for part in parts_of(first, last)
    ]
    columns: Sequence[Sequence[Any]] = list(zip(*found, strict=True)) or [(), (), (), ()]
    names = ("stretches", "spans", "firsts", "lasts")
    return {name: list(column) for name, column in zip(names, columns, strict=True)}


def _whole(rows: Iterable[tuple[str, str, Counts, int]], apart: Iterable[Row]) -> list[Row] | None:
    """Return the rows of the spans and those of the facts apart, as one report; or None."""
    found: dict[tuple[str, str], Row] = {}
    for name, key, counts, unknown in rows:
        if unknown:
            return None
        if counts.c3:
            found[name, key] = Row(name, key, counts)
    for row in apart:
        same = found.get((row.name, row.key))
        more = row.counts + same.counts if same is not None else row.counts
        found[row.name, row.key] = replace(row, counts=more)
    return reports.in_order(found.values())


def _asked(statement: str, **values: Any) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return rows
