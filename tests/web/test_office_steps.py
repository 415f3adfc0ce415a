"""The pages of steps: signing, assigning, sending back, asking others, form 06."""

import re
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.models import Agency, Officer
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_of
from motcua.documents.models import StoredFile
from motcua.dossiers.control_slip import hand_overs
from motcua.dossiers.courses import time_spent_of
from motcua.dossiers.models import Consultation, Dossier
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.steps import assign_step, take_step
from tests import factories
from tests.factories import AgencyFactory, OfficerFactory
from tests.papers import a_pdf
from tests.web.desk_pages import MONDAY, AtDesk, sit_down

pytestmark = pytest.mark.django_db
TOMORROW = MONDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def at_work(client: Client) -> AtDesk:
    """Return somebody who accepts and handles, signed in."""
    return sit_down(client, Role.DESK_OFFICER, Role.HANDLING_OFFICER)


@pytest.fixture
def dossier(at_work: AtDesk) -> Dossier:
    return accept_at_desk(
        factories.lodging(at_work.procedure, at_work.desk.agency),
        context=factories.context_of(at_work.desk),
        actor=at_work.actor,
        at=MONDAY,
    )


def page(name: str, *args: object) -> str:
    return reverse(f"office:{name}", args=args)


def sign_in(name: str, *roles: Role, agency: Agency) -> tuple[Client, Officer]:
    officer = OfficerFactory.create(agency=agency, full_name=name, roles=list(roles))
    assert officer.account is not None
    client = Client()
    client.force_login(officer.account, "motcua.accounts.backends.AccountBackend")
    return client, officer


def done_by(at_work: AtDesk, dossier: Dossier) -> None:
    """Complete the open step."""
    complete_step(
        dossier.pk,
        outcome="done",
        context=factories.context_of(at_work.desk),
        actor=at_work.actor,
        at=MONDAY,
    )


def test_a_folder_is_signed_for_from_its_page(at_work: AtDesk, dossier: Dossier) -> None:
    answered = at_work.client.post(page("take", dossier.code), {"order": "1"}, follow=True)

    assertContains(answered, "Đã ký nhận hồ sơ")
    assert dossier.steps.get().received_by == at_work.officer


def test_who_signs_second_is_told_who_was_first(at_work: AtDesk, dossier: Dossier) -> None:
    client, _officer = sign_in("Trần Quốc Bảo", Role.HANDLING_OFFICER, agency=dossier.agency)
    client.post(page("take", dossier.code), {"order": "1"})

    told = at_work.client.post(page("take", dossier.code), {"order": "1"}, follow=True)

    assertContains(told, "đã có Trần Quốc Bảo ký nhận lúc 14:05")


@pytest.mark.parametrize("order", ["", "99", "x", "9" * 5000])
def test_a_signature_for_no_step_changes_nothing(
    at_work: AtDesk, dossier: Dossier, order: str
) -> None:
    answered = at_work.client.post(page("take", dossier.code), {"order": order}, follow=True)

    assertContains(answered, "Xin tải lại trang")
    assert dossier.steps.get().received_at is None


def test_a_head_gives_a_step_and_sees_how_much_each_has_in_hand(
    at_work: AtDesk, dossier: Dossier
) -> None:
    client, _head = sign_in("Lý Văn Tám", Role.APPROVER, agency=dossier.agency)
    _browser, bao = sign_in("Trần Quốc Bảo", Role.HANDLING_OFFICER, agency=dossier.agency)
    shown = client.get(page("assign", dossier.code))
    assertContains(shown, "Trần Quốc Bảo, chưa giữ hồ sơ nào")

    answered = client.post(
        page("assign", dossier.code), {"order": "1", "seen": "0", "officer": str(bao.pk)}
    )

    assertRedirects(answered, page("dossier", dossier.code))
    assert dossier.steps.get().assignee == bao
    assertContains(client.get(page("assign", dossier.code)), "Trần Quốc Bảo, đang giữ 1 hồ sơ")
    stale = client.post(
        page("assign", dossier.code),
        {"order": "1", "seen": "0", "officer": str(at_work.officer.pk)},
    )
    assertContains(stale, "Lý Văn Tám vừa đổi người", status_code=422)
    assert dossier.steps.get().assignee == bao


def test_a_handling_officer_gives_nothing(at_work: AtDesk, dossier: Dossier) -> None:
    answered = at_work.client.get(page("assign", dossier.code))

    assert answered.status_code == HTTPStatus.FORBIDDEN


def test_a_choice_that_is_none_is_told_at_its_field(at_work: AtDesk, dossier: Dossier) -> None:
    client, _head = sign_in("Lý Văn Tám", Role.APPROVER, agency=dossier.agency)

    for officer in ("", "999999", "abc"):
        answered = client.post(
            page("assign", dossier.code), {"order": "1", "seen": "0", "officer": officer}
        )
        assert answered.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert dossier.steps.get().assignee is None
    assert at_work.officer.assigned_steps.count() == 0


def test_a_dossier_is_sent_back_with_a_reason_that_stays_when_refused(
    at_work: AtDesk, dossier: Dossier
) -> None:
    client, _head = sign_in("Lý Văn Tám", Role.APPROVER, agency=dossier.agency)
    done_by(at_work, dossier)
    there = page("return-step", dossier.code)
    assertContains(client.get(there), "Lê Thị Thu Hà làm xong")

    refused = client.post(there, {"order": "2", "to_order": "7", "reason": "Thiếu xác minh"})
    assertContains(refused, "Thiếu xác minh", status_code=422)
    assertContains(refused, "bước mà hồ sơ đã qua", status_code=422)
    answered = client.post(there, {"order": "2", "to_order": "1", "reason": "Thiếu xác minh"})

    assertRedirects(answered, page("work"))
    assert [step.key for step in dossier.steps.order_by("order")] == [
        "appraise",
        "approve",
        "appraise",
    ]


def test_an_old_page_is_told_what_happened_and_keeps_what_was_typed(
    at_work: AtDesk, dossier: Dossier
) -> None:
    client, _head = sign_in("Lý Văn Tám", Role.APPROVER, Role.CLERK, agency=dossier.agency)
    done_by(at_work, dossier)
    client.post(page("complete", dossier.code), {"order": "2", "outcome": "done"})

    told = client.post(
        page("return-step", dossier.code),
        {"order": "2", "to_order": "1", "reason": "Thiếu xác minh"},
    )

    assertContains(told, "Lý Văn Tám làm xong lúc 14:05", status_code=422)
    assertContains(told, "Thiếu xác minh", status_code=422)
    assert dossier.steps.count() == 3


def test_from_the_first_step_there_is_nowhere_to_send_it_back(
    at_work: AtDesk, dossier: Dossier
) -> None:
    there = page("return-step", dossier.code)
    assertContains(at_work.client.get(there, follow=True), "“được tiếp nhận”")
    at_work.client.post(page("take", dossier.code), {"order": "1"})

    assertContains(at_work.client.get(there), "Đây là bước đầu tiên.")


@pytest.fixture
def department(at_work: AtDesk) -> Agency:
    found: Agency = AgencyFactory.create(name="Sở Xây dựng", province=at_work.desk.agency.province)
    return found


@pytest.fixture
def _files_apart(settings: Any, tmp_path: Path) -> None:
    settings.FILES_FOLDER = tmp_path


def scan(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_pdf())


def kept_in(refused: Any) -> str:
    """Return the number under which a refused form keeps its document."""
    (kept,) = re.findall(r'name="kept-file" value="([^"]+)"', refused.content.decode())
    return str(kept)


def ask(at_work: AtDesk, dossier: Dossier, department: Agency) -> Consultation:
    answered = at_work.client.post(
        page("consult", dossier.code),
        {
            "agency": str(department.pk),
            "question": "Thửa đất có trong quy hoạch đường không?",
            "due_on": "25/11/2026",
        },
    )
    assertRedirects(answered, page("dossier", dossier.code))
    asked: Consultation = Consultation.objects.get()
    return asked


def test_a_question_goes_to_the_other_agency_s_list_and_its_bar(
    at_work: AtDesk, dossier: Dossier, department: Agency
) -> None:
    client, _officer = sign_in("Phạm Thị Mai", Role.HANDLING_OFFICER, agency=department)
    assertNotContains(client.get(page("work")), "Hỏi ý kiến")

    asked = ask(at_work, dossier, department)

    bar = client.get(page("work")).content.decode()
    assert re.search(r"Hỏi ý kiến\s*<[^>]*>\s*1", bar)
    listed = client.get(page("consultations"))
    assertContains(listed, "Thửa đất có trong quy hoạch đường không?")
    assertContains(listed, "Chờ trả lời")
    shown = client.get(page("consultation", asked.ref))
    assertContains(shown, dossier.code)
    assertContains(shown, "Nguyễn T. H.")
    assertNotContains(shown, "Nguyễn Thị Hoà")
    assertNotContains(shown, f'href="{page("dossier", dossier.code)}"')


def test_a_question_that_cannot_be_put_keeps_what_was_typed(
    at_work: AtDesk, dossier: Dossier, department: Agency
) -> None:
    # The Tuesday is a holiday that falls in the middle of the week.
    typed = {"agency": str(department.pk), "question": "Có vướng không?", "due_on": "24/11/2026"}

    refused = at_work.client.post(page("consult", dossier.code), typed)

    assertContains(refused, "không làm việc", status_code=422)
    assertContains(refused, "Có vướng không?", status_code=422)
    assertContains(refused, "24/11/2026", status_code=422)


def test_the_answer_is_given_on_its_page_once(
    at_work: AtDesk, dossier: Dossier, department: Agency
) -> None:
    client, _officer = sign_in("Phạm Thị Mai", Role.HANDLING_OFFICER, agency=department)
    asked = ask(at_work, dossier, department)
    there = page("consultation", asked.ref)
    assertContains(client.post(there, {"answer": " "}), "Xin ghi ý kiến", status_code=422)

    client.post(there, {"answer": "Không vướng quy hoạch."})
    again = client.post(there, {"answer": "Nghĩ lại"})

    assertContains(again, "Phạm Thị Mai đã trả lời lúc 14:05", status_code=422)
    seen = at_work.client.get(there)
    assertContains(seen, "Không vướng quy hoạch.")
    assertNotContains(seen, "<textarea")
    assertContains(client.get(page("consultations")), "Đã trả lời")


def test_a_document_comes_with_the_answer_and_no_program(
    at_work: AtDesk, dossier: Dossier, department: Agency
) -> None:
    client, _officer = sign_in("Phạm Thị Mai", Role.HANDLING_OFFICER, agency=department)
    there = page("consultation", ask(at_work, dossier, department).ref)
    program = SimpleUploadedFile("y-kien.pdf", b"MZ\x90\x00 program")

    refused = client.post(there, {"answer": "Xem văn bản", "file": program})

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assertContains(refused, "Xem văn bản", status_code=422)
    assert Consultation.objects.get().answered_at is None


@pytest.mark.usefixtures("_files_apart")
def test_a_document_stays_when_the_answer_is_refused(
    at_work: AtDesk, dossier: Dossier, department: Agency
) -> None:
    client, _officer = sign_in("Phạm Thị Mai", Role.HANDLING_OFFICER, agency=department)
    there = page("consultation", ask(at_work, dossier, department).ref)

    refused = client.post(there, {"answer": "a" * 10_001, "file": scan("y-kien.pdf")})
    assertContains(refused, "Đã tải lên: y-kien.pdf", status_code=422)
    kept = kept_in(refused)
    client.post(there, {"answer": "Xem văn bản", "kept-file": kept})

    answered = Consultation.objects.get()
    assert answered.file is not None
    assert (answered.answer, str(answered.file.ref)) == ("Xem văn bản", kept)


@pytest.mark.usefixtures("_files_apart")
def test_a_document_stays_when_somebody_answered_meanwhile(
    at_work: AtDesk, dossier: Dossier, department: Agency
) -> None:
    client, _officer = sign_in("Phạm Thị Mai", Role.HANDLING_OFFICER, agency=department)
    there = page("consultation", ask(at_work, dossier, department).ref)
    client.post(there, {"answer": "Không vướng quy hoạch."})

    refused = client.post(there, {"answer": "Nghĩ lại", "file": scan("y-kien.pdf")})

    assertContains(refused, "Phạm Thị Mai đã trả lời", status_code=422)
    assertContains(refused, "Đã tải lên: y-kien.pdf", status_code=422)
    assert kept_in(refused) == str(StoredFile.objects.get().ref)
    assert Consultation.objects.get().file is None


@pytest.mark.usefixtures("_files_apart")
def test_another_document_takes_the_place_of_the_one_that_was_kept(
    at_work: AtDesk, dossier: Dossier, department: Agency
) -> None:
    client, _officer = sign_in("Phạm Thị Mai", Role.HANDLING_OFFICER, agency=department)
    there = page("consultation", ask(at_work, dossier, department).ref)
    refused = client.post(there, {"answer": "a" * 10_001, "file": scan("nham.pdf")})

    client.post(there, {"kept-file": kept_in(refused), "file": scan("dung.pdf")})

    answered = Consultation.objects.get()
    assert answered.file is not None
    assert answered.file.name == "dung.pdf"


def test_a_document_that_somebody_else_stored_is_no_answer(
    at_work: AtDesk, dossier: Dossier, department: Agency
) -> None:
    client, _officer = sign_in("Phạm Thị Mai", Role.HANDLING_OFFICER, agency=department)
    there = page("consultation", ask(at_work, dossier, department).ref)
    foreign = StoredFile.objects.create(
        sha256="cd" * 32, name="la.pdf", content_type="application/pdf", size=3, stored_at=MONDAY
    )

    refused = client.post(there, {"answer": "", "kept-file": [str(foreign.ref), "x"]})

    assertContains(refused, "Xin ghi ý kiến", status_code=422)
    assertNotContains(refused, "la.pdf", status_code=422)
    assert Consultation.objects.get().answered_at is None


@pytest.mark.usefixtures("_files_apart")
def test_who_only_reads_the_question_stores_no_document_with_it(
    at_work: AtDesk, dossier: Dossier, department: Agency
) -> None:
    asked = ask(at_work, dossier, department)

    at_work.client.post(page("consultation", asked.ref), {"file": scan("y-kien.pdf")})

    assert not StoredFile.objects.exists()


def test_who_asked_reads_the_question_but_does_not_answer_it(
    at_work: AtDesk, dossier: Dossier, department: Agency
) -> None:
    asked = ask(at_work, dossier, department)

    shown = at_work.client.get(page("consultation", asked.ref))
    answered = at_work.client.post(page("consultation", asked.ref), {"answer": "Tự trả lời"})

    assertNotContains(shown, "<textarea")
    assertContains(shown, f'href="{page("dossier", dossier.code)}"')
    assert answered.status_code == HTTPStatus.FORBIDDEN


def test_the_control_slip_tells_every_hand_over(at_work: AtDesk, dossier: Dossier) -> None:
    _client, head = sign_in("Lý Văn Tám", Role.APPROVER, agency=dossier.agency)
    _browser, bao = sign_in("Trần Quốc Bảo", Role.HANDLING_OFFICER, agency=dossier.agency)
    for officer, act in ((bao, "take"), (head, "assign"), (at_work.officer, "take")):
        assert officer.account is not None
        actor = actor_of(officer.account, MONDAY.date())
        if act == "take":
            take_step(dossier.pk, order=1, actor=actor, at=MONDAY)
        else:
            assign_step(
                dossier.pk,
                order=1,
                officer_id=at_work.officer.pk,
                actor=actor,
                at=MONDAY + timedelta(hours=1),
            )
    complete_step(
        dossier.pk,
        outcome="done",
        note="Hồ sơ đủ",
        context=factories.context_of(at_work.desk),
        actor=at_work.actor,
        at=TOMORROW,
    )

    rows = hand_overs(dossier)

    assert [(row["handed_by"], row["received_by"], row["outcome"]) for row in rows] == [
        ("Lê Thị Thu Hà", "Trần Quốc Bảo", None),
        ("Lý Văn Tám", "Lê Thị Thu Hà", "Trước hạn"),
        ("Lê Thị Thu Hà", None, None),
    ]
    assert [row["note"] for row in rows] == ["Giao lại cho người khác", "Hồ sơ đủ", None]
    assert rows[1]["handed_at"] == "2026-11-23T15:05+07:00"
    drawn = at_work.client.get(page("control-slip", dossier.code))
    assert drawn["Content-Type"] == "application/pdf"
    assert drawn.content.startswith(b"%PDF")


def test_the_slip_of_a_finished_dossier_ends_at_the_desk(
    at_work: AtDesk, dossier: Dossier
) -> None:
    everybody = factories.actor_with(
        Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK, agency=dossier.agency
    )
    for day in range(3):
        complete_step(
            dossier.pk,
            outcome="done",
            context=factories.context_of(at_work.desk),
            actor=everybody,
            at=MONDAY + timedelta(days=3 * day),
        )
    dossier.refresh_from_db()

    last = hand_overs(dossier)[-1]

    assert last["unit"] == dossier.desk.name
    assert (last["outcome"], last["note"]) == ("Quá hạn", "Chờ trả kết quả")
    spent = time_spent_of(dossier, MONDAY + timedelta(days=7))
    assert spent.cause_sentences()[0].startswith("Quá hạn")


def test_the_slip_and_the_pages_of_a_dossier_one_may_not_see_do_not_exist(
    dossier: Dossier,
) -> None:
    client, _officer = sign_in("Người Lạ", *Role, agency=AgencyFactory.create())

    for name in ("control-slip", "assign", "return-step", "consult"):
        assert client.get(page(name, dossier.code)).status_code == HTTPStatus.NOT_FOUND
    assert client.post(page("take", dossier.code)).status_code == HTTPStatus.NOT_FOUND
