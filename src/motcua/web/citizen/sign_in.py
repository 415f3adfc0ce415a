"""Where citizens choose how to sign in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from motcua.web.access import public


@public
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Offer the ways to sign in; whoever is signed in goes on."""
    goal = goal_of(request)
    if getattr(request, "citizen", None) is not None:
        return redirect(goal or "citizen:home")
    return render(request, "citizen/sign_in.html", {"next": goal})


def goal_of(request: HttpRequest) -> str:
    """Return where somebody wanted to go, if that is a page of ours, else ""."""
    goal = request.POST.get("next") or request.GET.get("next", "")
    return goal if url_has_allowed_host_and_scheme(goal, {request.get_host()}) else ""
