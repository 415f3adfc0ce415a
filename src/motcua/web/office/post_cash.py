"""The cash that the post collected: what is still with it, and the list by which it pays."""

import re
from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext, desk_context
from motcua.delivery.lifecycle import ParcelState
from motcua.delivery.models import Parcel, Remittance
from motcua.delivery.services import DeliveryError
from motcua.dossiers.services.posting import reconcile_cash
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.money import Dong
from motcua.web.access import StaffRequest, requires
from motcua.web.formats import dong

MOST: Final = 200
_LINE: Final = re.compile(r"^\s*(\S{1,40})[\s;,]+([\d.\s]{1,20})\s*$")


@requires(Role.CASHIER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def post_cash(request: StaffRequest) -> HttpResponse:
    """Show what the post holds of ours; take a list of it by POST, all or nothing."""
    agencies = request.actor.agencies_with(Role.CASHIER)
    held = Parcel.objects.filter(
        agency_id__in=agencies,
        state=ParcelState.DELIVERED,
        cash_collected_dong__gt=0,
        remittance__isnull=True,
    ).order_by("settled_at", "pk")
    typed = request.POST.get("lines", "").replace("\x00", "")
    problem = ""
    if request.method == "POST":
        try:
            taken = reconcile_cash(
                _lines(typed),
                context=_desk(request),
                document=request.POST.get("document", "").replace("\x00", ""),
                actor=request.actor,
                at=clock.now(),
            )
        except DomainError as error:
            problem = str(error)
        else:
            messages.success(
                request,
                _("Đã đối soát bảng kê %(n)s, %(sum)s.")
                % {"n": taken.document, "sum": dong(Dong(taken.total_dong))},
            )
            return redirect("office:post-cash")
    listed = list(held[:MOST])
    context = {
        "rows": listed,
        "total_dong": sum(parcel.cash_collected_dong or 0 for parcel in listed),
        "lines": typed,
        "document": request.POST.get("document", ""),
        "problem": problem,
        "latest": list(Remittance.objects.filter(agency_id__in=agencies)[:10]),
        "today": clock.today(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "office/post_cash.html", context, status=status)


def _lines(text: str) -> dict[str, int]:
    """Return the list as pasted: a parcel's number and an amount on each line."""
    found: dict[str, int] = {}
    for line in filter(str.strip, text.splitlines()):
        matched = _LINE.match(line)
        digits = re.sub(r"\D", "", matched[2]) if matched else ""
        if matched is None or not digits:
            raise DeliveryError(
                _("Dòng “%(line)s” chưa đúng: ghi số hiệu bưu gửi, cách ra, rồi số tiền.")
                % {"line": line.strip()[:60]}
            )
        number = matched[1].upper()
        if number in found:
            raise DeliveryError(_("Bưu gửi %(n)s ghi hai lần.") % {"n": number})
        found[number] = int(digits)
    return found


def _desk(request: StaffRequest) -> DeskContext:
    agencies = request.actor.agencies_with(Role.CASHIER)
    desk = Desk.objects.filter(agency_id__in=agencies).order_by("code").first()
    if desk is None:
        raise Http404
    return desk_context(desk.pk)
