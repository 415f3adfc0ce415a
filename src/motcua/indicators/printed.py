"""Report II.06a in its printed layout, and lists, as rows that a file is written from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from motcua.indicators import lists
from motcua.indicators.columns import COLUMNS, GROUPS
from motcua.indicators.lists import Wanted
from motcua.indicators.reports import Counts, Question, Row, total
from motcua.kernel import clock

TOTAL: Final = "Tổng cộng"
_SUMS: Final = {3: "(3)=(4)+(5)+(6)", 7: "(7)=(8)+(9)+(10)", 11: "(11)=(12)+(13)"}
NUMBERS: Final = (
    "(1)",
    "(2)",
    *(_SUMS.get(column.number, f"({column.number})") for column in COLUMNS),
)


@dataclass(frozen=True, slots=True)
class Report:
    """Report II.06a of a place (an agency, or the province), with what was asked."""

    question: Question
    place: str
    rows: Sequence[Row]

    @property
    def total(self) -> Counts:
        """Return the sums."""
        return total(self.rows)

    @property
    def head(self) -> list[str]:
        """Return the lines above the table."""
        rule = self.question.rule
        return [
            rule.form_code,
            rule.form_title,
            f"Đơn vị báo cáo: {self.place}",
            f"Kỳ báo cáo: {self.question.period.words}",
            f"Căn cứ: {rule.legal_basis}",
            "Đơn vị tính: hồ sơ",
        ]

    @property
    def foot(self) -> list[str]:
        """Return the lines below: cut-off, formula, and what each column counts."""
        return [
            cut_off_words(self.question),
            *(f"Cột {column.number}: {column.definition}" for column in COLUMNS),
        ]

    @property
    def body(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the table, the sums last."""
        for number, row in enumerate(self.rows, start=1):
            yield (number, row.name, *row.counts.values)
        yield ("", TOTAL, *self.total.values)

    @property
    def lines(self) -> Iterator[Sequence[Any]]:
        """Yield the whole sheet from top to bottom."""
        yield from ([line] for line in self.head)
        yield []
        yield ["STT", "Lĩnh vực giải quyết", *_group_cells()]
        yield ["", "", *(column.heading for column in COLUMNS)]
        yield NUMBERS
        yield from self.body
        yield []
        yield from ([line] for line in self.foot)


def cut_off_words(question: Question) -> str:
    """Return by when and by what it was counted."""
    at = clock.local(question.cut_off)
    return f"Số liệu đến {at:%H:%M ngày %d/%m/%Y}. Bản công thức {question.formula}."


def list_lines(wanted: Wanted, place: str) -> Iterator[Sequence[Any]]:
    """Yield a list of dossiers as a sheet: three lines on top, then a row for each."""
    column = wanted.column
    question = wanted.question
    yield [f"{place}, {question.period.words}"]
    yield [f"Cột {column.number}. {column.definition}"]
    yield [cut_off_words(question)]
    yield lists.HEADINGS
    for number, line in enumerate(lists.every(wanted), start=1):
        yield lists.cells(number, line)


def written(value: Any) -> str | int:
    """Return a cell as people read it; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{clock.local(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return value if isinstance(value, int) else str(value)


def _group_cells() -> Iterable[str]:
    for heading, of in GROUPS:
        yield heading
        yield from [""] * (len(of) - 1)
