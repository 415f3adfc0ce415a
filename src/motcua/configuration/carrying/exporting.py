"""All of configuration as files: the same configuration makes the same files."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from motcua.agencies.models import Officer
from motcua.configuration.carrying import documents
from motcua.configuration.carrying.kinds import ALL, Kind
from motcua.configuration.carrying.rows import Names, key_in, rows

MANIFEST: Final = "motcua-configuration.json"
FORMAT: Final = "motcua-configuration"
EDITION: Final = 1
PROCEDURES: Final = "procedures"
EFORMS: Final = "eforms"
QUESTIONNAIRES: Final = "questionnaires"
_UNFIT: Final = re.compile(r"[^0-9A-Za-z._-]+")


def export() -> Iterator[tuple[str, bytes]]:
    """Yield the address in the folder and the content of every file, no address twice."""
    seen: set[str] = set()
    for address, content in _export():
        stem, dot, ending = address.rpartition(".")
        number = 1
        while address in seen:
            number += 1
            address = f"{stem}-{number}{dot}{ending}"  # noqa: PLW2901
        seen.add(address)
        yield address, content


def _export() -> Iterator[tuple[str, bytes]]:
    names = Names()
    yield MANIFEST, documents.written({"format": FORMAT, "edition": EDITION})
    for kind in ALL:
        yield from _files_of(kind, names)
    for folder, found in (
        (EFORMS, documents.eforms()),
        (PROCEDURES, documents.procedures()),
        (QUESTIONNAIRES, documents.questionnaire_files()),
    ):
        for code, content in found:
            yield f"{folder}/{_UNFIT.sub('-', code)}.json", content


def _files_of(kind: Kind, names: Names) -> Iterator[tuple[str, bytes]]:
    found = sorted(carried(kind, names), key=lambda row: _order(kind, row))
    if not kind.is_folder:
        yield f"{kind.name}.json", _table(found)
        return
    for row in found:
        name = "-".join(str(part) for part in key_in(kind, row))
        yield f"{kind.name}/{_UNFIT.sub('-', name)}.json", documents.written(row)


def carried(kind: Kind, names: Names) -> list[dict[str, Any]]:
    """Return the rows of a kind as they stand in files."""
    found = list(rows(kind, names))
    if kind.model is Officer:
        usernames = dict(
            Officer.objects.filter(account__isnull=False).values_list("pk", "account__username")
        )
        for number, row in found:
            row["username"] = usernames.get(number)
    return [row for _number, row in found]


def _order(kind: Kind, row: dict[str, Any]) -> str:
    return json.dumps([row[name] for name in kind.key], ensure_ascii=False)


def _table(found: list[dict[str, Any]]) -> bytes:
    """Return rows as a list of JSON with one row on a line, so that two can be compared."""
    lines = (json.dumps(row, ensure_ascii=False, sort_keys=True) for row in found)
    body = ",\n".join(lines)
    return f"[\n{body}\n]\n".encode() if found else b"[]\n"
