"""The days of the ledger that are closed, published so that anybody can hold us to them."""

from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.dossiers.day_hashes import BLOCK, split
from motcua.dossiers.extracts import published_day
from motcua.dossiers.models import ClosedDay
from motcua.kernel import clock
from motcua.web.access import public
from motcua.web.public.limits import limited

PAGE: Final = 60
_LONGEST_NUMBER: Final = 9


@public
@require_safe
def days(request: HttpRequest) -> HttpResponse:
    """List the closed days, the latest first; the address says before which day."""
    before = _day_or_none(request.GET.get("truoc", ""))
    listed = ClosedDay.objects.order_by("-day").defer("salt", "previous_hash")
    if before is not None:
        listed = listed.filter(day__lt=before)
    found = list(listed[: PAGE + 1])
    address = reverse("public:ledger")
    rest = f"{address}?truoc={found[PAGE - 1].day.isoformat()}" if len(found) > PAGE else ""
    context = {
        "days": found[:PAGE],
        "today": clock.today(),
        "next_url": rest,
        "first_url": address if before is not None else "",
    }
    return render(request, "public/ledger.html", context)


@public
@require_safe
@limited
def day(request: HttpRequest, day: str) -> HttpResponse:
    """Show one closed day: its seal, and its leaves a block at a time."""
    closed = _closed_day(day)
    number = _block_number(request)
    block = closed.blocks.filter(number=number).first()
    if block is None and number:
        raise Http404
    leaves = list(split(bytes(block.leaves))) if block is not None else []
    first = number * BLOCK + 1
    has_more = first + BLOCK <= closed.events
    address = reverse("public:ledger-day", args=[day])
    context: dict[str, Any] = {
        "closed": closed,
        "leaves": [leaf.hex() for leaf in leaves],
        "first": first,
        "last": first + len(leaves) - 1,
        "file_name": f"so-cai-{day}.json",
        "next_url": f"{address}?khoi={number + 1}" if has_more else "",
        "first_url": address if number else "",
    }
    return render(request, "public/ledger_day.html", context)


@public
@require_safe
@limited
def day_file(_request: HttpRequest, day: str) -> HttpResponseBase:
    """Hand out a closed day with all its leaves; it never changes."""
    closed = _closed_day(day)
    response = StreamingHttpResponse(published_day(closed), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="so-cai-{day}.json"'
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _closed_day(text: str) -> ClosedDay:
    on = _day_or_none(text)
    if on is None or on.isoformat() != text:
        raise Http404
    found: ClosedDay = get_object_or_404(ClosedDay, day=on)
    return found


def _day_or_none(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _block_number(request: HttpRequest) -> int:
    asked = request.GET.get("khoi", "0")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= _LONGEST_NUMBER
    return int(asked) if is_number else 0
