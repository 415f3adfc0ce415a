"""The words of messages, copied to where an administrator can change them."""

from datetime import date, time
from typing import Any, Final

from django.db import transaction

from motcua.notifications.models import Channel, MessageTemplate, QuietHours
from motcua.reference.outcome import Outcome
from motcua.reference.shipped import shipped_json

_SINCE: Final = date(2018, 6, 21)


@transaction.atomic
def load_messages() -> Outcome:
    """Store each shipped message whose topic is not there yet on its channel, and quiet hours."""
    stored = set(MessageTemplate.objects.values_list("topic", "channel"))
    messages = shipped_json("texts/messages.json")
    new = [
        MessageTemplate(
            topic=message["topic"],
            channel=_channel(message),
            subject=message.get("subject", ""),
            body=message["body"],
            is_plain=message.get("is_plain", False),
            valid_from=date.fromisoformat(message["valid_from"]),
        )
        for message in messages
        if (message["topic"], _channel(message)) not in stored
    ]
    MessageTemplate.objects.bulk_create(new)
    if not QuietHours.objects.exists():
        QuietHours.objects.bulk_create(
            QuietHours(channel=channel, begins=time(21), ends=time(7), valid_from=_SINCE)
            for channel in (Channel.SMS, Channel.ZALO)
        )
    return Outcome("Mẫu thông báo", len(new), len(messages) - len(new))


def _channel(message: dict[str, Any]) -> str:
    return str(message.get("channel", Channel.EMAIL))
