"""The archive of PostgreSQL's log: each piece compressed and encrypted, whole or not there.

``wal/`` holds the pieces, ``base/`` the base backups that they continue. A piece is called after
what PostgreSQL calls it and the hash of what is in it, so that who has only the public half of
the key can still tell the same piece from another.
"""

import hashlib
import json
import os
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from motcua.backup import archive
from motcua.backup.archive import reason
from motcua.kernel import clock
from motcua.runtime.errors import OperatorError

WAL: Final = "wal"
BASE: Final = "base"
SUFFIX: Final = ".gz.age"
_NOTE: Final = "kho-wal.json"
"""Says whose log this is. An archive without it is not there: a mount that is away, say."""
_HISTORIES: Final = "lich-su"
_SEGMENT: Final = re.compile(r"[0-9A-F]{24}")
_NAME: Final = re.compile(r"[0-9A-F]{24}(\.partial|\.[0-9A-F]{8}\.backup)?|[0-9A-F]{8}\.history")
_LONG_HEADER: Final = struct.Struct("=HHIQI4xQII")
_IS_LONG: Final = 0x0002
_HASH_LETTERS: Final = 16
_LOG_BYTES: Final = 0x100000000
_CHUNK: Final = 1024 * 1024


class BrokenWalError(OperatorError):
    """The archive should have a piece, and has it not, or not as it was."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Where a piece of the log stands: its timeline, and its number within all of it."""

    timeline: int
    number: int


@dataclass(frozen=True, slots=True)
class WalArchive:
    """An archive that is prepared. ``system`` is the server whose log it is, 0 before any."""

    folder: Path
    system: int
    segment_bytes: int

    def segment(self, name: str) -> Segment:
        """Return where the piece called ``name`` stands."""
        per_log = _LOG_BYTES // self.segment_bytes
        return Segment(int(name[:8], 16), int(name[8:16], 16) * per_log + int(name[16:24], 16))

    def name(self, segment: Segment) -> str:
        """Return what PostgreSQL calls the piece that stands there."""
        log, part = divmod(segment.number, _LOG_BYTES // self.segment_bytes)
        return f"{segment.timeline:08X}{log:08X}{part:08X}"


def prepare(folder: Path) -> WalArchive:
    """Make an archive in ``folder``, or return the one there. Raises OperatorError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in (WAL, BASE):
            (folder / part).mkdir(mode=0o700, exist_ok=True)
        if not (folder / _NOTE).exists():
            _write_note(folder, 0, 0)
    except OSError as error:
        raise OperatorError(f"Không ghi được vào kho WAL {folder}: {reason(error)}.") from error
    return find(folder)


def find(folder: Path) -> WalArchive:
    """Return the archive in ``folder``. Raises OperatorError where none was prepared."""
    try:
        told = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
        return WalArchive(folder, int(told["system"]), int(told["segment_bytes"]) or 1 << 24)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OperatorError(
            f"Không thấy kho WAL ở {folder}. Hãy xem ổ ấy đã gắn chưa; kho mới thì chạy “motcua "
            "wal init” một lần."
        ) from error


def push(source: Path, name: str, folder: Path, recipient: Any) -> bool:
    """Put the piece ``name``, which is in the file ``source``, into the archive.

    Says whether it is new there: once more the same is no matter. Raises OperatorError when there
    is another piece of that name, and when it is of another server.
    """
    if not _NAME.fullmatch(name):
        raise OperatorError(f"“{name}” không phải tên tệp WAL của PostgreSQL.")
    kept = find(folder)
    try:
        content = source.read_bytes()
    except OSError as error:
        raise OperatorError(f"Không đọc được {source}: {reason(error)}.") from error
    if _SEGMENT.fullmatch(name):
        _see_that_it_belongs(kept, name, content)
    shelf = folder / WAL / _shelf(name)
    target = shelf / f"{name}.{_digest(content)}{SUFFIX}"
    there = _found(folder, name)
    if target in there:
        return False
    if there:
        raise OperatorError(
            f"Kho WAL {folder} đã có {name} với nội dung khác, nên không ghi đè. Hai máy chủ đang "
            "ghi vào cùng một kho? Mỗi máy chủ cần kho riêng; sau khi khôi phục, dùng kho mới."
        )
    try:
        if not shelf.is_dir():
            shelf.mkdir(mode=0o700, exist_ok=True)
            archive.settle(shelf.parent)
    except OSError as error:
        raise OperatorError(f"Không ghi được vào kho WAL {folder}: {reason(error)}.") from error
    archive.write(target, _compressed(content), recipient, end=b"")
    return True


def fetch(name: str, target: Path, folder: Path, identity: Any) -> bool:
    """Put the piece ``name`` of the archive into the file ``target``; False when there is none.

    Raises BrokenWalError when one has to be there and is not, or not as it was stored.
    """
    kept = find(folder)
    there = _found(folder, name)
    if not there:
        if _SEGMENT.fullmatch(name):
            _see_that_it_is_the_end(kept, name)
        return False
    path = there[0]
    try:
        with archive.decrypted(path, identity) as stream:
            content = b"".join(_expanded(stream))
    except OperatorError as error:
        raise BrokenWalError(str(error)) from error
    if f"{name}.{_digest(content)}{SUFFIX}" != path.name:
        raise BrokenWalError(f"Tệp WAL {path} có nội dung khác với lúc được lưu.")
    draft = target.with_name(f"{archive.DRAFT}{target.name}")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
    return True


def segments(kept: WalArchive) -> list[Segment]:
    """Return the pieces that the archive has, in order."""
    found = set()
    for path in (kept.folder / WAL).glob(f"*/*{SUFFIX}"):
        name, _dot, rest = path.name.partition(".")
        # A name with a point more is that of a part, or of a note of PostgreSQL's.
        if _SEGMENT.fullmatch(name) and rest.count(".") == SUFFIX.count("."):
            found.add(kept.segment(name))
    return sorted(found, key=lambda one: (one.timeline, one.number))


def gaps(there: Iterable[Segment]) -> list[Segment]:
    """Return the first piece missing in each hole: later ones of its timeline are there. Pure."""
    missing, before = [], None
    for one in there:
        if before is not None and one.timeline == before.timeline:
            expected = Segment(one.timeline, before.number + 1)
            if one.number != expected.number:
                missing.append(expected)
        before = one
    return missing


def newest_at(kept: WalArchive) -> datetime | None:
    """Return when the latest piece was stored, or None."""
    shelves = sorted((kept.folder / WAL).glob("*/"), reverse=True)
    times = [path.stat().st_mtime for shelf in shelves[:4] for path in shelf.glob(f"*{SUFFIX}")]
    return datetime.fromtimestamp(max(times), tz=clock.VIETNAM) if times else None


def forget_before(kept: WalArchive, first: int) -> int:
    """Delete the pieces that stand before number ``first``; return how many.

    Histories of timelines stay: they are small, and tell which piece follows which.
    """
    gone = 0
    for path in (kept.folder / WAL).glob(f"*/*{SUFFIX}"):
        name = path.name[:24]
        if _SEGMENT.fullmatch(name) and kept.segment(name).number < first:
            path.unlink(missing_ok=True)
            gone += 1
    for shelf in (kept.folder / WAL).glob("*/"):
        if shelf.name != _HISTORIES and not any(shelf.iterdir()):
            shelf.rmdir()
    return gone


def _see_that_it_belongs(kept: WalArchive, name: str, content: bytes) -> None:
    """Raise OperatorError for the log of another server; the first names whose archive it is."""
    if len(content) < _LONG_HEADER.size:
        raise OperatorError(f"Tệp WAL {name} bị cắt cụt.")
    header = _LONG_HEADER.unpack_from(content)
    system, segment_bytes = header[5], header[6]
    if not header[1] & _IS_LONG or segment_bytes != len(content):
        raise OperatorError(f"Tệp WAL {name} không đủ hoặc không phải của PostgreSQL.")
    if not kept.system:
        _write_note(kept.folder, system, segment_bytes)
    elif kept.system != system:
        raise OperatorError(
            f"Kho WAL {kept.folder} là của máy chủ {kept.system}, không nhận WAL của máy chủ "
            f"{system}. Hãy dùng một kho khác cho máy chủ này."
        )


def _see_that_it_is_the_end(kept: WalArchive, name: str) -> None:
    asked = kept.segment(name)
    later = [
        one
        for one in segments(kept)
        if one.timeline == asked.timeline and one.number > asked.number
    ]
    if later:
        raise BrokenWalError(
            f"Kho WAL {kept.folder} thiếu {name}, trong khi có {kept.name(later[0])} sau nó. Chỉ "
            "khôi phục được tới trước chỗ thiếu: hãy tìm tệp ấy ở bản sao của kho, hoặc dùng --to "
            "với thời điểm sớm hơn."
        )


def _write_note(folder: Path, system: int, segment_bytes: int) -> None:
    draft = folder / f"{archive.DRAFT}{_NOTE}"
    draft.write_text(
        json.dumps({"system": str(system), "segment_bytes": segment_bytes}), encoding="ascii"
    )
    draft.replace(folder / _NOTE)


def _shelf(name: str) -> str:
    """Return the folder of a piece: 256 of them share one, so that looking stays quick."""
    return name[:16] if _SEGMENT.fullmatch(name[:24]) else _HISTORIES


def _found(folder: Path, name: str) -> list[Path]:
    # The hash has a length of its own: NAME.backup and NAME.partial are other pieces.
    return sorted((folder / WAL / _shelf(name)).glob(f"{name}.{'?' * _HASH_LETTERS}{SUFFIX}"))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_HASH_LETTERS]


def _compressed(content: bytes) -> Iterator[bytes]:
    # A quiet minute's piece is nearly empty: a third of what the quickest level makes of it.
    packer = zlib.compressobj(level=4, wbits=31)
    for start in range(0, len(content), _CHUNK):
        yield packer.compress(content[start : start + _CHUNK])
    yield packer.flush()


def _expanded(stream: Any) -> Iterator[bytes]:
    opener = zlib.decompressobj(wbits=31)
    while chunk := stream.read(_CHUNK):
        yield opener.decompress(chunk)
    if not opener.eof:
        raise EOFError
