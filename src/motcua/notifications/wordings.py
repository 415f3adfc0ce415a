"""The words of messages as an administrator changes them, valid in time."""

import re
import unicodedata
from datetime import date
from typing import ClassVar, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies import validity
from motcua.agencies.actors import Actor
from motcua.agencies.services import require_administrator
from motcua.kernel.errors import DomainError
from motcua.notifications.models import MessageTemplate

PLACES: Final = ("code", "due", "url", "desk", "phone", "result", "reason", "detail")
"""What the acts fill in; another name in braces would reach the citizen as it stands."""


class WordingError(DomainError):
    """The words hold a place that nobody fills in."""

    code: ClassVar[str] = "wording"


def require_known_places(text: str) -> None:
    """Raise WordingError when ``text`` has a place in braces that is not one of PLACES."""
    unknown = [name for name in re.findall(r"\{([^{}]*)\}", text) if name not in PLACES]
    if unknown:
        known = ", ".join("{" + name + "}" for name in PLACES)
        raise WordingError(
            _("Không có chỗ điền “{%(name)s}”. Chỉ dùng được: %(known)s.")
            % {"name": unknown[0], "known": known}
        )


@transaction.atomic
def set_words(
    *, topic: str, subject: str, body: str, valid_from: date, actor: Actor
) -> MessageTemplate:
    """Use these words for ``topic`` from a day on; messages already written keep theirs.

    Words set twice for the same day replace one another, for none of that day has been
    relied on as history. Raises WordingError and ValidityError.
    """
    require_administrator(actor)
    for text in (subject, body):
        require_known_places(text)
    same = MessageTemplate.objects.filter(topic=topic)
    row = same.filter(valid_from=valid_from).first() or MessageTemplate(
        topic=topic, valid_from=valid_from
    )
    row.subject = unicodedata.normalize("NFC", subject)
    row.body = unicodedata.normalize("NFC", body.replace("\r\n", "\n"))
    if row.pk:
        row.save(update_fields=["subject", "body"])
    else:
        validity.put_in_force(row, same)
    return row
