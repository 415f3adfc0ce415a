"""Which officers have learnt it all themselves: every one counts, account or none."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.agencies.models import Officer
from motcua.guidance.policies import organised_by
from motcua.guidance.services.people import note_guided
from motcua.indicators.guiding import staff_coverage
from motcua.kernel import clock
from motcua.web.access import StaffRequest
from motcua.web.guiding.room import organises, tabs


@organises
@require_http_methods(["GET", "HEAD", "POST"])
def staff(request: StaffRequest) -> HttpResponse:
    """List the workforce; note who was guided."""
    agency_ids = organised_by(request.actor)
    officers = Officer.objects.filter(agency__in=agency_ids, is_active=True).select_related(
        "agency", "guided"
    )
    if request.method == "POST":
        chosen = [one for one in officers if str(one.ref) in request.POST.getlist("can_bo")]
        count = note_guided(chosen, on=clock.today(), actor=request.actor, at=clock.now())
        if count:
            messages.success(request, _("Đã ghi %(n)d người.") % {"n": count})
        else:
            messages.warning(request, _("Chưa chọn ai. Xin đánh dấu người đã được hướng dẫn."))
        return redirect("guiding:staff")
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "officers": [{"officer": one, "guided": getattr(one, "guided", None)} for one in officers],
        "coverage": staff_coverage(sorted(agency_ids)),
    }
    return render(request, "guiding/staff.html", context)
