"""Writing down what happened to a ticket or an appointment; called in the act's transaction."""

from datetime import datetime

from motcua.hall.lifecycle import AppointmentAct, TicketAct
from motcua.hall.models import Appointment, AppointmentEvent, Ticket, TicketEvent
from motcua.kernel import clock


def note_ticket(
    ticket: Ticket, act: TicketAct, *, at: datetime, officer_id: int | None = None
) -> None:
    """Write one line of a ticket's record; group, hall and desk must be loaded."""
    TicketEvent.objects.create(
        ticket=ticket,
        agency_id=ticket.group.hall.desk.agency_id,
        group_id=ticket.group_id,
        day=ticket.day,
        act=act,
        at=at,
        waits_from=ticket.waits_from,
        counter_name=ticket.counter.name if ticket.counter else "",
        officer_id=officer_id,
    )


def note_appointment(appointment: Appointment, act: AppointmentAct, *, at: datetime) -> None:
    """Write one line of an appointment's record; slot, group, hall and desk must be loaded."""
    group = appointment.slot.group
    AppointmentEvent.objects.create(
        appointment=appointment,
        agency_id=group.hall.desk.agency_id,
        group_id=group.pk,
        day=clock.day_of(appointment.slot.starts_at),
        act=act,
        at=at,
    )
