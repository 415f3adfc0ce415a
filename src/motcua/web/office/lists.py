"""My work, and finding any dossier one may see."""

import re
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from motcua.agencies.models import Agency
from motcua.agencies.roles import STEP_ROLES, Role
from motcua.agencies.selectors import calendar_of
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.selectors import (
    PAGE,
    WorkCounts,
    found,
    found_by_number,
    steps_after,
    steps_of,
    work_counts,
)
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest, requires
from motcua.web.desk.handing import next_address, place_from
from motcua.web.office.urgency import not_running_words, soon_until, standing

ALL, LATE, SOON, WEEK, RECEIVE = "", "qua-han", "sap-den-han", "tuan-nay", "cho-nhan"
MOST_FOUND: Final = 50
_NUMBER: Final = re.compile(r"[0-9]{9}|[0-9]{10}(-?[0-9]{3})?|[0-9]{12}")


@requires(*STEP_ROLES)
@require_GET
@never_cache
def work(request: StaffRequest) -> HttpResponse:
    """List the open steps of one's roles, those due first first."""
    at = clock.now()
    steps = steps_of(request.actor)
    soon, week_end = _soon(request, at), _week_end(at)
    counts = work_counts(steps, at=at, soon=soon, week_end=week_end)
    chosen = request.GET.get("loc", ALL)
    rows = steps_after(_chosen(steps, chosen, at, soon, week_end), place_from(request.GET))
    context = {
        "rows": [_work_row(step, request, at) for step in rows[:PAGE]],
        "chips": _chips(counts, chosen),
        "next_url": next_address(request, rows, "due_at"),
        "first_url": _filtered(chosen) if "sau" in request.GET else "",
        "is_filtered": chosen != ALL,
        "at": at,
        "today": clock.day_of(at),
    }
    return render(request, "office/work.html", context)


def _soon(request: StaffRequest, at: datetime) -> datetime:
    """Return what counts as soon, by the calendar of the officer's own agency."""
    officer = getattr(request.user, "officer", None)
    agency: Agency | None = officer.agency if officer else None
    try:
        return soon_until(calendar_of(agency), at) if agency else at + timedelta(days=1)
    except DomainError:
        return at + timedelta(days=1)


def _week_end(at: datetime) -> datetime:
    day = clock.day_of(at)
    sunday = day + timedelta(days=6 - day.weekday())
    return datetime.combine(sunday, time.max, tzinfo=clock.VIETNAM)


def _chosen(
    steps: QuerySet[Step], chosen: str, at: datetime, soon: datetime, week_end: datetime
) -> QuerySet[Step]:
    kept = {
        LATE: Q(dossier__due_at__lt=at),
        SOON: Q(dossier__due_at__gte=at, dossier__due_at__lte=soon),
        WEEK: Q(dossier__due_at__lte=week_end),
        RECEIVE: Q(dossier__clock_from__isnull=True),
    }
    return steps.filter(kept[chosen]) if chosen in kept else steps


def _filtered(chosen: str) -> str:
    return reverse("office:work", query={"loc": chosen} if chosen else None)


def _chips(counts: WorkCounts, chosen: str) -> list[dict[str, Any]]:
    listed = [
        (ALL, _("Tất cả"), counts.all, ""),
        (LATE, _("Quá hạn"), counts.late, "late"),
        (SOON, _("Sắp đến hạn"), counts.soon, "clock"),
        (WEEK, _("Đến hạn tuần này"), counts.this_week, ""),
        (RECEIVE, _("Chờ nhận hồ sơ"), counts.to_receive, "hand"),
    ]
    return [
        {
            "label": label,
            "url": _filtered(name),
            "is_current": name == chosen,
            "count": count,
            "icon": icon,
        }
        for name, label, count, icon in listed
        if count or name in {ALL, chosen}
    ]


def _work_row(step: Step, request: StaffRequest, at: datetime) -> dict[str, Any]:
    behalf = request.actor.acting_for([Role(step.role)], step.agency_id)
    return {
        **_row(step.dossier, at),
        "step": step,
        "role": Role(step.role).label,
        "is_covering": behalf is not None,
    }


def _row(dossier: Dossier, at: datetime) -> dict[str, Any]:
    return {
        "dossier": dossier,
        "key": dossier.code or dossier.tracking_code,
        "state": State(dossier.state),
        "standing": standing(dossier, at),
        "not_running": not_running_words(dossier),
    }


@requires(*STEP_ROLES, Role.AUDITOR)
@require_http_methods(["GET", "POST"])
@never_cache
def find(request: StaffRequest) -> HttpResponse:
    """Find dossiers by code, name or identity number.

    The search is posted, so that an identity number stands in no address and no log.
    """
    words = (request.POST if request.method == "POST" else request.GET).get("q", "")
    words = words.replace("\x00", "").strip()[:200]
    packed = re.sub(r"[\s.]", "", words)
    is_number = bool(_NUMBER.fullmatch(packed))
    if request.method == "POST" and not is_number:
        return redirect(reverse("office:find", query={"q": words} if words else None))
    dossiers: list[Dossier] = []
    if words:
        query = (
            found_by_number(request.actor, packed) if is_number else found(request.actor, words)
        )
        dossiers = list(query[: MOST_FOUND + 1])
    if len(dossiers) == 1 and words.upper() in {dossiers[0].code, dossiers[0].tracking_code}:
        return redirect("office:dossier", dossiers[0].code or dossiers[0].tracking_code)
    at = clock.now()
    context = {
        "rows": [_row(dossier, at) for dossier in dossiers[:MOST_FOUND]],
        "has_more": len(dossiers) > MOST_FOUND,
        "words": words,
        "today": clock.day_of(at),
    }
    return render(request, "office/find.html", context)
