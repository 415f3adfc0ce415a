"""Taking back a mistaken act within limits: a new event, never a deletion.

Only the last thing done to a dossier can be undone: by whoever did it within half an hour, or
by a leader on the same day; never once the next person has signed for the folder, and never
after a form went out. Steps opened by mistake are closed as undone and the one before is
opened anew in a new row with its old dates; signing for a folder and giving it to somebody
are put back on the row itself, as giving it on does, since the ledger has every holder.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.selectors import DeskContext
from motcua.documents.holding import withdraw_results
from motcua.dossiers.acts import Doing, doing
from motcua.dossiers.lifecycle import TRANSITIONS, Action, DeliveryState, State
from motcua.dossiers.models import CallLog, Dossier, DossierEvent, DossierNote, Step
from motcua.dossiers.rights import LEADERS
from motcua.dossiers.services.meanwhile import what_was_done, when
from motcua.dossiers.services.receipts import RECEIPT, announcement
from motcua.dossiers.services.slips import applicant_of
from motcua.dossiers.services.stepping import close_step, open_step_of
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.notifications.models import Message

OWN_MISTAKE: Final = timedelta(minutes=30)
"""As long as that whoever did it may take it back; a leader has the day."""
UNDOABLE: Final = frozenset(
    {
        Action.COMPLETE_STEP,
        Action.RETURN_STEP,
        Action.TAKE,
        Action.ASSIGN,
        Action.FINISH,
        Action.RETURN_RESULT,
    }
)
_RESULT_TOPICS: Final = ("ready", "refused_result")


class UndoError(DomainError):
    """It cannot be undone, or not any more."""

    code: ClassVar[str] = "undo"


@dataclass(frozen=True, slots=True)
class Holding:
    """In whose hands a step is."""

    assignee_id: int | None = None
    received_at: datetime | None = None
    received_by_id: int | None = None


def last_act(dossier: Dossier) -> DossierEvent | None:
    """Return the last thing that was done to ``dossier``."""
    found: DossierEvent | None = (
        dossier.events.select_related("actor").order_by("-sequence").first()
    )
    return found


def undoable(dossier: Dossier, actor: Actor, at: datetime) -> DossierEvent | None:
    """Return the act that ``actor`` may take back now; None when there is none."""
    event = last_act(dossier)
    if event is None or not may_undo(dossier, event, actor):
        return None
    return None if why_not(dossier, event, actor, at) else event


def why_not(dossier: Dossier, event: DossierEvent, actor: Actor, at: datetime) -> str:
    """Say why the last act ``event`` cannot be undone now; "" when it can."""
    action = Action(event.action)
    if action not in UNDOABLE or State(dossier.state) not in TRANSITIONS[Action.UNDO].sources:
        return _("Việc “%(act)s” không hoàn tác được.") % {"act": action.label.lower()}
    return (
        _too_late(dossier, event, actor, at)
        or _next_has_it(dossier, event, at)
        or _form_is_out(dossier, event)
    )


def undo(
    dossier_id: int,
    *,
    sequence: int,
    reason: str,
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> Dossier:
    """Take back the act numbered ``sequence``, the last of the dossier.

    The reason is kept among the notes. An applicant who was told that the result is ready is
    told that it is not. Raises UndoError, which says what came between, and PermissionDenied.
    """
    reason = reason.strip()
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        event = last_act(dossier)
        if event is None or event.sequence != sequence:
            raise UndoError(_came_between(event, sequence, at))
        if not may_undo(dossier, event, actor):
            raise PermissionDenied
        if words := why_not(dossier, event, actor, at):
            raise UndoError(words)
        if not reason:
            raise UndoError(_("Xin ghi lý do hoàn tác, để người sau hiểu."))
        action = Action(event.action)
        _HOW[action](work, event)
        facts: dict[str, object] = {"undoes": sequence, "action": str(action)}
        work.record(
            Action.UNDO, facts, behalf=_behalf(dossier, event, actor), to=State(event.from_state)
        )
        if actor.officer_id is not None:
            DossierNote.objects.create(
                dossier=dossier,
                officer_id=actor.officer_id,
                text=_("Hoàn tác việc “%(act)s”: %(reason)s")
                % {"act": action.label.lower(), "reason": reason},
                written_at=at,
            )
        if action is Action.FINISH:
            _recall(work, event, context)
    return dossier


def _recall(work: Doing, event: DossierEvent, context: DeskContext) -> None:
    """Tell whoever was told that the result is ready; whoever was still to be called, is not."""
    dossier = work.dossier
    if was_announced(dossier, event) or was_called(dossier, event):
        email = applicant_of(dossier).email
        work.tell(lambda: announcement(dossier, "recalled", email, context=context, at=work.at))
    else:
        Dossier.objects.filter(pk=dossier.pk, call_topic__in=_RESULT_TOPICS).update(
            call_topic="", call_since=None
        )


def was_announced(dossier: Dossier, event: DossierEvent) -> bool:
    """Say whether a message of the result went out, or waits to, because of ``event``."""
    keys = [f"{dossier.tracking_code}:{topic}:{event.sequence}" for topic in _RESULT_TOPICS]
    return Message.objects.filter(key__in=keys).exists()


def was_called(dossier: Dossier, event: DossierEvent) -> bool:
    """Say whether somebody was told by telephone since ``event``."""
    told = dossier.calls.filter(outcome=CallLog.Outcome.TOLD, called_at__gte=event.happened_at)
    return bool(told.exists())


def _is_own(event: DossierEvent, actor: Actor) -> bool:
    return actor.officer_id is not None and event.actor_id == actor.officer_id


def _is_leader(dossier: Dossier, event: DossierEvent, actor: Actor) -> bool:
    return actor is SYSTEM or _led_agency(dossier, event, actor) is not None


def _led_agency(dossier: Dossier, event: DossierEvent, actor: Actor) -> int | None:
    """Return the agency as whose leader ``actor`` may take ``event`` back.

    What the desk did is of the agency that received; what was done in a step is of the agency
    that decides, or whose step it was. No desk takes back what another agency has decided.
    """
    led = actor.agencies_with(*LEADERS)
    own: int = dossier.agency_id
    if event.action == Action.RETURN_RESULT:
        own = dossier.receiving_agency_id
    if own in led:
        return own
    order = event.payload.get("order")
    if not led or order is None:
        return None
    of_step = dossier.steps.filter(order=order, agency_id__in=led)
    found: int | None = of_step.values_list("agency_id", flat=True).first()
    return found


def may_undo(dossier: Dossier, event: DossierEvent, actor: Actor) -> bool:
    """Say whether it is ``actor``'s to take ``event`` back, whatever the hour."""
    return _is_own(event, actor) or _is_leader(dossier, event, actor)


def _behalf(dossier: Dossier, event: DossierEvent, actor: Actor) -> int | None:
    """Return for whom it is undone: for whom it was done, or which leader is absent."""
    if _is_own(event, actor):
        absent: int | None = event.on_behalf_of_id
        return absent
    led = _led_agency(dossier, event, actor) if actor is not SYSTEM else None
    return actor.acting_for(LEADERS, led) if led is not None else None


def _too_late(dossier: Dossier, event: DossierEvent, actor: Actor, at: datetime) -> str:
    if _is_leader(dossier, event, actor):
        if clock.day_of(event.happened_at) == clock.day_of(at):
            return ""
        if not _is_own(event, actor) or at - event.happened_at > OWN_MISTAKE:
            return _("Chỉ hoàn tác được trong ngày làm. Xin trả lại bước, hoặc mở lại hồ sơ.")
        return ""
    if at - event.happened_at <= OWN_MISTAKE:
        return ""
    return _(
        "Đã quá %(minutes)d phút kể từ khi làm (%(when)s). Xin nhờ lãnh đạo hoàn tác trong ngày."
    ) % {
        "minutes": OWN_MISTAKE.total_seconds() // 60,
        "when": when(event.happened_at, at),
    }


def _next_has_it(dossier: Dossier, event: DossierEvent, at: datetime) -> str:
    """Say who has signed for the folder after a step was closed or sent back."""
    if event.action not in {Action.COMPLETE_STEP, Action.RETURN_STEP}:
        return ""
    step = open_step_of(dossier)
    if step is None or step.received_at is None:
        return ""
    who = step.received_by.full_name if step.received_by is not None else _("hệ thống")
    return _("%(who)s đã ký nhận bước “%(step)s” lúc %(when)s nên không hoàn tác được nữa.") % {
        "who": who,
        "step": step.name,
        "when": when(step.received_at, at),
    }


def _form_is_out(dossier: Dossier, event: DossierEvent) -> str:
    """Say which form the act issued; a receipt is of an act of its own."""
    issued = dossier.forms.exclude(kind=RECEIPT).filter(
        issued_at__gte=event.happened_at, voided_at__isnull=True
    )
    if not issued.exists():
        return ""
    return _("Việc này đã lập phiếu giao cho người dân nên không hoàn tác được nữa.")


def _came_between(event: DossierEvent | None, sequence: int, at: datetime) -> str:
    if event is None or event.sequence < sequence:
        return _("Không có việc đó để hoàn tác. Xin tải lại trang.")
    if event.action == Action.UNDO and event.payload.get("undoes") == sequence:
        return _("Việc này vừa được %(who)s hoàn tác lúc %(when)s. Xin tải lại trang.") % {
            "who": event.actor.full_name if event.actor is not None else _("hệ thống"),
            "when": when(event.happened_at, at),
        }
    return _("Sau việc này, %(what)s nên không hoàn tác được nữa. Xin tải lại trang.") % {
        "what": what_was_done(event, at)
    }


def _reopen_closed(work: Doing, event: DossierEvent) -> None:
    """Close the step that was opened by mistake and open the one before anew."""
    mistaken = open_step_of(work.dossier)
    before = work.dossier.steps.get(order=event.payload["order"])
    order = before.order + 1
    if mistaken is not None:
        close_step(mistaken, Step.UNDONE, "", actor=work.actor, at=work.at)
        order = mistaken.order + 1
    work.insert(
        Step(
            dossier_id=before.dossier_id,
            order=order,
            key=before.key,
            name=before.name,
            agency_id=before.agency_id,
            role=before.role,
            budget_minutes=before.budget_minutes,
            opened_at=work.at,
            due_at=before.due_at,
            warn_at=before.warn_at,
            assignee_id=before.assignee_id,
            received_at=before.received_at,
            received_by_id=before.received_by_id,
        )
    )


def _unfinish(work: Doing, event: DossierEvent) -> None:
    """Take the result back and open the last step anew: both were one act of one person."""
    dossier = work.dossier
    closing = dossier.events.get(sequence=event.sequence - 1, action=Action.COMPLETE_STEP)
    dossier.consultations.filter(answered_at=None, closed_at=event.happened_at).update(
        closed_at=None
    )
    dossier.apologies.filter(signed_at=None, dropped_at=event.happened_at).update(dropped_at=None)
    withdraw_results(dossier.tracking_code, at=work.at)
    dossier.finished_at = None
    dossier.delivery_state = DeliveryState.NOT_READY
    _reopen_closed(work, closing)


def _unreturn(work: Doing, _event: DossierEvent) -> None:
    """Let the result wait at the desk again, for nobody knows whom."""
    dossier = work.dossier
    dossier.returned_at = dossier.ended_at = None
    dossier.collector, dossier.collector_proof = None, ""
    dossier.delivery_state = DeliveryState.READY


def _hold_as_before(work: Doing, event: DossierEvent) -> None:
    """Put the folder back in the hands it was in before it was taken or given on."""
    step = open_step_of(work.dossier)
    if step is None:
        raise UndoError(_("Hồ sơ không còn bước nào đang mở. Xin tải lại trang."))
    held = holding_before(step, event)
    step.assignee_id = held.assignee_id
    step.received_at = held.received_at
    step.received_by_id = held.received_by_id
    step.save(update_fields=["assignee", "received_at", "received_by"])


def holding_before(step: Step, event: DossierEvent) -> Holding:
    """Return in whose hands ``step`` was before ``event``, by the ledger."""
    held = _held_at_opening(step)
    earlier = list(
        DossierEvent.objects.filter(
            dossier_id=step.dossier_id,
            sequence__lt=event.sequence,
            action__in=[Action.TAKE, Action.ASSIGN, Action.UNDO],
        ).order_by("sequence")
    )
    undone = {e.payload.get("undoes") for e in earlier if e.action == Action.UNDO}
    for one in earlier:
        if one.payload.get("order") != step.order or one.sequence in undone:
            continue
        if one.action == Action.TAKE:
            taken_for = held.assignee_id or one.on_behalf_of_id or one.actor_id
            held = Holding(taken_for, one.happened_at, one.actor_id)
        else:
            given = one.payload["officer"]
            signed = held.received_by_id == given
            held = Holding(
                given,
                held.received_at if signed else None,
                given if signed else None,
            )
    return held


def _held_at_opening(step: Step) -> Holding:
    """Return in whose hands the step was opened: nobody's, unless it went back or was undone."""
    earlier = Step.objects.filter(dossier_id=step.dossier_id, order__lt=step.order)
    before = earlier.order_by("-order").first()
    same = earlier.filter(key=step.key).order_by("-order")
    if before is not None and before.outcome == Step.SENT_BACK:
        done = same.exclude(outcome__in=[Step.UNDONE, Step.SENT_BACK, Step.BROKEN_OFF]).first()
        return Holding(done.assignee_id or done.closed_by_id) if done is not None else Holding()
    copied = same.first() if before is not None and before.outcome == Step.UNDONE else None
    if copied is None:
        return Holding()
    return Holding(copied.assignee_id, copied.received_at, copied.received_by_id)


_HOW: Final[Mapping[Action, Callable[[Doing, DossierEvent], None]]] = {
    Action.COMPLETE_STEP: _reopen_closed,
    Action.RETURN_STEP: _reopen_closed,
    Action.FINISH: _unfinish,
    Action.RETURN_RESULT: _unreturn,
    Action.TAKE: _hold_as_before,
    Action.ASSIGN: _hold_as_before,
}
