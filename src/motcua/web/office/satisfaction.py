"""Figures of satisfaction for those who lead or audit, and the answers behind them, unnamed."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.dossiers.workload import LEADING
from motcua.indicators.satisfaction import (
    BY,
    CELL,
    COUNTED,
    DEFINITIONS,
    broken_down,
    by_factor,
    overall,
    visits,
)
from motcua.kernel import clock
from motcua.web.access import StaffRequest, requires
from motcua.web.office.listening import said_in, shown_words
from motcua.web.satisfaction import (
    TABLES,
    Looked,
    looked_at,
    name_of,
    named,
    period_words,
)

SEEING: Final = (*LEADING, Role.AUDITOR)
_OPENED: Final = ("procedure", "channel", "entry")
_MOST: Final = 200


@requires(*SEEING)
@require_safe
@never_cache
def satisfaction(request: StaffRequest) -> HttpResponse:
    """Show the figures of one's agencies; officers for who leads, papers for who audits."""
    at = clock.now()
    agencies = request.actor.agencies_with(*SEEING)
    looked = looked_at(request, agencies, at)
    led = frozenset(request.actor.agencies_with(*LEADING))
    context = {
        "place": ", ".join(
            Agency.objects.filter(pk__in=agencies).order_by("name").values_list("name", flat=True)
        ),
        **period_words(
            looked, at, lambda name: reverse("office:satisfaction", query={"ky": name})
        ),
        "whole": overall(looked.scope, least=looked.least),
        "factors": by_factor(looked.scope, least=looked.least),
        "visits": visits(looked.scope),
        "tables": {
            by: named(broken_down(looked.scope, by, least=looked.least), by) for by in TABLES
        },
        "officers": _officers(request, looked) if led else [],
        "entered": _entered(looked) if request.actor.has(Role.AUDITOR) else [],
        "definitions": DEFINITIONS,
        "opener": _opener(request),
    }
    return render(request, "office/satisfaction.html", context)


@requires(*SEEING)
@require_safe
@never_cache
def answers(request: StaffRequest) -> HttpResponse:
    """Show the answers behind a figure, without dossier, in no order within a day.

    Where there are few they would point at people: then only how many there are.
    """
    by, key = request.GET.get("theo", ""), request.GET.get("gia-tri", "")
    if by not in _OPENED or not key or "\x00" in key:
        raise Http404
    if by == "procedure" and not key.isdecimal():
        raise Http404
    at = clock.now()
    looked = looked_at(request, request.actor.agencies_with(*SEEING), at)
    found = looked.scope.responses().filter(COUNTED, **{BY[by]: key})
    count = found.count()
    rows = found.select_related("version__questionnaire", "remark").order_by("-day")
    shown = list(rows[:_MOST]) if count >= CELL else []
    shown.sort(key=lambda row: (-row.day.toordinal(), sha256(str(row.pk).encode()).digest()))
    context = {
        "name": name_of(by, key),
        "count": count,
        "cell": CELL,
        "rows": [{"row": row, "said": said_in(row), "words": shown_words(row)} for row in shown],
        "label": looked.chosen.label,
        "back": reverse("office:satisfaction", query=_kept(request)),
    }
    return render(request, "office/satisfaction_answers.html", context)


def _officers(request: StaffRequest, looked: Looked) -> list[dict[str, Any]]:
    """Return the officers of the agencies one leads; whoever only audits sees none."""
    led = frozenset(request.actor.agencies_with(*LEADING))
    scope = replace(looked.scope, agency_ids=led)
    return named(broken_down(scope, "officer", least=looked.least), "officer")


def _entered(looked: Looked) -> list[dict[str, Any]]:
    """Return who entered how many slips of paper, for whoever compares them with the papers."""
    papers = looked.scope.responses().filter(entered_by__isnull=False).order_by()
    counted = (
        papers.values("entered_by__full_name", "agency__name")
        .annotate(count=Count("pk"), satisfied=Count("pk", filter=Q(is_satisfied=True)))
        .order_by("-count", "entered_by__full_name")
    )
    return [dict(row) for row in counted]


def _kept(request: StaffRequest) -> dict[str, str]:
    name = request.GET.get("ky", "")
    return {"ky": name} if name else {}


def _opener(request: StaffRequest) -> Callable[[str], Callable[[Any], str]]:
    """Return what gives the address of the answers behind a row of a table."""

    def of_table(by: str) -> Callable[[Any], str]:
        def of_row(key: Any) -> str:
            query = {**_kept(request), "theo": by, "gia-tri": str(key)}
            return reverse("office:satisfaction-answers", query=query)

        return of_row

    return of_table
