"""A ranking in a browser: issued, scored, lowered, explained, approved, published."""

from playwright.sync_api import Page, expect

from motcua.agencies.roles import Role
from motcua.rankings.models import RankingIndex
from tests.journeys.accessibility import faults_of
from tests.journeys.house import PHONE, House
from tests.papers import a_pdf


def press(page: Page, name: str) -> None:
    """Press the button of that name in the page itself."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()


def fit(page: Page) -> None:
    """See that the page can be used by everybody."""
    assert faults_of(page) == []


def issue(officer: Page) -> None:
    """Mend the draft, which lacks points at first, and issue it."""
    officer.goto("/can-bo/cham-diem/bo-chi-so/")
    officer.get_by_role("link", name="Cấp xã, năm 2027").click()
    officer.get_by_role("link", name="3.2.2 khac").click()
    officer.get_by_label("Điểm tối đa").fill("5")
    press(officer, "Lưu")
    expect(officer.get_by_role("main")).to_contain_text("Còn thiếu 1")
    officer.get_by_role("link", name="3.2.2 khac").click()
    officer.get_by_label("Điểm tối đa").fill("6")
    press(officer, "Lưu")
    officer.get_by_role("link", name="Ai thẩm định lĩnh vực nào").click()
    officer.get_by_label("Phiếu của chính cơ quan tổ chức").select_option(index=1)
    press(officer, "Lưu")
    press(officer, "Ban hành")
    expect(officer.get_by_role("status")).to_contain_text("Đã ghi: ban hành")


def score(unit: Page) -> None:
    """Score area by area with a file; what is wrong comes back with everything typed."""
    unit.goto("/can-bo/cham-diem/")
    unit.get_by_role("link", name="Năm 2027").click()
    unit.get_by_role("link", name="1. Chỉ đạo").click()
    plan = unit.get_by_role("group", name="1.1.1 ke hoach")
    plan.get_by_label("Có", exact=True).check()
    plan.get_by_label("Tệp minh chứng").set_input_files(
        {"name": "ke-hoach.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    )
    press(unit, "Lưu và sang lĩnh vực tiếp theo")
    in_time = unit.get_by_role("group", name="3.1.1 dung han")
    in_time.get_by_label("Số đạt").fill("90")
    in_time.get_by_label("Tổng số").fill("60")
    unit.get_by_role("group", name="3.2.2 khac").get_by_label("Điểm").fill("5,5")
    press(unit, "Lưu lĩnh vực này")
    expect(unit.get_by_role("alert")).to_contain_text("số đạt từ 0 đến tổng số")
    expect(unit.get_by_role("group", name="3.2.2 khac").get_by_label("Điểm")).to_have_value("5,5")
    in_time.get_by_label("Tổng số").fill("100")
    public = unit.get_by_role("group", name="3.2.1 cong khai")
    public.get_by_label("Số đạt").fill("96")
    public.get_by_label("Tổng số").fill("100")
    press(unit, "Lưu lĩnh vực này")
    expect(unit.get_by_role("status")).to_contain_text("Đã lưu 3 mục")


def judge(officer: Page, name: str) -> None:
    """Appraise both areas, and lower one score; a reason is asked for."""
    officer.goto("/can-bo/cham-diem/tham-dinh/")
    officer.get_by_role("link", name=name).click()
    officer.get_by_role("link", name="1. Chỉ đạo").click()
    expect(officer.get_by_role("link", name="ke-hoach.pdf")).to_be_visible()
    press(officer, "Lưu thẩm định lĩnh vực này")
    officer.get_by_role("link", name="3. Thủ tục").click()
    other = officer.get_by_role("group", name="3.2.2 khac")
    other.get_by_label("Điểm thẩm định").fill("3")
    press(officer, "Lưu thẩm định lĩnh vực này")
    expect(officer.get_by_role("alert")).to_contain_text("xin ghi lý do")
    other.get_by_label("Lý do khi khác điểm tự chấm").fill("Chưa có báo cáo")
    press(officer, "Lưu thẩm định lĩnh vực này")
    press(officer, "Xong thẩm định, gửi đơn vị")


def explain(head: Page) -> None:
    """Explain the one item that was lowered."""
    head.goto("/can-bo/cham-diem/")
    head.get_by_role("link", name="Năm 2027").click()
    expect(head.get_by_role("main")).to_contain_text("khác tự chấm ở 1 mục")
    head.get_by_role("link", name="3. Thủ tục").click()
    head.get_by_label("Giải trình của đơn vị").fill("Báo cáo số 5 đã gửi ngày 20/11.")
    press(head, "Lưu giải trình")
    press(head, "Gửi 1 giải trình")
    expect(head.get_by_role("status")).to_contain_text("Đã gửi giải trình")


def conclude(officer: Page) -> None:
    """Reply, conclude, propose."""
    officer.reload()
    officer.get_by_role("link", name="3. Thủ tục").click()
    other = officer.get_by_role("group", name="3.2.2 khac")
    other.get_by_label("Điểm chốt").fill("5")
    other.get_by_label("Trả lời giải trình").fill("Nhận báo cáo số 5.")
    fit(officer)
    press(officer, "Lưu trả lời")
    press(officer, "Chốt điểm")
    officer.goto("/can-bo/cham-diem/bo-chi-so/")
    officer.get_by_role("link", name="Cấp xã, năm 2027").click()
    press(officer, "Trình phê duyệt")


def test_a_commune_is_ranked_from_the_draft_to_the_public_page(house: House) -> None:
    here, elsewhere = house.world.here, house.world.elsewhere
    officer = house.officer(Role.REFORM_OFFICER)
    issue(officer)

    score(house.officer(Role.REFORM_OFFICER, elsewhere))
    head = house.officer(Role.APPROVER, elsewhere)
    head.goto("/can-bo/cham-diem/")
    head.get_by_role("link", name="Năm 2027").click()
    press(head, "Nộp phiếu tự chấm")
    expect(head.get_by_role("status")).to_contain_text("Đã nộp phiếu tự chấm")

    # The commune that runs it leaves itself out: the deputy does that, nobody the own unit.
    deputy = house.officer(Role.REFORM_OFFICER, elsewhere)
    deputy.goto("/can-bo/cham-diem/tham-dinh/")
    deputy.get_by_role("link", name=here.agency.name).click()
    deputy.get_by_text("Không xếp hạng đơn vị này").first.click()
    deputy.locator("#ly-do-exclude").fill("Là nơi tổ chức chấm điểm")
    press(deputy, "Không xếp hạng đơn vị này")

    officer.reload()
    press(officer, "Khóa tự chấm")
    judge(officer, elsewhere.agency.name)
    explain(head)
    conclude(officer)

    leader = house.officer(Role.APPROVER)
    leader.goto("/can-bo/cham-diem/bo-chi-so/")
    leader.get_by_role("link", name="Cấp xã, năm 2027").click()
    leader.get_by_label("Số quyết định").fill("31/QĐ-UBND")
    leader.get_by_label("Ngày quyết định").fill("23/11/2026")
    press(leader, "Phê duyệt")
    officer.reload()
    press(officer, "Công bố")

    citizen = house.visitor(PHONE)
    citizen.goto("/cong-khai/xep-hang/")
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("năm 2027")
    expect(citizen.get_by_role("main")).to_contain_text("Là nơi tổ chức chấm điểm")
    citizen.get_by_role("main").get_by_role("link", name=elsewhere.agency.name).click()
    expect(citizen.get_by_role("main")).to_contain_text("1.1.2 sang kien")
    result = RankingIndex.objects.get(year=2027).results.get()
    assert str(result.value) == "16.00"
