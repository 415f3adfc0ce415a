"""Money. The đồng has no subunit, so every amount is a whole number of đồng."""

from typing import NewType

Dong = NewType("Dong", int)
"""An amount in Vietnamese đồng (VND); never a float, never thousands."""


def format_dong(amount: Dong) -> str:
    """Return ``amount`` as citizens read it: ``1.250.000 đồng``."""
    return f"{amount:,}".replace(",", ".") + " đồng"
