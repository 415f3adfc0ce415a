"""Finding any dossier one may see."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.agencies.roles import STEP_ROLES, Role
from motcua.agencies.selectors import agency_under
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import AccessRecord, Dossier
from motcua.dossiers.search import FOUND_PAGE, dossier_by_code, found, found_by_number
from motcua.dossiers.selectors import Place
from motcua.exchange.portal.mirror import mirrored_for
from motcua.kernel import clock
from motcua.procedures.selectors import procedure_under
from motcua.web.access import StaffRequest, requires
from motcua.web.context import stamp_of
from motcua.web.desk.handing import place_from
from motcua.web.office.urgency import not_running_words, standing
from motcua.web.reading import looked_at_many, name_for

_NUMBER: Final = re.compile(r"[0-9]{9}|[0-9]{10}(-?[0-9]{3})?|[0-9]{12}")
_COULD_BE_A_CODE: Final = re.compile(r"\S*[0-9]\S*|\w{4}-?\w{4}-?\w{4}")


@requires(*STEP_ROLES, Role.AUDITOR)
@require_http_methods(["GET", "POST"])
@never_cache
def find(request: StaffRequest) -> HttpResponse:
    """Find dossiers by code, name or identity number. At most eight queries.

    The search is posted, so that an identity number stands in no address and no log.
    """
    words = (request.POST if request.method == "POST" else request.GET).get("q", "")
    words = words.replace("\x00", "").strip()[:200]
    packed = re.sub(r"[\s.]", "", words)
    is_number = bool(_NUMBER.fullmatch(packed))
    if request.method == "POST" and not is_number:
        return redirect(_address(words))
    if _COULD_BE_A_CODE.fullmatch(words) and not is_number:
        exact = dossier_by_code(request.actor, words)
        if exact is not None:
            return redirect("office:dossier", exact.code or exact.tracking_code)
        elsewhere = mirrored_for(request.actor).filter(code=words.upper()).first()
        if elsewhere is not None:
            return redirect("office:mirrored-one", elsewhere.code)
    place = place_from(request.GET)
    dossiers: list[Dossier] = []
    if is_number:
        dossiers = list(found_by_number(request.actor, packed)[: FOUND_PAGE + 1])
        looked_at_many(
            request,
            AccessRecord.Kind.NUMBER_SEARCH,
            clock.now(),
            rows=len(dossiers),
            number=packed,
        )
    elif words:
        dossiers = list(_after(found(request.actor, words), place)[: FOUND_PAGE + 1])
    at = clock.now()
    stamp = stamp_of(request)
    context = {
        "rows": [
            {"name": name_for(request.actor, dossier), **_row(dossier, at, stamp)}
            for dossier in dossiers[:FOUND_PAGE]
        ],
        "next_url": "" if is_number else _next(words, dossiers),
        "first_url": _address(words) if place else "",
        "words": words,
        "today": clock.day_of(at),
    }
    return render(request, "office/find.html", context)


def _after(dossiers: QuerySet[Dossier], place: Place | None) -> QuerySet[Dossier]:
    if place is None:
        return dossiers
    return dossiers.filter(
        Q(submitted_at__lt=place.at) | Q(submitted_at=place.at, pk__lt=place.row)
    )


def _address(words: str, **more: str) -> str:
    return reverse("office:find", query={"q": words, **more} if words else None)


def _next(words: str, dossiers: Sequence[Dossier]) -> str:
    if len(dossiers) <= FOUND_PAGE:
        return ""
    last = dossiers[FOUND_PAGE - 1]
    return _address(words, sau=f"{last.submitted_at.isoformat()},{last.pk}")


def _row(dossier: Dossier, at: datetime, stamp: int) -> dict[str, Any]:
    dossier.agency = agency_under(dossier.agency_id, stamp)
    return {
        "dossier": dossier,
        "procedure": procedure_under(dossier.procedure_id, stamp),
        "key": dossier.code or dossier.tracking_code,
        "state": State(dossier.state),
        "standing": standing(dossier, at),
        "not_running": not_running_words(dossier),
    }
