"""Somebody with a telephone and the paper from the desk asks where the dossier is."""

import pytest
from playwright.sync_api import expect

from motcua.web.public import tracking
from motcua.web.throttle import Throttle
from tests.journeys.accessibility import faults_of
from tests.journeys.house import PHONE, House


@pytest.fixture(autouse=True)
def _nobody_looked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracking, "throttle", Throttle())


def test_the_code_leads_to_the_day_and_its_reasons_and_nothing_personal(open_day: House) -> None:
    page = open_day.visitor(PHONE)
    dossier = open_day.world.dossiers["accepted"]

    page.goto("/")
    page.get_by_role("link", name="Theo dõi", exact=True).click()
    page.get_by_label("Mã").fill(dossier.tracking_code.lower().replace("-", " "))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(str(dossier.code))
    expect(page.locator(".leaf").first).to_contain_text("27")
    why = page.get_by_role("region", name="Vì sao là ngày 27/11?")
    expect(why).to_contain_text("Ngày Văn hóa Việt Nam")
    expect(why.get_by_role("listitem").last).to_contain_text("27/11")
    expect(page.get_by_role("main")).to_contain_text("Đã xong 1 trên 5 bước")
    source = page.content()
    for personal in ("Dương", "077196004213", "An Ngãi", "0900000012", "hôn nhân"):
        assert personal not in source


def test_a_code_that_nothing_has_stays_in_the_field(open_day: House) -> None:
    page = open_day.visitor(PHONE)

    page.goto("/tra-cuu/")
    page.get_by_label("Mã").fill("K7MT-4XQ9-ZZZZ")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Chưa xem được hồ sơ")
    expect(page.get_by_label("Mã")).to_have_value("K7MT-4XQ9-ZZZZ")
    assert faults_of(page) == []


def test_a_procedure_is_found_by_what_people_call_it(open_day: House) -> None:
    page = open_day.visitor(PHONE)

    page.goto("/")
    page.get_by_role("searchbox").fill("giay doc than")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Cấp Giấy xác nhận tình trạng hôn nhân").first.click()

    main = page.get_by_role("main")
    for needed in ("Tờ khai cấp Giấy xác nhận", "3 ngày làm việc", "15.000"):
        expect(main).to_contain_text(needed)
