"""Screens of a hall: taking a number, its slip, the board, and its page on the holder's phone."""

import re
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from motcua.configuration.features import Feature
from motcua.hall import selectors
from motcua.hall.errors import ClosedError
from motcua.hall.lifecycle import AT_COUNTER, Priority, TicketState
from motcua.hall.models import Appointment, Hall, Ticket
from motcua.hall.policies import access_hall, access_ticket
from motcua.hall.saying import spoken_call
from motcua.hall.services.booking import arrive
from motcua.hall.services.messages import ticket_url
from motcua.hall.services.taking import leave, open_session, take_ticket
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web import errors
from motcua.web.access import public
from motcua.web.switching import CLOSED, sentence_of
from motcua.web.throttle import Throttle, client_address

NUMBERS_A_MINUTE: Final = 30
"""Of one address: a hall's kiosks share one, and nobody presses faster."""
BOARD_ROWS: Final = 6
SLIP_SECONDS: Final = 20
PRINTS: Final = "in"
"""The kiosk's address says with it that a printer of slips is there."""
_IN_ADDRESS: Final = re.compile(r"/dat-lich/([\w-]{16,32})")
throttle = Throttle()


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def kiosk(request: HttpRequest, desk_code: str) -> HttpResponse:
    """Offer the groups; give a number, or say when the desk opens."""
    at = clock.now()
    hall = access_hall(desk_code, clock.day_of(at))
    # The hall's own kiosks have the printer's mark in their address.
    off = "" if _prints(request) else sentence_of(request, Feature.TICKETS, hall.desk.agency_id)
    problem = ""
    if request.method == "POST" and not off:
        if not throttle.admits(client_address(request), at, NUMBERS_A_MINUTE):
            return errors.too_many(request)
        try:
            return _slip_of(request, hall, _taken(request, hall, at))
        except DomainError as error:
            problem = str(error)
    context = {
        "hall": hall,
        "groups": _groups(hall, at),
        "priorities": Priority.choices,
        "closed": off or _closed(hall, at),
        "problem": problem,
        "prints": _prints(request),
    }
    status = CLOSED if off else _status(problem)
    return render(request, "public/kiosk.html", context, status=status)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def kiosk_appointment(request: HttpRequest, desk_code: str) -> HttpResponse:
    """Give a number to somebody who comes to an appointment, by its code or its QR code."""
    at = clock.now()
    hall = access_hall(desk_code, clock.day_of(at))
    typed = request.POST.get("ma", "").replace("\x00", "").strip()[:200]
    problem = ""
    if request.method == "POST":
        if not throttle.admits(client_address(request), at, NUMBERS_A_MINUTE):
            return errors.too_many(request)
        appointment = _appointment(hall, typed)
        if appointment is None:
            problem = _("Không thấy lịch hẹn nào ở đây mang mã này. Xin xem lại từng chữ.")
        else:
            try:
                return _slip_of(request, hall, arrive(appointment, at=at))
            except DomainError as error:
                problem = str(error)
    context = {"hall": hall, "typed": typed, "problem": problem, "prints": _prints(request)}
    return render(request, "public/kiosk_appointment.html", context, status=_status(problem))


@public
@require_safe
@never_cache
def slip(request: HttpRequest, desk_code: str, token: str) -> HttpResponse:
    """Show and print the number just taken."""
    at = clock.now()
    hall = access_hall(desk_code, clock.day_of(at))
    ticket = access_ticket(token)
    if ticket.group.hall_id != hall.pk:
        raise Http404
    prints = _prints(request)
    query = {PRINTS: "1"} if prints else None
    picture = segno.make_qr(ticket_url(ticket.token), error="m").svg_inline(omitsize=True)
    context = {
        "hall": hall,
        "ticket": ticket,
        "picture": Markup(picture),  # noqa: S704, made here of nothing but squares
        "place": selectors.place_of(ticket, at),
        "kiosk_url": reverse("public:kiosk", args=[desk_code], query=query),
        "prints": prints,
        "seconds": SLIP_SECONDS,
    }
    return render(request, "public/slip.html", context)


@public
@require_safe
@never_cache
def board(request: HttpRequest, desk_code: str) -> HttpResponse:
    """Show which number is called to which counter."""
    return render(request, "public/board.html", _board(desk_code))


@public
@require_safe
@never_cache
def board_part(request: HttpRequest, desk_code: str) -> HttpResponse:
    """Answer the board's script with what changes on it."""
    return render(request, "public/_board.html", _board(desk_code))


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """Show a number to whoever holds it, or take it back from them."""
    at = clock.now()
    found = access_ticket(token)
    if request.method == "POST":
        try:
            leave(found, at=at)
        except DomainError as error:
            messages.info(request, str(error))
        return redirect("public:ticket", token)
    place = selectors.place_of(found, at) if found.day == clock.day_of(at) else None
    state = TicketState(found.state)
    if state is TicketState.WAITING and place is None:
        # The night's job has not come by yet.
        state = TicketState.LEFT
    context = {
        "ticket": found,
        "hall": found.group.hall,
        "state": state,
        "place": place,
        "words": _words(found, state, place),
        "is_open": state is TicketState.WAITING or state in AT_COUNTER,
    }
    return render(request, "public/ticket.html", context)


def _taken(request: HttpRequest, hall: Hall, at: datetime) -> Ticket:
    wanted = request.POST.get("group", "")
    group = next((g for g in selectors.active_groups(hall) if g.letter == wanted), None)
    if group is None:
        raise ClosedError(_("Xin chạm vào một việc trong danh sách."))
    priority = request.POST.get("priority", "")
    known = Priority(priority) if priority in Priority.values else Priority.NONE
    return take_ticket(group, at=at, priority=known)


def _slip_of(request: HttpRequest, hall: Hall, taken: Ticket) -> HttpResponse:
    query = {PRINTS: "1"} if _prints(request) else None
    return redirect(reverse("public:slip", args=[hall.desk.code, taken.token], query=query))


def _appointment(hall: Hall, typed: str) -> Appointment | None:
    """Return the appointment of this hall whose code was typed or whose address was scanned."""
    here = Appointment.objects.filter(slot__group__hall=hall)
    if scanned := _IN_ADDRESS.search(typed):
        return here.filter(token=scanned[1]).first()
    code = re.sub(r"[^A-Z0-9]", "", typed.upper())
    return here.filter(code=code).first() if code else None


def _board(desk_code: str) -> dict[str, Any]:
    at = clock.now()
    hall = access_hall(desk_code, clock.day_of(at))
    calls = selectors.called_now(hall, clock.day_of(at))[:BOARD_ROWS]
    return {
        "hall": hall,
        "calls": [
            {"ticket": one, "say": spoken_call(one.code, one.counter.name if one.counter else "")}
            for one in calls
        ],
        "groups": _groups(hall, at),
    }


def _groups(hall: Hall, at: datetime) -> list[tuple[Any, int]]:
    waiting = selectors.waiting_counts(hall, clock.day_of(at))
    return [(group, waiting[group.pk]) for group in selectors.active_groups(hall)]


def _closed(hall: Hall, at: datetime) -> str:
    try:
        open_session(hall, at)
    except DomainError as error:
        return str(error)
    return ""


def _words(found: Ticket, state: TicketState, place: selectors.Place | None) -> dict[str, str]:
    counter = found.counter.name if found.counter else ""
    if place is not None:
        strong = (
            _("Còn %(n)s người trước ông/bà") % {"n": place.ahead}
            if place.ahead
            else _("Ông/bà là người kế tiếp")
        )
        return {"kind": "info", "strong": strong, "soft": _("Xin ngồi chờ gần bảng số.")}
    said = {
        TicketState.CALLED: (
            "done",
            _("Mời ông/bà đến %(counter)s") % {"counter": counter},
            _("Số đang được gọi. Không đến thì số sẽ qua lượt."),
        ),
        TicketState.SERVING: (
            "info",
            _("Đang làm việc tại %(counter)s") % {"counter": counter},
            "",
        ),
        TicketState.SERVED: ("done", _("Đã xong"), _("Cảm ơn ông/bà đã đến.")),
        TicketState.NO_SHOW: (
            "soon",
            _("Đã gọi mà chưa thấy ông/bà"),
            _("Nếu còn ở sảnh, xin báo cán bộ tại quầy để được gọi lại."),
        ),
        TicketState.LEFT: ("plain", _("Số này đã bỏ"), _("Cần làm việc thì xin lấy số mới.")),
    }
    kind, strong, soft = said[state]
    return {"kind": kind, "strong": strong, "soft": soft}


def _prints(request: HttpRequest) -> bool:
    return bool(request.POST.get(PRINTS) or request.GET.get(PRINTS))


def _status(problem: str) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
