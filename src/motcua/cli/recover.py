"""The command ``motcua recover``: the database as it was at a moment, in a folder of its own."""

import time
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from motcua.backup import recovering
from motcua.backup.keys import find_key
from motcua.backup.recovering import Recovered
from motcua.cli.backup import EXIT_PROBLEMS, say, sentences
from motcua.cli.wal import archive_folder
from motcua.conf import env
from motcua.conf.backups import backup_settings
from motcua.kernel import clock
from motcua.runtime.account import become_owner_of
from motcua.runtime.errors import OperatorError
from motcua.runtime.home import make_data_folder

_MOST_SAID: Final = 20


@click.command()
@click.option(
    "--to", "moment", help="Thời điểm, như 2026-11-29 10:15:00; không ghi: mới nhất. / The moment."
)
@click.option(
    "--into",
    required=True,
    type=click.Path(path_type=Path),
    help="Thư mục mới cho dữ liệu khôi phục. / A new folder.",
)
@click.option(
    "--archive",
    "folder",
    type=click.Path(path_type=Path),
    help="Kho WAL; không ghi thì theo MOTCUA_WAL_ARCHIVE. / The archive.",
)
@click.option("--key", help="Tệp khóa bí mật, hoặc chính khóa. / The secret key or its file.")
@click.option(
    "--files",
    type=click.Path(path_type=Path),
    help="Thư mục files để đối chiếu: tệp nào thiếu. / Folder of stored files to compare with.",
)
@click.option("--verify", "is_verified", is_flag=True, help="Đối chiếu sổ. / Compare the ledger.")
@click.option(
    "--database", default="motcua", show_default=True, help="Tên cơ sở dữ liệu. / Its name."
)
@click.option("--rehearse", is_flag=True, help="Diễn tập: xong thì xóa. / Remove it afterwards.")
@click.pass_context
def recover(
    context: click.Context,
    *,
    moment: str | None,
    into: Path,
    folder: Path | None,
    key: str | None,
    files: Path | None,
    is_verified: bool,
    database: str,
    rehearse: bool,
) -> None:
    """Dựng lại cơ sở dữ liệu đúng như một thời điểm, vào một thư mục mới.

    Lấy bản nền gần nhất trước đó, nạp WAL trong kho tới thời điểm ấy, nói tới đâu. Không đụng gì
    tới dữ liệu đang có. Xong, thư mục dùng được ngay: MOTCUA_DATA=THƯ-MỤC motcua serve.

    Bring the database back as it was at a moment, into a new folder: the latest base backup before
    it, and the archived log. Nothing that is there already is touched.
    """
    started = time.monotonic()
    with sentences():
        to = moment_of(moment) if moment else None
        source = archive_folder(folder)
        identity = find_key(key or backup_settings().key, env.data_folder()).opener()
        target = into.expanduser().absolute()
        if target.exists() and any(target.iterdir()):
            raise OperatorError(f"Thư mục {target} không trống; hãy chọn một thư mục mới.")
        if files is not None and not files.is_dir():
            raise OperatorError(f"Không có thư mục tệp {files}.")
        make_data_folder(target)
        become_owner_of(target)
        losses: list[str] = []
        with recovering.recovered(source, identity, target, to, report=say) as (done, cluster):
            _tell(done, time.monotonic() - started)
            if files is not None:
                missing = recovering.files_missing(cluster.url, database, files)
                losses += [f"Tệp {sha256} không có ở {files}." for sha256 in missing]
                click.echo(f"Đã đối chiếu tệp với {files}: thiếu {len(missing)}.")
            if is_verified:
                losses += _differences(cluster.url)
    if rehearse:
        recovering.remove(target)
        click.echo("Diễn tập xong, đã xóa thư mục khôi phục.")
    else:
        _what_next(target)
    for sentence in losses[:_MOST_SAID]:
        click.echo(f"✗ {sentence}", err=True)
    if losses:
        context.exit(EXIT_PROBLEMS)


def moment_of(text: str) -> datetime:
    """Return the moment that ``text`` says; without a zone it is that of Vietnam.

    Raises OperatorError.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise OperatorError(
            f"Không hiểu thời điểm “{text}”; hãy viết như 2026-11-29 10:15:00 (giờ Việt Nam) hoặc "
            "2026-11-29 10:15:00+07:00."
        ) from None
    return found if found.tzinfo else found.replace(tzinfo=clock.VIETNAM)


def _differences(url: str) -> list[str]:
    with env.using(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="motcua.conf.settings"):
        import django  # noqa: PLC0415 - it reads the address just set

        django.setup()
        from django.db import connections  # noqa: PLC0415, Django is set up by now

        from motcua.dossiers.auditing import audit  # noqa: PLC0415, so are its models

        try:
            found = audit(at=clock.now())
        finally:
            connections.close_all()
    click.echo(
        f"Đã đối chiếu {found.tally.events} việc của {found.tally.dossiers} hồ sơ: "
        + ("khớp." if not found.differences else f"{len(found.differences)} chỗ khác.")
    )
    return [f"Sổ ghi việc: {different}" for different in found.differences]


def _tell(done: Recovered, seconds: float) -> None:
    last = f"{clock.local(done.last_at):%d/%m/%Y %H:%M:%S.%f}" if done.last_at else "bản nền"
    click.echo(
        f"Đã khôi phục trong {seconds:.1f} giây: giao dịch cuối lúc {last}, vị trí {done.place}, "
        f"dòng thời gian {done.timeline}."
    )
    if done.stopped is not None and done.stopped_at is not None:
        click.echo(
            f"Dừng trước giao dịch {done.stopped}, lúc {clock.local(done.stopped_at):%H:%M:%S.%f}."
        )


def _what_next(target: Path) -> None:
    click.echo(
        f"Dùng bản này: chép thư mục files vào {target / 'files'}, rồi chạy MOTCUA_DATA={target} "
        "motcua serve với một kho WAL mới, và “motcua base-backup” ngay sau đó."
    )
