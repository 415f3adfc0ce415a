"""The commands ``motcua wal …``: the log of PostgreSQL, into an archive and back."""

from pathlib import Path
from typing import Final

import click

from motcua.backup import base, wal as archive
from motcua.backup.handing import EXIT_BROKEN, EXIT_FAILED
from motcua.backup.keys import find_key
from motcua.cli.backup import sentences
from motcua.conf import env
from motcua.conf.backups import backup_settings
from motcua.kernel import clock
from motcua.runtime.errors import OperatorError

_MEGABYTE: Final = 1e6
_INTO = click.option(
    "--archive",
    "folder",
    type=click.Path(path_type=Path),
    help="Kho WAL; không ghi thì theo MOTCUA_WAL_ARCHIVE. / The archive.",
)
_KEY = click.option(
    "--key", help="Tệp khóa, hoặc chính khóa. / The key or its file (age1… is enough to push)."
)


@click.group()
def wal() -> None:
    """Nhật ký ghi trước (WAL) của PostgreSQL: lưu vào kho mã hóa, lấy lại.

    The write-ahead log of PostgreSQL: into an encrypted archive, and back.
    """


@wal.command()
@_INTO
def init(*, folder: Path | None) -> None:
    """Chuẩn bị một kho WAL trống; kho đã có thì giữ nguyên.

    Prepare an archive. One that is there already is left as it is.
    """
    with sentences():
        kept = archive.prepare(archive_folder(folder))
    click.echo(f"Kho WAL: {kept.folder}")


@wal.command()
@click.argument("path", type=click.Path(path_type=Path))
@_INTO
@_KEY
def push(*, path: Path, folder: Path | None, key: str | None) -> None:
    """Lưu một tệp WAL vào kho; dùng làm archive_command: motcua wal push %p.

    Put one piece of the log into the archive (archive_command). The exit code is 0 only when it
    lies there whole; a different piece of that name is never written over.
    """
    with sentences():
        target = archive_folder(folder)
        recipient = find_key(key or backup_settings().key, env.data_folder()).recipient
        archive.push(path, path.name, target, recipient)


@wal.command()
@click.argument("name")
@click.argument("target", type=click.Path(path_type=Path))
@_INTO
@_KEY
@click.pass_context
def fetch(
    context: click.Context, *, name: str, target: Path, folder: Path | None, key: str | None
) -> None:
    """Lấy một tệp WAL từ kho; dùng làm restore_command: motcua wal fetch %f %p.

    Mã thoát 1: kho không có tệp ấy và không có tệp nào sau nó. Mã 200: tệp thiếu giữa chừng, hỏng
    hoặc sai khóa, và PostgreSQL dừng khôi phục thay vì coi như đã hết.

    Give one piece of the log back (restore_command). Exit code 1: the log ends before it. 200: it
    is missing in the middle, damaged, or of another key; PostgreSQL then breaks off.
    """
    try:
        identity = find_key(key or backup_settings().key, env.data_folder()).opener()
        is_there = archive.fetch(name, target, archive_folder(folder), identity)
    except (OperatorError, env.SettingError, OSError) as error:
        click.echo(str(error), err=True)
        context.exit(EXIT_BROKEN)
    if not is_there:
        context.exit(EXIT_FAILED)


@wal.command()
@_INTO
@click.pass_context
def status(context: click.Context, *, folder: Path | None) -> None:
    """Nói kho có gì, thiếu gì; mã thoát 1 khi có chỗ thiếu.

    Say what the archive has and what it lacks; the exit code is 1 when anything is missing.
    """
    with sentences():
        kept = archive.find(archive_folder(folder))
        there = archive.segments(kept)
        missing = archive.gaps(there)
        newest = archive.newest_at(kept)
        for made in base.bases_in(kept.folder):
            click.echo(
                f"Bản nền {clock.local(made.ended_at):%d/%m/%Y %H:%M:%S}  "
                f"{made.size / _MEGABYTE:,.1f} MB  từ {kept.name(made.first)}"
            )
    if there:
        click.echo(
            f"{len(there)} tệp WAL, {kept.name(there[0])} đến {kept.name(there[-1])}, mới nhất "
            f"lúc {newest:%d/%m/%Y %H:%M:%S}."
        )
    else:
        click.echo("Chưa có tệp WAL nào.")
    for one in missing:
        click.echo(f"✗ Thiếu {kept.name(one)}.", err=True)
    if missing:
        context.exit(EXIT_FAILED)


def archive_folder(given: Path | None) -> Path:
    """Return the folder of the archive. Raises OperatorError where none is named."""
    folder = given.expanduser().absolute() if given else backup_settings().wal
    if folder is None:
        raise OperatorError("Chưa có kho WAL: hãy đặt MOTCUA_WAL_ARCHIVE hoặc ghi --archive.")
    return folder
