"""Who guides at the desks today, for everybody; a helper's calendar, for who has its key."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.guidance.calendar_file import Event, calendar_text
from motcua.guidance.models import Assignment, Helper, Shift
from motcua.guidance.selectors import ShiftView, instant, shift_views
from motcua.kernel import clock
from motcua.web.access import public
from motcua.web.public.limits import limited

PAST: Final = timedelta(days=31)
MOST_DESKS: Final = 60
"""On one page; a whole province is asked for unit by unit."""


@public
@require_safe
@limited
def on_duty(request: HttpRequest) -> HttpResponse:
    """Say who guides today: hours, force, and the given name of whoever agreed to it."""
    at, today = clock.now(), clock.today()
    code = request.GET.get("co-quan", "")
    shifts = Shift.objects.filter(on=today, published_at__isnull=False).select_related(
        "desk__agency"
    )
    if code:
        shifts = shifts.filter(desk__agency__code=code)
    desks: dict[int, dict[str, Any]] = {}
    for view in shift_views(shifts.order_by("desk__code", "begins")):
        desk = view.shift.desk
        if desk.pk not in desks and len(desks) == MOST_DESKS:
            break
        lines = desks.setdefault(desk.pk, {"desk": desk, "shifts": []})["shifts"]
        lines.append(
            {
                "view": view,
                "people": people_words(view),
                "is_now": view.begins_at <= at < instant(today, view.shift, is_end=True),
            }
        )
    context = {"today": today, "desks": list(desks.values()), "next_on": _next_day(today, desks)}
    return render(request, "public/on_duty.html", context)


@public
@require_safe
@limited
def helper_calendar(request: HttpRequest, key: str) -> HttpResponse:
    """Send a helper's published shifts as a calendar file; a wrong key finds nothing."""
    del request
    found = Helper.objects.filter(calendar_key=key, is_active=True).first()
    if found is None:
        raise Http404
    at = clock.now()
    held = (
        Assignment.objects.filter(
            helper=found,
            shift__published_at__isnull=False,
            shift__on__gte=clock.day_of(at) - PAST,
        )
        .select_related("shift__desk")
        .order_by("shift__on", "shift__begins")
    )
    text = calendar_text(_("Lịch trực hướng dẫn"), [_event(one.shift) for one in held], at=at)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    # The address is a secret: neither a proxy nor a history keeps what stands behind it.
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def people_words(view: ShiftView) -> list[str]:
    """Return who stands in a shift: named ones first, the others counted by their force."""
    named = [
        _("%(name)s, %(force)s") % {"name": one.helper.given_name, "force": one.helper.force.name}
        for one in view.standing
        if one.helper.may_be_named
    ]
    others = Counter(one.helper.force.name for one in view.standing if not one.helper.may_be_named)
    return named + [
        _("%(n)d người của %(force)s") % {"n": count, "force": force}
        for force, count in sorted(others.items())
    ]


def _event(shift: Shift) -> Event:
    begins: datetime = instant(shift.on, shift, is_end=False)
    return Event(
        uid=f"ca-truc-{shift.pk}@motcua",
        begins=begins,
        ends=instant(shift.on, shift, is_end=True),
        summary=_("Trực hướng dẫn: %(name)s") % {"name": shift.name},
        place=", ".join(part for part in (shift.desk.name, shift.desk.address) if part),
    )


def _next_day(today: date, desks: Sequence[Any] | dict[int, Any]) -> date | None:
    """Return the next day with a shift, told where there is none today."""
    if desks:
        return None
    found = Shift.objects.filter(on__gt=today, published_at__isnull=False).order_by("on").first()
    return found.on if found else None
