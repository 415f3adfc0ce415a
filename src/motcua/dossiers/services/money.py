"""Taking a fee at the desk, and giving one back. Each once, whoever clicks twice."""

from datetime import datetime
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.dossiers import rights
from motcua.dossiers.acts import doing
from motcua.dossiers.cash_desk import (
    Account,
    account_of,
    asked_of,
    dossier_of,
    money_state_of,
)
from motcua.dossiers.lifecycle import Action, MoneyState
from motcua.dossiers.models import Charge, Dossier
from motcua.dossiers.services.meanwhile import when
from motcua.kernel.errors import DomainError
from motcua.kernel.money import Dong, format_dong
from motcua.payments.models import DESK_METHODS, Payment, PaymentMethod, Refund
from motcua.payments.services.orders import take_at_desk
from motcua.payments.services.refunds import note_paid, raise_to_whole


class MoneyError(DomainError):
    """The money cannot be taken or given back that way."""

    code: ClassVar[str] = "money"


class AlreadySettledError(MoneyError):
    """It was taken, or given back, before; nothing was done a second time."""

    code: ClassVar[str] = "money-settled"


def collect_charge(
    dossier_id: int,
    *,
    charge_id: int | None,
    amount_dong: int | None,
    method: str,
    actor: Actor,
    at: datetime,
) -> Payment:
    """Take the money of one charge at the desk.

    ``charge_id`` None is the fee whose amount nobody knew at acceptance; ``amount_dong`` says
    it once, and may be None where the charge knows. Raises AlreadySettledError when it was
    taken meanwhile, MoneyError, PermissionDenied, IllegalTransitionError.
    """
    method = _checked(method)
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        rights.require(actor, Action.COLLECT_FEE, dossier, None)
        charge = charge_to_take(dossier, charge_id, at)
        amount = _amount(charge, amount_dong)
        charge.amount_dong = amount
        charge.save()
        payment = take_at_desk(asked_of(dossier, charge), method, actor=actor, at=at)
        charge.payment = payment
        charge.save(update_fields=["payment"])
        before = MoneyState(dossier.money_state)
        dossier.money_state = money_state_of(account_of(dossier), before)
        facts = {"charge": charge.pk, "amount_dong": amount, "method": method}
        behalf = rights.behalf(actor, Action.COLLECT_FEE, dossier, None)
        work.record(Action.COLLECT_FEE, facts, behalf=behalf)
    return payment


def ask_refund(
    dossier_id: int,
    *,
    payment_id: int,
    amount_dong: int,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Refund:
    """Ask for money of a living dossier to be given back: too much was taken, or twice.

    Another officer approves it. Raises MoneyError, PermissionDenied.
    """
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        rights.require(actor, Action.REFUND_FEE, dossier, None)
        paid = account_of(dossier).payments
        payment = next((one for one in paid if one.pk == payment_id), None)
        if payment is None or getattr(payment, "refund", None) is not None:
            raise MoneyError(_("Khoản này không còn hoàn được. Xin tải lại trang."))
        if not 0 < amount_dong <= payment.amount_dong:
            raise MoneyError(
                _("Số tiền hoàn phải lớn hơn 0 và không quá %(paid)s.")
                % {"paid": format_dong(Dong(payment.amount_dong))}
            )
        if not reason.strip():
            raise MoneyError(_("Xin ghi lý do hoàn, để người duyệt hiểu."))
        refund: Refund = Refund.objects.create(
            payment=payment,
            amount_dong=amount_dong,
            reason=reason.strip()[:255],
            decided_at=at,
            decided_by_id=actor.officer_id,
        )
    return refund


def approve_refund(refund: Refund, *, actor: Actor, at: datetime) -> Refund:
    """Approve what another officer asked for. Raises MoneyError, PermissionDenied."""
    with doing(dossier_of(refund).pk, actor=actor, at=at) as work:
        if not may_approve(actor, work.dossier):
            raise PermissionDenied
        fresh = _still_there(refund)
        if fresh.approved_at is not None:
            raise AlreadySettledError(_("Khoản hoàn này đã được duyệt."))
        if fresh.decided_by_id is not None and fresh.decided_by_id == actor.officer_id:
            raise MoneyError(
                _("Người đề nghị hoàn không tự duyệt được. Xin để lãnh đạo khác duyệt.")
            )
        fresh.approved_at, fresh.approved_by_id = max(at, fresh.decided_at), actor.officer_id
        fresh.save(update_fields=["approved_at", "approved_by"])
    return fresh


def pay_refund(refund: Refund, *, method: str, actor: Actor, at: datetime) -> Refund:
    """Give back what one officer asked for and another approved.

    Raises AlreadySettledError when it was given back meanwhile, MoneyError when it is not
    approved or fell with the reopening of the dossier, PermissionDenied.
    """
    if method != PaymentMethod.GATEWAY:
        method = _checked(method)
    with doing(dossier_of(refund).pk, actor=actor, at=at) as work:
        dossier = work.dossier
        fresh = require_payable(refund, dossier, actor=actor, at=at)
        note_paid(fresh, method=method, actor=actor, at=at)
        before = MoneyState(dossier.money_state)
        dossier.money_state = money_state_of(account_of(dossier), before)
        behalf = rights.behalf(actor, Action.REFUND_FEE, dossier, None)
        facts = {"amount_dong": fresh.amount_dong, "method": method}
        work.record(Action.REFUND_FEE, facts, behalf=behalf)
    return fresh


def require_payable(refund: Refund, dossier: Dossier, *, actor: Actor, at: datetime) -> Refund:
    """Return the refund as it stands, if it may be paid out now; raise as ``pay_refund``."""
    rights.require(actor, Action.REFUND_FEE, dossier, None)
    fresh = _still_there(refund)
    if fresh.paid_at is not None:
        raise AlreadySettledError(
            _("Khoản này đã được %(who)s hoàn lúc %(when)s; không hoàn lần nữa.")
            % {"who": _named(fresh.paid_by), "when": when(fresh.paid_at, at)}
        )
    if fresh.approved_at is None:
        raise MoneyError(_("Khoản này chưa được lãnh đạo duyệt hoàn."))
    return fresh


def may_approve(actor: Actor, dossier: Dossier) -> bool:
    """Say whether ``actor`` answers for the money of the agency that took it."""
    return actor is SYSTEM or actor.has(*rights.LEADERS, agency_id=dossier.receiving_agency_id)


def _still_there(refund: Refund) -> Refund:
    fresh = Refund.objects.select_related("paid_by", "payment").filter(pk=refund.pk).first()
    if fresh is None:
        raise MoneyError(_("Hồ sơ đã được mở lại nên khoản này không phải hoàn nữa."))
    return fresh


def decide_refunds(account: Account, reason: str, *, actor: Actor, at: datetime) -> None:
    """Ask to give back all that was paid; a leader approves, the cashier pays.

    Call it inside the transaction of the act that ends the dossier. A part that was asked for
    before, and not paid yet, grows to the whole.
    """
    for payment in account.payments:
        asked = getattr(payment, "refund", None)
        if asked is not None:
            raise_to_whole(asked, reason, actor=actor, at=at)
            continue
        Refund.objects.create(
            payment=payment,
            amount_dong=payment.amount_dong,
            reason=reason,
            decided_at=at,
            decided_by_id=actor.officer_id,
        )


def _checked(method: str) -> str:
    if method not in DESK_METHODS:
        raise MoneyError(_("Xin chọn hình thức: tiền mặt, chuyển khoản hay thẻ."))
    return str(method)


def charge_to_take(dossier: Dossier, charge_id: int | None, at: datetime) -> Charge:
    """Return the charge, still unpaid; a new one, unsaved, for what had no amount.

    Raises AlreadySettledError, which says who took the money, and MoneyError.
    """
    account = account_of(dossier)
    if charge_id is None:
        if dossier.money_state == MoneyState.DUE and not account.charges:
            return Charge(dossier_id=dossier.pk, name=_("Lệ phí"), amount_dong=0)
        settled = [charge for charge in account.charges if charge.payment is not None]
        if settled:
            raise _taken(settled[-1], at)
        raise MoneyError(_("Hồ sơ này không còn khoản nào phải thu. Xin tải lại trang."))
    charge = next((c for c in account.charges if c.pk == charge_id), None)
    if charge is None:
        raise MoneyError(_("Hồ sơ này không có khoản thu đó. Xin tải lại trang."))
    if charge.payment is not None:
        raise _taken(charge, at)
    if charge.exemption:
        raise MoneyError(_("Khoản này được miễn: %(why)s. Không thu.") % {"why": charge.exemption})
    return charge


def _taken(charge: Charge, at: datetime) -> AlreadySettledError:
    payment = charge.payment
    if payment is None:
        raise ValueError("only a charge that was paid was taken")
    return AlreadySettledError(
        _("Khoản này đã được %(who)s thu %(amount)s lúc %(when)s; không thu lần nữa.")
        % {
            "who": _named(payment.received_by),
            "amount": format_dong(Dong(payment.amount_dong)),
            "when": when(payment.received_at, at),
        }
    )


def _amount(charge: Charge, typed: int | None) -> int:
    if charge.amount_dong and typed not in {None, charge.amount_dong}:
        raise MoneyError(
            _("Khoản này là %(amount)s. Muốn thu số khác, xin sửa khoản thu trước.")
            % {"amount": format_dong(Dong(charge.amount_dong))}
        )
    amount = charge.amount_dong or typed or 0
    if amount <= 0:
        raise MoneyError(_("Xin ghi số tiền đã thu, lớn hơn 0 đồng."))
    return amount


def _named(officer: object | None) -> str:
    return str(officer) if officer is not None else _("hệ thống")
