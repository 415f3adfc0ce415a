"""What came of a helper's own work, in figures without names."""

from datetime import timedelta
from typing import Any, Final

from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.guidance.models import GuidanceSession
from motcua.guidance.selectors import skills_of_items
from motcua.indicators.guiding import WINDOWS, Period, followed
from motcua.kernel import clock
from motcua.web.access import HelperRequest, helper

LOOKED_BACK: Final = timedelta(days=180)


@helper
@require_safe
def results(request: HelperRequest) -> HttpResponse:
    """Show one's own month, and how many of the unit's people came back alone."""
    today = clock.today()
    own = GuidanceSession.objects.filter(
        helper=request.helper.helper_id, on__gte=today.replace(day=1), void__isnull=True
    )
    done = own.aggregate(
        sessions=Count("pk"), known=Count("pk", filter=~Q(person_key="")), minutes=Sum("minutes")
    )
    _topics, outcomes = skills_of_items()
    can = dict.fromkeys(outcomes, 0)
    for learnt in own.values_list("outcomes", flat=True):
        for key in learnt:
            can[key] = can.get(key, 0) + 1
    period = Period((request.helper.agency_id,), today - LOOKED_BACK, today, today)
    later = []
    for days in WINDOWS:
        groups = followed(period, days=days)
        later.append((days, groups[0] if groups else None))
    context: dict[str, Any] = {
        "month": today.month,
        "done": done,
        "can": [(outcomes[key][0], n) for key, n in can.items() if n and key in outcomes],
        "later": later,
    }
    return render(request, "helper/results.html", context)
