"""The course of a dossier as it is stored, read for saying whose time it was."""

from collections.abc import Sequence
from datetime import datetime

from motcua.agencies.models import Agency
from motcua.agencies.selectors import calendar_of
from motcua.dossiers.attribution import (
    AnswerSpan,
    Course,
    PauseSpan,
    StepSpan,
    TimeSpent,
    time_spent,
)
from motcua.dossiers.models import Consultation, Dossier, Step
from motcua.kernel.workdays import Calendar


def time_spent_of(
    dossier: Dossier,
    at: datetime,
    *,
    steps: Sequence[Step] | None = None,
    answers: Sequence[Consultation] | None = None,
) -> TimeSpent:
    """Return whose time the dossier has taken until ``at``.

    ``steps`` and ``answers`` with their agencies, where they have been asked for already.
    Raises NoCalendarError.
    """
    if steps is None:
        steps = list(dossier.steps.select_related("agency"))
    if answers is None:
        answers = list(dossier.consultations.select_related("agency"))
    calendars: dict[int, Calendar] = {}
    asked = (row.agency for row in answers)
    for agency in (dossier.agency, *(step.agency for step in steps), *asked):
        _remember(calendars, agency)
    return time_spent(course_of(dossier, steps, answers, at), calendars)


def course_of(
    dossier: Dossier, steps: Sequence[Step], answers: Sequence[Consultation], at: datetime
) -> Course:
    """Return what happened to ``dossier`` until ``at``, or until it was over."""
    return Course(
        agency_id=dossier.agency_id,
        desk=dossier.desk.name,
        began=dossier.submitted_at,
        received=dossier.clock_from,
        done=dossier.finished_at,
        ended=dossier.ended_at or at,
        due=dossier.due_at,
        steps=[_step(dossier, step) for step in steps],
        pauses=[PauseSpan(pause.started_at, pause.ended_at) for pause in dossier.pauses.all()],
        answers=[_answer(row) for row in answers],
    )


def _step(dossier: Dossier, step: Step) -> StepSpan:
    return StepSpan(
        name=step.name,
        agency_id=step.agency_id,
        agency=step.agency.name,
        began=step.opened_at,
        ended=step.closed_at,
        budget_minutes=step.budget_minutes,
        is_linked=step.agency_id != dossier.agency_id,
    )


def _answer(row: Consultation) -> AnswerSpan:
    return AnswerSpan(
        agency_id=row.agency_id,
        agency=row.agency.name,
        asked=row.asked_at,
        due=row.due_at,
        ended=row.answered_at or row.closed_at,
    )


def _remember(calendars: dict[int, Calendar], agency: Agency) -> None:
    if agency.pk not in calendars:
        calendars[agency.pk] = calendar_of(agency)
