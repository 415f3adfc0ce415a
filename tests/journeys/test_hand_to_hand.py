"""A dossier goes from hand to hand: through an office, and from one commune to another."""

from datetime import datetime

from playwright.sync_api import Page, expect

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.kernel.clock import VIETNAM
from tests.journeys import acceptance_screen
from tests.journeys.accessibility import faults_of
from tests.journeys.house import PHONE, House

FRIDAY_EVENING = datetime(2026, 11, 27, 17, tzinfo=VIETNAM)


def open_from_work(page: Page, code: str) -> None:
    """Open a dossier from the list of one's work."""
    page.goto("/can-bo/viec/")
    page.get_by_role("row").filter(has_text=code).get_by_role("link").first.click()
    expect(page.get_by_role("main")).to_contain_text(code)


def do_step(house: House, role: Role, button: str, code: str) -> None:
    """Let the holder of ``role`` close the open step."""
    page = house.officer(role)
    open_from_work(page, code)
    page.get_by_label("Ghi chú cho bước sau").fill("Đủ giấy tờ")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("status")).to_contain_text("Đã xong")
    expect(page.get_by_role("row").filter(has_text=code)).to_have_count(0)


def call(page: Page, code: str) -> None:
    """Call somebody without mail and write down how it went."""
    page.goto("/can-bo/quay/goi-bao/")
    page.get_by_role("row").filter(has_text=code).get_by_role("link").click()
    expect(page.get_by_role("link", name="0900000012")).to_be_visible()
    page.get_by_role("button", name="Ghi cuộc gọi").click()
    expect(page.get_by_role("alert")).to_contain_text("Xin chọn kết quả cuộc gọi.")
    assert faults_of(page) == []
    page.get_by_label("Đã báo được").check()
    page.get_by_role("button", name="Ghi cuộc gọi").click()
    expect(page.get_by_role("status")).to_contain_text(code)
    expect(page.get_by_role("row").filter(has_text=code)).to_have_count(0)


def test_a_dossier_goes_through_the_office_and_back_to_its_owner(house: House) -> None:
    dossier = house.world.dossiers["second"]
    code = str(dossier.code)

    do_step(house, Role.HANDLING_OFFICER, "Trình ký", code)
    do_step(house, Role.APPROVER, "Ký duyệt", code)
    do_step(house, Role.CLERK, "Chuyển trả kết quả", code)
    desk = house.officer(Role.DESK_OFFICER)
    call(desk, code)
    desk.goto("/can-bo/quay/tra-ket-qua/")
    desk.get_by_role("searchbox").fill(code)
    desk.keyboard.press("Enter")
    desk.get_by_label("Người khác, có giấy ủy quyền").check()
    desk.get_by_role("button", name="Đã trao kết quả").click()
    expect(desk.get_by_role("alert")).to_contain_text("giấy ủy quyền")
    assert faults_of(desk) == []
    desk.get_by_label("Chính người nộp").check()
    desk.get_by_role("button", name="Đã trao kết quả").click()

    expect(desk.get_by_role("status")).to_contain_text(f"Đã trả kết quả hồ sơ {code}")
    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED
    assert [made.outcome for made in dossier.calls.all()] == ["told"]
    assert [step.role for step in dossier.steps.order_by("order")] == [
        "handling_officer",
        "approver",
        "clerk",
    ]
    citizen = house.visitor(PHONE)
    citizen.goto(f"/tra-cuu/{code}/")
    expect(citizen.get_by_role("main")).to_contain_text("Đã trả kết quả")


def test_a_dossier_for_another_commune_counts_from_when_that_commune_has_it(house: House) -> None:
    desk = house.officer(Role.DESK_OFFICER)
    world = house.world
    acceptance_screen.begin(desk, world)
    desk.get_by_label("Cơ quan giải quyết").select_option(label=world.elsewhere.agency.name)
    expect(desk.get_by_role("region", name="Lời hẹn")).to_contain_text("Ngày dự kiến")
    code = acceptance_screen.accept(desk)
    expect(desk.get_by_role("main")).to_contain_text("Dự kiến trả trước thứ Sáu 27/11, 17:00")
    assert code.startswith(world.here.agency.code)
    dossier = Dossier.objects.get(code=code)
    assert (dossier.clock_from, dossier.agency_id) == (None, world.elsewhere.agency.pk)

    far = house.officer(Role.HANDLING_OFFICER, world.elsewhere)
    open_from_work(far, code)
    assert faults_of(far) == []
    far.get_by_role("button", name="Đã nhận hồ sơ").click()

    expect(far.get_by_role("status")).to_contain_text(f"Đã nhận hồ sơ {code}")
    dossier.refresh_from_db()
    assert dossier.clock_from is not None
    assert dossier.due_at == FRIDAY_EVENING
    versions = dossier.forms.filter(kind="receipt").values_list("version", flat=True)
    assert sorted(versions) == [1, 2]
    expect(far.get_by_role("button", name="Trình ký")).to_be_visible()
