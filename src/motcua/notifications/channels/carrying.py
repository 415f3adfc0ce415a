"""Handing one message to whoever carries it: a mail server, or a provider over HTTP.

A provider of SMS or Zalo is reached by one plain request, ``{"id", "to", "text", "callback"}``
as JSON, and answers with its own number. Whether it arrived, it calls back.
"""

from collections.abc import Sequence
from datetime import datetime
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage

from motcua.kernel.signed_json import CallError, call
from motcua.notifications.channels.providers import Provider
from motcua.notifications.models import Channel, Message

RESERVED: Final = ".example"
"""The top-level name at which nobody can ever receive (RFC 2606)."""


class CarryError(Exception):
    """The message was not taken. ``is_final`` says that trying again would not help."""

    def __init__(self, words: str, *, is_final: bool = False) -> None:
        self.is_final = is_final
        super().__init__(words)


def providers_of(channel: str) -> Sequence[Provider]:
    """Return the providers of ``channel``, in the order in which they are tried."""
    known: Sequence[Provider] = settings.MESSAGE_PROVIDERS
    return [provider for provider in known if provider.channel == channel]


def open_channels() -> frozenset[str]:
    """Return the channels besides mail that somebody carries."""
    known: Sequence[Provider] = settings.MESSAGE_PROVIDERS
    return frozenset(provider.channel for provider in known)


def provider_named(name: str) -> Provider | None:
    """Return the provider called ``name``."""
    known: Sequence[Provider] = settings.MESSAGE_PROVIDERS
    return next((provider for provider in known if provider.name == name), None)


def following(channel: str, name: str) -> str:
    """Return the provider that is tried after ``name`` ("": the first one); "" when none is."""
    names = [provider.name for provider in providers_of(channel)]
    place = names.index(name) + 1 if name in names else 0
    return names[place] if place < len(names) else ""


def carry(message: Message, *, at: datetime) -> str:
    """Hand ``message`` over; return the carrier's own number. Raises CarryError."""
    if message.channel == Channel.EMAIL:
        return _mail(message)
    provider = provider_named(message.provider)
    if provider is None:
        raise CarryError("no provider for this channel", is_final=True)
    callback = f"{settings.PUBLIC_ADDRESS}/goi-lai/tin-nhan/{provider.name}/"
    payload = {
        "id": str(message.ref),
        "to": message.recipient,
        "text": message.body,
        "callback": callback,
    }
    try:
        answer = call(
            provider.address, payload, secret=provider.secret, at=at, is_bearer=provider.is_bearer
        )
    except CallError as error:
        raise CarryError(str(error), is_final=error.is_final) from error
    return str(answer.get("number", ""))[:80]


def _mail(message: Message) -> str:
    if not settings.MAIL_IS_CONFIGURED or message.recipient.endswith(RESERVED):
        return ""
    letter = EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.recipient],
        headers={"Message-ID": f"<{message.ref}@mot-cua>"},
    )
    try:
        letter.send()
    except ValueError as error:
        # What cannot even be written as a letter will not be better tomorrow.
        raise CarryError(f"{type(error).__name__}: {error}", is_final=True) from error
    except (SMTPException, OSError) as error:
        raise CarryError(f"{type(error).__name__}: {error}") from error
    return ""
