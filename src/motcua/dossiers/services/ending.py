"""Ending a dossier without a result: withdrawn by the applicant, or stopped by a leader (form 05).

A dossier that ended keeps the date it had on that day, so that figures can say whether it
ended before its date. While a pause is open there is no date; the pause ends with the dossier,
and the date that this gives is kept: what would have held had work gone on at that moment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from django.utils.translation import gettext as _, gettext_lazy

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency, Officer
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext
from motcua.dossiers import forms, rights
from motcua.dossiers.acts import Doing, doing
from motcua.dossiers.cash_desk import Account, account_of, money_state_of
from motcua.dossiers.lifecycle import Action, MoneyState, State, next_state
from motcua.dossiers.models import Dossier, IssuedForm, Step
from motcua.dossiers.policies import DESK_ROLES
from motcua.dossiers.reckoning import current_due
from motcua.dossiers.services.meanwhile import refuse_unseen
from motcua.dossiers.services.money import decide_refunds
from motcua.dossiers.services.pausing import end_pause, open_pause_of
from motcua.dossiers.services.receipts import announcement
from motcua.dossiers.services.slips import applicant_of, issue_slip
from motcua.dossiers.services.stepping import break_off, open_step_of
from motcua.kernel.errors import DomainError
from motcua.kernel.money import Dong, format_dong
from motcua.kernel.punctuality import by_day

STOP = "stop"
"""The kind of form 05."""


class EndingError(DomainError):
    """The dossier cannot be ended that way."""

    code: ClassVar[str] = "ending"


class MoneyEnding(StrEnum):
    """What becomes of what was paid. Values are stored in the ledger."""

    REFUND = "refund"
    KEEP = "keep"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class _Ending:
    """What withdrawal and stop do not share."""

    action: Action
    topic: str
    reason_missing: Any
    end_note: Any
    signing: tuple[Role, ...]


_WITHDRAWAL = _Ending(
    Action.WITHDRAW,
    "withdrawn",
    gettext_lazy("Xin ghi lý do rút hồ sơ theo lời người nộp, ví dụ: không còn nhu cầu."),
    gettext_lazy("Người nộp rút hồ sơ"),
    DESK_ROLES,
)
_STOPPING = _Ending(
    Action.STOP,
    "stopped",
    gettext_lazy("Xin ghi lý do và căn cứ dừng giải quyết, rõ để người dân hiểu."),
    gettext_lazy("Dừng giải quyết hồ sơ"),
    rights.LEADERS,
)


def withdraw_dossier(
    dossier_id: int,
    *,
    reason: str,
    money: MoneyEnding,
    money_basis: str,
    returned_papers: Sequence[str],
    context: DeskContext,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> IssuedForm:
    """End the dossier on the applicant's request, at the desk, by form 05.

    Not once a result is approved: then a decision exists. ``seen`` is how many events the
    page knew of. Raises EndingError, ChangedMeanwhileError, PermissionDenied,
    IllegalTransitionError, NoTemplateError.
    """
    return _end(
        dossier_id,
        _WITHDRAWAL,
        _Words(reason, MoneyEnding(money), money_basis, returned_papers, seen),
        context=context,
        actor=actor,
        at=at,
    )


def stop_dossier(
    dossier_id: int,
    *,
    reason: str,
    money: MoneyEnding,
    money_basis: str,
    returned_papers: Sequence[str],
    context: DeskContext,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> IssuedForm:
    """End the dossier by a leader's decision, by form 05; raises as ``withdraw_dossier``."""
    return _end(
        dossier_id,
        _STOPPING,
        _Words(reason, MoneyEnding(money), money_basis, returned_papers, seen),
        context=context,
        actor=actor,
        at=at,
    )


@dataclass(frozen=True, slots=True)
class _Words:
    reason: str
    money: MoneyEnding
    money_basis: str
    returned_papers: Sequence[str]
    seen: int | None


def _end(
    dossier_id: int,
    kind: _Ending,
    words: _Words,
    *,
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> IssuedForm:
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        step = open_step_of(dossier)
        rights.require(actor, kind.action, dossier, step)
        next_state(work.state, kind.action)
        refuse_decided(dossier)
        refuse_unseen(dossier, words.seen, at)
        if not words.reason.strip():
            raise EndingError(str(kind.reason_missing))
        account = account_of(dossier)
        about_money = checked_money(account, words.money, words.money_basis)
        said: dict[str, Any] = {
            "stage": stage_of(dossier, step),
            "reason": words.reason.strip(),
            "payment": about_money,
            "returned_papers": [paper.strip() for paper in words.returned_papers if paper.strip()],
        }
        owed = dossier.money_state == MoneyState.DUE
        behalf = rights.behalf(actor, kind.action, dossier, step)
        _close(work, kind, account)
        facts = {
            "money": str(words.money),
            "paid_dong": account.paid_dong,
            "owed": owed,
            "papers": len(said["returned_papers"]),
            **({"step": step.key, "order": step.order} if step is not None else {}),
            **_punctuality(dossier, at),
        }
        work.record(kind.action, facts, behalf=behalf)
        issued = _issue(work, kind, said, context)
        if words.money is MoneyEnding.REFUND:
            why = _("Thông báo dừng giải quyết hồ sơ số %(n)s") % {"n": issued.payload["number"]}
            decide_refunds(account, why, actor=actor, at=at)
    return issued


def _close(work: Doing, kind: _Ending, account: Account) -> None:
    """Let go of all that was open, and of what was not paid."""
    dossier = work.dossier
    _stop_waiting(work, str(kind.end_note))
    break_off(work)
    dossier.ended_at = work.at
    before = MoneyState(dossier.money_state)
    dossier.money_state = money_state_of(account, before, is_over=True)


def _issue(
    work: Doing, kind: _Ending, said: Mapping[str, Any], context: DeskContext
) -> IssuedForm:
    """Issue form 05 with what was ``said``, and tell the applicant."""
    dossier, at = work.dossier, work.at
    agency = dossier.agency if kind is _STOPPING else context.agency
    applicant = applicant_of(dossier)
    issued = issue_slip(
        dossier,
        STOP,
        {
            **_head_of(agency, context),
            **said,
            "by_office": kind is _STOPPING,
            "accepted_at": forms.instant(dossier.accepted_at or dossier.submitted_at),
            "requested_at": forms.instant(at),
            "signer_title": _title_of(work.actor, kind.signing, agency.pk),
            "signer": _signer_of(work.actor),
        },
        agency_id=agency.pk,
        applicant=applicant,
        context=context,
        actor=work.actor,
        at=at,
    )
    work.issued(issued)
    work.tell(
        lambda: announcement(
            dossier,
            kind.topic,
            applicant.email,
            context=context,
            at=at,
            reason=said["reason"],
            detail=said["payment"],
        )
    )
    return issued


def checked_money(account: Account, money: MoneyEnding, basis: str) -> str:
    """Return what form and message say about the money. Raises EndingError.

    What was paid is given back or kept, and keeping it needs its legal basis; with nothing
    paid there is nothing to choose. What was not paid falls away.
    """
    words = [_money_words(account, money, basis.strip().rstrip(". "))]
    elsewhere = sum(charge.amount_dong for charge in account.paid_to_treasury)
    if elsewhere:
        words.append(
            _("%(paid)s đã nộp vào ngân sách do cơ quan ra thông báo hoàn theo luật thuế.")
            % {"paid": format_dong(Dong(elsewhere))}
        )
    return " ".join(words)


def _money_words(account: Account, money: MoneyEnding, basis: str) -> str:
    paid = format_dong(Dong(account.paid_dong))
    if not account.paid:
        if money is not MoneyEnding.NONE:
            raise EndingError(_("Hồ sơ chưa thu khoản nào, nên không có gì để hoàn hay giữ lại."))
        if account.unpaid:
            return _("Chưa nộp; các khoản chưa nộp không phải nộp nữa.")
        return _("Không có khoản nào đã nộp cho cơ quan.")
    if money is MoneyEnding.NONE:
        raise EndingError(
            _("Hồ sơ đã thu %(paid)s. Xin chọn hoàn lại, hoặc không hoàn và ghi căn cứ.")
            % {"paid": paid}
        )
    because = " " + _("Căn cứ: %(basis)s.") % {"basis": basis} if basis else ""
    if money is MoneyEnding.KEEP:
        if not basis:
            raise EndingError(
                _("Không hoàn tiền thì phải có căn cứ. Xin ghi văn bản, điều, khoản.")
            )
        return _("%(paid)s đã nộp không được hoàn lại.") % {"paid": paid} + because
    back = _("%(paid)s đã nộp được hoàn lại tại nơi thu; xin mang theo thông báo này.")
    return back % {"paid": paid} + because


def stage_of(dossier: Dossier, step: Step | None) -> str:
    """Return how far the dossier got, as form 05 says it."""
    state = State(dossier.state)
    if dossier.accepted_at is None:
        return _("Mới nộp, chưa tiếp nhận")
    if step is None:
        return state.label
    if state in {State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT}:
        return _("Bước “%(step)s”, đang %(state)s; chưa có kết quả") % {
            "step": step.name,
            "state": state.label.lower(),
        }
    return _("Bước “%(step)s”; chưa có kết quả") % {"step": step.name}


def refuse_decided(dossier: Dossier) -> None:
    """Raise EndingError once there is a decision. Legal source: Thông tư 03/2025, mẫu 05."""
    if dossier.finished_at is not None:
        raise EndingError(
            _("Hồ sơ đã giải quyết xong, chỉ còn trả kết quả, nên không rút hay dừng được nữa.")
        )
    decided = dossier.results.filter(voided_at__isnull=True, approved_at__isnull=False)
    if decided.exists():
        raise EndingError(
            _(
                "Kết quả của hồ sơ đã được lãnh đạo duyệt nên không rút hay dừng được nữa. "
                "Xin hoàn thành và trả kết quả."
            )
        )


def _stop_waiting(work: Doing, end_note: str) -> None:
    """End the open pause, keep the date this gives, drop an apology that was only drafted."""
    dossier = work.dossier
    pause = open_pause_of(dossier)
    if pause is not None:
        end_pause(pause, note=end_note, actor=work.actor, at=work.at)
    dossier.apologies.filter(signed_at__isnull=True, dropped_at__isnull=True).update(
        dropped_at=work.at
    )
    if dossier.due_at is None and dossier.clock_from is not None:
        reckoned = current_due(dossier)
        dossier.due_at = reckoned.due if reckoned is not None else None


def _punctuality(dossier: Dossier, at: datetime) -> dict[str, str]:
    if dossier.due_at is None:
        return {}
    return {"punctuality": str(by_day(at, dossier.due_at))}


def _head_of(agency: Agency, context: DeskContext) -> dict[str, Any]:
    """Return the head of the agency that decides, where that is not the desk's own."""
    if agency.pk == context.agency.pk:
        return {}
    superior = agency.parent.name if agency.parent is not None else None
    return {
        "head": {"superior": superior, "agency": agency.name, "desk": None},
        "place": agency.place,
    }


def _signer_of(actor: Actor) -> str:
    """Return who signs: an officer, or nobody where the applicant withdrew online."""
    if actor.person_id is not None:
        return _("Lập theo yêu cầu trực tuyến của người nộp")
    return actor.name


def _title_of(actor: Actor, roles: Sequence[Role], agency_id: int) -> str:
    """Return as what the actor signs: the position on file, else the role held."""
    position = ""
    if actor.officer_id is not None:
        position = Officer.objects.values_list("position", flat=True).get(pk=actor.officer_id)
    held = [role.label for role in roles if actor.has(role, agency_id=agency_id)]
    return position or next(iter(held), "")
