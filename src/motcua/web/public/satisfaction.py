"""Satisfaction as everybody may read it: of the province and of each agency, with n."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.indicators.rules import place_name
from motcua.indicators.satisfaction import DEFINITIONS, broken_down, by_factor, overall, visits
from motcua.kernel import clock
from motcua.web.access import public
from motcua.web.public.limits import limited
from motcua.web.satisfaction import looked_at, named, period_words


@public
@require_safe
@limited
def satisfaction(request: HttpRequest) -> HttpResponse:
    """Show all agencies together, each, and each factor; never an officer."""
    at = clock.now()
    looked = looked_at(request, None, at)
    agencies = named(broken_down(looked.scope, "agency", least=looked.least), "agency")
    context = {
        "place": place_name(),
        **period_words(
            looked, at, lambda name: reverse("public:satisfaction", query={"ky": name})
        ),
        "whole": overall(looked.scope, least=looked.least),
        "agencies": [row for row in agencies if row["line"].satisfaction.whole],
        "silent": [row for row in agencies if not row["line"].satisfaction.whole],
        "factors": by_factor(looked.scope, least=looked.least),
        "visits": visits(looked.scope),
        "definitions": DEFINITIONS,
    }
    return render(request, "public/satisfaction.html", context)
