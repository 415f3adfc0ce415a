"""What every test of the API can ask for."""

from collections.abc import Iterator

import pytest
import time_machine

from motcua.web.api import door, tokens
from motcua.web.throttle import Throttle
from tests.api_clients import Caller, caller
from tests.world import MONDAY


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stop the clock, and count calls anew."""
    monkeypatch.setattr(door, "strangers", Throttle())
    monkeypatch.setattr(door, "meter", door.Meter())
    monkeypatch.setattr(tokens, "throttle", Throttle())
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def notary(db: None) -> Caller:
    """Return a client that may do everything with everybody."""
    del db
    return caller()
