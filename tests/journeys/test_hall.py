"""In the hall: a number taken on the kiosk, called, and served; an appointment made on a phone."""

from datetime import datetime

import pytest
import time_machine
from playwright.sync_api import Page, expect

from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier
from motcua.hall.lifecycle import TicketState
from motcua.hall.models import Appointment, Ticket
from motcua.kernel.clock import VIETNAM
from tests.journeys.accessibility import faults_of
from tests.journeys.hands import Hands
from tests.journeys.house import PHONE, House

BOARD = (1280, 720)


def address(house: House, page: str) -> str:
    return f"/sanh/{house.world.here.desk.code}/{page}/"


def take_with_priority(kiosk: Page) -> str:
    """Take a number as somebody old; return it."""
    kiosk.get_by_text("Người cao tuổi").click()
    kiosk.get_by_role("button", name="Hộ tịch").click()
    number = kiosk.locator(".slip__number")
    expect(number).to_be_visible()
    return str(number.text_content())


def test_from_the_kiosk_to_the_accepted_dossier(house: House) -> None:
    kiosk = house.visitor()
    kiosk.goto(address(house, "lay-so"))
    code = take_with_priority(kiosk)
    assert not faults_of(kiosk)
    board = house.visitor(BOARD)
    board.goto(address(house, "bang"))
    desk = house.officer(Role.DESK_OFFICER)
    desk.goto("/can-bo/quay/sanh/")
    desk.get_by_role("button", name="Việc khác").click()
    expect(desk.get_by_text("Đang làm việc")).to_be_visible()
    desk.wait_for_load_state()

    Hands(desk).press("F8")
    expect(desk.locator(".panel")).to_contain_text(code)

    latest = board.locator(".board__call--latest")
    expect(latest).to_contain_text(code)
    expect(latest).to_contain_text("Quầy 1")
    phone = house.visitor(PHONE)
    phone.goto(f"/so/{Ticket.objects.get(code=code).token}/")
    expect(phone.get_by_role("status")).to_contain_text("Mời ông/bà đến Quầy 1")
    assert not faults_of(phone)

    desk.get_by_role("button", name="Tiếp nhận hồ sơ").click()
    expect(desk.get_by_role("link", name=f"Số {code}")).to_be_visible()
    accept(desk)

    ticket = Ticket.objects.get(code=code)
    assert ticket.state == TicketState.SERVED
    assert ticket.visit is not None
    assert Dossier.objects.filter(visit=ticket.visit, code__isnull=False).count() == 1
    expect(board.locator(".board__main")).not_to_contain_text(code)
    assert not house.complaints


def accept(page: Page) -> None:
    """Fill in the least that a dossier needs and take it in."""
    page.wait_for_load_state()
    Hands(page).fill_in("077196004301", "18/04/1936", "Mai Thị Bưởi", "5 đường Mẫu", "0900000301")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Đã tiếp nhận")).to_be_visible()


def book_on_a_phone(phone: Page) -> str:
    """Book from the procedure's page to the code."""
    phone.goto("/thu-tuc/1.004873/")
    phone.get_by_role("link", name="Đặt lịch hẹn đến nộp").click()
    phone.get_by_role("link", name="UBND xã An Bình").click()
    phone.get_by_role("link", name="thứ Tư 25/11").click()
    phone.get_by_label("10:30 đến 11:00").check()
    phone.get_by_label("Họ và tên").fill("Trần Văn Ba")
    phone.get_by_label("Điện thoại").fill("0900 000 913")
    phone.get_by_role("button", name="Đặt lịch hẹn").click()
    expect(phone.get_by_role("heading", name="Hẹn 10:30, thứ Tư 25/11")).to_be_visible()
    return str(Appointment.objects.get(name="Trần Văn Ba").code)


@pytest.mark.parametrize("with_scripts", [True, False], ids=["scripts", "no scripts"])
def test_booked_on_a_phone_then_called_at_the_hour(house: House, *, with_scripts: bool) -> None:
    phone = house.visitor(PHONE, with_scripts=with_scripts)
    code = book_on_a_phone(phone)
    expect(phone.get_by_text(code)).to_be_visible()
    if with_scripts:
        assert not faults_of(phone)
    with time_machine.travel(datetime(2026, 11, 25, 10, 25, tzinfo=VIETNAM), tick=True):
        kiosk = house.visitor(with_scripts=with_scripts)
        kiosk.goto(address(house, "lay-so"))
        kiosk.get_by_role("button", name="Hộ tịch").click()
        kiosk.goto(address(house, "lay-so"))
        kiosk.get_by_role("link", name="Tôi có lịch hẹn").click()
        kiosk.get_by_label("Gõ mã hẹn").fill(code.lower())
        kiosk.get_by_role("button", name="Lấy số").click()
        expect(kiosk.locator(".slip__number")).to_have_text("A002")
    with time_machine.travel(datetime(2026, 11, 25, 10, 31, tzinfo=VIETNAM), tick=True):
        desk = house.officer(Role.DESK_OFFICER, with_scripts=with_scripts)
        desk.goto("/can-bo/quay/sanh/")
        desk.get_by_role("button", name="Không đến").click()
        desk.get_by_role("button", name="Gọi số tiếp theo").click()

        expect(desk.locator(".panel")).to_contain_text("A002")
        expect(desk.locator(".panel")).to_contain_text("Hẹn lúc 10:30: Trần Văn Ba")
        phone.reload()
        phone.get_by_role("link", name="Xem số A002").click()
        expect(phone.get_by_role("status")).to_contain_text("Mời ông/bà đến Quầy 1")


def test_the_board_is_heard_once_the_sound_is_on(house: House) -> None:
    board = house.visitor(BOARD)
    board.add_init_script(
        """window.said = [];
        Object.defineProperty(window, "speechSynthesis", { value: {
          getVoices: () => [{ lang: "vi-VN" }],
          speak: (words) => { document.body.dataset.said = window.said.push(words.text); },
        } });
        window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"""
    )
    board.goto(address(house, "bang"))
    desk = house.officer(Role.DESK_OFFICER)
    desk.goto("/can-bo/quay/sanh/")
    desk.get_by_role("button", name="Gọi lại F9").click()
    expect(board.locator(".is-new")).to_be_visible()
    silent = board.evaluate("window.said")

    board.get_by_role("button", name="Bật tiếng").click()
    desk.get_by_role("button", name="Gọi lại F9").click()
    expect(board.locator("body")).to_have_attribute("data-said", "1")

    assert silent == []
    assert board.evaluate("window.said") == ["Mời số bê không không một đến quầy 1"]
    expect(board.get_by_role("button", name="Tắt tiếng")).to_have_attribute("aria-pressed", "true")
    assert not house.complaints
