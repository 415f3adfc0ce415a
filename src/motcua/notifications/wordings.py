"""The words of messages as an administrator changes them, valid in time."""

import re
import unicodedata
from datetime import date, time
from typing import ClassVar, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies import validity
from motcua.agencies.actors import Actor
from motcua.agencies.services import require_administrator
from motcua.kernel.errors import DomainError
from motcua.notifications.models import Channel, MessageTemplate, QuietHours

PLACES: Final = ("code", "due", "url", "rating", "desk", "phone", "result", "reason", "detail")
"""What the acts fill in; another name in braces would reach the citizen as it stands."""
SHORT_PLACES: Final = ("code", "due", "url", "desk", "phone", "result")
"""Of a short message: reason and detail are written by people, and may name some."""


def places_of(channel: str) -> tuple[str, ...]:
    """Return the places that may be filled on ``channel``."""
    return PLACES if channel == Channel.EMAIL else SHORT_PLACES


class WordingError(DomainError):
    """The words hold a place that nobody fills in."""

    code: ClassVar[str] = "wording"


def require_known_places(text: str, channel: str = Channel.EMAIL) -> None:
    """Raise WordingError when ``text`` has a place in braces that its channel does not fill."""
    places = places_of(channel)
    unknown = [name for name in re.findall(r"\{([^{}]*)\}", text) if name not in places]
    if unknown:
        known = ", ".join("{" + name + "}" for name in places)
        raise WordingError(
            _("Không có chỗ điền “{%(name)s}”. Chỉ dùng được: %(known)s.")
            % {"name": unknown[0], "known": known}
        )


@transaction.atomic
def set_words(
    *,
    topic: str,
    subject: str,
    body: str,
    valid_from: date,
    actor: Actor,
    channel: str = Channel.EMAIL,
    is_plain: bool = False,
) -> MessageTemplate:
    """Use these words for ``topic`` from a day on; messages already written keep theirs.

    Words set twice for the same day replace one another, for none of that day has been
    relied on as history. Raises WordingError and ValidityError.
    """
    require_administrator(actor)
    for text in (subject, body):
        require_known_places(text, channel)
    same = MessageTemplate.objects.filter(topic=topic, channel=channel)
    row = same.filter(valid_from=valid_from).first() or MessageTemplate(
        topic=topic, channel=channel, valid_from=valid_from
    )
    row.subject = unicodedata.normalize("NFC", subject)
    row.body = unicodedata.normalize("NFC", body.replace("\r\n", "\n"))
    row.is_plain = is_plain and channel == Channel.SMS
    if row.pk:
        row.save(update_fields=["subject", "body", "is_plain"])
    else:
        validity.put_in_force(row, same)
    return row


@transaction.atomic
def set_quiet_hours(
    *, channel: str, begins: time, ends: time, valid_from: date, actor: Actor
) -> QuietHours:
    """Let ``channel`` disturb nobody between these hours, from a day on. Raises ValidityError."""
    require_administrator(actor)
    same = QuietHours.objects.filter(channel=channel)
    row = same.filter(valid_from=valid_from).first() or QuietHours(
        channel=channel, valid_from=valid_from
    )
    row.begins, row.ends = begins, ends
    if row.pk:
        row.save(update_fields=["begins", "ends"])
    else:
        validity.put_in_force(row, same)
    return row
