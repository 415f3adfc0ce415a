"""Pages for what goes wrong, in plain Vietnamese, with what to do next."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from motcua.kernel import tracing
from motcua.web.access import OtherRoomError, public
from motcua.web.api.problems import is_api, problem


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
    """Answer 500."""
    if is_api(request):
        return problem(request, "server-error")
    # Nothing is asked of the database, which may be what failed.
    told = {"request_id": tracing.request_id()}
    return HttpResponse(loader.get_template("errors/500.html").render(told), status=500)


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
