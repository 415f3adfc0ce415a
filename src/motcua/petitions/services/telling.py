"""What a petitioner is told, by mail or telephone. Nothing of what they wrote stands in it."""

from datetime import datetime

from django.conf import settings

from motcua.agencies.selectors import configuration_stamp
from motcua.kernel import clock
from motcua.kernel.wording import named_day
from motcua.notifications.channels.carrying import open_channels
from motcua.notifications.choosing import ranked
from motcua.notifications.services import NewMessage, new_messages, queue_messages
from motcua.petitions.models import Feedback


def follow_url(code: str) -> str:
    """Return the address at which a petition is followed."""
    return f"{settings.PUBLIC_ADDRESS}/phan-anh/theo-doi/{code}/"


def tell(
    one: Feedback,
    topic: str,
    *,
    at: datetime,
    key: str,
    reason: str = "",
    code: str = "",
) -> None:
    """Write the message of an act to whoever sent the feedback, in the act's transaction.

    ``code`` is another one to follow by than that of the feedback itself.
    """
    who = one.petitioner
    known = code or one.code
    values = {
        "code": known,
        "due": moment(one.due_at),
        "url": follow_url(known),
        "desk": one.agency.name,
        "phone": one.agency.phone,
        "reason": reason,
    }
    send(
        topic,
        key=f"petition:{one.code}:{key}",
        about=known,
        values=values,
        phone=who.phone,
        email=who.email,
        at=at,
    )


def send(
    topic: str,
    *,
    key: str,
    about: str,
    values: dict[str, str],
    phone: str,
    email: str,
    at: datetime,
) -> bool:
    """Queue one message by mail, else to a telephone; say whether there is a way."""
    ways = ranked(
        chosen="", email=email, phone=phone, carried=open_channels(), sms_by_default=True
    )
    if not ways:
        return False
    (channel, recipient), *others = ways
    message = NewMessage(
        key=key,
        topic=topic,
        about=about,
        recipient=recipient,
        channel=channel,
        others=tuple(others),
        values=values,
    )
    queue_messages(new_messages([message], at=at, stamp=configuration_stamp()))
    return True


def moment(at: datetime | None) -> str:
    """Return an instant as a message says it; "" for none."""
    if at is None:
        return ""
    return f"{clock.local(at):%H:%M}, {named_day(clock.day_of(at), year=True)}"
