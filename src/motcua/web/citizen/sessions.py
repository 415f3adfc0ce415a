"""Where a citizen is signed in, with whatever identity of theirs, and how to end it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import AccountSession
from motcua.kernel import clock
from motcua.web.access import CitizenRequest, citizen
from motcua.web.accounts.views import handle_of, session_lines


@citizen
@require_safe
def sessions(request: CitizenRequest) -> HttpResponse:
    """List the sessions of this person."""
    lines = session_lines(request, _mine(request))
    return render(request, "citizen/sessions.html", {"sessions": lines})


@citizen
@require_POST
def end(request: CitizenRequest, handle: str) -> HttpResponse:
    """End one of one's own sessions."""
    for row in _mine(request):
        if handle_of(row) == handle:
            row.delete()
            messages.success(request, _("Đã kết thúc phiên đó."))
            return redirect("citizen:sessions")
    raise Http404


@citizen
@require_POST
def end_others(request: CitizenRequest) -> HttpResponse:
    """End all of one's own sessions but this."""
    _mine(request).exclude(session_key=request.session.session_key).delete()
    messages.success(request, _("Đã kết thúc mọi phiên khác."))
    return redirect("citizen:sessions")


def _mine(request: CitizenRequest) -> QuerySet[AccountSession]:
    found: QuerySet[AccountSession] = AccountSession.objects.filter(
        account__identity__person_id=request.citizen.person_id, expire_date__gt=clock.now()
    )
    return found.order_by("-seen_at")
