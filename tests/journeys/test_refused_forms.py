"""A form sent empty says what to mend, in a way that everybody can use; so do dead ends."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from motcua.agencies.roles import Role
from tests.journeys.accessibility import NARROW, faults_of
from tests.journeys.house import PHONE, House
from tests.journeys.visits import VISITS

BUTTONS: Final[Mapping[str, str]] = {
    "accounts:login": "Đăng nhập",
    "accounts:password": "Đổi mật khẩu",
    "citizen:lodge": "Bắt đầu",
    "citizen:paper-object": "Ghi phản đối",
    "citizen:supplement": "Gửi tất cả",
    "citizen:withdraw": "Rút hồ sơ",
    "public:verify": "Kiểm tra tệp",
    "desk:correct": "Lập bản mới",
    "desk:post-in": "Ký nhận",
    "desk:refuse": "Từ chối và lập phiếu",
    "desk:call": "Ghi cuộc gọi",
    "office:cash-day": "Khóa sổ quỹ",
    "office:refund-ask": "Đề nghị hoàn",
    "manage:collectors": "Lưu",
    "manage:identities": "Lưu",
    "manage:paper-kind-new": "Lưu",
    "manage:calendars": "Lập lịch riêng",
    "manage:calendar-day-new": "Xem ảnh hưởng",
    "manage:calendar-hours-new": "Xem ảnh hưởng",
    "manage:calendar-rules": "Xem ảnh hưởng",
    "manage:limits": "Lưu cam kết",
    "manage:fees": "Lưu mức phí",
    "manage:exemptions": "Lưu đối tượng",
    "manage:agency-new": "Lưu cơ quan",
    "manage:desk-new": "Lưu bộ phận",
    "manage:officer-new": "Lưu",
    "manage:patterns": "Lưu m",
    "manage:words-edit": "Lưu",
    "manage:layout": "Lưu lần sửa mới",
    "manage:draft": "Lưu và công bố",
}
"""The button that sends each form; ``VISITS`` knows where the form is."""
_EMPTY: Final = """(button) => {
  const typed = "textarea,input:not([type=hidden],[type=checkbox],[type=radio])";
  for (const field of button.form.querySelectorAll(typed)) field.value = "";
  button.form.noValidate = true;
}"""
_LOST_LINKS: Final = """() => [...document.querySelectorAll(".error-box a[href^='#']")]
  .map((link) => link.getAttribute("href"))
  .filter((target) => !document.querySelector(target.replaceAll(":", "\\\\:")))"""


def send_empty(page: Page, button: Locator) -> int:
    """Empty the form of ``button``, send it, return the status of the answer."""
    button.evaluate(_EMPTY)
    with page.expect_response(lambda found: found.request.method == "POST") as answer:
        button.click()
    page.wait_for_load_state()
    return answer.value.status


@pytest.mark.parametrize("name", sorted(BUTTONS))
def test_an_empty_form_is_refused_with_words_for_everybody(name: str, open_day: House) -> None:
    visit = VISITS[name]
    page = open_day.somebody(visit.role)
    page.goto(visit.addresses(name, open_day.world)[0])

    status = send_empty(page, page.get_by_role("main").get_by_role("button", name=BUTTONS[name]))

    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert page.evaluate(_LOST_LINKS) == []
    faults = faults_of(page, NARROW[:1])
    assert not faults, "\n".join(faults)


def test_an_empty_acceptance_is_refused_with_words_for_everybody(house: House) -> None:
    page = house.officer(Role.DESK_OFFICER)
    page.goto("/can-bo/quay/")
    page.get_by_role("button", name="Tiếp nhận mới").click()

    page.get_by_role("button", name="Tiếp nhận và in").click()

    alert = page.get_by_role("alert").filter(has_text="chỗ cần sửa")
    expect(alert).to_contain_text("Xin chọn thủ tục")
    expect(alert).to_contain_text("Xin ghi họ và tên người nộp")
    assert page.evaluate(_LOST_LINKS) == []
    faults = faults_of(page, NARROW[:1])
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        pytest.param(None, "/khong-co/", HTTPStatus.NOT_FOUND, id="nowhere"),
        pytest.param(None, "/thu-tuc/9.999999/", HTTPStatus.NOT_FOUND, id="no procedure"),
        pytest.param(Role.CLERK, "/quan-tri/", HTTPStatus.FORBIDDEN, id="not mine"),
        pytest.param(Role.CLERK, "/can-bo/ho-so/khong-co/", HTTPStatus.NOT_FOUND, id="no dossier"),
        pytest.param(None, "/tra-cuu/%00/", HTTPStatus.BAD_REQUEST, id="broken"),
    ],
)
def test_a_dead_end_says_where_to_go(
    role: Role | None, address: str, status: HTTPStatus, open_day: House
) -> None:
    page = open_day.visitor(PHONE) if role is None else open_day.officer(role, size=PHONE)

    response = page.goto(address)

    assert response is not None
    assert response.status == status
    expect(page.get_by_role("main").get_by_role("link").first).to_be_visible()
    faults = faults_of(page, NARROW[:1])
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "address", ["/can-bo/quay/", "/can-bo/quay/cho-tiep-nhan/", "/can-bo/quay/goi-bao/"]
)
def test_an_empty_list_says_what_is_true(address: str, open_day: House) -> None:
    page = open_day.officer(Role.DESK_OFFICER, open_day.world.elsewhere)

    page.goto(address)

    expect(page.locator(".empty")).to_be_visible()
    faults = faults_of(page, NARROW[:1])
    assert not faults, "\n".join(faults)
