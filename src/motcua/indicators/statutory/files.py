"""A report as files: the workbook and the printed page; CSV is ``Sheet.lines`` as it stands."""

from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, Final

import orjson
import xlsxwriter

from motcua.documents.rendering import render_pdf
from motcua.indicators.statutory.printed import Sheet, headings
from motcua.indicators.statutory.templates import Rows
from motcua.kernel import clock

PDF_TYPE: Final = "application/pdf"
JSON_TYPE: Final = "application/json"
LAYOUT: Final = "data/reports/report.typ"
_OPTIONS: Final = {"strings_to_formulas": False, "strings_to_urls": False}
_A4, _A3 = 9, 8
_WIDE: Final = 20
"""Columns from which on a sheet is printed on A3: on A4 nobody could read it."""
_LONGEST_NAME: Final = 31
"""Of a sheet in a workbook."""


def workbook(sheet: Sheet, target: Path | IO[bytes]) -> None:
    """Write the report as a workbook in its printed layout."""
    named = 1 if sheet.template.rows is Rows.NONE else 2
    width = len(sheet.numbers)
    with xlsxwriter.Workbook(
        str(target) if isinstance(target, Path) else target, _OPTIONS
    ) as book:
        looks = _looks(book)
        page = book.add_worksheet(sheet.counted.held.key[:_LONGEST_NAME])
        page.set_landscape()
        page.set_paper(_A3 if width > _WIDE else _A4)
        page.fit_to_pages(1, 0)
        page.set_column(0, width - 1, 11)
        page.set_column(0, 0, 34 if named == 1 else 6)
        if named > 1:
            page.set_column(1, 1, 34)
        for number, line in enumerate(sheet.head):
            look = looks["title"] if number == 1 else looks["bold"]
            page.merge_range(number, 0, number, width - 1, line, look)
        page.set_row(1, 32)
        top = len(sheet.head) + 1
        depth = _write_headings(page, sheet, top, looks["head"])
        body = list(sheet.body)
        for number, row in enumerate(body):
            look = looks["sums"] if number == len(body) - 1 else looks["cell"]
            for column, value in enumerate(row):
                page.write(top + depth + number, column, value, look)
        page.freeze_panes(top + depth, named)
        for number, line in enumerate(sheet.foot, start=top + depth + len(body) + 1):
            page.write_string(number, 0, line)


def _looks(book: Any) -> dict[str, Any]:
    return {
        "bold": book.add_format({"bold": True}),
        "title": book.add_format({"bold": True, "align": "center", "text_wrap": True}),
        "head": book.add_format(
            {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
        ),
        "cell": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
        "sums": book.add_format({"border": 1, "bold": True}),
    }


def _write_headings(page: Any, sheet: Sheet, top: int, look: Any) -> int:
    """Write the headings and the line of numbers; return how many lines they took."""
    lines = headings(sheet.template)
    for down, line in enumerate(lines):
        for one in line:
            row, column = top + down, one.column
            if one.width == 1 and one.height == 1:
                page.write_string(row, column, one.text, look)
            else:
                page.merge_range(
                    row,
                    column,
                    row + one.height - 1,
                    column + one.width - 1,
                    one.text,
                    look,
                )
    for column, text in enumerate(sheet.numbers):
        page.write_string(top + len(lines), column, text, look)
    return len(lines) + 1


def pdf(sheet: Sheet, *, at: datetime) -> bytes:
    """Return the report as a printed page; ``at`` becomes the date of the file."""
    layout = (files("motcua") / LAYOUT).read_text(encoding="utf-8")
    made_at = clock.local(at).isoformat(timespec="seconds")
    texts = {"title": f"{sheet.template.form_code} {sheet.template.title}"}
    return render_pdf(layout, texts, sheet.payload(made_at))


def json_bytes(sheet: Sheet, *, is_of_agency: bool) -> bytes:
    """Return the report for machines."""
    scope = "agency" if is_of_agency else "all"
    return orjson.dumps(sheet.document(scope), option=orjson.OPT_INDENT_2) + b"\n"
