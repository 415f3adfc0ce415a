"""A passkey made and used in a real browser, whose authenticator is a simulated one."""

import re

from playwright.sync_api import Page, expect

from motcua.accounts.models import Passkey
from motcua.agencies.roles import Role
from tests.factories import PASSWORD
from tests.journeys.house import House


def with_authenticator(page: Page) -> None:
    """Give the browser a device that holds keys and says yes."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def give_password(page: Page, house: House, username: str) -> None:
    """Sign in by name and password at the host name; browsers keep no passkey for a number."""
    address = house.address.replace("127.0.0.1", "localhost")
    page.goto(f"{address}/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def test_a_passkey_is_made_and_opens_the_door(house: House) -> None:
    username = house.world.here.username(Role.CLERK)
    page = house.visitor()
    with_authenticator(page)
    give_password(page, house, username)
    page.goto(page.url.split("/can-bo")[0] + "/tai-khoan/buoc-hai/khoa/moi/")
    page.get_by_label("Tên để nhận ra khóa").fill("Máy ở quầy 2")
    page.get_by_label("Mật khẩu đang dùng").fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Lập khóa").click()
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()

    page.context.clear_cookies()
    give_password(page, house, username)
    expect(page.get_by_role("heading", name="Bước thứ hai")).to_be_visible()
    page.get_by_role("button", name="Dùng khóa đăng nhập").click()

    expect(page).to_have_url(re.compile("/can-bo/"))
    used = Passkey.objects.get()
    assert used.name == "Máy ở quầy 2"
    assert used.used_at is not None
