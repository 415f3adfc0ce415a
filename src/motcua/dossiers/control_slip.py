"""The control slip (form 06): every hand-over of the folder, told from the log of steps.

Nothing is kept for it. A folder that was given on within a step has a row for each who
signed, from the ledger; the rest is in the steps themselves.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.agencies.models import Officer
from motcua.agencies.selectors import DeskContext
from motcua.dossiers import forms
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models import Dossier, DossierEvent, Origin, Pause, Step
from motcua.dossiers.services.slips import applicant_of, slip_payload
from motcua.kernel import clock
from motcua.kernel.punctuality import by_day

LONGEST_NOTE: Final = 160
_READ: Final = (Action.ACCEPT, Action.TAKE, Action.ASSIGN)


def control_slip(dossier: Dossier, *, context: DeskContext, at: datetime) -> dict[str, Any]:
    """Return the facts of form 06 as they stand at ``at``."""
    accepted_at = dossier.accepted_at or dossier.submitted_at
    words = {
        "accepted_at": forms.instant(accepted_at),
        "due_at": forms.instant(dossier.due_at) if dossier.due_at else None,
        "steps": hand_overs(dossier),
    }
    applicant = applicant_of(dossier)
    return slip_payload(dossier, words, applicant=applicant, context=context, at=at)


def hand_overs(dossier: Dossier) -> list[dict[str, Any]]:
    """Return one row for each hand-over, in the order in which they were made."""
    steps = list(dossier.steps.select_related("agency", "received_by", "closed_by"))
    events = list(
        dossier.events.filter(action__in=_READ).select_related("actor").order_by("sequence")
    )
    pauses = list(dossier.pauses.all())
    handed_by = _name(next((e.actor for e in events if e.action == Action.ACCEPT), None))
    if dossier.origin == Origin.IMPORTED:
        handed_by = _("Hệ thống cũ")  # whoever moved it in had no folder in hand
    rows = []
    for step in steps:
        of_step = [event for event in events if event.payload.get("order") == step.order]
        rows += _rows_of(step, handed_by, of_step, pauses)
        handed_by = _name(step.closed_by)
    if dossier.finished_at is not None:
        rows.append(_last_row(dossier, handed_by))
    return rows


def _rows_of(
    step: Step, handed_by: str, events: Iterable[DossierEvent], pauses: Iterable[Pause]
) -> list[dict[str, Any]]:
    rows = [_row(step, step.opened_at, handed_by)]
    for event in events:
        if event.action == Action.TAKE:
            _sign(rows[-1], event.happened_at, event.actor)
        elif rows[-1]["received_at"] is not None and event.payload.get("officer") is not None:
            rows[-1]["note"] = _("Giao lại cho người khác")
            rows.append(_row(step, event.happened_at, _name(event.actor)))
    if rows[-1]["received_at"] is None and step.received_at is not None:
        _sign(rows[-1], step.received_at, step.received_by)
    if step.closed_at is not None and step.due_at is not None:
        rows[-1]["outcome"] = by_day(step.closed_at, step.due_at).label
    rows[-1]["note"] = _note(step, pauses) or None
    return rows


def _row(step: Step, handed_at: datetime, handed_by: str) -> dict[str, Any]:
    return {
        "unit": f"{step.name} ({step.agency.name})",
        "handed_at": forms.instant(handed_at),
        "handed_by": handed_by,
        "received_at": None,
        "received_by": None,
        "outcome": None,
        "note": None,
    }


def _sign(row: dict[str, Any], moment: datetime, officer: Officer | None) -> None:
    row["received_at"] = forms.instant(moment)
    row["received_by"] = _name(officer)


def _last_row(dossier: Dossier, handed_by: str) -> dict[str, Any]:
    finished_at = dossier.finished_at
    assert finished_at is not None  # noqa: S101 - the caller has looked
    note = _("Chờ trả kết quả")
    if dossier.returned_at is not None:
        note = _("Đã trả kết quả %(when)s") % {"when": _short(dossier.returned_at)}
    due_at = dossier.due_at
    return {
        "unit": dossier.desk.name,
        "handed_at": forms.instant(finished_at),
        "handed_by": handed_by,
        "received_at": None,
        "received_by": None,
        "outcome": by_day(finished_at, due_at).label if due_at is not None else None,
        "note": note,
    }


def _note(step: Step, pauses: Iterable[Pause]) -> str:
    """Return why the step ended as it did, what was said, and what it waited for."""
    ended: Mapping[str, str] = {
        Step.SENT_BACK: _("Trả lại bước trước."),
        Step.UNDONE: _("Đã hoàn tác."),
        Step.BROKEN_OFF: _("Hồ sơ dừng tại đây."),
    }
    parts = [ended.get(step.outcome, ""), _cut(step.note)]
    parts += [_pause_words(pause) for pause in pauses if _lies_in(pause, step)]
    return " ".join(part for part in parts if part)


def _lies_in(pause: Pause, step: Step) -> bool:
    return step.opened_at <= pause.started_at and (
        step.closed_at is None or pause.started_at < step.closed_at
    )


def _pause_words(pause: Pause) -> str:
    kind = pause.get_kind_display()
    if pause.ended_at is None:
        return _("%(kind)s từ %(since)s.") % {"kind": kind, "since": _short(pause.started_at)}
    return _("%(kind)s từ %(since)s đến %(until)s.") % {
        "kind": kind,
        "since": _short(pause.started_at),
        "until": _short(pause.ended_at),
    }


def _short(moment: datetime) -> str:
    return f"{clock.local(moment):%H:%M %d/%m}"


def _cut(text: str) -> str:
    tidy = " ".join(text.split())
    return tidy if len(tidy) <= LONGEST_NOTE else tidy[: LONGEST_NOTE - 1].rstrip() + "…"


def _name(officer: Officer | None) -> str:
    return officer.full_name if officer is not None else _("Hệ thống")
