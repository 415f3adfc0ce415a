"""Taking a fee at the desk after acceptance, and giving one back. Each once, whoever clicks twice.

The receipt for a fee is a paper of tax law and is written elsewhere.
"""

from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.dossiers import rights
from motcua.dossiers.acts import doing
from motcua.dossiers.cash_desk import Account, account_of, dossier_of, money_state_of
from motcua.dossiers.lifecycle import Action, MoneyState
from motcua.dossiers.models import Charge, Dossier
from motcua.dossiers.services.meanwhile import when
from motcua.kernel.errors import DomainError
from motcua.kernel.money import Dong, format_dong
from motcua.payments.models import Payment, PaymentMethod, Refund


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
        payment = Payment.objects.create(
            reference=dossier.tracking_code,
            amount_dong=amount,
            method=method,
            received_at=at,
            received_by_id=actor.officer_id,
        )
        charge.amount_dong, charge.payment = amount, payment
        charge.save()
        before = MoneyState(dossier.money_state)
        dossier.money_state = money_state_of(account_of(dossier), before)
        facts = {"charge": charge.pk, "amount_dong": amount, "method": method}
        behalf = rights.behalf(actor, Action.COLLECT_FEE, dossier, None)
        work.record(Action.COLLECT_FEE, facts, behalf=behalf)
    return payment


def pay_refund(refund: Refund, *, method: str, actor: Actor, at: datetime) -> Refund:
    """Give back what was decided to be given back.

    Raises AlreadySettledError when it was given back meanwhile, MoneyError when the decision
    fell with the reopening of the dossier, PermissionDenied, IllegalTransitionError.
    """
    method = _checked(method)
    with doing(dossier_of(refund).pk, actor=actor, at=at) as work:
        dossier = work.dossier
        rights.require(actor, Action.REFUND_FEE, dossier, None)
        fresh = Refund.objects.select_related("paid_by").filter(pk=refund.pk).first()
        if fresh is None:
            raise MoneyError(_("Hồ sơ đã được mở lại nên khoản này không phải hoàn nữa."))
        if fresh.paid_at is not None:
            raise AlreadySettledError(
                _("Khoản này đã được %(who)s hoàn lúc %(when)s; không hoàn lần nữa.")
                % {"who": _named(fresh.paid_by), "when": when(fresh.paid_at, at)}
            )
        fresh.paid_at, fresh.paid_by_id, fresh.method = at, actor.officer_id, method
        fresh.save(update_fields=["paid_at", "paid_by", "method"])
        before = MoneyState(dossier.money_state)
        dossier.money_state = money_state_of(account_of(dossier), before)
        behalf = rights.behalf(actor, Action.REFUND_FEE, dossier, None)
        facts = {"amount_dong": fresh.amount_dong, "method": method}
        work.record(Action.REFUND_FEE, facts, behalf=behalf)
    return fresh


def decide_refunds(account: Account, reason: str, *, actor: Actor, at: datetime) -> None:
    """Decide to give back all that was paid; the cashier does it later.

    Call it inside the transaction of the act that ends the dossier.
    """
    Refund.objects.bulk_create(
        Refund(
            payment=payment,
            amount_dong=payment.amount_dong,
            reason=reason,
            decided_at=at,
            decided_by_id=actor.officer_id,
        )
        for payment in account.payments
    )


def _checked(method: str) -> str:
    if method not in PaymentMethod.values:
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
