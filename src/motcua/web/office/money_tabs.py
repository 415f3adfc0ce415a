"""The pages of a cashier, as a row of tabs above each of them."""

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.dossiers.cash_desk import TAKING

HEADS: Final = (Role.HEAD_OF_DESK, Role.APPROVER)
KEEPING: Final = (Role.CASHIER, *HEADS)
"""Who keeps the books of money, and who looks at them."""
_TABS: Final = (
    ("office:charges", _("Thu, hoàn phí"), (*TAKING, Role.APPROVER)),
    ("office:incoming", _("Tiền về chưa khớp"), (Role.CASHIER,)),
    ("office:pay-receipts", _("Biên lai"), KEEPING),
    ("office:differences", _("Đối soát"), KEEPING),
    ("office:cash-day", _("Sổ quỹ hôm nay"), (Role.CASHIER,)),
    ("office:cash-days", _("Sổ quỹ các ngày"), KEEPING),
)


def money_tabs(actor: Actor, here: str) -> list[dict[str, Any]]:
    """Return the tabs that ``actor`` may open; none where it would be one alone."""
    tabs = [
        {
            "label": label,
            "url": reverse(name),
            "is_current": name == here,
            "count": None,
            "icon": "",
        }
        for name, label, roles in _TABS
        if actor.has(*roles)
    ]
    return tabs if len(tabs) > 1 else []
