"""Writing folders of Parquet files of facts, whole or not at all. Needs the extra `analytics`."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from motcua.analytics.manifest import KIND, MANIFEST, PATTERN, YEAR, FilesError, Manifest
from motcua.analytics.schema import COLUMNS

_CHUNK: Final = 1 << 20


def write(
    folder: Path,
    batches: Iterable[pa.RecordBatch],
    *,
    source: str,
    formula: int,
    cut_off: str,
    waiting_is_settled: bool = True,
    report: Callable[[int], None] = lambda _done: None,
) -> Manifest:
    """Write ``batches`` into ``folder``, in the place of what this once wrote there before.

    Raises FilesError where something else stands there.
    """
    _refuse_what_is_not_ours(folder)
    draft = folder.with_name(f"{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir(parents=True)
        rows = _write_parts(draft, batches, report)
        files = tuple(_described(path, draft) for path in sorted(draft.glob(PATTERN)))
        manifest = Manifest(source, formula, rows, cut_off, waiting_is_settled, files)
        text = json.dumps({"kind": KIND, **asdict(manifest)}, ensure_ascii=False, indent=1)
        (draft / MANIFEST).write_text(text + "\n", encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest


def _refuse_what_is_not_ours(folder: Path) -> None:
    if folder.exists() and (
        not folder.is_dir() or (any(folder.iterdir()) and not (folder / MANIFEST).is_file())
    ):
        raise FilesError(f"{folder} đã có thứ khác. Hãy chọn một thư mục chưa có.")


def _write_parts(
    draft: Path, batches: Iterable[pa.RecordBatch], report: Callable[[int], None]
) -> int:
    writers: dict[int, pq.ParquetWriter] = {}
    rows = 0
    try:
        for batch in batches:
            years = pc.year(batch.column("accepted_on"))
            for year in sorted(pc.unique(years).to_pylist()):
                if year not in writers:
                    path = draft / f"{YEAR}={year}" / "part-0.parquet"
                    path.parent.mkdir()
                    writers[year] = pq.ParquetWriter(path, COLUMNS, compression="zstd")
                writers[year].write_batch(batch.filter(pc.equal(years, year)))
            rows += batch.num_rows
            report(rows)
        if not writers:  # an engine wants a file to know the columns by
            (draft / f"{YEAR}=0").mkdir()
            pq.write_table(COLUMNS.empty_table(), draft / f"{YEAR}=0" / "part-0.parquet")
    finally:
        for writer in writers.values():
            writer.close()
    return rows


def _described(path: Path, folder: Path) -> dict[str, Any]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return {
        "path": str(path.relative_to(folder)),
        "rows": pq.read_metadata(path).num_rows,
        "bytes": path.stat().st_size,
        "sha256": digest.hexdigest(),
    }
