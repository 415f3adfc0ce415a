"""Reading the files of ``motcua.data``."""

import csv
import gzip
import io
import json
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(str(files("motcua") / "data"))


def read_text(path: Path) -> str:
    """Return the text of ``path``, unpacked when its name ends in ``.gz``."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    # Files saved by a spreadsheet begin with a byte order mark.
    return content.decode("utf-8-sig")


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file with a header line."""
    return list(csv.DictReader(io.StringIO(read_text(path), newline="")))


def read_json(path: Path) -> Any:
    """Return what a JSON file holds."""
    return json.loads(read_text(path))


def shipped_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a shipped CSV file, like ``units/2025_communes.csv.gz``."""
    return read_rows(DATA / name)


def shipped_json(name: str) -> Any:
    """Return what a shipped JSON file holds."""
    return read_json(DATA / name)
