"""What models want to raise, from the database: cells by agency and month.

Early, on time and settled are columns of report II.06a (``columns``); a month is that in which
dossiers were settled. Satisfied are the answers that ``satisfaction`` counts, by the month of the
answer. Only whole months count. ``effect_keeping`` measures them and keeps what comes of it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db import connection
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from motcua.effects.panel import Cell, month_of, number_of
from motcua.indicators import columns
from motcua.indicators.columns import BY_NAME
from motcua.indicators.rules import rule_on
from motcua.indicators.satisfaction import COUNTED, Scope
from motcua.initiatives.content import Measure

MONTHS: Final = 36
"""How far back is looked."""


class Aim(StrEnum):
    """What a model wants to raise. Values are stored."""

    KEPT = "kept"
    EARLY = "early"
    SATISFIED = "satisfied"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _WORDS[self][0]

    @property
    def noun(self) -> str:
        """What is counted."""
        return _WORDS[self][1]


_WORDS: Final = {
    Aim.KEPT: ("Tỷ lệ trước và đúng hạn", "hồ sơ"),
    Aim.EARLY: ("Tỷ lệ trước hạn", "hồ sơ"),
    Aim.SATISFIED: ("Tỷ lệ người dân hài lòng", "phiếu"),
}
AIM_OF: Final[Mapping[Measure, Aim]] = {
    Measure.IN_TIME: Aim.KEPT,
    Measure.EARLY: Aim.EARLY,
    Measure.SATISFACTION: Aim.SATISFIED,
}
"""What can be measured against units without the model; the others stand before and after."""
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
    found = _answers(span) if aim is Aim.SATISFIED else _dossiers(aim, span)
    yield from (one for one in found if among is None or int(one.unit) in among)


def _answers(span: Span) -> Iterator[Cell]:
    """Yield how many of the counted answers were satisfied. One query."""
    rows = (
        Scope(span.first, span.last)
        .responses()
        .filter(COUNTED)
        .order_by()
        .values("agency_id", month=TruncMonth("day"))
        .annotate(part=Count("pk", filter=Q(is_satisfied=True)), whole=Count("pk"))
    )
    for row in rows:
        yield Cell(str(row["agency_id"]), row["month"], row["part"], row["whole"])


def _dossiers(aim: Aim, span: Span) -> Iterator[Cell]:
    """Yield how many of the dossiers settled were kept, or early. Two queries."""
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
        yield Cell(str(agency_id), month, part, whole, given_up)
