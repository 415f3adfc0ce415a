"""The dossiers behind a figure of those not accepted: a page of them, nothing personal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from motcua.dossiers.lifecycle import State
from motcua.indicators.lists import BATCH, PAGE
from motcua.indicators.reports import Question
from motcua.indicators.statutory.conditions import Condition
from motcua.indicators.statutory.counting import LODGED_FROM, lodged_values, lodged_where
from motcua.procedures.models import Channel

HEADINGS: Final = (
    "STT",
    "Mã",
    "Thủ tục",
    "Lĩnh vực",
    "Bộ phận nhận",
    "Kênh nộp",
    "Nộp lúc",
    "Tình trạng",
)
_FOUND: Final = """
    SELECT lodged.id, COALESCE(lodged.code, lodged.tracking_code), procedure.name,
        procedure.field, agency.name, lodged.channel, lodged.submitted_at, lodged.state
    FROM {source}
    JOIN procedures_procedure AS procedure ON procedure.id = lodged.procedure_id
    JOIN agencies_agency AS agency ON agency.id = lodged.receiving_agency_id
    WHERE {where} AND lodged.id > %(after)s ORDER BY lodged.id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Lodged:
    """One dossier that was lodged, and not accepted by the end of a period."""

    dossier_id: int
    code: str
    procedure: str
    field: str
    agency: str
    channel: str
    submitted_at: datetime
    state: str

    @property
    def state_words(self) -> str:
        """Return where it stands now."""
        return State(self.state).label

    @property
    def channel_words(self) -> str:
        """Return how it was lodged."""
        return str(Channel(self.channel).label)


def page(
    question: Question, condition: Condition, *, after: int = 0, most: int = PAGE + 1
) -> list[Lodged]:
    """Return up to ``most``, those after number ``after``. Three queries."""
    statement = _FOUND.format(
        source=LODGED_FROM, where=f"{lodged_where(question)} AND {condition.sql}"
    )
    values = {**lodged_values(question), "after": after, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return [Lodged(*row) for row in rows]


def every(question: Question, condition: Condition) -> Iterator[Lodged]:
    """Yield all of them, a batch at a time."""
    after = 0
    while batch := page(question, condition, after=after, most=BATCH):
        yield from batch
        after = batch[-1].dossier_id


def cells(number: int, line: Lodged) -> tuple[Any, ...]:
    """Return a line as it is taken away."""
    return (
        *(number, line.code, line.procedure, line.field, line.agency, line.channel_words),
        *(line.submitted_at, line.state_words),
    )
