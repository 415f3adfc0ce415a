"""The feedback that a citizen sent while signed in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.petitions.lifecycle import FeedbackState
from motcua.petitions.policies import feedback_of
from motcua.web.access import CitizenRequest, citizen
from motcua.web.manage.paging import page_of


@citizen
@require_safe
@never_cache
def petitions(request: CitizenRequest) -> HttpResponse:
    """List them, the latest first; each leads to where it is followed."""
    mine = feedback_of(request.citizen).select_related("agency", "petitioner")
    page = page_of(mine.order_by("-lodged_at", "-pk"), request)
    now = clock.now()
    rows = [
        {
            "one": one,
            "state": FeedbackState(one.state),
            "is_late": one.due_at is not None and one.due_at < now,
        }
        for one in page.rows
    ]
    context = {"rows": rows, "next_url": page.next_url, "first_url": page.first_url}
    return render(request, "citizen/petitions.html", context)
