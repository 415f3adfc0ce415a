"""What nobody presses a button for: places given up, days ended, reminders, names forgotten."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction

from motcua.dossiers.daily.jobs import Report
from motcua.hall.hours import instant
from motcua.hall.lifecycle import AppointmentState, TicketAct, TicketState
from motcua.hall.models import Appointment, Counter, Ticket
from motcua.hall.services.booking import call_off_if_closed, give_up, remind
from motcua.hall.services.recording import note_ticket
from motcua.kernel import clock

KEPT_DAYS: Final = 30
"""After the day of an appointment; then nobody needs to know whose it was."""
_AT_DAYS_END: Final = {
    TicketState.WAITING: (TicketState.LEFT, TicketAct.LEAVE),
    TicketState.CALLED: (TicketState.NO_SHOW, TicketAct.NO_SHOW),
    TicketState.SERVING: (TicketState.SERVED, TicketAct.FINISH),
}


def give_up_missed(*, at: datetime, report: Report) -> None:
    """Free the places of appointments to which nobody came, and end what is left of past days."""
    booked = Appointment.objects.filter(state=AppointmentState.BOOKED, slot__starts_at__lt=at)
    for pk, code in list(booked.values_list("pk", "code")):
        report.attempt(code, partial(give_up, pk, at=at))
    open_ones = Ticket.objects.filter(day__lt=clock.day_of(at), state__in=_AT_DAYS_END)
    for pk, code in list(open_ones.values_list("pk", "code")):
        report.attempt(code, partial(_end_of_day, pk, at=at))
    # Nobody sits today where they sat yesterday until they say so.
    begin = instant(clock.day_of(at), 0)
    Counter.objects.filter(seated_at__lt=begin).update(
        officer=None, seated_at=None, paused_at=None
    )


def remind_of_tomorrow(*, at: datetime, report: Report) -> None:
    """Write to those who come tomorrow, and call off what the calendar no longer allows."""
    ahead = Appointment.objects.filter(state=AppointmentState.BOOKED, slot__starts_at__gt=at)
    for pk, code in list(ahead.values_list("pk", "code")):
        report.attempt(code, partial(call_off_if_closed, pk, at=at))
    tomorrow = clock.day_of(at) + timedelta(days=1)
    near = ahead.filter(
        slot__starts_at__gte=instant(tomorrow, 0),
        slot__starts_at__lt=instant(tomorrow + timedelta(days=1), 0),
    )
    for pk, code in list(near.values_list("pk", "code")):
        report.attempt(code, partial(remind, pk, at=at))


def forget_names(*, at: datetime, report: Report) -> None:
    """Empty the names and telephones of appointments whose day is long over."""
    before = instant(clock.day_of(at) - timedelta(days=KEPT_DAYS), 0)
    over = Appointment.objects.filter(slot__starts_at__lt=before, blanked_at__isnull=True)
    report.done += over.update(person=None, name="", phone="", email="", blanked_at=at)


@transaction.atomic
def _end_of_day(pk: int, *, at: datetime) -> None:
    held = (
        Ticket.objects.select_for_update(of=("self",))
        .select_related("group__hall__desk", "counter")
        .get(pk=pk)
    )
    if (ending := _AT_DAYS_END.get(TicketState(held.state))) is None:
        return
    held.state, act = ending
    held.ended_at = at
    held.save(update_fields=["state", "ended_at"])
    note_ticket(held, act, at=at)
