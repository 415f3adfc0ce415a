"""A sign from the inspector to the officer concerned and back; a published report that is off."""

from playwright.sync_api import expect

from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.indicators.gaming import keeping
from motcua.indicators.models import ReportedReport, SignNote
from motcua.reference.reports import load_reports
from tests.factories import AgencyFactory
from tests.journeys.accessibility import faults_of
from tests.journeys.house import PHONE, House
from tests.signs_stock import play_signs
from tests.world import MONDAY

WORDS = "Đã gọi ba người dân: họ được khuyên rút rồi nộp lại."


def play(house: House) -> None:
    """Let one of seven units have many dossiers withdrawn."""
    world = house.world
    keeping.catch_up(at=MONDAY)
    others = [
        AgencyFactory.create(code=f"T{number}", name=f"UBND xã Số {number}") for number in range(6)
    ]
    agencies: list[Agency] = [world.here.agency, *others]
    play_signs(agencies, world.here.officers[Role.DESK_OFFICER], world.dossiers["returned"])


def test_a_sign_is_looked_at_noted_and_answered(house: House) -> None:
    play(house)
    page = house.officer(Role.AUDITOR)
    page.goto("/can-bo/tim/")
    page.get_by_role("link", name="Dấu hiệu", exact=True).click()
    expect(page.get_by_text("không phải kết luận")).to_be_visible()
    faults = faults_of(page)
    page.get_by_role("link", name="UBND xã An Bình").first.click()
    expect(page.get_by_role("heading", name="Rút hồ sơ")).to_be_visible()
    page.get_by_role("link", name="Lê Thị Thu Hà").first.click()
    expect(page.get_by_text("cao hơn hẳn các đơn vị khác")).to_be_visible()
    page.get_by_label("Cần chấn chỉnh").check()
    page.get_by_role("button", name="Ghi lại").click()
    expect(page.get_by_role("alert")).to_contain_text("Xin ghi vài lời")
    expect(page.get_by_label("Cần chấn chỉnh")).to_be_checked()
    page.get_by_label("Ghi lại vì sao").fill(WORDS)
    page.get_by_role("button", name="Ghi lại").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    faults += faults_of(page)

    own = house.officer(Role.DESK_OFFICER, size=PHONE)
    own.goto("/can-bo/dau-hieu-cua-toi/")
    expect(own.get_by_text(WORDS)).to_be_visible()
    own.get_by_label("Về dấu hiệu nào").select_option(label="Rút hồ sơ")
    own.get_by_role("textbox", name="Ý kiến của tôi").fill("Mạng hỏng hai ngày, dân tự xin rút.")
    own.get_by_role("button", name="Gửi ý kiến").click()
    expect(own.get_by_text("Ý kiến của cán bộ")).to_be_visible()
    faults += faults_of(own)

    head = house.officer(Role.APPROVER)
    head.goto("/can-bo/don-vi/")
    head.get_by_role("link", name="Dấu hiệu cần xem").click()
    faults += faults_of(head)
    head.get_by_role("link", name="Rút hồ sơ").first.click()
    expect(head.get_by_text("Mạng hỏng hai ngày, dân tự xin rút.")).to_be_visible()
    assert faults == []
    assert SignNote.objects.count() == 2


def test_a_report_that_is_off_by_two_is_kept_and_everybody_sees_it(house: House) -> None:
    load_reports(at=MONDAY)
    page = house.officer(Role.REFORM_OFFICER)
    page.goto("/can-bo/bao-cao-da-cong-bo/")
    faults = faults_of(page)
    page.get_by_role("link", name="Nhập báo cáo").click()
    page.get_by_label("Tỉnh, thành phố").fill("Lâm Đồng")
    page.get_by_label("Đơn vị báo cáo").fill("huyện Mẫu")
    page.get_by_label("Đã giải quyết").fill("643.272")
    page.get_by_label("Trước và đúng hạn", exact=False).first.fill("635.593")
    page.get_by_label("Quá hạn", exact=False).first.fill("7.677")
    page.get_by_label("Nguồn").fill("Thông báo số 12, ngày 18/3/2020")
    page.get_by_role("button", name="Kiểm tra và lưu").click()
    expect(page.get_by_role("alert")).to_contain_text("báo cáo ghi đã giải quyết 643.272, lệch 2.")
    expect(page.get_by_label("Đơn vị báo cáo")).to_have_value("huyện Mẫu")
    faults += faults_of(page)
    page.get_by_label("Tôi đã đối chiếu với nguồn").check()
    page.get_by_role("button", name="Lưu kèm chỗ không khớp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("huyện Mẫu")
    faults += faults_of(page)

    visitor = house.visitor(PHONE, with_scripts=False)
    visitor.goto("/cong-khai/bao-cao-da-cong-bo/")
    visitor.get_by_label("Đơn vị, nguồn").fill("Mẫu")
    visitor.get_by_role("button", name="Lọc").click()
    visitor.get_by_role("link", name="huyện Mẫu").click()
    expect(visitor.get_by_text("lệch 2.")).to_be_visible()
    expect(visitor.get_by_text("Thông báo số 12, ngày 18/3/2020")).to_be_visible()
    assert faults == []
    assert ReportedReport.objects.filter(body="huyện Mẫu").count() == 1
