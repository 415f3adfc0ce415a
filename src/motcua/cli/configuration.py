"""The command ``motcua configuration``: all of it as files, out and in again."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from motcua.cli.ready import with_tables
from motcua.kernel import clock

if TYPE_CHECKING:
    from motcua.configuration.carrying.outcome import Outcome

EXIT_PROBLEMS: Final = 1
_MOST_TOLD: Final = 200
_FOLDER: Final = click.argument("folder", type=click.Path(path_type=Path))


@click.group()
def configuration() -> None:
    """Cấu hình bằng tệp: xuất, xem khác gì, nhập. Không có mật khẩu, khóa, dữ liệu người dân.

    The configuration as files, without secrets and without anybody's data.
    """


@configuration.command("export")
@_FOLDER
def export_(*, folder: Path) -> None:
    """Xuất cấu hình vào thư mục FOLDER, hoặc vào tệp nén nếu tên kết thúc bằng .zip.

    Write the configuration into a folder, or a zip file. The same configuration makes the
    same files.
    """
    with with_tables():
        from motcua.configuration.carrying import packing  # noqa: PLC0415, needs Django
        from motcua.configuration.carrying.exporting import export  # noqa: PLC0415

        if folder.suffix == ".zip":
            files = list(export())
            folder.write_bytes(packing.to_zip(files))
            count = len(files)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            count = packing.write_folder(folder, export())
    click.echo(f"Đã xuất {count} tệp: {folder}")


@configuration.command("import")
@_FOLDER
@click.option("--dry-run", is_flag=True, help="Chỉ xem thử, không đổi gì. / Only look.")
@click.option(
    "--publish",
    is_flag=True,
    help="Công bố luôn, thay vì để bản thảo. / Publish instead of leaving drafts.",
)
@click.option("--reason", default="", help="Lý do, ghi vào nhật ký. / Why, for the log.")
@click.pass_context
def import_(
    context: click.Context, *, folder: Path, dry_run: bool, publish: bool, reason: str
) -> None:
    """Nhập cấu hình từ thư mục hoặc tệp .zip: tất cả, hoặc không gì nếu có một chỗ sai.

    Thủ tục, tờ khai, phiếu hỏi thành bản thảo, trừ khi có --publish. Không bao giờ xóa gì.

    Take a folder or a zip file over, all of it or, with one mistake, nothing.
    """
    if not folder.exists():
        raise click.ClickException(f"Không có tệp hay thư mục {folder}.")
    with with_tables():
        from motcua.agencies.actors import SYSTEM  # noqa: PLC0415, needs Django
        from motcua.configuration.carrying import packing  # noqa: PLC0415
        from motcua.configuration.carrying.importing import take_over  # noqa: PLC0415
        from motcua.configuration.carrying.outcome import (  # noqa: PLC0415
            ConfigurationFilesError,
        )

        try:
            read = packing.read_folder if folder.is_dir() else packing.read_zip
            outcome = take_over(
                read(folder),
                actor=SYSTEM,
                at=clock.now(),
                is_publishing=publish,
                is_rehearsal=dry_run,
                reason=reason,
            )
        except ConfigurationFilesError as error:
            for problem in error.problems[:_MOST_TOLD]:
                click.echo(f"✗ {problem}", err=True)
            click.echo(f"{len(error.problems)} chỗ sai; chưa nhập gì.", err=True)
            context.exit(EXIT_PROBLEMS)
    _tell(outcome, is_rehearsal=dry_run)


def _tell(outcome: "Outcome", *, is_rehearsal: bool) -> None:
    for one in outcome.differences[:_MOST_TOLD]:
        click.echo(f"{'+' if one.is_new else '~'} {one.kind}: {one.name}")
        for line in one.lines:
            click.echo(f"    {line.label}: {line.before} → {line.after}")
    if len(outcome.differences) > _MOST_TOLD:
        click.echo(f"… và {len(outcome.differences) - _MOST_TOLD} chỗ nữa.")
    for note in outcome.notes:
        click.echo(note)
    done = "Sẽ" if is_rehearsal else "Đã"
    click.echo(
        f"{done} thêm {outcome.new}, sửa {outcome.changed}; {outcome.same} giữ nguyên."
        + (" Chưa đổi gì: bỏ --dry-run để nhập." if is_rehearsal else "")
    )
