"""Money in the small province: an agency that collects, an order that waits, a receipt, a line."""

from datetime import datetime
from typing import Any

from motcua.agencies.actors import SYSTEM
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.paying import open_charge_order
from motcua.payments.models import Collector, Incoming
from motcua.payments.services.incoming import BANK, Money, receive
from motcua.payments.services.orders import Asked, ask, take_at_desk


def play_money(agency: Any, owing: Dossier, at: datetime) -> None:
    """Let ``agency`` collect from now on: ``owing`` is about to pay, somebody has paid."""
    Collector.objects.create(
        agency=agency,
        name="Trung tâm Phục vụ hành chính công",
        tax_code="0101234567",
        form_symbol="01BLP",
        series_symbol="AA-26E",
        bank_bin="970436",
        bank_name="Ngân hàng Mẫu",
        account_number="1012345678",
        account_name="TTPVHCC",
    )
    ask(open_charge_order(owing, None, at=at), "vietqr", at=at)
    words = (BANK, "FT100", Incoming.Source.NOTICE, 8_000, "nop phi ho so", at)
    receive(Money(*words, account="1012345678"), at=at)
    taken = Asked("other", "1", "khac", "Hồ sơ mẫu", "Lệ phí", 8_000, agency.pk)
    take_at_desk(taken, "cash", actor=SYSTEM, at=at)
