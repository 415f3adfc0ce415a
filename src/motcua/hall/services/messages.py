"""What is written about an appointment, by mail or as a short message."""

from datetime import datetime
from typing import Final

from django.conf import settings

from motcua.agencies.selectors import configuration_stamp
from motcua.hall.models import Appointment
from motcua.kernel import clock
from motcua.notifications.channels.carrying import open_channels
from motcua.notifications.choosing import ranked
from motcua.notifications.services import NewMessage, new_messages, queue_messages

BOOKED: Final = "appointment"
REMINDER: Final = "appointment_near"
CALLED_OFF: Final = "appointment_off"


def appointment_url(token: str) -> str:
    """Return the address at which whoever booked sees the appointment."""
    return f"{settings.PUBLIC_ADDRESS}/dat-lich/{token}/"


def ticket_url(token: str) -> str:
    """Return the address in the QR code of a number."""
    return f"{settings.PUBLIC_ADDRESS}/so/{token}/"


def write_to(appointment: Appointment, topic: str, *, at: datetime) -> None:
    """Queue the message ``topic`` to whoever booked, once for each hour it speaks of.

    Slot, group, hall, desk and agency must be loaded; call it in the act's transaction.
    """
    ways = ranked(
        chosen="",
        email=appointment.email,
        phone=appointment.phone,
        carried=open_channels(),
        sms_by_default=settings.SMS_BY_DEFAULT,
    )
    if not ways:
        return
    (channel, recipient), *others = ways
    desk = appointment.slot.group.hall.desk
    starts_at = clock.local(appointment.slot.starts_at)
    message = NewMessage(
        key=f"hen:{appointment.pk}:{topic}:{starts_at:%Y%m%d%H%M}",
        topic=topic,
        about=appointment.code,
        recipient=recipient,
        channel=channel,
        others=tuple(others),
        values={
            "code": appointment.code,
            "due": f"{starts_at:%H:%M, %d/%m/%Y}",
            "url": appointment_url(appointment.token),
            "desk": desk.name,
            "phone": desk.phone or desk.agency.phone,
            "detail": desk.address or desk.agency.address,
        },
    )
    queue_messages(new_messages([message], at=at, stamp=configuration_stamp()))
