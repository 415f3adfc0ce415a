"""The command ``motcua backup``: everything into one encrypted archive."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from motcua.backup.creating import Made, make_backup
from motcua.backup.keys import KEY_FILE, BackupKey, find_key, make_key
from motcua.backup.second import copy_over
from motcua.backup.shelf import backups_in, clear_out
from motcua.conf import env
from motcua.conf.backups import BackupSettings, backup_settings, place_of
from motcua.conf.storing import S3Settings, s3_settings
from motcua.documents.storage import s3_storage
from motcua.kernel import clock
from motcua.runtime.account import become_owner_of
from motcua.runtime.database import available
from motcua.runtime.errors import OperatorError
from motcua.runtime.home import make_data_folder

EXIT_PROBLEMS: Final = 1
_MEGABYTE: Final = 1e6


@click.command()
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    help="Ghi vào thư mục này, không xóa bản nào ở đó. / Write here; nothing is cleared out.",
)
@click.option(
    "--copy-only",
    is_flag=True,
    help="Chỉ chép sang nơi thứ hai và đọc lại. / Only copy to the second place, and read back.",
)
@click.option("--list", "is_listing", is_flag=True, help="Liệt kê các bản đang có. / List them.")
@click.pass_context
def backup(
    context: click.Context, *, folder: Path | None, copy_only: bool, is_listing: bool
) -> None:
    """Sao lưu cơ sở dữ liệu và mọi tệp đã lưu vào một tệp mã hóa.

    Chạy được khi hệ thống đang làm việc. Tệp nào trên đĩa đã mất thì nêu tên, mã thoát là 1. Có
    MOTCUA_BACKUP_SECOND thì chép sang nơi ấy rồi đọc lại.

    Back up the database and every stored file into one encrypted archive, while the product
    works. A file that the disk has lost is named, and the exit code is 1. With
    MOTCUA_BACKUP_SECOND the archive is copied there and read back.
    """
    started = time.monotonic()
    with sentences():
        chosen = backup_settings()
        if is_listing:
            _list(folder or chosen.folder)
            return
        data = env.data_folder()
        make_data_folder(data)
        become_owner_of(data)
        if copy_only:
            copy_to_second(chosen)
            return
        key = usable_key(chosen, data)
        target = folder.expanduser().absolute() if folder else chosen.folder
        with available(env.given_database_url(), data, report=say) as url:
            store = s3_settings()
            made = make_backup(
                url,
                data / "files" if store is None else None,
                target,
                key,
                at=clock.now(),
                elsewhere=_in(store) if store is not None else (),
                report=say,
            )
        gone = [] if folder else clear_out(target, chosen.kept)
    _tell(made, len(gone), time.monotonic() - started)
    if folder is None and chosen.second is not None:
        with sentences():
            copy_to_second(chosen)
    if not made.is_complete:
        context.exit(EXIT_PROBLEMS)


def copy_to_second(chosen: BackupSettings) -> None:
    """Bring the second place what it lacks, and say so. Raises OperatorError."""
    if chosen.second is None:
        raise OperatorError(
            "Chưa có nơi sao lưu thứ hai: hãy đặt MOTCUA_BACKUP_SECOND là một thư mục của ổ hay "
            "máy khác, hoặc s3://kho/thu-muc."
        )
    place = place_of(chosen.second)
    done = copy_over(chosen.folder, place, chosen.second.kept, at=clock.now(), report=say)
    click.echo(
        f"Nơi thứ hai {place.label}: chép {len(done.copied)} bản, bỏ {len(done.gone)} bản cũ; bản "
        f"mới nhất {done.newest} đọc lại khớp."
    )


def _in(store: S3Settings) -> set[str]:
    """Return what the bucket has, and say that it is not copied. Raises OperatorError."""
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - an extra

    say(
        f"CHÚ Ý: tệp nằm trong kho S3 “{store.bucket}” nên không chép vào bản sao lưu, chỉ đối "
        "chiếu đủ hay thiếu. Hãy bật lưu nhiều phiên bản và sao chép ở chính kho đó."
    )
    try:
        return s3_storage(store).names()
    except (BotoCoreError, ClientError) as error:
        raise OperatorError(f"Không đọc được kho S3 “{store.bucket}”: {error}") from error


@contextmanager
def sentences() -> Iterator[None]:
    """Turn what an operator can mend into the sentence of the command."""
    try:
        yield
    except (OperatorError, env.SettingError) as error:
        raise click.ClickException(str(error)) from error


def say(text: str) -> None:
    """Say how far it is, to whoever watches."""
    click.echo(text, err=True)


def usable_key(chosen: BackupSettings, data: Path, *, given: str | None = None) -> BackupKey:
    """Return the key to encrypt to, made where none is set. Raises OperatorError."""
    if given is not None:
        return find_key(given, data)
    path = data / KEY_FILE
    if chosen.key is None:
        if not path.exists():
            make_key(path)
            say(f"Vừa tạo khóa sao lưu mới: {path}")
        say(
            f"CHÚ Ý: khóa {path} nằm cùng đĩa với dữ liệu. Hãy chép nó sang nơi khác; hỏng đĩa mà "
            "mất khóa thì không bản sao lưu nào mở được. Xong rồi đặt MOTCUA_BACKUP_KEY để thôi "
            "thấy dòng này."
        )
    return find_key(chosen.key, data)


def _list(folder: Path) -> None:
    listed = backups_in(folder)
    for one in listed:
        size = f"{one.size / _MEGABYTE:,.1f}".replace(",", " ").replace(".", ",")
        click.echo(f"{one.made_at:%d/%m/%Y %H:%M}  {size:>12} MB  {one.path}")
    if not listed:
        click.echo(f"Chưa có bản sao lưu nào trong {folder}.")


def _tell(made: Made, gone: int, seconds: float) -> None:
    click.echo(
        f"Đã sao lưu {made.rows} dòng và {made.files} tệp, {made.size / _MEGABYTE:.1f} MB, "
        f"trong {seconds:.1f} giây: {made.path}"
    )
    if gone:
        click.echo(f"Đã bỏ {gone} bản cũ theo quy tắc giữ.")
    for sha256 in made.missing:
        click.echo(f"✗ Tệp {sha256} không còn trên đĩa.", err=True)
    for sha256 in made.damaged:
        click.echo(f"✗ Tệp {sha256} trên đĩa khác với lúc được nộp.", err=True)
