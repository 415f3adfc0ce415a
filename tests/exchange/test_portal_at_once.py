"""The portal's lists read by several at the same moment, and the command that reads them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner

from motcua.cli.portal import portal as command
from motcua.conf.jobs import job_called
from motcua.documents.models import StoredFile
from motcua.dossiers.daily.jobs import run
from motcua.dossiers.models import Dossier
from motcua.exchange.models import PortalList, PortalLodging, PortalMark
from motcua.exchange.portal.receiving import receive
from motcua.exchange.portal.receiving_lists import Received
from simulators.wire import SECRET
from tests.dossiers.test_concurrency import at_once
from tests.factories import DeskFactory, ProcedureFactory, message_templates
from tests.portal_offers import PAPER, UNIT, OfferingPortal, lodged, offering
from tests.world import MONDAY

LODGED = 6
READERS = 4


@pytest.fixture
def portal(tmp_path: Path, settings: Any) -> Iterator[OfferingPortal]:
    settings.FILES_FOLDER = tmp_path / "files"
    with time_machine.travel(MONDAY, tick=True), offering(tmp_path) as found:
        settings.PORTAL_ADDRESS, settings.PORTAL_UNIT = found.address, UNIT
        settings.PORTAL_SECRET = SECRET
        yield found


def _offer(portal: OfferingPortal) -> None:
    desk, procedure = DeskFactory.create(), ProcedureFactory.create()
    message_templates()
    for number in range(LODGED):
        who = {"SoGiayToChuHoSo": f"07719971234{number}", "ChuHoSo": f"Lê Thị Số {number}"}
        dossier = lodged(procedure.code, desk.agency.code, code=f"G-{number}", **who)
        portal.lodge(dossier, {"tep-1": PAPER})


def test_of_several_who_read_at_once_each_dossier_is_taken_in_once(
    committed_database: str, portal: OfferingPortal
) -> None:
    del committed_database
    _offer(portal)

    answers = at_once(*[lambda: receive(portal.door, at=MONDAY)] * READERS)

    received = [one for one in answers if isinstance(one, Received)]
    assert len(received) == READERS
    assert sum(one.taken for one in received) == LODGED
    assert [one.problems for one in received] == [[]] * READERS
    assert Dossier.objects.count() == PortalLodging.objects.count() == LODGED
    assert StoredFile.objects.count() == LODGED
    assert set(portal.told()) == {f"G-{number}" for number in range(LODGED)}
    assert PortalMark.objects.get(list=PortalList.LODGED).number == LODGED


@pytest.mark.django_db
def test_the_job_and_the_command_read_once(portal: OfferingPortal, open_database: None) -> None:
    del open_database
    _offer(portal)

    done = run(job_called("portal-in"), at=MONDAY).done
    answer = CliRunner().invoke(command, ["receive", "--again"])

    assert done == LODGED
    assert (answer.exit_code, answer.exception) == (0, None)
    assert "Nhận 0 mục, báo lại Cổng 0 hồ sơ. Chưa nhận được: 0 mục." in answer.output


@pytest.mark.django_db
def test_a_portal_that_does_not_answer_is_an_exit_code(
    portal: OfferingPortal, open_database: None, settings: Any
) -> None:
    del open_database
    portal.behave("away")
    away = CliRunner().invoke(command, ["receive"])
    settings.PORTAL_ADDRESS = ""
    not_joined = CliRunner().invoke(command, ["receive"])

    assert (away.exit_code, not_joined.exit_code) == (1, 2)
    assert "503" in away.output
    assert "MOTCUA_PORTAL_ADDRESS" in not_joined.output
