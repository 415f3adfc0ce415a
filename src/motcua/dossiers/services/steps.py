"""Who has the folder: signing for it, giving it to somebody, sending it back."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Officer, RoleAssignment
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext
from motcua.dossiers import rights
from motcua.dossiers.acts import Doing, doing
from motcua.dossiers.lifecycle import Action, next_state
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.services.handling import step_in_hand
from motcua.dossiers.services.meanwhile import StepError, gone_since, when
from motcua.dossiers.services.stepping import (
    agency_of_step,
    begin_handling,
    close_step,
    new_step,
    open_step_of,
)
from motcua.kernel import clock
from motcua.procedures.selectors import content_of

NOBODY = 0
"""What a page says when the step it shows is given to nobody."""


def take_step(dossier_id: int, *, order: int, actor: Actor, at: datetime) -> Step:
    """Sign for the folder of the open step; it is then one's own, or of whom one covers.

    Whoever closed the step before is the other signature (form 06). Raises PermissionDenied
    to who may not do the step, StepError when somebody was quicker or it is given to another,
    IllegalTransitionError.
    """
    with doing(dossier_id, actor=actor, at=at) as work:
        step = _open_step(work, order)
        _refuse_taken(step, actor, at)
        step_in_hand(work, order, step)
        behalf = rights.behalf(actor, Action.TAKE, work.dossier, step)
        begin_handling(work, behalf)
        step.received_at = at
        step.received_by_id = actor.officer_id
        step.assignee_id = step.assignee_id or behalf or actor.officer_id
        step.save(update_fields=["received_at", "received_by", "assignee"])
        work.record(Action.TAKE, {"step": step.key, "order": step.order}, behalf=behalf)
    return step


def assign_step(
    dossier_id: int,
    *,
    order: int,
    officer_id: int | None,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> Step:
    """Give the open step to an officer who holds its role, or (None) back to all who do.

    Whoever gets it signs for the folder anew; that the one before had signed stays in the
    ledger. ``seen`` is the officer who had it on the page (NOBODY: none; None: not asked).
    Raises PermissionDenied, StepError, IllegalTransitionError.
    """
    with doing(dossier_id, actor=actor, at=at) as work:
        step = _open_step(work, order)
        rights.require(actor, Action.ASSIGN, work.dossier, step)
        next_state(work.state, Action.ASSIGN)
        if seen is not None and seen != (step.assignee_id or NOBODY):
            raise StepError(_given_meanwhile(work.dossier, step, at))
        if officer_id == step.assignee_id:
            raise StepError(_already_so(step))
        if officer_id is not None and not may_be_given(step, clock.day_of(at), officer_id):
            raise StepError(
                _("Người được chọn không giữ vai trò “%(role)s” tại %(agency)s vào hôm nay.")
                % {"role": Role(step.role).label, "agency": step.agency.name}
            )
        step.assignee_id = officer_id
        if step.received_by_id != officer_id:
            step.received_at = step.received_by_id = None
        step.save(update_fields=["received_at", "received_by", "assignee"])
        behalf = rights.behalf(actor, Action.ASSIGN, work.dossier, step)
        facts = {"step": step.key, "order": step.order, "officer": officer_id}
        work.record(Action.ASSIGN, facts, behalf=behalf)
    return step


def return_step(
    dossier_id: int,
    *,
    order: int,
    to_order: int,
    reason: str,
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> Dossier:
    """Send the dossier back to a step gone through, which is opened anew.

    Whoever did that step gets it again, if they still hold its role. The reason stays on the
    step that is closed and out of the ledger. Raises PermissionDenied, StepError,
    IllegalTransitionError.
    """
    reason = reason.strip()
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        step = step_in_hand(work, order)
        if not reason:
            raise StepError(_("Xin ghi lý do trả lại, để người làm lại biết phải sửa gì."))
        target = earlier_steps(dossier, step).filter(order=to_order).first()
        process = content_of(dossier.procedure_version_id, context.stamp).process
        definition = process.step(target.key) if target is not None else None
        if target is None or definition is None:
            raise StepError(_("Xin chọn một bước mà hồ sơ đã qua."))
        next_state(work.state, Action.RETURN_STEP)
        behalf = rights.behalf(actor, Action.RETURN_STEP, dossier, step)
        close_step(step, Step.SENT_BACK, reason, actor=actor, at=at)
        agency = agency_of_step(dossier, definition, context.stamp)
        again = new_step(dossier, definition, agency, order=step.order + 1, at=at)
        did_it = target.assignee_id or target.closed_by_id
        if did_it is not None and may_be_given(again, clock.day_of(at), did_it):
            again.assignee_id = did_it
        work.insert(again)
        facts = {"step": step.key, "order": step.order, "to": target.key}
        work.record(Action.RETURN_STEP, facts, behalf=behalf)
    return dossier


def earlier_steps(dossier: Dossier, step: Step) -> QuerySet[Step]:
    """Return the steps that ``step`` may be sent back to: those done before it."""
    return dossier.steps.filter(order__lt=step.order, closed_at__isnull=False).exclude(
        outcome__in=[Step.UNDONE, Step.SENT_BACK, Step.BROKEN_OFF]
    )


def holders_of_role(step: Step, on: date) -> QuerySet[Officer]:
    """Return the officers to whom ``step`` may be given: who hold its role there on ``on``."""
    held = RoleAssignment.objects.valid_on(on).filter(agency_id=step.agency_id, role=step.role)
    officers: QuerySet[Officer] = Officer.objects.filter(
        is_active=True, pk__in=held.values("officer_id")
    )
    return officers.order_by("sort_key", "pk")


def may_be_given(step: Step, on: date, officer_id: int) -> bool:
    """Say whether ``step`` may be given to that officer on ``on``."""
    return holders_of_role(step, on).filter(pk=officer_id).exists()


def _open_step(work: Doing, order: int) -> Step:
    step = open_step_of(work.dossier)
    if step is None or step.order != order:
        raise gone_since(work.dossier, order, work.at)
    return step


def _refuse_taken(step: Step, actor: Actor, at: datetime) -> None:
    """Tell who holds the role, and nobody else, that the folder is in another's hands."""
    if actor is SYSTEM:
        return
    if not actor.has(Role(step.role), agency_id=step.agency_id):
        raise PermissionDenied
    if step.received_at is not None:
        who = step.received_by.full_name if step.received_by is not None else _("hệ thống")
        raise StepError(
            _("Hồ sơ này đã có %(who)s ký nhận lúc %(when)s. Xin tải lại trang.")
            % {"who": who, "when": when(step.received_at, at)}
        )
    holders = {grant.officer_id for grant in actor.grants}
    if step.assignee is not None and step.assignee_id not in holders:
        raise StepError(
            _("Bước này đã giao cho %(who)s. Nếu cần đổi người, xin đề nghị phân công lại.")
            % {"who": step.assignee.full_name}
        )


def _given_meanwhile(dossier: Dossier, step: Step, at: datetime) -> str:
    event = (
        dossier.events.filter(action__in=[Action.ASSIGN, Action.TAKE])
        .select_related("actor")
        .order_by("-sequence")
        .first()
    )
    holder = step.assignee.full_name if step.assignee is not None else _("chung cả bộ phận")
    if event is None or event.actor is None:
        return _("Bước này vừa được giao lại: %(holder)s. Xin xem lại rồi phân công.") % {
            "holder": holder
        }
    return _(
        "%(who)s vừa đổi người làm bước này lúc %(when)s, hiện giao: %(holder)s. "
        "Xin xem lại rồi phân công."
    ) % {"who": event.actor.full_name, "when": when(event.happened_at, at), "holder": holder}


def _already_so(step: Step) -> str:
    if step.assignee is None:
        return _("Bước này chưa giao riêng cho ai.")
    return _("Bước này đang giao cho %(who)s rồi.") % {"who": step.assignee.full_name}
