"""Report II.06a and what stands beside it, each one statement over the facts.

Whatever is asked names its period, agency, rule and cut-off; the answer can be had again by
anybody who asks the same.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import add, attrgetter
from typing import Any, Final

from django.db import connection

from motcua.indicators import columns
from motcua.indicators.columns import COLUMNS
from motcua.indicators.facts import FORMULA
from motcua.indicators.periods import Period
from motcua.indicators.rules import Rule
from motcua.kernel import clock
from motcua.kernel.punctuality import Punctuality
from motcua.kernel.text import sort_key

_COUNTED: Final = ", ".join(column.name for column in COLUMNS)
_SUMMED: Final = ", ".join(f"sum({column.name})::bigint" for column in COLUMNS)
_BY_FIELD: Final = f"""
    SELECT procedure.field, procedure.field_slug, {_SUMMED}
    FROM ({{counted}}) AS counted
    JOIN procedures_procedure AS procedure ON procedure.id = counted.of
    GROUP BY procedure.field, procedure.field_slug
"""  # noqa: S608 - names of our own columns
_BY_AGENCY: Final = f"""
    SELECT agency.name, agency.code, {_COUNTED}
    FROM ({{counted}}) AS counted JOIN agencies_agency AS agency ON agency.id = counted.of
"""  # noqa: S608 - so are these
_OF_FIELD: Final = (
    " AND fact.procedure_id IN (SELECT id FROM procedures_procedure WHERE field_slug = %(field)s)"
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a period, counted by a rule, known by when; of an agency, of a field.

    None is all of them.
    """

    period: Period
    rule: Rule
    cut_off: datetime
    agency_id: int | None = None
    field_slug: str | None = None

    @property
    def as_of_at(self) -> datetime:
        """Return the instant at which what is open is held against its date."""
        following = self.period.last + timedelta(days=1)
        return min(
            clock.local(self.cut_off), datetime.combine(following, time.min, tzinfo=clock.VIETNAM)
        )

    @property
    def as_of_on(self) -> date:
        """Return the day of it: the last of the period, or that of the cut-off."""
        return min(self.period.last, clock.day_of(self.cut_off))

    @property
    def waiting_is_settled(self) -> bool:
        """Say whether waiting for papers counts as settled."""
        return self.rule.waiting_counts_as_settled

    @property
    def formula(self) -> str:
        """Return by which definitions it is counted, for those who want to check."""
        return f"{FORMULA}, quy tắc từ {self.rule.valid_from:%d/%m/%Y}"

    @property
    def where(self) -> str:
        """Return the condition of being counted at all."""
        return columns.scope(waiting_is_settled=self.waiting_is_settled) + self.narrowed

    @property
    def narrowed(self) -> str:
        """Return the condition of being of the agency and the field, to follow others."""
        found = "" if self.agency_id is None else " AND fact.agency_id = %(agency)s"
        return found if self.field_slug is None else found + _OF_FIELD

    @property
    def values(self) -> dict[str, Any]:
        """Return what the conditions are filled with."""
        return {
            "first": self.period.first,
            "last": self.period.last,
            "as_of_on": self.as_of_on,
            "as_of_at": self.as_of_at,
            "agency": self.agency_id,
            "field": self.field_slug,
        }

    def filled(self, template: str) -> str:
        """Return a condition with what counts as the end put in."""
        return columns.filled(template, waiting_is_settled=self.waiting_is_settled)


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of columns 3 to 13."""

    c3: int = 0
    c4: int = 0
    c5: int = 0
    c6: int = 0
    c7: int = 0
    c8: int = 0
    c9: int = 0
    c10: int = 0
    c11: int = 0
    c12: int = 0
    c13: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*map(add, self.values, other.values))

    @property
    def values(self) -> tuple[int, ...]:
        """Return the figures in the order of the columns."""
        return _FIGURES(self)

    @property
    def in_time(self) -> int:
        """Return how many were settled early or on time."""
        return self.c8 + self.c9

    def of(self, name: str) -> int:
        """Return the figure of the column called ``name``."""
        found: int = getattr(self, name)
        return found


_FIGURES: Final[Callable[[Counts], tuple[int, ...]]] = attrgetter(
    *(field.name for field in fields(Counts))
)


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one field, or of one agency, under its name and its key in addresses."""

    name: str
    key: str
    counts: Counts


def total(rows: Iterable[Row]) -> Counts:
    """Return the sums of all rows."""
    return sum((row.counts for row in rows), Counts())


def by_field(question: Question, narrowed: str = "") -> list[Row]:
    """Return report II.06a: a row for each field with dossiers, in Vietnamese order.

    ``narrowed`` is a condition more that a fact must meet, to follow others.
    """
    return _rows(_BY_FIELD, "procedure_id", question, narrowed)


def by_agency(question: Question, narrowed: str = "") -> list[Row]:
    """Return the same figures with a row for each agency."""
    return _rows(_BY_AGENCY, "agency_id", question, narrowed)


def _rows(statement: str, by: str, question: Question, narrowed: str) -> list[Row]:
    found = _asked(statement.format(counted=_counted(by, question, narrowed)), question)
    rows = [Row(name, key, Counts(*figures)) for name, key, *figures in found]
    return in_order(rows)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return rows in the Vietnamese order of their names."""
    return sorted(rows, key=lambda row: (_place_of(row.name), row.key))


# Of fields and agencies: the same few hundred names, over and over.
_place_of: Final = lru_cache(maxsize=4_096)(sort_key)


def _counted(by: str, question: Question, narrowed: str) -> str:
    """Return the statement that counts by a column of the facts, not by anything joined."""
    counts = ", ".join(
        f"count(*) FILTER (WHERE {question.filled(column.condition)}) AS {column.name}"
        for column in COLUMNS
    )
    return (
        f"SELECT fact.{by} AS of, {counts} FROM indicators_dossierfact AS fact"  # noqa: S608
        f" WHERE {question.where}{narrowed} GROUP BY fact.{by}"
    )


class Basis:
    """Which date is held against the end: names of columns of the facts."""

    CURRENT: Final = ""
    UNEXTENDED: Final = "unextended_"
    ORIGINAL: Final = "original_"


BASES: Final = (Basis.CURRENT, Basis.UNEXTENDED, Basis.ORIGINAL)
CLOCKS: Final = ("day", "instant")


@dataclass(frozen=True, slots=True)
class Timeliness:
    """How the dossiers of a report stand to one of their dates, by one clock."""

    basis: str
    clock: str
    early: int
    on_time: int
    late: int
    open_in_time: int
    open_late: int

    @property
    def settled(self) -> int:
        """Return of how many settled ones the first three speak."""
        return self.early + self.on_time + self.late

    @property
    def kept(self) -> int:
        """Return how many were settled early or on time."""
        return self.early + self.on_time


@dataclass(frozen=True, slots=True)
class Besides:
    """What is within the figures, or was left out of them, and should be known.

    ``received`` and ``in_time`` are those of index 766: of what was accepted in the period,
    by the instant, late where papers were asked for more than once.
    """

    waiting: int
    waiting_before: int
    given_up: int
    apologized: int
    reopened: int
    received: int
    in_time: int


IN_TIME_766: Final = (
    "fact.supplement_requests <= 1 AND CASE"
    " WHEN COALESCE(fact.ended_on, fact.waiting_on) <= %(last)s"
    " THEN fact.by_instant <> 'late'"
    " ELSE COALESCE(fact.due_at >= %(as_of_at)s, TRUE) END"
)
"""Who is in time by index 766; ``index766.punctual`` says it of one fact."""
_BESIDES: Final = {
    "waiting": "{end} <= %(last)s AND fact.ended_on IS NULL",
    "waiting_before": "FALSE",
    "given_up": "{end} <= %(last)s AND fact.outcome IN ('withdrawn', 'stopped')",
    "apologized": "fact.apologized_on <= %(as_of_on)s",
    "reopened": "fact.reopenings > 0",
    "received": "fact.accepted_on >= %(first)s",
    "in_time": f"fact.accepted_on >= %(first)s AND {IN_TIME_766}",
}
_WAITING_BEFORE: Final = (
    "SELECT count(*) FROM indicators_dossierfact AS fact WHERE fact.ended_on IS NULL"
    " AND fact.accepted_on <= %(last)s AND fact.waiting_on < %(first)s"
)


def timeliness(question: Question) -> tuple[list[Timeliness], Besides]:
    """Return early, on time and late by each date and clock, and what stands beside."""
    asked = [(basis, by) for basis in BASES for by in CLOCKS]
    conditions = [part for basis, by in asked for part in _class_conditions(basis, by)]
    besides = list(_BESIDES.values())
    counts = ", ".join(
        f"count(*) FILTER (WHERE {question.filled(one)})" for one in [*conditions, *besides]
    )
    (row,) = _asked(
        f"SELECT {counts} FROM indicators_dossierfact AS fact WHERE {question.where}",  # noqa: S608
        question,
    )
    width = len(Punctuality) + 2
    tables = [
        Timeliness(basis, by, *row[number * width : (number + 1) * width])
        for number, (basis, by) in enumerate(asked)
    ]
    found = dict(zip(_BESIDES, row[len(conditions) :], strict=True))
    if question.waiting_is_settled:
        found["waiting_before"] = _waiting_before(question)
    return tables, Besides(**found)


def _class_conditions(basis: str, by: str) -> list[str]:
    settled = [
        f"{{end}} <= %(last)s AND fact.{basis}by_{by} = '{one.value}'" for one in Punctuality
    ]
    suffix, as_of = ("on", "%(as_of_on)s") if by == "day" else ("at", "%(as_of_at)s")
    due = f"fact.{basis}due_{suffix}"
    if basis == Basis.CURRENT:
        due = (
            f"CASE WHEN fact.apologized_on > %(as_of_on)s"
            f" THEN fact.unextended_due_{suffix} ELSE {due} END"
        )
    late = f"COALESCE({due} < {as_of}, FALSE)"
    is_open = "({end} IS NULL OR {end} > %(last)s)"
    return [*settled, f"{is_open} AND NOT {late}", f"{is_open} AND {late}"]


def _waiting_before(question: Question) -> int:
    """Return how many have waited for papers since before the period, and so are nowhere."""
    ((count,),) = _asked(_WAITING_BEFORE + question.narrowed, question)
    return int(count)


@dataclass(frozen=True, slots=True)
class BookFigures:
    """The book of an agency (form 07) against columns 4 and 5 of its report.

    The book has what was received here, the report what is decided here.
    """

    received: int
    passed_on: int
    from_others: int
    finished: int
    given_up: int

    @property
    def decided_here(self) -> int:
        """Return how many of the book the agency decides itself."""
        return self.received - self.passed_on

    @property
    def accepted_in_period(self) -> int:
        """Return what columns 4 and 5 of the report come to."""
        return self.decided_here + self.from_others


_BOOK: Final = """
    SELECT
        count(*) FILTER (WHERE fact.receiving_agency_id = %(agency)s),
        count(*) FILTER (WHERE fact.agency_id <> %(agency)s),
        count(*) FILTER (WHERE fact.receiving_agency_id <> %(agency)s),
        count(*) FILTER (WHERE fact.receiving_agency_id = %(agency)s
            AND fact.outcome = 'finished' AND fact.ended_on <= %(as_of_on)s),
        count(*) FILTER (WHERE fact.receiving_agency_id = %(agency)s
            AND fact.outcome IN ('withdrawn', 'stopped') AND fact.ended_on <= %(as_of_on)s)
    FROM indicators_dossierfact AS fact
    WHERE fact.accepted_on BETWEEN %(first)s AND %(last)s
        AND (fact.receiving_agency_id = %(agency)s OR fact.agency_id = %(agency)s)
"""


def book_figures(question: Question) -> BookFigures:
    """Return the figures of form 07 for the agency asked for, whatever the field."""
    (row,) = _asked(_BOOK, question)
    return BookFigures(*row)


def _asked(statement: str, question: Question) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, question.values)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return rows


assert tuple(f.name for f in fields(Counts)) == tuple(  # noqa: S101 - one notion of the columns
    column.name for column in COLUMNS
)
