"""Tables that wait between looking and importing; each is seen by whoever uploaded it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from motcua.agencies.actors import Actor
from motcua.reference.moving.plan import Plan, plan_of
from motcua.reference.moving.sheets import MOST_BYTES, write_template, write_with_errors
from motcua.reference.tables import FileError

MOST_ON_A_PAGE: Final = 5_000
"""Rows: more take longer than a page may, and go by the command."""
KEPT: Final = timedelta(days=3)
_KINDS: Final = (".xlsx", ".csv")


def keep(given: "UploadedFile[Any]", *, account_id: int, at: datetime) -> UUID:
    """Keep an uploaded table and return what it is called here.

    Raises FileError when it is neither XLSX nor CSV, or too big.
    """
    suffix = Path(given.name or "").suffix.lower()
    if suffix not in _KINDS:
        raise FileError("Xin chọn tệp .xlsx hoặc .csv theo mẫu.")
    if given.size is None or given.size > MOST_BYTES:
        raise FileError(f"Tệp nặng quá {MOST_BYTES // 1_000_000} MB. Xin tách tệp.")
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ref = uuid4()
    path = folder / f"{account_id}-{ref}{suffix}"
    path.touch(mode=0o600)
    with path.open("wb") as file:
        file.writelines(given.chunks())
    os.utime(path, (at.timestamp(), at.timestamp()))
    return ref


def kept(ref: UUID, *, account_id: int, at: datetime) -> Path | None:
    """Return the table called ``ref``; None when its days are over or it is somebody else's."""
    for suffix in _KINDS:
        path = _folder() / f"{account_id}-{ref}{suffix}"
        if path.is_file() and not _is_stale(path, at):
            return path
    return None


def drop_stale(*, at: datetime) -> int:
    """Delete the tables that nobody confirmed in time; return how many."""
    folder = _folder()
    stale = [path for path in folder.iterdir() if _is_stale(path, at)] if folder.is_dir() else []
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)


def plan_of_kept(path: Path, *, actor: Actor, at: datetime) -> Plan:
    """Return what a kept table would do. Raises FileError, also for one that is too long."""
    return plan_of(path, actor=actor, at=at, most_rows=MOST_ON_A_PAGE)


def template() -> bytes:
    """Return the empty table as XLSX."""
    with _beside("mau.xlsx") as path:
        write_template(path)
        return path.read_bytes()


def with_errors(plan: Plan) -> bytes:
    """Return the table as XLSX, with a column of what is wrong."""
    with _beside("loi.xlsx") as path:
        write_with_errors(path, plan.table, plan.flaws_by_line)
        return path.read_bytes()


@contextmanager
def _beside(name: str) -> Iterator[Path]:
    with TemporaryDirectory(prefix="motcua-") as folder:
        yield Path(folder) / name


def _is_stale(path: Path, at: datetime) -> bool:
    try:
        return path.stat().st_mtime < (at - KEPT).timestamp()
    except FileNotFoundError:  # imported, or deleted, a moment ago
        return True


def _folder() -> Path:
    return Path(settings.DATA_FOLDER) / "moving-in"
