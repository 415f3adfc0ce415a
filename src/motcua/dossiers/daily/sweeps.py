"""Mending what can be mended without asking anybody; the rest is found by ``stuck``."""

from datetime import datetime
from functools import partial

from django.db.models import Exists, OuterRef

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import RoleAssignment
from motcua.dossiers.daily.jobs import Report, in_batches
from motcua.dossiers.lifecycle import OPEN_STATES
from motcua.dossiers.locking import lock_dossier
from motcua.dossiers.models import Apology, Consultation, Step
from motcua.dossiers.services.stepping import redate_open_step
from motcua.dossiers.services.steps import assign_step
from motcua.kernel import clock

_OPEN = sorted(OPEN_STATES)


def mend_what_is_safe(*, at: datetime, report: Report) -> None:
    """Give steps of who left back to their role, date undated steps, close what nobody awaits.

    Each of these takes nothing from anybody: a step given to somebody who may no longer do it
    could be done by nobody; a step without a date follows the dossier's date, which stands;
    and no head waits for the answer to a question about a dossier that is over.
    """
    _give_back(at, report)
    _date_undated(report)
    _close_leftovers(at, report)


def _give_back(at: datetime, report: Report) -> None:
    held = RoleAssignment.objects.valid_on(clock.day_of(at)).filter(
        agency=OuterRef("agency"),
        role=OuterRef("role"),
        officer=OuterRef("assignee"),
        officer__is_active=True,
    )
    lost = Step.objects.filter(
        ~Exists(held),
        closed_at__isnull=True,
        assignee__isnull=False,
        dossier__state__in=_OPEN,
    )
    for batch in in_batches(lost.select_related("dossier")):
        for step in batch:
            give = partial(
                assign_step,
                step.dossier_id,
                order=step.order,
                officer_id=None,
                actor=SYSTEM,
                at=at,
            )
            report.attempt(str(step.dossier), give)


def _date_undated(report: Report) -> None:
    undated = Step.objects.filter(
        closed_at__isnull=True,
        due_at__isnull=True,
        dossier__state__in=_OPEN,
        dossier__due_at__isnull=False,
        dossier__clock_from__isnull=False,
    )
    for batch in in_batches(undated.select_related("dossier")):
        for step in batch:
            report.attempt(str(step.dossier), partial(_date, step.dossier_id))


def _date(dossier_id: int) -> None:
    dossier, _recorded_at = lock_dossier(dossier_id)
    redate_open_step(dossier)


def _close_leftovers(at: datetime, report: Report) -> None:
    over = Consultation.objects.filter(answered_at=None, closed_at=None)
    report.done += over.exclude(dossier__state__in=_OPEN).update(closed_at=at)
    drafts = Apology.objects.filter(signed_at=None, dropped_at=None)
    report.done += drafts.exclude(dossier__state__in=_OPEN).update(dropped_at=at)
