"""Features that an administrator has switched off, as pages see them: a sentence, no way in.

What was begun stays: only what would begin something new, or send it, is stopped.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.configuration.features import Feature
from motcua.configuration.switches import switched_off
from motcua.web.context import stamp_of

View = TypeVar("View", bound=Callable[..., Any])
CLOSED: Final = HTTPStatus.SERVICE_UNAVAILABLE


def sentence_of(request: HttpRequest, feature: Feature, agency_id: int | None = None) -> str:
    """Return what to tell people while ``feature`` is off (there), or "" while it is on."""
    return switched_off(stamp_of(request)).sentence(feature, agency_id)


def closed_page(request: HttpRequest, feature: Feature, sentence: str) -> HttpResponse:
    """Answer 503: switched off, with what to do meanwhile."""
    context = {"feature": feature, "sentence": sentence}
    return render(request, "errors/closed.html", context, status=CLOSED)


def stops_when_off(feature: Feature) -> Callable[[View], View]:
    """Answer a view with the closed page while ``feature`` is off everywhere."""

    def decorate(view: View) -> View:
        @wraps(view)
        def looked_at(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            sentence = sentence_of(request, feature)
            if sentence:
                return closed_page(request, feature, sentence)
            return view(request, *args, **kwargs)

        return looked_at  # type: ignore[return-value]

    return decorate
