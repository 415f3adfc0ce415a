"""Forty dossiers, some of them to their end, while the portal's process is killed twice."""

from datetime import datetime
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from motcua.exchange.models import PortalMessage
from motcua.exchange.portal.client import Portal
from motcua.exchange.portal.comparing import differences
from motcua.exchange.portal.sending import send_to_portal
from motcua.kernel import clock
from tests.exchange.portal.conftest import UNIT
from tests.portal_office import Office
from tests.portal_process import ACTS, asked, portal_process

pytestmark = pytest.mark.django_db
DOSSIERS = 40
KILLED_AT = (13, 27)


def test_a_portal_killed_twice_ends_up_with_everything_once(
    office: Office, settings: Settings, tmp_path: Path, now: datetime
) -> None:
    settings.PORTAL_SECRET, settings.PORTAL_UNIT = "bi-mat-mo-phong", UNIT
    settings.PORTAL_PAUSES = (0,)
    with portal_process(tmp_path) as place:
        settings.PORTAL_ADDRESS = place.address
        for number in range(DOSSIERS):
            dossier = office.accepted(number, now)
            if number % 4 == 1:
                office.returned(dossier, now)
            if number in KILLED_AT:
                place.kill()
            made = send_to_portal(clock.now())
            assert bool(made.later and not made.taken) is (number in KILLED_AT)
            if number in KILLED_AT:
                place.start()
        while PortalMessage.objects.filter(state=PortalMessage.State.WAITING).exists():
            send_to_portal(clock.now())
        client = Portal(place.address, UNIT, "bi-mat-mo-phong")
        found = list(differences(client, at=clock.now()))
        log = asked(f"{place.address}/_log")

    assert place.kills == 2
    assert found == []
    assert log["taken_twice"] == []
    assert log["answers"]["nhan"] == DOSSIERS // 4 * (3 + ACTS)
    assert log["files"] == DOSSIERS // 4 * 5
