"""Dossiers that systems of ministries handle for our agencies: a list, a page; nothing to do."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.agencies.roles import STEP_ROLES, Role
from motcua.dossiers.lifecycle import State
from motcua.exchange.models import MirroredDossier
from motcua.exchange.portal.mirror import access_mirrored, mirrored_for
from motcua.kernel import clock
from motcua.web.access import StaffRequest, requires
from motcua.web.manage.paging import page_of


@requires(*STEP_ROLES, Role.AUDITOR)
@require_safe
@never_cache
def listed(request: StaffRequest) -> HttpResponse:
    """List what the agencies of the officer are responsible for, the latest first. One query."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    rows = mirrored_for(request.actor)
    if words:
        rows = rows.filter(code__istartswith=words)
    context = {"page": page_of(rows, request), "words": words, "today": clock.today()}
    return render(request, "office/mirrored.html", context)


@requires(*STEP_ROLES, Role.AUDITOR)
@require_safe
@never_cache
def one(request: StaffRequest, code: str) -> HttpResponse:
    """Show one as it was last told of."""
    found = access_mirrored(request.actor, code)
    return render(request, "office/mirrored_one.html", {"one": found, "steps": steps_of(found)})


def steps_of(found: MirroredDossier) -> list[dict[str, str]]:
    """Return the steps that the portal told of, with the states as people read them."""
    return [
        {
            **step,
            "label": State(step["state"]).label if step.get("state") in set(State) else "",
        }
        for step in found.progress
    ]


urlpatterns: Final[list[URLPattern]] = [
    path("ho-so-noi-khac/", listed, name="mirrored"),
    path("ho-so-noi-khac/<str:code>/", one, name="mirrored-one"),
]
