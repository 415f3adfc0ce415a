"""Rows as files: CSV as it is read by Excel, and workbooks. Both hold one row at a time."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Final

import xlsxwriter

from motcua.indicators.columns import COLUMNS, GROUPS
from motcua.indicators.printed import NUMBERS, Report, written

BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it Excel takes Vietnamese for something else."""
CSV_TYPE: Final = "text/csv; charset=utf-8"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS: Final = 1_000_000
"""Rows of one sheet; what is more goes on in the next."""
_FORMULA_BEGINS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_OPTIONS: Final = {"strings_to_formulas": False, "strings_to_urls": False}


class _Line:
    """What ``csv`` writes to: it keeps the line that was just made."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        """Keep ``text``."""
        self.text = text


def csv_lines(rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield ``rows`` as CSV, a line at a time; no cell is taken for a formula."""
    line = _Line()
    writer = csv.writer(line)
    yield BOM.encode()
    for row in rows:
        writer.writerow([_harmless(written(cell)) for cell in row])
        yield line.text.encode()


def _harmless(cell: str | int) -> str | int:
    """Return the cell so that no program that opens the file runs it."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_BEGINS):
        return f"'{cell}"
    return cell


def report_workbook(report: Report, target: Path | IO[bytes]) -> None:
    """Write report II.06a as a workbook in its printed layout."""
    with xlsxwriter.Workbook(_named(target), _OPTIONS) as book:
        sheet = book.add_worksheet("II.06a")
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, 1, 34)
        sheet.set_column(2, len(COLUMNS) + 1, 13)
        bold = book.add_format({"bold": True})
        title = book.add_format({"bold": True, "align": "center", "text_wrap": True})
        head = book.add_format(
            {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
        )
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        sums = book.add_format({"border": 1, "bold": True})
        last = len(COLUMNS) + 1
        for number, line in enumerate(report.head):
            sheet.merge_range(number, 0, number, last, line, title if number == 1 else bold)
        sheet.set_row(1, 32)
        top = len(report.head) + 1
        _write_headings(sheet, top, head)
        body = list(report.body)
        for number, row in enumerate(body, start=top + 3):
            look = sums if number == top + 2 + len(body) else cell
            for column, value in enumerate(row):
                sheet.write(number, column, value, look)
        sheet.freeze_panes(top + 3, 2)
        for number, line in enumerate(report.foot, start=top + len(body) + 4):
            sheet.write_string(number, 0, line)


def _write_headings(sheet: Any, top: int, look: Any) -> None:
    sheet.merge_range(top, 0, top + 1, 0, "STT", look)
    sheet.merge_range(top, 1, top + 1, 1, "Lĩnh vực giải quyết", look)
    column = 2
    for heading, of in GROUPS:
        sheet.merge_range(top, column, top, column + len(of) - 1, heading, look)
        for one in of:
            sheet.write_string(top + 1, column, one.heading, look)
            column += 1
    for number, text in enumerate(NUMBERS):
        sheet.write_string(top + 2, number, text, look)


def list_workbook(rows: Iterable[Sequence[Any]], target: Path | IO[bytes]) -> None:
    """Write ``rows`` as a workbook that never is in memory."""
    options = {**_OPTIONS, "constant_memory": True}
    with xlsxwriter.Workbook(_named(target), options) as book:
        sheet = book.add_worksheet()
        number = 0
        for row in rows:
            if number == MOST_ROWS:
                sheet, number = book.add_worksheet(), 0
            for column, cell in enumerate(row):
                value = written(cell)
                if isinstance(value, int):
                    sheet.write_number(number, column, value)
                else:
                    sheet.write_string(number, column, value)
            number += 1


def _named(target: Path | IO[bytes]) -> Any:
    return str(target) if isinstance(target, Path) else target
