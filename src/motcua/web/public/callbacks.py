"""What carriers tell us by themselves: of a message, of a parcel. Signed, or not heard.

A callback may come late, twice or never; the services take that as it is. An answer of 404 or
401 tells nothing of what is stored here.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.delivery import post
from motcua.delivery.services import take_news
from motcua.kernel import clock
from motcua.kernel.signed_json import HEADER, is_signed, read_object
from motcua.notifications.channels.carrying import provider_named
from motcua.notifications.services import take_report
from motcua.web.access import public

LONGEST: Final = 256 * 1024
_STATUSES: Final = frozenset({"delivered", "failed"})


@csrf_exempt  # whoever calls has no page of ours; the signature is what counts
@public
@require_POST
def message(request: HttpRequest, provider: str) -> HttpResponse:
    """Hear from a provider what became of a message."""
    known = provider_named(provider)
    told = _told(request, known.secret if known is not None else "")
    if isinstance(told, HttpResponse):
        return told
    ref, status = _ref(told, "id"), told.get("status")
    if ref is None or status not in _STATUSES:
        return HttpResponse(status=400)
    is_known = take_report(
        ref,
        provider=provider,
        is_delivered=status == "delivered",
        reason=str(told.get("reason") or "").replace("\x00", ""),
        at=clock.now(),
    )
    return HttpResponse(status=204 if is_known else 404)


@csrf_exempt  # as above
@public
@require_POST
def parcel(request: HttpRequest) -> HttpResponse:
    """Hear from the post where a parcel is."""
    told = _told(request, settings.POST_SECRET)
    if isinstance(told, HttpResponse):
        return told
    ref, events = _ref(told, "ref"), told.get("events")
    if ref is None or not isinstance(events, list):
        return HttpResponse(status=400)
    try:
        news = [post.read(event) for event in events]
    except ValueError:
        return HttpResponse(status=400)
    return HttpResponse(status=204 if take_news(ref, news, at=clock.now()) else 404)


def _told(request: HttpRequest, secret: str) -> Mapping[str, Any] | HttpResponse:
    """Return what is told, or the answer to whoever may not tell us anything."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST:
        return HttpResponse(status=413)
    body = request.body
    if not is_signed(request.headers.get(HEADER, ""), body, secret, clock.now()):
        return HttpResponse(status=401)
    try:
        return read_object(body)
    except ValueError:
        return HttpResponse(status=400)


def _ref(told: Mapping[str, Any], name: str) -> str | None:
    try:
        return str(UUID(str(told.get(name))))
    except ValueError:
        return None
