"""Restoring: into a database beside the present one, compared, then put in its place.

Until the last statement, the exchange of two names, nothing that was there has changed.
Stored files are named by their content, so they are only ever added.
"""

import hashlib
import json
import os
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep
from typing import IO, Any, Final

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from motcua.backup import archive
from motcua.backup.archive import Member
from motcua.backup.creating import FORMAT, PRIVATE
from motcua.backup.snapshot import VERSION_UNIT, facts_of
from motcua.backup.tools import find_tool, last_words, without_password
from motcua.runtime.errors import OperatorError

BESIDE: Final = "_dang_khoi_phuc"
BEFORE: Final = "_truoc_khoi_phuc"
_CHUNK: Final = 1024 * 1024
_LONGEST_JSON: Final = 64 * 1024 * 1024
_LEAVING_TRIES: Final = 20
_BETWEEN_SECONDS: Final = 0.1
# An older server does not know it, and a restore has no use for it.
_NEWER_SETTING: Final = b"SET transaction_timeout = 0;\n"
_KNOWS_ERASURE: Final = """
    SELECT 1 FROM pg_attribute
    WHERE attrelid = to_regclass('public.dossiers_dossier') AND attname = 'erased_at'
        AND NOT attisdropped
"""
_ERASED: Final = "SELECT tracking_code FROM dossiers_dossier WHERE erased_at IS NOT NULL"
_WHOLE_OF: Final = """
    SELECT coalesce(code, tracking_code) FROM dossiers_dossier
    WHERE tracking_code = ANY(%s) AND erased_at IS NULL ORDER BY 1
"""
_MAINTENANCE: Final = ("postgres", "template1")


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive says of itself."""

    made_at: str
    program: str
    server: int
    tables: dict[str, int]
    triggers: list[str]
    migrations: list[str]


@dataclass(slots=True)
class Restored:
    """What came of a restore, in sentences where it is not as it was.

    With ``differences`` it must not be used; ``losses`` are files that were lost before.
    """

    contents: Contents
    rows: int = 0
    files: int = 0
    differences: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)


def contents_of(path: Path, identity: Any) -> Contents:
    """Return what the archive says of itself. Raises OperatorError when it cannot be opened."""
    with archive.opened(path, identity) as members:
        return _contents(next(members, None), path)


def beside(url: str) -> str:
    """Return the address of the database that is restored into."""
    return _named(url, _name(url) + BESIDE)


@contextmanager
def draft_database(url: str) -> Iterator[str]:
    """Make an empty database beside the one at ``url``; it is dropped if it is still there after.

    Raises OperatorError when the role may not make databases.
    """
    draft = _name(url) + BESIDE
    with _maintenance(url) as connection:
        _drop(connection, draft)  # of a restore that was killed
        try:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(
                    sql.Identifier(draft)
                )
            )
        except psycopg.errors.InsufficientPrivilege as error:
            raise OperatorError(
                "Người dùng của cơ sở dữ liệu không được tạo cơ sở dữ liệu mới. Hãy chạy "
                "ALTER ROLE … CREATEDB trên máy chủ PostgreSQL rồi khôi phục lại."
            ) from error
        try:
            yield _named(url, draft)
        finally:
            _drop(connection, draft)


def fill(
    path: Path, identity: Any, url: str, files: Path | None, report: Callable[[str], None]
) -> Restored:
    """Read the whole archive into the empty database at ``url`` and the folder ``files``.

    With ``files`` None they are checked and not kept. Raises OperatorError when the archive is
    not whole or the database refuses it.
    """
    with archive.opened(path, identity) as members:
        restored = Restored(_contents(next(members, None), path))
        report(f"Bản sao lưu lúc {restored.contents.made_at}; đang nạp cơ sở dữ liệu…")
        following = _load(members, url, restored.contents.server)
        report("Đang nạp các tệp…")
        for member in following:
            if member.name.startswith(archive.FILES):
                _keep(member, files, restored)
            elif member.name == archive.SUMMARY:
                _report_losses(member, restored)
    _compare(url, restored)
    return restored


def swap(url: str) -> str:
    """Put the restored database in the place of the present one, in one transaction.

    The one before is kept under the name that is returned, until the next restore.
    """
    present = _name(url)
    with _maintenance(url) as connection:
        _drop(connection, present + BEFORE)
        with connection.transaction():
            for old, new in ((present, present + BEFORE), (present + BESIDE, present)):
                connection.execute(
                    sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                        sql.Identifier(old), sql.Identifier(new)
                    )
                )
    return present + BEFORE


def drop_before(url: str) -> None:
    """Delete the database that was there before the last restore."""
    with _maintenance(url) as connection:
        _drop(connection, _name(url) + BEFORE)


def is_empty(url: str) -> bool:
    """Say whether nobody has an account in the database yet: nothing of worth is in it."""
    with psycopg.connect(url) as connection:
        (table,) = connection.execute("SELECT to_regclass('accounts_account')").fetchone() or (
            None,
        )
        return table is None or connection.execute("SELECT 1 FROM accounts_account").rowcount == 0


def others_connected(url: str) -> int:
    """Count the clients of the database other than we; its own cleaners are none.

    A client that has just ended is seen for some moments yet: those who leave are waited for.
    """
    count = 0
    with psycopg.connect(url, autocommit=True) as connection:
        for _try in range(_LEAVING_TRIES):
            (count,) = connection.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid() "
                "AND backend_type = 'client backend'"
            ).fetchone() or (0,)
            if not count:
                break
            sleep(_BETWEEN_SECONDS)
    return int(count)


def erased_since(present: str, restored: str) -> list[str]:
    """Return the codes of dossiers erased at ``present`` that ``restored`` has whole again."""
    with psycopg.connect(present) as connection:
        if connection.execute(_KNOWS_ERASURE).fetchone() is None:
            return []
        erased = [tracking for (tracking,) in connection.execute(_ERASED)]
    with psycopg.connect(restored) as connection:
        return [code for (code,) in connection.execute(_WHOLE_OF, [erased])]


def _contents(member: Member | None, path: Path) -> Contents:
    if member is None or member.name != archive.MANIFEST:
        raise OperatorError(f"{path} không phải bản sao lưu của Một Cửa.")
    said = _json(member)
    if said.get("format") != FORMAT:
        raise OperatorError(
            f"{path} do một bản Một Cửa mới hơn ghi (dạng {said.get('format')}). "
            "Hãy cài bản mới hơn rồi khôi phục."
        )
    return Contents(**{name: said[name] for name in Contents.__dataclass_fields__})


def _json(member: Member) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(member.content.read(_LONGEST_JSON))
    return value


def _load(members: Iterator[Member], url: str, made_by: int) -> Iterator[Member]:
    """Give the database's members to psql; return what follows them."""
    with psycopg.connect(url) as connection:
        server = connection.info.server_version // VERSION_UNIT
    if server < made_by:
        raise OperatorError(
            f"Bản sao lưu từ PostgreSQL {made_by}, máy chủ này là {server}; hãy khôi phục vào "
            f"PostgreSQL {made_by} trở lên."
        )
    address, environment = without_password(url)
    command = [
        *(str(find_tool("psql", server)), f"--dbname={address}", "--no-psqlrc", "--quiet"),
        *("--set=ON_ERROR_STOP=1", "--single-transaction", "--output=/dev/null"),
    ]
    with tempfile.TemporaryFile() as complaints:
        with subprocess.Popen(  # noqa: S603 - PostgreSQL's own program
            command, stdin=subprocess.PIPE, stderr=complaints, env=dict(environment)
        ) as process:
            assert process.stdin is not None  # noqa: S101 - asked for above
            try:
                rest = _feed(members, process.stdin)
            except BrokenPipeError:
                rest = iter(())  # it has said why
            except BaseException:
                process.kill()  # before it takes the end of its input for the end of the work
                with suppress(BrokenPipeError):
                    process.stdin.close()
                raise
        if process.returncode:
            complaints.seek(0)
            raise OperatorError(
                "Cơ sở dữ liệu không nhận bản sao lưu; chưa có gì thay đổi: "
                f"{last_words(complaints.read())}"
            )
    return rest


def _feed(members: Iterator[Member], target: IO[bytes]) -> Iterator[Member]:
    unpack = zlib.decompressobj(wbits=31)
    is_beginning = True
    for member in members:
        if not member.name.startswith(archive.DATABASE):
            target.write(unpack.flush())
            target.close()
            return _and_then(member, members)
        while packed := member.content.read(_CHUNK):
            text = unpack.decompress(packed)
            if is_beginning:
                text, is_beginning = text.replace(_NEWER_SETTING, b"", 1), False
            target.write(text)
    raise OperatorError("Bản sao lưu thiếu phần cuối. Không có gì thay đổi; hãy dùng bản khác.")


def _and_then(first: Member, others: Iterator[Member]) -> Iterator[Member]:
    yield first
    yield from others


def _keep(member: Member, files: Path | None, restored: Restored) -> None:
    """Write one stored file beside its place, and put it there when it is what its name says."""
    sha256 = member.name.rpartition("/")[2]
    place = files / sha256[:2] / sha256 if files is not None else None
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=_folder_for(place), delete=False) as draft:
        try:
            while chunk := member.content.read(_CHUNK):
                digest.update(chunk)
                if place is not None:
                    draft.write(chunk)
            draft.flush()
            if place is not None:
                os.fsync(draft.fileno())
                if digest.hexdigest() == sha256:
                    Path(draft.name).replace(place)
        finally:
            Path(draft.name).unlink(missing_ok=True)
    restored.files += 1
    if digest.hexdigest() != sha256:
        restored.losses.append(f"Tệp {sha256} khác với lúc được nộp.")


def _folder_for(place: Path | None) -> Path | None:
    if place is not None:
        place.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        return place.parent
    return None


def _report_losses(member: Member, restored: Restored) -> None:
    restored.losses += [
        f"Tệp {sha256} đã mất trước lúc sao lưu." for sha256 in _json(member)["missing"]
    ]


def _compare(url: str, restored: Restored) -> None:
    """Count what arrived."""
    with psycopg.connect(url) as connection:
        found = facts_of(connection)
        connection.execute("ANALYZE")  # or the first pages would be planned blindly
    wanted = restored.contents
    restored.rows = sum(found.tables.values())
    for table in sorted({*wanted.tables, *found.tables}):
        there, then = found.tables.get(table), wanted.tables.get(table)
        if there != then:
            restored.differences.append(f"Bảng {table}: có {there} dòng, lúc sao lưu có {then}.")
    if found.triggers != wanted.triggers:
        restored.differences.append("Các chốt chặn sửa (trigger) khác lúc sao lưu.")


def _name(url: str) -> str:
    parts = conninfo_to_dict(url)
    return str(parts.get("dbname") or parts.get("user"))


def _named(url: str, name: str) -> str:
    return make_conninfo(url, dbname=name)


@contextmanager
def _maintenance(url: str) -> Iterator[psycopg.Connection[Any]]:
    """Connect to a database that is not the one to be exchanged."""
    for number, name in enumerate(_MAINTENANCE, start=1):
        try:
            connection = psycopg.connect(_named(url, name), autocommit=True)
        except psycopg.OperationalError as error:
            if number == len(_MAINTENANCE):
                raise OperatorError(
                    "Không vào được cơ sở dữ liệu “postgres” của máy chủ để đổi tên sau khi "
                    "khôi phục; hãy cho phép người dùng của Một Cửa kết nối tới đó."
                ) from error
            continue
        with connection:
            yield connection
        return


def _drop(connection: psycopg.Connection[Any], name: str) -> None:
    connection.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )
