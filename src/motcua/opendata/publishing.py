"""Writing the open data of a day, once; a worker's job, never a visitor's request."""

import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.documents.models import StoredFile
from motcua.documents.services import hash_of, store_made_file
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.models import ClosedDay
from motcua.indicators.facts import FORMULA
from motcua.indicators.keeping import Mark, mark
from motcua.indicators.rules import Rule, place_name, rule_on
from motcua.kernel import clock
from motcua.opendata import dictionary
from motcua.opendata.cells import cells_until, last_of_month_before
from motcua.opendata.dictionary import CSV_NAME, PARQUET_NAME
from motcua.opendata.files import CSV_TYPE, PARQUET_TYPE, write_csv, write_parquet
from motcua.opendata.models import OpenDataSet
from motcua.opendata.rarity import LEAST, Cell, without_rare

SCHEMA: Final = 1
"""Of the description and the columns; another number where a reader would have to change."""


def publish_open_data(*, at: datetime, report: Report) -> None:
    """Write the open data of today, if that has not been done and there is enough to tell."""
    day = clock.day_of(at)
    if OpenDataSet.objects.filter(day=day).exists():
        return
    counted = mark()
    if counted is None:
        report.problems.append((_("Dữ liệu mở"), _("Số liệu chưa được tính lần đầu.")))
        return
    report.attempt(f"{day:%d/%m/%Y}", lambda: publish_day(day, counted, at=at))


@transaction.atomic
def publish_day(day: date, counted: Mark, *, at: datetime) -> OpenDataSet | None:
    """Write the facts as of the last month that is over; None where there are too few for that.

    Of the running month nothing is told: who subtracted yesterday's file from today's would
    hold single dossiers in their hands.
    """
    as_of = last_of_month_before(day)
    rule = rule_on(as_of)
    cells = without_rare(cells_until(as_of, rule, cut_off=counted.counted_at))
    if not cells:
        return None
    files = _stored(cells, day, at)
    closed = ClosedDay.objects.filter(day__lt=day).order_by("-day").first()
    return OpenDataSet.objects.create(
        day=day,
        as_of=as_of,
        rows=len(cells),
        dossiers=sum(cell.count for cell in cells),
        csv=files[CSV_NAME],
        parquet=files[PARQUET_NAME],
        closed_day=closed,
        description={
            "day": day.isoformat(),
            "as_of": as_of.isoformat(),
            "cut_off": clock.local(counted.counted_at).isoformat(timespec="seconds"),
            **_described(rule, cells),
            **_sealed(files, closed),
        },
        written_at=at,
    )


def _stored(cells: list[Cell], day: date, at: datetime) -> dict[str, StoredFile]:
    folder = Path(settings.UPLOADS_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="du-lieu-mo-") as name:
        paths = {CSV_NAME: Path(name) / CSV_NAME, PARQUET_NAME: Path(name) / PARQUET_NAME}
        write_csv(cells, paths[CSV_NAME])
        write_parquet(paths[CSV_NAME], paths[PARQUET_NAME])
        types = {CSV_NAME: CSV_TYPE, PARQUET_NAME: PARQUET_TYPE}
        return {
            kind: store_made_file(
                path, hash_of(path), name=f"{day:%Y-%m-%d}-{kind}", content_type=types[kind], at=at
            )
            for kind, path in paths.items()
        }


def _described(rule: Rule, cells: list[Cell]) -> dict[str, Any]:
    """Return what is said of the content, whatever the day."""
    return {
        "schema": SCHEMA,
        "title": f"Hồ sơ thủ tục hành chính, {place_name()}",
        "publisher": place_name(),
        "licence": {"name": dictionary.LICENCE, "url": dictionary.LICENCE_URL},
        "formula": FORMULA,
        "counting_rule_from": rule.valid_from.isoformat(),
        "waiting_counts_as_settled": rule.waiting_counts_as_settled,
        "rare_below": LEAST,
        "rarity": dictionary.RARITY,
        "rows": len(cells),
        "dossiers": sum(cell.count for cell in cells),
        "columns": dictionary.described(),
    }


def _sealed(files: dict[str, StoredFile], closed: ClosedDay | None) -> dict[str, Any]:
    """Return what files and ledger can be held to."""
    ledger = None
    if closed is not None:
        ledger = {"day": closed.day.isoformat(), "root": closed.root, "hash": closed.hash}
    listed = [
        {"name": name, "bytes": file.size, "sha256": file.sha256} for name, file in files.items()
    ]
    return {"files": listed, "ledger": ledger}
