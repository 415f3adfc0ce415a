"""Whether a dossier's fees were paid, and how: over a fact, asked in one place only.

Online is what a bank or the gateway told us of, as the cash desk counts it.
"""

from typing import Final

SETTLED_BY_A_BANK: Final = """
    SELECT FROM payments_order AS paid
    JOIN payments_orderevent AS event ON event.order_id = paid.id
    WHERE paid.payment_id = charge.payment_id AND event.act = 'settle'
        AND event.provider <> '' AND event.at < %({before})s
"""
"""Of a charge; ``before`` names the instant until which is looked."""
_CHARGED: Final = (
    "SELECT FROM dossiers_charge AS charge{join} WHERE charge.dossier_id = fact.dossier_id"
    " AND charge.amount_dong > 0 AND charge.exemption = ''{more}"
)
HAS_PAID: Final = (
    "EXISTS ("
    + _CHARGED.format(
        join=" JOIN payments_payment AS received ON received.id = charge.payment_id",
        more=" AND received.received_at < %(as_of_at)s",
    )
    + ")"
)
PAID_ONLINE: Final = (
    "EXISTS ("
    + _CHARGED.format(join="", more=f" AND EXISTS ({SETTLED_BY_A_BANK.format(before='as_of_at')})")
    + ")"
)
