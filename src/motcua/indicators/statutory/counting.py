"""The engine that counts every report that is a template.

One statement over facts, one more where a report asks of dossiers that were not accepted, and
the tallies of index 766 where it asks of those.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import lru_cache
from typing import Any, Final

from django.db import connection

from motcua.agencies.models import Agency
from motcua.indicators.columns import Column
from motcua.indicators.indexing.counting import Asked, agencies_of, counted as index_counted
from motcua.indicators.keeping import Mark
from motcua.indicators.periods import Kind, NamedPeriod
from motcua.indicators.reports import Question
from motcua.indicators.statutory.conditions import Condition, Source
from motcua.indicators.statutory.reception import reception_values
from motcua.indicators.statutory.shipped import InForce
from motcua.indicators.statutory.templates import Check, ReportColumn, Rows, Template
from motcua.kernel import clock
from motcua.kernel.text import sort_key
from motcua.procedures.models import Procedure

_KEPT: Final = 256
_BY: Final = {Rows.FIELD: "procedure_id", Rows.PROCEDURE: "procedure_id", Rows.AGENCY: "agency_id"}
_BY_LODGED: Final = {**_BY, Rows.AGENCY: "receiving_agency_id"}
_OF_FIELD: Final = (
    " AND lodged.procedure_id IN"
    " (SELECT id FROM procedures_procedure WHERE field_slug = %(field)s)"
)
LODGED_SCOPE: Final = (
    "lodged.submitted_at < %(as_of_at)s"
    " AND (lodged.accepted_at IS NULL OR lodged.accepted_at >= %(as_of_at)s)"
    " AND (lodged.ended_at IS NULL OR lodged.ended_at >= %(first_at)s)"
)
LODGED_FROM: Final = (
    "dossiers_dossier AS lodged LEFT JOIN unnest(%(late_agencies)s::bigint[],"
    " %(late_before)s::timestamptz[]) AS late(agency_id, before)"
    " ON late.agency_id = lodged.receiving_agency_id"
)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The figures of one row under its name and key; of a share there is no whole number."""

    name: str
    key: str
    values: Mapping[int, int | None]

    def share(self, column: ReportColumn) -> tuple[int, int]:
        """Return numerator and denominator of a column that is a share."""
        assert column.share is not None  # noqa: S101 - asked of shares only
        part, whole = column.share
        return self.values[part] or 0, self.values[whole] or 0


@dataclass(frozen=True, slots=True)
class Counted:
    """A report counted: its rows, the sums, and which checks do not hold and where."""

    held: InForce
    question: Question
    place: str
    rows: tuple[ReportRow, ...]
    total: ReportRow
    broken: tuple[tuple[Check, str], ...]

    @property
    def template(self) -> Template:
        """Return the template it was counted by."""
        return self.held.template

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing in it."""
        return not any(self.total.values.values())


def counted(held: InForce, question: Question, place: str) -> Counted:
    """Return the report ``held`` of what is asked. Two to four statements, more of the index."""
    template = held.template
    counts: dict[Any, dict[str, int]] = defaultdict(dict)
    by_source: dict[Source, list[Condition]] = defaultdict(list)
    for condition in template.counts:
        by_source[condition.source].append(condition)
    if facts := by_source[Source.FACTS]:
        _add(counts, facts, _of_facts(template.rows, facts, question))
    if lodged := by_source[Source.LODGED]:
        _add(counts, lodged, _of_lodged(template.rows, lodged, question))
    if tallies := by_source[Source.INDEX]:
        for key, more in _of_index(template.rows, tallies, question).items():
            counts[key].update(more)
    rows = _named(template, counts, place)
    total = ReportRow("Tổng cộng", "", template.values(_sums(counts.values())))
    broken = tuple(
        (check, row.name)
        for check in template.checks
        for row in (*rows, total)
        if not check.holds(row.values)
    )
    return Counted(held, question, place, tuple(rows), total, broken)


def published(held: InForce, question: Question, place: str, mark: Mark) -> Counted:
    """Return the same, counted once until a fact moves or the period goes on."""
    uses_index = any(one.source is Source.INDEX for one in held.template.counts)
    asked = question if uses_index else replace(question, cut_off=question.as_of_at)
    kept = _published(_Same(held), asked, place, mark.changed_at)
    return replace(kept, question=question)


class _Same:
    """A template in the key of the cache: what was set anew is another."""

    def __init__(self, held: InForce) -> None:
        self.held = held
        self._told = repr(held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._told == other._told

    def __hash__(self) -> int:
        return hash(self._told)


@lru_cache(maxsize=_KEPT)
def _published(
    same: _Same, question: Question, place: str, changed_at: datetime | None
) -> Counted:
    del changed_at  # part of the cache's key only
    return counted(same.held, question, place)


def listed_by(condition: Condition, column: ReportColumn) -> Column:
    """Return a column of facts as the lists behind figures want it."""
    return Column(column.number, column.heading, condition.definition, condition.sql)


def lodged_values(question: Question) -> dict[str, Any]:
    """Return what conditions of dossiers not accepted are filled with. One query, or two."""
    first_at = datetime.combine(question.period.first, time.min, tzinfo=clock.VIETNAM)
    return {**question.values, "first_at": first_at, **reception_values(question)}


def lodged_where(question: Question) -> str:
    """Return the condition of a dossier that was not accepted being counted at all."""
    found = LODGED_SCOPE
    if question.agency_id is not None:
        found += " AND lodged.receiving_agency_id = %(agency)s"
    return found if question.field_slug is None else found + _OF_FIELD


def _of_facts(
    rows: Rows, conditions: Sequence[Condition], question: Question
) -> list[tuple[Any, ...]]:
    counts = ", ".join(f"count(*) FILTER (WHERE {question.filled(one.sql)})" for one in conditions)
    by = f"fact.{_BY[rows]}" if rows in _BY else "NULL::bigint"
    return _asked(
        f"SELECT {by}, {counts} FROM indicators_dossierfact AS fact"  # noqa: S608
        f" WHERE {question.where} GROUP BY 1",
        question.values,
    )


def _of_lodged(
    rows: Rows, conditions: Sequence[Condition], question: Question
) -> list[tuple[Any, ...]]:
    counts = ", ".join(f"count(*) FILTER (WHERE {one.sql})" for one in conditions)
    by = f"lodged.{_BY_LODGED[rows]}" if rows in _BY_LODGED else "NULL::bigint"
    return _asked(
        f"SELECT {by}, {counts} FROM {LODGED_FROM}"  # noqa: S608
        f" WHERE {lodged_where(question)} GROUP BY 1",
        lodged_values(question),
    )


def _of_index(
    rows: Rows, conditions: Sequence[Condition], question: Question
) -> dict[Any, dict[str, int]]:
    """Return the tallies of index 766, counted where the index is."""
    period = question.period
    agencies = [
        agency
        for agency in agencies_of(period)
        if question.agency_id is None or agency.pk == question.agency_id
    ]
    # What an administrator enters is of a month; nothing here asks of that.
    named = NamedPeriod.holding(Kind.MONTH, period.last, question.rule.period_begins_on)
    tallies = index_counted(Asked(named, period, question.cut_off), agencies)
    found: dict[Any, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for agency in agencies:
        key = agency.pk if rows is Rows.AGENCY else None
        for one in conditions:
            item, _dot, side = one.sql.partition(".")
            tally = tallies[agency.pk].get(item)
            found[key][one.name] += getattr(tally, side) if tally is not None else 0
    return {key: dict(more) for key, more in found.items() if any(more.values())}


def _add(
    counts: dict[Any, dict[str, int]],
    conditions: Sequence[Condition],
    rows: Sequence[Sequence[Any]],
) -> None:
    for key, *figures in rows:
        counts[key].update(zip((one.name for one in conditions), figures, strict=True))


def _named(
    template: Template, counts: Mapping[Any, Mapping[str, int]], place: str
) -> list[ReportRow]:
    """Return the rows that are not empty, under their names, in Vietnamese order."""
    if template.rows is Rows.NONE:
        return [ReportRow(place, "", template.values(_sums(counts.values())))]
    grouped: dict[tuple[str, str], list[Mapping[str, int]]] = defaultdict(list)
    if template.rows is Rows.AGENCY:
        for agency in Agency.objects.filter(pk__in=counts):
            grouped[agency.name, agency.code].append(counts[agency.pk])
    else:
        for procedure in Procedure.objects.filter(pk__in=counts).only(
            "pk", "name", "code", "field", "field_slug"
        ):
            named = (
                (procedure.field, procedure.field_slug)
                if template.rows is Rows.FIELD
                else (procedure.name, procedure.code)
            )
            grouped[named].append(counts[procedure.pk])
    rows = [
        ReportRow(name, key, template.values(_sums(some))) for (name, key), some in grouped.items()
    ]
    return sorted(
        (row for row in rows if any(row.values.values())),
        key=lambda row: (sort_key(row.name), row.key),
    )


def _sums(rows: Any) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        for name, figure in row.items():
            found[name] += figure
    return found


def _asked(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
