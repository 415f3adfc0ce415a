"""A day of the hall as its head sees it: how long people waited, who came to appointments."""

from datetime import date, timedelta
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.hall import selectors
from motcua.hall.models import Appointment, Hall, Ticket
from motcua.hall.policies import LEADING, halls_led_by
from motcua.indicators import waiting
from motcua.kernel import clock
from motcua.kernel.text import mask_name, mask_phone
from motcua.web.access import StaffRequest, requires

FARTHEST_DAYS: Final = 3_660


@requires(*LEADING)
@require_safe
@never_cache
def day(request: StaffRequest) -> HttpResponse:
    """Show one day of each hall that one leads."""
    today = clock.today()
    typed = request.GET.get("ngay", "")
    problem = ""
    on = today
    if typed:
        try:
            on = _near(date.fromisoformat(typed), today)
        except ValueError:
            problem = _("Không có ngày này. Xin chọn lại từ hôm nay.")
    context = {
        "on": on,
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1),
        "today": today,
        "problem": problem,
        "halls": [_told(hall, on, today) for hall in halls_led_by(request.actor)],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "leader/hall_day.html", context, status=status)


def _near(day: date, today: date) -> date:
    """Return a day that a hall can have had: nobody books or waits centuries away."""
    if abs((day - today).days) > FARTHEST_DAYS:
        raise ValueError(day)
    return day


def _told(hall: Hall, on: date, today: date) -> dict[str, Any]:
    groups = list(hall.groups.all())
    keys = [group.pk for group in groups]
    spreads = waiting.by_group(keys, on)
    waits_now = selectors.waiting_counts(hall, on) if on == today else {}
    taken = Ticket.objects.filter(group__hall=hall, day=on)
    counts: dict[int, int] = {}
    for group_id in taken.values_list("group_id", flat=True):
        counts[group_id] = counts.get(group_id, 0) + 1
    agency_id = hall.desk.agency_id
    return {
        "hall": hall,
        "groups": [
            {
                "group": group,
                "taken": counts.get(group.pk, 0),
                "waiting": waits_now.get(group.pk, 0),
                "spread": spreads.get(group.pk),
            }
            for group in groups
        ],
        "hours": waiting.by_hour(keys, on),
        "prompt": waiting.rate_on(waiting.WAITED, agency_id, on),
        "missed": waiting.rate_on(waiting.NO_SHOW, agency_id, on),
        "meanings": [one.meaning for one in waiting.DEFINITIONS],
        "appointments": [_line(one) for one in selectors.appointments_on(hall, on)],
    }


def _line(one: Appointment) -> dict[str, Any]:
    """Return an appointment as a list shows it: name and telephone masked."""
    return {
        "appointment": one,
        "name": mask_name(one.name) if one.name else "",
        "phone": mask_phone(one.phone) if one.phone else "",
        "ticket": getattr(one, "ticket", None),
    }
