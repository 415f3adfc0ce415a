"""Money in the living ward: an invented account, orders that wait, some paid, some astray."""

from datetime import datetime, timedelta
from typing import Final

from motcua.demo.citizens import personal_numbers
from motcua.demo.town import Town
from motcua.dossiers.cash_desk import COLLECTING
from motcua.dossiers.lifecycle import MoneyState, State
from motcua.dossiers.models import Dossier, Origin
from motcua.dossiers.services.paying import open_charge_order, payable_charges
from motcua.payments.models import Collector, Incoming, Order
from motcua.payments.services.incoming import BANK, Money, receive
from motcua.payments.services.orders import ask

ACCOUNT: Final = "1012345678"
PAID_ONLINE: Final = 3
WAITING: Final = 2
FIRST_DEBT: Final = 60
PAID_AFTER: Final = timedelta(minutes=20)


def let_collect(town: Town) -> None:
    """Say how the ward collects: symbols and an account that no bank knows."""
    Collector.objects.get_or_create(
        agency=town.hall.agency,
        defaults={
            "name": town.hall.agency.name,
            "tax_code": "0101234567",
            "form_symbol": "01BLP0-001",
            "series_symbol": f"AA-{town.until:%y}E",
            "bank_bin": "970436",
            "bank_name": "Ngân hàng mô phỏng",
            "account_number": ACCOUNT,
            "account_name": "TTPVHCC (TRINH DIEN)",
        },
    )


def pay_online(town: Town) -> None:
    """Let a few applicants pay by VietQR, a few begin to, and some money come without a name."""
    owing = [
        order for dossier in _owing(town) if (order := _opened(dossier, town.until)) is not None
    ]
    for place, order in enumerate(owing[:PAID_ONLINE]):
        transfer(town, order.number, order.amount_dong, place)
    if Incoming.objects.filter(provider_txn__startswith="DEMO", state="unmatched").exists():
        return
    transfer(town, "nop le phi xac nhan hon nhan", 8_000, 90)
    if len(owing) > PAID_ONLINE:
        late = owing[PAID_ONLINE]
        transfer(town, f"{late.number} chuyen thieu", max(late.amount_dong - 1_000, 500), 91)
    if owing:
        transfer(town, f"{owing[0].number} nop lai", owing[0].amount_dong, 92)


def pay_debts(town: Town) -> None:
    """Let citizens pay what they owe for what they lodged from home, before it goes on."""
    found = Dossier.objects.filter(
        receiving_agency=town.hall.agency,
        origin=Origin.DEMO,
        state=State.SUBMITTED,
        money_state=MoneyState.DUE,
        applicant__identity_number__in=personal_numbers(),
        submitted_at__lt=town.until,
    )
    for place, dossier in enumerate(found.order_by("pk"), start=FIRST_DEBT):
        # At once and not this morning: whoever has just done something is left alone.
        at = dossier.submitted_at + PAID_AFTER
        order = _opened(dossier, at)
        if order is not None:
            transfer(town, order.number, order.amount_dong, place, at=at)


def _owing(town: Town) -> list[Dossier]:
    found = Dossier.objects.filter(
        receiving_agency=town.hall.agency,
        origin=Origin.DEMO,
        money_state=MoneyState.DUE,
        state__in=sorted(COLLECTING),
        erased_at__isnull=True,
    ).exclude(applicant__identity_number__in=personal_numbers())
    return list(found.order_by("-accepted_at", "pk")[: PAID_ONLINE + WAITING])


def _opened(dossier: Dossier, at: datetime) -> Order | None:
    if not payable_charges(dossier):
        return None
    return ask(open_charge_order(dossier, None, at=at), "vietqr", at=at)


def transfer(
    town: Town, content: str, amount: int, place: int, *, at: datetime | None = None
) -> None:
    """Let the bank tell that so much came in; ``place`` numbers what came on that day."""
    at = at or town.until
    money = Money(
        provider=BANK,
        txn=f"DEMO{town.until:%y%m%d}{place:02}",
        source=Incoming.Source.NOTICE,
        amount_dong=amount,
        content=content,
        at=at - timedelta(minutes=1),
        account=ACCOUNT,
    )
    receive(money, at=at)
