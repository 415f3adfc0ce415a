"""The officer's counter in the hall: whose turn it is, who waits, who did not come."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.hall import selectors
from motcua.hall.lifecycle import TicketState
from motcua.hall.models import Counter, Ticket
from motcua.hall.policies import access_counter, access_desk_ticket, halls_for
from motcua.hall.services import serving
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest, requires
from motcua.web.context import DESK_ROLES


@requires(*DESK_ROLES)
@require_safe
@never_cache
def hall(request: StaffRequest) -> HttpResponse:
    """Show one's counter and who waits, or the counters at which one may sit."""
    at = clock.now()
    on = clock.day_of(at)
    halls = list(halls_for(request.actor, on))
    counters = Counter.objects.filter(hall__in=halls, is_active=True)
    counters = counters.select_related("hall__desk__agency", "officer")
    mine = counters.filter(officer=request.actor.officer_id).first()
    context: dict[str, Any] = {"today": on, "mine": mine, "at": at}
    if mine is None:
        officer = getattr(request.user, "officer", None)
        usual = officer.counter if officer else ""
        free = counters.prefetch_related("groups").order_by("hall__desk__code", "name")
        context["counters"] = sorted(free, key=lambda one: one.name != usual)
        return render(request, "desk/hall_seats.html", context)
    served = set(mine.groups.values_list("pk", flat=True))
    by_group = selectors.waiting_by_group(mine.hall, on, at)
    context |= {
        "current": serving.current_ticket(mine),
        "waiting_count": sum(len(tickets) for group, tickets in by_group if group.pk in served),
        "waiting": [
            {
                "group": group,
                "is_served": group.pk in served,
                "tickets": [(one, _minutes(one, at)) for one in tickets],
            }
            for group, tickets in by_group
        ],
        "missed": selectors.missed_today(mine.hall, on),
        "called": [
            one for one in selectors.called_now(mine.hall, on) if one.counter_id != mine.pk
        ],
    }
    return render(request, "desk/hall.html", context)


@requires(*DESK_ROLES)
@require_POST
def act(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Do at a counter what was pressed, then show it again."""
    at = clock.now()
    counter = access_counter(request.actor, ref)
    pressed = request.POST.get("act", "")
    try:
        if pressed in _AT_COUNTER:
            _AT_COUNTER[pressed](request, counter, at)
        elif pressed in _WITH_TICKET:
            ticket = access_desk_ticket(request.actor, request.POST.get("ticket", ""))
            if found := _WITH_TICKET[pressed](request, counter, ticket, at):
                return found
        else:
            messages.error(request, _("Chưa rõ đã bấm nút nào. Xin bấm lại."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("desk:hall")


def _sit(request: StaffRequest, counter: Counter, at: datetime) -> None:
    serving.sit_down(counter, actor=request.actor, at=at)


def _stand(request: StaffRequest, counter: Counter, at: datetime) -> None:
    del at
    serving.stand_up(counter, actor=request.actor)


def _pause(request: StaffRequest, counter: Counter, at: datetime) -> None:
    serving.pause(counter, is_paused=True, actor=request.actor, at=at)


def _open(request: StaffRequest, counter: Counter, at: datetime) -> None:
    serving.pause(counter, is_paused=False, actor=request.actor, at=at)


def _next(request: StaffRequest, counter: Counter, at: datetime) -> None:
    if serving.call_next(counter, actor=request.actor, at=at) is None:
        messages.info(request, _("Không còn ai chờ ở các nhóm của quầy này."))


def _again(
    request: StaffRequest, counter: Counter, ticket: Ticket, at: datetime
) -> HttpResponse | None:
    serving.call_again(ticket, counter, actor=request.actor, at=at)
    return None


def _accept(
    request: StaffRequest, counter: Counter, ticket: Ticket, at: datetime
) -> HttpResponse | None:
    """Begin with an acceptance; pressed again, go on with the one begun."""
    del counter
    if ticket.state == TicketState.SERVING and ticket.visit is not None:
        draft = ticket.visit.drafts.filter(officer=request.actor.officer_id).last()
    else:
        _held, draft = serving.begin_serving(ticket, actor=request.actor, at=at, with_draft=True)
    return redirect("desk:draft", draft.ref) if draft is not None else None


def _other(
    request: StaffRequest, counter: Counter, ticket: Ticket, at: datetime
) -> HttpResponse | None:
    del counter
    serving.begin_serving(ticket, actor=request.actor, at=at, with_draft=False)
    return None


def _missed(
    request: StaffRequest, counter: Counter, ticket: Ticket, at: datetime
) -> HttpResponse | None:
    del counter
    serving.no_show(ticket, actor=request.actor, at=at)
    return None


def _done(
    request: StaffRequest, counter: Counter, ticket: Ticket, at: datetime
) -> HttpResponse | None:
    del counter
    serving.finish(ticket, actor=request.actor, at=at)
    return None


_AT_COUNTER: Final[Mapping[str, Callable[[StaffRequest, Counter, datetime], None]]] = {
    "sit": _sit,
    "stand": _stand,
    "pause": _pause,
    "open": _open,
    "next": _next,
}
_WITH_TICKET: Final[
    Mapping[str, Callable[[StaffRequest, Counter, Ticket, datetime], HttpResponse | None]]
] = {"again": _again, "accept": _accept, "other": _other, "missed": _missed, "done": _done}


def _minutes(ticket: Ticket, at: datetime) -> int:
    return max(0, int((at - ticket.waits_from).total_seconds() // 60))
