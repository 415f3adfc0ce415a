"""Files that an administrator gives: what can be wrong with them, in sentences."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from motcua.kernel.errors import DomainError


class FileError(DomainError):
    """A file cannot be read as what it is meant to be; the sentence names the line."""

    code: ClassVar[str] = "import-file"


def require_columns(rows: Sequence[Mapping[str, str]], wanted: Iterable[str]) -> None:
    """Raise FileError unless there are rows and each of the ``wanted`` columns."""
    if not rows:
        raise FileError("Tệp không có dòng dữ liệu nào.")
    missing = [name for name in wanted if name not in rows[0]]
    if missing:
        raise FileError(f"Tệp thiếu cột: {', '.join(missing)}. Dòng đầu phải là tên các cột.")


def day_of(text: str | None, line: int, column: str) -> date | None:
    """Return the day written as 2025-07-01, or None when the field is empty."""
    written = (text or "").strip()
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise FileError(
            f"Dòng {line}: {column} là “{written}”, cần viết như 2025-07-01."
        ) from error
