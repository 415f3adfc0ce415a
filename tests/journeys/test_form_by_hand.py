"""A form at home, without scripts, without a mouse, and with all that the scripts add."""

import re
from typing import Final

from playwright.sync_api import Page, expect

from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.dossiers.lifecycle import MoneyState, State
from motcua.dossiers.models import Dossier, OnlineDraft
from tests.filled_forms import typed_on
from tests.journeys.acts import fit, press
from tests.journeys.filling import (
    FORM,
    PAGES,
    answer,
    around,
    begin,
    chosen,
    fill_form,
    fill_page,
    fit_at_home,
    onward,
)
from tests.journeys.hands import Hands
from tests.journeys.house import PHONE, House
from tests.papers import a_pdf
from tests.signatures.house import House as Signers
from tests.world import SCAN

__all__ = ["around"]
COPIES: Final = "2.000815"


def to_page(page: Page, name: str) -> None:
    """Open another page of the form."""
    page.goto(page.url.replace("/applicant/", f"/{name}/"))


def test_the_whole_lodging_works_without_a_script(house: House, around: Signers) -> None:
    del around
    page = house.citizen(size=PHONE, with_scripts=False)
    begin(page, house)
    for name in PAGES:
        fill_twice(page, name)
        if name == "papers":
            scan = chosen("ban-an.pdf", SCAN)
            page.locator("[name=divorce_paper]").set_input_files(scan)
            page.get_by_role("button", name="Tải tệp lên").first.click()
            expect(page.get_by_role("link", name="ban-an.pdf")).to_be_visible()
        onward(page)
    expect(page.get_by_role("link", name="ban-an.pdf")).to_be_visible()
    press(page, "Nộp hồ sơ")
    expect(page.get_by_text("Đã nộp hồ sơ.")).to_be_visible()
    page.get_by_role("link", name="Nộp tiền ngay bây giờ").click()
    press(page, "Quét mã VietQR")
    expect(page.get_by_alt_text("Mã VietQR để chuyển 15.000")).to_be_visible()

    dossier = Dossier.objects.latest("pk")
    assert (dossier.state, dossier.channel) == (State.SUBMITTED, "online")
    assert "ban-an.pdf" in {paper.file.name for paper in dossier.papers.all() if paper.file}
    page.goto(f"/cua-toi/ho-so/{dossier.tracking_code}/")
    expect(page.get_by_role("link", name="Nộp phí, lệ phí")).to_be_visible()


def fill_twice(page: Page, name: str) -> None:
    """Answer what is asked, then what is asked because of that."""
    typed = typed_on(FORM, name)
    asked = {one: said for one, said in typed.items() if is_asked(page, one)}
    fill_page(page, asked)
    left = {one: said for one, said in typed.items() if one not in asked}
    if left:
        onward(page)
        fill_page(page, left)


def is_asked(page: Page, name: str) -> bool:
    """Say whether the question is shown: what a condition hides cannot be typed into."""
    return page.locator(f'form [name="{name}"]').first.is_visible()


def test_a_form_with_rows_is_filled_by_keys_alone(house: House, around: Signers) -> None:
    del around
    page = house.citizen(size=PHONE)
    begin(page, house, COPIES)
    to_page(page, "what")
    hands = Hands(page)
    title = page.locator('[name="items.0.title"]')
    hands.tab_to(title)
    hands.type("Bằng tốt nghiệp")
    hands.press("Enter")
    problem = page.get_by_role("alert").filter(has_text="chỗ cần sửa")
    expect(problem).to_be_focused()
    fit_at_home(page)

    hands.tab_to(problem.get_by_role("link").first)
    hands.press("Enter")
    pages_each = page.locator('[name="items.0.pages_each"]')
    expect(pages_each).to_be_focused()
    hands.type("2")
    hands.press("Tab")
    hands.type("3")
    expect(page.locator("#pages_total")).to_have_text("6")
    add = page.get_by_role("button", name="Thêm dòng")
    hands.tab_to(add)
    with page.expect_navigation():
        hands.press("Enter")
    second = page.locator('[name="items.1.title"]')
    expect(second).to_be_visible()
    hands.tab_to(second)
    hands.type("Học bạ")
    hands.press("Tab")
    hands.type("10")
    hands.press("Tab")
    hands.type("1")
    expect(page.locator("#pages_total")).to_have_text("16")
    hands.tab_to(page.locator("[name=has_original]"))
    hands.press("Space")
    hands.tab_to(page.locator("[name=wants_electronic]").first)
    hands.press("Space")
    hands.tab_to(page.get_by_role("button", name="Tiếp tục", exact=True).last)
    with page.expect_navigation():
        hands.press("Enter")

    expect(page).to_have_url(re.compile("/trang/scan/"))
    rows = OnlineDraft.objects.latest("saved_at").values["items"]
    assert [row["title"] for row in rows] == ["Bằng tốt nghiệp", "Học bạ"]


def test_questions_appear_and_go_sums_are_made_and_what_is_wrong_is_said_at_once(
    house: House, around: Signers
) -> None:
    del around
    page = house.citizen(size=PHONE)
    begin(page, house)
    answer(page, "applicant_phone", "không có")
    page.keyboard.press("Tab")
    wrong = page.locator("#applicant_phone-loi")
    expect(wrong).to_contain_text("Số điện thoại có từ 9 đến 11 chữ số")
    fit_at_home(page)
    answer(page, "applicant_phone", "0903 123 456")
    expect(wrong).to_be_hidden()
    expect(page.locator("#da-luu")).to_contain_text("Đã lưu lúc 14:0")
    to_page(page, "status")
    court = page.get_by_label("Tòa án đã giải quyết")
    expect(court).to_be_hidden()

    answer(page, "status", "divorced")
    expect(court).to_be_visible()
    answer(page, "divorce_court", "Tòa án nhân dân khu vực 1")
    fit_at_home(page)
    answer(page, "status", "never")
    expect(court).to_be_hidden()
    answer(page, "status", "divorced")
    expect(court).to_have_value("Tòa án nhân dân khu vực 1")


def test_files_go_in_pieces_and_a_refused_one_leaves_the_others(
    house: House, around: Signers
) -> None:
    del around
    page = house.citizen(size=PHONE)
    begin(page, house)
    to_page(page, "papers")
    large = a_pdf() + bytes(3_000_000) + a_pdf()
    page.locator("[name=authority_paper]").set_input_files(
        [
            chosen("uy-quyen.pdf", large),
            chosen("tro-choi.exe", b"MZ" * 2000),
            chosen("khai-sinh.pdf", SCAN),
        ]
    )

    for name in ("uy-quyen.pdf", "khai-sinh.pdf"):
        told = page.get_by_role("status").filter(has_text=name)
        expect(told).to_contain_text("Đã nhận đủ.")
    refused = page.locator("p.field__error:visible")
    expect(refused).to_contain_text("tro-choi.exe")
    expect(page.locator("#da-luu")).to_contain_text("Đã lưu lúc")
    fit_at_home(page)
    onward(page)
    page.go_back()
    page.reload()

    expect(page.get_by_role("link", name="uy-quyen.pdf")).to_be_visible()
    expect(page.get_by_role("link", name="khai-sinh.pdf")).to_be_visible()
    draft = OnlineDraft.objects.latest("saved_at")
    kept = [StoredFile.objects.get(ref=ref).name for ref in draft.values["authority_paper"]]
    assert kept == ["uy-quyen.pdf", "khai-sinh.pdf"]


def test_somebody_asks_to_be_let_off_and_an_officer_looks_at_the_paper(
    house: House, around: Signers
) -> None:
    del around
    page = house.citizen(size=PHONE)
    begin(page, house)
    fill_form(page)
    page.get_by_role("link", name="Xin miễn, giảm").click()
    fit_at_home(page)
    expect(page.get_by_role("radio", name="Không", exact=True)).to_be_checked()
    page.get_by_role("radio", name="Người thuộc hộ nghèo").check()
    page.locator("[name=evidence]").set_input_files(chosen("ho-ngheo.pdf", SCAN))
    expect(page.get_by_text("Đã nhận đủ.")).to_be_visible()
    press(page, "Lưu và xem lại")
    expect(page.get_by_role("main")).to_contain_text("Được xác nhận thì còn 0 đồng")
    expect(page.get_by_role("link", name="Sửa đề nghị miễn, giảm")).to_be_visible()
    fit_at_home(page)
    press(page, "Nộp hồ sơ")
    dossier = Dossier.objects.latest("pk")
    assert dossier.money_state == MoneyState.DUE

    desk = house.officer(Role.DESK_OFFICER)
    desk.goto(f"/can-bo/quay/cho-tiep-nhan/{dossier.tracking_code}/")
    desk.get_by_role("link", name="Xét miễn giảm, sửa số bản").click()
    fit(desk)
    desk.locator("[name=claim][value=co]").check()
    press(desk, "Lưu")
    expect(desk.get_by_role("alert").first).to_be_visible()
    fit(desk)
    desk.locator("[name=reason]").fill("Đã xem giấy, còn hạn")
    press(desk, "Lưu")

    dossier.refresh_from_db()
    assert dossier.money_state == MoneyState.EXEMPT
    page.goto(f"/cua-toi/ho-so/{dossier.tracking_code}/")
    expect(page.get_by_role("main")).to_contain_text("Người thuộc hộ nghèo")
    expect(page.get_by_role("link", name="Nộp phí, lệ phí")).to_be_hidden()
    fit_at_home(page)
