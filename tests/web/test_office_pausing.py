"""Pages of waiting and of apologies: what they say before, what they keep, who may open them."""

import re
from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.apologies import draft_apology
from motcua.kernel.clock import VIETNAM
from tests import factories
from tests.factories import AgencyFactory, ProcedureFactory
from tests.papers import a_pdf
from tests.web.desk_pages import MONDAY, AtDesk, sit_down
from tests.web.test_office_pages import sign_in

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 27, 9, 0, tzinfo=VIETNAM)


@pytest.fixture
def at_work(client: Client) -> AtDesk:
    return sit_down(client, Role.DESK_OFFICER, Role.HANDLING_OFFICER)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def dossier(at_work: AtDesk) -> Dossier:
    """Return a dossier due on Friday 27/11: Tuesday 24/11 is a holiday."""
    papers = [
        {"id": "p1", "name": "Tờ khai", "kind": "submit", "originals": 1, "copies": 0},
        {"id": "p2", "name": "Giấy ly hôn", "kind": "submit", "originals": 0, "copies": 1},
    ]
    return accept_at_desk(
        factories.lodging(
            ProcedureFactory.create(content={"papers": papers}), at_work.desk.agency
        ),
        context=factories.context_of(at_work.desk),
        actor=at_work.actor,
        at=MONDAY,
    )


def address(name: str, dossier: Dossier) -> str:
    return reverse(f"office:{name}", args=[dossier.code or dossier.tracking_code])


ASKING = {
    "order": "1",
    "p0": "on",
    "p0_form": "original",
    "p0_detail": "Thiếu chữ ký ở trang 2",
    "reason": "Tờ khai chưa ký",
    "legal_basis": "Điều 22 khoản 2",
    "reply_by": "",
}
PAYING = {
    "order": "1",
    "document": "Thông báo 12/TB",
    "amount": "1.250.000",
    "reason": "Thuế trước bạ",
    "legal_basis": "Luật Đất đai",
}


def test_the_page_says_what_a_request_does_to_the_date_before_it_is_made(
    at_work: AtDesk, dossier: Dossier
) -> None:
    page = at_work.client.get(address("supplement", dossier))

    assertContains(page, "thời hạn tính lại từ đầu")
    assertContains(page, "thứ Sáu 27/11, 17:00")
    assertContains(page, "Ví dụ trả lời đủ lúc")
    assertContains(page, "Giấy ly hôn")
    # Thirty working days from Monday 23/11, with the holiday of the 24th and New Year.
    assertContains(page, 'value="06/01/2027"')


def test_a_request_is_made_and_the_dossier_waits(at_work: AtDesk, dossier: Dossier) -> None:
    response = at_work.client.post(address("supplement", dossier), ASKING)

    assertRedirects(response, address("dossier", dossier))
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_SUPPLEMENT
    pause = dossier.pauses.get()
    assert pause.form is not None
    assert [item["change"] for item in pause.form.payload["items"]] == ["Thiếu chữ ký ở trang 2"]
    assertContains(at_work.client.get(address("dossier", dossier)), "tạm dừng")


def test_words_at_a_paper_say_that_it_is_meant(at_work: AtDesk, dossier: Dossier) -> None:
    typed = {**ASKING, "p1_form": "copy", "p1_detail": "Bản mờ"}

    at_work.client.post(address("supplement", dossier), typed)

    pause = dossier.pauses.get()
    assert pause.form is not None
    assert len(pause.form.payload["items"]) == 2


def test_the_preview_is_the_form_itself_and_changes_nothing(
    at_work: AtDesk, dossier: Dossier
) -> None:
    response = at_work.client.post(address("supplement", dossier), {**ASKING, "act": "preview"})

    assert response["Content-Type"] == "application/pdf"
    dossier.refresh_from_db()
    assert dossier.state == State.ACCEPTED
    assert not dossier.pauses.exists()
    assert not dossier.forms.filter(kind="supplement").exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"p0": "", "p0_detail": ""}, "ít nhất một giấy tờ"),
        ({"p0_detail": ""}, "cần bổ sung, sửa gì ở “Tờ khai”"),
        ({"reason": ""}, "Xin ghi lý do"),
        ({"legal_basis": ""}, "Xin ghi căn cứ pháp lý"),
        ({"reply_by": "29/11/2026"}, "không phải ngày làm việc"),
        ({"reply_by": "32/13/2026"}, "Ngày ghi như"),
        ({"order": "7"}, "không còn bước nào đang mở"),
        ({"kind": "extortion"}, "extortion"),
    ],
)
def test_a_request_that_is_refused_keeps_what_was_typed(
    at_work: AtDesk, dossier: Dossier, changes: dict[str, str], sentence: str
) -> None:
    typed = {**ASKING, "p1_detail": "", **changes, "override_reason": ""}
    kept = "Điều 22 khoản 2" if "legal_basis" not in changes else "Tờ khai chưa ký"

    response = at_work.client.post(address("supplement", dossier), typed)

    assertContains(response, sentence, status_code=422)
    assertContains(response, kept, status_code=422)
    assert not dossier.pauses.exists()


def test_what_came_in_is_scanned_and_the_new_date_is_said_before_and_after(
    at_work: AtDesk, dossier: Dossier, clock: Any, settings: Any, tmp_path: Any
) -> None:
    settings.FILES_FOLDER = tmp_path
    at_work.client.post(address("supplement", dossier), ASKING)
    clock.move_to(FRIDAY)
    colleague, _officer = sign_in(Role.HANDLING_OFFICER, agency=at_work.desk.agency)

    page = colleague.get(address("resume", dossier))
    response = colleague.post(
        address("resume", dossier),
        {
            "p0": "on",
            "p0_form": "original",
            "p0_detail": "1",
            "note": "",
            "scan-p0": SimpleUploadedFile("to-khai.pdf", a_pdf()),
        },
    )

    assertContains(page, "Nếu xử lý tiếp ngay bây giờ")
    assertContains(page, "Thiếu chữ ký ở trang 2")
    told = colleague.get(address("dossier", dossier))
    assert response["Location"] == address("dossier", dossier)
    dossier.refresh_from_db()
    assert dossier.due_at == datetime(2026, 12, 2, 17, tzinfo=VIETNAM)
    added = dossier.papers.order_by("order").last()
    assert added is not None
    assert (added.paper_id, added.file is not None) == ("p1", True)
    assertContains(told, "sau đó thời hạn tính lại từ đầu")
    assertContains(told, "Đã hẹn trước đó")


def test_a_scan_that_cannot_be_taken_leaves_the_dossier_waiting(
    at_work: AtDesk, dossier: Dossier, settings: Any, tmp_path: Any
) -> None:
    settings.FILES_FOLDER = tmp_path
    at_work.client.post(address("supplement", dossier), ASKING)
    typed = {"p0": "on", "note": "Nộp tại quầy", "scan-p0": SimpleUploadedFile("a.exe", b"MZ")}

    response = at_work.client.post(address("resume", dossier), typed)

    assertContains(response, "Nộp tại quầy", status_code=422)
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_SUPPLEMENT


def test_a_scan_stays_when_the_form_is_refused(
    at_work: AtDesk, dossier: Dossier, settings: Any, tmp_path: Any
) -> None:
    settings.FILES_FOLDER = tmp_path
    at_work.client.post(address("supplement", dossier), ASKING)
    typed: dict[str, Any] = {"p0": "on", "p0_detail": "hai", "note": "Nộp tại quầy"}
    scan = SimpleUploadedFile("to-khai.pdf", a_pdf())

    refused = at_work.client.post(address("resume", dossier), {**typed, "scan-p0": scan})
    assertContains(refused, "Đã tải lên: to-khai.pdf", status_code=422)
    (kept,) = re.findall(r'name="kept-scan-p0" value="([^"]+)"', refused.content.decode())
    at_work.client.post(
        address("resume", dossier), {**typed, "p0_detail": "2", "kept-scan-p0": kept}
    )

    added = dossier.papers.order_by("order").last()
    assert added is not None
    assert added.count == 2
    assert added.file is not None
    assert added.file.name == "to-khai.pdf"


def test_a_scan_that_somebody_else_stored_is_not_taken(
    at_work: AtDesk, dossier: Dossier, settings: Any, tmp_path: Any
) -> None:
    settings.FILES_FOLDER = tmp_path
    at_work.client.post(address("supplement", dossier), ASKING)
    foreign = StoredFile.objects.create(
        sha256="cd" * 32, name="la.pdf", content_type="application/pdf", size=3, stored_at=MONDAY
    )

    at_work.client.post(
        address("resume", dossier),
        {"p0": "on", "note": "Nộp đủ", "kept-scan-p0": [str(foreign.ref), "x"]},
    )

    assert not dossier.papers.filter(file=foreign).exists()


def test_going_on_without_anything_is_a_sentence(at_work: AtDesk, dossier: Dossier) -> None:
    at_work.client.post(address("payment", dossier), PAYING)

    response = at_work.client.post(address("resume", dossier), {"note": ""})

    assertContains(response, "Xin ghi chứng từ nộp tiền", status_code=422)
    assertContains(response, "1.250.000", status_code=422)


def test_a_financial_duty_is_noted(at_work: AtDesk, dossier: Dossier) -> None:
    assertContains(at_work.client.get(address("payment", dossier)), "Thời hạn tạm dừng")

    response = at_work.client.post(address("payment", dossier), PAYING)

    assertRedirects(response, address("dossier", dossier))
    assert dossier.pauses.get().amount_dong == 1_250_000


@pytest.mark.parametrize("amount", ["một triệu", "-5", "0", "1,5", "²"])
def test_an_amount_that_is_none_is_kept_with_a_sentence(
    at_work: AtDesk, dossier: Dossier, amount: str
) -> None:
    response = at_work.client.post(address("payment", dossier), {**PAYING, "amount": amount})

    assertContains(response, "Số tiền chỉ gồm chữ số", status_code=422)
    assertContains(response, amount, status_code=422)


def test_a_dossier_that_waits_already_says_so_on_every_page(
    at_work: AtDesk, dossier: Dossier
) -> None:
    at_work.client.post(address("supplement", dossier), ASKING)

    again = at_work.client.post(address("supplement", dossier), ASKING)
    money = at_work.client.post(address("payment", dossier), PAYING)

    assertContains(again, "Lê Thị Thu Hà yêu cầu lúc 14:05", status_code=422)
    assertContains(money, "Lê Thị Thu Hà yêu cầu lúc 14:05", status_code=422)
    assertContains(at_work.client.get(address("payment", dossier)), "Không thể thực hiện")


def test_the_head_sees_both_dates_and_signs(at_work: AtDesk, dossier: Dossier) -> None:
    head, officer = sign_in(Role.APPROVER, agency=at_work.desk.agency)
    officer.full_name = "Phạm Quốc Hưng"
    officer.save()
    draft_apology(dossier.pk, reason="Chờ xác minh", actor=at_work.actor, at=MONDAY)

    page = head.get(address("apology", dossier))
    preview = head.post(
        address("apology", dossier),
        {"act": "preview", "reason": "Chờ xác minh", "new_due_on": "01/12/2026"},
    )
    response = head.post(
        address("apology", dossier),
        {"act": "sign", "reason": "Chờ xác minh", "new_due_on": "01/12/2026"},
    )

    assertContains(page, "Chờ xác minh")
    assertContains(page, 'value="02/12/2026"')
    assertNotContains(page, "Nay đã muộn")
    assert preview["Content-Type"] == "application/pdf"
    assertRedirects(response, address("dossier", dossier))
    dossier.refresh_from_db()
    assert dossier.due_at == datetime(2026, 12, 1, 17, tzinfo=VIETNAM)
    assertContains(at_work.client.get(address("dossier", dossier)), "Hẹn lại một lần")


def test_a_draft_that_the_date_has_overtaken_proposes_another_day(
    at_work: AtDesk, dossier: Dossier
) -> None:
    head, _officer = sign_in(Role.APPROVER, agency=at_work.desk.agency)
    draft_apology(dossier.pk, reason="Chờ xác minh", actor=at_work.actor, at=MONDAY)
    # as a pause moves it
    moved = datetime(2026, 12, 10, 17, tzinfo=VIETNAM)
    Dossier.objects.filter(pk=dossier.pk).update(due_at=moved)

    page = head.get(address("apology", dossier))

    assertContains(page, 'value="15/12/2026"')


def test_the_head_is_warned_when_it_is_late_for_an_apology(
    at_work: AtDesk, dossier: Dossier, clock: Any
) -> None:
    clock.move_to(FRIDAY)
    head, _officer = sign_in(Role.APPROVER, agency=at_work.desk.agency)

    page = head.get(address("apology", dossier))

    assertContains(page, "trong thứ Năm 26/11")
    assertContains(page, "Nay đã muộn")


def test_an_officer_prepares_and_does_not_sign(at_work: AtDesk, dossier: Dossier) -> None:
    typed = {"reason": "Chờ xác minh", "new_due_on": "03/12/2026"}

    page = at_work.client.get(address("apology", dossier))
    kept = at_work.client.post(address("apology", dossier), {**typed, "act": "draft"})
    refused = at_work.client.post(address("apology", dossier), {**typed, "act": "sign"})

    assertNotContains(page, "Ký, gửi lời xin lỗi")
    assertRedirects(kept, address("apology", dossier))
    assert refused.status_code == HTTPStatus.FORBIDDEN
    draft = dossier.apologies.get()
    assert draft.new_due_at == datetime(2026, 12, 3, 17, tzinfo=VIETNAM)
    dropped = at_work.client.post(address("apology", dossier), {"act": "drop"})
    again = at_work.client.post(address("apology", dossier), {"act": "drop"}, follow=True)
    assertRedirects(dropped, address("dossier", dossier))
    assertContains(again, "không có bản xin lỗi nào")


def test_another_day_is_counted_before_it_is_promised(at_work: AtDesk, dossier: Dossier) -> None:
    typed = {"act": "count", "reason": "Chờ xác minh", "new_due_on": "08/12/2026"}

    page = at_work.client.post(address("apology", dossier), typed)

    assertContains(page, 'datetime="2026-12-08T17:00+07:00"')
    assertContains(page, "Chờ xác minh")
    assert not dossier.apologies.exists()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("29/11/2026", "không phải ngày làm việc"),
        ("27/11/2026", "sau ngày hẹn cũ 27/11/2026"),
        ("", "Xin chọn ngày hẹn lại"),
        ("mai", "Ngày ghi như"),
    ],
)
def test_a_day_that_cannot_be_promised_is_a_sentence(
    at_work: AtDesk, dossier: Dossier, day: str, sentence: str
) -> None:
    head, _officer = sign_in(Role.APPROVER, agency=at_work.desk.agency)
    typed = {"act": "sign", "reason": "Chờ xác minh", "new_due_on": day}

    response = head.post(address("apology", dossier), typed)

    assertContains(response, sentence, status_code=422)
    assertContains(response, "Chờ xác minh", status_code=422)


@pytest.mark.parametrize("name", ["supplement", "payment", "resume", "apology"])
def test_each_page_is_for_those_who_have_the_dossier(
    at_work: AtDesk, dossier: Dossier, name: str
) -> None:
    cashier, _officer = sign_in(Role.CASHIER, agency=at_work.desk.agency)
    stranger, _other = sign_in(Role.HANDLING_OFFICER, agency=AgencyFactory.create())

    assert at_work.client.get(address(name, dossier)).status_code == HTTPStatus.OK
    assert cashier.get(address(name, dossier)).status_code == HTTPStatus.FORBIDDEN
    assert stranger.get(address(name, dossier)).status_code == HTTPStatus.NOT_FOUND


def test_a_second_request_is_offered_to_heads_only(at_work: AtDesk, dossier: Dossier) -> None:
    at_work.client.post(address("supplement", dossier), ASKING)
    at_work.client.post(address("resume", dossier), {"note": "Nộp đủ"})
    head, _officer = sign_in(Role.APPROVER, agency=at_work.desk.agency)

    refused = at_work.client.post(address("supplement", dossier), ASKING)
    page = head.get(address("supplement", dossier))
    response = head.post(
        address("supplement", dossier), {**ASKING, "override_reason": "Giấy hết hạn"}
    )

    assertContains(refused, "chỉ cho một lần", status_code=422)
    assertContains(page, "Vì sao phải yêu cầu lần nữa")
    assertRedirects(response, address("dossier", dossier))
    assert dossier.pauses.count() == 2
