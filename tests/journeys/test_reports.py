"""Reports: a head takes form 07a away, opens the dossiers behind it, says why one is late."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from motcua.agencies.roles import Role
from motcua.indicators.report_models import LateCause
from tests.journeys.accessibility import faults_of
from tests.journeys.house import DESKTOP, PHONE, House


def fits(page: Page) -> bool:
    """Say whether nothing stands out at the side."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return bool(wide <= 0)


def seen(page: Page, name: str) -> None:
    """Keep a picture where one is asked for, as wide as its name says."""
    if folder := os.environ.get("KEEP_PICTURES"):
        page.set_viewport_size({"width": int(name.rpartition("-")[2]), "height": 900})
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_a_head_takes_07a_and_opens_the_dossiers_behind_a_figure(
    house: House, size: tuple[int, int], tmp_path: Path
) -> None:
    page = house.officer(Role.APPROVER, size=size)
    width = size[0]

    page.goto("/can-bo/don-vi/")
    page.get_by_role("link", name="Báo cáo: biểu 07a").click()
    seen(page, f"reports-{width}")
    faults = faults_of(page)
    page.get_by_role("link", name="Năm", exact=True).click()
    page.get_by_role("link", name="Theo lịch").click()
    page.get_by_role("link", name="Biểu số 07a/BTP").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Biểu số 07a/BTP: Năm 2026")
    seen(page, f"report-07a-{width}")
    faults += faults_of(page)
    narrow = fits(page)
    for name, begins in (("Excel", b"PK"), ("PDF", b"%PDF")):
        with page.expect_download() as taken:
            page.get_by_role("link", name=name, exact=True).click()
        path = tmp_path / name
        taken.value.save_as(path)
        assert path.read_bytes().startswith(begins)
    page.get_by_role("row", name="Tổng cộng").get_by_role("link").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Hồ sơ của cột 3")
    expect(page.get_by_role("table").get_by_role("link").first).to_be_visible()
    seen(page, f"report-dossiers-{width}")
    assert [*faults, *faults_of(page)] == []
    assert narrow
    assert fits(page)
    assert "cach=lich" in page.url


def test_a_head_says_why_a_dossier_is_late_without_scripts(house: House) -> None:
    page = house.officer(Role.APPROVER, with_scripts=False)

    page.goto("/can-bo/don-vi/bao-cao/qua-han/?ky=2026&cach=lich")
    expect(page.get_by_role("row", name="Chưa ghi").first).to_be_visible()
    page.get_by_label("Nguyên nhân của hồ sơ").first.select_option(label="Nguyên nhân khác")
    page.get_by_role("button", name="Ghi nguyên nhân").click()

    expect(page.get_by_role("status")).to_contain_text("Đã ghi nguyên nhân của 1 hồ sơ.")
    assert LateCause.objects.get().cause == "khac"
