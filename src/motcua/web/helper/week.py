"""The week of a helper's unit: one's own shifts, and shifts that somebody asks others to take."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.guidance.models import Assignment, Helper, Shift, Swap
from motcua.guidance.selectors import DAYS_OF_WEEK, instant, monday_of, shift_views
from motcua.guidance.services import rosters
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import HelperRequest, helper
from motcua.web.guiding.weeks import monday_asked, week_links


@helper
@require_safe
def week(request: HelperRequest) -> HttpResponse:
    """Show a week: the shifts of every desk of the unit, one's own marked."""
    at, today = clock.now(), clock.today()
    monday = monday_asked(request, today)
    shifts = Shift.objects.filter(
        desk__agency=request.helper.agency_id,
        on__range=(monday, monday + timedelta(days=DAYS_OF_WEEK - 1)),
        published_at__isnull=False,
    )
    mine = request.helper.helper_id
    days: dict[date, list[dict[str, Any]]] = {}
    for view in shift_views(shifts):
        own = next((one for one in view.standing if one.helper.pk == mine), None)
        lines = days.setdefault(view.shift.on, [])
        lines.append(
            {
                "view": view,
                "own": own,
                "names": [one.helper.full_name for one in view.standing],
                "may_ask": own is not None and not own.is_swap_asked and view.begins_at > at,
            }
        )
    context: dict[str, Any] = {
        "monday": monday,
        "days": sorted(days.items()),
        "today": today,
        "wanted": _wanted(request, at.date()),
        "links": week_links("helper:week", monday),
        "desks": len({line["view"].shift.desk_id for lines in days.values() for line in lines}),
    }
    return render(request, "helper/week.html", context)


@helper
@require_POST
def ask(request: HelperRequest, assignment_id: int) -> HttpResponse:
    """Ask others to take one's own shift."""
    try:
        held = Assignment.objects.get(pk=assignment_id, helper=request.helper.helper_id)
        rosters.ask_swap(held, at=clock.now())
    except Assignment.DoesNotExist:
        raise Http404 from None
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã nhờ. Ca vẫn là của ông/bà cho tới khi có người nhận."))
    return redirect("helper:week")


@helper
@require_POST
def take(request: HelperRequest, swap_id: int) -> HttpResponse:
    """Take a shift that somebody asks others to take."""
    taker = Helper.objects.select_related("force").get(pk=request.helper.helper_id)
    try:
        swap = rosters.take_swap(swap_id, taker, at=clock.now())
    except Swap.DoesNotExist:
        raise Http404 from None
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Ca này từ nay là của ông/bà."))
        return redirect(_address(swap.shift.on))
    return redirect("helper:week")


@helper
@require_POST
def withdraw(request: HelperRequest, swap_id: int) -> HttpResponse:
    """No longer ask."""
    asker = Helper.objects.get(pk=request.helper.helper_id)
    if not Swap.objects.filter(pk=swap_id, asker=asker).exists():
        raise Http404
    rosters.withdraw_swap(swap_id, asker, at=clock.now())
    messages.success(request, _("Đã thôi nhờ."))
    return redirect("helper:week")


def _wanted(request: HelperRequest, today: date) -> list[dict[str, Any]]:
    """Return the open requests of the unit, one's own among them."""
    swaps = (
        Swap.objects.filter(
            state=Swap.State.ASKED,
            shift__on__gte=today,
            asker__force__agency=request.helper.agency_id,
        )
        .select_related("shift__desk", "asker__force")
        .order_by("shift__on", "shift__begins")
    )
    return [
        {"swap": one, "is_own": one.asker_id == request.helper.helper_id}
        for one in swaps
        if instant(one.shift.on, one.shift, is_end=False) > clock.now()
    ]


def _address(on: date) -> str:
    return reverse("helper:week", query={"tuan": monday_of(on).isoformat()})
