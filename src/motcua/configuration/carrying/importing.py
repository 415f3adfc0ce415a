"""Files of configuration taken over: everything or nothing, in one transaction, with what changes.

Nothing is ever deleted: what files do not name stays as it is.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import CalendarLayer
from motcua.agencies.services import freeze_calendars, layer_document, require_administrator
from motcua.configuration.acting import because
from motcua.configuration.carrying import documents, exporting
from motcua.configuration.carrying.kinds import ALL, KINDS, OF_PROCEDURES, Kind
from motcua.configuration.carrying.outcome import ConfigurationFilesError, Outcome, Problem
from motcua.configuration.carrying.rows import Names
from motcua.configuration.carrying.taking import take_rows
from motcua.kernel.errors import DomainError
from motcua.kernel.workdays import CalendarError, Layer

_CALENDARS: Final = {"units", "agencies", "calendars", "calendar-hours", "calendar-days"}
_Take = Callable[[str, bytes, dict[str, Any], documents.Work], None]
_DOCUMENTS: Final[dict[str, _Take]] = {
    exporting.EFORMS: documents.take_eform,
    exporting.PROCEDURES: documents.take_procedure,
    exporting.QUESTIONNAIRES: documents.take_questionnaire,
}
Parsed = dict[str, Any]


@transaction.atomic
def take_over(
    files: Mapping[str, bytes],
    *,
    actor: Actor,
    at: datetime,
    is_publishing: bool,
    is_rehearsal: bool,
    reason: str = "",
) -> Outcome:
    """Take ``files`` over, or (``is_rehearsal``) only say what would change.

    Raises ConfigurationFilesError with every mistake; nothing is changed then.
    """
    require_administrator(actor)
    parsed = _read(files)
    work = documents.Work(actor, at, is_publishing)
    with because(reason or _("Nhập cấu hình từ tệp")):
        _take_all(parsed, files, work)
    if work.problems:
        raise ConfigurationFilesError(work.problems)
    if is_rehearsal:
        transaction.set_rollback(True)
    return work.outcome


def _take_all(parsed: Mapping[str, Parsed], files: Mapping[str, bytes], work: Any) -> None:
    names = Names()
    for kind in KINDS:
        take_rows(kind, _rows_of(kind, parsed, work), names, work)
    if work.problems:
        return  # what follows would only complain of what is missing
    if any(one.file.split(".")[0] in _CALENDARS for one in work.outcome.differences):
        _freeze(work)
    for folder, take in _DOCUMENTS.items():
        for file, document in _in_folder(folder, parsed):
            _take_document(take, file, files[file], document, work)
    fresh = Names()
    for kind in OF_PROCEDURES:
        take_rows(kind, _rows_of(kind, parsed, work), fresh, work)


def _take_document(take: _Take, file: str, raw: bytes, document: Any, work: Any) -> None:
    if not isinstance(document, dict):
        work.problems.append(Problem(file, "", _("phải là một đối tượng JSON")))
        return
    try:
        with transaction.atomic():
            take(file, raw, document, work)
    except DomainError as error:
        work.problems.append(Problem(file, str(document.get("code", ""))[:60], str(error)))


def _read(files: Mapping[str, bytes]) -> dict[str, Parsed]:
    """Return what the files say. Raises ConfigurationFilesError where they are not ours."""
    problems: list[Problem] = []
    parsed: dict[str, Parsed] = {}
    known = {f"{kind.name}.json" for kind in ALL if not kind.is_folder}
    folders = {kind.name for kind in ALL if kind.is_folder} | set(_DOCUMENTS)
    for file, raw in files.items():
        folder, slash, _name = file.partition("/")
        is_ours = file in known or file == exporting.MANIFEST or (slash and folder in folders)
        if not is_ours or not file.endswith(".json"):
            problems.append(Problem(file, "", _("không phải tệp cấu hình; xin bỏ tệp này ra")))
            continue
        try:
            parsed[file] = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
        except UnicodeDecodeError:
            problems.append(Problem(file, "", _("không phải chữ UTF-8")))
        except json.JSONDecodeError as error:
            place = _("dòng %(line)d") % {"line": error.lineno}
            problems.append(Problem(file, place, _("không phải JSON")))
        except (RecursionError, ValueError):
            problems.append(Problem(file, "", _("không phải JSON")))
    _require_manifest(parsed, problems)
    if problems:
        raise ConfigurationFilesError(problems)
    return parsed


def _no_number(said: str) -> Any:
    raise ValueError(said)


def _require_manifest(parsed: Mapping[str, Any], problems: list[Problem]) -> None:
    file = exporting.MANIFEST
    manifest = parsed.get(file)
    if not isinstance(manifest, dict) or manifest.get("format") != exporting.FORMAT:
        problems.append(Problem(file, "format", _("thiếu, hoặc không phải tệp xuất của Một Cửa")))
    elif manifest.get("edition") != exporting.EDITION:
        problems.append(
            Problem(file, "edition", _("tệp của bản khác; xin cập nhật hệ thống rồi nhập"))
        )


def _in_folder(folder: str, parsed: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    return sorted((file, one) for file, one in parsed.items() if file.startswith(f"{folder}/"))


def _rows_of(kind: Kind, parsed: Mapping[str, Any], work: Any) -> list[tuple[str, Any]]:
    """Return the rows of a kind, each with its file."""
    if kind.is_folder:
        return list(_in_folder(kind.name, parsed))
    file = f"{kind.name}.json"
    found = parsed.get(file, [])
    if not isinstance(found, list):
        work.problems.append(Problem(file, "", _("phải là một danh sách")))
        return []
    return [(file, row) for row in found]


def _freeze(work: Any) -> None:
    """Let new promises use the calendars that were taken over."""
    layers = CalendarLayer.objects.prefetch_related("hours", "days")
    try:
        for layer in layers:
            Layer.from_dict(layer_document(layer))
        for layer in sorted(layers, key=lambda one: (one.agency_id or 0, one.province_id or 0)):
            freeze_calendars(layer)
            if layer.agency_id is None and layer.province_id is None:
                break  # it reaches every agency
    except CalendarError as error:
        work.problems.append(Problem("calendars.json", "", str(error)))
