"""What all pages of reform officers share: who may, and the tabs on top."""

from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from motcua.initiatives.policies import READING, REGISTERING
from motcua.web.access import requires
from motcua.web.addresses import address_of

registers = requires(*REGISTERING)
reads = requires(*READING)
TABS: Final = [
    (_("Mô hình, sáng kiến"), "initiatives:list"),
    (_("Kế hoạch, danh sách"), "initiatives:plans"),
    (_("Làm theo nơi khác"), "initiatives:adoptions"),
    (_("Đoàn học tập"), "initiatives:journeys"),
    (_("Hội đồng"), "initiatives:council"),
    (_("Phiếu chấm của tôi"), "initiatives:seats"),
]


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the tabs as chips."""
    addresses = [(label, address_of(name)) for label, name in TABS]
    under = [address for _label, address in addresses if request.path.startswith(address)]
    here = max(under, key=len, default="")
    return [
        {"label": label, "url": address, "is_current": address == here, "count": None, "icon": ""}
        for label, address in addresses
    ]
