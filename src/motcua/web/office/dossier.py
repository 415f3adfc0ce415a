"""One dossier: who has it, what can be done now, and everything that was done."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from motcua.agencies.roles import STEP_ROLES, Role
from motcua.dossiers.erased import erased_words
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.policies import access_dossier, desk_context_of
from motcua.dossiers.services.handling import complete_step, receive_dossier
from motcua.dossiers.services.stepping import open_step_of
from motcua.dossiers.services.undoing import undoable
from motcua.exchange.portal.outgoing_figures import told_of
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.procedures.selectors import content_of
from motcua.web.access import StaffRequest, requires
from motcua.web.context import stamp_of
from motcua.web.extract_files import extract_response
from motcua.web.lodged_answers import lodged_answers
from motcua.web.office.doable import Situation, doable
from motcua.web.office.history import history_of
from motcua.web.office.record import beside, record_of
from motcua.web.office.story import facts_of, holders_of, promise_of
from motcua.web.office.urgency import step_standing
from motcua.web.reading import is_masked_for, name_for, opened

READERS = (*STEP_ROLES, Role.AUDITOR)


@requires(*READERS)
@require_GET
@never_cache
def page(request: StaffRequest, key: str) -> HttpResponse:
    """Show one dossier, and remember who looked at it."""
    dossier = access_dossier(request.actor, key)
    return opened(request, dossier, clock.now()) or _show(request, dossier)


@requires(*READERS)
@require_GET
@never_cache
def extract(request: StaffRequest, key: str) -> HttpResponse:
    """Hand out the extract from the ledger, and remember who took it."""
    dossier = access_dossier(request.actor, key)
    at = clock.now()
    return opened(request, dossier, at, is_document=True) or extract_response(dossier)


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
            context=desk_context_of(dossier),
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as error:
        fresh = access_dossier(request.actor, key)
        return opened(request, fresh, clock.now()) or _show(
            request, fresh, problem=str(error), note=note, status=422
        )
    following = open_step_of(moved)
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
            context=desk_context_of(dossier),
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as error:
        fresh = access_dossier(request.actor, key)
        return opened(request, fresh, clock.now()) or _show(
            request, fresh, problem=str(error), status=422
        )
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
    # Never saved: whoever only looks over shoulders sees no whole name.
    dossier.principal_name = name_for(request.actor, dossier)
    process = content_of(dossier.procedure_version_id, stamp_of(request)).process
    record = record_of(dossier)
    current = record.current
    situation = Situation(
        dossier,
        request.actor,
        current,
        process,
        result=record.result,
        undo=undoable(dossier, request.actor, at),
    )
    context = {
        "dossier": dossier,
        "key": dossier.code or dossier.tracking_code,
        "problem": problem,
        "erased": erased_words(dossier.erased_at)[1:-1] if dossier.erased_at else "",
        "note": note,
        "today": clock.day_of(at),
        "holders": holders_of(dossier, process, record.steps, request.actor, at),
        **doable(situation),
        **promise_of(dossier, current, at),
        **facts_of(dossier, is_masked=is_masked_for(request.actor, dossier)),
        **history_of(dossier, process, record.steps, record.consultations),
        **beside(dossier, record, request.actor, at),
        "step_words": _step_words(current, at),
        "told_portal": told_of(dossier),
        **lodged_answers(dossier, is_masked=is_masked_for(request.actor, dossier)),
    }
    return render(request, "office/dossier.html", context, status=status)


def _step_words(step: Step | None, at: datetime) -> str:
    """Return how the open step stands to its own date, where that is past or near."""
    where = step_standing(step, at) if step is not None else None
    return where.words if where is not None and where.urgency else ""
