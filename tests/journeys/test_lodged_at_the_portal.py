"""A dossier lodged at the national portal: seen at the desk, accepted, followed by its code."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier
from motcua.exchange.models import PortalLodging
from motcua.exchange.portal.receiving import receive
from motcua.kernel import clock
from tests.journeys.house import PHONE, House
from tests.portal_offers import PAPER, OfferingPortal, lodged, offering


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[OfferingPortal]:
    with offering(tmp_path) as found:
        yield found


def test_from_the_portal_to_the_desk_and_to_the_page_that_follows_it(
    house: House, portal: OfferingPortal
) -> None:
    world, at = house.world, clock.now()
    an_hour_ago = (at - timedelta(hours=1)).isoformat(timespec="seconds")
    said: dict[str, Any] = {"NgayNopHoSo": an_hour_ago, "DuLieu": {"Điều chỉ Cổng hỏi": "đã đọc"}}
    portal.lodge(lodged(world.marital.code, world.here.agency.code, **said), {"tep-1": PAPER})
    receive(portal.door, at=at)
    dossier = PortalLodging.objects.get().dossier
    desk = house.officer(Role.DESK_OFFICER)

    desk.goto(urljoin(house.address, "/can-bo/quay/cho-tiep-nhan/"))
    row = desk.get_by_role("row").filter(has_text=dossier.tracking_code)
    expect(row).to_contain_text("từ Cổng Dịch vụ công quốc gia")
    row.get_by_role("link").click()
    expect(desk.get_by_text("Điều chỉ Cổng hỏi")).to_be_visible()
    expect(desk.get_by_text("G-0001")).to_be_visible()
    desk.get_by_role("button", name="Tiếp nhận và in").click()
    expect(desk.locator("h1")).not_to_contain_text("Kiểm tra hồ sơ")

    accepted = Dossier.objects.get(pk=dossier.pk)
    citizen = house.visitor(PHONE)
    citizen.goto(urljoin(house.address, f"/tra-cuu/{accepted.tracking_code}/"))
    expect(citizen.locator("h1")).to_contain_text(str(accepted.code))
    assert portal.told() == {"G-0001": [dossier.tracking_code, 1]}
