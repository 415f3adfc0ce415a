"""People say how it was: on a telephone, on the tablet at the desk; the head sees and acts."""

import pytest
from playwright.sync_api import Page, expect

from motcua.agencies.roles import Role
from motcua.notifications.models import Message
from motcua.surveys.models import QuestionnaireVersion, Response
from motcua.web.public import rating, tablet
from motcua.web.throttle import Throttle
from tests.journeys.accessibility import faults_of
from tests.journeys.house import PHONE, House
from tests.world_surveys import the_remark, the_tablet

TABLET = (820, 1180)
START = "/danh-gia/may/"


@pytest.fixture(autouse=True)
def _nobody_asked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (rating, tablet):
        monkeypatch.setattr(module, "throttle", Throttle())


def test_a_citizen_rates_from_the_link_on_a_phone(house: House) -> None:
    page = house.visitor(PHONE)
    dossier = house.world.dossiers["returned"]

    page.goto(f"/tra-cuu/{dossier.tracking_code}/")
    page.get_by_role("link", name="Đánh giá việc phục vụ").click()
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_role("alert")).to_contain_text("Xin trả lời câu")
    assert faults_of(page) == []
    page.get_by_label("Không hài lòng").first.check()
    page.get_by_role("button", name="Gửi đánh giá").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Cảm ơn ông/bà đã đánh giá")
    assert Response.objects.get(slip__dossier=dossier).is_satisfied is False


def paired(house: House, *, with_scripts: bool = True) -> Page:
    page = house.visitor(TABLET, with_scripts=with_scripts)
    page.goto(START)
    page.get_by_label("Mã ghép").fill(the_tablet().code)
    page.get_by_role("button", name="Ghép máy này").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mời ông/bà đánh giá")
    return page


@pytest.mark.parametrize("with_scripts", [True, False])
def test_on_the_tablet_a_question_at_a_time(house: House, with_scripts: bool) -> None:  # noqa: FBT001, two ways to come
    page = paired(house, with_scripts=with_scripts)
    dossier = house.world.dossiers["returned"]
    faults = faults_of(page) if with_scripts else []

    page.get_by_label("Mã tra cứu").fill(dossier.tracking_code)
    page.get_by_role("button", name="Đánh giá hồ sơ này").click()
    faults += faults_of(page) if with_scripts else []
    page.get_by_role("button", name="Hài lòng", exact=True).click()
    page.get_by_role("button", name="Đúng ngày hẹn").click()
    page.get_by_role("button", name="Bỏ qua câu này").click()
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Gửi luôn").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Cảm ơn ông/bà đã đánh giá")
    assert Response.objects.get(entry="tablet").answers == {"chung": "like", "thoi-gian": "dung"}
    assert faults == []


def test_nobody_touches_it_and_the_tablet_is_at_its_start_again(house: House) -> None:
    page = paired(house)
    page.clock.install()
    page.get_by_role("button", name="Tôi không có hồ sơ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("hài lòng")
    page.wait_for_load_state()  # by then its script waits for a touch

    page.clock.run_for(46_000)

    expect(page.get_by_role("heading", level=1)).to_have_text("Mời ông/bà đánh giá")
    assert not Response.objects.filter(entry="tablet").exists()


def test_words_are_masked_the_head_acts_and_the_citizen_hears(house: House) -> None:
    auditor = house.officer(Role.AUDITOR)
    auditor.goto("/can-bo/lang-nghe/gop-y/")
    auditor.get_by_role("row").nth(1).get_by_role("link").click()
    expect(auditor.get_by_label("Lời đã che")).to_have_value(
        "Chờ từ sáng đến chiều. Gọi tôi số [số]."
    )
    auditor.get_by_role("button", name="Cho đọc lời đã che").click()
    expect(auditor.get_by_text("Đã xong. Lời gốc không còn lưu")).to_be_visible()

    head = house.officer(Role.HEAD_OF_DESK)
    head.goto("/can-bo/don-vi/")
    head.get_by_role("link", name="Người dân đánh giá").click()
    expect(head.get_by_text("1 phiếu của hôm nay")).to_be_visible()
    head.get_by_role("row").nth(1).get_by_role("link").click()
    expect(head.get_by_role("main")).to_contain_text("Gọi tôi số [số].")
    head.get_by_label("Đã làm gì").fill("Đã thêm người ở quầy buổi sáng.")
    head.get_by_role("button", name="Ghi và báo người đánh giá").click()
    expect(head.get_by_text("Đã ghi việc đã làm", exact=True)).to_be_visible()

    citizen = house.visitor(PHONE)
    citizen.goto(f"/danh-gia/{house.world.dossiers['refused'].tracking_code}/")
    expect(citizen.get_by_role("main")).to_contain_text("Đã thêm người ở quầy buổi sáng.")
    assert the_remark().raw == ""
    assert not Message.objects.filter(topic="rating_answered").exclude(about="").exists()


def test_an_administrator_publishes_a_version(house: House) -> None:
    page = house.officer(Role.ADMINISTRATOR)
    page.goto("/quan-tri/khao-sat/")
    page.get_by_role("link", name="Phiếu đánh giá việc giải quyết thủ tục").click()
    page.get_by_role("link", name="Sửa bản thảo").click()
    page.get_by_label("Câu hỏi", exact=True).last.fill("Chỗ ngồi chờ có đủ không?")
    page.get_by_label("Dùng từ ngày").fill("24/11/2026")
    page.get_by_role("button", name="Lưu và công bố").click()

    expect(page.get_by_text("Đã công bố. Bản này không sửa được nữa.")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Chỗ ngồi chờ có đủ không?")
    newest = QuestionnaireVersion.objects.get(questionnaire__slug="phieu-danh-gia", number=2)
    assert newest.paper.questions[-1].text == "Chỗ ngồi chờ có đủ không?"
