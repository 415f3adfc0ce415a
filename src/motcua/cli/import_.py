"""The command ``motcua import``: units, agencies, procedures and dossiers."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from motcua.cli.ready import with_tables
from motcua.kernel import clock

if TYPE_CHECKING:
    from motcua.reference.moving.plan import Plan
    from motcua.reference.outcome import Outcome

EXIT_PROBLEMS: Final = 1
_MOST_FLAWS: Final = 60

_FILE: Final = click.argument("file", required=False, type=click.Path(path_type=Path))
_SHIPPED: Final = click.option(
    "--shipped", is_flag=True, help="Dùng dữ liệu đi kèm. / Use the data we ship."
)


@click.group("import")
def import_() -> None:
    """Nhập đơn vị hành chính, cơ quan, thủ tục, hồ sơ cũ. Nhập lại không làm thay đổi gì.

    Import units, agencies, procedures and open dossiers. A second import changes nothing.
    """


@import_.command()
@_FILE
@_SHIPPED
def units(*, file: Path | None, shipped: bool) -> None:
    """Đơn vị hành chính từ tệp CSV: level, code, full_name, name, parent_code, valid_from.

    Cột thêm nếu có: valid_to, successor_code, legal_basis.

    Administrative units from a CSV file with those columns.
    """
    _check(file, shipped=shipped)
    with with_tables():
        from motcua.reference.units import import_units, load_units  # noqa: PLC0415, needs Django

        _tell(import_units(file) if file else load_units())


@import_.command()
@_FILE
@_SHIPPED
def agencies(*, file: Path | None, shipped: bool) -> None:
    """Cơ quan từ tệp CSV: code, name, kind, unit_code, parent_code, valid_from.

    Cột thêm nếu có: valid_to, successor_code, fields (cách nhau bằng dấu chấm phẩy), phone,
    address, desk_code, desk_name.

    Agencies and their desks from a CSV file with those columns.
    """
    _check(file, shipped=shipped)
    with with_tables():
        from motcua.reference.agencies import (  # noqa: PLC0415, needs Django
            import_agencies,
            load_agencies,
        )
        from motcua.reference.calendar import freeze_all  # noqa: PLC0415, needs Django

        _tell(import_agencies(file) if file else load_agencies())
        freeze_all()


@import_.command()
@_FILE
@_SHIPPED
def procedures(*, file: Path | None, shipped: bool) -> None:
    """Thủ tục từ tệp JSON, hoặc từ thư mục có bốn tệp procedures, channels, papers, results.

    Thủ tục mới được công bố; thủ tục đã có mà nguồn thay đổi thì thành bản thảo chờ đọc.

    Procedures from a JSON file or a folder of tables. What changed becomes a draft.
    """
    _check(file, shipped=shipped)
    with with_tables():
        from motcua.reference.procedures import (  # noqa: PLC0415, needs Django
            import_procedures,
            load_procedures,
        )

        at = clock.now()
        _tell(import_procedures(file, at=at) if file else load_procedures(at=at))


@import_.command()
@_FILE
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    help="Ghi mẫu .xlsx hoặc .csv để điền. / Write a template to fill in.",
)
@click.option(
    "--dry-run/--apply",
    "is_rehearsal",
    default=True,
    help="Chỉ xem thử (mặc định), hay nhập thật. / Only look (default), or do it.",
)
@click.option(
    "--errors",
    type=click.Path(path_type=Path),
    help="Ghi bản sao của tệp có thêm cột Lỗi. / Write a copy with a column of errors.",
)
@click.pass_context
def dossiers(
    context: click.Context,
    *,
    file: Path | None,
    template: Path | None,
    is_rehearsal: bool,
    errors: Path | None,
) -> None:
    """Hồ sơ đang giải quyết của hệ thống cũ, từ tệp XLSX hoặc CSV theo mẫu.

    Mã, ngày tiếp nhận, ngày hẹn giữ nguyên. Có một chỗ sai thì không nhập dòng nào.

    The open dossiers of an old system, from an XLSX or CSV file. Codes and dates are kept;
    with one mistake nothing is imported.
    """
    if (file is None) == (template is None):
        raise click.UsageError("Hãy ghi tên tệp, hoặc --template TỆP để lấy mẫu.")
    with with_tables():
        from motcua.agencies.actors import SYSTEM  # noqa: PLC0415, needs Django
        from motcua.reference.moving.plan import plan_of  # noqa: PLC0415, needs Django
        from motcua.reference.moving.sheets import (  # noqa: PLC0415, needs Django
            write_template,
            write_with_errors,
        )

        if template is not None:
            write_template(template)
            click.echo(f"Đã ghi mẫu: {template}")
            return
        assert file is not None  # noqa: S101 - one of the two is there
        at = clock.now()
        plan = plan_of(file, actor=SYSTEM, at=at)
        if plan.flaws:
            _tell_flaws(plan)
            if errors is not None:
                write_with_errors(errors, plan.table, plan.flaws_by_line)
                click.echo(f"Bản có cột Lỗi: {errors}", err=True)
            context.exit(EXIT_PROBLEMS)
        _move_in(plan, at=at, is_rehearsal=is_rehearsal)


def _tell_flaws(plan: "Plan") -> None:
    for flaw in plan.flaws[:_MOST_FLAWS]:
        click.echo(f"✗ {flaw}", err=True)
    if len(plan.flaws) > _MOST_FLAWS:
        click.echo(f"… và {len(plan.flaws) - _MOST_FLAWS} chỗ nữa.", err=True)
    click.echo(
        f"{len(plan.flaws)} chỗ sai ở {len(plan.flaws_by_line)} dòng; chưa nhập dòng nào. "
        "Thêm --errors TỆP để có bản sao ghi lỗi từng dòng.",
        err=True,
    )


def _move_in(plan: "Plan", *, at: datetime, is_rehearsal: bool) -> None:
    from motcua.agencies.actors import SYSTEM  # noqa: PLC0415, needs Django
    from motcua.agencies.selectors import configuration_stamp  # noqa: PLC0415
    from motcua.dossiers.services.moving_in import move_in  # noqa: PLC0415

    if plan.unchanged:
        click.echo(f"{plan.unchanged} hồ sơ đã nhập trước đây, không đổi.")
    if is_rehearsal:
        late = sum(arrival.due_at < at for arrival in plan.arrivals)
        click.echo(f"Sẽ nhập {len(plan.arrivals)} hồ sơ, trong đó {late} đã quá hạn.")
        if plan.arrivals:
            click.echo("Chưa nhập gì. Chạy lại với --apply để nhập.")
        return
    moved = move_in(plan.arrivals, actor=SYSTEM, at=at, stamp=configuration_stamp())
    click.echo(f"Đã nhập {moved} hồ sơ.")


def _check(file: Path | None, *, shipped: bool) -> None:
    if (file is None) != shipped:
        raise click.UsageError("Hãy ghi tên tệp, hoặc --shipped để dùng dữ liệu đi kèm.")
    if file is not None and not file.exists():
        raise click.ClickException(f"Không có tệp hay thư mục {file}.")


def _tell(outcome: "Outcome") -> None:
    click.echo(outcome.sentence)
    for note in outcome.notes:
        click.echo(note)
