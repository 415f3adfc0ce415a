"""A model in a browser: registered, scored by a council, decided, published, copied elsewhere."""

import pytest
from playwright.sync_api import Page, expect

from motcua.agencies.roles import Role
from motcua.initiatives.models import Adoption, Initiative
from tests.journeys.accessibility import faults_of
from tests.journeys.house import PHONE, House
from tests.world_initiatives import MEMBERS

TITLE = "Ngày thứ Sáu không hẹn lại"


def press(page: Page, name: str) -> None:
    """Press the button of that name in the page itself."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def fit(page: Page, *, with_scripts: bool) -> None:
    """See that the page can be used by everybody; what looks is itself a script."""
    if with_scripts:
        assert faults_of(page) == []


def write(page: Page) -> None:
    """Write a description; what is wrong comes back with everything that was typed."""
    page.goto("/can-bo/mo-hinh/")
    page.get_by_role("link", name="Viết mô hình mới").click()
    page.get_by_label("Tên", exact=True).fill(TITLE)
    page.get_by_label("Nói trong một câu").fill("Việc xong trong ngày thì thứ Sáu trả ngay.")
    page.get_by_label("Vì sao cần").fill(
        "Chiều thứ Sáu hẹn sang thứ Hai, người dân đi hai chuyến."
    )
    page.get_by_label("Cách làm").fill("Lãnh đạo ký trực tại quầy từ mười bốn giờ.")
    page.get_by_label("Cho ai").fill("Người dân làm chứng thực")
    page.get_by_label("Bước 1", exact=True).fill("Xếp lịch ký trực")
    page.get_by_label("Liên hệ").fill("Bộ phận một cửa")
    page.get_by_label("Áp dụng từ ngày").fill("02/11/2026")
    page.get_by_label("Tác giả 1", exact=True).fill("Trần Văn Khởi")
    page.get_by_label("Đóng góp (%)").first.fill("90")
    page.get_by_label("Giải quyết trước và đúng hạn, mục tiêu (%)").fill("99,5")
    press(page, "Lưu bản nháp")
    expect(page.get_by_role("alert")).to_contain_text("cộng lại là 90 %")
    expect(page.get_by_label("Tên", exact=True)).to_have_value(TITLE)
    page.get_by_label("Đóng góp (%)").first.fill("100")
    press(page, "Lưu bản nháp")


def score(member: Page, *, with_scripts: bool) -> None:
    """Lock one's sheet."""
    member.goto("/can-bo/mo-hinh/cham/")
    member.get_by_role("link", name=TITLE).click()
    for criterion, points in (
        ("Tính mới", "25"),
        ("Hiệu quả đã thấy", "30"),
        ("Khả năng nhân rộng", "28"),
    ):
        member.get_by_label(criterion).fill(points)
    fit(member, with_scripts=with_scripts)
    press(member, "Khóa phiếu điểm")
    expect(member.get_by_role("status")).to_contain_text("Đã khóa phiếu điểm")


def decide(secretary: Page, *, with_scripts: bool) -> None:
    """Close the round, write the decision down, publish."""
    secretary.reload()
    expect(secretary.get_by_role("main")).to_contain_text("3 trên 3 thành viên")
    expect(secretary.get_by_role("main")).not_to_contain_text("83")
    secretary.get_by_label("Kết luận của hội đồng").fill("Nhất trí.")
    press(secretary, "Chốt điểm")
    expect(secretary.get_by_role("main")).to_contain_text("83,00 điểm trung bình của 3 phiếu")
    secretary.get_by_label("Số quyết định").fill("21/QĐ-UBND")
    press(secretary, "Công nhận")
    press(secretary, "Đưa vào thư viện")
    expect(secretary.get_by_role("status")).to_contain_text("Đã đưa vào thư viện")
    fit(secretary, with_scripts=with_scripts)


def copy(secretary: Page, *, with_scripts: bool) -> None:
    """Take the model over, begin, finish a step."""
    secretary.get_by_role("link", name="Đăng ký áp dụng").click()
    secretary.get_by_label("Nguyên mẫu").check()
    secretary.get_by_label("Dự kiến bắt đầu").fill("01/12/2026")
    secretary.get_by_label("Hạn bước 1").fill("07/12/2026")
    fit(secretary, with_scripts=with_scripts)
    press(secretary, "Đăng ký áp dụng")
    press(secretary, "Bắt đầu áp dụng")
    press(secretary, "Ghi xong Xếp lịch ký trực")
    expect(secretary.get_by_role("status")).to_contain_text("Đã ghi xong một bước")
    fit(secretary, with_scripts=with_scripts)


def found_own_council(secretary: Page, house: House, *, with_scripts: bool) -> None:
    """Found the council of the unit itself, beside that of the province."""
    secretary.goto("/can-bo/mo-hinh/hoi-dong/")
    secretary.get_by_role("link", name="Lập hội đồng khác").click()
    secretary.get_by_label("Tên hội đồng").fill("Hội đồng sáng kiến của xã")
    fit(secretary, with_scripts=with_scripts)
    press(secretary, "Lập hội đồng")
    main = secretary.get_by_role("main")
    expect(main).to_contain_text(f"Cấp xã. Thường trực: {house.world.here.agency.name}")
    expect(main).to_contain_text("Cần ít nhất ba người của đơn vị, không phải tác giả")
    fit(secretary, with_scripts=with_scripts)


@pytest.mark.parametrize("with_scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_model_is_registered_scored_decided_and_copied(
    house: House,
    with_scripts: bool,  # noqa: FBT001, a parameter of the test
) -> None:
    writer = house.officer(Role.REFORM_OFFICER, house.world.elsewhere, with_scripts=with_scripts)
    write(writer)
    expect(writer.get_by_role("main")).to_contain_text("Không thấy mô hình, sáng kiến nào")
    fit(writer, with_scripts=with_scripts)
    press(writer, "Đăng ký")
    expect(writer.get_by_role("status")).to_contain_text("Đã đăng ký, mã MH-2026-0003")

    secretary = house.officer(Role.REFORM_OFFICER, with_scripts=with_scripts)
    secretary.goto("/can-bo/mo-hinh/")
    secretary.get_by_role("link", name=TITLE).click()
    for button in ("Nhận kiểm tra", "Xác nhận hợp lệ", "Mở chấm điểm"):
        press(secretary, button)
    expect(secretary.get_by_role("status")).to_contain_text("3 thành viên được mời")

    for role in MEMBERS:
        score(house.officer(role, with_scripts=with_scripts), with_scripts=with_scripts)

    decide(secretary, with_scripts=with_scripts)

    anybody = house.visitor(PHONE, with_scripts=with_scripts)
    anybody.goto("/mo-hinh/?q=thu+sau+khong+hen")
    anybody.get_by_role("link", name=TITLE).click()
    expect(anybody.get_by_role("main")).to_contain_text("21/QĐ-UBND")
    expect(anybody.get_by_role("main")).to_contain_text("chưa đủ dữ liệu")
    fit(anybody, with_scripts=with_scripts)

    # The second commune: its reform officer runs the council, too, and copies for the own unit.
    code = Initiative.objects.get(title=TITLE).code
    secretary.goto(f"/mo-hinh/{code}/")
    copy(secretary, with_scripts=with_scripts)

    anybody.reload()
    expect(anybody.get_by_role("main")).to_contain_text("1 đơn vị làm theo")
    expect(anybody.get_by_role("main")).to_contain_text(house.world.here.agency.name)
    assert Adoption.objects.filter(initiative__code=code).get().state == "running"
    found_own_council(secretary, house, with_scripts=with_scripts)
