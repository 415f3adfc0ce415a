"""The applicant is asked for papers or money; the date waits, moves, and says why."""

from datetime import datetime

import time_machine
from playwright.sync_api import expect

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import State
from motcua.kernel.clock import VIETNAM
from tests.journeys.acts import choose_act, field, fill, fit, key_of, press, refused, told
from tests.journeys.house import PHONE, House
from tests.journeys.papers import paper_behind, words_of

CHANGE = "Tờ khai chưa ký, xin ký rồi nộp lại."
REASON = "Tờ khai thiếu chữ ký của người yêu cầu."
BASIS = "Nghị định 61/2018/NĐ-CP, Điều 17"
WEDNESDAY = datetime(2026, 11, 25, 9, tzinfo=VIETNAM)
MONDAY_EVENING = datetime(2026, 11, 30, 17, tzinfo=VIETNAM)


def test_papers_are_asked_for_handed_in_and_the_date_moves_with_its_reason(house: House) -> None:
    dossier = house.world.dossiers["owing"]
    officer = house.officer(Role.HANDLING_OFFICER)
    choose_act(officer, dossier, "Yêu cầu bổ sung")
    fill(officer, {"Lý do": REASON, "Căn cứ pháp lý": BASIS})
    press(officer, "Lập phiếu mẫu 02")
    expect(officer.get_by_role("alert").first).to_contain_text("ít nhất một giấy tờ")
    refused(officer, {"Lý do": REASON, "Căn cứ pháp lý": BASIS})
    field(officer, "Cần bổ sung, sửa gì: Tờ khai cấp").fill(CHANGE)
    press(officer, "Lập phiếu mẫu 02")

    dossier.refresh_from_db()
    assert (dossier.state, dossier.due_at) == (State.AWAITING_SUPPLEMENT, None)
    slip = dossier.forms.get(kind="supplement")
    response = officer.request.get(f"/can-bo/bieu-mau/{slip.ref}.pdf")
    assert CHANGE in words_of(response.body())

    citizen = house.visitor(PHONE)
    citizen.goto(f"/tra-cuu/{key_of(dossier)}/")
    main = citizen.get_by_role("main")
    expect(main).to_contain_text("bổ sung giấy tờ")
    assert "Tờ khai" not in main.inner_text(), "a code is on paper that others see"
    citizen.goto(f"/tra-cuu/{dossier.tracking_code}/")
    expect(main).to_contain_text("Tờ khai cấp Giấy xác nhận")
    expect(main).to_contain_text(CHANGE)
    fit(citizen)

    with time_machine.travel(WEDNESDAY, tick=True):
        desk = house.officer(Role.DESK_OFFICER)
        choose_act(desk, dossier, "Đã đủ, tiếp tục xử lý")
        field(desk, "Đã nhận những gì").fill("Tờ khai đã ký, nộp tại quầy 1")
        fit(desk)
        press(desk, "Đã đủ, xử lý tiếp")
        citizen.goto(f"/tra-cuu/{key_of(dossier)}/")

    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    # Asked within three working days of acceptance: the limit begins anew.
    assert dossier.due_at == MONDAY_EVENING
    expect(citizen.locator(".leaf").first).to_contain_text("30")
    expect(main).to_contain_text("sau đó thời hạn tính lại từ đầu")
    fit(citizen)


def test_a_dossier_by_post_is_completed_before_it_is_accepted(house: House) -> None:
    dossier = house.world.dossiers["supplement_before"]
    desk = house.officer(Role.DESK_OFFICER)

    choose_act(desk, dossier, "Đã nộp bổ sung")
    press(desk, "Đã đủ, xử lý tiếp")
    expect(desk.get_by_role("alert").first).to_be_visible()
    field(desk, "Đã nhận những gì").fill("Tờ khai đã ký, gửi bưu điện")
    press(desk, "Đã đủ, xử lý tiếp")

    dossier.refresh_from_db()
    assert (dossier.state, dossier.code) == (State.SUBMITTED, None)
    fit(desk)


def test_money_to_be_paid_elsewhere_stops_the_clock_until_the_receipt_is_here(
    house: House,
) -> None:
    dossier = house.world.dossiers["in_progress"]
    officer = house.officer(Role.APPROVER)
    choose_act(officer, dossier, "Thông báo nghĩa vụ tài chính")
    typed = {"Lý do": "Nộp lệ phí trước bạ.", "Số tiền (đồng)": "1.250.000"}
    fill(officer, typed)
    field(officer, "Căn cứ pháp lý").fill("Luật Đất đai, Điều 153")
    button = officer.get_by_role("button", name="Tạm dừng, báo người nộp")
    button.evaluate("(one) => { one.form.noValidate = true; }")
    press(officer, "Tạm dừng, báo người nộp")
    refused(officer, typed)
    field(officer, "Thông báo nộp tiền").fill("Thông báo 118/TB-TCS ngày 20/11/2026")
    press(officer, "Tạm dừng, báo người nộp")

    dossier.refresh_from_db()
    assert (dossier.state, dossier.due_at) == (State.AWAITING_PAYMENT, None)
    assert dossier.pauses.get().amount_dong == 1_250_000
    desk = house.officer(Role.DESK_OFFICER)
    choose_act(desk, dossier, "Đã đủ, tiếp tục xử lý")
    field(desk, "Chứng từ nộp tiền").fill("Giấy nộp tiền 0099 ngày 23/11/2026")
    press(desk, "Đã đủ, xử lý tiếp")

    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    assert dossier.due_at is not None


def test_the_head_signs_an_apology_and_the_citizen_reads_the_new_day(house: House) -> None:
    dossier = house.world.dossiers["apology_drafted"]
    head = house.officer(Role.APPROVER)
    head.goto("/can-bo/don-vi/")
    head.get_by_role("link", name="xin lỗi").first.click()
    head.get_by_role("row").filter(has_text=str(dossier.code)).get_by_role("link").first.click()
    if "/xin-loi/" not in head.url:
        choose_act(head, dossier, "Xin lỗi, hẹn lại")
    fill(head, {"Hẹn lại": "29/11/2026", "Lý do": "Cần xác minh nơi thường trú trước đây."})
    press(head, "Ký, gửi lời xin lỗi")
    refused(head, {"Hẹn lại": "29/11/2026", "Lý do": "Cần xác minh nơi thường trú trước đây."})
    field(head, "Hẹn lại").fill("26/11/2026")
    press(head, "Ký, gửi lời xin lỗi")

    told(head, "xin lỗi")
    slip = dossier.forms.get(kind="apology")
    assert "26/11/2026" in words_of(head.request.get(f"/can-bo/bieu-mau/{slip.ref}.pdf").body())
    citizen = house.visitor(PHONE)
    citizen.goto(f"/tra-cuu/{key_of(dossier)}/")
    expect(citizen.locator(".leaf").first).to_contain_text("26")
    expect(citizen.get_by_role("main")).to_contain_text("xin lỗi")
    fit(citizen)


def test_the_book_of_the_month_is_opened_and_printed(house: House) -> None:
    desk = house.officer(Role.DESK_OFFICER)
    code = str(house.world.dossiers["accepted"].code)

    desk.goto("/can-bo/so-theo-doi/?ky=thang")
    expect(desk.get_by_role("main")).to_contain_text(code)
    printed = paper_behind(desk, desk.get_by_role("link", name="In sổ"))

    assert code in words_of(printed).replace(" ", "") or code in words_of(printed)
