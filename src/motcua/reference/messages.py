"""The words of messages, copied to where an administrator can change them."""

from datetime import date

from django.db import transaction

from motcua.notifications.models import MessageTemplate
from motcua.reference.outcome import Outcome
from motcua.reference.shipped import shipped_json


@transaction.atomic
def load_messages() -> Outcome:
    """Store each shipped message whose topic is not there yet."""
    stored = set(MessageTemplate.objects.values_list("topic", flat=True))
    messages = shipped_json("texts/messages.json")
    new = [
        MessageTemplate(
            topic=message["topic"],
            subject=message["subject"],
            body=message["body"],
            valid_from=date.fromisoformat(message["valid_from"]),
        )
        for message in messages
        if message["topic"] not in stored
    ]
    MessageTemplate.objects.bulk_create(new)
    return Outcome("Mẫu thông báo", len(new), len(messages) - len(new))
