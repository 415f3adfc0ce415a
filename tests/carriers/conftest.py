"""Both simulators over real HTTP, and somebody to hear their callbacks."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytest_django.fixtures import Settings

from motcua.notifications.channels.providers import Provider
from simulators import host
from simulators.wire import SECRET
from tests.carriers.receiver import Receiver, receiving, tell


@dataclass
class Carriers:
    """Where the simulators answer, and what they called back with."""

    messages: str
    post: str
    receiver: Receiver


@pytest.fixture(scope="session")
def _served() -> Iterator[str]:
    with host.running("messages", "post") as address:
        yield address


@pytest.fixture
def carriers(_served: str, settings: Settings) -> Iterator[Carriers]:
    """Point the product at the simulators, which have forgotten everything."""
    with receiving() as receiver:
        found = Carriers(f"{_served}/messages", f"{_served}/post", receiver)
        settings.PUBLIC_ADDRESS = receiver.address
        settings.POST_ADDRESS, settings.POST_SECRET = found.post, SECRET
        settings.SMS_BY_DEFAULT = True
        settings.MESSAGE_PROVIDERS = [
            Provider("sms", "sms", f"{found.messages}/sms/send", SECRET),
            Provider("sms2", "sms", f"{found.messages}/sms2/send", SECRET, is_bearer=True),
            Provider("zalo", "zalo", f"{found.messages}/zalo/send", SECRET),
        ]
        for place in (found.messages, found.post):
            tell(f"{place}/_reset", {})
        yield found
