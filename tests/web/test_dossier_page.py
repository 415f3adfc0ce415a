"""One dossier's page: what can be done, what was done in words, notes, who read it."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import Action, MoneyState, State
from motcua.dossiers.models import (
    Apology,
    CallLog,
    Consultation,
    Dossier,
    DossierEvent,
    DossierNote,
    DossierRead,
    Pause,
)
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.steps import assign_step, return_step, take_step
from tests import factories
from tests.factories import AgencyFactory
from tests.web.desk_pages import MONDAY, AtDesk, sit_down
from tests.web.office_pages import say_why
from tests.web.test_office_pages import accepted, address, sign_in

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=3)


@pytest.fixture
def at_work(client: Client) -> AtDesk:
    return sit_down(client, Role.DESK_OFFICER, Role.HANDLING_OFFICER)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def page_of(client: Client, dossier: Dossier) -> Any:
    return client.get(address("dossier", dossier.code or dossier.tracking_code))


def test_the_page_names_who_has_the_step_that_was_given_to_somebody(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    other, officer = sign_in(Role.APPROVER, agency=at_work.desk.agency)
    dossier.steps.update(assignee=at_work.officer)

    page = page_of(other, dossier)

    assert officer != at_work.officer
    assertContains(page, f"{at_work.officer.full_name}, {at_work.desk.agency.name}")


def event(dossier: Dossier, action: Action, payload: Mapping[str, Any]) -> DossierEvent:
    """Write a line of the ledger as a service would have left it."""
    last = dossier.events.order_by("-sequence").first()
    assert last is not None
    return DossierEvent.objects.create(
        dossier=dossier,
        sequence=last.sequence + 1,
        action=action,
        to_state=dossier.state,
        happened_at=MONDAY,
        recorded_at=MONDAY,
        payload=dict(payload),
        hash="0" * 64,
    )


@pytest.mark.parametrize(
    ("roles", "there", "not_there"),
    [
        pytest.param(
            [Role.HANDLING_OFFICER],
            ["Ký nhận bàn giao", "Trình ký", "Yêu cầu bổ sung", "Soạn, kèm kết quả"],
            ["Xin lỗi, hẹn lại", "Dừng giải quyết", "rút hồ sơ", "Phân công"],
            id="whose step it is",
        ),
        pytest.param(
            [Role.APPROVER],
            ["Xin lỗi, hẹn lại", "Dừng giải quyết", "Phân công, giao lại"],
            ["Trình ký", "Ký nhận bàn giao", "Soạn, kèm kết quả"],
            id="its leader",
        ),
        pytest.param(
            [Role.DESK_OFFICER],
            ["Người nộp rút hồ sơ", "In giấy hẹn, tem", "Yêu cầu bổ sung"],
            ["Trình ký", "Dừng giải quyết"],
            id="the desk",
        ),
        pytest.param(
            [Role.AUDITOR], [], ["Trình ký", "Phân công", "Yêu cầu bổ sung"], id="auditor"
        ),
    ],
)
def test_everybody_is_offered_what_they_may_do_and_nothing_else(
    at_work: AtDesk, roles: list[Role], there: list[str], not_there: list[str]
) -> None:
    dossier = accepted(at_work)
    client, _officer = sign_in(*roles, agency=at_work.desk.agency)
    say_why(client, dossier)

    page = page_of(client, dossier)

    for words in there:
        assertContains(page, words)
    for words in not_there:
        assertNotContains(page, words)


def test_whoever_waits_for_the_applicant_goes_on_first_of_all(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    Dossier.objects.filter(pk=dossier.pk).update(state=State.AWAITING_SUPPLEMENT, due_at=None)
    Pause.objects.create(
        dossier=dossier,
        kind=Pause.Kind.SUPPLEMENT,
        reason="Thiếu trang hai của tờ khai",
        legal_basis="Nghị định",
        started_at=MONDAY,
        reply_by=LATER.date(),
    )

    page = page_of(at_work.client, dossier)

    assertContains(page, "Đã đủ, tiếp tục xử lý <kbd>Alt 1</kbd>")
    assertContains(page, "Thiếu trang hai của tờ khai")
    assertContains(page, "đề nghị trước 26/11/2026")
    assertNotContains(page, "Trình ký")


def test_a_finished_dossier_is_handed_back_first_of_all(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    Dossier.objects.filter(pk=dossier.pk).update(state=State.FINISHED, finished_at=MONDAY)
    dossier.steps.update(closed_at=MONDAY)

    assertContains(page_of(at_work.client, dossier), "Trả kết quả <kbd>Alt 1</kbd>")


def test_a_fee_is_collected_by_whom_it_is_owed_to(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    Dossier.objects.filter(pk=dossier.pk).update(money_state=MoneyState.DUE)

    assertContains(page_of(at_work.client, dossier), "Thu phí, lệ phí")


def test_what_was_just_done_can_be_undone_from_the_page(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    at_work.client.post(address("complete", dossier.code), {"outcome": "done", "order": "1"})

    page = page_of(at_work.client, dossier)

    assertContains(page, "Hoàn tác việc vừa làm: xong bước")
    assertContains(page, address("undo", dossier.code))


def test_the_word_left_by_whoever_had_it_before_is_on_top(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    context = factories.context_of(at_work.desk)
    complete_step(
        dossier.pk, outcome="done", order=1, note="Xem kỹ trang hai", context=context,
        actor=at_work.actor, at=MONDAY,
    )  # fmt: skip
    client, _officer = sign_in(Role.APPROVER, agency=at_work.desk.agency)

    assertContains(page_of(client, dossier), "dặn: Xem kỹ trang hai")


def test_steps_taken_given_and_sent_back_are_told_with_names(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    agency = at_work.desk.agency
    context = factories.context_of(at_work.desk)
    head = factories.actor_with(Role.REVIEWER, agency=agency, full_name="Võ Thị Ngọc")
    other = factories.actor_with(Role.HANDLING_OFFICER, agency=agency, full_name="Trần Minh Đức")
    leader = factories.actor_with(Role.APPROVER, agency=agency, full_name="Phạm Quốc Hưng")
    take_step(dossier.pk, order=1, actor=at_work.actor, at=MONDAY)
    assign_step(dossier.pk, order=1, officer_id=other.officer_id, actor=head, at=MONDAY)
    complete_step(dossier.pk, outcome="done", order=1, context=context, actor=other, at=MONDAY)
    return_step(
        dossier.pk, order=2, to_order=1, reason="Thiếu chữ ký", context=context,
        actor=leader, at=MONDAY,
    )  # fmt: skip

    page = page_of(at_work.client, dossier)

    assertContains(page, "<b>Nhận bàn giao:</b> Thẩm định hồ sơ. Lê Thị Thu Hà")
    assertContains(page, "<b>Phân công:</b> Thẩm định hồ sơ, Trần Minh Đức. Võ Thị Ngọc")
    assertContains(page, "từ “Phê duyệt kết quả” về “Thẩm định hồ sơ”: Thiếu chữ ký.")
    assertContains(page, "Phạm Quốc Hưng trả lại vì: Thiếu chữ ký")


@pytest.mark.parametrize(
    ("action", "payload", "words"),
    [
        (Action.ASK_SUPPLEMENT, {"kind": "supplement", "papers": 2, "reply_by": "2026-11-30"},
         "<b>Yêu cầu bổ sung:</b> chờ bổ sung giấy tờ, 2 giấy tờ, đề nghị trước 30/11/2026."),
        (Action.RESUME, {"papers": 1, "due_at": "2026-11-30T17:00+07:00"},
         "nộp thêm 1 giấy tờ, hẹn trả thứ Hai 30/11, 17:00."),
        (Action.ASK_PAYMENT, {"amount_dong": 1_250_000}, "1.250.000 đồng."),
        (Action.COLLECT_FEE, {"amount_dong": 8_000, "method": "cash"}, "8.000 đồng, tiền mặt."),
        (Action.RECKON_FEE, {"amount_dong": 5_000, "copies": 1, "granted": False},
         "không miễn, giảm, 1 bản, phải nộp 5.000 đồng."),
        (Action.APOLOGIZE,
         {"due_at": "2026-12-01T17:00+07:00", "old_due_at": "2026-11-26T17:00+07:00"},
         "hẹn lại thứ Ba 01/12, 17:00, thay cho thứ Năm 26/11, 17:00."),
        (Action.ATTACH_RESULT, {"version": 2, "outcome": "refused"},
         "bản số 2, không đồng ý, có lý do."),
        (Action.APPROVE_RESULT, {"version": 2, "title": "Chủ tịch"}, "bản số 2, Chủ tịch."),
        (Action.NUMBER_RESULT, {"number": "12/GP-UBND", "dated": "2026-11-23"},
         "số 12/GP-UBND ngày 23/11/2026."),
        (Action.STOP, {"step": "appraise", "order": 1, "money": "refund", "papers": 1},
         "đang ở bước “Thẩm định hồ sơ”, hoàn tiền đã thu, trả lại 1 giấy tờ."),
        (Action.FINISH, {"punctuality": "early"}, "<b>Hoàn thành xử lý:</b> trước hạn."),
        (Action.RETURN_RESULT, {"by_other": True, "has_receipt": False},
         "người khác nhận thay, có giấy ủy quyền, không nộp lại giấy hẹn."),
        (Action.REOPEN, {"working_days": 2, "due_at": "2026-11-26T17:00+07:00"},
         "thêm 2 ngày làm việc, hẹn trả thứ Năm 26/11, 17:00."),
        (Action.REFUSE, {"reasons": 2}, "2 lý do, ghi trên phiếu mẫu 03."),
        (Action.CORRECT_RECEIPT, {"version": 2}, "bản số 2."),
    ],
)  # fmt: skip
def test_each_act_is_told_in_words(
    at_work: AtDesk, action: Action, payload: dict[str, Any], words: str
) -> None:
    dossier = accepted(at_work)
    event(dossier, action, payload)

    assertContains(page_of(at_work.client, dossier), words)


@pytest.mark.parametrize("action", list(Action))
def test_an_event_without_facts_breaks_nothing(at_work: AtDesk, action: Action) -> None:
    dossier = accepted(at_work)
    event(dossier, action, {})

    assertContains(page_of(at_work.client, dossier), f"<b>{action.label}")


def test_what_was_undone_is_marked_and_says_what(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    taken = event(dossier, Action.TAKE, {"step": "appraise", "order": 1})
    event(dossier, Action.UNDO, {"undoes": taken.sequence, "action": "take"})

    page = page_of(at_work.client, dossier)

    assertContains(page, "việc “Nhận bàn giao” lúc thứ Hai 23/11, 14:05.")
    assertContains(page, "Việc này đã được hoàn tác.")


def test_a_note_is_kept_for_colleagues(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    text = "Đã gọi hỏi tổ trưởng <b>"

    answered = at_work.client.post(address("note", dossier.code), {"text": text})

    assertRedirects(
        answered, address("dossier", dossier.code) + "#ghi-chu", fetch_redirect_response=False
    )
    assertContains(page_of(at_work.client, dossier), "Đã gọi hỏi tổ trưởng &lt;b&gt;")
    assert DossierNote.objects.get().officer == at_work.officer


@pytest.mark.parametrize("text", ["", "  ", "a" * 2001])
def test_a_note_that_is_empty_or_too_long_is_not_kept(at_work: AtDesk, text: str) -> None:
    dossier = accepted(at_work)

    at_work.client.post(address("note", dossier.code), {"text": text})

    assert not DossierNote.objects.exists()


def test_who_read_a_dossier_is_counted_and_shown_to_its_leader(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    leader, _officer = sign_in(Role.APPROVER, agency=at_work.desk.agency)
    for _time in range(3):
        page_of(at_work.client, dossier)

    page = page_of(leader, dossier)
    own = page_of(at_work.client, dossier)

    read = DossierRead.objects.get(officer=at_work.officer)
    assert (read.count, read.day, read.first_at) == (4, MONDAY.date(), MONDAY)
    assertContains(page, "Ai đã xem hồ sơ")
    assertNotContains(own, "Ai đã xem hồ sơ")
    assertContains(own, "đã được cán bộ mở 5 lần")


def test_a_stranger_leaves_no_reading_and_no_note(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    stranger, _officer = sign_in(Role.HANDLING_OFFICER, agency=AgencyFactory.create())

    page_of(stranger, dossier)
    stranger.post(address("note", dossier.code), {"text": "Ghi trộm"})

    assert not DossierRead.objects.exists()
    assert not DossierNote.objects.exists()


def fill(dossier: Dossier, at_work: AtDesk, at: datetime) -> None:
    """Give the dossier a long life: everything its page can show, several times over."""
    agency = at_work.desk.agency
    for number in range(4):
        DossierNote.objects.create(
            dossier=dossier, officer=at_work.officer, text=f"Lần {number}", written_at=at
        )
        CallLog.objects.create(
            dossier=dossier, officer=at_work.officer, called_at=at, outcome="told"
        )
        Pause.objects.create(
            dossier=dossier, kind=Pause.Kind.SUPPLEMENT, reason="Thiếu", legal_basis="NĐ",
            started_at=at, ended_at=at + timedelta(hours=1), started_by=at_work.officer,
            override_reason="" if not number else "Cần", overridden_by=at_work.officer,
        )  # fmt: skip
        Apology.objects.create(
            dossier=dossier, reason="Bão", working_days=2, new_due_at=LATER, drafted_at=at,
            signed_at=at, signed_by=at_work.officer, override_reason="" if not number else "Vì",
        )  # fmt: skip
        Consultation.objects.create(
            dossier=dossier, agency=agency, question="Sao?", due_at=LATER, asked_at=at
        )
        event(dossier, Action.TAKE, {"step": "appraise", "order": 1})


def test_a_long_life_costs_no_more_statements_than_a_short_one(
    at_work: AtDesk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    dossier = accepted(at_work)
    fill(dossier, at_work, MONDAY - timedelta(hours=5))
    page_of(at_work.client, dossier)

    with django_assert_max_num_queries(32):
        page = page_of(at_work.client, dossier)

    for words in ("Những lần tạm dừng", "Xin lỗi và hẹn lại", "Lấy ý kiến", "Gọi điện:"):
        assertContains(page, words)
