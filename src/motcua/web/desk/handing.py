"""What waits at the desk: to be answered, to be handed back, to be told by telephone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, DossierPersonalData
from motcua.dossiers.selectors import (
    PAGE,
    Place,
    named,
    ready_to_return,
    rows_after,
    waiting_for_answer,
)
from motcua.dossiers.services.fees import claim_of, counted_charge, may_reckon
from motcua.dossiers.services.receipts import stored_people
from motcua.dossiers.services.submitted import accept_submitted
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import mask_phone
from motcua.web.access import StaffRequest, requires
from motcua.web.desk.after import at_own_desk
from motcua.web.lodged_answers import lodged_answers
from motcua.web.reading import opened

DESK = (Role.DESK_OFFICER, Role.HEAD_OF_DESK)


@requires(*DESK)
@require_GET
@never_cache
def waiting(request: StaffRequest) -> HttpResponse:
    """List what came by post or online and has no answer yet."""
    return list_page(
        request, waiting_for_answer(request.actor), "submitted_at", "desk/waiting.html"
    )


@requires(*DESK)
@require_http_methods(["GET", "POST"])
@never_cache
def answer(request: StaffRequest, key: str) -> HttpResponse:
    """Show what was lodged; accept it by POST."""
    dossier, desk = at_own_desk(request, key)
    problem = ""
    if request.method == "POST":
        try:
            taken = accept_submitted(dossier.pk, context=desk, actor=request.actor, at=clock.now())
        except DomainError as error:
            problem = str(error)
        else:
            return redirect("desk:accepted", str(taken.code))
    if asked := opened(request, dossier, clock.now()):
        return asked
    personal = DossierPersonalData.objects.get(dossier=dossier)
    context = {
        "dossier": dossier,
        "people": stored_people(personal),
        "papers": list(dossier.papers.select_related("file")),
        "charges": list(dossier.charges.select_related("payment")),
        "claim": claim_of(dossier),
        "may_reckon": counted_charge(dossier) is not None and may_reckon(request.actor, dossier),
        "is_waiting": State(dossier.state) is State.SUBMITTED,
        "problem": problem,
        **lodged_answers(dossier),
    }
    return render(request, "desk/answer.html", context, status=422 if problem else 200)


@requires(*DESK)
@require_GET
@never_cache
def ready(request: StaffRequest) -> HttpResponse:
    """List results to hand back; a scanned code leads straight to its dossier."""
    words = request.GET.get("q", "").strip()
    dossiers = ready_to_return(request.actor)
    if words:
        dossiers = named(request.actor, dossiers, words)
        exact = [d for d in dossiers[:2] if words.upper() in {d.code, d.tracking_code}]
        if exact:
            return redirect("desk:return", str(exact[0].code))
    return list_page(request, dossiers, "finished_at", "desk/ready.html", words=words)


def list_page(
    request: StaffRequest,
    dossiers: QuerySet[Dossier],
    field: str,
    template: str,
    **more: Any,
) -> HttpResponse:
    """Show a page of ``dossiers`` in the order of ``field``."""
    place = place_from(request.GET)
    rows = rows_after(dossiers, field, place)
    context = {
        "rows": [_row(dossier) for dossier in rows[:PAGE]],
        "next_url": next_address(request, rows, field),
        "first_url": request.path if place else "",
        "today": clock.today(),
        **more,
    }
    return render(request, template, context)


def _row(dossier: Dossier) -> dict[str, Any]:
    return {
        "dossier": dossier,
        "key": dossier.code or dossier.tracking_code,
        "phone": mask_phone(dossier.applicant.phone) if dossier.applicant.phone else "",
    }


def place_from(query: QueryDict) -> Place | None:
    """Return where the page before ended; None for the first page or a broken address."""
    at, _comma, row = query.get("sau", "").partition(",")
    try:
        place = Place(datetime.fromisoformat(at.replace(" ", "+")), int(row))
    except ValueError:
        return None
    return place if place.at.tzinfo is not None else None


def next_address(request: StaffRequest, rows: Sequence[Any], field: str) -> str:
    """Return the address of the next page; "" when this is the last."""
    if len(rows) <= PAGE:
        return ""
    last = rows[PAGE - 1]
    query = request.GET.copy()
    query["sau"] = f"{getattr(last, field).isoformat()},{last.pk}"
    return f"{request.path}?{query.urlencode()}"
