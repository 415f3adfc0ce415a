"""What has outlived the time for which it is kept: how many, of which procedure, and yes to it.

Nobody sees here whose dossiers they are: an administrator may not, and a leader need not.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies.roles import Role
from motcua.dossiers.services.erasing import CONFIRMING, confirm_due, due_groups, erasure_counts
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.procedures.models import Procedure
from motcua.web.access import StaffRequest, requires


@requires(*CONFIRMING, Role.AUDITOR)
@require_safe
@never_cache
def erasures(request: StaffRequest) -> HttpResponse:
    """Show what waits by procedure, what holds the rest, and what was done. Two queries."""
    context = {
        "groups": due_groups(request.actor),
        "counts": erasure_counts(request.actor),
        "confirmable": request.actor.agencies_with(*CONFIRMING),
    }
    return render(request, "office/erasures.html", context)


@requires(*CONFIRMING)
@require_POST
def confirm(request: StaffRequest) -> HttpResponse:
    """Confirm all that waits of one procedure; the worker erases it within minutes."""
    numbers = {name: request.POST.get(name, "")[:9] for name in ("agency", "expected")}
    procedure = get_object_or_404(Procedure, code=request.POST.get("procedure", "")[:40])
    if not all(value.isascii() and value.isdecimal() for value in numbers.values()):
        messages.error(request, _("Xin tải lại trang rồi xác nhận lại."))
        return redirect("office:erasures")
    if not request.POST.get("sure"):
        messages.error(request, _("Xin đánh dấu rằng đã đối chiếu danh mục thời hạn lưu trữ."))
        return redirect("office:erasures")
    try:
        count = confirm_due(
            procedure,
            agency_id=int(numbers["agency"]),
            expected=int(numbers["expected"]),
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("Đã xác nhận %(count)d hồ sơ. Dữ liệu cá nhân được xóa trong ít phút nữa.")
            % {"count": count},
        )
    return redirect("office:erasures")
