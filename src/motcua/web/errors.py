"""Pages for what goes wrong, in plain Vietnamese, with what to do next."""

import sys
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from django.shortcuts import render
from django.template import loader

from motcua.kernel import tracing
from motcua.runtime.database import is_away
from motcua.web.access import OtherRoomError, public
from motcua.web.api.problems import is_api, problem

RETRY_SECONDS: Final = 10
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
_UNREADABLE: Final = (OSError, SuspiciousOperation, MultiPartParserError, RawPostDataException)
_SECRETS: Final = ("password", "code", "secret", "pin")
"""A form with a field that is called so is filled in anew."""


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400, or 413 where the reason is that too much was sent."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_big(request)
    if is_api(request):
        return problem(request, "bad-request")
    return render(request, "errors/400.html", status=400)


@public
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403; somebody in the room of others is told how to come to it."""
    if is_api(request):
        return problem(request, "forbidden")
    other = exception if isinstance(exception, OtherRoomError) else None
    return render(request, "errors/403.html", {"other": other}, status=403)


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404."""
    del exception
    if is_api(request):
        return problem(request, "not-found")
    return render(request, "errors/404.html", status=404)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 where the reason is that the database does not answer."""
    # Django calls this while it handles what was raised, wherever that was.
    if is_away(sys.exception()):
        return away(request)
    if is_api(request):
        return problem(request, "server-error")
    # Nothing is asked of the database, which may be what failed.
    told = {"request_id": tracing.request_id()}
    return HttpResponse(loader.get_template("errors/500.html").render(told), status=500)


def away(request: HttpRequest) -> HttpResponse:
    """Answer 503: the database is away for a moment. What was typed is in the page, to send again.

    Nothing is asked of the database, and nobody is recognised.
    """
    if is_api(request):
        response = problem(request, "database-away")
    else:
        told = {
            "request_id": tracing.request_id(),
            "address": request.get_full_path(),
            "is_post": request.method == "POST",
            "typed": _typed(request),
            "has_files": _has_files(request),
        }
        page = loader.get_template("errors/503.html").render(told)
        response = HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what a form was sent with, to be sent again; nothing where a secret is among it."""
    if request.method != "POST" or request.content_type not in _FORMS:
        return []
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
    except _UNREADABLE:
        return []
    if any(word in name for name, _value in fields for word in _SECRETS):
        return []
    return fields


def _has_files(request: HttpRequest) -> bool:
    try:
        return request.method == "POST" and bool(request.FILES)
    except _UNREADABLE:
        return False


def too_big(request: HttpRequest) -> HttpResponse:
    """Answer 413: what was sent is larger than we take."""
    if is_api(request):
        return problem(request, "too-big")
    return render(request, "errors/413.html", status=413)


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer 429: too many questions from one address."""
    return render(request, "errors/429.html", status=429)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose page is too old or came from elsewhere; says that nothing is lost."""
    del reason
    return render(request, "errors/csrf.html", status=403)


def locked_out(
    request: HttpRequest, credentials: dict[str, Any] | None = None, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Answer somebody who has failed to sign in too often."""
    del credentials, args, kwargs
    return render(request, "errors/locked.html", status=429)
