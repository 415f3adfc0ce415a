"""What a model has changed, from the facts of the database: by agency and month.

Early, on time and settled are columns of report II.06a (``columns``); a month is that in which
dossiers were settled. Only whole months count, so an answer holds until the next one begins.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from django.db import connection

from motcua.effects.measuring import DRAWS, Effect, measure
from motcua.effects.panel import Cell, month_of, number_of
from motcua.indicators import columns
from motcua.indicators.columns import BY_NAME
from motcua.indicators.rules import rule_on

MONTHS: Final = 36
"""How far back is looked."""
_KEPT: Final = 256


class Aim(StrEnum):
    """What a model wants to raise. Values are stored."""

    KEPT = "kept"
    EARLY = "early"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _LABELS[self]


_LABELS: Final = {
    Aim.KEPT: "Tỷ lệ trước và đúng hạn",
    Aim.EARLY: "Tỷ lệ trước hạn",
}
_COUNTED_AS: Final = {Aim.KEPT: ("c8", "c9"), Aim.EARLY: ("c8",)}
_CELLS: Final = """
    SELECT fact.agency_id, date_trunc('month', {{end}})::date, count(*) FILTER (WHERE {part}),
        count(*), count(*) FILTER (WHERE ({part}) AND fact.outcome IN ('withdrawn', 'stopped'))
    FROM indicators_dossierfact AS fact WHERE {scope} AND {settled}
    GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Span:
    """The whole months that are compared."""

    first: date
    last: date


def span_before(on: date) -> Span:
    """Return the whole months that are over on ``on``."""
    month = number_of(on)
    return Span(month_of(month - MONTHS), month_of(month) - timedelta(days=1))


def cells(aim: Aim, span: Span, among: Collection[int] | None = None) -> Iterator[Cell]:
    """Yield what each agency did in each month; ``among`` names the agencies, None is all."""
    is_settled = rule_on(span.last).waiting_counts_as_settled
    text = _CELLS.format(
        part=" OR ".join(f"({BY_NAME[name].condition})" for name in _COUNTED_AS[aim]),
        scope=columns.scope(waiting_is_settled=is_settled),
        settled=f"({BY_NAME['c7'].condition})",
    )
    with connection.cursor() as cursor:
        cursor.execute(
            columns.filled(text, waiting_is_settled=is_settled),
            {"first": span.first, "last": span.last, "as_of_on": span.last},
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    for agency_id, month, part, whole, given_up in rows:
        if among is None or agency_id in among:
            yield Cell(str(agency_id), month, part, whole, given_up)


def effect_of(
    aim: Aim,
    adoptions: Mapping[int, date],
    *,
    on: date,
    among: Collection[int] | None = None,
    draws: int = DRAWS,
) -> Effect:
    """Return what adopting a model has changed by ``on``; ``adoptions`` by number of the agency.

    ``among`` names the agencies that may be compared, adopting ones included: those of one level,
    say. Takes a second or two, see ``effect_today``. Raises LibraryMissingError without the extra.
    """
    begun = {str(agency_id): day for agency_id, day in adoptions.items()}
    return measure(cells(aim, span_before(on), among), begun, draws=draws)


def effect_today(
    aim: Aim,
    adoptions: Mapping[int, date],
    *,
    on: date,
    among: Collection[int] | None = None,
) -> Effect:
    """Return the same for a page: measured once a day in each process, or as adoptions change."""
    group = None if among is None else frozenset(among)
    return _kept(aim, frozenset(adoptions.items()), on, group)


@lru_cache(maxsize=_KEPT)
def _kept(
    aim: Aim,
    adoptions: frozenset[tuple[int, date]],
    on: date,
    among: frozenset[int] | None,
) -> Effect:
    return effect_of(aim, dict(adoptions), on=on, among=among)
