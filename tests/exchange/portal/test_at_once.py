"""Several workers at once, over connections that really commit: each message leaves once."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from motcua.exchange.models import PortalMessage
from motcua.exchange.portal.sending import send_to_portal
from motcua.kernel import clock
from tests.dossiers.test_concurrency import at_once
from tests.exchange.portal.conftest import Joined
from tests.portal_office import Office
from tests.portal_process import ACTS

WORKERS = 3
DOSSIERS = 6


def test_parallel_workers_send_no_message_twice_and_keep_the_order(
    committed_database: str, joined: Joined, now: datetime
) -> None:
    del committed_database
    office = Office()
    codes = []
    for number in range(DOSSIERS):
        dossier = office.accepted(number, now)
        office.returned(dossier, now)
        codes.append(dossier.code)

    def work() -> int:
        tried = 0
        for _round in range(ACTS * DOSSIERS):
            tried += send_to_portal(clock.now()).tried
            if not PortalMessage.objects.filter(state="waiting").exists():
                break
        return tried

    tried = at_once(*[work] * WORKERS)

    assert sum(one for one in tried if isinstance(one, int)) == ACTS * DOSSIERS
    assert joined.store.answers() == {"nhan": ACTS * DOSSIERS}
    assert {joined.number(str(code)) for code in codes} == {ACTS}
    assert joined.differing() == []


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_FOLDER = tmp_path
