"""Somebody who reads English looks a procedure up, lodges, tracks, and goes back to Vietnamese."""

import pytest
from playwright.sync_api import Page, expect

from motcua.dossiers.models import Dossier
from motcua.web.languages.catalogue import catalogue
from motcua.web.public import tracking
from motcua.web.throttle import Throttle
from tests.filled_forms import offer_forms, typed_on
from tests.journeys.accessibility import faults_of
from tests.journeys.filling import FORM, MARITAL, PAGES, fill_page
from tests.journeys.house import PHONE, House


@pytest.fixture(autouse=True)
def _nobody_looked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracking, "throttle", Throttle())


def english(words: str) -> str:
    """Return what the page says in the place of ``words``."""
    return catalogue().one[words]


def fit(page: Page) -> None:
    """See that the page can be used by everybody; go on with the telephone."""
    faults = faults_of(page)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert faults == []


def test_from_a_look_up_to_tracking_and_back_to_vietnamese(house: House) -> None:
    offer_forms(house.world)
    page = house.citizen(size=PHONE)

    choose_english(page)
    look_up(page)
    dossier = lodge(page, house)
    track(page, dossier)

    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.get_by_role("main")).to_contain_text("Chúng tôi đang kiểm tra giấy tờ.")
    kept = [event.payload for event in dossier.events.all()]
    assert "English" not in str(kept)


def choose_english(page: Page) -> None:
    """Ask for English on the first page."""
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    fit(page)


def look_up(page: Page) -> None:
    """Find the procedure by what people call it."""
    page.get_by_role("searchbox").fill("giay doc than")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Cấp Giấy xác nhận tình trạng hôn nhân").first.click()
    expect(page.get_by_role("main")).to_contain_text("3 working days")
    expect(page.get_by_role("main")).to_contain_text("15,000 ₫")
    fit(page)


def lodge(page: Page, house: House) -> Dossier:
    """Answer the questions, which are in English, and lodge."""
    page.goto(f"/cua-toi/nop/{MARITAL}/")
    page.locator("select[name=agency]").select_option(label=house.world.here.agency.name)
    page.get_by_role("button", name=english("Bắt đầu")).click()
    expect(page.get_by_role("button", name="Câu hỏi tiếng Việt")).to_be_visible()
    fit(page)
    for name in PAGES:
        page.wait_for_url(f"**/{name}/**")
        fill_page(page, typed_on(FORM, name))
        page.get_by_role("button", name=english("Tiếp tục"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(english("Xem lại trước khi nộp"))
    fit(page)
    page.get_by_role("button", name=english("Nộp hồ sơ"), exact=True).click()
    expect(page.get_by_text(english("Đã nộp hồ sơ."))).to_be_visible()
    return Dossier.objects.latest("pk")


def track(page: Page, dossier: Dossier) -> None:
    """See where the dossier is, by its code."""
    page.goto(f"/tra-cuu/{dossier.tracking_code}/")
    expect(page.get_by_role("main")).to_contain_text(english("Chúng tôi đang kiểm tra giấy tờ."))
    fit(page)
