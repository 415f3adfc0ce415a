"""The acceptance screen: what is typed becomes a dossier, once, and nothing typed is lost."""

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier, Draft
from motcua.people.models import Person
from motcua.procedures.models import CommittedLimit, FeeExemption, ProvincialFee
from tests.factories import LONG_AGO, AgencyFactory, ProcedureFactory
from tests.papers import a_pdf, a_picture
from tests.web.desk_pages import MONDAY, AtDesk, address, sit_down

pytestmark = pytest.mark.django_db
BY_SCRIPT = {"X-Fragment": "1"}
WITH_FEE: dict[str, Any] = {
    "channels": [
        {
            "channel": "direct",
            "limit": {"value": 3, "unit": "working_day"},
            "fee_dong": 8000,
            "fee_note": "",
            "fee_by_province": False,
            "description": "",
        }
    ]
}


@pytest.fixture
def at_desk(client: Client) -> AtDesk:
    return sit_down(client)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def test_a_plain_form_is_accepted_and_leads_to_the_receipt(at_desk: AtDesk) -> None:
    draft = at_desk.draft()

    response = at_desk.client.post(address("accept", draft.ref), at_desk.typed())

    dossier = Dossier.objects.get()
    assertRedirects(response, address("accepted", dossier.code))
    assert dossier.code == f"{at_desk.desk.agency.code}-261123-0001"
    assert dossier.principal_name == "Đỗ Nguyễn Thùy Dương"
    assert dossier.applicant.identity_number == "077196004213"
    assert dossier.visit == draft.visit
    assert [paper.name for paper in dossier.papers.all()] == ["Tờ khai"]


def test_a_new_draft_asks_for_the_procedure(at_desk: AtDesk) -> None:
    response = at_desk.client.post(address("begin"))

    draft = Draft.objects.get()
    assertRedirects(response, address("draft", draft.ref))
    assertContains(at_desk.client.get(address("draft", draft.ref)), "Tìm thủ tục theo tên")


def test_copies_are_counted_while_they_are_typed(at_desk: AtDesk) -> None:
    procedure = ProcedureFactory.create(content=WITH_FEE)
    ProvincialFee.objects.create(
        province=at_desk.desk.agency.province,
        procedure=procedure,
        amount_dong=5_000,
        per="copy",
        valid_from=LONG_AGO,
    )
    FeeExemption.objects.create(
        code="giam", name="Người được giảm", percent=50, evidence="Giấy A", valid_from=LONG_AGO
    )
    draft = at_desk.draft()
    typed = {**at_desk.typed(), "procedure": procedure.code, "fee_copies": "3"}

    at_desk.client.post(address("save", draft.ref), typed)
    shown = at_desk.client.get(address("draft", draft.ref))
    at_desk.client.post(address("accept", draft.ref), {**typed, "fee": "reduced:Người được giảm"})

    assertContains(shown, "15.000 đồng, tiền mặt")
    assertContains(shown, "Giảm 50%, thu sau 7.500 đồng: Người được giảm, đã xem Giấy A")
    charge = Dossier.objects.get().charges.get()
    assert charge.amount_dong == 7_500
    assert charge.fee is not None
    assert charge.fee.copies == 3


def test_an_officer_without_a_desk_is_told_whom_to_ask(at_desk: AtDesk) -> None:
    at_desk.desk.valid_to = MONDAY.date() - timedelta(days=1)
    at_desk.desk.save(update_fields=["valid_to"])

    response = at_desk.client.post(address("begin"), follow=True)

    assertContains(response, "Xin báo quản trị hệ thống")


def test_the_search_finds_a_procedure_without_marks(at_desk: AtDesk) -> None:
    draft = at_desk.draft()

    page = at_desk.client.get(address("search", draft.ref), {"q": "tinh trang hon nhan"})

    assertContains(page, at_desk.procedure.code)


def test_a_search_without_result_says_what_to_try(at_desk: AtDesk) -> None:
    draft = at_desk.draft()

    page = at_desk.client.get(address("search", draft.ref), {"q": "zzz' & :* |"})

    assertContains(page, "Xin thử ít chữ hơn")


def test_choosing_a_procedure_shows_its_papers_and_the_day_promised(at_desk: AtDesk) -> None:
    CommittedLimit.objects.create(
        agency=at_desk.desk.agency,
        procedure=at_desk.procedure,
        value=1,
        unit="working_day",
        valid_from=LONG_AGO,
    )
    draft = at_desk.draft(applicant_name="Đỗ Nguyễn Thùy Dương")

    at_desk.client.post(
        address("save", draft.ref),
        {"choose": at_desk.procedure.code, "applicant_name": "Đỗ Nguyễn Thùy Dương"},
    )

    page = at_desk.client.get(address("draft", draft.ref))
    assertContains(page, "Tờ khai")
    assertContains(page, "Cam kết 1 ngày làm việc")
    assertContains(page, "Luật định 3 ngày làm việc: thứ Sáu 27/11")
    assertContains(page, "Ngày Văn hóa Việt Nam")
    assertContains(page, "Đỗ Nguyễn Thùy Dương")


def test_what_is_typed_is_saved_right_or_wrong(at_desk: AtDesk) -> None:
    draft = at_desk.draft()

    response = at_desk.client.post(
        address("save", draft.ref),
        {"applicant_number": "07719", "note": "dở\x00 dang"},
        headers=BY_SCRIPT,
    )

    assert response.content.decode() == "Đã lưu nháp lúc 14:05:00"
    draft.refresh_from_db()
    assert draft.values == {"applicant_number": "07719", "note": "dở dang"}


def test_a_button_saves_and_shows_the_screen_again(at_desk: AtDesk) -> None:
    draft = at_desk.draft()

    response = at_desk.client.post(
        address("save", draft.ref), {**at_desk.typed(note="sau"), "act": "save"}
    )

    assertRedirects(response, address("draft", draft.ref))
    draft.refresh_from_db()
    assert draft.values["note"] == "sau"
    assert "act" not in draft.values


def test_a_lost_session_is_sent_to_sign_in_and_the_draft_stays(at_desk: AtDesk) -> None:
    draft = at_desk.draft(applicant_name="Đỗ Nguyễn Thùy Dương")
    at_desk.client.logout()

    response = at_desk.client.post(address("save", draft.ref), at_desk.typed())

    assert response.status_code == HTTPStatus.FOUND
    assert response["Location"].startswith("/tai-khoan/dang-nhap/")
    draft.refresh_from_db()
    assert draft.values["applicant_name"] == "Đỗ Nguyễn Thùy Dương"


def test_signing_in_again_leads_back_to_the_draft(at_desk: AtDesk) -> None:
    draft = at_desk.draft()

    for name in ("save", "accept", "lodge", "upload"):
        assertRedirects(at_desk.client.get(address(name, draft.ref)), address("draft", draft.ref))


def test_somebody_known_by_number_is_filled_in_and_nothing_typed_is_written_over(
    at_desk: AtDesk,
) -> None:
    at_desk.client.post(address("accept", at_desk.draft().ref), at_desk.typed())
    draft = at_desk.draft()

    at_desk.client.post(
        address("save", draft.ref),
        {"act": "person", "applicant_number": "077196004213", "applicant_phone": "0911 111 111"},
    )

    draft.refresh_from_db()
    assert draft.values["applicant_name"] == "Đỗ Nguyễn Thùy Dương"
    assert draft.values["applicant_birth_on"] == "18/04/1996"
    assert draft.values["applicant_phone"] == "0911 111 111"
    assertContains(at_desk.client.get(address("draft", draft.ref)), "Đã có từ hồ sơ trước")


def test_a_likely_duplicate_is_shown_before_acceptance_and_asks_for_a_tick(
    at_desk: AtDesk,
) -> None:
    at_desk.client.post(address("accept", at_desk.draft().ref), at_desk.typed())
    first = Dossier.objects.get()
    draft = at_desk.draft(**at_desk.typed())

    shown = at_desk.client.get(address("draft", draft.ref))
    refused = at_desk.client.post(address("accept", draft.ref), at_desk.typed())
    taken = at_desk.client.post(
        address("accept", draft.ref), at_desk.typed(knows_of_duplicate="on")
    )

    assertContains(shown, first.code)
    assertContains(refused, "xin đánh dấu xác nhận", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    assert taken.status_code == HTTPStatus.FOUND
    assert Dossier.objects.count() == 2


def test_old_cards_tax_codes_and_passports_are_known_by_their_shape(at_desk: AtDesk) -> None:
    numbers = ["273 123 456", "0100109106", "C1234567", ""]

    for number in numbers:
        at_desk.client.post(
            address("accept", at_desk.draft().ref), at_desk.typed(applicant_number=number)
        )

    kinds = Person.objects.order_by("pk").values_list("identity_kind", flat=True)
    assert list(kinds) == ["old_id", "tax_code", "passport", "none"]


def test_a_proxy_lodges_for_the_principal(at_desk: AtDesk) -> None:
    at_desk.client.post(
        address("accept", at_desk.draft().ref),
        at_desk.typed(
            relation="proxy", principal_name="Trần Gia Bảo", principal_number="077096000001"
        ),
    )

    dossier = Dossier.objects.get()
    assert dossier.principal.full_name == "Trần Gia Bảo"
    assert dossier.applicant.full_name == "Đỗ Nguyễn Thùy Dương"
    assert dossier.proxy == dossier.applicant


def test_a_fee_is_said_to_be_paid_exempt_or_due(at_desk: AtDesk) -> None:
    procedure = ProcedureFactory.create(content=WITH_FEE)
    FeeExemption.objects.create(code="ngheo", name="Hộ nghèo", valid_from=LONG_AGO)

    for number, fee in enumerate(("paid:transfer", "exempt:Hộ nghèo", "later"), start=1):
        response = at_desk.client.post(
            address("accept", at_desk.draft().ref),
            at_desk.typed(
                procedure=procedure.code, fee=fee, applicant_number=f"07719600421{number}"
            ),
        )
        assert response.status_code == HTTPStatus.FOUND

    states = Dossier.objects.order_by("pk").values_list("money_state", flat=True)
    assert list(states) == ["paid", "exempt", "due"]


def test_a_fee_left_open_is_asked_for(at_desk: AtDesk) -> None:
    procedure = ProcedureFactory.create(content=WITH_FEE)

    response = at_desk.client.post(
        address("accept", at_desk.draft().ref),
        at_desk.typed(procedure=procedure.code, fee="nothing_due"),
    )

    assertContains(response, "Cách thu này không còn", status_code=422)


def test_papers_outside_the_list_and_scans_go_with_the_dossier(at_desk: AtDesk) -> None:
    draft = at_desk.draft()
    scan = SimpleUploadedFile("to khai.pdf", a_pdf(pages=2), "x/y")
    loose = SimpleUploadedFile("anh.jpg", a_picture(), "x/y")

    at_desk.client.post(
        address("accept", draft.ref),
        {
            **at_desk.typed(other0_name="Giấy ủy quyền", other0_count="2"),
            "scan-paper-p1": scan,
            "scan": loose,
        },
    )

    papers = list(Dossier.objects.get().papers.select_related("file"))
    assert [(p.name, p.count, p.file.pages if p.file else None) for p in papers] == [
        ("Tờ khai", 1, 2),
        ("Giấy ủy quyền", 2, None),
        ("anh.jpg", 1, 1),
    ]


def test_a_scan_sent_ahead_is_kept_and_a_bad_one_answered_with_a_sentence(
    at_desk: AtDesk,
) -> None:
    draft = at_desk.draft()
    scan = SimpleUploadedFile("to khai.pdf", a_pdf(), "x/y")
    program = SimpleUploadedFile("to khai.pdf", b"MZ", "x/y")

    taken = at_desk.client.post(address("upload", draft.ref), {"scan-paper-p1": scan})
    refused = at_desk.client.post(address("upload", draft.ref), {"scan": program})

    assert taken.status_code == HTTPStatus.NO_CONTENT
    assertContains(refused, "không phải bản quét", status_code=422)
    file = draft.files.get()
    draft.refresh_from_db()
    assert draft.values == {f"file-{file.ref}": "paper-p1", "paper-p1": "on"}


def test_a_page_that_does_not_show_a_scan_yet_does_not_forget_what_it_is(
    at_desk: AtDesk,
) -> None:
    draft = at_desk.draft()
    scan = SimpleUploadedFile("to khai.pdf", a_pdf(), "x/y")
    at_desk.client.post(address("upload", draft.ref), {"scan-paper-p1": scan})

    before = {"procedure": at_desk.procedure.code}
    at_desk.client.post(address("save", draft.ref), before, headers=BY_SCRIPT)
    page = at_desk.client.get(address("draft", draft.ref))
    at_desk.client.post(address("accept", draft.ref), at_desk.typed())

    assertContains(page, "Đã quét 1 trang")
    assertContains(page, 'name="paper-p1" checked')

    papers = Dossier.objects.get().papers.all()
    assert [(paper.name, paper.file is not None) for paper in papers] == [("Tờ khai", True)]


def test_a_scan_is_taken_off_the_draft_by_its_button(at_desk: AtDesk) -> None:
    draft = at_desk.draft()
    scan = SimpleUploadedFile("to khai.pdf", a_pdf(), "x/y")
    at_desk.client.post(address("upload", draft.ref), {"scan": scan})

    at_desk.client.post(
        address("save", draft.ref), {"drop": str(draft.files.get().ref), "note": "còn"}
    )

    assert not draft.files.exists()
    draft.refresh_from_db()
    assert draft.values == {"note": "còn"}


def test_another_agency_of_the_province_can_be_chosen_and_the_day_is_only_expected(
    at_desk: AtDesk,
) -> None:
    other = AgencyFactory.create(province=at_desk.desk.agency.province)
    draft = at_desk.draft(**at_desk.typed(agency=other.code))

    page = at_desk.client.get(address("draft", draft.ref))
    at_desk.client.post(address("accept", draft.ref), at_desk.typed(agency=other.code))

    assertContains(page, f"Ngày dự kiến: thời hạn tính từ khi {other.name} nhận hồ sơ.")
    dossier = Dossier.objects.get()
    assert (dossier.agency, dossier.due_at) == (other, None)


def test_a_day_in_a_year_whose_holidays_are_only_proposed_carries_a_warning(
    at_desk: AtDesk,
) -> None:
    content = {
        "channels": [{**WITH_FEE["channels"][0], "limit": {"value": 60, "unit": "working_day"}}]
    }
    procedure = ProcedureFactory.create(content=content)
    draft = at_desk.draft(procedure=procedure.code)

    assertContains(at_desk.client.get(address("draft", draft.ref)), "dự kiến")


def test_a_draft_of_somebody_else_is_not_shown(at_desk: AtDesk) -> None:
    draft = at_desk.draft(applicant_name="Đỗ Nguyễn Thùy Dương")
    other = sit_down_beside(at_desk)

    response = other.get(address("draft", draft.ref))

    assertNotContains(response, "Thùy Dương", status_code=HTTPStatus.GONE)


def sit_down_beside(at_desk: AtDesk) -> Client:
    from tests.factories import OfficerFactory  # noqa: PLC0415, this once

    colleague = OfficerFactory.create(agency=at_desk.desk.agency, roles=[Role.DESK_OFFICER])
    assert colleague.account is not None
    client = Client()
    client.force_login(colleague.account, "motcua.accounts.backends.AccountBackend")
    return client


def test_accepting_takes_fifteen_statements(
    at_desk: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    at_desk.client.post(address("accept", at_desk.draft().ref), at_desk.typed())
    draft = at_desk.draft()
    typed = at_desk.typed(applicant_number="077196004214")

    # whoever is signed in; begin, draft; the service's nine, the draft
    # emptied, whether a number of the hall ends with it, commit
    with django_assert_num_queries(15):
        at_desk.client.post(address("accept", draft.ref), typed)


def test_the_home_of_the_desk_lists_what_is_unfinished(
    at_desk: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    at_desk.client.get(address("home"))
    for name in ("Trần Gia Bảo", "Lý Thị Kim Ngân"):
        at_desk.draft(applicant_name=name)

    # whoever is signed in, desks, drafts with desks, shifts of helpers, stamp of configuration
    with django_assert_num_queries(5):
        page = at_desk.client.get(address("home"))

    assertContains(page, "Lý Thị Kim Ngân")
