"""The way in to what concerns personal data, for whoever has to do with it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from motcua.agencies.roles import Role
from motcua.dossiers.services.subject_requests import FOLLOWING
from motcua.web.access import StaffRequest, requires
from motcua.web.context import CONCERNED


@requires(*CONCERNED)
@require_safe
def first(request: StaffRequest) -> HttpResponse:
    """Go to the page that this officer uses most."""
    if request.actor.has(Role.AUDITOR):
        return redirect("office:reads")
    if request.actor.has(*FOLLOWING):
        return redirect("office:requests")
    return redirect("office:erasures")
