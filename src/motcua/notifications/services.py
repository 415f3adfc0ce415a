"""Everything that writes messages: queued in the act's transaction, sent by the worker."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from motcua.kernel import clock
from motcua.notifications.models import Message, MessageState, MessageTemplate

logger = logging.getLogger(__name__)

BATCH: Final = 20
MOST_ATTEMPTS: Final = 12
"""With doubling pauses from one minute, up to six hours apart, about a day and a half."""
LONGEST_PAUSE: Final = timedelta(hours=6)
LONGEST_SUBJECT: Final = 255
RESERVED: Final = ".example"
"""The top-level name at which nobody can ever receive (RFC 2606)."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to write. ``key`` is the act it speaks of: the same key is never sent twice."""

    key: str
    topic: str
    about: str
    recipient: str
    values: dict[str, str]


@lru_cache(maxsize=64)
def _template(topic: str, day: date, stamp: int) -> tuple[str, str] | None:
    del stamp  # part of the cache's key only
    found = (
        MessageTemplate.objects.valid_on(day)
        .filter(topic=topic)
        .order_by("-valid_from")
        .values_list("subject", "body")
        .first()
    )
    return found if found is None else (found[0], found[1])


def queue_messages(messages: Sequence[Message]) -> None:
    """Write ``messages``; call it inside the act's transaction. One statement.

    One whose key has been written before is left out.
    """
    Message.objects.bulk_create(messages, ignore_conflicts=True)


def new_messages(messages: Sequence[NewMessage], *, at: datetime, stamp: int) -> list[Message]:
    """Return ``messages`` with their final words, unsaved.

    A topic whose template an administrator removed is left out.
    """
    rows = []
    for message in messages:
        template = _template(message.topic, clock.day_of(at), stamp)
        if template is None:
            logger.warning("message without template", extra={"topic": message.topic})
            continue
        subject, body = (fill(text, message.values) for text in template)
        rows.append(
            Message(
                key=message.key,
                topic=message.topic,
                about=message.about,
                recipient=message.recipient,
                # One line that fits, whatever the places in it were filled with: a line break
                # would let its writer add headers, and no mail server would take it.
                subject=" ".join(subject.split())[:LONGEST_SUBJECT],
                body=body,
                next_attempt_at=at,
                created_at=at,
            )
        )
    return rows


def fill(text: str, values: dict[str, str]) -> str:
    """Put ``values`` in the named places of ``text``; an unknown place stays as it is."""
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def send_waiting(at: datetime) -> int:
    """Send up to a batch of messages that are due; return how many were tried.

    Each goes in its own transaction and its row is locked while it is sent, so two
    workers never send the same one, and a killed worker leaves it waiting. What is written
    later about the same dossier waits for what was written before it.
    """
    waiting = Message.objects.filter(state=MessageState.WAITING)
    before = waiting.filter(about=OuterRef("about"), pk__lt=OuterRef("pk")).exclude(about="")
    due = waiting.filter(~Exists(before), next_attempt_at__lte=at)
    if not (settings.MAIL_IS_CONFIGURED or settings.DEMO):
        # Nothing can leave yet, and nobody may be told that it has.
        due = due.filter(recipient__endswith=RESERVED)
    tried = 0
    for message_id in list(
        due.order_by("next_attempt_at", "id").values_list("pk", flat=True)[:BATCH]
    ):
        tried += _send_one(message_id, at)
    return tried


@transaction.atomic
def _send_one(message_id: int, at: datetime) -> bool:
    message = (
        Message.objects.select_for_update(skip_locked=True)
        .filter(pk=message_id, state=MessageState.WAITING)
        .first()
    )
    if message is None:
        return False
    message.attempts += 1
    try:
        if settings.MAIL_IS_CONFIGURED and not message.recipient.endswith(RESERVED):
            EmailMessage(
                subject=message.subject,
                body=message.body,
                to=[message.recipient],
                headers={"Message-ID": f"<{message.ref}@mot-cua>"},
            ).send()
        message.state = MessageState.SENT
        message.sent_at = at
        message.last_error = ""
    except (SMTPException, OSError, ValueError) as error:
        message.last_error = f"{type(error).__name__}: {error}"[:255]
        # What cannot even be written as a letter will not be better tomorrow.
        if message.attempts >= MOST_ATTEMPTS or isinstance(error, ValueError):
            message.state = MessageState.FAILED
        pause = min(timedelta(minutes=2 ** (message.attempts - 1)), LONGEST_PAUSE)
        message.next_attempt_at = at + pause
        logger.warning("message not sent", extra={"outbox_message": str(message.ref)})
    message.save(update_fields=["state", "sent_at", "attempts", "last_error", "next_attempt_at"])
    return True


def settle_undeliverable() -> int:
    """Mark what waits for addresses that can never receive as sent; return how many.

    Nobody can own a name under ".example" (RFC 2606); the demonstration writes there.
    """
    waiting = Message.objects.filter(state=MessageState.WAITING, recipient__endswith=RESERVED)
    return waiting.update(state=MessageState.SENT, sent_at=F("created_at"))


def try_again(message: Message, *, at: datetime) -> None:
    """Put a message that failed back in the queue."""
    message.state = MessageState.WAITING
    message.next_attempt_at = at
    message.attempts = 0
    message.save(update_fields=["state", "next_attempt_at", "attempts"])
