"""From the words of a result to the hand that takes it; a refusal after appraisal; endings."""

from playwright.sync_api import Page, expect

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, Result
from tests.journeys.acts import choose_act, field, fill, fit, key_of, press, refused, told
from tests.journeys.house import PHONE, House
from tests.journeys.papers import words_of

WORDS = "Xác nhận người có tên trên chưa đăng ký kết hôn với ai."


def write_result(page: Page, dossier: Dossier, *, reasons: str = "") -> None:
    """Write a result on the page, after having forgotten half of it once."""
    choose_act(page, dossier, "Soạn, kèm kết quả")
    page.goto(f"{page.url.split('?', maxsplit=1)[0]}?cach={'tu-choi' if reasons else 'soan'}")
    words, more = ("Lý do không đồng ý", reasons) if reasons else ("Nội dung", WORDS)
    typed = {"Căn cứ pháp lý": "Luật Hộ tịch năm 2014, Điều 21"}
    fill(page, typed)
    page.get_by_role("button", name="Kèm kết quả").evaluate(
        "(one) => { one.form.noValidate = true; }"
    )
    press(page, "Kèm kết quả")
    refused(page, typed)
    fill(page, {words: more})
    press(page, "Kèm kết quả")


def approve_and_number(house: House, dossier: Dossier) -> None:
    """Let the leader approve the bytes, and the clerk number them."""
    leader = house.officer(Role.APPROVER)
    choose_act(leader, dossier, "Xem và duyệt kết quả")
    fit(leader)
    press(leader, "Duyệt và")
    clerk = house.officer(Role.CLERK)
    choose_act(clerk, dossier, "Vào số kết quả")
    fill(clerk, {"Ký hiệu": "/XNTTHN", "Ngày": "24/11/2026"})
    press(clerk, "Vào số và")
    refused(clerk, {"Ký hiệu": "/XNTTHN", "Ngày": "24/11/2026"})
    field(clerk, "Ngày").fill("23/11/2026")
    press(clerk, "Vào số và")


def test_a_result_is_written_approved_numbered_and_two_go_over_the_counter(house: House) -> None:
    dossier = house.world.dossiers["accepted"]
    officer = house.officer(Role.HANDLING_OFFICER)
    write_result(officer, dossier)
    officer.goto(f"/can-bo/ho-so/{key_of(dossier)}/")
    press(officer, "Trình ký")
    approve_and_number(house, dossier)

    dossier.refresh_from_db()
    result = Result.objects.get(dossier=dossier)
    assert dossier.state == State.FINISHED
    assert result.approved_sha256 == result.file.sha256
    assert result.document_number.endswith("/XNTTHN")

    desk = house.officer(Role.DESK_OFFICER)
    desk.goto("/can-bo/quay/tra-ket-qua/")
    both = (dossier, house.world.dossiers["with_result"])
    for one in both:
        desk.get_by_label(f"Chọn {key_of(one)}").check()
    desk.get_by_role("button", name="Trả các hồ sơ đã chọn").click()
    fit(desk)
    desk.get_by_label("Người khác").check()
    press(desk, "Đã trao các kết quả này")
    expect(desk.get_by_role("alert").first).to_be_visible()
    fit(desk)
    desk.locator("[name=collector_name]").first.fill("Mai Thị Lụa")
    desk.locator("[name=collector_number]").first.fill("077196004213")
    desk.locator("[name=proof]").first.fill("Giấy ủy quyền ngày 20/11/2026 của từng người")
    press(desk, "Đã trao các kết quả này")

    for one in both:
        one.refresh_from_db()
        assert one.state == State.RETURNED
        assert one.collector_proof.startswith("Giấy ủy quyền")


def test_a_refusal_after_appraisal_is_form_03_and_the_citizen_reads_why(house: House) -> None:
    dossier = house.world.dossiers["accepted"]
    why = "Người yêu cầu đang có quan hệ hôn nhân."
    officer = house.officer(Role.HANDLING_OFFICER)
    write_result(officer, dossier, reasons=why)
    officer.goto(f"/can-bo/ho-so/{key_of(dossier)}/")
    press(officer, "Trình ký")
    approve_and_number(house, dossier)

    result = Result.objects.get(dossier=dossier)
    paper = officer.request.get(f"/can-bo/ket-qua/{result.ref}.pdf")
    assert "quan hệ hôn nhân" in words_of(paper.body())
    assert result.outcome == Result.Outcome.REFUSED
    citizen = house.visitor(PHONE)
    citizen.goto(f"/tra-cuu/{key_of(dossier)}/")
    fit(citizen)
    source = citizen.content()
    assert "quan hệ hôn nhân" not in source, "a reason may say something personal"


def test_a_dossier_is_withdrawn_its_fee_decided_and_given_back(house: House) -> None:
    dossier = house.world.dossiers["accepted"]
    desk = house.officer(Role.DESK_OFFICER)
    choose_act(desk, dossier, "Người nộp rút hồ sơ")
    typed = {"Lý do": "Không còn nhu cầu."}
    fill(desk, typed)
    desk.get_by_role("radio", name="Không hoàn").check()
    press(desk, "Rút hồ sơ")
    refused(desk, typed)
    desk.get_by_role("radio", name="Hoàn lại").check()
    press(desk, "Rút hồ sơ")

    dossier.refresh_from_db()
    assert dossier.state == State.WITHDRAWN
    slip = dossier.forms.get(kind="stop")
    text = words_of(desk.request.get(f"/can-bo/bieu-mau/{slip.ref}.pdf").body())
    assert "Không còn nhu cầu" in text
    cashier = house.officer(Role.CASHIER)
    cashier.goto("/can-bo/thu-phi/?loc=hoan")
    fit(cashier)
    row = cashier.get_by_role("row").filter(has_text=str(dossier.code))
    row.get_by_role("link").last.click()
    expect(cashier.get_by_role("button", name="Đã hoàn tiền")).to_have_count(0)
    head = house.officer(Role.HEAD_OF_DESK)
    head.goto(cashier.url)
    fit(head)
    press(head, "Duyệt hoàn")
    cashier.reload()
    cashier.get_by_label("Tiền mặt").check()
    press(cashier, "Đã hoàn tiền")
    dossier.refresh_from_db()
    assert dossier.money_state == "refunded"
    citizen = house.visitor(PHONE)
    citizen.goto(f"/tra-cuu/{key_of(dossier)}/")
    expect(citizen.get_by_role("main")).to_contain_text("Đã rút hồ sơ")
    fit(citizen)


def test_a_head_stops_one_dossier_and_opens_another_again(house: House) -> None:
    stopped, returned = (house.world.dossiers[name] for name in ("second", "returned"))
    head = house.officer(Role.APPROVER)
    choose_act(head, stopped, "Dừng giải quyết")
    fill(head, {"Lý do": "Đã được giải quyết tại nơi khác.", "Căn cứ về tiền": "Đã thẩm định."})
    head.get_by_role("radio", name="Không hoàn").check()
    fit(head)
    press(head, "Dừng")
    stopped.refresh_from_db()
    assert stopped.state == State.STOPPED

    choose_act(head, returned, "Mở lại hồ sơ")
    typed = {"Lý do mở lại": "Bản đã trả ghi sai ngày sinh."}
    fill(head, {**typed, "Giải quyết trong": "0"})
    head.get_by_role("button", name="Mở lại và báo").evaluate(
        "(one) => { one.form.noValidate = true; }"
    )
    press(head, "Mở lại và báo")
    refused(head, typed)
    fill(head, {"Căn cứ pháp lý": "Luật Hộ tịch, Điều 28", "Giải quyết trong": "2"})
    press(head, "Mở lại và báo")

    told(head, "ở lại")
    returned.refresh_from_db()
    assert returned.state == State.IN_PROGRESS
    assert returned.due_at is not None
    assert returned.original_due_at is not None
    assert returned.due_at > returned.original_due_at


def test_a_fee_left_for_later_is_taken_once(house: House) -> None:
    dossier = house.world.dossiers["owing"]
    cashier = house.officer(Role.CASHIER)
    cashier.goto("/can-bo/thu-phi/")
    row = cashier.get_by_role("row").filter(has_text=str(dossier.code))
    row.get_by_role("link").last.click()
    fit(cashier)
    cashier.get_by_label("Tiền mặt").check()
    press(cashier, "Đã nhận đủ tiền")

    dossier.refresh_from_db()
    assert dossier.money_state == "paid"
    paid = dossier.charges.values_list("payment__amount_dong", flat=True)
    assert list(paid) == [15_000]
