"""Tables of the hall: its groups and counters, tickets, appointments."""

from motcua.hall.models.appointments import (
    Appointment,
    AppointmentEvent,
    AppointmentRule,
    Slot,
)
from motcua.hall.models.places import Counter, Hall, ServiceGroup
from motcua.hall.models.tickets import HallDay, Ticket, TicketEvent, TicketNumber

__all__ = [
    "Appointment",
    "AppointmentEvent",
    "AppointmentRule",
    "Counter",
    "Hall",
    "HallDay",
    "ServiceGroup",
    "Slot",
    "Ticket",
    "TicketEvent",
    "TicketNumber",
]
