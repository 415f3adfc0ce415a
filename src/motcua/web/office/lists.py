"""My work: the open steps of one's roles, those due first first; the reader of bar codes."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from motcua.agencies.actors import Actor
from motcua.agencies.roles import STEP_ROLES, Role
from motcua.agencies.selectors import agency_under
from motcua.dossiers.lifecycle import State
from motcua.dossiers.rights import ASSIGNING
from motcua.dossiers.search import dossier_by_code
from motcua.dossiers.services.bulk import MOST_AT_ONCE
from motcua.dossiers.services.stepping import open_step_of
from motcua.dossiers.services.steps import take_step
from motcua.dossiers.worklists import (
    WORK_PAGE,
    Moments,
    WorkPlace,
    WorkRow,
    kept_views,
    total,
    work_groups,
    work_rows,
)
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.procedures.selectors import procedure_under
from motcua.web.access import StaffRequest, requires
from motcua.web.addresses import address_of
from motcua.web.context import stamp_of
from motcua.web.office import narrowing
from motcua.web.office.urgency import CALM, LATE, row_standing


@requires(*STEP_ROLES)
@require_GET
@never_cache
def work(request: StaffRequest) -> HttpResponse:
    """List the open steps of one's roles, those due first first. Seven queries."""
    moments = Moments.around(clock.now())
    stamp = stamp_of(request)
    groups = work_groups(request.actor, moments)
    chosen = narrowing.read_filter(request.GET, groups, stamp)
    values = narrowing.kept(request.GET)
    place = WorkPlace.read(request.GET.get(narrowing.PLACE, ""))
    steps = work_rows(request.actor, chosen, moments, place=place)
    shown = narrowing.choices(groups, values, stamp)
    found = total(groups, chosen)
    context = {
        "rows": [_row(step, request.actor, moments.at, stamp) for step in steps[:WORK_PAGE]],
        "chips": narrowing.tab_chips(groups, chosen, values),
        "whose": narrowing.whose_chips(groups, chosen, values),
        "choices": shown,
        "values": values,
        "views": _views(request, values),
        "view_name": narrowing.describe(values, shown),
        "next_url": _next(steps, values),
        "first_url": narrowing.address(values) if place else "",
        "found": found,
        "at_once": min(found, MOST_AT_ONCE),
        "can_assign": request.actor.has(*ASSIGNING),
        "at": moments.at,
        "today": clock.day_of(moments.at),
    }
    return render(request, "office/work.html", context)


def _views(request: StaffRequest, values: dict[str, str]) -> list[dict[str, Any]]:
    now = narrowing.address(values)
    listed = [
        (name, narrowing.address(narrowing.parsed(query)))
        for name, query in kept_views(request.actor)
    ]
    return [
        {"label": name, "icon": "", "url": url, "is_current": url == now, "count": None}
        for name, url in listed
    ]


def _next(steps: list[WorkRow], values: dict[str, str]) -> str:
    if len(steps) <= WORK_PAGE:
        return ""
    last = steps[WORK_PAGE - 1]
    place = str(WorkPlace(last.due_at, last.pk))
    return narrowing.address({**values, narrowing.PLACE: place})


def _row(step: WorkRow, actor: Actor, at: datetime, stamp: int) -> dict[str, Any]:
    standing = row_standing(step, agency_under(step.agency_id, stamp), at)
    urgency = standing.urgency if standing else CALM
    is_late = step.promised_at is not None and step.promised_at < at
    return {
        "step": step,
        "url": address_of("office:dossier", step.key),
        "procedure": procedure_under(step.procedure_id, stamp).name,
        "state": State(step.state),
        "standing": standing,
        "urgency": urgency,
        # The step's own time is over, the promise to the citizen is not yet broken.
        "is_step_late": urgency == LATE and not is_late,
        "is_expected": step.clock_from is None,
        "is_covering": actor.acting_for([Role(step.role)], step.agency_id) is not None,
        "is_mine": step.assignee_id == actor.officer_id,
    }


@requires(*STEP_ROLES)
@require_POST
def scan(request: StaffRequest) -> HttpResponse:
    """Sign for the folder whose code was read; open its page when that cannot be done."""
    words = request.POST.get("ma", "").replace("\x00", "").strip()[:200]
    dossier = dossier_by_code(request.actor, words) if words else None
    if dossier is None:
        if words:
            messages.error(request, _("Không có hồ sơ mang mã “%(code)s”.") % {"code": words[:60]})
        return redirect("office:work")
    key = dossier.code or dossier.tracking_code
    step = open_step_of(dossier)
    if step is None or step.received_at is not None:
        return redirect("office:dossier", key)
    try:
        take_step(dossier.pk, order=step.order, actor=request.actor, at=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    except PermissionDenied:
        messages.warning(
            request,
            _("Hồ sơ %(code)s đang ở bước “%(step)s”, không phải việc của ông/bà.")
            % {"code": key, "step": step.name},
        )
    else:
        messages.success(
            request,
            _("Đã ký nhận hồ sơ %(code)s, bước “%(step)s”. Xin quét túi tiếp theo.")
            % {"code": key, "step": step.name},
        )
        return redirect("office:work")
    return redirect("office:dossier", key)
