"""A database that is committed to, and a real mail server on loopback."""

import socket
import threading
import time
from collections.abc import Iterator
from email.message import Message as ParsedMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django.fixtures import Settings

from tests.dossiers.conftest import committed_database, migrated_template

__all__ = ["committed_database", "migrated_template"]
TEMPORARILY_AWAY = "451 4.3.0 try again later"


class Mailbox(MessageHandler):
    """Keeps what arrives; can be slow, and can turn mail away for a while."""

    def __init__(self) -> None:
        super().__init__()
        self.received: list[ParsedMessage] = []
        self.slow_seconds = 0.0
        self.is_taking = threading.Event()
        self.turned_away = 0
        self.refusals = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer a message that was handed in."""
        self.is_taking.set()
        if self.refusals:
            self.refusals -= 1
            self.turned_away += 1
            return TEMPORARILY_AWAY
        time.sleep(self.slow_seconds)  # noqa: ASYNC251 - the whole server is slow
        answer: str = await super().handle_DATA(server, session, envelope)
        return answer

    def handle_message(self, message: ParsedMessage) -> None:
        """Keep a message."""
        self.received.append(message)

    @property
    def identities(self) -> list[str]:
        """Return the Message-ID of each arrival."""
        return [str(message["Message-ID"]) for message in self.received]


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    """Run a mail server and let the product send to it."""
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = server.port
    settings.MAIL_IS_CONFIGURED = True
    yield box
    server.stop()
