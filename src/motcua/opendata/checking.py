"""Holding the open data to what was published beside them, for ``motcua verify``."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from motcua.documents.models import StoredFile
from motcua.documents.storage import storage
from motcua.dossiers.comparing import Difference
from motcua.opendata.dictionary import CSV_NAME, PARQUET_NAME
from motcua.opendata.models import OpenDataSet

_PIECE: Final = 1024 * 1024
GONE: Final = "không còn trong kho"


@dataclass(slots=True)
class PublishedCheck:
    """How many days were looked at, and what is not as it was published."""

    days: int = 0
    differences: list[Difference] = field(default_factory=list)


def check_published() -> PublishedCheck:
    """Compare the files of every day with the checksums published, and its root with the ledger.

    A content that many days share is read once.
    """
    check = PublishedCheck()
    digest = lru_cache(maxsize=None)(_digest)
    for one in OpenDataSet.objects.select_related("csv", "parquet", "closed_day").iterator():
        check.days += 1
        subject = f"Dữ liệu mở ngày {one.day:%d/%m/%Y}"
        check.differences += [Difference(subject, 0, said) for said in _faults(one, digest)]
    return check


def _faults(one: OpenDataSet, digest: Callable[[str], str]) -> Iterator[str]:
    published = {file["name"]: file["sha256"] for file in one.description["files"]}
    kept: dict[str, StoredFile] = {CSV_NAME: one.csv, PARQUET_NAME: one.parquet}
    for name, file in kept.items():
        found = digest(file.sha256)
        if not found == file.sha256 == published.get(name):
            yield f"tệp {name} {found}, đã công bố {published.get(name)}"
    ledger = one.description["ledger"]
    if one.closed_day is not None and ledger["root"] != one.closed_day.root:
        yield f"gốc của sổ đã công bố {ledger['root']}, trong sổ là {one.closed_day.root}"


def _digest(sha256: str) -> str:
    try:
        content = storage().open(sha256)
    except FileNotFoundError:
        return GONE
    digest = hashlib.sha256()
    with content:
        while piece := content.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
