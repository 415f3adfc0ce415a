"""The nine indices of Circular 01/2018 of a unit and of its officers, where they are switched on.

What an officer comes to is seen by the heads of the unit and by the officer alone.
"""

from decimal import Decimal
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.agencies.models import Agency
from motcua.agencies.roles import STEP_ROLES, Role
from motcua.dossiers.workload import LEADING
from motcua.indicators import keeping
from motcua.indicators.nine.scheme import INDICES, OF_OFFICERS, Scheme
from motcua.indicators.nine.scoring import Sum, class_of, duty_share
from motcua.indicators.nine_counting import OfficerNine, agency_nine, officers_nine
from motcua.indicators.nine_versions import nine_on
from motcua.indicators.periods import Kind
from motcua.indicators.reports import Question
from motcua.kernel import clock
from motcua.web import figures
from motcua.web.access import StaffRequest, requires
from motcua.web.leader.reports import ReportAsked, asked_about, shared

HEADS: Final = (Role.APPROVER, Role.HEAD_OF_DESK)
"""Who sees the officers of a unit."""
_KINDS: Final = {Kind.QUARTER, Kind.YEAR}
_OFF: Final = "leader/nine_off.html"


@requires(*LEADING)
@require_safe
@never_cache
def unit(request: StaffRequest) -> HttpResponse:
    """Show the nine indices of an agency, and to its heads those of its officers."""
    asked = asked_about(request)
    if asked is None:
        return render(request, "leader/figures_later.html")
    held = nine_on(asked.chosen.period.last)
    if asked.agency is None:
        raise Http404
    if not held.is_on:
        return render(request, _OFF, {"list_url": asked.address("leader:reports")})
    found = agency_nine(asked.agency, asked.question, held.scheme)
    heads = request.actor.has(*HEADS, agency_id=asked.agency.pk)
    officers = officers_nine(asked.agency, asked.question, held.scheme) if heads else []
    context = {
        **shared(asked, "leader:nine"),
        **_quarters_and_years(asked),
        "held": held,
        "indices": _indices(found),
        "sum": found,
        "class_name": (
            class_of(found.scaled, held.scheme)
            if found.scaled is not None and found.is_enough
            else ""
        ),
        "sees_officers": heads,
        "officers": [_officer_row(one, held.scheme) for one in officers],
        "numbers": OF_OFFICERS,
        "list_url": asked.address("leader:reports"),
    }
    return render(request, "leader/nine.html", context)


@requires(*STEP_ROLES)
@require_safe
@never_cache
def mine(request: StaffRequest) -> HttpResponse:
    """Show an officer their own five indices, and nobody else's."""
    mark = keeping.mark()
    officer = getattr(request.user, "officer", None)
    if mark is None:
        return render(request, "leader/figures_later.html")
    if officer is None:
        raise Http404
    today = clock.today()
    chosen = figures.chosen_period(request.GET.get("ky", ""), today, figures.cut_asked(request))
    held = nine_on(chosen.period.last)
    if not held.is_on:
        return render(request, _OFF, {"list_url": ""})
    agency: Agency = officer.agency
    question = Question(chosen.period, chosen.rule, mark.counted_at, agency.pk)
    found = officers_nine(agency, question, held.scheme, only=officer.pk)

    def address(name: str) -> str:
        return reverse("leader:nine-mine", query={"ky": name, **chosen.kept})

    context = {
        **figures.counted_words(question, mark),
        "agency": agency,
        "label": chosen.label,
        "held": held,
        "chips": _only(figures.period_chips(chosen, today, address)),
        **figures.neighbours(chosen, today, address),
        "row": _officer_row(found[0], held.scheme) if found else None,
        "indices": _indices(found[0].sum) if found else [],
    }
    return render(request, "leader/nine_mine.html", context)


def _quarters_and_years(asked: ReportAsked) -> dict[str, Any]:
    today = clock.today()

    def address(name: str) -> str:
        return asked.address("leader:nine", ky=name)

    return {"chips": _only(figures.period_chips(asked.chosen, today, address))}


def _only(chips: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep the chips of quarters and years: the scheme knows no other period."""
    return [chip for kind, chip in zip(Kind, chips, strict=True) if kind in _KINDS]


def _indices(found: Sum) -> list[dict[str, Any]]:
    labels = {index.number: index for index in INDICES}
    return [{"index": labels[one.number], "score": one} for one in found.scores]


def _officer_row(found: OfficerNine, scheme: Scheme) -> dict[str, Any]:
    total: Decimal | None = found.sum.scaled if found.sum.is_enough else None
    share, is_less = duty_share(total, scheme) if total is not None else (None, False)
    return {
        "officer": found.officer,
        "sum": found.sum,
        "share": share,
        "is_less": is_less,
        "scores": found.sum.scores,
    }
