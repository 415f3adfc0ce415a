"""One dossier: who has it, what can be done now, and everything that was done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from motcua.agencies.roles import STEP_ROLES, Role
from motcua.agencies.selectors import configuration_stamp, desk_context
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import access_dossier
from motcua.dossiers.services.handling import complete_step, receive_dossier
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.procedures.selectors import content_of
from motcua.web.access import StaffRequest, requires
from motcua.web.office.doable import Situation, doable
from motcua.web.office.history import history_of
from motcua.web.office.story import facts_of, holders_of, promise_of

READERS = (*STEP_ROLES, Role.AUDITOR)


@requires(*READERS)
@require_GET
@never_cache
def page(request: StaffRequest, key: str) -> HttpResponse:
    """Show one dossier."""
    return _show(request, access_dossier(request.actor, key))


@requires(*STEP_ROLES)
@require_http_methods(["GET", "POST"])
def complete(request: StaffRequest, key: str) -> HttpResponse:
    """Close the open step with the outcome chosen."""
    dossier = access_dossier(request.actor, key)
    if request.method != "POST":
        return redirect("office:dossier", key)
    note = request.POST.get("note", "").replace("\x00", "")[:2000]
    order = request.POST.get("order", "")
    try:
        moved = complete_step(
            dossier.pk,
            outcome=request.POST.get("outcome", ""),
            # Cut, since int() refuses thousands of digits; no step has so many.
            order=int(order[:9]) if order.isdecimal() else None,
            note=note,
            context=desk_context(dossier.desk_id),
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as error:
        fresh = access_dossier(request.actor, key)
        return _show(request, fresh, problem=str(error), note=note, status=422)
    following = moved.steps.filter(closed_at__isnull=True).first()
    if following is None:
        messages.success(request, _("Đã xong. Kết quả chuyển về bộ phận một cửa để trả."))
    else:
        messages.success(
            request,
            _("Đã xong bước này. Tiếp theo: %(step)s (%(role)s).")
            % {"step": following.name, "role": Role(following.role).label},
        )
    return redirect("office:work")


@requires(*STEP_ROLES)
@require_http_methods(["GET", "POST"])
def receive(request: StaffRequest, key: str) -> HttpResponse:
    """Receive a dossier that another agency's desk accepted; its clock starts."""
    dossier = access_dossier(request.actor, key)
    if request.method != "POST":
        return redirect("office:dossier", key)
    try:
        received = receive_dossier(
            dossier.pk,
            context=desk_context(dossier.desk_id),
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as error:
        fresh = access_dossier(request.actor, key)
        return _show(request, fresh, problem=str(error), status=422)
    messages.success(
        request,
        _("Đã nhận hồ sơ %(code)s. Thời hạn tính từ bây giờ.") % {"code": received.code},
    )
    return redirect("office:dossier", key)


def _show(
    request: StaffRequest,
    dossier: Dossier,
    *,
    problem: str = "",
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    at = clock.now()
    process = content_of(dossier.procedure_version_id, configuration_stamp()).process
    steps = list(dossier.steps.select_related("closed_by", "agency"))
    current = next((step for step in steps if step.closed_at is None), None)
    situation = Situation(
        dossier,
        request.actor,
        current,
        process,
        result=dossier.results.filter(voided_at__isnull=True).first(),
    )
    context = {
        "dossier": dossier,
        "key": dossier.code or dossier.tracking_code,
        "problem": problem,
        "note": note,
        "today": clock.day_of(at),
        "holders": holders_of(dossier, process, steps, request.actor, at),
        **doable(situation),
        "take_url": _take_address(dossier),
        **promise_of(dossier, current, at),
        **facts_of(dossier),
        **history_of(dossier, process, steps),
    }
    return render(request, "office/dossier.html", context, status=status)


def _take_address(dossier: Dossier) -> str:
    try:
        return reverse("office:take", args=[dossier.code or dossier.tracking_code])
    except NoReverseMatch:
        return ""
