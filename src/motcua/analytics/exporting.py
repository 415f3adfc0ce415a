"""The facts of the database as Parquet files, in one snapshot of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from django.db import connection
from django.utils.translation import gettext as _

from motcua.analytics import files
from motcua.analytics.manifest import FilesError, Manifest
from motcua.analytics.schema import COLUMNS, STORED
from motcua.dossiers.verification import one_snapshot
from motcua.indicators.facts import FORMULA
from motcua.indicators.keeping import mark
from motcua.indicators.rules import rule_on
from motcua.kernel import clock

SOURCE: Final = "database"
BATCH: Final = 50_000
_FACTS: Final = f"""
    SELECT {", ".join(f"fact.{name}" for name in STORED)},
        agency.code, procedure.code, procedure.field
    FROM indicators_dossierfact AS fact
    JOIN agencies_agency AS agency ON agency.id = fact.agency_id
    JOIN procedures_procedure AS procedure ON procedure.id = fact.procedure_id
    ORDER BY fact.dossier_id
"""  # noqa: S608 - names of our own columns


def build(folder: Path, report: Callable[[int], None] = lambda _done: None) -> Manifest:
    """Write all facts into ``folder``. No personal data are in them.

    Raises FilesError while the facts are being derived anew, or where other things stand there.
    """
    with one_snapshot():  # the mark and the facts are of one instant
        counted = mark()
        if counted is None:
            raise FilesError(_("Số liệu đang được dựng lại ở một nơi khác. Xin chạy lại sau."))
        return files.write(
            folder,
            _batches(),
            source=SOURCE,
            formula=FORMULA,
            cut_off=counted.counted_at.isoformat(),
            waiting_is_settled=rule_on(clock.day_of(counted.counted_at)).waiting_counts_as_settled,
            report=report,
        )


def _batches() -> Iterator[pa.RecordBatch]:
    """Yield the facts as the database gives them, one batch of them in memory."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_FACTS)
        while rows := cursor.fetchmany(BATCH):
            yield _batch(rows)


def _batch(rows: list[tuple[Any, ...]]) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    return pa.RecordBatch.from_arrays(
        [pa.array(values, field.type) for values, field in zip(columns, COLUMNS, strict=True)],
        schema=COLUMNS,
    )
