"""What tests of paying online share: an office that collects, an order, the gateway's news."""

from datetime import timedelta
from typing import Any, Final

from motcua.dossiers.models import Dossier
from motcua.dossiers.services.lodging import Settlement
from motcua.dossiers.services.paying import open_charge_order
from motcua.payments.gateway import attempt_reference, stamp
from motcua.payments.merchants import Merchant
from motcua.payments.models import Collector, Order
from motcua.payments.services.orders import ask
from motcua.payments.vnpay_signing import HASH, sign
from tests.dossiers.lives import TUESDAY, Office, open_office

US: Final = Merchant(
    tmn_code="MOTCUA01",
    secret="khoa-cua-bo-mo-phong",  # noqa: S106 - that of the simulator
    pay_address="http://127.0.0.1/pay",
    api_address="http://127.0.0.1/api",
)
BANK_SECRET: Final = "khoa-ngan-hang-mo-phong"  # noqa: S105 - that of the simulator
ACCOUNT: Final = "1012345678"


def collecting_office(fee_dong: int | None = 8_000) -> Office:
    """Return an office whose agency collects: with symbols for receipts and an account."""
    office = open_office(fee_dong)
    Collector.objects.create(
        agency=office.desk.agency,
        name="Trung tâm Phục vụ hành chính công phường Mẫu",
        tax_code="0101234567",
        form_symbol="01BLP",
        series_symbol="AA-26E",
        bank_bin="970436",
        bank_name="Ngân hàng Mẫu",
        account_number=ACCOUNT,
        account_name="TTPVHCC PHUONG MAU",
    )
    return office


def owing(office: Office, number: int = 1) -> Dossier:
    """Return an accepted dossier that owes its fee."""
    return office.accepted(Settlement.LATER, number)


def order_for(dossier: Dossier, how: str = "vietqr") -> Order:
    """Return an order for the dossier's charge, with the payer on the way."""
    return ask(open_charge_order(dossier, None, at=TUESDAY), how, at=TUESDAY)


def news(order: Order, **changes: Any) -> dict[str, str]:
    """Return a signed notification of the gateway: paid, unless ``changes`` say otherwise."""
    secret = changes.pop("secret", US.secret)
    message = {
        "vnp_Amount": str(order.amount_dong * 100),
        "vnp_BankCode": "NCB",
        "vnp_OrderInfo": "Le phi",
        "vnp_PayDate": stamp(TUESDAY + timedelta(minutes=2)),
        "vnp_ResponseCode": "00",
        "vnp_TmnCode": US.tmn_code,
        "vnp_TransactionNo": "14226112",
        "vnp_TransactionStatus": "00",
        "vnp_TxnRef": attempt_reference(order, 1),
        **changes,
    }
    return {**message, HASH: sign(message, secret)}


FAILED: Final = {"vnp_ResponseCode": "24", "vnp_TransactionStatus": "02"}
