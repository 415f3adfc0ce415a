"""What dossiers of ministries' systems add to report II.06a: the same columns, another source.

Counted by the conditions of ``indicators.columns`` over what the portal told: the promised day
and the end are those of the message. By the day only; nothing else of the product's figures
counts these dossiers (see the page on counting).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _

from motcua.exchange.models import PortalList, PortalMark
from motcua.indicators import columns
from motcua.indicators.columns import COLUMNS
from motcua.indicators.reports import Counts, Question, Row, in_order, total
from motcua.kernel import clock

FORMULA: Final = 1
_KEPT: Final = 512
_AS_FACTS: Final = """
    (SELECT accepted_on, ended_on, waiting_on, due_on, due_on AS unextended_due_on,
        NULL::date AS apologized_on, by_day, outcome, channel, agency_id, procedure_id,
        field, field_slug
     FROM exchange_mirroreddossier WHERE accepted_on IS NOT NULL) AS fact
"""


class Source(StrEnum):
    """Whose dossiers a figure is made of; the values stand in addresses."""

    OWN = "tinh"
    MIRRORED = "bo"
    BOTH = "ca-hai"

    @property
    def label(self) -> str:
        """Return the source as people read it."""
        return {
            "tinh": _("Hệ thống này"),
            "bo": _("Hệ thống của bộ"),
            "ca-hai": _("Cả hai"),
        }[self.value]

    @classmethod
    def read(cls, value: str) -> "Source":
        """Return the source that an address names; what it does not know is our own."""
        return cls(value) if value in set(cls) else cls.OWN


def mirrored_by_field(question: Question) -> list[Row]:
    """Return the report's rows for dossiers of ministries' systems.

    Counted once until the portal is read again; one small query else, and none where it never
    told of any.
    """
    marks = PortalMark.objects.filter(list=PortalList.MIRRORED)
    mark = marks.values_list("pk", "number", "read_at").first()
    if mark is None:
        return []
    # By the day it does not depend on the minute of the cut-off.
    noon = datetime.combine(question.as_of_on, time(12), tzinfo=clock.VIETNAM)
    return list(_counted(mark, replace(question, cut_off=noon)))


@lru_cache(maxsize=_KEPT)
def _counted(mark: tuple[object, ...], question: Question) -> tuple[Row, ...]:
    del mark  # part of the cache's key only
    counts = ", ".join(
        f"count(*) FILTER (WHERE {question.filled(column.condition)})" for column in COLUMNS
    )
    where = columns.scope(waiting_is_settled=question.waiting_is_settled)
    if question.agency_id is not None:
        where += " AND fact.agency_id = %(agency)s"
    if question.field_slug is not None:
        where += " AND fact.field_slug = %(field)s"
    statement = (
        f"SELECT fact.field, fact.field_slug, {counts} FROM {_AS_FACTS}"  # noqa: S608 - our own columns
        f" WHERE {where} GROUP BY fact.field, fact.field_slug"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, question.values)
        found: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return tuple(in_order(Row(name, key, Counts(*figures)) for name, key, *figures in found))


def together(own: Iterable[Row], mirrored: Iterable[Row]) -> list[Row]:
    """Return both sources as one report: rows of the same field are added."""
    found: dict[tuple[str, str], Counts] = {}
    for row in (*own, *mirrored):
        place = (row.name, row.key)
        found[place] = found.get(place, Counts()) + row.counts
    return in_order(Row(name, key, counts) for (name, key), counts in found.items())


def rows_of(source: Source, own: Sequence[Row], mirrored: Sequence[Row]) -> Sequence[Row]:
    """Return the rows of the report for ``source``."""
    if source is Source.OWN:
        return own
    return mirrored if source is Source.MIRRORED else together(own, mirrored)


def by_source(own: Sequence[Row], mirrored: Sequence[Row]) -> list[tuple[Source, Counts]]:
    """Return what each source comes to, and both; nothing where only one has dossiers."""
    theirs = total(mirrored)
    if not theirs.c3:
        return []
    ours = total(own)
    return [
        (Source.OWN, ours),
        (Source.MIRRORED, theirs),
        (Source.BOTH, ours + theirs),
    ]
