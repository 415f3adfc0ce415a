"""Base backups: the folder of a running server, which the archived log then brings to any moment.

PostgreSQL's own pg_basebackup reads it. Beside each lies, in the clear, which piece of the log it
begins and ends with; so that who cannot open it still knows which pieces have to stay.
"""

import hashlib
import json
import os
import re
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from motcua.backup import archive, wal
from motcua.backup.shelf import KeptBases
from motcua.backup.tools import find_tool, last_words, without_password
from motcua.backup.wal import Segment, WalArchive
from motcua.kernel import clock
from motcua.runtime.database import VERSION_UNIT
from motcua.runtime.errors import OperatorError
from motcua.runtime.locks import FolderLock

_PATTERN: Final = "nen-%Y-%m-%d-%H%M%S"
_ARCHIVE: Final = ".tar.gz.age"
_LABEL: Final = re.compile(rb"START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)")
_LABEL_WITHIN: Final = 4096
"""The label is the first member of the tar, and short."""
_MANIFEST: Final = "backup_manifest"
_CHUNK: Final = 1024 * 1024
_ASK: Final = """
    SELECT system_identifier, current_setting('archive_mode'), current_setting('wal_level')
    FROM pg_control_system()
"""


@dataclass(frozen=True, slots=True)
class Base:
    """A base backup: when it began and ended, its server, and the first log that it needs."""

    path: Path
    begun_at: datetime
    ended_at: datetime
    version: int
    first: Segment
    size: int


def make_base(
    url: str,
    folder: Path,
    recipient: Any,
    *,
    now: Callable[[], datetime] = clock.now,
    report: Callable[[str], None] = lambda _text: None,
) -> Base:
    """Read the server at ``url`` into the archive in ``folder``; its role needs REPLICATION.

    Raises OperatorError.
    """
    kept = wal.find(folder)
    lock = FolderLock(folder / wal.BASE / "lock")
    if not lock.take():
        raise OperatorError(f"Một lần sao lưu nền khác vào {folder} đang chạy; hãy đợi nó xong.")
    with lock:
        begun = now()
        version = _see_that_it_fits(url, kept)
        path = folder / wal.BASE / f"{clock.local(begun).strftime(_PATTERN)}{_ARCHIVE}"
        report("Đang đọc thư mục dữ liệu của PostgreSQL và chờ WAL vào kho…")
        beginning = bytearray()
        archive.write(path, _compressed(_read(url, version, beginning)), recipient, end=b"")
        first = wal.find(folder).segment(_first_piece(bytes(beginning)))
        made = Base(path, begun, now(), version, first, path.stat().st_size)
        _describe(made)
    return made


def bases_in(folder: Path) -> list[Base]:
    """Return the whole base backups of an archive, the newest first."""
    found = []
    for note in (folder / wal.BASE).glob("nen-*.json"):
        path = note.with_name(f"{note.stem}{_ARCHIVE}")
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = json.loads(note.read_text(encoding="utf-8"))
            found.append(
                Base(
                    path,
                    datetime.fromisoformat(told["begun_at"]),
                    datetime.fromisoformat(told["ended_at"]),
                    int(told["version"]),
                    Segment(**told["first"]),
                    path.stat().st_size,
                )
            )
    return sorted(found, key=lambda one: one.ended_at, reverse=True)


def superfluous(ended: Iterable[datetime], rule: KeptBases, *, at: datetime) -> set[datetime]:
    """Return which base backups need not be kept. Pure.

    Every moment of the last ``rule.days`` stays within reach: the latest one before them stays.
    """
    newest_first = sorted(set(ended), reverse=True)
    reach = at - timedelta(days=rule.days)
    within = sum(1 for moment in newest_first if moment > reach)
    return set(newest_first[max(within + 1, rule.fewest) :])


def clear_out(folder: Path, rule: KeptBases, *, at: datetime) -> tuple[list[Path], int]:
    """Delete base backups that ``rule`` does not keep, and log that none of the rest needs.

    Returns the base backups, and how many pieces of log. Raises OperatorError.
    """
    kept = wal.find(folder)
    there = bases_in(folder)
    going = superfluous((one.ended_at for one in there), rule, at=at)
    gone = [one for one in there if one.ended_at in going]
    for one in gone:
        # The note first: what has none counts no more.
        _note_of(one.path).unlink(missing_ok=True)
        one.path.unlink(missing_ok=True)
    staying = [one.first.number for one in there if one.ended_at not in going]
    pieces = wal.forget_before(kept, min(staying)) if staying else 0
    return [one.path for one in gone], pieces


def lay_out(base: Base, identity: Any, folder: Path) -> None:
    """Put the base backup into the empty ``folder`` and compare each file with its list.

    Raises OperatorError for a wrong key, for a damaged one, and when there is no room.
    """
    try:
        with (
            archive.decrypted(base.path, identity) as stream,
            tarfile.open(fileobj=stream, mode="r|gz") as tar,
        ):
            for member in tar:
                tar.extract(member, folder, filter="data")
            while stream.read(_CHUNK):
                pass  # the last piece is what proves that nothing is missing
    except OSError as error:
        raise OperatorError(f"Không ghi được vào {folder}: {archive.reason(error)}.") from error
    _verify(base, folder)


def _verify(base: Base, folder: Path) -> None:
    """Compare every file with the list that PostgreSQL put beside them. Raises OperatorError.

    As pg_verifybackup does, which not every package of PostgreSQL carries in working order.
    """
    try:
        manifest = (folder / _MANIFEST).read_bytes()
        listed = json.loads(manifest)
        before_last_line = manifest[: manifest.rstrip(b"\n").rindex(b"\n") + 1]
        wrong = [
            one["Path"]
            for one in listed["Files"]
            if "Path" in one and _hash_of(folder / one["Path"]) != one["Checksum"]
        ]
        if hashlib.sha256(before_last_line).hexdigest() != listed["Manifest-Checksum"]:
            wrong.append(_MANIFEST)
    except (OSError, ValueError, KeyError, TypeError):
        wrong = [_MANIFEST]
    if wrong:
        raise OperatorError(
            f"Bản nền {base.path} không khớp với kê khai của nó ở {len(wrong)} tệp, đầu tiên là "
            f"{wrong[0]}. Hãy dùng một bản nền khác."
        )


def _hash_of(path: Path) -> str:
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def as_superuser(url: str) -> str:
    """Return the address at which our own server lets itself be read whole."""
    return make_conninfo("", **{**conninfo_to_dict(url), "user": "postgres"})


def _see_that_it_fits(url: str, kept: WalArchive) -> int:
    """Return the major version of the server. Raises OperatorError when it cannot be read."""
    try:
        with psycopg.connect(url) as connection:
            row = connection.execute(_ASK).fetchone()
            version = connection.info.server_version // VERSION_UNIT
    except psycopg.Error as error:
        raise OperatorError(f"Không hỏi được máy chủ PostgreSQL: {str(error).strip()}") from error
    assert row is not None  # noqa: S101 - the statement always answers
    system, mode, level = row
    if mode == "off" or level == "minimal":
        raise OperatorError(
            "Máy chủ PostgreSQL chưa lưu WAL (archive_mode=off), nên bản nền không dùng được. Hãy "
            "đặt MOTCUA_WAL_ARCHIVE (PostgreSQL đi kèm) hoặc archive_command rồi khởi động lại."
        )
    if kept.system and kept.system != system:
        raise OperatorError(
            f"Kho WAL {kept.folder} là của máy chủ {kept.system}, không phải của máy chủ này "
            f"({system}). Hãy dùng kho khác."
        )
    return int(version)


def _read(url: str, version: int, beginning: bytearray) -> Iterator[bytes]:
    """Yield what pg_basebackup writes; its beginning is kept besides. Raises OperatorError."""
    address, environment = without_password(url)
    command = [
        *(str(find_tool("pg_basebackup", version)), f"--dbname={address}"),
        *("--pgdata=-", "--format=tar", "--wal-method=none", "--checkpoint=fast"),
        *("--manifest-checksums=SHA256", "--label=motcua", "--no-password"),
    ]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603 - PostgreSQL's own program
            command, stdout=subprocess.PIPE, stderr=said, env=dict(environment)
        ) as process,
    ):
        assert process.stdout is not None  # noqa: S101 - asked for above
        try:
            while piece := process.stdout.read(_CHUNK):
                beginning += piece[: max(0, _LABEL_WITHIN - len(beginning))]
                yield piece
            if process.wait():
                said.seek(0)
                raise OperatorError(
                    f"pg_basebackup không đọc hết máy chủ: {last_words(said.read())}. Người dùng "
                    "của địa chỉ ấy cần quyền REPLICATION và một dòng “replication” trong "
                    "pg_hba.conf."
                )
        finally:
            process.kill()


def _compressed(stream: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(level=1, wbits=31)
    for piece in stream:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()


def _first_piece(beginning: bytes) -> str:
    found = _LABEL.search(beginning)
    if found is None:
        raise OperatorError("pg_basebackup không nói bản nền bắt đầu ở đâu trong WAL.")
    return found[1].decode("ascii")


def _describe(made: Base) -> None:
    told = {
        "begun_at": made.begun_at.isoformat(),
        "ended_at": made.ended_at.isoformat(),
        "version": made.version,
        "first": asdict(made.first),
    }
    note = _note_of(made.path)
    draft = note.with_name(f"{archive.DRAFT}{note.name}")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(told, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(note)
    archive.settle(note.parent)


def _note_of(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(_ARCHIVE) + ".json")
