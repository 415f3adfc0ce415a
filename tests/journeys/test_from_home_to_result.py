"""The whole way of one dossier: a telephone at home, three desks in the office, a signed paper."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import MoneyState, State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.signing_forms import sign_waiting_forms
from motcua.guidance.models import LaterAct
from motcua.guidance.programmes import Skill
from motcua.indicators.guiding_acts import keep_later_acts
from motcua.kernel import clock
from motcua.payments.services.signing_receipts import sign_waiting_receipts
from tests.guidance.unit import guide
from tests.journeys.acts import choose_act, field, fill, fit, press
from tests.journeys.filling import (
    MARITAL,
    around,
    chosen,
    fill_form,
    fit_at_home,
    give_keys,
    hour_of_the_machine,
)
from tests.journeys.house import PHONE, House
from tests.journeys.papers import paper_behind
from tests.signatures.house import House as Signers
from tests.signatures.papers import paper, pdfsig
from tests.vneid import Simulation, running
from tests.world import SCAN
from tests.world_guidance import the_helper

__all__ = ["around"]
GOOD: Final = "Signature is Valid."
NAME: Final = "Trần Thị Hoa"
MISSING: Final = "Thiếu bản chụp quyết định ly hôn."


@pytest.fixture(scope="module")
def provider() -> Iterator[Simulation]:
    """Run the provider of electronic identity."""
    with running() as simulation:
        yield simulation


def test_a_dossier_goes_from_a_telephone_to_a_signed_result_and_is_verified(
    house: House, around: Signers, provider: Simulation, settings: Settings, tmp_path: Path
) -> None:
    settings.IDENTITY_PROVIDERS = {provider.provider.slug: provider.provider}
    give_keys(house, around)
    citizen = house.visitor(PHONE)

    sign_in(citizen)
    begin_with(citizen, house.world.here.agency.name)
    fill_form(citizen, is_looked_at=True)
    sign_declaration(citizen)
    dossier = lodge(citizen)
    pay(citizen, dossier, tmp_path)
    accept_and_ask(house, dossier)
    check_receipt(citizen, house, tmp_path)
    supplement(citizen)
    decide(house, dossier)
    result = take_result(citizen, dossier)

    told = pdfsig(result, tmp_path)
    leader = house.world.here.officers[Role.APPROVER].full_name
    assert [
        (one["Signer Certificate Common Name"], one["Signature Validation"]) for one in told
    ] == [(leader, GOOD), (house.world.here.agency.name, GOOD)]
    verify(house, result, leader, tmp_path)
    assert done_alone(dossier) == {Skill.LODGE, Skill.SIGN, Skill.PAY, Skill.RECEIVE}


def sign_in(citizen: Page) -> None:
    """Come to the form as a stranger, and go by the provider of identity."""
    with hour_of_the_machine():
        citizen.goto(f"/cua-toi/nop/{MARITAL}/")
        fit_at_home(citizen)
        citizen.get_by_role("link", name="Đăng nhập bằng VNeID (mô phỏng)").click()
        citizen.get_by_role("link", name=NAME).click()
        expect(citizen.get_by_role("heading", name="Cần có sẵn")).to_be_visible()


def begin_with(citizen: Page, agency: str) -> None:
    """Read what is needed, choose the commune, begin."""
    citizen.goto(f"/cua-toi/nop/{MARITAL}/")
    fit_at_home(citizen)
    citizen.get_by_label("Nơi giải quyết").select_option(label=agency)
    citizen.get_by_role("button", name="Bắt đầu").click()


def sign_declaration(citizen: Page) -> None:
    """Have the declaration made, connect a signature, confirm on the telephone."""
    fit_at_home(citizen)
    press(citizen, "Ký số tờ khai")
    fit_at_home(citizen)
    citizen.get_by_label("Tài khoản ký số từ xa").fill("0900000101")
    press(citizen, "Dùng tài khoản này")
    fit_at_home(citizen)
    press(citizen, "Ký tờ khai này")
    fit_at_home(citizen)
    with citizen.expect_popup() as opened:
        citizen.get_by_role("link", name="Mở điện thoại (mô phỏng)").click()
    telephone = opened.value
    telephone.get_by_role("button", name="Tôi đồng ý ký").click()
    expect(telephone.get_by_text("Đã ghi nhận")).to_be_visible()
    telephone.close()
    press(citizen, "Tôi đã xác nhận trên điện thoại")
    expect(citizen.get_by_text("Đã ký số", exact=True)).to_be_visible()
    fit_at_home(citizen)


def lodge(citizen: Page) -> Dossier:
    """Lodge what was signed; open the dossier from there."""
    press(citizen, "Nộp hồ sơ")
    expect(citizen.get_by_text("Đã nộp hồ sơ.")).to_be_visible()
    fit_at_home(citizen)
    dossier = Dossier.objects.latest("pk")
    expect(citizen.get_by_text(dossier.tracking_code, exact=True)).to_be_visible()
    citizen.get_by_role("link", name="Xem hồ sơ đến đâu").click()
    fit_at_home(citizen)
    assert dossier.applicant.full_name == NAME
    assert dossier.money_state == MoneyState.DUE
    return dossier


def pay(citizen: Page, dossier: Dossier, folder: Path) -> None:
    """Pay by the code that a bank reads, and take the receipt that the worker has signed."""
    citizen.get_by_role("link", name="Nộp phí, lệ phí").first.click()
    fit_at_home(citizen)
    press(citizen, "Quét mã VietQR")
    expect(citizen.get_by_alt_text("Mã VietQR để chuyển 15.000")).to_be_visible()
    fit_at_home(citizen)
    citizen.get_by_role("link", name="Mở ngân hàng mô phỏng").click()
    citizen.get_by_role("button", name="Chuyển tiền").click()
    citizen.get_by_role("link", name="Về trang nộp tiền").click()
    expect(citizen.get_by_role("heading", name="Đã nhận tiền")).to_be_visible()
    fit_at_home(citizen)
    assert sign_waiting_receipts(at=clock.now())
    receipt = citizen.get_by_role("link", name="Tải biên lai số")
    [seal] = pdfsig(paper_behind(citizen, receipt), folder)
    assert seal["Signature Validation"] == GOOD
    dossier.refresh_from_db()
    assert dossier.money_state == MoneyState.PAID
    citizen.get_by_role("link", name="Về trang theo dõi hồ sơ").click()
    expect(citizen.get_by_role("heading", level=1)).to_be_visible()


def accept_and_ask(house: House, dossier: Dossier) -> None:
    """Accept at the desk what came; then ask for what is missing."""
    desk = house.officer(Role.DESK_OFFICER)
    desk.goto("/can-bo/quay/cho-tiep-nhan/")
    desk.get_by_role("row").filter(has_text=dossier.tracking_code).get_by_role("link").click()
    expect(desk.get_by_text("Tòa án nhân dân khu vực 1")).to_be_visible()
    fit(desk)
    press(desk, "Tiếp nhận và in")
    dossier.refresh_from_db()
    assert dossier.state == State.ACCEPTED
    officer = house.officer(Role.HANDLING_OFFICER)
    choose_act(officer, dossier, "Yêu cầu bổ sung")
    fill(officer, {"Lý do": MISSING, "Căn cứ pháp lý": "Nghị định 61/2018/NĐ-CP, Điều 17"})
    field(officer, "Cần bổ sung, sửa gì: Quyết định ly hôn").fill("Chụp rõ cả hai mặt")
    press(officer, "Lập phiếu mẫu 02")
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_SUPPLEMENT


def check_receipt(citizen: Page, house: House, folder: Path) -> None:
    """Find at home the receipt that the worker has put the agency's signature on."""
    assert sign_waiting_forms(at=clock.now())
    citizen.goto("/cua-toi/")
    fit_at_home(citizen)
    dossier = Dossier.objects.latest("pk")
    citizen.goto(f"/cua-toi/ho-so/{dossier.tracking_code}/")
    expect(citizen.get_by_text(MISSING)).to_be_visible()
    fit_at_home(citizen)
    receipt = citizen.get_by_role("link", name="Giấy tiếp nhận và hẹn trả").first
    [seal] = pdfsig(paper_behind(citizen, receipt), folder)
    assert seal["Signer Certificate Common Name"] == house.world.here.agency.name
    assert seal["Signature Validation"] == GOOD


def supplement(citizen: Page) -> None:
    """Answer with a scan, first saved, then handed in."""
    citizen.get_by_role("link", name="Trả lời yêu cầu bổ sung").first.click()
    fit_at_home(citizen)
    scan = chosen("quyet-dinh.pdf", SCAN)
    citizen.get_by_label("Chụp hoặc chọn tệp").first.set_input_files(scan)
    expect(citizen.get_by_text("Đã nhận đủ.")).to_be_visible()
    press(citizen, "Lưu, làm tiếp sau")
    expect(citizen.get_by_role("link", name="quyet-dinh.pdf")).to_be_visible()
    fit_at_home(citizen)
    press(citizen, "Gửi tất cả")
    expect(citizen.get_by_role("status").filter(has_text="Đã gửi đủ")).to_be_visible()
    fit_at_home(citizen)


def decide(house: House, dossier: Dossier) -> None:
    """Attach the result, sign it, number and seal it: three people at three screens."""
    officer = house.officer(Role.HANDLING_OFFICER)
    choose_act(officer, dossier, "Soạn, kèm kết quả")
    file = chosen("xac-nhan.pdf", paper("Giấy xác nhận tình trạng hôn nhân"))
    officer.locator("[name=file]").set_input_files(file)
    expect(officer.get_by_text("Đã nhận đủ.")).to_be_visible()
    press(officer, "Kèm và")
    leader = house.officer(Role.APPROVER)
    choose_act(leader, dossier, "Xem và duyệt kết quả")
    expect(leader.get_by_text("Duyệt là ký số luôn")).to_be_visible()
    fit(leader)
    press(leader, "Duyệt và")
    expect(leader.get_by_role("status").filter(has_text="Đã duyệt và ký số")).to_be_visible()
    clerk = house.officer(Role.CLERK)
    choose_act(clerk, dossier, "Vào số kết quả")
    fit(clerk)
    fill(clerk, {"Ký hiệu": "/XNTTHN", "Ngày": "23/11/2026"})
    press(clerk, "Vào số và")
    dossier.refresh_from_db()
    assert dossier.state == State.FINISHED


def take_result(citizen: Page, dossier: Dossier) -> bytes:
    """Take the result at home; return its bytes."""
    citizen.goto(f"/cua-toi/ho-so/{dossier.tracking_code}/")
    fit_at_home(citizen)
    press(citizen, "Nhận kết quả bản điện tử")
    fit_at_home(citizen)
    link = citizen.get_by_role("link", name="Tải kết quả").first
    found = citizen.request.get(urljoin(citizen.url, link.get_attribute("href")))
    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED
    return found.body()


def done_alone(dossier: Dossier) -> set[str]:
    """Return what counts as done alone, had the citizen been guided ten days before."""
    now = clock.now()
    guide(the_helper(), now - timedelta(days=10), str(dossier.applicant.identity_number))
    keep_later_acts(at=now + timedelta(days=1))
    return set(LaterAct.objects.values_list("skill", flat=True))


def verify(house: House, result: bytes, leader: str, folder: Path) -> None:
    """Let somebody who was sent the paper look whether it is right, and whether a copy is."""
    bank_clerk = house.visitor(PHONE)
    for content, words in ((result, "Còn nguyên và có giá trị"), (b"", "Không dùng được")):
        changed = content or result.replace(b"/Page", b"/Pagf", 1)
        path = folder / "nhan-qua-mang.pdf"
        path.write_bytes(changed)
        bank_clerk.goto("/xac-thuc/")
        bank_clerk.get_by_label("Tệp PDF cần kiểm tra").set_input_files(path)
        press(bank_clerk, "Kiểm tra tệp")
        expect(bank_clerk.get_by_text(words).first).to_be_visible()
        fit_at_home(bank_clerk)
        if content:
            main = bank_clerk.get_by_role("main")
            expect(main).to_contain_text(leader)
            expect(main).to_contain_text(house.world.here.agency.name)
            expect(main).to_contain_text("Đúng tệp do chúng tôi cấp")
