"""Whether the web server lives, whether it can serve, whether the worker works, and metrics.

They are asked every few seconds, by address and without HTTPS: the middleware answers them
before the checks that pages go through. Nothing in them is about anybody.
"""

import hmac
import ipaddress
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from motcua.conf.measures import SILENT_SECONDS, heartbeat_age, measured
from motcua.conf.metrics import exposition
from motcua.conf.milestones import missing_here
from motcua.kernel import clock
from motcua.web import errors
from motcua.web.access import public

_BEARER: Final = "Bearer "
_PROXIED: Final = frozenset({"Forwarded", "X-Forwarded-For", "X-Forwarded-Proto"})


@public
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Say that this process answers; asks nothing of the database."""
    del request
    return _said("web", is_well=True)


@public
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and has the tables of this version; else 503."""
    del request
    try:
        missing = missing_here()
    except DatabaseError:
        return _said("database", is_well=False)
    return _said("migrations", is_well=not missing)


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Say whether a worker was heard of within the last minute; else 503."""
    del request
    try:
        age = heartbeat_age(clock.now())
    except DatabaseError:
        return _said("database", is_well=False)
    return _said("worker", is_well=age is not None and age <= SILENT_SECONDS)


@public
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Show the metrics to those who may read them; to others there is no such page."""
    if not _may_read(request):
        return errors.not_found(request)
    text = exposition(lambda: measured(at=clock.now()))
    return HttpResponse(text, content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _may_read(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    if given.startswith(_BEARER) and settings.METRICS_TOKEN:
        token = given.removeprefix(_BEARER).encode()
        return hmac.compare_digest(token, settings.METRICS_TOKEN.encode())
    if _PROXIED & request.headers.keys():
        # An address that a header names could be anybody's: only who connects is believed.
        return False
    try:
        address = ipaddress.ip_address(str(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return False
    return any(address in network for network in settings.METRICS_FROM)


def _said(what: str, *, is_well: bool) -> JsonResponse:
    status = HTTPStatus.OK if is_well else HTTPStatus.SERVICE_UNAVAILABLE
    answer = JsonResponse({what: "ok" if is_well else "failed"}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
