"""Taking a number: given while the desk receives, one after another without a gap."""

import secrets
from datetime import date, datetime
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from motcua.agencies.selectors import calendar_of
from motcua.hall.errors import ClosedError
from motcua.hall.hours import Span, next_opening, session_at
from motcua.hall.lifecycle import Priority, TicketAct, TicketState, after
from motcua.hall.models import Appointment, Hall, ServiceGroup, Ticket
from motcua.hall.services.recording import note_ticket
from motcua.kernel import clock

TOKEN_BYTES: Final = 16
"""128 bits: nobody finds the page of another's ticket by trying."""
# The row stays locked until the ticket is kept, so numbers have no gap and none is given twice.
_NEXT_NUMBER: Final = """
    INSERT INTO hall_ticketnumber (group_id, day, last_number) VALUES (%s, %s, 1)
    ON CONFLICT (group_id, day)
    DO UPDATE SET last_number = hall_ticketnumber.last_number + 1
    RETURNING last_number
"""


def open_session(hall: Hall, at: datetime) -> Span:
    """Return the session for which numbers are given at ``at``. Raises ClosedError."""
    calendar = calendar_of(hall.desk.agency)
    session = session_at(calendar, at, minutes_before=hall.opens_before_minutes)
    if session is None:
        raise ClosedError(_closed_words(next_opening(calendar, at)))
    if not hall.gives_tickets:
        raise ClosedError(_("Sảnh đang tạm ngừng phát số. Xin hỏi cán bộ tại quầy."))
    return session


@transaction.atomic
def take_ticket(
    group: ServiceGroup,
    *,
    at: datetime,
    priority: Priority = Priority.NONE,
    appointment: Appointment | None = None,
) -> Ticket:
    """Return a new number of ``group``; hall, desk and agency must be loaded.

    Waiting is counted from now, but from the opening where that is later, and for an
    appointment from its hour. Raises ClosedError.
    """
    session = open_session(group.hall, at)
    if not group.is_active:
        raise ClosedError(_("Nhóm này không còn phát số. Xin chọn nhóm khác."))
    day = clock.day_of(at)
    appointed_at = appointment.slot.starts_at if appointment is not None else None
    number = _next_number(group, day)
    ticket = Ticket.objects.create(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        group=group,
        day=day,
        number=number,
        code=f"{group.letter}{number:03}",
        priority=priority,
        appointment=appointment,
        appointed_at=appointed_at,
        taken_at=at,
        waits_from=max(at, session.starts_at, appointed_at or at),
    )
    note_ticket(ticket, TicketAct.TAKE, at=at)
    return ticket


@transaction.atomic
def leave(ticket: Ticket, *, at: datetime) -> Ticket:
    """Give a number back before it is called. Raises TicketStateError."""
    locked = (
        Ticket.objects.select_for_update(of=("self",))
        .select_related("group__hall__desk", "counter")
        .get(pk=ticket.pk)
    )
    locked.state = after(TicketState(locked.state), TicketAct.LEAVE)
    locked.ended_at = at
    locked.save(update_fields=["state", "ended_at"])
    note_ticket(locked, TicketAct.LEAVE, at=at)
    return locked


def _next_number(group: ServiceGroup, day: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_NUMBER, [group.pk, day])
        (number,) = cursor.fetchone()
    return int(number)


def _closed_words(opening: datetime | None) -> str:
    if opening is None:
        return _("Ngoài giờ tiếp nhận. Chưa có lịch mở cửa lại.")
    there = clock.local(opening)
    return _("Ngoài giờ tiếp nhận. Mở cửa lại lúc %(hour)s ngày %(day)s.") % {
        "hour": f"{there:%H:%M}",
        "day": f"{there:%d/%m/%Y}",
    }
