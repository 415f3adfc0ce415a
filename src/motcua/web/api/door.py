"""Before and after each call: whose token, how often, under which number; what is counted.

A session opens nothing here: neither the cookie nor the account behind it is looked at.
"""

import logging
import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from motcua.configuration.features import Feature
from motcua.configuration.switches import switched_off
from motcua.exchange.callers import Caller
from motcua.exchange.services.metering import WINDOW_SECONDS, Room, count_call
from motcua.exchange.services.tokens import caller_of
from motcua.exchange.services.usage import note_call
from motcua.kernel import clock, tracing
from motcua.web.access import client
from motcua.web.api.problems import problem
from motcua.web.throttle import Throttle, client_address

logger = logging.getLogger("motcua.api")
_LONGEST_TOKEN: Final = 200
strangers = Throttle()
"""Of one address without a token that holds: whoever tries tokens is stopped."""
View = Callable[..., HttpResponseBase]
Response = TypeVar("Response", bound=HttpResponseBase)


class ApiRequest(HttpRequest):
    """A request of another system, as operations of the API see it."""

    caller: Caller
    operation: str
    body_sha256: str
    received: Any


def admit(request: HttpRequest) -> HttpResponse | None:
    """Find out who calls and let them in; return the refusal otherwise.

    What the middleware asks before any view for clients runs.
    """
    at = clock.now()
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    is_bearer = scheme.lower() == "bearer" and 0 < len(token) <= _LONGEST_TOKEN
    found = caller_of(token, at=at) if is_bearer else None
    if found is None:
        address = client_address(request)
        if not strangers.admits(address, at, settings.SIGN_INS_PER_MINUTE):
            return _slowed(problem(request, "too-many-calls"), WINDOW_SECONDS)
        refusal = problem(request, "token-invalid" if is_bearer else "token-missing")
        said = ', error="invalid_token"' if is_bearer else ""
        refusal["WWW-Authenticate"] = f'Bearer realm="motcua"{said}'
        return dressed(request, refusal)
    request.caller = found  # type: ignore[attr-defined]
    sentence = switched_off(found.stamp).sentence(Feature.API)
    if sentence:
        return dressed(request, problem(request, "switched-off", sentence))
    room = count_call(found.client.pk, found.client.calls_per_minute, at)
    request.api_room = room  # type: ignore[attr-defined]
    if not room.is_there:
        refusal = problem(request, "too-many-calls")
        note_call(found.client, "-", "too-many-calls", at=at)
        return dressed(request, _slowed(refusal, room.resets_in))
    return None


def at_the_door(view: View) -> View:
    """Return ``view`` for clients alone, its answers dressed and counted."""

    @wraps(view)
    def asked(request: ApiRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        started = time.monotonic()
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = response.headers.get("Allow", "")
            response = problem(request, "method-not-allowed")
            response["Allow"] = allowed
        _count(request, response, time.monotonic() - started)
        return dressed(request, response)

    asked.csrf_exempt = True  # type: ignore[attr-defined]
    return client(asked)


def dressed(request: HttpRequest, response: Response) -> Response:
    """Put on ``response`` what every answer carries."""
    room: Room | None = getattr(request, "api_room", None)
    if room is not None:
        response["RateLimit-Policy"] = f'"client";q={room.most};w={WINDOW_SECONDS}'
        response["RateLimit"] = f'"client";r={max(room.left, 0)};t={room.resets_in}'
    if "Cache-Control" not in response.headers:
        response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Authorization", "Accept-Language"])
    return response


def _slowed(response: HttpResponse, seconds: int) -> HttpResponse:
    response["Retry-After"] = str(seconds)
    return response


def _count(request: ApiRequest, response: HttpResponseBase, seconds: float) -> None:
    """Count the call, and log it without its address: codes in there lead to people."""
    match = request.resolver_match
    name = getattr(request, "operation", "") or (match.url_name if match else "") or "-"
    is_refused = response.status_code >= HTTPStatus.BAD_REQUEST
    refusal = getattr(request, "api_refusal", "") or str(response.status_code)
    note_call(request.caller.client, name, refusal if is_refused else "", at=clock.now())
    logger.info(
        "%s %s %s %s %.0f ms",
        tracing.request_id(),
        request.caller.client.client_id,
        name,
        response.status_code,
        seconds * 1000,
    )
