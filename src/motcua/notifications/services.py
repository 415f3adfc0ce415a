"""Everything that writes messages: queued in the act's transaction, sent by the worker."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from motcua.kernel import clock, sms
from motcua.notifications import hearers
from motcua.notifications.channels.carrying import (
    RESERVED,
    CarryError,
    carry,
    following,
    open_channels,
)
from motcua.notifications.models import (
    Channel,
    Message,
    MessageState,
    MessageTemplate,
    QuietHours,
)

logger = logging.getLogger(__name__)

BATCH: Final = 20
MOST_ATTEMPTS: Final = 12
"""With doubling pauses from one minute, up to six hours apart, about a day and a half."""
MOST_OF_A_PROVIDER: Final = 3
"""Then the next one has it: news of a dossier is worth little a day later."""
LONGEST_PAUSE: Final = timedelta(hours=6)
LONGEST_SUBJECT: Final = 255
_MOVING: Final = [
    "state",
    "sent_at",
    "delivered_at",
    "attempts",
    "last_error",
    "next_attempt_at",
    "provider",
    "provider_number",
    "alternatives",
]


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to write. ``key`` is the act it speaks of: the same key is never sent twice.

    ``others`` are further ways to reach the same person: channel and address.
    """

    key: str
    topic: str
    about: str
    recipient: str
    values: dict[str, str]
    channel: str = Channel.EMAIL
    others: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=256)
def _template(topic: str, channel: str, day: date, stamp: int) -> tuple[str, str, bool] | None:
    # The stamp is part of the cache's key only.
    found = (
        MessageTemplate.objects.valid_on(day)
        .filter(topic=topic, channel=channel)
        .order_by("-valid_from")
        .values_list("subject", "body", "is_plain")
        .first()
    )
    if found is None and channel == Channel.ZALO:
        # What is short enough for a telephone is right for a chat.
        return _template(topic, Channel.SMS, day, stamp)
    return found if found is None else (found[0], found[1], found[2])


def queue_messages(messages: Sequence[Message]) -> None:
    """Write ``messages``; call it inside the act's transaction. One statement.

    One whose key has been written before is left out.
    """
    Message.objects.bulk_create(messages, ignore_conflicts=True)


def new_messages(messages: Sequence[NewMessage], *, at: datetime, stamp: int) -> list[Message]:
    """Return ``messages`` with their final words, unsaved.

    A topic whose template an administrator removed is left out.
    """
    day = clock.day_of(at)
    rows = []
    for message in messages:
        ways = [(message.channel, message.recipient), *message.others]
        written = [_written(message, *way, day=day, stamp=stamp) for way in ways]
        found = [words for words in written if words is not None]
        if not found:
            logger.warning("message without template", extra={"topic": message.topic})
            continue
        first, *others = found
        rows.append(
            Message(
                key=message.key,
                topic=message.topic,
                about=message.about,
                **first,
                alternatives=others,
                next_attempt_at=at,
                created_at=at,
            )
        )
    return rows


def _written(
    message: NewMessage, channel: str, recipient: str, *, day: date, stamp: int
) -> dict[str, str] | None:
    """Return the words of ``message`` on one channel; None where there are none for it."""
    template = _template(message.topic, channel, day, stamp)
    if template is None:
        return None
    *texts, is_plain = template
    subject, body = (fill(text, message.values) for text in texts)
    return {
        "channel": str(channel),
        "recipient": recipient,
        # One line that fits, whatever the places in it were filled with: a line break
        # would let its writer add headers, and no mail server would take it.
        "subject": " ".join(subject.split())[:LONGEST_SUBJECT],
        "body": sms.plain(body) if is_plain and channel == Channel.SMS else body,
    }


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
    may_leave = Q(channel__in=open_channels() - quiet_channels(at))
    if settings.MAIL_IS_CONFIGURED or settings.DEMO:
        may_leave |= Q(channel=Channel.EMAIL)
    else:
        # Nothing can leave yet, and nobody may be told that it has.
        may_leave |= Q(channel=Channel.EMAIL, recipient__endswith=RESERVED)
    tried = 0
    for message_id in list(
        due.filter(may_leave)
        .order_by("next_attempt_at", "id")
        .values_list("pk", flat=True)[:BATCH]
    ):
        tried += _send_one(message_id, at)
    return tried


def quiet_channels(at: datetime) -> frozenset[str]:
    """Return the channels that disturb nobody at ``at``. One query."""
    now = clock.local(at).time()
    quiet: set[str] = set()
    rows = QuietHours.objects.valid_on(clock.day_of(at)).order_by("valid_from")
    for channel, begins, ends in rows.values_list("channel", "begins", "ends"):
        is_over_night = begins > ends
        is_quiet = now >= begins or now < ends if is_over_night else begins <= now < ends
        quiet = quiet | {channel} if is_quiet else quiet - {channel}
    return frozenset(quiet)


@transaction.atomic
def _send_one(message_id: int, at: datetime) -> bool:
    message = (
        Message.objects.select_for_update(skip_locked=True)
        .filter(pk=message_id, state=MessageState.WAITING)
        .first()
    )
    if message is None:
        return False
    if message.channel != Channel.EMAIL and not message.provider:
        message.provider = following(message.channel, "")
    message.attempts += 1
    try:
        message.provider_number = carry(message, at=at)
        message.state = MessageState.SENT
        message.sent_at = at
        message.last_error = ""
    except CarryError as error:
        _not_taken(message, error, at)
        logger.warning("message not sent", extra={"outbox_message": str(message.ref)})
    message.save(update_fields=_MOVING)
    return True


def _not_taken(message: Message, error: CarryError, at: datetime) -> None:
    """Try again later, or with the next provider, or by another channel."""
    message.last_error = str(error)[:255]
    pause = min(timedelta(minutes=2 ** (message.attempts - 1)), LONGEST_PAUSE)
    message.next_attempt_at = at + pause
    is_carried = message.channel != Channel.EMAIL
    most = MOST_OF_A_PROVIDER if is_carried else MOST_ATTEMPTS
    if error.is_final or message.attempts >= most:
        _give_on(message, at)


def _give_on(message: Message, at: datetime) -> None:
    """Hand a message that one carrier failed with to the next one, else to another channel."""
    after = following(message.channel, message.provider) if message.provider else ""
    if after:
        message.provider, message.attempts = after, 0
        message.state, message.next_attempt_at = MessageState.WAITING, at
        return
    message.state = MessageState.FAILED
    if not message.alternatives:
        hearers.tell(message, at)
        return
    words, *others = message.alternatives
    message.alternatives = []
    Message.objects.bulk_create(
        [
            Message(
                # However long the key was, it stays one of its own.
                key=f"{message.key[:100]}>{words['channel']}",
                topic=message.topic,
                about=message.about,
                **words,
                alternatives=others,
                next_attempt_at=at,
                created_at=at,
            )
        ],
        ignore_conflicts=True,
    )


def take_report(ref: str, *, provider: str, is_delivered: bool, reason: str, at: datetime) -> bool:
    """Note what a provider says became of a message; False when it never had it.

    Said twice, or after another took over, it changes nothing more.
    """
    with transaction.atomic():
        message = Message.objects.select_for_update().filter(ref=ref).first()
        if message is None or not message.provider:
            return False
        if is_delivered:
            if message.state != MessageState.DELIVERED:
                message.state, message.delivered_at = MessageState.DELIVERED, at
        elif message.state == MessageState.SENT and message.provider == provider:
            message.last_error = reason[:255]
            _give_on(message, at)
        message.save(update_fields=_MOVING)
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
    message.provider = ""
    message.save(update_fields=["state", "next_attempt_at", "attempts", "provider"])
