"""The auditor's list of looks through officers' eyes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.agencies.roles import Role
from motcua.dossiers.oversight import impersonations_seen_by
from motcua.web.access import StaffRequest, requires
from motcua.web.manage.paging import page_of


@requires(Role.AUDITOR)
@require_safe
@never_cache
def impersonations(request: StaffRequest) -> HttpResponse:
    """List every look, the latest first. One statement for the list."""
    found = page_of(impersonations_seen_by(request.actor), request)
    context = {"page": found, "rows": found.rows, "with_officer": True}
    return render(request, "office/impersonations.html", context)
