"""The command ``motcua restore``: everything back from one archive."""

import time
from pathlib import Path
from typing import Any, Final

import click

from motcua.backup import restoring
from motcua.backup.keys import find_key
from motcua.backup.restoring import Contents, Restored
from motcua.backup.shelf import note_rehearsal
from motcua.cli.backup import EXIT_PROBLEMS, say, sentences
from motcua.cli.ready import missing_migrations, update_tables
from motcua.conf import env
from motcua.conf.backups import backup_settings
from motcua.kernel import clock
from motcua.runtime.account import become_owner_of
from motcua.runtime.database import available, place_of
from motcua.runtime.errors import OperatorError
from motcua.runtime.home import make_data_folder
from motcua.runtime.postgres import running_address

CONFIRMATION: Final = "khoi phuc"
MOST_SAID: Final = 20


@click.command()
@click.argument("archive", required=False, type=click.Path(path_type=Path))
@click.option(
    "--key", "key_file", help="Tệp khóa bí mật, hoặc chính khóa. / The secret key or its file."
)
@click.option(
    "--replace", is_flag=True, help="Thay dữ liệu đang có. / Replace the data that is there."
)
@click.option("--yes", "is_sure", is_flag=True, help="Không hỏi lại. / Do not ask.")
@click.option(
    "--rehearse",
    is_flag=True,
    help="Chỉ diễn tập: nạp thử, so, rồi bỏ. / Restore beside, compare, throw away.",
)
@click.option(
    "--drop-previous",
    is_flag=True,
    help="Xóa dữ liệu cũ giữ lại từ lần khôi phục trước. / Drop what the last restore replaced.",
)
@click.pass_context
def restore(
    context: click.Context,
    *,
    archive: Path | None,
    key_file: str | None,
    replace: bool,
    is_sure: bool,
    rehearse: bool,
    drop_previous: bool,
) -> None:
    """Khôi phục cơ sở dữ liệu và tệp từ một bản sao lưu.

    Nạp vào một cơ sở dữ liệu bên cạnh, so từng bảng, rồi mới thay vào; hỏng giữa chừng thì dữ
    liệu đang có còn nguyên. Phải dừng hệ thống trước, trừ khi diễn tập.

    Restore database and files from a backup: beside what is there, compared, then exchanged.
    The product has to be stopped, except for a rehearsal.
    """
    started = time.monotonic()
    with sentences():
        chosen = backup_settings()
        data = env.data_folder()
        make_data_folder(data)
        become_owner_of(data)
        if archive is None and not drop_previous:
            raise click.UsageError("Hãy ghi tên bản sao lưu; xem “motcua backup --list”.")
        if not rehearse and running_address(data) is not None:
            raise OperatorError(
                "Một Cửa đang chạy. Hãy dừng nó (Ctrl-C, hoặc systemctl stop motcua) rồi chạy lại."
            )
        if archive is None:
            _drop_previous(data)
            return
        if not archive.is_file():
            raise click.ClickException(f"Không có tệp {archive}.")
        identity = find_key(key_file or chosen.key, data).opener()
        contents = restoring.contents_of(archive, identity)
        with available(env.given_database_url(), data, report=say) as url:
            was_empty = restoring.is_empty(url)
            if not rehearse:
                _ask(url, contents, may_replace=replace or was_empty, is_sure=is_sure or was_empty)
            files = None if rehearse else data / "files"
            restored, kept_as = _carry_out(archive, identity, url, files)
            if was_empty and not rehearse:
                restoring.drop_before(url)
    _tell(restored, None if was_empty else kept_as, time.monotonic() - started, rehearsed=rehearse)
    if rehearse and not restored.losses:
        note_rehearsal(chosen.folder, clock.now())
    if restored.losses:
        context.exit(EXIT_PROBLEMS)


def _drop_previous(data: Path) -> None:
    with available(env.given_database_url(), data, report=say) as url:
        restoring.drop_before(url)
    click.echo("Đã xóa dữ liệu cũ giữ lại từ lần khôi phục trước.")


def _ask(url: str, contents: Contents, *, may_replace: bool, is_sure: bool) -> None:
    """See that the present data may be replaced. Raises OperatorError, click's Abort."""
    if others := restoring.others_connected(url):
        raise OperatorError(
            f"Còn {others} kết nối tới cơ sở dữ liệu {place_of(url)}. Hãy dừng mọi tiến trình của "
            "Một Cửa rồi chạy lại."
        )
    if not may_replace:
        raise OperatorError(
            f"Cơ sở dữ liệu {place_of(url)} đang có dữ liệu, nên chưa làm gì. Nếu đúng là muốn "
            "thay bằng bản sao lưu, hãy chạy lại với --replace."
        )
    if is_sure:
        return
    click.echo(
        f"Dữ liệu đang có trong {place_of(url)} sẽ được thay bằng bản lúc {contents.made_at}."
    )
    answer = click.prompt(f"Gõ “{CONFIRMATION}” để làm tiếp", default="", show_default=False)
    if answer != CONFIRMATION:
        raise OperatorError("Chưa làm gì: câu xác nhận không khớp.")


def _carry_out(
    archive: Path, identity: Any, url: str, files: Path | None
) -> tuple[Restored, str | None]:
    """Restore beside and, unless it is a rehearsal (no ``files``), exchange."""
    with restoring.draft_database(url) as draft:
        with env.using(DATABASE_URL=draft, DJANGO_SETTINGS_MODULE="motcua.conf.settings"):
            import django  # noqa: PLC0415 - it reads the address just set

            django.setup()
            _refuse_newer(restoring.contents_of(archive, identity))
            restored = restoring.fill(archive, identity, draft, files, say)
            if restored.differences:
                raise OperatorError(
                    "Bản khôi phục không khớp nên không dùng; dữ liệu đang có còn nguyên. "
                    + " ".join(restored.differences)
                )
            restored.losses += _brought_up_to_date()
            if files is not None:
                restored.losses += _erased_again_whole(restoring.erased_since(url, draft))
        return restored, None if files is None else restoring.swap(url)


def _refuse_newer(contents: Contents) -> None:
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415, Django is set up now

    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = sorted(set(contents.migrations) - known)
    if unknown:
        raise OperatorError(
            f"Bản sao lưu do Một Cửa mới hơn ghi (bản {contents.program}, có {unknown[0]}). "
            "Hãy cài bản đó hoặc mới hơn rồi khôi phục. Không có gì thay đổi."
        )


def _brought_up_to_date() -> list[str]:
    """Change the restored tables to those of this version; return where the ledger differs.

    What differs was so when the backup was made: it is restored as it was, and said.
    """
    from django.db import connections  # noqa: PLC0415, Django is set up by now

    from motcua.dossiers.auditing import audit  # noqa: PLC0415, so are its models

    try:
        if missing := missing_migrations():
            say(f"Bản sao lưu cũ hơn chương trình: cập nhật {len(missing)} bước…")
            update_tables()
        say("Đối chiếu sổ ghi việc với mọi bảng…")
        found = audit(at=clock.now())
        return [f"Sổ ghi việc: {different}" for different in found.differences[:MOST_SAID]]
    finally:
        connections.close_all()


def _erased_again_whole(codes: list[str]) -> list[str]:
    """Return what to do about dossiers that were erased since the backup was made."""
    if not codes:
        return []
    more = ", …" if len(codes) > MOST_SAID else ""
    sentence = (
        f"{len(codes)} hồ sơ đã xóa dữ liệu cá nhân sau lúc sao lưu nay có lại dữ liệu: "
        f"{', '.join(codes[:MOST_SAID])}{more}. Hãy chạy lại việc “Lập danh sách dữ liệu hết hạn "
        "lưu” rồi xác nhận xóa lần nữa ở /can-bo/du-lieu/het-han/."
    )
    return [sentence]


def _tell(restored: Restored, kept_as: str | None, seconds: float, *, rehearsed: bool) -> None:
    what = f"{restored.rows} dòng và {restored.files} tệp, trong {seconds:.1f} giây"
    if rehearsed:
        agrees = "Có chỗ không khớp, ghi dưới đây" if restored.losses else "Mọi bảng và tệp khớp"
        click.echo(f"Diễn tập xong: {what}. {agrees}; dữ liệu đang có không đổi.")
    else:
        click.echo(f"Đã khôi phục {what}, như lúc {restored.contents.made_at}.")
    if kept_as is not None:
        click.echo(
            f"Dữ liệu trước đó còn giữ ở cơ sở dữ liệu “{kept_as}”; khi đã yên tâm, chạy "
            "“motcua restore --drop-previous”."
        )
    for sentence in restored.losses:
        click.echo(f"✗ {sentence}", err=True)
