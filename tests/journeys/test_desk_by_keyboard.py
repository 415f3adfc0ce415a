"""An officer takes a dossier in, prints, and mends the receipt without touching the mouse."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier, DossierPersonalData
from tests.factories import PASSWORD
from tests.journeys.accessibility import faults_of
from tests.journeys.hands import Hands
from tests.journeys.house import PHONE, House
from tests.journeys.papers import address_on, can_scan, paper_behind, words_of

CODE = "H06.25.03-261123-0004"
MINUTE = 60


@pytest.fixture
def hands(house: House) -> Hands:
    """Return the hands of the desk officer, who has signed in by keyboard."""
    page = house.visitor()
    page.goto("/tai-khoan/dang-nhap/")
    hands = Hands(page)
    hands.tab_to(page.get_by_label("Tên đăng nhập"))
    hands.type(house.world.here.username(Role.DESK_OFFICER))
    hands.press("Tab")
    hands.type(PASSWORD)
    hands.press("Enter")
    expect(page.get_by_role("heading", name="Tiếp nhận hồ sơ")).to_be_visible()
    page.wait_for_load_state()
    return hands


def accept(hands: Hands) -> None:
    """Take in a dossier from the first key to the last."""
    page = hands.page
    hands.press("Alt+n")
    expect(page.get_by_label("Tìm thủ tục theo tên hoặc mã")).to_be_focused()
    hands.fill_in(
        "077196004299",
        "18/04/1996",
        "Đỗ Nguyễn Thùy Dương",
        "27/4 đường Mẫu, phường Vũng Tàu",
        "0900000299",
    )
    hands.press("Control+Enter")
    expect(page.get_by_role("heading", name="Đã tiếp nhận")).to_be_visible()
    page.wait_for_load_state()


def test_a_dossier_is_accepted_and_printed_within_a_minute_of_keys(hands: Hands) -> None:
    page = hands.page
    hands.keys = 0
    accept(hands)

    assert hands.seconds < MINUTE, f"{hands.keys} keys"
    expect(page.get_by_role("heading", name="Đã tiếp nhận")).to_contain_text(CODE)
    expect(page.locator(".leaf").first).to_contain_text("27")
    expect(page.locator(".promise")).to_contain_text("17:00, thứ Sáu 27/11/2026")
    with page.context.expect_page() as opened:
        hands.press("Alt+p")
    opened.value.close()
    receipt = words_of(paper_behind(page, page.get_by_role("link", name="In giấy tiếp nhận")))
    for word in (CODE, "27/11/2026", "Đỗ Nguyễn Thùy Dương", "077196004299"):
        assert word in receipt
    label = words_of(paper_behind(page, page.get_by_role("link", name="In tem bìa hồ sơ")))
    assert CODE in label
    dossier = Dossier.objects.get(code=CODE)
    assert [paper.name for paper in dossier.papers.all()] == ["Tờ khai cấp Giấy xác nhận"]
    assert dossier.money_state == "paid"


@pytest.mark.skipif(not can_scan(), reason="pdftoppm and zbarimg are not installed")
def test_the_code_of_a_receipt_that_was_corrected_says_that_it_is_void(
    hands: Hands, house: House, tmp_path: Path
) -> None:
    page = hands.page
    accept(hands)
    first = paper_behind(page, page.get_by_role("link", name="In giấy tiếp nhận"))

    correct_telephone(hands, "0900000300")

    expect(page.get_by_text("Đã lập giấy tiếp nhận bản 2")).to_be_visible()
    second = words_of(paper_behind(page, page.get_by_role("link", name="In giấy tiếp nhận")))
    assert "0900 000 300" in second or "0900000300" in second
    personal = DossierPersonalData.objects.get(dossier__code=CODE)
    assert personal.values["applicant"]["phone"] == "0900000300"
    citizen = house.visitor(PHONE)
    citizen.goto(address_on(first, tmp_path))
    expect(citizen.get_by_role("main")).to_contain_text("Bản 1 không còn giá trị. Bản 2")
    assert faults_of(citizen) == []


def correct_telephone(hands: Hands, number: str) -> None:
    """Correct the receipt on the screen: another telephone number."""
    page: Page = hands.page
    hands.tab_to(page.get_by_role("link", name="Sửa giấy tiếp nhận"))
    hands.press("Enter")
    expect(page.get_by_role("heading", name="Sửa giấy tiếp nhận")).to_be_visible()
    hands.tab_to(page.get_by_label("Điện thoại"))
    hands.press("Control+a")
    hands.type(number)
    hands.tab_to(page.get_by_label("Lý do sửa"))
    hands.type("Gõ nhầm số điện thoại")
    hands.press("Enter")
