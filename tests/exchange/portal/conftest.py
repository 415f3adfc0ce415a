"""An office whose dossiers a portal is told of, over real HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as in_force
from django.db import transaction
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker

from motcua.exchange.models import PortalMessage
from motcua.exchange.portal.client import Portal, portal
from motcua.exchange.portal.comparing import differences
from motcua.exchange.portal.sending import Round, send_to_portal
from motcua.kernel import clock
from simulators import host
from simulators.portal.app import at
from simulators.portal.store import Store
from tests.portal_office import Office
from tests.portal_process import tell

UNIT = "H29"


@dataclass
class Joined:
    """What a test may point at: the simulated portal, and how to have it told."""

    address: str
    store: Store

    def behave(self, **how: Any) -> None:
        """Let the portal misbehave."""
        tell(f"{self.address}/_behave", how)

    def forget(self, code: str, number: int = 1) -> None:
        """Let the portal lose a dossier's messages from ``number`` on."""
        tell(f"{self.address}/_forget", {"unit": UNIT, "code": code, "from": number})

    def told(self, rounds: int = 12) -> list[Round]:
        """Send until nothing is due; return what each round came to."""
        made = []
        for _round in range(rounds):
            made.append(send_to_portal(clock.now()))
            if not made[-1].tried:
                break
        return made

    def differing(self) -> list[str]:
        """Return what the comparison names."""
        place = portal()
        assert place is not None
        return [str(found) for found in differences(place, at=clock.now())]

    def number(self, code: str) -> int:
        """Return the number of the last message that the portal has of a dossier."""
        return self.store.last_number(UNIT, code)


@pytest.fixture
def joined(settings: Settings, tmp_path: Path) -> Iterator[Joined]:
    """Join a portal that knows nothing yet; whatever fails may be tried again at once."""
    place = at(tmp_path / "portal.sqlite3")
    with host.serving({"portal": place}) as address:
        settings.PORTAL_ADDRESS = f"{address}/portal"
        settings.PORTAL_SECRET, settings.PORTAL_UNIT = "bi-mat-mo-phong", UNIT
        settings.PORTAL_PAUSES = (0,)
        yield Joined(f"{address}/portal", place.store)
    place.store.close()


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    """Furnish the office once for a module; each test works in a savepoint on it."""
    del django_db_setup
    assert not in_force.PORTAL_ADDRESS
    with django_db_blocker.unblock(), transaction.atomic():
        yield Office()
        transaction.set_rollback(True)


@pytest.fixture
def now() -> datetime:
    """Return the instant of the acts: the portal looks at its clock."""
    return clock.now()


@pytest.fixture
def client_of(joined: Joined) -> Portal:
    """Return the client alone, which waits for nobody long."""
    return Portal(joined.address, UNIT, "bi-mat-mo-phong", timeout=0.3)


def rows(code: str) -> list[PortalMessage]:
    """Return what was written down for a dossier, in its order."""
    return list(PortalMessage.objects.filter(code=code).order_by("pk"))
