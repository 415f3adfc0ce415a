"""Opening a dossier again that was finished, handed back, withdrawn or stopped."""

from datetime import datetime
from typing import Any, ClassVar, Final

from django.db.models import Max
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.selectors import DeskContext, calendar_of
from motcua.documents.holding import withdraw_results
from motcua.dossiers import forms, rights
from motcua.dossiers.acts import Doing, doing
from motcua.dossiers.cash_desk import Account, account_of, money_state_of
from motcua.dossiers.lifecycle import Action, DeliveryState, MoneyState, State, next_state
from motcua.dossiers.models import Charge, Dossier, DossierNote, DueDate, Step
from motcua.dossiers.services.ending import STOP
from motcua.dossiers.services.meanwhile import refuse_unseen, when
from motcua.dossiers.services.posting import refuse_at_the_post
from motcua.dossiers.services.receipts import announcement
from motcua.dossiers.services.refusing import REFUSAL
from motcua.dossiers.services.slips import applicant_of
from motcua.dossiers.services.stepping import agency_of_step, new_step
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import Limit, LimitUnit, Policy, due
from motcua.payments.models import Refund
from motcua.procedures.process import ProcessStep
from motcua.procedures.selectors import content_of

MOST_WORKING_DAYS: Final = 60
"""Longer than that is a new dossier."""


class ReopeningError(DomainError):
    """The dossier cannot be opened again that way."""

    code: ClassVar[str] = "reopening"


def reopen_dossier(
    dossier_id: int,
    *,
    reason: str,
    legal_basis: str,
    working_days: int,
    context: DeskContext,
    actor: Actor,
    at: datetime,
    step: str = "",
    seen: int | None = None,
) -> Dossier:
    """Open the dossier again at ``step`` (empty: the first), due in ``working_days``.

    The date promised first stays as it was; a result in force and a notice of form 05 are
    void from now on. ``seen`` is how many events the page knew of. Raises ReopeningError,
    ChangedMeanwhileError, PermissionDenied, IllegalTransitionError.
    """
    reason, legal_basis = reason.strip(), legal_basis.strip()
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        rights.require(actor, Action.REOPEN, dossier, None)
        next_state(work.state, Action.REOPEN)
        refuse_at_the_post(dossier)
        refuse_unseen(dossier, seen, at)
        _check(dossier, reason, legal_basis, working_days)
        definition = _step_to_open(dossier, step, context)
        _remember(work, reason, legal_basis)
        facts: dict[str, Any] = {"working_days": working_days}
        facts["voided"] = _void(dossier, at)
        facts.update(_owe_again(work))
        _promise_anew(work, working_days)
        opened = _open(dossier, definition, context, at)
        facts.update(step=opened.key, order=opened.order, due_at=forms.instant(_due(dossier)))
        behalf = rights.behalf(actor, Action.REOPEN, dossier, None)
        work.record(Action.REOPEN, facts, behalf=behalf)
        email = applicant_of(dossier).email
        work.tell(
            lambda: announcement(dossier, "reopened", email, context=context, at=at, reason=reason)
        )
    return dossier


def _check(dossier: Dossier, reason: str, legal_basis: str, working_days: int) -> None:
    if dossier.accepted_at is None:
        raise ReopeningError(
            _("Hồ sơ chưa từng được tiếp nhận nên không mở lại được. Xin nhận một hồ sơ mới.")
        )
    if not reason:
        raise ReopeningError(_("Xin ghi lý do mở lại; lý do được báo cho người nộp."))
    if not legal_basis:
        raise ReopeningError(_("Xin ghi căn cứ mở lại: văn bản, điều, khoản."))
    if not 1 <= working_days <= MOST_WORKING_DAYS:
        raise ReopeningError(
            _("Xin ghi số ngày làm việc để giải quyết, từ 1 đến %(most)d.")
            % {"most": MOST_WORKING_DAYS}
        )


def _step_to_open(dossier: Dossier, key: str, context: DeskContext) -> ProcessStep:
    process = content_of(dossier.procedure_version_id, context.stamp).process
    found = process.step(key) if key else process.steps[0]
    if found is None:
        raise ReopeningError(_("Quy trình của hồ sơ không có bước đó. Xin chọn lại."))
    return found


def _remember(work: Doing, reason: str, legal_basis: str) -> None:
    """Keep for colleagues why it was opened, and who had collected: the ledger may not."""
    dossier = work.dossier
    if work.actor.officer_id is not None:
        lines = [_("Mở lại hồ sơ: %(reason)s") % {"reason": reason}]
        lines.append(_("Căn cứ: %(basis)s") % {"basis": legal_basis})
        if dossier.returned_at is not None and dossier.collector is not None:
            lines.append(
                _("Kết quả trước đã trao cho %(who)s lúc %(when)s. %(proof)s")
                % {
                    "who": dossier.collector.full_name,
                    "when": when(dossier.returned_at, work.at),
                    "proof": dossier.collector_proof,
                }
            )
        DossierNote.objects.create(
            dossier=dossier,
            officer_id=work.actor.officer_id,
            text="\n".join(line.strip() for line in lines),
            written_at=work.at,
        )


def _void(dossier: Dossier, at: datetime) -> int:
    """Void the result and the notice in force; return how many results that were."""
    reason = _("Mở lại hồ sơ")
    # Form 03 of a dossier that was accepted is its result (refusal after appraisal).
    dossier.forms.filter(kind__in=[STOP, REFUSAL], voided_at__isnull=True).update(
        voided_at=at, void_reason=reason
    )
    withdraw_results(dossier.tracking_code, at=at)
    voided: int = dossier.results.filter(voided_at__isnull=True).update(
        voided_at=at, void_reason=reason
    )
    return voided


def _owe_again(work: Doing) -> dict[str, int]:
    """Put the money back: what was only promised back is kept, what was given back is due.

    What fell away unpaid when the dossier ended is due again too. A decision to refund that
    was never carried out goes; the events of the ending and of this act speak of it.
    """
    dossier = work.dossier
    account = account_of(dossier)
    kept = account.promised_back
    lately = _given_back_since_last_time(dossier, account)
    again = {refund.payment_id for refund in lately}
    Charge.objects.bulk_create(
        Charge(
            dossier_id=dossier.pk,
            name=charge.name,
            amount_dong=charge.amount_dong,
            legal_basis=charge.legal_basis,
        )
        for charge in account.charges
        if charge.payment_id in again
    )
    for refund in kept:
        refund.delete()
    before = MoneyState(dossier.money_state)
    if before is MoneyState.NOTHING_DUE and _owed_when_it_ended(work):
        before = MoneyState.DUE
    dossier.money_state = money_state_of(account_of(dossier), before)
    return {
        "kept_dong": sum(refund.amount_dong for refund in kept),
        "due_again_dong": sum(refund.amount_dong for refund in lately),
    }


def _given_back_since_last_time(dossier: Dossier, account: Account) -> list[Refund]:
    """Leave out what an earlier reopening has charged anew."""
    before = dossier.events.filter(action=Action.REOPEN).order_by("-sequence").first()
    return [
        refund
        for refund in account.given_back
        if before is None or refund.decided_at >= before.happened_at
    ]


def _owed_when_it_ended(work: Doing) -> bool:
    if work.state not in {State.WITHDRAWN, State.STOPPED}:
        return False
    ending = (
        work.dossier.events.filter(action__in=[Action.WITHDRAW, Action.STOP])
        .order_by("-sequence")
        .first()
    )
    return ending is not None and bool(ending.payload.get("owed"))


def _promise_anew(work: Doing, working_days: int) -> None:
    """Promise ``working_days`` from now on, as a row that later pauses move like any other."""
    dossier, at = work.dossier, work.at
    limit = Limit(working_days, LimitUnit.WORKING_DAY, Policy.LEGAL)
    answer = due(clock.local(at), limit, calendar_of(dossier.agency))
    version_id = dossier.agency.calendar_version_id
    if version_id is None:
        raise ValueError("a date was counted without a calendar")
    dossier.finished_at = dossier.returned_at = dossier.ended_at = None
    dossier.delivery_state = DeliveryState.NOT_READY
    dossier.collector, dossier.collector_proof = None, ""
    dossier.due_at = answer.due
    # One that ended before its agency ever had it begins its time now.
    dossier.clock_from = dossier.clock_from or at
    dossier.original_due_at = dossier.original_due_at or answer.due
    promised = DueDate.objects.create(
        dossier=dossier,
        kind=DueDate.Kind.REOPENED,
        due_at=answer.due,
        issued_at=at,
        counted_from=at,
        limit_value=limit.value,
        limit_unit=limit.unit,
        policy=limit.policy,
        calendar_version_id=version_id,
        warnings=list(answer.warnings),
    )
    work.dated(promised)


def _open(dossier: Dossier, definition: ProcessStep, context: DeskContext, at: datetime) -> Step:
    last = dossier.steps.aggregate(last=Max("order"))["last"] or 0
    agency = agency_of_step(dossier, definition, context.stamp)
    opened = new_step(dossier, definition, agency, order=last + 1, at=at)
    opened.save(force_insert=True)
    return opened


def _due(dossier: Dossier) -> datetime:
    if dossier.due_at is None:
        raise ValueError("a reopened dossier has a date")
    return dossier.due_at
