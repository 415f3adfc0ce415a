"""Files that an administrator gives: what can be wrong with them, in sentences."""

import csv
import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from motcua.kernel.errors import DomainError
from motcua.reference.shipped import read_json, read_rows


class FileError(DomainError):
    """A file cannot be read as what it is meant to be; the sentence names the line."""

    code: ClassVar[str] = "import-file"


def given_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file that somebody gives. Raises FileError."""
    try:
        rows = read_rows(path)
    except UnicodeDecodeError as error:
        raise FileError(
            f"Tệp {path} không phải là chữ UTF-8. Xin lưu lại dạng CSV UTF-8."
        ) from error
    except (csv.Error, gzip.BadGzipFile, OSError) as error:
        raise FileError(f"Không đọc được tệp {path} như một bảng CSV.") from error
    # A line with too few or too many fields gives keys or values that are None.
    for line, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise FileError(f"Dòng {line}: số cột không khớp với dòng tên cột.")
    return rows


def given_json(path: Path) -> Any:
    """Return what a JSON file that somebody gives holds. Raises FileError."""
    try:
        return read_json(path)
    except (json.JSONDecodeError, UnicodeDecodeError, gzip.BadGzipFile, OSError) as error:
        raise FileError(f"Không đọc được tệp {path} như JSON.") from error


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
