"""Appointments: booked, moved, cancelled, kept; the last place of a slot goes to one."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.hall.errors import BookingError, FullError
from motcua.hall.lifecycle import HOLDING, AppointmentAct, AppointmentState, Priority
from motcua.hall.models import Appointment, AppointmentRule, ServiceGroup, Slot, Ticket
from motcua.hall.selectors import free_slots, is_received, rule_on, spans_on
from motcua.hall.services.messages import BOOKED, CALLED_OFF, REMINDER, write_to
from motcua.hall.services.recording import note_appointment
from motcua.hall.services.taking import TOKEN_BYTES, take_ticket
from motcua.kernel import clock
from motcua.procedures.models import Procedure

MOST_AHEAD: Final = 3
"""Appointments that one person or one telephone may have before them."""
_LETTERS: Final = "ABCDEFGHKLMNPQRSTUVXY23456789"
"""Without those that look alike: they are typed on a screen in the hall."""
_CODE_LENGTH: Final = 8
_EARLIEST: Final = timedelta(minutes=60)
"""Before its hour an appointment gets no number: its holder need not sit there."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Who comes: as typed, and the person if they have signed in."""

    name: str
    phone: str
    email: str = ""
    person_id: int | None = None


@transaction.atomic
def book(
    group: ServiceGroup,
    starts_at: datetime,
    guest: Guest,
    *,
    at: datetime,
    procedure: Procedure | None = None,
) -> Appointment:
    """Book a place in the slot that begins at ``starts_at``; hall, desk and agency are loaded.

    Raises FullError when others were faster, BookingError.
    """
    slot, rule = _hold_place(group, starts_at, at)
    ahead = Appointment.objects.filter(state=AppointmentState.BOOKED, slot__ends_at__gt=at)
    mine = ahead.filter(phone=guest.phone) if guest.phone else ahead.none()
    if guest.person_id is not None:
        mine = mine | ahead.filter(person_id=guest.person_id)
    if mine.filter(slot=slot).exists():
        raise BookingError(_("Ông/bà đã có lịch hẹn vào đúng giờ này."))
    if mine.count() >= MOST_AHEAD:
        raise BookingError(
            _("Mỗi người giữ nhiều nhất %(most)d lịch hẹn. Xin hủy bớt lịch không dùng.")
            % {"most": MOST_AHEAD}
        )
    appointment = Appointment.objects.create(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        code="".join(secrets.choice(_LETTERS) for _n in range(_CODE_LENGTH)),
        slot=slot,
        person_id=guest.person_id,
        name=guest.name,
        phone=guest.phone,
        email=guest.email,
        procedure=procedure,
        release_minutes=rule.release_minutes,
        booked_at=at,
    )
    note_appointment(appointment, AppointmentAct.BOOK, at=at)
    write_to(appointment, BOOKED, at=at)
    return appointment


@transaction.atomic
def move(appointment: Appointment, starts_at: datetime, *, at: datetime) -> Appointment:
    """Give an appointment another hour of the same group. Raises BookingError, FullError."""
    held = _hold(appointment, at)
    group = held.slot.group
    if held.slot.starts_at == starts_at:
        return held
    slot, rule = _hold_place(group, starts_at, at)
    held.slot, held.release_minutes, held.booked_at = slot, rule.release_minutes, at
    held.save(update_fields=["slot", "release_minutes", "booked_at"])
    note_appointment(held, AppointmentAct.MOVE, at=at)
    write_to(held, BOOKED, at=at)
    return held


@transaction.atomic
def cancel(appointment: Appointment, *, at: datetime) -> Appointment:
    """Give the place back. Raises BookingError when there is none to give."""
    return _end(_hold(appointment, at), AppointmentState.CANCELLED, AppointmentAct.CANCEL, at)


@transaction.atomic
def arrive(
    appointment: Appointment, *, at: datetime, priority: Priority = Priority.NONE
) -> Ticket:
    """Return the number of somebody who comes to an appointment of today.

    Once its hour has come they go first. Raises BookingError for another day, too early, or
    when the place was given up; ClosedError.
    """
    held = _locked(appointment)
    ticket = Ticket.objects.filter(appointment=held).first()
    if ticket is not None:
        return ticket
    if held.state != AppointmentState.BOOKED:
        raise BookingError(_ended_words(held))
    starts_at = clock.local(held.slot.starts_at)
    if clock.day_of(at) != starts_at.date():
        raise BookingError(
            _("Lịch hẹn này vào ngày %(day)s. Xin lấy số thường nếu muốn làm hôm nay.")
            % {"day": f"{starts_at:%d/%m/%Y}"}
        )
    if at < starts_at - _EARLIEST:
        raise BookingError(
            _("Còn sớm: lịch hẹn lúc %(hour)s, lấy số được từ %(from)s.")
            % {"hour": f"{starts_at:%H:%M}", "from": f"{starts_at - _EARLIEST:%H:%M}"}
        )
    if at > release_at(held):
        # The job that gives places up may not have come by yet.
        raise BookingError(_late_words())
    _end(held, AppointmentState.ARRIVED, AppointmentAct.ARRIVE, at)
    return take_ticket(held.slot.group, at=at, priority=priority, appointment=held)


def release_at(appointment: Appointment) -> datetime:
    """Return until when the place is kept for somebody who has not come."""
    begins = max(appointment.slot.starts_at, appointment.booked_at)
    return clock.local(begins + timedelta(minutes=appointment.release_minutes))


@transaction.atomic
def give_up(appointment_id: int, *, at: datetime) -> bool:
    """Free the place of somebody who did not come in time; say whether it was theirs still."""
    held = _locked_by(appointment_id)
    if held.state != AppointmentState.BOOKED or at <= release_at(held):
        return False
    _end(held, AppointmentState.NO_SHOW, AppointmentAct.NO_SHOW, at)
    return True


@transaction.atomic
def call_off_if_closed(appointment_id: int, *, at: datetime) -> bool:
    """Call an appointment off, and say so, when the desk no longer receives at its hour."""
    held = _locked_by(appointment_id)
    if held.state != AppointmentState.BOOKED or held.slot.starts_at <= at:
        return False
    if is_received(held.slot):
        return False
    _end(held, AppointmentState.CANCELLED, AppointmentAct.CALL_OFF, at)
    write_to(held, CALLED_OFF, at=at)
    return True


@transaction.atomic
def remind(appointment_id: int, *, at: datetime) -> None:
    """Write to somebody who comes tomorrow; the same hour is never written of twice."""
    held = _locked_by(appointment_id)
    if held.state == AppointmentState.BOOKED:
        write_to(held, REMINDER, at=at)


def digits(phone: str) -> str:
    """Return a telephone number as it is compared and kept."""
    return re.sub(r"\D", "", phone)


def _hold_place(
    group: ServiceGroup, starts_at: datetime, at: datetime
) -> tuple[Slot, AppointmentRule]:
    """Return the slot with its row held and a place in it free, and the rule it stands under."""
    day = clock.day_of(starts_at)
    rule = rule_on(group, day)
    spans = spans_on(group, rule, day) if rule is not None else []
    span = next((one for one in spans if one.starts_at == starts_at), None)
    is_ahead = rule is not None and 0 <= (day - clock.day_of(at)).days <= rule.days_ahead
    if rule is None or span is None or not is_ahead or not group.is_active:
        raise BookingError(_("Giờ này không đặt được. Xin chọn giờ khác trong danh sách."))
    if span.ends_at <= at:
        raise BookingError(_("Giờ này đã qua. Xin chọn giờ khác."))
    Slot.objects.bulk_create(
        [Slot(group=group, starts_at=span.starts_at, ends_at=span.ends_at)], ignore_conflicts=True
    )
    slot = Slot.objects.select_for_update().get(group=group, starts_at=starts_at)
    slot.group = group
    if Appointment.objects.filter(slot=slot, state__in=HOLDING).count() >= rule.capacity:
        free = free_slots(group, day, at)
        raise FullError(_full_words([one.span.starts_at for one in free], starts_at))
    return slot, rule


def _hold(appointment: Appointment, at: datetime) -> Appointment:
    """Return the appointment with its row held, if it is still to come."""
    held = _locked(appointment)
    if held.state != AppointmentState.BOOKED:
        raise BookingError(_ended_words(held))
    if held.slot.ends_at <= at:
        raise BookingError(_("Giờ hẹn đã qua."))
    return held


def _locked(appointment: Appointment) -> Appointment:
    return _locked_by(appointment.pk)


def _locked_by(pk: int) -> Appointment:
    return (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("slot__group__hall__desk__agency", "procedure")
        .get(pk=pk)
    )


def _end(
    held: Appointment, state: AppointmentState, act: AppointmentAct, at: datetime
) -> Appointment:
    held.state, held.ended_at = state, at
    held.save(update_fields=["state", "ended_at"])
    note_appointment(held, act, at=at)
    return held


def _full_words(others: list[datetime], wanted: datetime) -> str:
    near = sorted(others, key=lambda one: abs(one - wanted))[:3]
    if not near:
        return _("Giờ này vừa hết chỗ, cả ngày cũng hết. Xin chọn ngày khác.")
    return _("Giờ này vừa hết chỗ. Còn gần đó: %(hours)s.") % {
        "hours": ", ".join(f"{clock.local(one):%H:%M}" for one in sorted(near))
    }


def _ended_words(held: Appointment) -> str:
    if held.state == AppointmentState.CANCELLED:
        return _("Lịch hẹn này đã hủy.")
    if held.state == AppointmentState.NO_SHOW:
        return _late_words()
    return _("Lịch hẹn này đã dùng.")


def _late_words() -> str:
    return _("Đã quá giờ giữ chỗ của lịch hẹn. Xin lấy số thường.")
