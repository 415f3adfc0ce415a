"""What all pages of the organiser share: for which desk, and the tabs on top."""

from typing import Any, Final

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Desk
from motcua.guidance.policies import ORGANISING, desks_of
from motcua.kernel import clock
from motcua.web.access import StaffRequest, requires
from motcua.web.addresses import address_of

organises = requires(*ORGANISING)
TABS: Final = [
    (_("Lịch tuần"), "guiding:week"),
    (_("Có mặt"), "guiding:attendance"),
    (_("Người"), "guiding:people"),
    (_("Số liệu"), "guiding:figures"),
    (_("Ca trực"), "guiding:patterns"),
    (_("Chương trình"), "guiding:programme"),
    (_("Cán bộ"), "guiding:staff"),
]


def desk_asked(request: StaffRequest) -> tuple[Desk, list[Desk]]:
    """Return the desk in the query, else the first, and all that there are to choose from."""
    desks = list(desks_of(request.actor, clock.today()))
    if not desks:
        raise Http404  # a unit without a desk has no roster
    wanted = request.GET.get("quay") or request.POST.get("quay")
    return next((one for one in desks if one.code == wanted), desks[0]), desks


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the tabs as chips."""
    addresses = [(label, address_of(name)) for label, name in TABS]
    under = [address for _label, address in addresses if request.path.startswith(address)]
    here = max(under, key=len, default="")
    return [
        {"label": label, "url": address, "is_current": address == here, "count": None, "icon": ""}
        for label, address in addresses
    ]
