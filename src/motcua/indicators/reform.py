"""Reform in figures: how many initiatives were registered, and what stands where they apply.

The only place that counts initiatives. Shares of dossiers are those of the reports and of
satisfaction: nothing here says anew what is early or who is content.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import connection

from motcua.agencies.models import AgencyKind
from motcua.indicators.closed.definitions import Counted, Definition
from motcua.indicators.headlines import Headline, Tally
from motcua.indicators.keeping import Mark, mark
from motcua.indicators.periods import Period
from motcua.indicators.published import by_agency
from motcua.indicators.rates import Rate
from motcua.indicators.reports import Counts, Question
from motcua.indicators.rules import rule_on
from motcua.indicators.satisfaction import Scope, broken_down
from motcua.initiatives.content import Measure
from motcua.kernel.clock import VIETNAM

KEY: Final = "initiatives"
LOOKED_BACK: Final = timedelta(days=183)
"""Before a model begins: half a year to compare with."""
LEAST: Final = 30
"""Dossiers or slips, below which no share is named."""
_COUNTED: Final = """
    SELECT (event.happened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day,
        initiative.agency_id, count(*)
    FROM initiatives_initiativeevent AS event
    JOIN initiatives_initiative AS initiative ON initiative.id = event.initiative_id
    WHERE event.action = 'register' AND event.recorded_at < %(before)s
        AND event.happened_at >= %(first)s AND event.happened_at < %(after)s
    GROUP BY 1, 2 ORDER BY 1, 2
"""
_REGISTERED: Final = """
    SELECT count(*), count(DISTINCT initiative.agency_id),
        count(DISTINCT initiative.agency_id) FILTER (WHERE agency.kind = %(commune)s),
        count(DISTINCT initiative.agency_id) FILTER (WHERE agency.kind = %(department)s)
    FROM initiatives_initiativeevent AS event
    JOIN initiatives_initiative AS initiative ON initiative.id = event.initiative_id
    JOIN agencies_agency AS agency ON agency.id = initiative.agency_id
    WHERE event.action = 'register'
        AND event.happened_at >= %(first)s AND event.happened_at < %(after)s
        AND (%(province)s::bigint IS NULL OR agency.province_id = %(province)s)
        AND (%(agency)s::bigint IS NULL OR agency.id = %(agency)s)
"""


def count_registered(*, first: date, last: date, recorded_before: datetime) -> Iterable[Counted]:
    """Count what was registered, by the day of registering and the unit. One query."""
    values = {**_instants(first, last), "before": recorded_before}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, values)
        return [Counted(day, agency, count, count) for day, agency, count in cursor.fetchall()]


DEFINITIONS: Final = (
    Definition(
        KEY,
        1,
        "Mô hình, sáng kiến đăng ký",
        "Mỗi mô hình, sáng kiến, giải pháp được tính một lần, ở đơn vị và vào ngày đăng ký, kể cả "
        "khi sau đó không được công nhận hoặc đã dừng. Bản đang soạn không tính.",
        count_registered,
        is_rate=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Registered:
    """How many were registered in a span of days, by how many units."""

    count: int
    units: int
    communes: int
    departments: int


def registered(
    first: date, last: date, *, province_id: int | None = None, agency_id: int | None = None
) -> Registered:
    """Return how many were registered from ``first`` to ``last``, both included. One query."""
    values = {
        **_instants(first, last),
        "commune": AgencyKind.COMMUNE_COMMITTEE.value,
        "department": AgencyKind.DEPARTMENT.value,
        "province": province_id,
        "agency": agency_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_REGISTERED, values)
        return Registered(*cursor.fetchone())


def _told(question: Question, mark: Mark) -> Tally:
    del mark  # registering is no act on a dossier: no fact tells of it
    period = question.period
    found = registered(period.first, period.last, agency_id=question.agency_id)
    return Tally(found.count, found.units)


HEADLINE: Final = Headline(
    key=KEY,
    formula=1,
    label=DEFINITIONS[0].label,
    noun="đơn vị",
    meaning=DEFINITIONS[0].meaning + " Không tách theo lĩnh vực.",
    count=_told,
    is_rate=False,
)


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of one unit before a day and from it on; ``before`` has the same length at most."""

    measure: Measure
    first_before: date
    last_before: date
    before: Rate
    first_after: date
    last_after: date
    after: Rate


def measured(measure: Measure, first: date, last: date, *, at: datetime) -> dict[int, Rate]:
    """Return the figure of every agency that has one, by the agency's number.

    Of dossiers once in a while, as long as no fact moves; three queries.
    """
    if measure is Measure.SATISFACTION:
        lines = broken_down(Scope(first, last), "agency", least=LEAST)
        return {line.key: line.satisfaction for line in lines if line.satisfaction.whole}
    counted = mark()
    if counted is None:
        return {}
    question = Question(Period(first, last), rule_on(last), at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, id FROM agencies_agency")
        numbers = dict(cursor.fetchall())
    rows = [row for row in by_agency(question, counted) if row.key in numbers]
    rates = {numbers[row.key]: _rate(measure, row.counts) for row in rows}
    return {agency_id: rate for agency_id, rate in rates.items() if rate.whole}


def compared(
    measures: Iterable[Measure], agency_id: int, started_on: date, *, on: date, at: datetime
) -> list[Compared]:
    """Return each figure of a unit before it began with a model, and since, up to ``on``.

    Of days that have not come yet nothing is counted. Up to six queries a figure.
    """
    if started_on > on:
        return []
    last_before = started_on - timedelta(days=1)
    first_before = started_on - LOOKED_BACK
    nothing = Rate(0, 0, LEAST)
    return [
        Compared(
            measure=measure,
            first_before=first_before,
            last_before=last_before,
            before=measured(measure, first_before, last_before, at=at).get(agency_id, nothing),
            first_after=started_on,
            last_after=on,
            after=measured(measure, started_on, on, at=at).get(agency_id, nothing),
        )
        for measure in measures
    ]


def _rate(measure: Measure, counts: Counts) -> Rate:
    match measure:
        case Measure.EARLY:
            return Rate(counts.c8, counts.c7, LEAST)
        case Measure.ONLINE:
            return Rate(counts.c4, counts.c4 + counts.c5, LEAST)
        case _:
            return Rate(counts.in_time, counts.c7, LEAST)


def _instants(first: date, last: date) -> dict[str, datetime]:
    midnight = time(tzinfo=VIETNAM)
    return {
        "first": datetime.combine(first, midnight),
        "after": datetime.combine(last + timedelta(days=1), midnight),
    }
