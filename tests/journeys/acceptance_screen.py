"""The acceptance screen as an officer with a mouse fills it in."""

from playwright.sync_api import Page, expect

from tests.world import World


def choose_procedure(page: Page, world: World) -> None:
    """Find the marital-status procedure and choose it."""
    page.get_by_label("Tìm thủ tục theo tên hoặc mã").fill("doc than")
    without_scripts = page.get_by_role("button", name="Tìm", exact=True)
    if without_scripts.is_visible():
        without_scripts.click()
    page.get_by_role("button", name=world.marital.code).click()
    expect(page.get_by_role("group", name="Thủ tục")).to_contain_text(world.marital.code)


def fill_in(page: Page, number: str = "077196004299") -> None:
    """Type somebody without mail, and tick the first paper."""
    page.locator("#o-applicant_number").fill(number)
    page.locator("#o-applicant_name").fill("Đỗ Nguyễn Thùy Dương")
    page.locator("#o-applicant_phone").fill("0900000299")
    page.get_by_label("Tờ khai cấp Giấy xác nhận", exact=True).check()


def begin(page: Page, world: World, number: str = "077196004299") -> None:
    """Begin a draft and fill it in."""
    page.goto("/can-bo/quay/")
    page.get_by_role("button", name="Tiếp nhận mới").click()
    choose_procedure(page, world)
    fill_in(page, number)


def accept(page: Page) -> str:
    """Accept what was filled in; return the code."""
    page.get_by_role("button", name="Tiếp nhận và in").click()
    heading = page.get_by_role("heading", name="Đã tiếp nhận")
    expect(heading).to_be_visible()
    return str(heading.locator(".num").inner_text())
