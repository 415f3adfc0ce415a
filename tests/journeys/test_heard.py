"""Somebody is heard: from a telephone at home to an answer that everybody can read."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from motcua.agencies.roles import Role
from motcua.notifications.models import Message
from motcua.petitions.models import CaseRead, Denunciation, Feedback
from motcua.web.public import petition_lodging
from motcua.web.throttle import Throttle
from tests.journeys.accessibility import faults_of
from tests.journeys.house import PHONE, House
from tests.world_petitions import picture

TOLD = (
    "Tôi là Mai Thị Lụa, nộp hồ sơ xin bản sao khai sinh, quầy số 3 hẹn ba lần vẫn chưa trả. "
    "Xin gọi 0900000088."
)


@pytest.fixture(autouse=True)
def _nobody_sent_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(petition_lodging, "throttle", Throttle())


def press(page: Page, name: str) -> None:
    """Press the button of that name in the page itself."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def fit(page: Page, *, with_scripts: bool = True) -> None:
    """See that the page can be used by everybody; what looks is itself a script."""
    if with_scripts:
        assert faults_of(page) == []


def code_of_message() -> str:
    """Return the code that was sent last."""
    message = Message.objects.filter(topic="petition_code").latest("pk")
    code: str
    [code] = set(re.findall(r"\b\d{6}\b", message.body))
    return code


def send_feedback(page: Page, agency: str, photo: Path, *, with_scripts: bool) -> str:
    """Write from home; return the code by which it is followed."""
    page.goto("/")
    page.get_by_role("link", name="Phản ánh, kiến nghị").click()
    page.get_by_label("Thư điện tử").fill("lua@example.vn")
    press(page, "Gửi mã cho tôi")
    page.get_by_label("Mã xác nhận").fill("000000" if code_of_message() != "000000" else "1")
    press(page, "Tiếp tục")
    expect(page.get_by_role("alert")).to_contain_text("còn thử được")
    page.get_by_label("Mã xác nhận").fill(code_of_message())
    press(page, "Tiếp tục")
    page.get_by_label("Gửi cơ quan nào").select_option(label=agency)
    page.get_by_label("Phản ánh về việc gì").select_option("delay")
    page.get_by_label("Tóm tắt một câu").fill("Hẹn ba lần chưa trả khai sinh")
    page.get_by_label("Việc xảy ra thế nào").fill(TOLD)
    page.get_by_label("Chụp hoặc chọn ảnh").set_input_files(photo)
    press(page, "Thêm ảnh đã chọn")
    expect(page.get_by_role("link", name=photo.name)).to_be_visible()
    page.get_by_label("Họ và tên").fill("Mai Thị Lụa")
    page.get_by_label("Địa chỉ", exact=True).fill("5 Đường Mẫu, ấp Ba")
    fit(page, with_scripts=with_scripts)
    press(page, "Xem lại trước khi gửi")
    shown = page.get_by_role("region", name="Mọi người sẽ đọc thế này")
    expect(shown).to_contain_text("(tên)")
    expect(shown).not_to_contain_text("Lụa")
    expect(page.get_by_role("main")).to_contain_text("Đã có phản ánh giống vậy")
    fit(page, with_scripts=with_scripts)
    press(page, "Gửi phản ánh")
    code = page.get_by_role("heading", level=1).inner_text()
    expect(page.locator(".leaf").first).to_be_visible()
    fit(page, with_scripts=with_scripts)
    return code


def make_public(office: Page, *, with_scripts: bool) -> None:
    """Be refused with a name in the text, then publish without it."""
    office.reload()
    office.get_by_role("link", name="Che và công khai").click()
    fit(office, with_scripts=with_scripts)
    office.get_by_label("Nội dung", exact=True).fill(TOLD)
    office.get_by_label("Tôi đã đọc từng chữ").check()
    press(office, "Xác nhận và công khai")
    expect(office.get_by_role("alert")).to_contain_text("Chưa công khai được")
    office.get_by_label("Nội dung", exact=True).fill(
        "Quầy số 3 hẹn ba lần chưa trả bản sao khai sinh."
    )
    office.get_by_label("Trả lời", exact=True).fill("Đã trả bản sao hôm nay.")
    press(office, "Xác nhận và công khai")


@pytest.mark.parametrize("with_scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_a_telephone_to_an_answer_that_everybody_reads(
    house: House,
    tmp_path: Path,
    with_scripts: bool,  # noqa: FBT001, a parameter of the test
) -> None:
    photo = tmp_path / "quay-ba.jpg"
    photo.write_bytes(picture())
    home = house.visitor(PHONE, with_scripts=with_scripts)
    name = house.world.here.agency.name
    code = send_feedback(home, name, photo, with_scripts=with_scripts)

    office = house.officer(Role.PETITION_OFFICER, with_scripts=with_scripts)
    office.goto("/can-bo/phan-anh/")
    office.get_by_role("link", name="Hẹn ba lần chưa trả khai sinh").click()
    press(office, "Tiếp nhận để xử lý")
    office.get_by_label("Câu trả lời", exact=True).fill(
        "Đã trả bản sao hôm nay. Chúng tôi xin lỗi bà Lụa."
    )
    press(office, "Trình câu trả lời")
    fit(office, with_scripts=with_scripts)

    leader = house.officer(Role.APPROVER, with_scripts=with_scripts)
    leader.goto("/can-bo/don-vi/")
    leader.get_by_role("link", name="Phản ánh, kiến nghị").click()
    leader.get_by_role("link", name="Hẹn ba lần chưa trả khai sinh").click()
    press(leader, "Duyệt, gửi trả lời")
    expect(leader.get_by_role("status")).to_contain_text("câu trả lời đã gửi")

    home.goto(f"/phan-anh/theo-doi/{code}/")
    expect(home.get_by_role("main")).to_contain_text("Đã trả bản sao hôm nay")
    home.get_by_label("Chưa hài lòng").check()
    press(home, "Gửi đánh giá")

    make_public(office, with_scripts=with_scripts)

    reader = house.visitor(PHONE, with_scripts=with_scripts)
    reader.goto("/phan-anh/")
    reader.get_by_role("searchbox").fill("khai sinh hen ba lan")
    press(reader, "Tìm")
    reader.get_by_role("link", name="Hẹn ba lần chưa trả khai sinh").click()
    expect(reader.get_by_role("main")).to_contain_text("Đã trả bản sao hôm nay.")
    expect(reader.get_by_role("main")).not_to_contain_text("Lụa")
    fit(reader, with_scripts=with_scripts)
    assert Feedback.objects.get(code=code).rating == 1


def test_a_denunciation_is_opened_by_the_right_officer_alone(house: House) -> None:
    home = house.visitor(PHONE, with_scripts=False)
    home.goto("/phan-anh/to-cao/")
    home.get_by_label("Gửi cơ quan nào").select_option(label=house.world.here.agency.name)
    home.get_by_label("Về ai, cơ quan nào").fill("Ông Ngô Văn Quyền, địa chính")
    home.get_by_label("Nội dung", exact=True).fill("Nhận tiền để làm nhanh hồ sơ đất.")
    press(home, "Gửi đơn")
    code = home.get_by_role("heading", level=1).inner_text()
    expect(home.get_by_role("main")).not_to_contain_text("Quyền")

    for role in (Role.PETITION_OFFICER, Role.APPROVER, Role.ADMINISTRATOR):
        other = house.officer(role)
        answer = other.goto("/can-bo/tiep-cong-dan/")
        assert answer is not None
        assert answer.status == 403
    far = house.officer(Role.COMPLAINT_OFFICER, house.world.elsewhere)
    far.goto("/can-bo/tiep-cong-dan/")
    expect(far.get_by_role("main")).not_to_contain_text(code)
    case = Denunciation.objects.get(code=code)
    assert not CaseRead.objects.filter(denunciation=case).exists()

    receiver = house.officer(Role.COMPLAINT_OFFICER)
    receiver.goto("/can-bo/tiep-cong-dan/")
    receiver.get_by_role("link", name=code).click()
    expect(receiver.get_by_role("main")).not_to_contain_text("Quyền")
    press(receiver, "Mở đơn")
    expect(receiver.get_by_role("main")).to_contain_text("Nhận tiền để làm nhanh")
    fit(receiver)
    receiver.get_by_text("Chuyển cơ quan có thẩm quyền", exact=True).first.click()
    receiver.get_by_label("Cơ quan có thẩm quyền", exact=True).select_option(
        label=house.world.elsewhere.agency.name
    )
    receiver.get_by_label("Số văn bản chuyển đơn").fill("12/CV-UBND")
    receiver.get_by_label("Căn cứ").first.fill("Luật Tố cáo 25/2018/QH14, Điều 24")
    press(receiver, "Chuyển cơ quan có thẩm quyền")
    assert CaseRead.objects.filter(denunciation=case).count() == 1

    home.reload()
    expect(home.get_by_role("main")).to_contain_text("12/CV-UBND")
    far.reload()
    expect(far.get_by_role("main")).to_contain_text(code)
