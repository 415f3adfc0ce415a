"""Cells as CSV and as Parquet; the second is made of the first, so both say the same."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import duckdb

from motcua.opendata.dictionary import COLUMNS, NAMES
from motcua.opendata.rarity import Cell

CSV_TYPE: Final = "text/csv"
PARQUET_TYPE: Final = "application/vnd.apache.parquet"
_MEMORY: Final = "512MB"
_NEVER: Final = "\\N"
"""What would stand for a value that is not there; there is none."""
_TYPES: Final = ", ".join(f"'{column.name}': '{column.type}'" for column in COLUMNS)


def write_csv(cells: Sequence[Cell], target: Path) -> None:
    """Write ``cells`` as CSV (RFC 4180, UTF-8 without a mark), in their order."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(NAMES)
        for cell in cells:
            writer.writerow([*cell.quasi, *cell.measures, cell.count])


def write_parquet(source: Path, target: Path) -> None:
    """Write the CSV file ``source`` as Parquet; the same file always gives the same bytes."""
    with duckdb.connect(":memory:") as database:
        database.execute(f"SET memory_limit = '{_MEMORY}'")
        database.execute("SET threads = 1")
        database.execute(
            f"COPY (SELECT * FROM read_csv({_quoted(source)}, header = true,"  # noqa: S608
            f" columns = {{{_TYPES}}}, nullstr = '{_NEVER}')) TO {_quoted(target)}"
            " (FORMAT parquet, COMPRESSION zstd)"
        )


def _quoted(path: Path) -> str:
    text = str(path).replace("'", "''")
    return f"'{text}'"
