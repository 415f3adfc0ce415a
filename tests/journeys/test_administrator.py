"""An administrator changes a calendar and a procedure; what was promised before stands."""

from datetime import datetime

from playwright.sync_api import Page, expect

from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.handling import complete_step
from motcua.kernel import clock
from tests import factories
from tests.journeys.accessibility import faults_of
from tests.journeys.house import House
from tests.world import MONDAY, World, lodging

HOLIDAY = "Ngày truyền thống của tỉnh"
BASIS = "Quyết định 99/QĐ-UBND ngày 20/11/2026"


def accept_now(world: World, number: str) -> Dossier:
    """Take in one more dossier, by what is configured now."""
    return accept_at_desk(
        lodging(world, number),
        context=factories.context_of(world.here.desk),
        actor=world.here.actor(Role.DESK_OFFICER),
        at=MONDAY,
    )


def due_of(dossier: Dossier) -> datetime:
    """Return what was promised, in Vietnam's time."""
    dossier.refresh_from_db()
    assert dossier.due_at is not None
    return clock.local(dossier.due_at)


def begin_calendar_of_the_province(page: Page) -> None:
    """Begin the province's own calendar and go to its first day."""
    page.goto("/quan-tri/")
    page.get_by_role("link", name="Lịch làm việc").first.click()
    page.get_by_label("Mã cơ quan hoặc mã tỉnh").fill("77")
    page.get_by_role("button", name="Lập lịch riêng").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bà Rịa - Vũng Tàu")
    page.get_by_role("link", name="Thêm ngày nghỉ, làm bù").click()


def test_a_holiday_of_the_province_moves_new_promises_only(house: House) -> None:
    page = house.officer(Role.ADMINISTRATOR)
    before = house.world.dossiers["accepted"]
    promised = due_of(before)
    begin_calendar_of_the_province(page)

    page.get_by_label("Ngày", exact=True).fill("26/11/2026")
    page.get_by_label("Tên gọi").fill(HOLIDAY)
    page.get_by_role("button", name="Xem ảnh hưởng rồi lưu").click()
    expect(page.get_by_role("alert")).to_contain_text("Xin ghi căn cứ")
    expect(page.get_by_label("Tên gọi")).to_have_value(HOLIDAY)
    assert faults_of(page) == []
    page.get_by_label("Căn cứ").fill(BASIS)
    page.get_by_role("button", name="Xem ảnh hưởng rồi lưu").click()

    effect = page.get_by_role("region", name="Nếu lưu")
    expect(effect).to_contain_text("2 cơ quan")
    effect.get_by_text("Xem các hồ sơ đó").click()
    row = effect.get_by_role("row").filter(has_text=str(before.code))
    expect(row).to_contain_text("27/11/2026")
    expect(row).to_contain_text("30/11/2026")
    assert faults_of(page) == []
    assert due_of(accept_now(house.world, "077190000061")) == promised
    effect.get_by_role("button", name="Lưu, dùng lịch mới").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu")
    expect(page.get_by_role("row").filter(has_text=HOLIDAY)).to_contain_text(BASIS)
    after = accept_now(house.world, "077190000062")
    assert (promised.day, due_of(after).day) == (27, 30)
    assert due_of(before) == promised
    citizen = house.visitor()
    citizen.goto(f"/tra-cuu/{after.tracking_code}/")
    expect(citizen.get_by_role("main")).to_contain_text(HOLIDAY)


def spoil_process(page: Page) -> None:
    """Rename the first step and give it too long; take the second from everybody."""
    first, second = (
        page.get_by_role("group", name="Bước 1"),
        page.get_by_role("group", name="Bước 2"),
    )
    first.get_by_label("Tên bước").fill("Tổ hộ tịch thẩm định")
    first.get_by_label("Được làm trong").fill("5")
    second.get_by_label("Ai làm").select_option("")
    page.get_by_label("Bản này thay đổi gì").fill("Giao tổ hộ tịch")


def test_a_process_that_cannot_be_is_refused_and_nothing_typed_is_lost(house: House) -> None:
    page = house.officer(Role.ADMINISTRATOR)
    world = house.world
    before = accept_now(world, "077190000063")
    page.goto(f"/quan-tri/thu-tuc/{world.marital.code}/")
    page.get_by_role("button", name="Sửa").first.click()
    page.get_by_role("button", name="Lập quy trình riêng").click()

    spoil_process(page)
    page.get_by_role("button", name="Lưu và công bố").click()

    reasons = page.get_by_role("alert").filter(has_text="Chưa công bố được")
    expect(reasons).to_contain_text("chưa giao cho vai trò nào")
    expect(reasons).to_contain_text("dài hơn thời hạn 3 ngày")
    first = page.get_by_role("group", name="Bước 1")
    expect(first.get_by_label("Tên bước")).to_have_value("Tổ hộ tịch thẩm định")
    expect(first.get_by_label("Được làm trong")).to_have_value("5")
    expect(page.get_by_label("Bản này thay đổi gì")).to_have_value("Giao tổ hộ tịch")
    assert faults_of(page) == []
    first.get_by_label("Được làm trong").fill("1")
    page.get_by_role("group", name="Bước 2").get_by_label("Ai làm").select_option("approver")
    page.get_by_role("button", name="Lưu và công bố").click()
    expect(page.get_by_role("status")).to_contain_text("Đã công bố")
    after = accept_now(world, "077190000064")
    assert before.steps.get().name == "Thẩm định hồ sơ"
    assert after.steps.get().name == "Tổ hộ tịch thẩm định"
    complete_step(
        before.pk,
        outcome="done",
        context=factories.context_of(world.here.desk),
        actor=world.here.actor(Role.HANDLING_OFFICER),
        at=MONDAY,
    )
    assert before.steps.get(closed_at=None).name == "Phê duyệt kết quả"
