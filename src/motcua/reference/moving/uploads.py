"""Tables that wait between looking and importing; each is seen by whoever uploaded it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings

from motcua.reference.moving.plan import Plan, plan_of
from motcua.reference.moving.sheets import write_template, write_with_errors
from motcua.reference.tables import FileError

MOST_ON_A_PAGE: Final = 5_000
"""Rows: more take longer than a page may, and go by the command."""
KEPT: Final = timedelta(days=3)
_KINDS: Final = (".xlsx", ".csv")


def keep(content: bytes, name: str, *, account_id: int, at: datetime) -> UUID:
    """Keep an uploaded table and return what it is called here; older ones go.

    Raises FileError when it is neither XLSX nor CSV.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in _KINDS:
        raise FileError("Xin chọn tệp .xlsx hoặc .csv theo mẫu.")
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.stat().st_mtime < (at - KEPT).timestamp():
            old.unlink(missing_ok=True)
    ref = uuid4()
    path = folder / f"{account_id}-{ref}{suffix}"
    path.touch(mode=0o600)
    path.write_bytes(content)
    return ref


def kept(ref: UUID, *, account_id: int) -> Path | None:
    """Return the table called ``ref``; None when it has gone or is somebody else's."""
    for suffix in _KINDS:
        path = _folder() / f"{account_id}-{ref}{suffix}"
        if path.is_file():
            return path
    return None


def plan_of_kept(path: Path, *, at: datetime) -> Plan:
    """Return what a kept table would do. Raises FileError, also for one that is too long."""
    plan = plan_of(path, at=at)
    if len(plan.table.rows) > MOST_ON_A_PAGE:
        raise FileError(
            f"Tệp có {len(plan.table.rows)} dòng. Hơn {MOST_ON_A_PAGE} dòng thì xin người vận "
            "hành dùng lệnh “motcua import dossiers”."
        )
    return plan


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


def _folder() -> Path:
    return Path(settings.DATA_FOLDER) / "moving-in"
