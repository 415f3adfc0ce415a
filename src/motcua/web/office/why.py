"""Asking why somebody opens a dossier that is no work of theirs: once a day, by POST."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.dossiers.models import DossierRead
from motcua.dossiers.policies import access_dossier
from motcua.dossiers.services.reading import LONGEST_REASON, give_reason
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest, requires
from motcua.web.office.papers import READERS
from motcua.web.reading import reader_of


@requires(*READERS)
@require_http_methods(["GET", "POST"])
@never_cache
def why(request: StaffRequest, key: str) -> HttpResponse:
    """Ask for a reason, keep it, and open the dossier. Nothing of anybody is shown before."""
    dossier = access_dossier(request.actor, key)
    reason, words, problem = "", "", ""
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        words = request.POST.get("words", "")
        try:
            give_reason(dossier, reader_of(request, clock.now()), reason=reason, words=words)
        except DomainError as error:
            problem = str(error)
        else:
            return redirect("office:dossier", key)
    context = {
        "dossier": dossier,
        "key": key,
        "reasons": DossierRead.Reason.choices,
        "reason": reason,
        "words": words[:LONGEST_REASON],
        "most": LONGEST_REASON,
        "problem": problem,
    }
    return render(request, "office/why.html", context, status=422 if problem else 200)
