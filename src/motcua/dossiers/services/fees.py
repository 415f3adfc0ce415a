"""What a dossier owes for being dealt with: set when it is lodged, reckoned anew by the desk.

Legal source: Luật Phí và lệ phí 97/2015/QH13, Điều 10 (miễn, giảm); the amounts are those of
the procedure or of the province's council.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.dossiers import rights
from motcua.dossiers.acts import doing
from motcua.dossiers.cash_desk import account_of, asked_of, money_state_of
from motcua.dossiers.lifecycle import Action, MoneyState, State, actions_from
from motcua.dossiers.models import Charge, Dossier, ReliefClaim
from motcua.dossiers.services.lodging import Lodging, LodgingError, Settlement
from motcua.dossiers.services.money import MoneyError
from motcua.kernel.fees import Count, Fee, Relief, counted
from motcua.kernel.text import clean
from motcua.payments.services.orders import settle_at_once
from motcua.procedures.selectors import Terms

MOST_COUNTED: Final = 999
"""Copies, or pages of one; more is a slip of the finger."""
_LONGEST_REASON: Final = 255
_MONEY: Final = {
    Settlement.PAID: MoneyState.PAID,
    Settlement.EXEMPT: MoneyState.EXEMPT,
    Settlement.REDUCED: MoneyState.DUE,
    Settlement.LATER: MoneyState.DUE,
}


def check_fee(lodging: Lodging, terms: Terms) -> None:
    """Raise LodgingError, with the field, where the fee was not dealt with."""
    fee, owes = lodging.fee, bool(terms.fee_dong)
    if owes and fee.settlement is Settlement.NOTHING_DUE:
        raise LodgingError(
            _("Thủ tục này có lệ phí. Xin chọn đã thu, miễn hoặc thu sau."), field_name="fee"
        )
    is_unnamed = fee.settlement is Settlement.EXEMPT and not fee.exemption
    if is_unnamed or (fee.settlement is Settlement.REDUCED and fee.relief is None):
        raise LodgingError(_("Xin chọn đối tượng được miễn lệ phí."), field_name="exemption")
    is_paid = fee.settlement is Settlement.PAID and terms.fee_dong != 0
    is_owed = fee.settlement in {Settlement.LATER, Settlement.REDUCED} and owes
    if (is_paid or is_owed) and not _full_amount(lodging, terms):
        raise LodgingError(
            _("Xin ghi số tiền; người được miễn thì chọn đối tượng miễn."),
            field_name="fee_amount",
        )


def _full_amount(lodging: Lodging, terms: Terms) -> int | None:
    """Return what was typed, else what the rule comes to; None when neither says."""
    if lodging.fee.amount_dong is not None:
        return lodging.fee.amount_dong
    return counted(terms.fee, lodging.fee.counts).full_dong if terms.fee else None


def charged(
    dossier: Dossier, lodging: Lodging, terms: Terms, *, actor: Actor, at: datetime
) -> list[Charge]:
    """Return what ``dossier`` owes, unsaved, paid where it was; set where the money stands."""
    fee = lodging.fee
    amount = _full_amount(lodging, terms)
    owes_nothing = fee.settlement is Settlement.NOTHING_DUE or (not amount and terms.fee_dong == 0)
    dossier.money_state = MoneyState.NOTHING_DUE if owes_nothing else _MONEY[fee.settlement]
    if owes_nothing or not amount:
        return []  # to be paid later, or never, also where nobody knows yet how much it is
    exemption = fee.exemption if fee.settlement is Settlement.EXEMPT else ""
    charge = Charge(
        dossier_id=dossier.pk,
        name=_("Lệ phí"),
        amount_dong=amount,
        legal_basis=terms.fee_basis,
        exemption=exemption,
    )
    if terms.fee is not None and fee.amount_dong is None:
        relief = fee.relief or (Relief("", exemption) if exemption else None)
        charge.take_over(counted(terms.fee, fee.counts, relief))
    if fee.settlement is Settlement.PAID:
        # The charge has no key yet; nobody will look for it behind a settled order.
        asked = replace(asked_of(dossier, charge), payable=dossier.tracking_code)
        by, when = (SYSTEM, dossier.submitted_at) if fee.told else (actor, at)
        charge.payment = settle_at_once(asked, fee.paid, actor=by, at=when)
    return [charge]


def claimed(dossier: Dossier, lodging: Lodging, *, at: datetime) -> list[ReliefClaim]:
    """Return the wish to be let off, unsaved, where there is one."""
    claim = lodging.fee.claim
    if claim is None:
        return []
    return [
        ReliefClaim(
            dossier_id=dossier.pk,
            code=claim.code,
            name=claim.name,
            percent=claim.percent,
            legal_basis=claim.basis,
            evidence=claim.evidence,
            made_at=at,
        )
    ]


def claim_of(dossier: Dossier) -> ReliefClaim | None:
    """Return the wish to be let off that came with ``dossier``. One query."""
    found: ReliefClaim | None = ReliefClaim.objects.filter(dossier=dossier).first()
    return found


def is_claim_open(dossier: Dossier) -> bool:
    """Say whether somebody's wish to be let off waits for the desk. One query."""
    return ReliefClaim.objects.filter(dossier=dossier, is_granted__isnull=True).exists()


def counted_charge(dossier: Dossier) -> Charge | None:
    """Return the fee of ``dossier`` that was counted by a rule and is still unpaid."""
    fees = dossier.charges.filter(reckoning__isnull=False, payment__isnull=True)
    found: Charge | None = fees.order_by("pk").first()
    return found


def may_reckon(actor: Actor, dossier: Dossier) -> bool:
    """Say whether ``actor`` may reckon the fee of ``dossier`` as things stand."""
    is_open = Action.RECKON_FEE in actions_from(State(dossier.state))
    return is_open and rights.may(actor, Action.RECKON_FEE, dossier, None)


def reckon_fee(
    dossier_id: int,
    *,
    counts: Sequence[Count],
    grant: bool | None,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Charge:
    """Reckon the unpaid fee anew: for ``counts``, and with the claim confirmed or refused.

    ``grant`` None leaves the claim as it is. The ledger says what came of it, never as whom
    somebody was let off. Raises MoneyError, PermissionDenied, IllegalTransitionError.
    """
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        rights.require(actor, Action.RECKON_FEE, dossier, None)
        charge = counted_charge(dossier)
        if charge is None or charge.fee is None:
            raise MoneyError(_("Khoản này đã nộp hoặc không tính theo mức. Xin tải lại trang."))
        before = charge.fee
        relief = before.relief
        if grant is not None:
            claim = _decided(dossier, reason, actor=actor, at=at, is_granted=grant)
            relief = claim.relief if grant else None
        after = counted(before.rule, _within(counts), relief)
        if grant is None and after == before:
            raise MoneyError(_("Số bản và số trang vẫn như cũ, không có gì để tính lại."))
        charge.take_over(after)
        charge.save()
        money = MoneyState(dossier.money_state)
        dossier.money_state = money_state_of(account_of(dossier), money)
        work.record(
            Action.RECKON_FEE,
            _facts(charge, after, grant),
            behalf=rights.behalf(actor, Action.RECKON_FEE, dossier, None),
        )
    return charge


def _facts(charge: Charge, fee: Fee, grant: bool | None) -> dict[str, object]:  # noqa: FBT001, it is what was decided
    facts: dict[str, object] = {"charge": charge.pk, "amount_dong": fee.due_dong}
    if fee.rule.is_counted:
        facts["copies"] = fee.copies
    return facts if grant is None else {**facts, "granted": grant}


def _within(counts: Sequence[Count]) -> Sequence[Count]:
    for count in counts:
        if not (1 <= count.copies <= MOST_COUNTED and 1 <= count.pages <= MOST_COUNTED):
            raise MoneyError(_("Số bản và số trang từ 1 đến %(most)d.") % {"most": MOST_COUNTED})
    return counts


def _decided(
    dossier: Dossier, reason: str, *, actor: Actor, at: datetime, is_granted: bool
) -> ReliefClaim:
    claim = claim_of(dossier)
    if claim is None or claim.is_granted is not None:
        raise MoneyError(_("Đề nghị miễn, giảm này đã được xét. Xin tải lại trang."))
    said = clean(reason)[:_LONGEST_REASON]
    if not said:
        raise MoneyError(_("Xin ghi lý do: đã xem giấy nào, hoặc vì sao không được miễn, giảm."))
    claim.is_granted, claim.reason = is_granted, said
    claim.decided_at, claim.decided_by_id = at, actor.officer_id
    claim.save()
    return claim
