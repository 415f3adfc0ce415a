"""The dossiers that an item of index 766 misses: those of its whole that are not of its part.

Read of the same tables and conditions as are counted (``sources``), as they stood when the period
ended. Nothing personal: code, procedure, dates and why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from motcua.indicators.facts import Outcome
from motcua.indicators.index766 import items
from motcua.indicators.indexing.counting import Asked, values_of
from motcua.indicators.indexing.sources import (
    AGAIN,
    HELD,
    IS_FINISHED,
    IS_ONLINE,
    OWING,
    SAID,
    SIGNED,
)
from motcua.indicators.indexing.standing import FACTS
from motcua.indicators.reports import IN_TIME_766

PAGE: Final = 30
_IS_LATE: Final = f"({IN_TIME_766}) IS NOT TRUE"


@dataclass(frozen=True, slots=True)
class Missing:
    """Which dossiers an item misses: the tables asked, how, and how they are told with %(n)s."""

    tables: tuple[str, ...]
    joins: str
    condition: str
    many: str


_WITH_SIGNED: Final = "LEFT JOIN signed ON signed.dossier_id = fact.dossier_id"
MISSING: Final = {
    items.PROGRESS: Missing((), "", _IS_LATE, "%(n)s hồ sơ không đúng hạn"),
    items.ONLINE_DOSSIERS: Missing(
        (SIGNED,), _WITH_SIGNED, f"NOT ({IS_ONLINE})", "%(n)s hồ sơ không tính là trực tuyến"
    ),
    items.PAID_ONLINE: Missing(
        (OWING,),
        "JOIN owing ON owing.dossier_id = fact.dossier_id",
        "NOT owing.is_online",
        "%(n)s hồ sơ chưa nộp tiền trực tuyến",
    ),
    items.ELECTRONIC_RESULT: Missing(
        (SIGNED,),
        _WITH_SIGNED,
        f"{IS_FINISHED} AND signed.dossier_id IS NULL",
        "%(n)s hồ sơ chưa có kết quả điện tử",
    ),
    items.DIGITISED: Missing(
        (HELD,),
        "JOIN held ON held.dossier_id = fact.dossier_id",
        "held.is_finished AND held.digital < held.papers",
        "%(n)s hồ sơ còn giấy tờ chưa số hóa",
    ),
    items.REUSED: Missing(
        (AGAIN, HELD),
        "JOIN again ON again.dossier_id = fact.dossier_id"
        " JOIN held ON held.dossier_id = fact.dossier_id",
        "NOT held.is_reused",
        "%(n)s hồ sơ vẫn thu giấy tờ đã có trong kho",
    ),
    items.SATISFIED: Missing(
        (SAID,),
        "LEFT JOIN said ON said.dossier_id = fact.dossier_id",
        f"({_IS_LATE} OR said.dossier_id IS NOT NULL)",
        "%(n)s hồ sơ trễ hoặc bị phản ánh, không hài lòng",
    ),
}
"""By item; the others miss procedures, or what was counted elsewhere."""
_FOUND: Final = """
    WITH {tables}
    SELECT fact.dossier_id, dossier.code, procedure.name, fact.accepted_on, fact.due_at,
        fact.ended_on, fact.waiting_on, fact.outcome, fact.supplement_requests, {late}
    FROM fact {joins}
    JOIN dossiers_dossier AS dossier ON dossier.id = fact.dossier_id
    JOIN procedures_procedure AS procedure ON procedure.id = fact.procedure_id
    WHERE {condition} AND fact.dossier_id > %(after)s
    ORDER BY fact.dossier_id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier as it stood."""

    dossier_id: int
    code: str
    procedure: str
    accepted_on: date
    due_at: datetime | None
    ended_on: date | None
    waiting_on: date | None
    outcome: str
    supplement_requests: int
    is_late: bool

    @property
    def state_words(self) -> str:
        """Return where it stood."""
        if self.ended_on is None and self.waiting_on is not None:
            return "Chờ người nộp bổ sung"
        return Outcome(self.outcome).label

    @property
    def asked_twice(self) -> bool:
        """Say whether it counts as late for having been sent back more than once."""
        return self.supplement_requests > 1


def lacking(
    key: str, asked: Asked, agency_id: int, *, after: int = 0, most: int = PAGE + 1
) -> list[Line]:
    """Return up to ``most`` of the dossiers that an item of ``MISSING`` misses, after ``after``.

    One query, up to two more for a period that is over.
    """
    wanted = MISSING[key]
    statement = _FOUND.format(
        tables=", ".join((FACTS, *wanted.tables)),
        joins=wanted.joins,
        condition=wanted.condition,
        late=_IS_LATE,
    )
    values = {**values_of(asked, [agency_id]), "after": after, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return [Line(*row) for row in rows]
