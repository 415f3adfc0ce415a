"""The outermost layer: every request gets an id, is counted and timed; probes are answered."""

import logging
import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_only_middleware

from motcua.conf import telemetry
from motcua.conf.metrics import count_request, known_method
from motcua.kernel import tracing
from motcua.web.operating import urls

logger = logging.getLogger(__name__)
HEADER: Final = "X-Request-ID"
Handler = Callable[[HttpRequest], HttpResponse]
_PROBES: Final = {
    f"/{pattern.pattern}": (f"{urls.app_name}:{pattern.name}", pattern.callback)
    for pattern in urls.urlpatterns
}
_STATIC: Final = "static"
_UNKNOWN: Final = "unknown"
"""Whatever is no address of ours is one route, however many are tried."""


@sync_only_middleware
def observed(get_response: Handler) -> Handler:
    """Let a request be told from others in the log, and count it by its route."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        # Anybody can send the header; only a proxy of ours is believed.
        given = request.headers.get(HEADER, "") if settings.TRUSTED_PROXIES else ""
        with (
            tracing.traced(tracing.taken_from(given)) as name,
            telemetry.span("HTTP", "server") as facts,
        ):
            request.request_id = name  # type: ignore[attr-defined]
            probe = _PROBES.get(request.path_info)
            response = probe[1](request) if probe else get_response(request)
            response.headers[HEADER] = name
            seconds = time.perf_counter() - started
            route = probe[0] if probe else _route(request)
            _note(request, response, route, seconds)
            if not probe:
                facts.update(_facts(request, response, route))
        return response

    return middleware


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is not None:
        return match.view_name
    return _STATIC if request.path_info.startswith(settings.STATIC_URL) else _UNKNOWN


def _facts(request: HttpRequest, response: HttpResponse, route: str) -> telemetry.Facts:
    """Return what a span tells of a request: its route, never the address asked for."""
    match = request.resolver_match
    pattern = f"/{match.route}" if match is not None else route
    method = known_method(str(request.method))
    return {
        "name": f"{method} {pattern}",
        "http.route": pattern,
        "http.request.method": method,
        "http.response.status_code": response.status_code,
    }


def _note(request: HttpRequest, response: HttpResponse, route: str, seconds: float) -> None:
    method = str(request.method)
    count_request(route, method, response.status_code, seconds)
    if settings.LOG_REQUESTS:
        told = {
            "route": route,
            "method": method,
            "status": response.status_code,
            "duration_ms": round(seconds * 1000, 1),
        }
        logger.info("request", extra=told)
