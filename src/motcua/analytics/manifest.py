"""What stands in a folder of files of facts. Needs nothing to be read."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

from motcua.kernel.errors import DomainError

MANIFEST: Final = "manifest.json"
YEAR: Final = "accepted_year"
"""By what the files are parted, in folders: ``accepted_year=2026``."""
PATTERN: Final = f"{YEAR}=*/*.parquet"
KIND: Final = "motcua-facts"


class FilesError(DomainError):
    """There are no files of facts, or they cannot be written there."""

    code: ClassVar[str] = "analytics-files"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in a folder, and by what to count it: the cut-off, and the rule of waiting."""

    source: str
    formula: int
    rows: int
    cut_off: str
    waiting_is_settled: bool
    files: tuple[dict[str, Any], ...] = ()


def manifest_of(folder: Path) -> Manifest:
    """Return what stands in ``folder``. Raises FilesError."""
    try:
        document = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        kind = document.pop("kind")
        document["files"] = tuple(document["files"])
        manifest = Manifest(**document)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FilesError(
            f"Không có tệp số liệu ở {folder}. Hãy chạy “motcua analytics build” trước."
        ) from error
    if kind != KIND:
        raise FilesError(f"{folder} không phải thư mục số liệu.")
    present = {str(path.relative_to(folder)) for path in folder.glob(PATTERN)}
    if present != {one["path"] for one in manifest.files}:
        raise FilesError(f"Tệp trong {folder} không khớp danh sách {MANIFEST}: hãy dựng lại.")
    return manifest
