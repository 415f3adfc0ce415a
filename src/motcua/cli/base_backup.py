"""The command ``motcua base-backup``: what the archived log can be brought on top of."""

import time
from pathlib import Path
from typing import Final

import click

from motcua.backup import base
from motcua.cli.backup import say, sentences, usable_key
from motcua.cli.wal import archive_folder
from motcua.conf import env
from motcua.conf.backups import backup_settings
from motcua.kernel import clock
from motcua.runtime.account import become_owner_of
from motcua.runtime.errors import OperatorError
from motcua.runtime.home import make_data_folder
from motcua.runtime.postgres import running_address

_MEGABYTE: Final = 1e6


@click.command("base-backup")
@click.option(
    "--archive",
    "folder",
    type=click.Path(path_type=Path),
    help="Kho WAL; không ghi thì theo MOTCUA_WAL_ARCHIVE. / The archive.",
)
@click.option(
    "--server",
    help="Địa chỉ máy chủ, bằng người dùng có quyền REPLICATION. / Address of the server.",
)
@click.option("--key", help="Khóa, nửa công khai là đủ. / The key; its public half is enough.")
def base_backup(*, folder: Path | None, server: str | None, key: str | None) -> None:
    """Sao lưu nền: cả thư mục dữ liệu của PostgreSQL, để WAL trong kho nạp tiếp lên.

    Chạy được khi hệ thống đang làm việc; không ghi --server thì đọc PostgreSQL đi kèm đang chạy.
    Sau đó bỏ những bản nền cũ, và WAL mà không bản nào còn cần.

    Take a base backup of the running server into the archive, then clear out older ones and the
    log that none of the rest needs.
    """
    started = time.monotonic()
    with sentences():
        chosen = backup_settings()
        target = archive_folder(folder)
        data = env.data_folder()
        if server is None or key is None:  # beside another server there is no such folder
            make_data_folder(data)
            become_owner_of(data)
        recipient = usable_key(chosen, data, given=key).recipient
        made = base.make_base(_address(server, data), target, recipient, report=say)
        gone, pieces = base.clear_out(target, chosen.bases, at=clock.now())
    click.echo(
        f"Đã có bản nền {made.path}, {made.size / _MEGABYTE:.1f} MB, trong "
        f"{time.monotonic() - started:.1f} giây."
    )
    if gone or pieces:
        click.echo(f"Đã bỏ {len(gone)} bản nền cũ và {pieces} tệp WAL không còn cần.")


def _address(server: str | None, data: Path) -> str:
    """Return where to read, by whom. Raises OperatorError."""
    running, given = running_address(data), env.given_database_url()
    if server is not None:
        return server
    if running is not None and given in {None, running}:
        return base.as_superuser(running)
    if given is not None:
        return given
    raise OperatorError(
        "PostgreSQL đi kèm chưa chạy. Hãy chạy “motcua serve”, hoặc ghi --server với địa chỉ máy "
        "chủ PostgreSQL."
    )
