"""What an act leaves behind in the tables, said in its event, so that the tables can be checked.

The last event of every transaction carries ``kept``: the fields of the dossier's row that the
act changed, the due dates it issued, and the forms, of which only a salted commitment is told.
Instants are in UTC to the microsecond, as in the event itself.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from motcua.dossiers.ledger import commitment, instant
from motcua.dossiers.models import Dossier, DueDate, IssuedForm
from motcua.dossiers.replay import ROW_FIELDS


def plain(value: Any) -> Any:
    """Return a field's value as the ledger writes it: text, number or nothing."""
    if isinstance(value, datetime):
        return instant(value)
    return str(value) if isinstance(value, str) else value


def row_of(dossier: Dossier) -> dict[str, Any]:
    """Return the fields of the row that events answer for."""
    return {name: plain(getattr(dossier, name)) for name in ROW_FIELDS}


def changed(before: Mapping[str, Any], dossier: Dossier) -> dict[str, Any]:
    """Return those fields of the row that are not as they were ``before``."""
    missing = object()
    now = row_of(dossier)
    return {name: value for name, value in now.items() if before.get(name, missing) != value}


def date_facts(rows: Iterable[DueDate]) -> list[dict[str, Any]]:
    """Return what the ledger says of due dates issued."""
    return [
        {
            "kind": str(row.kind),
            "due_at": plain(row.due_at),
            "counted_from": instant(row.counted_from),
            "limit": [row.limit_value, str(row.limit_unit), str(row.policy)],
            "calendar": row.calendar_version_id,
        }
        for row in rows
    ]


def form_facts(forms: Iterable[IssuedForm], salt: str) -> list[dict[str, Any]]:
    """Return what the ledger says of forms issued: which, and a commitment to their words.

    ``salt`` is that of the dossier's personal data, of which a form is full; once it is
    erased, the commitment is silent.
    """
    return [
        {
            "kind": str(form.kind),
            "version": form.version,
            "commitment": commitment(salt, form.payload),
        }
        for form in forms
    ]


def kept(
    before: Mapping[str, Any],
    dossier: Dossier,
    dates: Iterable[DueDate] = (),
    forms: Iterable[IssuedForm] = (),
    salt: str = "",
) -> dict[str, Any]:
    """Return what the event of an act says under ``kept``; what is empty is left out."""
    found = {
        "row": changed(before, dossier),
        "dates": date_facts(dates),
        "forms": form_facts(forms, salt),
    }
    return {name: value for name, value in found.items() if value}
