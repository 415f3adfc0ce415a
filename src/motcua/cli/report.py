"""The command ``motcua report``: statutory figures, and the facts they are counted from."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import orjson

from motcua.cli.ready import with_tables
from motcua.cli.report_forms import ReportGroup, digest, late, nine
from motcua.kernel import clock

if TYPE_CHECKING:
    from motcua.indicators.keeping import Mark
    from motcua.indicators.printed import Report
    from motcua.indicators.reports import Question

DAY: Final = click.DateTime(formats=["%Y-%m-%d", "%d/%m/%Y"])
FORMATS: Final = ("json", "csv", "xlsx")
_SAY_FROM: Final = 10_000
_NAME_WIDTH: Final = 40


@click.group(cls=ReportGroup)
def report() -> None:
    """Báo cáo thống kê, tính từ số liệu của từng hồ sơ.

    Statutory reports, counted from the facts of the dossiers.
    """


for command in (late, digest, nine):
    report.add_command(command)


_agency = click.option(
    "--agency",
    "place",
    help="Mã hoặc tên cơ quan, có dấu hay không; không ghi: cả tỉnh. "
    "/ Code or name of an agency; all of them without it.",
)
_first = click.option(
    "--from", "first", type=DAY, required=True, help="Ngày đầu kỳ. / First day, 2024-03-01."
)
_last = click.option(
    "--to", "last", type=DAY, required=True, help="Ngày cuối kỳ. / Last day, 15/09/2024."
)
_output = click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Ghi vào tệp. / Write to a file.",
)


@report.command(name="06a")
@_agency
@_first
@_last
@click.option("--format", "form", type=click.Choice(FORMATS), help="Dạng tệp. / Format.")
@_output
def report_06a(
    *, place: str | None, first: datetime, last: datetime, form: str | None, output: Path | None
) -> None:
    """Biểu II.06a: tình hình, kết quả giải quyết thủ tục hành chính, cột 3 đến 13.

    Số liệu được cập nhật trước khi tính. Không ghi --format thì in bảng ra màn hình.

    Report II.06a by field. The facts are brought up to date first.
    """
    with with_tables():
        from motcua.indicators.files import csv_lines, report_workbook  # noqa: PLC0415
        from motcua.indicators.printed import Report  # noqa: PLC0415, all of it needs Django
        from motcua.indicators.reports import by_field  # noqa: PLC0415

        question, name = asked(place, first.date(), last.date())
        found = Report(question, name, by_field(question))
        match form:
            case None:
                _print(found)
            case "json":
                written([_as_json(found, place is not None)], output)
            case "csv":
                written(csv_lines(found.lines), output)
            case _:
                path = output or Path(f"bieu-06a-{first:%Y%m%d}-{last:%Y%m%d}.xlsx")
                with written_to(path):
                    report_workbook(found, path)


@report.command()
@_agency
@_first
@_last
@click.option(
    "--column",
    default="c3",
    show_default=True,
    help="Cột của biểu II.06a, c3 đến c13. / Column of the report.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("csv", "xlsx")),
    default="csv",
    show_default=True,
    help="Dạng tệp. / Format.",
)
@_output
def dossiers(
    *,
    place: str | None,
    first: datetime,
    last: datetime,
    column: str,
    form: str,
    output: Path | None,
) -> None:
    """Danh sách hồ sơ của một cột biểu II.06a, không có thông tin cá nhân.

    The dossiers behind a figure of report II.06a, without personal data.
    """
    with with_tables():
        from motcua.indicators.columns import BY_NAME  # noqa: PLC0415
        from motcua.indicators.files import csv_lines, list_workbook  # noqa: PLC0415
        from motcua.indicators.lists import Wanted  # noqa: PLC0415, all of it needs Django
        from motcua.indicators.printed import list_lines  # noqa: PLC0415

        if column not in BY_NAME:
            raise click.UsageError(f"Không có cột “{column}”. Các cột: {', '.join(BY_NAME)}.")
        question, name = asked(place, first.date(), last.date())
        lines = list_lines(Wanted(question, BY_NAME[column]), name)
        if form == "csv":
            written(csv_lines(lines), output)
            return
        path = output or Path(f"ho-so-{column}-{first:%Y%m%d}-{last:%Y%m%d}.xlsx")
        with written_to(path):
            list_workbook(lines, path)


@report.command()
@click.option("--rebuild", is_flag=True, help="Dựng lại tất cả từ sổ sự kiện. / Derive all anew.")
def facts(*, rebuild: bool) -> None:
    """Cập nhật số liệu của các hồ sơ vừa thay đổi, hoặc dựng lại tất cả từ đầu.

    Bring the facts up to date, or derive all of them anew from the ledger.
    """
    with with_tables():
        from motcua.indicators import keeping  # noqa: PLC0415, needs Django
        from motcua.indicators.gaming import keeping as traces  # noqa: PLC0415, so does this

        done = (keeping.rebuild if rebuild else keeping.catch_up)(at=clock.now(), report=_progress)
        (traces.rebuild if rebuild else traces.catch_up)(at=clock.now())
        at = clock.local(_counted().counted_at)
        click.echo(f"Đã tính {done} hồ sơ. Số liệu đến {at:%H:%M:%S ngày %d/%m/%Y}.")


def asked(place: str | None, first: date, last: date) -> "tuple[Question, str]":
    """Bring the facts up to date; return what is asked and the name of the place."""
    from motcua.agencies.selectors import find_agency  # noqa: PLC0415, needs Django
    from motcua.indicators import keeping  # noqa: PLC0415, so do these
    from motcua.indicators.periods import Period  # noqa: PLC0415
    from motcua.indicators.reports import Question  # noqa: PLC0415
    from motcua.indicators.rules import place_name, rule_on  # noqa: PLC0415

    period = Period(first, last)
    agency = find_agency(place, last) if place is not None else None
    keeping.catch_up(at=clock.now(), report=_progress)
    counted = _counted()
    question = Question(
        period, rule_on(last), counted.counted_at, agency.pk if agency is not None else None
    )
    return question, agency.name if agency is not None else place_name()


def _counted() -> "Mark":
    """Return how far the facts are written, right after they were."""
    from motcua.indicators import keeping  # noqa: PLC0415, needs Django

    counted = keeping.mark()
    if counted is None:
        raise click.ClickException("Số liệu đang được dựng lại ở một nơi khác. Xin chạy lại sau.")
    return counted


def _as_json(report: "Report", is_of_agency: bool) -> bytes:  # noqa: FBT001
    from motcua.indicators.columns import COLUMNS  # noqa: PLC0415, needs Django

    question = report.question
    document: dict[str, Any] = {
        "report": question.rule.form_code,
        "place": report.place,
        "scope": "agency" if is_of_agency else "all",
        "from": question.period.first.isoformat(),
        "to": question.period.last.isoformat(),
        "cut_off": clock.local(question.cut_off).isoformat(timespec="seconds"),
        "formula": question.formula,
        "total": {column.name: report.total.of(column.name) for column in COLUMNS},
        "rows": [
            {
                "field": row.name,
                **{column.name: row.counts.of(column.name) for column in COLUMNS},
            }
            for row in report.rows
        ],
        "definitions": {column.name: column.definition for column in COLUMNS},
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n"


def _print(report: "Report") -> None:
    from motcua.indicators.columns import COLUMNS  # noqa: PLC0415, needs Django

    for line in report.head:
        click.echo(line)
    click.echo()
    _print_row("Lĩnh vực", [f"({column.number})" for column in COLUMNS])
    for row in report.rows:
        _print_row(row.name, row.counts.values)
    _print_row("Tổng cộng", report.total.values)
    click.echo()
    click.echo(report.foot[0])


def _print_row(name: str, figures: Sequence[Any]) -> None:
    short = name if len(name) <= _NAME_WIDTH else f"{name[: _NAME_WIDTH - 1]}…"
    click.echo(f"{short:<{_NAME_WIDTH}}" + "".join(f"{figure!s:>8}" for figure in figures))


def written(parts: Iterable[bytes], output: Path | None) -> None:
    """Write to the file, or to the screen where there is none."""
    if output is None:
        for part in parts:
            sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()
        return
    with written_to(output), output.open("wb") as file:
        file.writelines(parts)


@contextmanager
def written_to(path: Path) -> Iterator[None]:
    """Say that the file at ``path`` is written, or why it cannot be."""
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415, reports alone need it

    try:
        yield
    except OSError as error:
        raise click.ClickException(f"Không ghi được tệp {path}: {error.strerror}.") from error
    except FileCreateError as error:
        raise click.ClickException(f"Không ghi được tệp {path}: {error}.") from error
    click.echo(f"Đã ghi {path}.", err=True)


def _progress(done: int) -> None:
    if done % _SAY_FROM == 0:
        click.echo(f"  đã tính {done} hồ sơ …", err=True)
