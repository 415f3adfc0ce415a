"""Counting due dates again from what is stored: an issued row, or the dossier as it stands."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from motcua.agencies.selectors import calendar_version
from motcua.dossiers.models import Dossier, DueDate, Pause as PauseRow
from motcua.dossiers.promises import limit_from_row
from motcua.kernel import clock
from motcua.kernel.limits import Due, Limit, Pause, due

BASES: Final = (DueDate.Kind.PROMISE, DueDate.Kind.EXTENSION, DueDate.Kind.REOPENED)
"""The rows a date is counted from; the latest of them holds."""


def stored_due(row: DueDate) -> tuple[Due, Limit]:
    """Return the answer, with its explanation, and the limit of an issued date.

    Pauses count that began before the row was issued: it says what was known then.
    """
    pauses = [pause for pause in row.dossier.pauses.all() if pause.started_at < row.issued_at]
    return counted(row, kernel_pauses(pauses)), _limit(row)


def counted(row: DueDate, pauses: Iterable[Pause], as_of: datetime | None = None) -> Due:
    """Return the date ``row`` gives with ``pauses``, under the calendar it was issued with."""
    calendar = calendar_version(row.calendar_version_id)
    return due(clock.local(row.counted_from), _limit(row), calendar, pauses, as_of)


def basis_of(rows: Sequence[DueDate]) -> DueDate | None:
    """Return the row that the current date is counted from; None before there is a promise."""
    bases = [row for row in rows if row.kind in BASES]
    return max(bases, key=lambda row: row.pk) if bases else None


def kernel_pauses(rows: Iterable[PauseRow]) -> list[Pause]:
    """Return stored pauses as the kernel counts them; one over within its minute is left out."""
    return [
        Pause(clock.local(row.started_at), _local(row.ended_at), restarts=row.restarts)
        for row in rows
        if row.ended_at is None or _minute(row.ended_at) > _minute(row.started_at)
    ]


def current_due(dossier: Dossier, *, as_of: datetime | None = None) -> Due | None:
    """Return the date as it stands, with all pauses and the latest extension. Two queries.

    None before there is a promise. While a pause is open its ``due`` is None and
    ``provisional`` says what it would be if the pause ended at ``as_of``.
    """
    basis = basis_of(list(dossier.due_dates.all()))
    if basis is None:
        return None
    return counted(basis, kernel_pauses(dossier.pauses.all()), as_of)


def statutory_due(dossier: Dossier, *, as_of: datetime | None = None) -> Due | None:
    """Return the date that the law sets, with all pauses; None before there is a promise."""
    rows = [row for row in dossier.due_dates.all() if row.kind == DueDate.Kind.STATUTORY]
    if not rows:
        return None
    latest = max(rows, key=lambda row: row.pk)
    return counted(latest, kernel_pauses(dossier.pauses.all()), as_of)


def _limit(row: DueDate) -> Limit:
    return limit_from_row(row.limit_value, row.limit_unit, row.policy)


def _local(moment: datetime | None) -> datetime | None:
    return clock.local(moment) if moment is not None else None


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
