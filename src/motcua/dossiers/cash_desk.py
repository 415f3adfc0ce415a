"""Questions about money: what a dossier paid and owes, what waits to be taken or given back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import TRANSITIONS, Action, MoneyState, State
from motcua.dossiers.models import Charge, Dossier, Pause
from motcua.dossiers.policies import DESK_ROLES
from motcua.payments.lifecycle import OrderAct
from motcua.payments.models import OrderEvent, Payment, Refund
from motcua.payments.services.orders import Asked

TAKING: Final = (*DESK_ROLES, Role.CASHIER)
"""Who takes money; only the cashier gives it back."""
GIVING_BACK: Final = (Role.CASHIER, Role.HEAD_OF_DESK, Role.APPROVER)
"""Who asks for refunds and pays them, and who approves them."""
_LONGEST_NAME: Final = 160
CHARGE: Final = "charge"
"""The kind of orders that are for a charge of a dossier."""
COLLECTING: Final = TRANSITIONS[Action.COLLECT_FEE].sources
"""The states in which something can still be owed."""


@dataclass(frozen=True, slots=True)
class Account:
    """The charges of one dossier, read once.

    ``treasury`` are the keys of charges that were paid to the treasury on another authority's
    notice: that money never was the agency's, and only that authority gives it back.
    """

    charges: tuple[Charge, ...]
    treasury: frozenset[int] = frozenset()

    @property
    def unpaid(self) -> list[Charge]:
        """Return what was neither paid nor forgiven."""
        return [c for c in self.charges if c.payment is None and not c.exemption]

    @property
    def paid(self) -> list[Charge]:
        """Return what was paid to the agency and is not to be given back."""
        return [
            charge
            for charge in self.charges
            if charge.payment is not None
            and not _is_given_back(charge)
            and charge.pk not in self.treasury
        ]

    @property
    def paid_to_treasury(self) -> list[Charge]:
        """Return what was paid elsewhere, on another authority's notice."""
        return [charge for charge in self.charges if charge.pk in self.treasury]

    @property
    def payments(self) -> list[Payment]:
        """Return the payments behind ``paid``, each once."""
        found = {c.payment.pk: c.payment for c in self.paid if c.payment is not None}
        return list(found.values())

    @property
    def promised_back(self) -> list[Refund]:
        """Return what was decided to be given back and is still here."""
        return [refund for refund in self._refunds() if refund.paid_at is None]

    @property
    def given_back(self) -> list[Refund]:
        """Return what was given back."""
        return [refund for refund in self._refunds() if refund.paid_at is not None]

    @property
    def paid_dong(self) -> int:
        """Return how much is held for good, as things stand."""
        return sum(
            payment.amount_dong - (payment.refund.amount_dong if _has_refund(payment) else 0)
            for payment in self.payments
        )

    def _refunds(self) -> list[Refund]:
        found = {refund.pk: refund for c in self.charges if (refund := refund_of(c)) is not None}
        return list(found.values())


def _has_refund(payment: Payment) -> bool:
    return getattr(payment, "refund", None) is not None


def _is_given_back(charge: Charge) -> bool:
    """Say whether all that was paid for ``charge`` is, or will be, given back."""
    refund = refund_of(charge)
    payment = charge.payment
    return refund is not None and payment is not None and refund.amount_dong >= payment.amount_dong


def refund_of(charge: Charge) -> Refund | None:
    """Return the decision to give back what was paid for ``charge``."""
    found: Refund | None = getattr(charge.payment, "refund", None)
    return found


def duty_name(document: str) -> str:
    """Return the name of the charge for a financial duty on the notice ``document``."""
    return str(_("Nghĩa vụ tài chính, %(document)s") % {"document": document})[:_LONGEST_NAME]


def account_of(dossier: Dossier) -> Account:
    """Return what ``dossier`` was charged, paid and got back. Three queries at most."""
    charges = tuple(
        dossier.charges.select_related(
            "payment__refund__paid_by", "payment__received_by"
        ).order_by("pk")
    )
    return Account(charges, treasury=_paid_to_treasury(dossier, charges))


def _paid_to_treasury(dossier: Dossier, charges: Sequence[Charge]) -> frozenset[int]:
    """Return the charges of financial duties whose money the desk did not take itself."""
    paid = [charge for charge in charges if charge.payment is not None]
    if not paid:
        return frozenset()
    asked = dossier.pauses.filter(kind=Pause.Kind.FINANCIAL, amount_dong__isnull=False)
    notices = {(pause.amount_dong, duty_name(pause.document)) for pause in asked}
    duties = {charge.pk for charge in paid if (charge.amount_dong, charge.name) in notices}
    if not duties:
        return frozenset()
    taken = dossier.events.filter(action=Action.COLLECT_FEE).values_list("payload", flat=True)
    return frozenset(duties - {payload.get("charge") for payload in taken})


def money_state_of(account: Account, before: MoneyState, *, is_over: bool = False) -> MoneyState:
    """Return where the money stands after a change; ``before`` knows what no charge says.

    A fee "to be paid later" of which nobody knows the amount has no charge. With ``is_over``
    nothing can be owed any more.
    """
    is_unknown = before is MoneyState.DUE and not account.charges
    if not is_over and (account.unpaid or is_unknown):
        return MoneyState.DUE
    if account.paid or account.promised_back or account.paid_to_treasury:
        return MoneyState.PAID
    if account.given_back:
        return MoneyState.REFUNDED
    is_exempt = before is MoneyState.EXEMPT or any(c.exemption for c in account.charges)
    return MoneyState.EXEMPT if is_exempt else MoneyState.NOTHING_DUE


def asked_of(dossier: Dossier, charge: Charge) -> Asked:
    """Return what payments are told of ``charge``."""
    return Asked(
        kind=CHARGE,
        payable=str(charge.pk),
        reference=dossier.tracking_code,
        subject=str(dossier),
        purpose=_purpose(charge),
        amount_dong=charge.amount_dong,
        agency_id=dossier.receiving_agency_id,
    )


def _purpose(charge: Charge) -> str:
    """Return what a receipt and the cash book say: with how it was counted, never whose relief."""
    workings = charge.fee.workings() if charge.fee else ""
    return f"{charge.name}: {workings}"[:_LONGEST_NAME] if workings else charge.name


@dataclass(frozen=True, slots=True)
class PaidOnline:
    """How many dossiers had a fee to pay, and how many of them paid it online."""

    with_fee: int
    online: int

    @property
    def percent(self) -> float | None:
        """Return the share that paid online; None where nobody had to pay."""
        return round(self.online / self.with_fee * 100, 2) if self.with_fee else None


def paid_online(dossiers: QuerySet[Dossier], *, before: datetime | None = None) -> PaidOnline:
    """Count who of ``dossiers`` had a fee to pay and paid it online ``before``. One query.

    Whoever is exempt has none. Online is what a bank or the gateway told us of; money that an
    officer took is not, by whatever means.
    """
    told = _told_of(before)
    counted = (
        _owed()
        .filter(dossier__in=dossiers)
        .aggregate(
            with_fee=Count("dossier", distinct=True),
            online=Count("dossier", distinct=True, filter=Exists(told)),
        )
    )
    return PaidOnline(**counted)


def fees_paid_online(dossiers: Sequence[int] | None = None) -> QuerySet[Charge, Any]:
    """Return ``dossier_id`` and ``online`` of each of ``dossiers``, or of all, with a fee to pay.

    By the same definition as ``paid_online``.
    """
    owed = _owed() if dossiers is None else _owed().filter(dossier_id__in=dossiers)
    return owed.order_by().values("dossier_id").annotate(online=BoolOr(Exists(_told_of())))


def _owed() -> QuerySet[Charge]:
    return Charge.objects.filter(amount_dong__gt=0, exemption="")


def _told_of(before: datetime | None = None) -> QuerySet[OrderEvent]:
    """Return what a bank or the gateway told of the payment of a charge."""
    told = OrderEvent.objects.filter(
        order__payment=OuterRef("payment"), act=OrderAct.SETTLE
    ).exclude(provider="")
    return told if before is None else told.filter(at__lt=before)


def owes(dossier: Dossier) -> bool:
    """Say whether something is still to be paid; no query.

    A reason to remind whoever collects the result, not to keep it from them: a debt of a fee
    is collected by the law on fees, and no text lets an agency hold a decision back for it.
    """
    return dossier.money_state == MoneyState.DUE and State(dossier.state) in COLLECTING


def to_take(actor: Actor) -> QuerySet[Dossier]:
    """Return dossiers that owe something at one's desks, the oldest first.

    Their ``charges`` are those still unpaid.
    """
    unpaid = Charge.objects.filter(payment__isnull=True, exemption="").order_by("pk")
    return (
        Dossier.objects.filter(
            receiving_agency_id__in=actor.agencies_with(*TAKING),
            money_state=MoneyState.DUE,
            state__in=sorted(COLLECTING),
            # What waits for papers before it was accepted may be refused yet.
            accepted_at__isnull=False,
        )
        .select_related("procedure")
        .prefetch_related(Prefetch("charges", unpaid))
        .order_by("accepted_at", "pk")
    )


def to_give_back(actor: Actor) -> QuerySet[Refund]:
    """Return what one's agencies are to give back: to approve or to pay, the oldest first."""
    agencies = actor.agencies_with(*GIVING_BACK)
    charged = Charge.objects.select_related("dossier__procedure")
    return (
        Refund.objects.filter(
            # No join: a payment of several charges would be listed several times.
            payment__in=Charge.objects.filter(
                dossier__receiving_agency_id__in=agencies, payment__isnull=False
            ).values("payment_id"),
            paid_at__isnull=True,
        )
        .prefetch_related(Prefetch("payment__charges", charged))
        .order_by("decided_at", "pk")
    )


def dossier_of(refund: Refund) -> Dossier:
    """Return the dossier whose ending gave rise to ``refund``."""
    charge = (
        Charge.objects.filter(payment_id=refund.payment_id)
        .select_related("dossier__procedure", "dossier__desk")
        .latest("pk")
    )
    found: Dossier = charge.dossier
    return found


def access_refund(actor: Actor, ref: object) -> Refund:
    """Return a refund, paid out or not, of one's own agencies. Raises Http404."""
    agencies = actor.agencies_with(*GIVING_BACK)
    mine = Q(payment__charges__dossier__receiving_agency_id__in=agencies)
    refunds = Refund.objects.filter(mine).select_related(
        "payment", "paid_by", "decided_by", "approved_by"
    )
    return get_object_or_404(refunds.distinct(), ref=ref)
