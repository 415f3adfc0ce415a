"""The catalogue, stored with one published version each; a second time changes nothing.

What changed in the source since becomes a draft, so that nobody's terms move before an
administrator has read them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.db.models import OuterRef, Subquery

from motcua.kernel.limits import Limit, LimitUnit
from motcua.kernel.text import clean, fold, slug
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.process import Process, check_process
from motcua.procedures.services import limit_minutes, search_text_of
from motcua.reference.documents import Record, read_documents, read_folder, shipped_records
from motcua.reference.outcome import Outcome
from motcua.reference.shipped import shipped_json, shipped_rows
from motcua.reference.statistics import take_stock

IN_FORCE_SINCE: Final = date(2020, 1, 1)
"""The text is of 2026; it holds from 2020 here so that older dossiers can be kept under it."""
NOTE_OF_FIRST: Final = "Nhập từ dữ liệu công khai"
NOTE_OF_CHANGE: Final = "Nhập lại: nguồn đã thay đổi"
WARNING_OF_CHANGE: Final = (
    "Dữ liệu nhập khác bản đang áp dụng. Xin đọc lại rồi công bố, hoặc bỏ bản thảo này."
)
BATCH: Final = 500


class Sayings(NamedTuple):
    """How people call procedures, by code and by a piece of the name, and how known they are."""

    by_code: Mapping[str, list[str]]
    by_name: Sequence[tuple[str, list[str]]]
    popularity: Mapping[str, int]


def load_procedures(*, at: datetime) -> Outcome:
    """Store the shipped catalogue: 2,642 procedures of the portal and those of social policy."""
    return store_records(shipped_records(), at=at)


def import_procedures(path: Path, *, at: datetime) -> Outcome:
    """Store a folder of published tables or a JSON file. Raises FileError."""
    records = read_folder(path) if path.is_dir() else read_documents(path)
    return store_records(records, at=at)


@transaction.atomic
def store_records(records: Iterable[Record], *, at: datetime) -> Outcome:
    """Store new procedures as published, changed ones as drafts, and leave the rest alone."""
    processes = shipped_processes()
    wanted = {record.code: _with_process(record, processes) for record in records}
    known = {found.code: found for found in Procedure.objects.filter(code__in=wanted)}
    new = [record for code, record in wanted.items() if code not in known]
    _create(new, at=at)
    take_stock(Procedure, ProcedureVersion)
    drafts, waiting = _draft_changes(
        [record for code, record in wanted.items() if code in known], known
    )
    notes = []
    if drafts:
        notes.append(f"{drafts} thủ tục đã thay đổi ở nguồn và có bản thảo chờ đọc.")
    if waiting:
        notes.append(
            f"Đang có bản thảo của quản trị, nên chưa nhập thay đổi của: {', '.join(waiting)}."
        )
    return Outcome("Thủ tục", len(new), len(wanted) - len(new), tuple(notes))


def _create(records: Sequence[Record], *, at: datetime) -> None:
    sayings = shipped_sayings()
    procedures = [_procedure(record, sayings) for record in records]
    Procedure.objects.bulk_create(procedures, batch_size=BATCH)
    versions = ProcedureVersion.objects.bulk_create(
        (
            ProcedureVersion(
                procedure=procedure,
                number=1,
                status=ProcedureVersion.Status.PUBLISHED,
                valid_from=IN_FORCE_SINCE,
                content=record.content,
                warnings=list(record.warnings),
                change_note=NOTE_OF_FIRST,
                published_at=at,
            )
            for procedure, record in zip(procedures, records, strict=True)
        ),
        batch_size=BATCH,
    )
    # One statement for all: a row-by-row update of a whole catalogue takes seconds.
    Procedure.objects.filter(pk__in=[version.procedure_id for version in versions]).update(
        current_version=Subquery(
            ProcedureVersion.objects.filter(procedure=OuterRef("pk")).values("pk")[:1]
        )
    )


def _procedure(record: Record, sayings: Sayings) -> Procedure:
    name = record.content["name"]
    ways = list(sayings.by_code.get(record.code, ()))
    folded = fold(name)
    for piece, more in sayings.by_name:
        if piece in folded:
            ways += more
    procedure = Procedure(
        code=record.code,
        name=name,
        field=record.content["field"],
        field_slug=slug(record.content["field"])[:160],
        ministry=record.ministry,
        levels=list(record.levels),
        synonyms="\n".join(dict.fromkeys(ways)),
        popularity=sayings.popularity.get(record.code, 0),
    )
    procedure.search_text = search_text_of(procedure)
    return procedure


def _draft_changes(
    records: Sequence[Record], known: Mapping[str, Procedure]
) -> tuple[int, list[str]]:
    """Make a draft where the source says what no version says yet.

    Returns how many were made, and the codes whose draft an administrator is working on.
    """
    versions: dict[int, list[ProcedureVersion]] = {}
    for version in ProcedureVersion.objects.filter(procedure__code__in=[r.code for r in records]):
        versions.setdefault(version.procedure_id, []).append(version)
    made, waiting = 0, []
    for record in records:
        own = versions.get(known[record.code].pk, [])
        if any(version.content == record.content for version in own):
            continue
        draft = next((v for v in own if v.status == ProcedureVersion.Status.DRAFT), None)
        if draft is not None and draft.change_note != NOTE_OF_CHANGE:
            waiting.append(record.code)
            continue
        if draft is None:
            draft = ProcedureVersion(
                procedure=known[record.code],
                number=max((version.number for version in own), default=0) + 1,
                change_note=NOTE_OF_CHANGE,
            )
        draft.content = record.content
        draft.warnings = [WARNING_OF_CHANGE, *record.warnings]
        draft.save()
        made += 1
    return made, waiting


def shipped_sayings() -> Sayings:
    """Return how people call procedures; a row names a code, or a piece of the name."""
    by_code: dict[str, list[str]] = {}
    by_name = []
    for row in shipped_rows("texts/synonyms.csv"):
        ways = [clean(way) for way in row["ways"].split(";") if way.strip()]
        if row["code"]:
            by_code.setdefault(row["code"], []).extend(ways)
        else:
            by_name.append((fold(row["name_has"]), ways))
    popularity = {
        row["code"]: int(row["popularity"]) for row in shipped_rows("procedures/popularity.csv")
    }
    return Sayings(by_code, by_name, popularity)


def shipped_processes() -> dict[str, dict[str, Any]]:
    """Return the internal process of each procedure that has one of its own, by code."""
    return {
        code: {"steps": group["steps"]}
        for group in shipped_json("procedures/processes.json")
        for code in group["codes"]
    }


def _with_process(record: Record, processes: Mapping[str, dict[str, Any]]) -> Record:
    """Return ``record`` with its own process, unless publishing would refuse it."""
    document = processes.get(record.code)
    if document is None or record.content.get("process"):
        return record
    problems = check_process(
        Process.from_document(document), limit_minutes=shortest_limit(record.content)
    )
    if problems:
        return replace(record, warnings=(*record.warnings, *problems))
    return replace(record, content={**record.content, "process": document})


def shortest_limit(content: Mapping[str, Any]) -> int | None:
    """Return the shortest limit of the channels in working minutes, None when none counts so."""
    limits = [channel["limit"] for channel in content["channels"] if channel["limit"]]
    minutes = [limit_minutes(Limit(limit["value"], LimitUnit(limit["unit"]))) for limit in limits]
    return min((known for known in minutes if known is not None), default=None)
