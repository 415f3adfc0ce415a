"""Counting due dates again from what is stored, and telling how they came about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from motcua.agencies.selectors import calendar_version
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, DueDate, Pause as PauseRow
from motcua.dossiers.old_promises import due_as_promised
from motcua.dossiers.promises import limit_from_row
from motcua.kernel import clock
from motcua.kernel.explanations import ExplainedDay
from motcua.kernel.limits import Due, Limit, Pause, due

BASES: Final = (
    DueDate.Kind.PROMISE,
    DueDate.Kind.IMPORTED,
    DueDate.Kind.EXTENSION,
    DueDate.Kind.REOPENED,
)
"""The rows a date is counted from; the latest of them holds."""
_WAITED: Final = frozenset(
    {
        State.AWAITING_SUPPLEMENT,
        State.AWAITING_PAYMENT,
        State.WITHDRAWN,
        State.STOPPED,
    }
)
"""States in which there may be a pause that no row of dates tells of."""
_ACCEPTED: Final = "Tiếp nhận hồ sơ"
_PAUSED: Final = ("Tạm dừng từ", "Lần tạm dừng")
_BEFORE: Final = "ở trước khi tiếp nhận"  # also one that began the very minute


def counted(row: DueDate, pauses: Iterable[Pause], as_of: datetime | None = None) -> Due:
    """Return the date ``row`` gives with ``pauses``, under the calendar it was issued with."""
    calendar = calendar_version(row.calendar_version_id)
    if row.kind == DueDate.Kind.IMPORTED:
        assert row.due_at is not None  # noqa: S101 - moved in with its date
        return due_as_promised(
            row.due_at, row.counted_from, limit_of(row), calendar, pauses=pauses, as_of=as_of
        )
    return due(clock.local(row.counted_from), limit_of(row), calendar, pauses, as_of)


def basis_of(rows: Sequence[DueDate]) -> DueDate | None:
    """Return the row that the current date is counted from; None before there is a promise."""
    bases = [row for row in rows if row.kind in BASES]
    return max(bases, key=lambda row: row.pk) if bases else None


def counting_pauses(dossier: Dossier, rows: Iterable[PauseRow]) -> list[PauseRow]:
    """Return the pauses that concern the date: none that began when all was done already.

    A finished dossier may still wait for money before its result is handed over.
    """
    finished_at = dossier.finished_at
    return [row for row in rows if finished_at is None or row.started_at < finished_at]


def kernel_pauses(rows: Iterable[PauseRow]) -> list[Pause]:
    """Return stored pauses as the kernel counts them; one over within its minute is left out."""
    return [
        Pause(clock.local(row.started_at), _local(row.ended_at), restarts=row.restarts)
        for row in rows
        if row.ended_at is None or to_the_minute(row.ended_at) > to_the_minute(row.started_at)
    ]


def current_due(dossier: Dossier, *, as_of: datetime | None = None) -> Due | None:
    """Return the date as it stands, with all pauses and the latest extension. Two queries.

    None before there is a promise. While a pause is open its ``due`` is None and
    ``provisional`` says what it would be if the pause ended at ``as_of``.
    """
    basis = basis_of(list(dossier.due_dates.all()))
    if basis is None:
        return None
    pauses = counting_pauses(dossier, dossier.pauses.all())
    return counted(basis, kernel_pauses(pauses), as_of)


def statutory_due(dossier: Dossier, *, as_of: datetime | None = None) -> Due | None:
    """Return the date that the law sets, with all pauses; None before there is a promise."""
    rows = [row for row in dossier.due_dates.all() if row.kind == DueDate.Kind.STATUTORY]
    if not rows:
        return None
    latest = max(rows, key=lambda row: row.pk)
    pauses = counting_pauses(dossier, dossier.pauses.all())
    return counted(latest, kernel_pauses(pauses), as_of)


@dataclass(frozen=True, slots=True)
class Explained:
    """The date as it stands and everything that made it so.

    ``at`` is the date, while the applicant has the move (``is_provisional``) what it would be
    if the answer came now. ``days`` are the lines of the count, ``pauses_told`` a sentence for
    each pause. ``moved_from`` are the dates that held before, the oldest first. ``first_leg_at``
    is until when the first agency of a linked procedure should be done.
    """

    basis: DueDate
    limit: Limit
    at: datetime | None
    is_provisional: bool
    days: list[ExplainedDay]
    pauses_told: list[str]
    warnings: tuple[str, ...]
    moved_from: list[datetime]
    statutory: DueDate | None
    first_leg_at: datetime | None

    @property
    def is_extension(self) -> bool:
        """Say whether the date was set by an apology."""
        return self.basis.kind == DueDate.Kind.EXTENSION

    @property
    def is_reopened(self) -> bool:
        """Say whether the date was set when the dossier was opened again."""
        return self.basis.kind == DueDate.Kind.REOPENED

    @property
    def is_imported(self) -> bool:
        """Say whether the date was promised by the system before this one."""
        return self.basis.kind == DueDate.Kind.IMPORTED

    @property
    def is_expected(self) -> bool:
        """Say whether the competent agency has not received the dossier yet."""
        return self.basis.kind == DueDate.Kind.EXPECTED


def explained(dossier: Dossier, at: datetime) -> Explained | None:
    """Return the date of ``dossier`` as it stands at ``at``, with its reasons.

    None before anything was promised or expected. One query for an ordinary dossier, two for
    one that waited.
    """
    rows = list(dossier.due_dates.all())
    basis = basis_of(rows) or _latest(rows, DueDate.Kind.EXPECTED)
    if basis is None:
        return None
    pauses: list[PauseRow] = []
    if _has_waited(dossier, rows):
        pauses = counting_pauses(dossier, dossier.pauses.all())
    # One that was over when this date was set has nothing to do with it.
    begins = to_the_minute(basis.counted_from)
    pauses = [
        row for row in pauses if row.ended_at is None or to_the_minute(row.ended_at) > begins
    ]
    answer = counted(basis, kernel_pauses(pauses), at)
    reasons = answer.explanation
    return Explained(
        basis=basis,
        limit=limit_of(basis),
        at=answer.due or answer.provisional,
        is_provisional=answer.due is None,
        days=_told_from(basis, reasons.days),
        pauses_told=[
            text for text in reasons.sentences if text.startswith(_PAUSED) and _BEFORE not in text
        ],
        warnings=answer.warnings,
        moved_from=_moved_from(rows, answer.due),
        statutory=_latest(rows, DueDate.Kind.STATUTORY),
        first_leg_at=_first_leg(rows, basis, pauses, at),
    )


def limit_of(row: DueDate) -> Limit:
    """Return the limit that ``row`` was counted with."""
    return limit_from_row(row.limit_value, row.limit_unit, row.policy)


def to_the_minute(moment: datetime) -> datetime:
    """Return ``moment`` as the kernel counts it: without its seconds."""
    return moment.replace(second=0, microsecond=0)


def _has_waited(dossier: Dossier, rows: Sequence[DueDate]) -> bool:
    """Say whether there can be pauses that concern the date.

    Each one that moved the date and is over left a row, unless it ended with the dossier; an
    open one shows in the state.
    """
    return (
        State(dossier.state) in _WAITED
        or (dossier.clock_from is not None and dossier.due_at is None)
        or any(row.kind == DueDate.Kind.RECOMPUTED for row in rows)
    )


def _latest(rows: Sequence[DueDate], kind: str) -> DueDate | None:
    found = [row for row in rows if row.kind == kind]
    return max(found, key=lambda row: row.pk) if found else None


def _first_leg(
    rows: Sequence[DueDate], basis: DueDate, pauses: Iterable[PauseRow], at: datetime
) -> datetime | None:
    """Return the date of the first leg with all pauses; None once a new date holds for all."""
    leg = _latest(rows, DueDate.Kind.FIRST_LEG)
    if leg is None or basis.kind not in (DueDate.Kind.PROMISE, DueDate.Kind.EXPECTED):
        return None
    answer = counted(leg, kernel_pauses(pauses), at)
    return answer.due or answer.provisional


def _moved_from(rows: Sequence[DueDate], holds: datetime | None) -> list[datetime]:
    dates: list[datetime] = []
    for row in sorted(rows, key=lambda row: row.pk):
        is_promised = row.kind in (*BASES, DueDate.Kind.RECOMPUTED)
        if is_promised and row.due_at is not None and row.due_at not in dates:
            dates.append(row.due_at)
    return [moment for moment in dates if moment != holds]


def _told_from(basis: DueDate, days: list[ExplainedDay]) -> list[ExplainedDay]:
    """Name the event that the count begins with by what it was."""
    events = {
        DueDate.Kind.EXTENSION: _("Xin lỗi và hẹn lại"),
        DueDate.Kind.REOPENED: _("Mở lại hồ sơ"),
        DueDate.Kind.IMPORTED: _("Chuyển từ hệ thống cũ"),
    }
    event = events.get(DueDate.Kind(basis.kind))
    if event is None or not days:
        return days
    first, *others = days
    return [replace(first, text=first.text.replace(_ACCEPTED, event, 1)), *others]


def _local(moment: datetime | None) -> datetime | None:
    return clock.local(moment) if moment is not None else None
