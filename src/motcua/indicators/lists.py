"""The dossiers behind a figure: a page of them, or all of them in little memory.

Nothing personal: code, procedure, dates and how it stands. What else is to be seen of a
dossier is on its own page, which asks for the right to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from motcua.indicators import columns
from motcua.indicators.columns import Column
from motcua.indicators.facts import Outcome
from motcua.indicators.reports import Question
from motcua.kernel.punctuality import Punctuality
from motcua.procedures.models import Channel

PAGE: Final = 30
BATCH: Final = 2_000
_FOUND: Final = """
    SELECT fact.dossier_id, dossier.code, procedure.name, procedure.field, agency.name,
        fact.channel, fact.accepted_on, fact.original_due_at, fact.due_at, fact.ended_on,
        fact.waiting_on, fact.outcome, fact.by_day, fact.by_instant, {is_open}, {is_late}
    FROM indicators_dossierfact AS fact
    JOIN dossiers_dossier AS dossier ON dossier.id = fact.dossier_id
    JOIN procedures_procedure AS procedure ON procedure.id = fact.procedure_id
    JOIN agencies_agency AS agency ON agency.id = fact.agency_id
    WHERE {where} AND fact.dossier_id > %(after)s
    ORDER BY {order} LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier of a list. ``is_open`` and ``is_late`` are as the report counts it."""

    dossier_id: int
    code: str
    procedure: str
    field: str
    agency: str
    channel: str
    accepted_on: date
    original_due_at: datetime | None
    due_at: datetime | None
    ended_on: date | None
    waiting_on: date | None
    outcome: str
    by_day: str
    by_instant: str
    is_open: bool
    is_late: bool

    @property
    def state_words(self) -> str:
        """Return where it stands."""
        if self.ended_on is None and self.waiting_on is not None:
            return "Chờ người nộp bổ sung"
        return Outcome(self.outcome).label

    @property
    def standing_words(self) -> str:
        """Return how it counts by the day: in time, late, or early."""
        if self.is_open:
            return "Quá hạn" if self.is_late else "Trong hạn"
        return Punctuality(self.by_day).label

    @property
    def instant_words(self) -> str:
        """Return how it counts by the instant; empty while it is open."""
        return "" if self.is_open or not self.by_instant else Punctuality(self.by_instant).label

    @property
    def channel_words(self) -> str:
        """Return how it was lodged."""
        return str(Channel(self.channel).label)


HEADINGS: Final = (
    "STT",
    "Mã hồ sơ",
    "Thủ tục",
    "Lĩnh vực",
    "Cơ quan giải quyết",
    "Kênh nộp",
    "Ngày tiếp nhận",
    "Hẹn trả lần đầu",
    "Hẹn trả",
    "Ngày kết thúc",
    "Tình trạng",
    "Theo ngày",
    "Theo thời điểm",
)
"""Of a list that is taken away; ``cells`` are what stands below."""


def cells(number: int, line: Line) -> tuple[Any, ...]:
    """Return a line as it is taken away."""
    return (
        *(number, line.code, line.procedure, line.field, line.agency, line.channel_words),
        *(line.accepted_on, line.original_due_at, line.due_at, line.ended_on or line.waiting_on),
        *(line.state_words, line.standing_words, line.instant_words),
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which dossiers of a report: those of a column."""

    question: Question
    column: Column


def page(wanted: Wanted, *, after: int = 0, most: int = PAGE + 1) -> list[Line]:
    """Return up to ``most`` dossiers, those after number ``after``. One query."""
    question = wanted.question
    late = columns.BY_NAME["c13"].condition
    where = f"{question.where} AND {question.filled(wanted.column.condition)}"
    statement = _FOUND.format(
        where=where,
        is_open=question.filled(columns.BY_NAME["c11"].condition),
        is_late=question.filled(late),
        # Of one agency its own index finds them; in the order of the key the whole table
        # would be walked for a few.
        order="fact.dossier_id" + ("" if question.agency_id is None else " + 0"),
    )
    values = {**question.values, "after": after, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return [Line(*row) for row in rows]


def every(wanted: Wanted) -> Iterator[Line]:
    """Yield all dossiers, reading a batch at a time, each a statement of its own."""
    after = 0
    while batch := page(wanted, after=after, most=BATCH):
        yield from batch
        after = batch[-1].dossier_id
