"""The facts as counted cells: one statement, as of the end of the last month that is over."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import connection

from motcua.indicators import columns
from motcua.indicators.periods import FIRST_YEAR, Period
from motcua.indicators.reports import Question
from motcua.indicators.rules import Rule
from motcua.opendata.dictionary import OPEN, QUASI
from motcua.opendata.rarity import Cell

_CELLS: Final = """
    SELECT settled_month, agency.code, agency.name, accepted_month, channel, procedure.field,
        procedure.code, outcome, punctuality, punctuality_instant, sum(dossiers)::bigint
    FROM (
        SELECT fact.agency_id, fact.procedure_id, fact.channel,
            to_char(fact.accepted_on, 'YYYY-MM') AS accepted_month,
            CASE WHEN {settled} THEN to_char({end}, 'YYYY-MM') ELSE %(open)s END
                AS settled_month,
            CASE WHEN fact.ended_on <= %(last)s THEN fact.outcome
                WHEN {settled} THEN 'waiting' ELSE %(open)s END AS outcome,
            CASE WHEN {settled} THEN fact.by_day WHEN {late} THEN 'open_late'
                ELSE 'open_in_time' END AS punctuality,
            CASE WHEN {settled} THEN fact.by_instant ELSE %(open)s END AS punctuality_instant,
            count(*) AS dossiers
        FROM indicators_dossierfact AS fact
        WHERE fact.accepted_on <= %(last)s
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ) AS counted
        JOIN agencies_agency AS agency ON agency.id = counted.agency_id
        JOIN procedures_procedure AS procedure ON procedure.id = counted.procedure_id
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
"""


def last_of_month_before(day: date) -> date:
    """Return the last day of the calendar month before that of ``day``."""
    return day.replace(day=1) - timedelta(days=1)


def cells_until(as_of: date, rule: Rule, *, cut_off: datetime) -> list[Cell]:
    """Return the accepted dossiers as they stood at the end of ``as_of``, alike ones as one cell.

    What ended later is still open; what is known is what was counted by ``cut_off``.
    """
    question = Question(Period(date(FIRST_YEAR, 1, 1), as_of), rule, cut_off)
    statement = _CELLS.format(
        end=question.filled("{end}"),
        settled=question.filled("COALESCE({end} <= %(last)s, FALSE)"),
        late=question.filled(columns.BY_NAME["c13"].condition),
    )
    width = len(QUASI)
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, {**question.values, "open": OPEN})
        return [
            Cell(tuple(row[:width]), tuple(row[width:-1]), row[-1]) for row in cursor.fetchall()
        ]
