"""Waiting for the applicant: papers (form 02), money, and going on when they are in.

Legal source: Nghị định 61/2018/NĐ-CP, Điều 15 and Điều 19 khoản 4 (once, complete, with the
reason); Nghị định 118/2025/NĐ-CP.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.selectors import DeskContext, calendar_of
from motcua.dossiers import forms, rights
from motcua.dossiers.acts import Doing, doing
from motcua.dossiers.cash_desk import duty_name
from motcua.dossiers.lifecycle import Action, MoneyState, State, next_state
from motcua.dossiers.models import (
    AskedAgain,
    Charge,
    Dossier,
    DossierPaper,
    DueDate,
    IssuedForm,
    Pause,
    Step,
)
from motcua.dossiers.pause_rules import (
    ASKING,
    PauseError,
    SupplementItem,
    checked_items,
    checked_reply_by,
    closing,
    starts_anew,
)
from motcua.dossiers.reckoning import basis_of, counted, counting_pauses, kernel_pauses
from motcua.dossiers.services.lodging import PaperInput
from motcua.dossiers.services.meanwhile import gone_since, when
from motcua.dossiers.services.receipts import announcement
from motcua.dossiers.services.reuse import asked_again
from motcua.dossiers.services.slips import applicant_of, issue_slip
from motcua.dossiers.services.stepping import open_step_of, redate_open_step
from motcua.payments.models import Payment, PaymentMethod
from motcua.procedures.selectors import content_of

__all__ = [
    "PauseError",
    "SupplementItem",
    "ask_payment",
    "ask_supplement",
    "asked_before",
    "end_pause",
    "is_head",
    "open_pause_of",
    "resume",
    "tell_going_on",
    "way_on",
]
SUPPLEMENT: Final = "supplement"
_TOPICS: Final = {
    Action.RESUME: "resumed",
    Action.RESUBMIT: "resubmitted",
    Action.SETTLE: "ready",
}
"""What the applicant is told when the waiting is over."""
LONGEST_NOTE: Final = 255


def ask_supplement(
    dossier_id: int,
    *,
    items: Sequence[SupplementItem],
    reason: str,
    legal_basis: str,
    reply_by: date | None,
    kind: str = Pause.Kind.SUPPLEMENT,
    override_reason: str = "",
    order: int | None = None,
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> Pause:
    """Ask the applicant for papers of the published list, once, and issue form 02.

    The clock stops until they are in. A second request needs a head and ``override_reason``.
    ``order`` is that of the step the officer has seen; None takes whichever is open. Raises
    PauseError, StepError when the step was done, PermissionDenied, IllegalTransitionError.
    """
    reason, legal_basis = _checked_words(reason, legal_basis)
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        step = _step_as_seen(work, order)
        over = _override(work, step, override_reason)
        next_state(work.state, Action.ASK_SUPPLEMENT)
        _refuse_before_reception(work.dossier)
        content = content_of(dossier.procedure_version_id, context.stamp)
        lines = checked_items(items, content)
        again = asked_again(dossier, items, content, stamp=context.stamp, actor=actor, at=at)
        pause = Pause(
            dossier=dossier,
            kind=kind,
            reason=reason,
            legal_basis=legal_basis,
            restarts=starts_anew(dossier, kind, content, at),
            reply_by=checked_reply_by(reply_by, dossier.agency, at),
            started_at=at,
            started_by_id=actor.officer_id,
            overridden_by_id=actor.officer_id if over else None,
            override_reason=over,
        )
        pause.form = work.issued(_form_02(work, pause, lines, context=context))
        pause.save()
        AskedAgain.objects.bulk_create(again)
        stop_the_clock(work)
        by = _asks_for(work, step, over)
        work.record(Action.ASK_SUPPLEMENT, _facts_of(pause, lines), behalf=by)
        _tell(work, SUPPLEMENT, reason, listed(lines), context=context)
    return pause


def ask_payment(
    dossier_id: int,
    *,
    reason: str,
    legal_basis: str,
    document: str,
    amount_dong: int | None,
    order: int | None = None,
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> Pause:
    """Wait until the applicant has met a financial duty, as the notice ``document`` says.

    The clock stops, unless the dossier is finished already and only its result waits. With an
    amount it is also a charge of the dossier. Raises as ``ask_supplement`` does.
    """
    reason, legal_basis = _checked_words(reason, legal_basis)
    document = document.strip()
    if not document:
        raise PauseError(_("Xin ghi số, ngày của thông báo nộp tiền."))
    if amount_dong is not None and amount_dong <= 0:
        raise PauseError(_("Số tiền phải lớn hơn 0; chưa rõ số tiền thì để trống."))
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        step = _step_as_seen(work, order)
        rights.require(actor, Action.ASK_PAYMENT, dossier, step)
        behalf = rights.behalf(actor, Action.ASK_PAYMENT, dossier, step)
        next_state(work.state, Action.ASK_PAYMENT)
        _refuse_before_reception(dossier)
        pause = Pause.objects.create(
            dossier=dossier,
            kind=Pause.Kind.FINANCIAL,
            reason=reason,
            legal_basis=legal_basis,
            document=document,
            amount_dong=amount_dong,
            started_at=at,
            started_by_id=actor.officer_id,
        )
        if amount_dong is not None:
            _charge(dossier, pause, amount_dong)
        if dossier.finished_at is None:
            stop_the_clock(work)
        facts = {"kind": str(pause.kind), "amount_dong": amount_dong}
        work.record(Action.ASK_PAYMENT, facts, behalf=behalf)
        _tell(work, "payment_asked", reason, _payment_words(pause), context=context)
    return pause


def resume(
    dossier_id: int,
    *,
    note: str,
    papers: Sequence[PaperInput] = (),
    context: DeskContext,
    actor: Actor,
    at: datetime,
    pause_id: int | None = None,
) -> Dossier:
    """End the waiting: what was asked for is in. The date is counted again and announced.

    Before acceptance the dossier goes back to the desk's answer; a finished one that waited
    for money is ready again. ``pause_id`` is the request that was answered; None whichever is
    open. Raises PauseError, PermissionDenied, IllegalTransitionError.
    """
    note = note.strip()[:LONGEST_NOTE]
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        action = way_on(dossier)
        step = open_step_of(dossier)
        rights.require(actor, action, dossier, step)
        behalf = rights.behalf(actor, action, dossier, step)
        pause = open_pause_of(dossier)
        if pause_id is not None and pause is not None and pause.pk != pause_id:
            raise PauseError(_("Yêu cầu bổ sung đã đổi. Xin tải lại trang."))
        _refuse_going_on(work, action, pause)
        assert pause is not None  # noqa: S101 - refused before, where there is none
        if not note and not papers:
            raise PauseError(_nothing_came(pause))
        _append_papers(dossier, papers)
        end_pause(pause, note=note, actor=actor, at=at)
        _settle(work, pause)
        facts: dict[str, Any] = {"kind": str(pause.kind), "papers": len(papers)}
        if action is Action.RESUME and start_the_clock(work):
            facts["due_at"] = forms.instant(dossier.due_at) if dossier.due_at else None
            facts["restarted"] = pause.restarts
        work.record(action, facts, behalf=behalf)
        tell_going_on(work, action, context=context)
    return dossier


def tell_going_on(work: Doing, action: Action, *, context: DeskContext) -> None:
    """Tell the applicant that the waiting is over, by the arrow ``action``."""
    _tell(work, _TOPICS[action], context=context)


def open_pause_of(dossier: Dossier) -> Pause | None:
    """Return the pause in which the dossier is."""
    return dossier.pauses.filter(ended_at__isnull=True).select_related("started_by").first()


def end_pause(pause: Pause, *, note: str, actor: Actor, at: datetime) -> None:
    """Close ``pause``. Other acts that end the waiting (withdrawal, stop) call it too."""
    # Two officers' clocks may differ by a moment; a pause never ends before it began.
    pause.ended_at = max(at, pause.started_at)
    pause.ended_by_id = actor.officer_id
    pause.end_note = note
    pause.save(update_fields=["ended_at", "ended_by", "end_note"])


def stop_the_clock(work: Doing) -> None:
    """Let the date of ``work`` be unknown from now on, unless it has passed already."""
    dossier = work.dossier
    basis = basis_of(list(dossier.due_dates.all()))
    if basis is None:
        return
    pauses = kernel_pauses(counting_pauses(dossier, dossier.pauses.all()))
    dossier.due_at = counted(basis, pauses).due
    redate_open_step(dossier)


def start_the_clock(work: Doing) -> bool:
    """Count the date of ``work`` again after a pause and issue it; say whether it moved.

    What was late when the pause began stays late, under the date it had.
    """
    dossier = work.dossier
    basis = basis_of(list(dossier.due_dates.all()))
    if basis is None or dossier.due_at is not None:
        return False
    pauses = kernel_pauses(counting_pauses(dossier, dossier.pauses.all()))
    answer = counted(basis, pauses)
    dossier.due_at = answer.due
    again = DueDate.objects.create(
        dossier=dossier,
        kind=DueDate.Kind.RECOMPUTED,
        due_at=answer.due,
        issued_at=work.at,
        counted_from=basis.counted_from,
        limit_value=basis.limit_value,
        limit_unit=basis.limit_unit,
        policy=basis.policy,
        calendar_version_id=basis.calendar_version_id,
        warnings=list(answer.warnings),
    )
    work.dated(again)
    redate_open_step(dossier)
    return True


def listed(lines: Sequence[dict[str, str]]) -> str:
    """Return the papers asked for as a numbered list, one a line."""
    return "\n".join(
        f"{number}. {line['name']} ({line['form'].lower()}): {line['change']}"
        for number, line in enumerate(lines, start=1)
    )


def _checked_words(reason: str, legal_basis: str) -> tuple[str, str]:
    if not reason.strip():
        raise PauseError(_("Xin ghi lý do, rõ để người dân hiểu vì sao phải chờ."))
    if not legal_basis.strip():
        raise PauseError(_("Xin ghi căn cứ pháp lý: văn bản, điều, khoản."))
    return reason.strip(), legal_basis.strip()


def _step_as_seen(work: Doing, order: int | None) -> Step | None:
    """Return the open step. Raises, with who was quicker, when the dossier has moved on."""
    _refuse_waiting(work.dossier, work.at)
    step = open_step_of(work.dossier)
    if order is not None and (step is None or step.order != order):
        raise gone_since(work.dossier, order, work.at)
    return step


def _tell(
    work: Doing, topic: str, reason: str = "", detail: str = "", *, context: DeskContext
) -> None:
    email = applicant_of(work.dossier).email
    work.tell(
        lambda: announcement(
            work.dossier, topic, email, context=context, at=work.at, reason=reason, detail=detail
        )
    )


def _refuse_waiting(dossier: Dossier, at: datetime) -> None:
    """Raise PauseError, with who was quicker, when the dossier waits already."""
    pause = open_pause_of(dossier)
    if pause is None:
        return
    who = pause.started_by.full_name if pause.started_by else _("hệ thống")
    sentence = (
        _("Hồ sơ đang chờ nghĩa vụ tài chính, do %(who)s yêu cầu lúc %(when)s.")
        if pause.kind == Pause.Kind.FINANCIAL
        else _("Hồ sơ đang chờ bổ sung, do %(who)s yêu cầu lúc %(when)s.")
    )
    words = {"who": who, "when": when(pause.started_at, at)}
    raise PauseError(sentence % words + " " + _("Xin tải lại trang."))


def _refuse_before_reception(dossier: Dossier) -> None:
    if dossier.accepted_at is not None and dossier.clock_from is None:
        raise PauseError(_("Cơ quan giải quyết chưa nhận hồ sơ. Xin bấm “Đã nhận hồ sơ” trước."))


def _override(work: Doing, step: Step | None, override_reason: str) -> str:
    """Return why a second request is allowed, "" for the first; whoever may not is refused."""
    dossier, actor = work.dossier, work.actor
    if not asked_before(dossier):
        rights.require(actor, Action.ASK_SUPPLEMENT, dossier, step)
        return ""
    if not is_head(actor, dossier):
        rights.require(actor, Action.ASK_SUPPLEMENT, dossier, step)
        raise PauseError(
            _(
                "Hồ sơ này đã được yêu cầu bổ sung một lần; luật chỉ cho một lần (Nghị định "
                "61/2018/NĐ-CP, Điều 15). Yêu cầu lần nữa phải do lãnh đạo lập, có lý do."
            )
        )
    if not override_reason.strip():
        raise PauseError(_("Xin ghi lý do vì sao phải yêu cầu bổ sung lần nữa."))
    return override_reason.strip()


def _asks_for(work: Doing, step: Step | None, over: str) -> int | None:
    """Return the absent officer or head for whom papers are asked for."""
    behalf = rights.behalf(work.actor, Action.ASK_SUPPLEMENT, work.dossier, step)
    if over and behalf is None:
        return work.actor.acting_for(rights.LEADERS, work.dossier.agency_id)
    return behalf


def is_head(actor: Actor, dossier: Dossier) -> bool:
    """Say whether ``actor`` answers for the dossier's dates: at the head of agency or desk."""
    return actor is SYSTEM or any(
        actor.has(*rights.LEADERS, agency_id=agency_id)
        for agency_id in (dossier.agency_id, dossier.receiving_agency_id)
    )


def _facts_of(pause: Pause, lines: Sequence[dict[str, str]]) -> dict[str, Any]:
    """Return what the ledger says of a request for papers."""
    return {
        "kind": str(pause.kind),
        "restarts": pause.restarts,
        "papers": len(lines),
        "reply_by": pause.reply_by.isoformat() if pause.reply_by else None,
        "is_second": bool(pause.override_reason),
    }


def _form_02(
    work: Doing, pause: Pause, lines: list[dict[str, str]], *, context: DeskContext
) -> IssuedForm:
    dossier = work.dossier
    assert pause.reply_by is not None  # noqa: S101 - a request for papers always has a day
    until = closing(pause.reply_by, calendar_of(dossier.agency))
    phone = context.desk.phone or context.agency.phone
    return issue_slip(
        dossier,
        SUPPLEMENT,
        {
            "items": lines,
            "reason": pause.reason,
            "legal_basis": pause.legal_basis,
            "reply_by": forms.instant(until),
            "officer": work.actor.name,
            "contact": ", ".join(filter(None, [work.actor.name, phone])),
        },
        agency_id=dossier.receiving_agency_id,
        applicant=applicant_of(dossier),
        context=context,
        actor=work.actor,
        at=work.at,
    )


def _charge(dossier: Dossier, pause: Pause, amount_dong: int) -> None:
    if dossier.money_state == MoneyState.DUE and not dossier.charges.exists():
        # The fee of which nobody knew the amount needs a row now, to be told from this one.
        Charge.objects.create(dossier=dossier, name=_("Lệ phí"), amount_dong=0)
    Charge.objects.create(
        dossier=dossier,
        name=duty_name(pause.document),
        amount_dong=amount_dong,
        legal_basis=pause.legal_basis,
    )
    dossier.money_state = MoneyState.DUE


def _settle(work: Doing, pause: Pause) -> None:
    """Note that the charge of a financial duty is paid, unless the desk took the money itself.

    It is paid to the treasury or a bank; the proof is the note of the pause's end.
    """
    if pause.amount_dong is None:
        return
    dossier = work.dossier
    owed = dossier.charges.filter(payment__isnull=True, exemption="")
    charge = owed.filter(name=duty_name(pause.document)).first()
    if charge is not None:
        charge.payment = Payment.objects.create(
            reference=dossier.tracking_code,
            amount_dong=charge.amount_dong,
            method=PaymentMethod.TRANSFER,
            received_at=work.at,
            received_by_id=work.actor.officer_id,
        )
        charge.save(update_fields=["payment"])
    if not owed.exists():
        dossier.money_state = MoneyState.PAID


def _payment_words(pause: Pause) -> str:
    if pause.amount_dong is None:
        return str(pause.document)
    amount = f"{pause.amount_dong:,}".replace(",", ".")
    return str(_("%(document)s: %(amount)s đồng") % {"document": pause.document, "amount": amount})


def way_on(dossier: Dossier) -> Action:
    """Return by which arrow the waiting of ``dossier`` ends."""
    if State(dossier.state) is State.AWAITING_PAYMENT and dossier.finished_at is not None:
        return Action.SETTLE
    if State(dossier.state) is State.AWAITING_SUPPLEMENT and dossier.accepted_at is None:
        return Action.RESUBMIT
    return Action.RESUME


def _refuse_going_on(work: Doing, action: Action, pause: Pause | None) -> None:
    """Raise, with who was quicker, when the dossier does not wait any more."""
    if pause is not None:
        next_state(work.state, action)
        return
    last = work.dossier.pauses.select_related("ended_by").order_by("-ended_at").first()
    if last is not None and last.ended_at is not None and work.state in _GOING_ON:
        who = last.ended_by.full_name if last.ended_by else _("hệ thống")
        raise PauseError(
            _("Hồ sơ đã được %(who)s cho xử lý tiếp lúc %(when)s. Xin tải lại trang.")
            % {"who": who, "when": when(last.ended_at, work.at)}
        )
    next_state(work.state, action)
    raise PauseError(_("Hồ sơ không có lần tạm dừng nào đang mở. Xin tải lại trang."))


_GOING_ON: Final = frozenset({State.SUBMITTED, State.IN_PROGRESS, State.FINISHED})


def _nothing_came(pause: Pause) -> str:
    if pause.kind == Pause.Kind.FINANCIAL:
        return _("Xin ghi chứng từ nộp tiền: số, ngày, nơi nộp.")
    return _("Xin ghi đã nhận những gì, hoặc chọn giấy tờ đã nộp.")


def _append_papers(dossier: Dossier, papers: Sequence[PaperInput]) -> None:
    last = dossier.papers.order_by("-order").values_list("order", flat=True).first() or 0
    DossierPaper.objects.bulk_create(
        DossierPaper(
            dossier=dossier,
            order=order,
            paper_id=paper.paper_id,
            name=paper.name,
            form=paper.form,
            count=paper.count,
            file_id=paper.file_id,
        )
        for order, paper in enumerate(papers, start=last + 1)
    )


def asked_before(dossier: Dossier) -> bool:
    """Say whether papers were asked for already."""
    return dossier.pauses.filter(kind__in=ASKING).exists()
