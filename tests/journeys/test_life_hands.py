"""Folders go from table to table: signed for, given, sent back, asked about, undone."""

from playwright.sync_api import expect

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import State
from tests.journeys.acts import (
    choose_act,
    field,
    fit,
    key_of,
    open_dossier,
    press,
    refused,
    told,
)
from tests.journeys.house import House
from tests.journeys.papers import words_of

QUESTION = "Đề nghị xác minh nơi thường trú trước đây của người yêu cầu."


def test_a_folder_is_given_signed_for_and_sent_back_and_form_06_shows_it(house: House) -> None:
    dossier = house.world.dossiers["accepted"]
    reviewer = house.officer(Role.REVIEWER)
    choose_act(reviewer, dossier, "Phân công")
    reviewer.get_by_label("Trần Quốc Bảo").check()
    press(reviewer, "Phân công")
    handler = house.officer(Role.HANDLING_OFFICER)
    open_dossier(handler, dossier)
    fit(handler)
    press(handler, "Ký nhận bàn giao")
    step = dossier.steps.get(closed_at__isnull=True)
    assert step.received_by == house.world.here.officers[Role.HANDLING_OFFICER]
    open_dossier(handler, dossier)
    press(handler, "Trình ký")

    leader = house.officer(Role.APPROVER)
    choose_act(leader, dossier, "Trả lại bước trước")
    press(leader, "Trả lại")
    expect(leader.get_by_role("alert").first).to_be_visible()
    fit(leader)
    leader.get_by_role("main").get_by_role("radio").first.check()
    field(leader, "Lý do").fill("Dự thảo ghi sai năm sinh.")
    press(leader, "Trả lại")

    again = dossier.steps.get(closed_at__isnull=True)
    assert (again.role, again.order) == ("handling_officer", 3)
    assert again.assignee == house.world.here.officers[Role.HANDLING_OFFICER]
    slip = leader.request.get(f"/can-bo/ho-so/{key_of(dossier)}/phieu-kiem-soat.pdf")
    text = words_of(slip.body())
    assert str(dossier.code) in text
    assert "Trần Quốc Bảo" in text
    assert "Võ Thành Đạt" in text


def test_who_comes_late_is_told_who_was_quicker_and_nothing_is_done_twice(house: House) -> None:
    dossier = house.world.dossiers["accepted"]
    first = house.officer(Role.HANDLING_OFFICER)
    open_dossier(first, dossier)
    second = house.officer(Role.HANDLING_OFFICER)
    open_dossier(second, dossier)
    field(second, "Ghi chú cho bước sau").fill("Đã đối chiếu bản chính.")

    press(first, "Trình ký")
    press(second, "Trình ký")

    expect(second.locator("body")).to_contain_text("Trần Quốc Bảo")
    assert dossier.steps.count() == 2
    fit(second)


def test_another_agency_is_asked_and_answers_in_its_own_window(house: House) -> None:
    world = house.world
    dossier = world.dossiers["accepted"]
    asking = house.officer(Role.HANDLING_OFFICER)
    choose_act(asking, dossier, "Lấy ý kiến")
    asking.locator("textarea").first.fill(QUESTION)
    asking.get_by_role("main").locator("input[name=due_on]").fill("20/11/2026")
    press(asking, "Gửi câu hỏi")
    expect(asking.get_by_role("alert").first).to_be_visible()
    expect(asking.locator("textarea").first).to_have_value(QUESTION)
    fit(asking)
    asking.locator("select[name=agency]").select_option(label=world.elsewhere.agency.name)
    asking.get_by_role("main").locator("input[name=due_on]").fill("26/11/2026")
    press(asking, "Gửi câu hỏi")

    answering = house.officer(Role.HANDLING_OFFICER, world.elsewhere)
    answering.goto("/can-bo/lay-y-kien/")
    fit(answering)
    answering.get_by_role("row").filter(has_text=str(dossier.code)).get_by_role(
        "link"
    ).first.click()
    expect(answering.get_by_role("main")).to_contain_text(QUESTION)
    answering.locator("textarea").first.fill("Đã thường trú từ năm 2015.")
    press(answering, "Trả lời")

    open_dossier(asking, dossier)
    expect(asking.get_by_role("main")).to_contain_text("Đã thường trú từ năm 2015.")


def test_a_mistake_is_undone_and_stays_in_the_record(house: House) -> None:
    dossier = house.world.dossiers["accepted"]
    officer = house.officer(Role.HANDLING_OFFICER)
    open_dossier(officer, dossier)
    press(officer, "Trình ký")

    choose_act(officer, dossier, "Hoàn tác")
    button = officer.get_by_role("main").get_by_role("button", name="Hoàn tác")
    button.evaluate("(one) => { one.form.noValidate = true; }")
    press(officer, "Hoàn tác")
    refused(officer, {})
    field(officer, "Lý do hoàn tác").fill("Bấm nhầm hồ sơ.")
    press(officer, "Hoàn tác")

    told(officer, "hoàn tác")
    assert dossier.steps.get(closed_at__isnull=True).role == "handling_officer"
    assert [event.action for event in dossier.events.order_by("sequence")][-2:] == [
        "complete_step",
        "undo",
    ]


def test_many_folders_are_signed_for_at_once_with_a_report(house: House) -> None:
    officer = house.officer(Role.HANDLING_OFFICER)
    names = ("accepted", "second", "owing")
    officer.goto("/can-bo/viec/")
    for name in names:
        row = officer.get_by_role("row").filter(has_text=str(house.world.dossiers[name].code))
        row.get_by_role("checkbox").check()
    press(officer, "Ký nhận")
    expect(officer.get_by_role("main")).to_contain_text("3 hồ sơ")
    fit(officer)
    press(officer, "Ký nhận")

    fit(officer)
    for name in names:
        dossier = house.world.dossiers[name]
        dossier.refresh_from_db()
        assert dossier.state == State.IN_PROGRESS
        assert dossier.steps.get(closed_at__isnull=True).received_at is not None
