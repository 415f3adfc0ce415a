"""Reports: a head takes form 07a away, opens the dossiers behind it, says why one is late."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from motcua.agencies.roles import Role
from motcua.indicators.models import LateCause, ReportTemplate
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
    page.get_by_role("link", name="Báo cáo theo quy định").click()
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
    assert "moc=lich" in page.url


def test_a_head_says_why_a_dossier_is_late_without_scripts(house: House) -> None:
    page = house.officer(Role.APPROVER, with_scripts=False)

    page.goto("/can-bo/don-vi/bao-cao/qua-han/?ky=2026&moc=lich")
    expect(page.get_by_role("row", name="Chưa ghi").first).to_be_visible()
    page.get_by_label("Nguyên nhân của hồ sơ").first.select_option(label="Nguyên nhân khác")
    page.get_by_role("button", name="Ghi nguyên nhân").click()

    expect(page.get_by_role("status")).to_contain_text("Đã ghi nguyên nhân của 1 hồ sơ.")
    assert LateCause.objects.get().cause == "khac"


def test_an_administrator_tries_a_template_and_keeps_it(house: House) -> None:
    page = house.officer(Role.ADMINISTRATOR)

    page.goto("/quan-tri/")
    page.get_by_role("link", name="Biểu báo cáo").click()
    page.get_by_role("link", name="Biểu số 07a/BTP").click()
    page.get_by_label("Dòng 22: tên cột").fill("Không nhận")
    page.get_by_label("Áp dụng từ ngày").fill("1/12/2027")
    page.get_by_label("Phép kiểm").fill("3 = mười")
    page.get_by_role("button", name="Xem thử").click()
    expect(page.get_by_role("alert")).to_contain_text("Không đọc được phép kiểm")
    faults = faults_of(page)
    page.get_by_label("Phép kiểm").fill("3 = 10 + 17 + 20 + 21")
    page.get_by_role("button", name="Xem thử").click()
    expect(page.get_by_role("heading", name="Xem thử")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Không nhận")).to_be_visible()
    seen(page, "template-1280")
    page.get_by_role("button", name="Lưu bản mới").click()

    expect(page.get_by_role("status")).to_contain_text("Đã lưu bản mới của biểu")
    assert faults == []
    assert ReportTemplate.objects.get().document["columns"][21]["heading"] == "Không nhận"
