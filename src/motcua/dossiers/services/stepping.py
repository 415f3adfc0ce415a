"""Opening and closing steps: what every act that moves a dossier along is made of."""

from datetime import datetime
from typing import Final

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.selectors import agency_by_code, calendar_of
from motcua.dossiers.acts import Doing
from motcua.dossiers.lifecycle import Action, State
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.reckoning import kernel_pauses
from motcua.dossiers.step_dates import step_dates
from motcua.procedures.process import ProcessStep

# Asked in every act, so written out; the database lets one be open.
_OPEN_STEP: Final = "SELECT * FROM dossiers_step WHERE dossier_id = %s AND closed_at IS NULL"


def open_step_of(dossier: Dossier) -> Step | None:
    """Return the step in which the dossier is; None before the first and after the last."""
    return next(iter(Step.objects.raw(_OPEN_STEP, [dossier.pk])), None)


def agency_of_step(dossier: Dossier, definition: ProcessStep, stamp: int) -> Agency:
    """Return who does a step: the deciding agency, or the one that a linked process names.

    Raises AgencyError when the process names an agency that does not exist.
    """
    if not definition.agency:
        return dossier.agency
    return agency_by_code(definition.agency, stamp)


def new_step(
    dossier: Dossier, definition: ProcessStep, agency: Agency, *, order: int, at: datetime
) -> Step:
    """Return the step as it begins at ``at``, with its dates, unsaved."""
    step = Step(
        dossier_id=dossier.pk,
        order=order,
        key=definition.key,
        name=definition.name,
        agency=agency,
        role=definition.role,
        budget_minutes=definition.budget_minutes,
        opened_at=at,
    )
    date_step(step, dossier)
    return step


def date_step(step: Step, dossier: Dossier, *, with_pauses: bool = False) -> None:
    """Set until when ``step`` should be done, by its agency's calendar; the caller saves.

    ``with_pauses`` asks for those that lie inside the step; a new one has none.
    """
    found = step_dates(
        step.opened_at,
        step.budget_minutes,
        dossier_due_at=dossier.due_at,
        clock_from=dossier.clock_from,
        calendar=calendar_of(step.agency),
        warn_percent=step.agency.warn_percent,
        pauses=kernel_pauses(dossier.pauses.all()) if with_pauses else (),
    )
    step.due_at, step.warn_at = found.due_at, found.warn_at


def redate_open_step(dossier: Dossier) -> None:
    """Let the open step follow a due date that has moved."""
    step = dossier.steps.filter(closed_at__isnull=True).select_related("agency").first()
    if step is not None:
        date_step(step, dossier, with_pauses=True)
        step.save(update_fields=["due_at", "warn_at"])


def close_step(step: Step, outcome: str, note: str, *, actor: Actor, at: datetime) -> None:
    """Close ``step``; whoever closes it hands the folder over.

    One who never signed for it did so by doing it.
    """
    if step.received_at is None and outcome not in (Step.UNDONE, Step.BROKEN_OFF):
        step.received_at = at
        step.received_by_id = actor.officer_id
    step.closed_at = at
    step.closed_by_id = actor.officer_id
    step.outcome = outcome
    step.note = note
    step.save(
        update_fields=["received_at", "received_by", "closed_at", "closed_by", "outcome", "note"]
    )


def begin_handling(work: Doing, behalf: int | None) -> None:
    """Move an accepted dossier into handling; nothing when it already is."""
    if work.state is State.ACCEPTED:
        work.record(Action.START, behalf=behalf)


def break_off(work: Doing) -> None:
    """Close the open step and the open questions to others: the dossier ends elsewhere."""
    step = open_step_of(work.dossier)
    if step is not None:
        close_step(step, Step.BROKEN_OFF, "", actor=work.actor, at=work.at)
    work.dossier.consultations.filter(answered_at=None, closed_at=None).update(closed_at=work.at)


__all__ = [
    "agency_of_step",
    "begin_handling",
    "break_off",
    "close_step",
    "date_step",
    "new_step",
    "open_step_of",
    "redate_open_step",
]
