"""What came from the national portal: how far it is read, and what could not be taken in, and why.

An administrator sees no dossier: entries are told by their code at the portal and the reason.
"""

from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.exchange.models import (
    CatalogueProposal,
    MirroredDossier,
    PortalLeft,
    PortalList,
    PortalLodging,
    PortalMark,
)
from motcua.exchange.portal.client import portal
from motcua.exchange.portal.receiving import receive_again
from motcua.exchange.portal.receiving_lists import Received
from motcua.kernel import clock
from motcua.web.access import StaffRequest
from motcua.web.manage.access import changes, reads
from motcua.web.manage.paging import page_of

AT_ONCE: Final = 50
"""So many are tried again by one press of the button."""


@reads
@require_safe
def portal_in(request: StaffRequest) -> HttpResponse:
    """Show the lists with their marks, and what was not taken in. Six queries."""
    marks = {mark.list: mark for mark in PortalMark.objects.all()}
    left = dict(PortalLeft.objects.order_by().values_list("list").annotate(n=Count("pk")))
    lodged = PortalLodging.objects.aggregate(
        all=Count("pk"), untold=Count("pk", filter=Q(told_at__isnull=True))
    )
    taken: dict[str, int] = {
        PortalList.LODGED: lodged["all"],
        PortalList.MIRRORED: MirroredDossier.objects.count(),
        PortalList.CATALOGUE: CatalogueProposal.objects.count(),
    }
    context = {
        "lists": [
            {
                "label": kind.label,
                "mark": marks.get(kind.value),
                "taken": taken[kind],
                "left": left.get(kind.value, 0),
            }
            for kind in PortalList
        ],
        "untold": lodged["untold"],
        "is_joined": bool(settings.PORTAL_ADDRESS),
        "page": page_of(PortalLeft.objects.all(), request),
        "at_once": AT_ONCE,
    }
    return render(request, "manage/portal_in.html", context)


@changes
@require_POST
def again(request: StaffRequest) -> HttpResponse:
    """Try again what could not be taken in: one entry, or the first of them all."""
    door = portal()
    if door is None:
        messages.error(request, _("Hệ thống này chưa nối với Cổng quốc gia."))
        return redirect("manage:portal-in")
    number = request.POST.get("muc", "")
    if number:
        is_number = number.isascii() and number.isdecimal() and len(number) < 19  # noqa: PLR2004, a bigint
        chosen = [get_object_or_404(PortalLeft, pk=int(number) if is_number else 0)]
    else:
        chosen = list(PortalLeft.objects.order_by("tried_at", "pk")[:AT_ONCE])
    _tell(request, receive_again(chosen, door, at=clock.now()))
    return redirect("manage:portal-in")


def _tell(request: StaffRequest, received: Received) -> None:
    if received.taken:
        messages.success(request, _("Đã nhận %(n)s mục.") % {"n": received.taken})
    if received.left:
        said = _("%(n)s mục vẫn chưa nhận được; lý do ghi ở từng mục.")
        messages.warning(request, said % {"n": received.left})
    for what, why in received.problems:
        messages.error(request, f"{what}: {why}")
    if not (received.taken or received.left or received.problems):
        messages.info(request, _("Các mục này vừa được nhận rồi."))


urlpatterns: Final[list[URLPattern]] = [
    path("cong-quoc-gia/nhan/", portal_in, name="portal-in"),
    path("cong-quoc-gia/nhan/thu-lai/", again, name="portal-in-again"),
]


def counts() -> dict[str, Any]:
    """Return what waits for an administrator. Two queries."""
    return {
        "left": PortalLeft.objects.count(),
        "proposals": CatalogueProposal.objects.filter(
            state=CatalogueProposal.State.WAITING
        ).count(),
    }
