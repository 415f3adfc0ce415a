"""Index 766: a neighbour reads who stands where, the head finds what was lost, figures come in."""

from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect

from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.indicators.index766 import items
from motcua.indicators.index766.shipped import shipped_versions
from motcua.indicators.models import ClosedIndexItem, CountingRule, IndexInput, IndexRun
from motcua.kernel.clock import VIETNAM
from tests.journeys.accessibility import faults_of
from tests.journeys.house import DESKTOP, PHONE, House

NOVEMBER = datetime(2026, 11, 1, tzinfo=VIETNAM)
SOURCE = "Bảng đồng bộ của Cổng quốc gia, xem 20/11/2026"


def fits(page: Page) -> bool:
    """Say whether nothing stands out at the side."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return bool(wide <= 0)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_everybody_reads_who_stands_where_and_why(house: House, size: tuple[int, int]) -> None:
    page = house.visitor(size)
    name = house.world.here.agency.name

    page.goto("/cong-khai/")
    page.get_by_role("link", name="Chỉ số 766: xếp hạng các đơn vị").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chỉ số 766")
    faults = faults_of(page)
    narrow = fits(page)
    page.get_by_role("link", name=name).first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("heading", name="Làm gì thì tăng nhiều nhất")).to_be_visible()
    expect(page.get_by_text("hồ sơ nữa đúng hạn").first).to_be_visible()
    page.get_by_text("Tính thế nào").first.click()
    assert [*faults, *faults_of(page)] == []
    assert narrow
    assert fits(page)


def october_without_fault(agency: Agency) -> None:
    """Let months follow the calendar, and October be closed with everybody in time."""
    CountingRule.objects.create(valid_from=date(2020, 1, 1), period_begins_on=1)
    shipped = shipped_versions()[0]
    run = IndexRun.objects.create(
        period="2026-t10",
        first=date(2026, 10, 1),
        last=date(2026, 10, 31),
        counting=items.COUNTING,
        formula_from=shipped.valid_from,
        document=shipped.formula.to_document(),
        cut_off=NOVEMBER,
        closed_at=NOVEMBER,
    )
    for key in (items.PROGRESS, items.SATISFIED):
        points = shipped.formula.items[key].max
        ClosedIndexItem.objects.create(
            run=run, agency=agency, key=key, part=20, whole=20, points=points
        )


def test_a_head_finds_why_the_commune_fell_down_to_the_dossiers(house: House) -> None:
    agency = house.world.here.agency
    october_without_fault(agency)
    page = house.officer(Role.APPROVER, size=PHONE, with_scripts=False)
    main = page.get_by_role("main")

    page.goto("/can-bo/don-vi/")
    page.get_by_role("link", name="Chỉ số 766 của đơn vị").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(agency.name)
    expect(main).to_contain_text("chưa tính được")
    main.get_by_role("link", name="Tháng", exact=True).click()
    expect(main).to_contain_text("Vì sao tăng, giảm so với Tháng 10/2026")
    expect(main).to_contain_text("Giảm ")
    fall = page.get_by_role("row").filter(has_text="2 Hồ sơ đúng hạn").first
    expect(fall).to_contain_text("20 trên 20")
    behind = fall.get_by_role("link")
    many = int(behind.inner_text().split()[0])
    behind.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Hồ sơ không đúng hạn")
    expect(main.get_by_role("row")).to_have_count(many + 1)
    main.get_by_role("row").nth(1).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/can-bo/ho-so/" in page.url


def test_an_administrator_enters_what_is_not_counted_and_it_is_published(house: House) -> None:
    page = house.officer(Role.ADMINISTRATOR)
    agency = house.world.here.agency

    page.goto("/quan-tri/")
    page.get_by_role("link", name="Chỉ số 766").click()
    expect(page.get_by_label("2 Hồ sơ đúng hạn: điểm tối đa")).to_have_value("20")
    faults = faults_of(page)
    page.get_by_role("link", name="Nhập số liệu hệ thống không đếm được").click()
    page.get_by_label("Cơ quan").fill(agency.code)
    page.get_by_label("Tháng báo cáo").fill("11/2026")
    page.get_by_label("Chỉ số").select_option(label="1.4 Hồ sơ đồng bộ lên Cổng quốc gia")
    page.get_by_label("Tử số").fill("20")
    page.get_by_label("Mẫu số").fill("10")
    page.get_by_label("Nguồn").fill(SOURCE)
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Tử số đang lớn hơn mẫu số")
    expect(page.get_by_label("Nguồn")).to_have_value(SOURCE)
    faults += faults_of(page)
    page.get_by_label("Tử số").fill("9")
    page.get_by_role("button", name="Ghi", exact=True).click()

    expect(page.get_by_text("Đã ghi số liệu")).to_be_visible()
    assert faults == []
    row = IndexInput.objects.get()
    assert (row.agency, row.part, row.whole) == (agency, 9, 10)
