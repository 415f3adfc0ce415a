"""The screen on the wall of a hall: how its agency keeps its dates, for whoever waits."""

from datetime import date
from typing import Any, Final

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from motcua.agencies.models import Agency, Desk
from motcua.indicators import published
from motcua.indicators.keeping import Mark, mark
from motcua.indicators.periods import Kind, NamedPeriod
from motcua.indicators.reports import Counts, Question, total
from motcua.kernel import clock
from motcua.web import figures
from motcua.web.access import public
from motcua.web.figures import Chosen
from motcua.web.public import headlines
from motcua.web.public.asked import newest_closed
from motcua.web.public.limits import limited
from motcua.web.public.months import trend_of

SECONDS: Final = 50
"""After which the screen looks for itself whether the figures have moved."""


@public
@require_safe
@limited
def screen(request: HttpRequest, key: str) -> HttpResponse:
    """Show the figures of a desk's agency, or of a unit by its code; it looks again by itself."""
    today = clock.today()
    agency, name = _place(key, today)
    counted = mark()
    if counted is None:
        return render(request, "public/wall.html", {**_frame(agency, name), "figures": []})
    chosen, question, counts = _enough(newest_closed(counted, today), counted, agency)
    told = headlines.counted(question, counted)
    context = {
        **_frame(agency, name),
        "label": chosen.label,
        "period": chosen.period,
        "is_open": question.period.last > clock.day_of(counted.counted_at),
        "figures": [*(one.great for one in told), figures.overdue_figure(counts)],
        "trend": trend_of(question, counted, chosen),
        "counted_at": counted.counted_at,
    }
    return render(request, "public/wall.html", context)


def _enough(chosen: Chosen, counted: Mark, agency: Agency) -> tuple[Chosen, Question, Counts]:
    """Return the period and what it counts; the year that it lies in where it has too little."""
    question = Question(chosen.period, chosen.rule, counted.counted_at, agency.pk)
    counts = total(published.by_field(question, counted))
    if counts.c7 >= chosen.rule.minimum_sample or (
        chosen.named is not None and chosen.named.kind is Kind.YEAR
    ):
        return chosen, question, counts
    begins_on = chosen.rule.period_begins_on
    year = NamedPeriod.holding(Kind.YEAR, chosen.period.last, begins_on)
    return _enough(figures.named_period(year), counted, agency)


def _place(key: str, on: date) -> tuple[Agency, str]:
    """Return the agency of the desk, or with the code, ``key``, and its name. Raises Http404."""
    desk = Desk.objects.select_related("agency").filter(code=key).first()
    if desk is not None:
        if not desk.is_valid_on(on):
            raise Http404
        return desk.agency, desk.name
    found: Agency = get_object_or_404(Agency, code=key)
    return found, found.name


def _frame(agency: Agency, name: str) -> dict[str, Any]:
    url = settings.PUBLIC_ADDRESS + reverse("public:agency-figures", args=[agency.code])
    picture = segno.make_qr(url, error="m").svg_inline(omitsize=True)
    return {
        "agency": agency,
        "name": name,
        "address": url,
        "picture": Markup(picture),  # noqa: S704, made here of nothing but squares
        "seconds": SECONDS,
    }
