"""The entries on top of every page of the helpers' room."""

from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from motcua.web.addresses import address_of

ENTRIES: Final = [
    (_("Ca hôm nay"), "helper:home"),
    (_("Lịch tuần"), "helper:week"),
    (_("Kết quả"), "helper:results"),
    (_("Tôi"), "helper:me"),
]


def helper_entries(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the entries; a page stands under the nearest one."""
    addresses = [(label, address_of(name)) for label, name in ENTRIES]
    under = [address for _label, address in addresses if request.path.startswith(address)]
    here = max(under, key=len, default="")
    return [
        {"label": label, "address": address, "is_current": address == here}
        for label, address in addresses
    ]
