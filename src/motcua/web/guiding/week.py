"""The week of a desk: propose, put right by hand, publish, print."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies.models import Desk
from motcua.agencies.selectors import calendar_of
from motcua.guidance.alerts import missing_words
from motcua.guidance.models import Assignment, Force, Helper, Shift
from motcua.guidance.policies import access_shift
from motcua.guidance.rostering import Candidate
from motcua.guidance.selectors import (
    ShiftView,
    candidates,
    replacements,
    slot_of,
    week_of,
    week_views,
)
from motcua.guidance.services import rosters
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest
from motcua.web.guiding.room import desk_asked, organises, tabs
from motcua.web.guiding.weeks import monday_asked, week_links


@organises
@require_safe
def week(request: StaffRequest) -> HttpResponse:
    """Show the shifts of a week with who stands in them and what is missing."""
    return render(request, "guiding/week.html", _context(request))


@organises
@require_safe
def printed(request: StaffRequest) -> HttpResponse:
    """Show the week as one sheet to hang up."""
    return render(request, "guiding/print.html", _context(request))


@organises
@require_POST
def propose(request: StaffRequest) -> HttpResponse:
    """Fill what is empty, by the fair rule."""
    desk, _desks = desk_asked(request)
    monday = monday_asked(request, clock.today())
    try:
        found = rosters.propose_week(desk, monday, actor=request.actor, at=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(_address(desk, monday))
    missing = sum(gap.missing for gap in found.gaps)
    if missing:
        messages.warning(
            request, _("Đã xếp. Còn thiếu %(n)d lượt người, xem các ô đỏ.") % {"n": missing}
        )
    else:
        messages.success(request, _("Đã xếp đủ người cả tuần."))
    return redirect(_address(desk, monday))


@organises
@require_POST
def publish(request: StaffRequest) -> HttpResponse:
    """Let helpers and the public see the week."""
    desk, _desks = desk_asked(request)
    monday = monday_asked(request, clock.today())
    count = rosters.publish_week(desk, monday, actor=request.actor, at=clock.now())
    said = ngettext("Đã công bố %(n)d ca.", "Đã công bố %(n)d ca.", count) % {"n": count}
    messages.success(request, said if count else _("Tuần này đã công bố từ trước."))
    return redirect(_address(desk, monday))


@organises
@require_POST
def assign(request: StaffRequest, shift_id: int) -> HttpResponse:
    """Put somebody into a shift by hand."""
    shift = _shift(request, shift_id)
    try:
        helper = Helper.objects.select_related("force").get(
            ref=uuid.UUID(request.POST.get("nguoi", "")), force__agency=shift.desk.agency_id
        )
        rosters.assign(shift, helper, actor=request.actor)
    except (Helper.DoesNotExist, ValueError):
        messages.error(request, _("Xin chọn một người."))
        return redirect(_address(shift.desk, shift.on))
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(_address(shift.desk, shift.on))
    if not _is_usual(helper, shift):
        messages.warning(
            request,
            _("%(name)s thường không đến được buổi này. Xin chắc là đã hỏi.")
            % {"name": helper.full_name},
        )
    return redirect(_address(shift.desk, shift.on))


@organises
@require_POST
def unassign(request: StaffRequest, assignment_id: int) -> HttpResponse:
    """Take somebody out of a shift."""
    held = Assignment.objects.filter(pk=assignment_id).first()
    if held is None:
        raise Http404
    shift = _shift(request, held.shift_id)
    try:
        rosters.unassign(held, actor=request.actor)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(_address(shift.desk, shift.on))


def _shift(request: StaffRequest, shift_id: int) -> Shift:
    try:
        return access_shift(request.actor, shift_id)
    except Shift.DoesNotExist:
        raise Http404 from None


def _is_usual(helper: Helper, shift: Shift) -> bool:
    free = helper.free.filter(weekday=shift.on.weekday(), is_morning=slot_of(shift).is_morning)
    return free.exists()


def _address(desk: Desk, on: date) -> str:
    query = {"tuan": on.isoformat(), "quay": desk.code}
    return reverse("guiding:week", query=query) + f"#n{on:%m%d}"


def _context(request: StaffRequest) -> dict[str, Any]:
    today = clock.today()
    desk, desks = desk_asked(request)
    monday = monday_asked(request, today)
    views = week_views(desk, monday)
    people = candidates(desk.agency, monday)
    forces = dict(Force.objects.filter(agency=desk.agency).values_list("pk", "name"))
    names = {
        one.pk: one
        for one in Helper.objects.filter(pk__in=[one.key for one in people]).select_related(
            "force"
        )
    }
    calendar = calendar_of(desk.agency)
    days = []
    for on in week_of(monday):
        note = calendar.day_note(on)
        lines = [_line(v, people, names, forces, at_day=today) for v in views if v.shift.on == on]
        if lines or calendar.is_working_day(on) or note is not None:
            days.append({"on": on, "note": note.title if note else "", "lines": lines})
    drafts = [view for view in views if view.shift.published_at is None]
    return {
        "tabs": tabs(request),
        "desk": desk,
        "desks": desks,
        "monday": monday,
        "today": today,
        "days": days,
        "rows": _rows(days, views),
        "missing": sum(view.missing for view in views),
        "drafts": len(drafts),
        "has_shifts": bool(views),
        "has_patterns": desk.shift_patterns.exists(),
        "links": week_links("guiding:week", monday, quay=desk.code),
        "form": None,
    }


def _line(
    view: ShiftView,
    people: Sequence[Candidate],
    names: dict[int, Helper],
    forces: dict[int, str],
    *,
    at_day: date,
) -> dict[str, Any]:
    """Return one shift for the page; whoever can come is offered first."""
    able = replacements(view, people) if view.shift.on >= at_day else []
    standing = {one.helper.pk for one in view.standing}
    others = [one.key for one in people if one.key not in able and one.key not in standing]
    return {
        "view": view,
        "missing": missing_words(view, forces) if view.gaps else "",
        "able": [names[key] for key in able if key in names],
        "others": [names[key] for key in others if key in names],
        "is_past": view.shift.on < at_day,
    }


def _rows(days: list[dict[str, Any]], views: list[ShiftView]) -> list[dict[str, Any]]:
    """Return the table of shifts by days: one row for each shift of the day, by its hours."""
    kinds = sorted({(view.shift.begins, view.shift.ends, view.shift.name) for view in views})
    rows = []
    for begins, ends, name in kinds:
        cells = []
        for one in days:
            found = [
                line
                for line in one["lines"]
                if (line["view"].shift.begins, line["view"].shift.name) == (begins, name)
            ]
            cells.append({"day": one, "line": found[0] if found else None})
        rows.append({"name": name, "begins": begins, "ends": ends, "cells": cells})
    return rows
