"""Anybody reads the province's figures, takes the open data away and counts one rate again."""

import hashlib
import re
from pathlib import Path

import duckdb
from playwright.sync_api import expect

from motcua.agencies.roles import Role
from motcua.dossiers.daily.jobs import Report
from motcua.opendata.publishing import publish_open_data
from motcua.web.public.open_data import RECOUNT
from tests.journeys.accessibility import faults_of
from tests.journeys.house import PHONE, House
from tests.journeys.visits_dashboard import NEXT_MONTH


def test_a_citizen_counts_the_rate_on_time_again_with_duckdb_alone(
    house: House, tmp_path: Path
) -> None:
    publish_open_data(at=NEXT_MONTH, report=Report())
    page = house.visitor(PHONE)

    page.goto("/")
    page.get_by_role("navigation", name="Chính").get_by_role("link", name="Số liệu").click()
    page.get_by_text("Chọn khoảng ngày khác").click()
    page.get_by_label("Từ ngày").fill("30/11/2026")
    page.get_by_label("Đến ngày").fill("01/11/2026")
    page.get_by_role("button", name="Xem khoảng này").click()
    expect(page.get_by_role("alert")).to_contain_text("Ngày cuối đứng trước ngày đầu")
    assert page.get_by_label("Từ ngày").input_value() == "30/11/2026"
    assert faults_of(page) == []
    page.get_by_label("Từ ngày").fill("01/11/2026")
    page.get_by_label("Đến ngày").fill("30/11/2026")
    page.get_by_role("button", name="Xem khoảng này").click()
    shown = page.locator(".figure__of").first.inner_text()
    page.get_by_role("contentinfo").get_by_role("link", name="Dữ liệu mở").click()
    assert faults_of(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="ho-so.parquet", exact=True).first.click()
    download.value.save_as(tmp_path / "ho-so.parquet")

    digest = hashlib.sha256((tmp_path / "ho-so.parquet").read_bytes()).hexdigest()
    expect(page.get_by_text(f"SHA-256 {digest}")).to_be_visible()
    question = RECOUNT.replace("2024-01", "2026-11").replace("2024-09", "2026-11")
    with duckdb.connect() as database:
        database.execute(f"SET file_search_path = '{tmp_path}'")
        counted = database.execute(question).fetchone()
    found = re.match(r"(\d+) trên (\d+) ", shown)
    assert found is not None
    assert counted == (int(found[1]), int(found[2]))


def test_a_head_goes_from_what_may_be_late_to_where_time_went(house: House) -> None:
    page = house.officer(Role.APPROVER)

    page.goto("/can-bo/don-vi/")
    page.get_by_role("link", name="Sắp tới").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sắp tới, từ")
    page.get_by_role("link", name="Thời gian đi đâu").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Thời gian đi đâu")
    expect(page.get_by_role("heading", name="Thời gian của ai")).to_be_visible()
