"""The command ``motcua import``: units, agencies and procedures, shipped or from a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from motcua.cli.ready import with_tables
from motcua.kernel import clock

if TYPE_CHECKING:
    from motcua.reference.outcome import Outcome

_FILE: Final = click.argument("file", required=False, type=click.Path(path_type=Path))
_SHIPPED: Final = click.option(
    "--shipped", is_flag=True, help="Dùng dữ liệu đi kèm. / Use the data we ship."
)


@click.group("import")
def import_() -> None:
    """Nhập đơn vị hành chính, cơ quan, thủ tục. Nhập lại không làm thay đổi gì.

    Import units, agencies and procedures. A second import changes nothing.
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


def _check(file: Path | None, *, shipped: bool) -> None:
    if (file is None) != shipped:
        raise click.UsageError("Hãy ghi tên tệp, hoặc --shipped để dùng dữ liệu đi kèm.")
    if file is not None and not file.exists():
        raise click.ClickException(f"Không có tệp hay thư mục {file}.")


def _tell(outcome: "Outcome") -> None:
    click.echo(outcome.sentence)
    for note in outcome.notes:
        click.echo(note)
