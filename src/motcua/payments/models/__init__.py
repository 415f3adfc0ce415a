"""Tables of money: orders and what happened to them, sums received, receipts, cash books."""

from motcua.payments.models.books import CashDay, Difference
from motcua.payments.models.orders import Incoming, Order, OrderEvent
from motcua.payments.models.receipts import Collector, PaymentReceipt, ReceiptCounter
from motcua.payments.models.received import DESK_METHODS, Payment, PaymentMethod, Refund

__all__ = [
    "DESK_METHODS",
    "CashDay",
    "Collector",
    "Difference",
    "Incoming",
    "Order",
    "OrderEvent",
    "Payment",
    "PaymentMethod",
    "PaymentReceipt",
    "ReceiptCounter",
    "Refund",
]
