"""The entries on top of every page of the citizen's room."""

from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from motcua.web.addresses import address_of

ENTRIES: Final = [
    (_("Hồ sơ của tôi"), "citizen:home"),
    (_("Bản nháp"), "citizen:drafts"),
    (_("Giấy tờ của tôi"), "citizen:papers"),
    (_("Lịch hẹn của tôi"), "citizen:appointments"),
    (_("Phản ánh của tôi"), "citizen:petitions"),
    (_("Thông tin của tôi"), "citizen:profile"),
    (_("Phiên đăng nhập"), "citizen:sessions"),
]


def entries_for(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the entries as chips; a page stands under the nearest one."""
    addresses = [(label, address_of(name)) for label, name in ENTRIES]
    under = [address for _label, address in addresses if request.path.startswith(address)]
    here = max(under, key=len, default="")
    return [
        {
            "label": label,
            "url": address,
            "is_current": address == here,
            "count": None,
            "icon": "",
        }
        for label, address in addresses
    ]
