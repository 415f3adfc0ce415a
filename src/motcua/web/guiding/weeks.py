"""Going from week to week, for whoever looks at a roster."""

from datetime import date, timedelta
from typing import Final

from django.http import HttpRequest
from django.urls import reverse

from motcua.guidance.selectors import monday_of

_FARTHEST: Final = timedelta(weeks=260)


def monday_asked(request: HttpRequest, today: date) -> date:
    """Return the Monday in the query; this week's where there is none that makes sense."""
    try:
        asked = date.fromisoformat(request.GET.get("tuan") or request.POST.get("tuan") or "")
    except ValueError:
        return monday_of(today)
    return monday_of(asked) if abs(asked - today) < _FARTHEST else monday_of(today)


def week_links(name: str, monday: date, **more: str) -> dict[str, str]:
    """Return the addresses of the week before and the week after."""
    return {
        which: reverse(name, query={"tuan": (monday + step).isoformat(), **more})
        for which, step in (("before", timedelta(weeks=-1)), ("after", timedelta(weeks=1)))
    }
