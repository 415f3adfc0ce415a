"""Rows as files: read by Excel, run by nobody, never whole in memory."""

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, strategies as st

from motcua.indicators import files
from motcua.indicators.files import csv_lines, list_workbook, report_workbook
from motcua.indicators.printed import Report
from motcua.indicators.reports import Counts, Row
from motcua.kernel.clock import VIETNAM
from tests.indicators.stock import question


def read(rows: list[list[Any]]) -> list[list[str]]:
    content = b"".join(csv_lines(rows))
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=4), max_size=6))
def test_no_cell_begins_as_a_formula_does(rows: list[list[str]]) -> None:
    found = read([["x", *row] for row in rows])

    cells = [cell for row in found for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in cells)


def test_cells_are_written_as_people_read_them() -> None:
    at = datetime(2026, 11, 5, 10, 0, tzinfo=VIETNAM)

    (row,) = read([[1, "Hộ tịch", date(2026, 11, 5), at, None, '=HYPERLINK("x")']])

    assert row == ["1", "Hộ tịch", "05/11/2026", "05/11/2026 10:00", "", '\'=HYPERLINK("x")']


def test_lines_come_one_at_a_time() -> None:
    taken = []

    def rows() -> Any:
        for number in range(1_000):
            taken.append(number)
            yield [number]

    lines = csv_lines(rows())
    next(lines)
    next(lines)

    assert taken == [0]


def sheets(path: Path) -> dict[str, str]:
    with ZipFile(path) as archive:
        return {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if "worksheets/sheet" in name or name.endswith("sharedStrings.xml")
        }


def test_a_long_list_goes_on_in_the_next_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 10)

    list_workbook(([number, "=1+1"] for number in range(25)), tmp_path / "list.xlsx")

    found = sheets(tmp_path / "list.xlsx")
    assert [name[-10:] for name in found if "worksheets" in name] == [
        "sheet1.xml",
        "sheet2.xml",
        "sheet3.xml",
    ]
    assert not any("<f>" in text for text in found.values())


def test_the_printed_report_has_its_head_numbers_and_sums(tmp_path: Path) -> None:
    rows = [
        Row("Chứng thực", "chung-thuc", Counts(c3=2, c5=2, c7=2, c9=2)),
        Row("=Hộ tịch", "ho-tich", Counts(c3=1, c4=1, c11=1, c13=1)),
    ]
    report = Report(question(), "UBND xã An Ngãi", rows)

    report_workbook(report, tmp_path / "06a.xlsx")

    lines = [list(line) for line in report.lines]
    found = sheets(tmp_path / "06a.xlsx")
    assert report.total == Counts(c3=3, c4=1, c5=2, c7=2, c9=2, c11=1, c13=1)
    assert ["", "Tổng cộng", 3, 1, 2, 0, 2, 0, 2, 0, 1, 0, 1] in lines
    assert sum(line[:1] == ["(1)"] and len(line) == 13 for line in lines) == 1
    strings = found["xl/sharedStrings.xml"]
    assert all(text in strings for text in ("UBND xã An Ngãi", "(11)=(12)+(13)", "Tổng cộng"))
    assert "Số liệu đến 08:00 ngày 05/12/2026" in strings
    assert "<f>" not in found["xl/worksheets/sheet1.xml"]
