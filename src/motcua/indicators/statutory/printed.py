"""A counted report in its printed layout, from which every file of it is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from motcua.indicators.printed import cut_off_words
from motcua.indicators.statutory.counting import Counted, ReportRow
from motcua.indicators.statutory.templates import ReportColumn, Rows, Template
from motcua.kernel import clock

NUMBER: Final = "STT"
_FEW: Final = "ít hồ sơ"
_NONE: Final = "–"
_PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class Heading:
    """A cell of the headings: its text, and how many columns and lines it takes."""

    text: str
    column: int
    width: int
    height: int


def headings(template: Template) -> list[list[Heading]]:
    """Return the headings, line by line; columns are counted from 0, two stand before them."""
    depth = template.depth
    lines: list[list[Heading]] = [[] for _line in range(depth)]
    if template.rows is Rows.NONE:
        first, offset = [Heading(template.rows.label, 0, 1, depth)], 1
    else:
        first = [Heading(NUMBER, 0, 1, depth), Heading(template.rows.label, 1, 1, depth)]
        offset = 2
    lines[0] += first
    for level in range(depth):
        for place, column in enumerate(template.columns, start=offset):
            groups = column.groups
            if level < len(groups):
                _add_group(lines[level], groups[: level + 1], place, template, offset)
            elif level == len(groups):
                lines[level].append(Heading(column.heading, place, 1, depth - level))
    return lines


def _add_group(
    line: list[Heading], path: Sequence[str], place: int, template: Template, offset: int
) -> None:
    """Add a group's heading where it begins; neighbors of the same path share it."""
    columns = template.columns
    here = place - offset

    def is_of(number: int) -> bool:
        return columns[number].groups[: len(path)] == tuple(path)

    if here and is_of(here - 1):
        return
    width = 1
    while here + width < len(columns) and is_of(here + width):
        width += 1
    line.append(Heading(path[-1], place, width, 1))


def share_words(part: int, whole: int, least: int) -> str:
    """Return a share as people write it; too small a sample has none."""
    if not whole:
        return _NONE
    if whole < least:
        return _FEW
    return f"{_PERCENT * part / whole:.1f} %".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report as it is printed."""

    counted: Counted

    @property
    def template(self) -> Template:
        """Return its template."""
        return self.counted.template

    @property
    def head(self) -> list[str]:
        """Return the lines above the table."""
        return [
            self.template.form_code,
            self.template.title,
            f"Đơn vị báo cáo: {self.counted.place}",
            f"Kỳ báo cáo: {self.counted.question.period.words}",
            f"Căn cứ: {self.template.legal_basis}",
            "Đơn vị tính: hồ sơ",
        ]

    @property
    def version(self) -> str:
        """Return by when and by what it was counted."""
        return f"{cut_off_words(self.counted.question)[:-1]}, {self.counted.held.version_words}."

    @property
    def foot(self) -> list[str]:
        """Return the lines below: what does not add up, cut-off, and what each column counts."""
        return [
            *(f"Không khớp {check.words}: {where}." for check, where in self.counted.broken),
            self.version,
            *(f"Cột {one.number}: {one.definition}" for one in self.template.columns),
        ]

    @property
    def numbers(self) -> list[str]:
        """Return the line of numbers below the headings."""
        own = [one.formula or f"({one.number})" for one in self.template.columns]
        return ["(1)", *own] if self.template.rows is Rows.NONE else ["(1)", "(2)", *own]

    @property
    def body(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the table, the sums last."""
        if self.template.rows is Rows.NONE:
            yield (self.counted.place, *self._cells(self.counted.total))
            return
        for number, row in enumerate(self.counted.rows, start=1):
            yield (number, row.name, *self._cells(row))
        yield ("", self.counted.total.name, *self._cells(self.counted.total))

    @property
    def lines(self) -> Iterator[Sequence[Any]]:
        """Yield the whole sheet from top to bottom, group headings where they begin."""
        yield from ([line] for line in self.head)
        yield []
        width = len(self.numbers)
        for line in headings(self.template):
            cells = [""] * width
            for one in line:
                cells[one.column] = one.text
            yield cells
        yield self.numbers
        yield from self.body
        yield []
        yield from ([line] for line in self.foot)

    def document(self, scope: str) -> dict[str, Any]:
        """Return the report for machines; ``scope`` says whether it is of one agency or all."""
        question = self.counted.question
        return {
            "report": self.counted.held.key,
            "form_code": self.template.form_code,
            "title": self.template.title,
            "place": self.counted.place,
            "scope": scope,
            "from": question.period.first.isoformat(),
            "to": question.period.last.isoformat(),
            "cut_off": clock.local(question.cut_off).isoformat(timespec="seconds"),
            "formula": question.formula,
            "template_from": self.counted.held.valid_from.isoformat(),
            "rows_by": self.template.rows.value,
            "columns": [
                {
                    "name": one.name,
                    "heading": one.heading,
                    "groups": list(one.groups),
                    "definition": one.definition,
                }
                for one in self.template.columns
            ],
            "total": self._told(self.counted.total),
            "rows": [
                {"name": row.name, "key": row.key, **self._told(row)} for row in self.counted.rows
            ],
            "not_adding_up": [
                {"check": check.words, "row": where} for check, where in self.counted.broken
            ],
        }

    def payload(self, made_at: str) -> dict[str, Any]:
        """Return what the printed page is drawn from."""
        return {
            "issued_at": made_at,
            "head": {"agency": self.counted.place},
            "lines": self.head,
            "foot": self.foot,
            "headings": [
                [{"text": one.text, "width": one.width, "height": one.height} for one in line]
                for line in headings(self.template)
            ],
            "numbers": self.numbers,
            "rows": [[str(cell) for cell in row] for row in self.body],
            "named": 1 if self.template.rows is Rows.NONE else 2,
        }

    def cell(self, row: ReportRow, column: ReportColumn) -> int | str:
        """Return the figure of a row in a column as it is shown."""
        if column.share is None:
            return row.values[column.number] or 0
        part, whole = row.share(column)
        return share_words(part, whole, self.counted.question.rule.minimum_sample)

    def _cells(self, row: ReportRow) -> list[int | str]:
        return [self.cell(row, column) for column in self.template.columns]

    def _told(self, row: ReportRow) -> dict[str, Any]:
        """Return the figures for machines: of a share its two numbers."""
        return {
            one.name: (
                row.values[one.number]
                if one.share is None
                else dict(zip(("part", "whole"), row.share(one), strict=True))
            )
            for one in self.template.columns
        }
