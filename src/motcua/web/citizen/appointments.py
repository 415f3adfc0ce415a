"""What somebody signed in has booked, the next first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.hall.lifecycle import AppointmentState
from motcua.hall.policies import own_appointments
from motcua.kernel import clock
from motcua.web.access import CitizenRequest, citizen


@citizen
@require_safe
@never_cache
def appointments(request: CitizenRequest) -> HttpResponse:
    """List one's own appointments: those to come, and those over."""
    found = own_appointments(request.citizen.person_id)
    at = clock.now()
    ahead = found.filter(state=AppointmentState.BOOKED, slot__ends_at__gt=at)
    over = found.exclude(pk__in=ahead.values("pk")).order_by("-slot__starts_at")
    context = {"ahead": list(ahead.order_by("slot__starts_at")), "over": list(over[:20])}
    return render(request, "citizen/appointments.html", context)
