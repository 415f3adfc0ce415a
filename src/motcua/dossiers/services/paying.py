"""Paying a dossier's charges from home: what is asked, and what a payment does.

Payments know a kind and a key; here the key is a charge. A payment that settles a financial
duty also ends the waiting for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM
from motcua.agencies.selectors import DeskContext, desk_context
from motcua.dossiers import forms
from motcua.dossiers.acts import Doing, doing
from motcua.dossiers.cash_desk import (
    COLLECTING,
    account_of,
    asked_of,
    duty_name,
    money_state_of,
)
from motcua.dossiers.lifecycle import Action, MoneyState, State
from motcua.dossiers.models import Charge, Dossier, Pause
from motcua.dossiers.services.pausing import (
    end_pause,
    open_pause_of,
    start_the_clock,
    tell_going_on,
    way_on,
)
from motcua.kernel.errors import DomainError
from motcua.payments.models import Collector, Order, Payment
from motcua.payments.services.orders import open_order


class PayingError(DomainError):
    """This cannot be paid online; the sentence says what to do instead."""

    code: ClassVar[str] = "paying"


def payable_charges(dossier: Dossier) -> list[Charge]:
    """Return what can be paid now: known amounts, unpaid, of a dossier that still owes."""
    if State(dossier.state) not in COLLECTING or dossier.erased_at is not None:
        return []
    return [charge for charge in account_of(dossier).unpaid if charge.amount_dong]


def open_charge_order(dossier: Dossier, charge_id: int | None, *, at: datetime) -> Order:
    """Return the order with which a charge of ``dossier`` is paid online. Raises PayingError."""
    charges = payable_charges(dossier)
    charge = next((one for one in charges if charge_id in {None, one.pk}), None)
    if charge is None:
        raise PayingError(_("Khoản này đã nộp hoặc không còn phải nộp. Xin tải lại trang."))
    if not Collector.objects.filter(agency_id=dossier.receiving_agency_id).exists():
        raise PayingError(_("Cơ quan này chưa nhận nộp tiền trực tuyến. Xin nộp tại quầy."))
    return open_order(asked_of(dossier, charge), at=at)


@dataclass(slots=True)
class ChargeClaim:
    """A charge, held with its dossier, while a payment for it is looked at."""

    work: Doing
    charge: Charge

    def is_due(self, amount_dong: int) -> bool:
        """Say whether exactly so much is still owed for the charge."""
        return (
            self.charge.payment_id is None
            and not self.charge.exemption
            and self.charge.amount_dong == amount_dong
            and self.work.state in COLLECTING
        )

    def settle(self, payment: Payment, order: Order) -> None:
        """Note the payment in the dossier and its ledger; a financial duty is then met."""
        work, dossier = self.work, self.work.dossier
        self.charge.payment = payment
        self.charge.save(update_fields=["payment"])
        before = MoneyState(dossier.money_state)
        dossier.money_state = money_state_of(account_of(dossier), before)
        facts = {
            "charge": self.charge.pk,
            "amount_dong": payment.amount_dong,
            "method": str(payment.method),
            "order": order.number,
        }
        work.record(Action.COLLECT_FEE, facts)
        _end_waiting(work, self.charge, payment)


@contextmanager
def hold_charge(order: Order, at: datetime) -> Iterator[ChargeClaim | None]:
    """Hold the dossier of an order for the length of a transaction; None when it is gone."""
    key = order.payable
    charges = Charge.objects.filter(dossier__erased_at__isnull=True)
    found = charges.filter(pk=int(key)).first() if key.isdecimal() else None
    if found is None:
        yield None
        return
    with doing(found.dossier_id, actor=SYSTEM, at=at) as work:
        # Read again: it may have been paid before the dossier was ours to hold.
        yield ChargeClaim(work, Charge.objects.get(pk=found.pk))


def _end_waiting(work: Doing, charge: Charge, payment: Payment) -> None:
    """Let the dossier go on when ``charge`` is the financial duty it waits for."""
    dossier = work.dossier
    if work.state is not State.AWAITING_PAYMENT:
        return
    pause = open_pause_of(dossier)
    if pause is None or pause.kind != Pause.Kind.FINANCIAL:
        return
    if pause.amount_dong is None or charge.name != duty_name(pause.document):
        return
    action = way_on(dossier)
    note = _("Đã nộp trực tuyến: %(how)s.") % {"how": payment.get_method_display()}
    end_pause(pause, note=note, actor=SYSTEM, at=work.at)
    facts: dict[str, object] = {"kind": str(pause.kind), "papers": 0}
    if action is Action.RESUME and start_the_clock(work):
        facts["due_at"] = forms.instant(dossier.due_at) if dossier.due_at else None
        facts["restarted"] = pause.restarts
    work.record(action, facts)
    tell_going_on(work, action, context=_desk_of(dossier))


def _desk_of(dossier: Dossier) -> DeskContext:
    return desk_context(dossier.desk_id)
