"""What every test of the API can ask for."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.api_clients import Caller, caller
from tests.world import MONDAY


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    """Stop the clock."""
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def notary(db: None) -> Caller:
    """Return a client that may do everything with everybody."""
    del db
    return caller()
