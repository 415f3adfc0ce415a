"""Who looked through one's own eyes; and the button that ends a look."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers.oversight import impersonations_of
from motcua.dossiers.services.impersonating import SEEN_BY, end
from motcua.kernel import clock
from motcua.web.access import StaffRequest, signed_in
from motcua.web.looking import LOOKS, ends_look, looking_of

SHOWN: Final = 50


@signed_in
@require_safe
@never_cache
def seen_by(request: StaffRequest) -> HttpResponse:
    """List who looked through one's eyes, the latest first. Two queries."""
    rows = impersonations_of(request.actor)[:SHOWN]
    return render(request, "accounts/seen_by.html", {"rows": rows})


@signed_in
@require_POST
def known(request: StaffRequest) -> HttpResponse:
    """Take the notice of a look away in this browser; the list stays."""
    request.session.pop(SEEN_BY, None)
    return redirect("accounts:seen-by")


@ends_look
@signed_in
@require_POST
def look_end(request: StaffRequest) -> HttpResponse:
    """End looking through an officer's eyes; whoever looked is themself again."""
    looking = looking_of(request)
    if looking is not None:
        end(looking, at=clock.now())
        del request.session[LOOKS]
        messages.success(request, _("Đã thôi xem với tư cách %(name)s.") % {"name": looking.name})
    return redirect("manage:officers")
