"""Making a backup: first the database as of one instant, then every file that it names."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, Final

from motcua.backup import archive
from motcua.backup.archive import DRAFT, piece
from motcua.backup.keys import BackupKey
from motcua.backup.shelf import name_for
from motcua.backup.snapshot import Snapshot, snapshot
from motcua.kernel import clock
from motcua.runtime.errors import OperatorError
from motcua.runtime.locks import FolderLock

FORMAT: Final = 1
PRIVATE: Final = 0o700
_CHUNK: Final = 1024 * 1024


@dataclass(slots=True)
class Made:
    """What came of a backup. ``missing`` and ``damaged`` are files that the disk has lost."""

    path: Path
    rows: int = 0
    files: int = 0
    size: int = 0
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Whether every file that the database names is in the archive as it was stored."""
        return not self.missing and not self.damaged


_Source = Callable[[str, Made, int], Iterator[bytes]]


def make_backup(
    url: str,
    files: Path | None,
    folder: Path,
    key: BackupKey,
    *,
    at: datetime,
    elsewhere: Collection[str] = (),
    report: Callable[[str], None] = lambda _text: None,
) -> Made:
    """Write the database at ``url`` and the stored ``files`` into one archive in ``folder``.

    With ``files`` None they are in a store that saves itself, and ``elsewhere`` are the hashes
    that it has: they are looked up and not copied.

    A file that the disk, or that store, has lost stops nothing: it is named in the answer. Raises
    OperatorError when another backup is being made, and when this one cannot be.
    """
    make_folder(folder)
    lock = FolderLock(folder / "lock")
    if not lock.take():
        raise OperatorError(f"Một lần sao lưu khác vào {folder} đang chạy; hãy đợi nó xong.")
    with lock:
        for remnant in folder.glob(f"{DRAFT}*"):  # of a run that was killed
            remnant.unlink(missing_ok=True)
        made = Made(folder / name_for(at))
        with snapshot(url) as view:
            made.rows = sum(view.facts.tables.values())
            report(f"{made.rows} dòng trong {len(view.facts.tables)} bảng; đang ghi…")
            archive.write(
                made.path, _stream(view, _lookup(files, elsewhere), made, at), key.recipient
            )
        made.size = made.path.stat().st_size
    return made


def make_folder(folder: Path) -> None:
    """Make the folder of the backups. Raises OperatorError when that cannot be."""
    try:
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        (folder / "lock").touch(mode=0o600)
    except OSError as error:
        raise OperatorError(
            f"Không ghi được vào thư mục sao lưu {folder} ({error.strerror}). "
            "Hãy kiểm tra quyền ghi, hoặc đặt MOTCUA_BACKUPS sang thư mục khác."
        ) from error


def _lookup(files: Path | None, elsewhere: Collection[str]) -> _Source:
    """Return what yields one file for the archive, or notes that it is missing."""

    def from_disk(sha256: str, made: Made, stamp: int) -> Iterator[bytes]:
        assert files is not None  # noqa: S101 - chosen below only then
        yield from _file(files / sha256[:2] / sha256, made, stamp)

    def noted(sha256: str, made: Made, _stamp: int) -> Iterator[bytes]:
        if sha256 not in elsewhere:
            made.missing.append(sha256)
        yield from ()

    return noted if files is None else from_disk


def _stream(view: Snapshot, source: _Source, made: Made, at: datetime) -> Iterator[bytes]:
    stamp = int(at.timestamp())
    manifest = {
        "format": FORMAT,
        "made_at": clock.local(at).isoformat(timespec="seconds"),
        "program": version("motcua"),
        **asdict(view.facts),
    }
    yield from _json(archive.MANIFEST, manifest, stamp)
    for number, part in enumerate(view.dump(), start=1):
        yield from piece(f"{archive.DATABASE}{number:06}.sql.gz", len(part), [part], at=stamp)
    for sha256 in view.files():
        yield from source(sha256, made, stamp)
    summary = {"files": made.files, "missing": made.missing, "damaged": made.damaged}
    yield from _json(archive.SUMMARY, summary, stamp)


def _json(name: str, value: dict[str, Any], stamp: int) -> Iterator[bytes]:
    content = json.dumps(value, ensure_ascii=False, indent=1).encode()
    yield from piece(name, len(content), [content], at=stamp)


def _file(path: Path, made: Made, stamp: int) -> Iterator[bytes]:
    try:
        content = path.open("rb")
    except OSError:
        made.missing.append(path.name)
        return
    with content:
        size = path.stat().st_size
        digest = hashlib.sha256()
        name = f"{archive.FILES}{path.parent.name}/{path.name}"
        yield from piece(name, size, _read(content, size, digest), at=stamp)
    made.files += 1
    if digest.hexdigest() != path.name:
        made.damaged.append(path.name)


def _read(content: IO[bytes], size: int, digest: Any) -> Iterator[bytes]:
    """Yield exactly ``size`` bytes, zeros for what the disk does not give back."""
    left = size
    while left and (chunk := content.read(min(_CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
        yield chunk
    if left:
        yield bytes(left)
