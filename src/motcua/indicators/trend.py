"""How figures went month by month: a few statements for all months, kept until a fact moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import add
from typing import Any, Final

from django.db import connection

from motcua.indicators import columns, published
from motcua.indicators.keeping import Mark
from motcua.indicators.periods import Period
from motcua.indicators.reports import Question
from motcua.indicators.spans import reading

_KEPT: Final = 256
_SETTLED: Final = """
    SELECT month.number, count(*) FILTER (WHERE fact.by_day IN ('early', 'on_time')), count(*)
    FROM unnest(%(firsts)s::date[], %(lasts)s::date[]) WITH ORDINALITY
            AS month(first, last, number)
        JOIN indicators_dossierfact AS fact
            ON {end} BETWEEN month.first AND month.last
    WHERE {end} IS NOT NULL AND (fact.ended_on IS NULL OR fact.ended_on >= %(first)s) {narrowed}
    GROUP BY month.number
"""
_ACCEPTED: Final = """
    SELECT month.number, count(*) FILTER (WHERE fact.channel = 'online'), count(*)
    FROM unnest(%(firsts)s::date[], %(lasts)s::date[]) WITH ORDINALITY
            AS month(first, last, number)
        JOIN indicators_dossierfact AS fact
            ON fact.accepted_on BETWEEN month.first AND month.last
    WHERE TRUE {narrowed}
    GROUP BY month.number
"""


@dataclass(frozen=True, slots=True)
class Month:
    """What became of a month: settled in time of all settled, online of all accepted."""

    period: Period
    in_time: int = 0
    settled: int = 0
    online: int = 0
    accepted: int = 0


def monthly(question: Question, months: Sequence[Period], mark: Mark) -> tuple[Month, ...]:
    """Return what became of each of ``months``, for the agency and by the rule of ``question``.

    Three statements at most, or none while no fact has moved.
    """
    if not months:
        return ()
    days = tuple((month.first, month.last) for month in months)
    found = _kept(published.key_of(mark), question.agency_id, question.waiting_is_settled, days)
    return tuple(
        Month(month, *found.get(number, (0, 0, 0, 0))) for number, month in enumerate(months)
    )


@lru_cache(maxsize=_KEPT)
def _kept(
    key: published.Key,
    agency_id: int | None,
    waiting_is_settled: bool,  # noqa: FBT001 - one of the two ways of counting
    months: tuple[tuple[date, date], ...],
) -> dict[int, tuple[int, ...]]:
    _changed_at, has_spans = key
    end = columns.filled("{end}", waiting_is_settled=waiting_is_settled)
    if not has_spans:
        return _counted(end, agency_id, months)
    found = reading.months(agency_id, months, waiting_is_settled=waiting_is_settled)
    for number, more in _counted(end, agency_id, months, reading.APART_TOO).items():
        counts = found.get(number, (0, 0, 0, 0))
        found[number] = tuple(map(add, counts, more))
    return found


def _counted(
    end: str, agency_id: int | None, months: Sequence[tuple[date, date]], narrowed: str = ""
) -> dict[int, tuple[int, ...]]:
    """Count the facts themselves; ``narrowed`` is a condition more, to follow others."""
    if agency_id is not None:
        narrowed += " AND fact.agency_id = %(agency)s"
    values: dict[str, Any] = {
        "firsts": [first for first, _last in months],
        "lasts": [last for _first, last in months],
        "first": min(first for first, _last in months),
        "agency": agency_id,
    }
    found: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        for place, statement in ((0, _SETTLED), (2, _ACCEPTED)):
            cursor.execute(statement.format(end=end, narrowed=narrowed), values)
            for number, part, whole in cursor.fetchall():
                found.setdefault(number - 1, [0, 0, 0, 0])[place : place + 2] = part, whole
    return {number: tuple(counts) for number, counts in found.items()}
