"""Who came: the codes of today's shifts, to be shown at the desk, and the list of past days."""

from datetime import timedelta
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.guidance.models import Assignment, Shift
from motcua.guidance.selectors import instant, shift_views
from motcua.kernel import clock
from motcua.web.access import StaffRequest
from motcua.web.guiding.room import desk_asked, organises, tabs
from motcua.web.helper.today import punctual_words

LOOKED_BACK: Final = timedelta(days=14)


@organises
@never_cache
@require_safe
def attendance(request: StaffRequest) -> HttpResponse:
    """Show the codes of today and who came in the last two weeks."""
    at, today = clock.now(), clock.today()
    desk, desks = desk_asked(request)
    shifts = Shift.objects.filter(desk=desk, on=today, published_at__isnull=False)
    held = (
        Assignment.objects.filter(
            shift__desk=desk,
            shift__on__range=(today - LOOKED_BACK, today),
            shift__published_at__isnull=False,
        )
        .select_related("shift", "helper__force", "attendance")
        .order_by("-shift__on", "-shift__begins", "helper__sort_key")
    )
    lines = []
    for one in held:
        came = getattr(one, "attendance", None)
        is_over = instant(one.shift.on, one.shift, is_end=True) < at
        if came is not None or is_over:
            words = punctual_words(came.minutes_late) if came else ""
            lines.append({"held": one, "came": came, "words": words})
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "desk": desk,
        "desks": desks,
        "today": today,
        "codes": [
            {"view": view, "is_over": instant(today, view.shift, is_end=True) < at}
            for view in shift_views(shifts)
        ],
        "lines": lines,
        "came": sum(one["came"] is not None for one in lines),
    }
    return render(request, "guiding/attendance.html", context)
