"""What happens after acceptance: reception elsewhere, steps, finishing, returning, refusing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Agency
from motcua.agencies.roles import STEP_ROLES, Role
from motcua.agencies.selectors import DeskContext, calendar_of
from motcua.dossiers import forms, ledger
from motcua.dossiers.lifecycle import Action, DeliveryState, State, next_state
from motcua.dossiers.locking import lock_dossier
from motcua.dossiers.models import CallLog, Dossier, DossierPersonalData, DueDate, IssuedForm, Step
from motcua.dossiers.policies import DESK_ROLES, require_at_desk, require_can_do_step
from motcua.dossiers.promises import limit_from_row, promise, step_due
from motcua.dossiers.services.acceptance import due_date_rows, promise_facts, start_clock
from motcua.dossiers.services.receipts import (
    announce,
    replace_receipt,
    stored_people,
)
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.punctuality import by_day
from motcua.people.services import PersonInput, remember_people
from motcua.procedures.process import END, ProcessStep
from motcua.procedures.selectors import content_of


class StepError(DomainError):
    """The step cannot be completed that way."""

    code: ClassVar[str] = "step"


class ReturnError(DomainError):
    """The result cannot be handed over that way."""

    code: ClassVar[str] = "return"


class RefusalError(DomainError):
    """The refusal lacks what the law wants in it."""

    code: ClassVar[str] = "refusal"


class ReceptionError(DomainError):
    """There is nothing to receive."""

    code: ClassVar[str] = "reception"


@transaction.atomic
def receive_dossier(
    dossier_id: int, *, context: DeskContext, actor: Actor, at: datetime
) -> Dossier:
    """Let the competent agency receive a dossier accepted elsewhere: its clock starts now.

    The expected date becomes a promise, receipt version 2 is issued and announced.
    ``context`` is the desk that accepted. Legal source: Nghị định 309/2026/NĐ-CP.
    """
    dossier, recorded_at = lock_dossier(dossier_id)
    if actor is not SYSTEM and not actor.has(*STEP_ROLES, agency_id=dossier.agency_id):
        raise PermissionDenied
    next_state(State(dossier.state), Action.RECEIVE)
    if dossier.clock_from is not None:
        raise ReceptionError(_("Cơ quan giải quyết đã nhận hồ sơ này rồi."))
    expected = {row.kind: row for row in dossier.due_dates.order_by("-id")}
    first, by_law = expected["expected"], expected["statutory"]
    promised = promise(
        at,
        limit_from_row(first.limit_value, first.limit_unit, first.policy),
        limit_from_row(by_law.limit_value, by_law.limit_unit, by_law.policy),
        calendar_of(dossier.agency),
    )
    start_clock(dossier, promised)
    DueDate.objects.bulk_create(due_date_rows(dossier, promised, at=at))
    dossier.steps.filter(closed_at__isnull=True).update(due_at=promised.due_at)
    personal = DossierPersonalData.objects.get(dossier=dossier)
    reason = _("Cơ quan giải quyết đã nhận hồ sơ, ngày hẹn tính từ lúc nhận.")
    replace_receipt(dossier, personal, reason=reason, context=context, actor=actor, at=at)
    state = State(dossier.state)
    act = ledger.Act(
        Action.RECEIVE,
        state,
        state,
        at,
        promise_facts(dossier, promised),
        actor.acting_for(STEP_ROLES, dossier.agency_id),
    )
    _write(dossier, [act], actor, recorded_at)
    email = stored_people(personal)["applicant"].email
    announce(dossier, "received", email, context=context, at=at)
    return dossier


@transaction.atomic
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
    when the step is closed already or the outcome is none of its, IllegalTransitionError.
    """
    dossier, recorded_at = lock_dossier(dossier_id)
    step = _open_step(dossier, order, actor)
    process = content_of(dossier.procedure_version_id, context.stamp).process
    definition = process.step(step.key)
    chosen = definition.outcome(outcome) if definition else None
    if chosen is None:
        raise StepError(_("Xin chọn một kết quả của bước “%(step)s”.") % {"step": step.name})
    behalf = actor.acting_for([Role(step.role)], step.agency_id)
    acts = _start(dossier, at, behalf)
    _close(step, outcome, note, actor, at)
    state = State(dossier.state)
    next_state(state, Action.COMPLETE_STEP)
    facts = {"step": step.key, "outcome": outcome, "order": step.order, "next": chosen.next}
    acts.append(ledger.Act(Action.COMPLETE_STEP, state, state, at, facts, behalf))
    if chosen.next == END:
        acts.append(_finish(dossier, at, behalf))
    else:
        following = process.step(chosen.next)
        if following is None:
            raise StepError(_("Quy trình không có bước kế tiếp. Quản trị hệ thống cần xem lại."))
        _open(dossier, following, step.order + 1, at)
    _write(dossier, acts, actor, recorded_at)
    if chosen.next == END:
        personal = DossierPersonalData.objects.get(dossier=dossier)
        email = stored_people(personal)["applicant"].email
        announce(dossier, "ready", email, context=context, at=at)
    return dossier


def _open_step(dossier: Dossier, order: int | None, actor: Actor) -> Step:
    """Return the open step, if it is the one seen and the actor may do it."""
    step = dossier.steps.filter(closed_at__isnull=True).first()
    if step is None:
        raise StepError(_("Hồ sơ không còn bước nào đang mở. Xin tải lại trang."))
    if order is not None and step.order != order:
        # Somebody who holds the next role too must not do that step without having seen it.
        raise StepError(_("Bước này vừa được người khác làm xong. Xin tải lại trang."))
    require_can_do_step(actor, step)
    if dossier.clock_from is None:
        raise StepError(_("Cơ quan giải quyết chưa nhận hồ sơ. Xin bấm “Đã nhận hồ sơ” trước."))
    return step


def _start(dossier: Dossier, at: datetime, behalf: int | None) -> list[ledger.Act]:
    """Move an accepted dossier into handling; nothing when it already is."""
    state = State(dossier.state)
    if state is not State.ACCEPTED:
        return []
    dossier.state = next_state(state, Action.START)
    return [ledger.Act(Action.START, state, State(dossier.state), at, {}, behalf)]


def _finish(dossier: Dossier, at: datetime, behalf: int | None) -> ledger.Act:
    before = State(dossier.state)
    dossier.state = next_state(before, Action.FINISH)
    dossier.finished_at = at
    dossier.delivery_state = DeliveryState.READY
    facts = {}
    if dossier.due_at is not None:
        facts["punctuality"] = str(by_day(at, dossier.due_at))
    return ledger.Act(Action.FINISH, before, State(dossier.state), at, facts, behalf)


def _close(step: Step, outcome: str, note: str, actor: Actor, at: datetime) -> None:
    step.closed_at = at
    step.closed_by_id = actor.officer_id
    step.outcome = outcome
    step.note = note
    step.save(update_fields=["closed_at", "closed_by", "outcome", "note"])


def _open(dossier: Dossier, definition: ProcessStep, order: int, at: datetime) -> None:
    due_at = dossier.due_at
    if definition.budget_minutes:
        due_at = step_due(at, definition.budget_minutes, calendar_of(dossier.agency))
    Step.objects.create(
        dossier_id=dossier.pk,
        order=order,
        key=definition.key,
        name=definition.name,
        agency_id=dossier.agency_id,
        role=definition.role,
        opened_at=at,
        due_at=due_at,
    )


@transaction.atomic
def return_result(
    dossier_id: int,
    *,
    collector: PersonInput | None,
    proof: str,
    has_receipt: bool,
    actor: Actor,
    at: datetime,
) -> Dossier:
    """Hand the result over; ``collector`` None is the applicant in person.

    ``proof`` names the paper by which somebody else collects. Raises ReturnError when that
    is missing, PermissionDenied unless the actor works at the desk that accepted.
    """
    dossier, recorded_at = lock_dossier(dossier_id)
    require_at_desk(actor, dossier.receiving_agency_id)
    before = State(dossier.state)
    dossier.state = next_state(before, Action.RETURN_RESULT)
    if collector is not None and not proof.strip():
        raise ReturnError(
            _("Người khác đến nhận cần có giấy ủy quyền. Xin ghi giấy đó vào ô căn cứ nhận thay.")
        )
    if collector is None:
        dossier.collector_id = dossier.applicant_id
    else:
        (dossier.collector,) = remember_people([collector], at=at)
        dossier.collector_proof = proof.strip()
    dossier.returned_at = dossier.ended_at = at
    dossier.delivery_state = DeliveryState.HANDED_OVER
    act = ledger.Act(
        Action.RETURN_RESULT,
        before,
        State(dossier.state),
        at,
        {"by_other": collector is not None, "has_receipt": has_receipt},
        actor.acting_for(DESK_ROLES, dossier.receiving_agency_id),
    )
    _write(dossier, [act], actor, recorded_at)
    return dossier


@transaction.atomic
def refuse_dossier(
    dossier_id: int,
    *,
    reasons: Sequence[str],
    legal_basis: str,
    advice: str,
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> IssuedForm:
    """Refuse a submitted dossier before acceptance and issue form 03.

    Raises RefusalError without a reason or legal basis, PermissionDenied,
    IllegalTransitionError.
    """
    listed = [reason.strip() for reason in reasons if reason.strip()]
    if not listed:
        raise RefusalError(_("Xin ghi ít nhất một lý do từ chối, rõ để người dân hiểu."))
    if not legal_basis.strip():
        raise RefusalError(_("Xin ghi căn cứ pháp lý của việc từ chối."))
    dossier, recorded_at = lock_dossier(dossier_id)
    require_at_desk(actor, dossier.receiving_agency_id)
    before = State(dossier.state)
    dossier.state = next_state(before, Action.REFUSE)
    dossier.ended_at = at
    personal = DossierPersonalData.objects.get(dossier=dossier)
    applicant = stored_people(personal)["applicant"]
    words = {"reasons": listed, "legal_basis": legal_basis.strip(), "advice": advice.strip()}
    issued = _issue_refusal(dossier, applicant, words, context=context, actor=actor, at=at)
    act = ledger.Act(
        Action.REFUSE,
        before,
        State(dossier.state),
        at,
        {"reasons": len(listed)},
        actor.acting_for(DESK_ROLES, dossier.receiving_agency_id),
    )
    _write(dossier, [act], actor, recorded_at)
    announce(dossier, "refused", applicant.email, context=context, at=at)
    return issued


def _issue_refusal(
    dossier: Dossier,
    applicant: PersonInput,
    words: dict[str, Any],
    *,
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> IssuedForm:
    """Freeze and store form 03, numbered within the agency and year."""
    content = content_of(dossier.procedure_version_id, context.stamp)
    # Two desks that refuse at once take their numbers one after the other.
    Agency.objects.select_for_update(no_key=True).get(pk=dossier.receiving_agency_id)
    issued_before = IssuedForm.objects.filter(
        kind="refusal",
        dossier__receiving_agency_id=dossier.receiving_agency_id,
        issued_at__year=clock.day_of(at).year,
    ).count()
    payload = {
        **forms.common(
            dossier,
            desk=context.desk,
            applicant=applicant,
            procedure=forms.procedure_line(content, dossier.procedure.code),
            at=at,
        ),
        **words,
        "advice": words["advice"] or None,
        "number": issued_before + 1,
        "contact": context.desk.phone or None,
        "signatures": {"applicant": applicant.full_name, "officer": actor.name},
    }
    return IssuedForm.objects.create(
        dossier=dossier,
        kind="refusal",
        template_id=forms.template_id("refusal", clock.day_of(at), context.stamp),
        payload=payload,
        issued_at=at,
        issued_by_id=actor.officer_id,
    )


def log_call(dossier: Dossier, *, outcome: str, note: str, actor: Actor, at: datetime) -> CallLog:
    """Record a telephone call about ``dossier``. Raises PermissionDenied."""
    require_at_desk(actor, dossier.receiving_agency_id)
    if actor.officer_id is None:
        raise PermissionDenied
    return CallLog.objects.create(
        dossier=dossier,
        officer_id=actor.officer_id,
        called_at=at,
        outcome=outcome,
        note=note,
    )


def _write(
    dossier: Dossier, acts: Sequence[ledger.Act], actor: Actor, recorded_at: datetime
) -> None:
    """Chain the events, save the dossier's row, append to the ledger."""
    events = ledger.chain(dossier, acts, actor=actor, recorded_at=recorded_at)
    dossier.save(update_fields=_MOVING_FIELDS)
    ledger.append(events)


_MOVING_FIELDS = [
    "state",
    "delivery_state",
    "clock_from",
    "due_at",
    "original_due_at",
    "finished_at",
    "returned_at",
    "ended_at",
    "collector",
    "collector_proof",
    "events_count",
    "last_hash",
]
