"""Tables as offices have them: CSV in UTF-8 and XLSX, read within limits, and written."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from motcua.reference.moving.columns import COLUMNS, ERRORS_TITLE, EXPLAINED
from motcua.reference.tables import FileError

Cell = str | int | float | datetime | date | None
MOST_ROWS: Final = 50_000
LAST_LINE: Final = 200_000
"""Of the file, empty ones too: a cell below it is a slip, and costs a walk through the rest."""
MOST_COLUMNS: Final = 100
MOST_BYTES: Final = 50_000_000
MOST_UNPACKED_BYTES: Final = 400_000_000
"""An XLSX is a zip; one that unpacks to more is no table of dossiers."""
_SHEET: Final = "Hồ sơ"
_WIDTH: Final = 20
_AS_TEXT: Final = "@"


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows as they stand in the file; ``rows`` are (line number, cells)."""

    titles: list[str]
    rows: list[tuple[int, list[Cell]]]


def is_spreadsheet(path: Path) -> bool:
    """Say whether a file is meant to be XLSX, by its name."""
    return path.suffix.lower() in {".xlsx", ".xlsm"}


def read_table(path: Path, most_rows: int = MOST_ROWS) -> Table:
    """Return the first table of a file. Raises FileError, also where it has more rows."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise FileError(f"Không có tệp {path}.") from error
    if size > MOST_BYTES:
        raise FileError(f"Tệp {path.name} nặng quá {MOST_BYTES // 1_000_000} MB. Xin tách tệp.")
    read = _spreadsheet_lines if is_spreadsheet(path) else _csv_lines
    numbered = read(path, most_rows)
    if not numbered:
        raise FileError("Tệp không có dòng dữ liệu nào.")
    (_line, heading), *rows = numbered
    titles = [str(title or "").strip() for title in heading]
    while not titles[-1]:
        titles.pop()
    return Table(titles, [(line, cells[: len(titles)]) for line, cells in rows])


def _is_filled(cell: Cell) -> bool:
    return cell is not None and str(cell).strip() != ""


def _within_limits(
    lines: Iterable[Sequence[Cell]], most_rows: int
) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the lines in which something stands, with their numbers."""
    filled = 0
    for line, cells in enumerate(lines, start=1):
        if line > LAST_LINE:
            raise FileError(
                f"Tệp dài quá {_thousands(LAST_LINE)} dòng, kể cả dòng trống. Xin xóa các dòng "
                "thừa ở cuối bảng rồi lưu lại."
            )
        if not any(map(_is_filled, cells)):
            continue
        filled += 1
        if filled > most_rows + 1:
            raise FileError(
                f"Tệp có hơn {_thousands(most_rows)} dòng. Xin tách tệp, hoặc nhờ người vận hành "
                f"dùng lệnh “motcua import dossiers” (tới {_thousands(MOST_ROWS)} dòng)."
            )
        yield line, list(cells[:MOST_COLUMNS])


def _thousands(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _csv_lines(path: Path, most_rows: int) -> list[tuple[int, list[Cell]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(
            f"Tệp {path.name} không phải là chữ UTF-8 (có lẽ là TCVN3, VNI hay Windows-1258). "
            "Xin mở bằng Excel và lưu lại dạng “CSV UTF-8”, hoặc dạng XLSX."
        ) from error
    if "\0" in text:
        raise FileError(f"Tệp {path.name} không phải là một bảng CSV.")
    heading = text.partition("\n")[0]
    separator = max(",;\t", key=heading.count)
    try:
        rows = csv.reader(io.StringIO(text), delimiter=separator)
        return list(_within_limits(rows, most_rows))
    except csv.Error as error:
        raise FileError(f"Không đọc được tệp {path.name} như một bảng CSV.") from error


def _spreadsheet_lines(path: Path, most_rows: int) -> list[tuple[int, list[Cell]]]:
    unreadable = f"Không đọc được tệp {path.name} như một bảng XLSX."
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED_BYTES:
                raise FileError(f"Tệp {path.name} giải nén ra quá lớn, nên không mở.")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, ParseError) as error:
        raise FileError(unreadable) from error
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size need not be true
        rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)
        return list(_within_limits(rows, most_rows))
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, ParseError) as error:
        raise FileError(unreadable) from error
    finally:
        book.close()


def write_template(path: Path) -> None:
    """Write an empty table with headings, two examples, and what each column is."""
    titles = [column.title + (" *" if column.is_required else "") for column in COLUMNS]
    examples = [[column.examples[number] for column in COLUMNS] for number in (0, 1)]
    explained = [column.explanation for column in COLUMNS]
    if not is_spreadsheet(path):
        _write_csv(path, [titles, [f"{EXPLAINED}: {explained[0]}", *explained[1:]], *examples])
        return
    book = openpyxl.Workbook()
    _fill(book.active, _SHEET, [titles, *examples])
    guide = book.create_sheet()
    rows = [
        [
            c.title,
            "Bắt buộc" if c.is_required else "",
            c.explanation,
            " hoặc ".join(_some(c.examples)),
        ]
        for c in COLUMNS
    ]
    _fill(guide, "Giải thích", [["Cột", "", "Ghi gì", "Ví dụ"], *rows])
    guide.column_dimensions["C"].width = 5 * _WIDTH
    _save(book, path)


def write_with_errors(path: Path, table: Table, errors: Mapping[int, Sequence[str]]) -> None:
    """Write ``table`` again with a column of what is wrong, so that it can be mended there."""
    rows: list[list[Cell]] = [[*table.titles, ERRORS_TITLE]]
    for line, cells in table.rows:
        padded = [*cells, *[None] * (len(table.titles) - len(cells))]
        rows.append([*padded[: len(table.titles)], " ".join(errors.get(line, ()))])
    if not is_spreadsheet(path):
        _write_csv(path, rows)
        return
    book = openpyxl.Workbook()
    _fill(book.active, _SHEET, rows)
    _save(book, path)


def _some(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if text]


def _fill(sheet: Any, title: str, rows: Sequence[Sequence[Cell]]) -> None:
    sheet.title = title
    sheet.freeze_panes = "A2"
    for line, cells in enumerate(rows, start=1):
        for place, value in enumerate(cells, start=1):
            cell = sheet.cell(line, place, value)
            if isinstance(value, str):
                # Text, whatever it looks like: no formula, and no zero that is lost.
                cell.data_type, cell.number_format = "s", _AS_TEXT
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if line == 1:
                cell.font = Font(bold=True)
    for place in range(1, len(rows[0]) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTH


def _save(book: Any, path: Path) -> None:
    try:
        book.save(path)
    except OSError as error:
        raise FileError(f"Không ghi được tệp {path} ({error.strerror}).") from error


def _write_csv(path: Path, rows: Iterable[Sequence[Cell]]) -> None:
    try:
        # With a mark at the beginning, or Excel takes it for another encoding.
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
    except OSError as error:
        raise FileError(f"Không ghi được tệp {path} ({error.strerror}).") from error
