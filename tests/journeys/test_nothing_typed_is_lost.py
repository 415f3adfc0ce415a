"""What an officer has typed outlives a lost session, a second window and a missing script."""

from playwright.sync_api import Page, Route, expect

from motcua.accounts.models import AccountSession
from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier, Draft
from tests.factories import PASSWORD
from tests.journeys import acceptance_screen
from tests.journeys.accessibility import faults_of
from tests.journeys.house import House


def sign_in(page: Page, username: str) -> None:
    """Sign in through the form."""
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Tiếp nhận hồ sơ")).to_be_visible()


def save(page: Page) -> None:
    """Press the button that saves the draft, and wait for the page that says so."""
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu nháp").click()


def test_what_was_typed_outlives_a_session_that_was_ended(house: House) -> None:
    page = house.officer(Role.DESK_OFFICER)
    world = house.world
    acceptance_screen.begin(page, world)
    expect(page.locator("#da-luu")).to_contain_text("Đã lưu nháp lúc")
    AccountSession.objects.all().delete()

    page.get_by_label("Ghi chú cho người thụ lý").fill("Dùng để vay vốn")
    alarm = page.get_by_role("alert").filter(has_text="Chưa lưu được")
    expect(alarm).to_be_visible()
    assert faults_of(page) == []
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Đăng nhập ở thẻ mới").click()
    sign_in(opened.value, world.here.username(Role.DESK_OFFICER))
    page.get_by_role("button", name="Lưu lại").click()
    expect(alarm).to_be_hidden()
    page.reload()

    expect(page.get_by_label("Ghi chú cho người thụ lý")).to_have_value("Dùng để vay vốn")
    expect(page.locator("#o-applicant_name")).to_have_value("Đỗ Nguyễn Thùy Dương")
    dossier = Dossier.objects.get(code=acceptance_screen.accept(page))
    assert dossier.note == "Dùng để vay vốn"


def test_the_draft_waits_for_whoever_signs_in_again(house: House) -> None:
    page = house.officer(Role.DESK_OFFICER)
    world = house.world
    acceptance_screen.begin(page, world)
    save(page)
    AccountSession.objects.all().delete()

    page.goto(page.url)
    sign_in(page, world.here.username(Role.DESK_OFFICER))

    expect(page.locator("#o-applicant_name")).to_have_value("Đỗ Nguyễn Thùy Dương")
    expect(page.get_by_label("Tờ khai cấp Giấy xác nhận", exact=True)).to_be_checked()


def test_what_is_typed_before_the_script_has_come_is_heard_and_saved(house: House) -> None:
    page = house.officer(Role.DESK_OFFICER)
    held: list[Route] = []
    page.route("**/acceptance*.js", lambda route: held.append(route))  # noqa: PLW0108 - no built-in
    page.goto("/can-bo/quay/")
    page.get_by_role("button", name="Tiếp nhận mới").click()
    page.get_by_label("Tìm thủ tục theo tên hoặc mã").fill("doc than")
    page.locator("#o-applicant_name").fill("Đỗ Nguyễn Thùy Dương")

    with page.expect_response(lambda answer: answer.request.method == "POST"):
        held[0].continue_()

    expect(page.get_by_role("button", name=house.world.marital.code)).to_be_visible()
    draft = Draft.objects.latest("saved_at")
    assert draft.values["applicant_name"] == "Đỗ Nguyễn Thùy Dương"


def test_the_second_of_two_windows_is_told_the_code(house: House) -> None:
    first = house.officer(Role.DESK_OFFICER)
    acceptance_screen.begin(first, house.world)
    save(first)
    second = first.context.new_page()
    second.goto(first.url)
    expect(second.get_by_label("Điện thoại")).to_have_value("0900000299")
    count = Dossier.objects.count()

    code = acceptance_screen.accept(first)
    second.get_by_role("button", name="Tiếp nhận và in").click()

    expect(second.locator("body")).to_contain_text(code)
    assert faults_of(second) == []
    assert Dossier.objects.count() == count + 1


def test_a_dossier_is_accepted_without_any_script(house: House) -> None:
    page = house.officer(Role.DESK_OFFICER, with_scripts=False)
    page.goto("/can-bo/quay/")
    page.get_by_role("button", name="Tiếp nhận mới").click()
    acceptance_screen.choose_procedure(page, house.world)
    acceptance_screen.fill_in(page, "07719")
    page.get_by_role("button", name="Tiếp nhận và in").click()
    expect(page.get_by_role("alert", name="Còn một chỗ cần sửa")).to_contain_text("12")
    expect(page.locator("#o-applicant_number")).to_have_value("07719")
    page.locator("#o-applicant_number").fill("077196004299")
    page.get_by_label("Nhận kết quả", exact=True).select_option("by_post")
    code = acceptance_screen.accept(page)

    dossier = Dossier.objects.get(code=code)
    assert (dossier.result_mode, dossier.applicant.phone) == ("by_post", "0900000299")
    assert not Draft.objects.filter(values__applicant_number="077196004299").exists()
