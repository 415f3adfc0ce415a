"""What the pages of reports that are templates share: the table, the files, the headings."""

from collections.abc import Callable
from tempfile import TemporaryFile
from typing import Any, Final

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase

from motcua.indicators.files import XLSX_TYPE
from motcua.indicators.statutory import files
from motcua.indicators.statutory.behind import asked_in
from motcua.indicators.statutory.counting import Counted, ReportRow
from motcua.indicators.statutory.printed import Sheet, headings
from motcua.indicators.statutory.templates import ReportColumn, Rows
from motcua.kernel import clock
from motcua.web import figures, formats
from motcua.web.languages.told import joined

FORMATS: Final = ("xlsx", "pdf", "csv", "json")
Address = Callable[[ReportColumn, ReportRow], str]


def table_parts(counted: Counted, address: Address | None = None) -> dict[str, Any]:
    """Return the report as the macro draws it; ``address`` is where a figure's dossiers are."""
    sheet = Sheet(counted)
    template = counted.template
    rows = [*counted.rows, counted.total] if template.rows is not Rows.NONE else [counted.total]
    opened = {
        one.number: address is not None and asked_in(template, one) is not None
        for one in template.columns
    }

    def cell(row: ReportRow, column: ReportColumn) -> dict[str, Any]:
        found = sheet.cell(row, column)
        leads = bool(found) and opened[column.number] and address is not None
        return {
            "words": formats.number(found) if isinstance(found, int) else found,
            "is_zero": not found,
            "url": address(column, row) if leads and address is not None else "",
            "label": joined(" · ", (*column.groups, column.heading)) + f" ({column.number})",
        }

    return {
        "counted": counted,
        "template": template,
        "headings": headings(template),
        "numbers": [f"({one.number})" for one in template.columns],
        "named": 1 if template.rows is Rows.NONE else 2,
        "lines": [
            {
                "number": "" if row is counted.total else number,
                "name": counted.place if template.rows is Rows.NONE else row.name,
                "is_total": row is counted.total,
                "cells": [cell(row, column) for column in template.columns],
            }
            for number, row in enumerate(rows, start=1)
        ],
        "version": sheet.version,
    }


def report_file(counted: Counted, form: str, name: str, *, is_of_agency: bool) -> HttpResponseBase:
    """Return the report as a file. Raises Http404 for a format there is none of."""
    sheet = Sheet(counted)
    match form:
        case "csv":
            return figures.list_file(sheet.lines, "csv", name)
        case "json":
            content = files.json_bytes(sheet, is_of_agency=is_of_agency)
            return _whole(content, files.JSON_TYPE, f"{name}.json")
        case "pdf":
            return _whole(files.pdf(sheet, at=clock.now()), files.PDF_TYPE, f"{name}.pdf")
        case "xlsx":
            target = TemporaryFile()  # noqa: SIM115 - the response closes it when it is sent
            files.workbook(sheet, target)
            target.seek(0)
            return FileResponse(
                target, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE
            )
        case _:
            raise Http404


def _whole(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
