"""What happens after acceptance: reception by the competent agency, and one step after another."""

from datetime import datetime
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.roles import STEP_ROLES
from motcua.agencies.selectors import DeskContext, calendar_of
from motcua.dossiers import rights
from motcua.dossiers.acts import Doing, doing
from motcua.dossiers.lifecycle import Action, DeliveryState, next_state
from motcua.dossiers.models import Dossier, DossierPersonalData, DueDate, Step
from motcua.dossiers.policies import require_can_do_step
from motcua.dossiers.promises import promise
from motcua.dossiers.services.acceptance import due_date_rows, promise_facts, start_clock
from motcua.dossiers.services.meanwhile import StepError, gone_since
from motcua.dossiers.services.receipts import (
    announcement,
    limit_of_row,
    replace_receipt,
    stored_people,
)
from motcua.dossiers.services.reuse import hold_result
from motcua.dossiers.services.stepping import (
    agency_of_step,
    begin_handling,
    close_step,
    new_step,
    open_step_of,
    redate_open_step,
)
from motcua.kernel.errors import DomainError
from motcua.kernel.punctuality import by_day
from motcua.procedures.process import END
from motcua.procedures.selectors import content_of

__all__ = [
    "ReceptionError",
    "StepError",
    "complete_step",
    "receive_dossier",
    "step_in_hand",
]


class ReceptionError(DomainError):
    """There is nothing to receive."""

    code: ClassVar[str] = "reception"


def receive_dossier(
    dossier_id: int, *, context: DeskContext, actor: Actor, at: datetime
) -> Dossier:
    """Let the competent agency receive a dossier accepted elsewhere: its clock starts now.

    The expected date becomes a promise, receipt version 2 is issued and announced.
    ``context`` is the desk that accepted. Legal source: Nghị định 309/2026/NĐ-CP.
    """
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        if actor is not SYSTEM and not actor.has(*STEP_ROLES, agency_id=dossier.agency_id):
            raise PermissionDenied
        next_state(work.state, Action.RECEIVE)
        if dossier.clock_from is not None:
            raise ReceptionError(_("Cơ quan giải quyết đã nhận hồ sơ này rồi."))
        expected = {row.kind: row for row in dossier.due_dates.order_by("-id")}
        leg = expected.get("first_leg")
        promised = promise(
            at,
            limit_of_row(expected["expected"]),
            limit_of_row(expected["statutory"]),
            calendar_of(dossier.agency),
            limit_of_row(leg) if leg is not None else None,
        )
        start_clock(dossier, promised)
        work.dated(*DueDate.objects.bulk_create(due_date_rows(dossier, promised, at=at)))
        redate_open_step(dossier)
        personal = DossierPersonalData.objects.get(dossier=dossier)
        reason = _("Cơ quan giải quyết đã nhận hồ sơ, ngày hẹn tính từ lúc nhận.")
        receipt = replace_receipt(
            dossier, personal, reason=reason, context=context, actor=actor, at=at
        )
        work.issued(receipt)
        behalf = actor.acting_for(STEP_ROLES, dossier.agency_id)
        work.record(Action.RECEIVE, promise_facts(dossier, promised), behalf=behalf)
        email = stored_people(personal)["applicant"].email
        work.tell(lambda: announcement(dossier, "received", email, context=context, at=at))
    return dossier


def complete_step(
    dossier_id: int,
    *,
    outcome: str,
    order: int | None = None,
    note: str = "",
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> Dossier:
    """Close the open step with ``outcome`` and open what follows, or finish the dossier.

    ``order`` is that of the step the officer has seen; None takes whichever is open.
    ``context`` is the desk that accepted, from which the applicant is told when the result
    is ready. Raises PermissionDenied unless the step's role is held or covered, StepError
    when the step is closed already, the outcome is none of its, or the result is missing;
    IllegalTransitionError.
    """
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        step = step_in_hand(work, order)
        process = content_of(dossier.procedure_version_id, context.stamp).process
        definition = process.step(step.key)
        chosen = definition.outcome(outcome) if definition else None
        if chosen is None:
            raise StepError(_("Xin chọn một kết quả của bước “%(step)s”.") % {"step": step.name})
        behalf = rights.behalf(actor, Action.COMPLETE_STEP, dossier, step)
        begin_handling(work, behalf)
        next_state(work.state, Action.COMPLETE_STEP)
        close_step(step, outcome, note, actor=actor, at=at)
        facts = {"step": step.key, "outcome": outcome, "order": step.order, "next": chosen.next}
        work.record(Action.COMPLETE_STEP, facts, behalf=behalf)
        if chosen.next == END:
            _finish(work, behalf, needs_result=process.needs_result, context=context)
        else:
            following = process.step(chosen.next)
            if following is None:
                raise StepError(
                    _("Quy trình không có bước kế tiếp. Quản trị hệ thống cần xem lại.")
                )
            agency = agency_of_step(dossier, following, context.stamp)
            work.insert(new_step(dossier, following, agency, order=step.order + 1, at=at))
    return dossier


def step_in_hand(work: Doing, order: int | None, found: Step | None = None) -> Step:
    """Return the open step, if it is the one seen (``order``) and the actor may do it.

    ``found`` is the open step where it has been asked for already. Raises StepError, which
    says who was quicker, and PermissionDenied.
    """
    step = found or open_step_of(work.dossier)
    if step is None or (order is not None and step.order != order):
        # Somebody who holds the next role too must not do that step without having seen it.
        raise gone_since(work.dossier, order, work.at)
    require_can_do_step(work.actor, step)
    if work.dossier.clock_from is None:
        raise StepError(_("Cơ quan giải quyết chưa nhận hồ sơ. Xin bấm “Đã nhận hồ sơ” trước."))
    return step


def _finish(work: Doing, behalf: int | None, *, needs_result: bool, context: DeskContext) -> None:
    dossier = work.dossier
    result = dossier.results.filter(voided_at__isnull=True).first()
    # What is attached is handed over: it too must be approved where none is asked for.
    is_lacking = needs_result if result is None else result.approved_at is None
    if is_lacking:
        raise StepError(
            _("Hồ sơ chưa có văn bản kết quả được lãnh đạo duyệt. Xin kèm kết quả và trình duyệt.")
        )
    dossier.finished_at = work.at
    dossier.delivery_state = DeliveryState.READY
    facts = {}
    if dossier.due_at is not None:
        facts["punctuality"] = str(by_day(work.at, dossier.due_at))
    if result is not None:
        facts["result"] = result.outcome
        facts["sha256"] = result.approved_sha256
    dossier.consultations.filter(answered_at=None, closed_at=None).update(closed_at=work.at)
    dossier.apologies.filter(signed_at=None, dropped_at=None).update(dropped_at=work.at)
    work.record(Action.FINISH, facts, behalf=behalf)
    if result is not None:
        hold_result(dossier, result, stamp=context.stamp, at=work.at)
    personal = DossierPersonalData.objects.get(dossier=dossier)
    email = stored_people(personal)["applicant"].email
    topic = "ready" if result is None or result.outcome == "granted" else "refused_result"
    work.tell(lambda: announcement(dossier, topic, email, context=context, at=work.at))
