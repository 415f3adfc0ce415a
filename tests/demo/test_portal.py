"""The demonstration has something of the national portal: it arrives as everything from there."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from motcua.demo.portal import open_portal
from motcua.demo.town import living_desk
from motcua.exchange.models import CatalogueProposal, MirroredDossier, PortalLeft, PortalLodging
from motcua.exchange.portal.mirror_counting import mirrored_by_field
from motcua.indicators.periods import Period
from motcua.indicators.reports import Question
from motcua.indicators.rules import rule_on
from motcua.kernel import clock
from simulators.wire import SECRET
from tests.portal_offers import offering

pytestmark = pytest.mark.usefixtures("demo")
PUBLISHED = Period(date(2024, 1, 1), date(2024, 9, 30))
"""Whose figures are told to visitors."""


def test_it_arrives_once_and_outside_the_days_whose_figures_are_told(
    settings: Any, tmp_path: Path
) -> None:
    with offering(tmp_path) as portal:
        settings.SIMULATORS = portal.address.removesuffix("/portal")
        settings.PORTAL_ADDRESS, settings.PORTAL_UNIT = portal.address, "H29"
        settings.PORTAL_SECRET = SECRET
        at = clock.now()

        assert open_portal(at=at)
        assert open_portal(at=at)

    desk = living_desk()
    lodged = PortalLodging.objects.select_related("dossier")
    assert {one.dossier.receiving_agency_id for one in lodged} == {desk.agency_id}
    assert len(lodged) == 3
    assert [one.key for one in PortalLeft.objects.all()] == ["G22.99-000120"]
    assert MirroredDossier.objects.filter(agency=desk.agency).count() == 6
    assert CatalogueProposal.objects.get().state == "waiting"
    assert mirrored_by_field(Question(PUBLISHED, rule_on(PUBLISHED.last), at)) == []


def test_without_a_simulator_nothing_is_there_yet(settings: Any) -> None:
    settings.SIMULATORS = "http://127.0.0.1:1"

    assert not open_portal(at=clock.now())
    assert not PortalLodging.objects.exists()
