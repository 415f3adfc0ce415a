"""Pages on personal data: the auditor's lists, requests, a copy of one's own, what is due."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.dossiers.daily.erasures import erase_what_was_confirmed
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.models import (
    AccessRecord,
    Dossier,
    DossierRead,
    Erasure,
    PrivacyRule,
    SubjectRequest,
)
from motcua.dossiers.services.erasing import erase_dossier
from motcua.notifications.models import Message
from motcua.procedures.models import RetentionRule
from motcua.web.office.reads import _plain
from tests.web.desk_pages import MONDAY
from tests.web.test_reading import signed_in_as
from tests.world import World

pytestmark = pytest.mark.django_db
LONG_AFTER = MONDAY.replace(year=2036, month=12)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def reads_page(client: Client, **query: str) -> str:
    response = client.get(reverse("office:reads", query=query))
    assert response.status_code == HTTPStatus.OK
    return response.content.decode()


def test_the_auditor_sees_signs_and_no_whole_name(world: World) -> None:
    auditor = signed_in_as(world, Role.AUDITOR)
    clerk = world.here.officers[Role.CLERK].full_name
    late = world.dossiers["late"]

    everything = reads_page(auditor)
    at_night = reads_page(auditor, loai="ngoai-gio")
    not_own = reads_page(auditor, loai="khong-thuoc-viec")
    numbers = reads_page(auditor, loai="tra-so")
    prints = reads_page(auditor, loai="trich-xuat")

    assert clerk in everything
    assert "Đơn 12/PAKN" in everything
    assert late.principal_name not in everything
    assert str(late.code) in at_night
    assert "Đơn 12/PAKN" not in at_night
    assert str(late.code) in not_own
    assert "077190000032" not in numbers
    assert "Dấu vết số" in numbers
    assert "747" in prints


def test_many_reads_a_day_stand_in_a_list_of_their_own(world: World) -> None:
    auditor = signed_in_as(world, Role.AUDITOR)
    assert "Không có lượt nào" in reads_page(auditor, loai="nhieu")
    PrivacyRule.objects.create(agency=None, many_a_day=1)

    page = reads_page(auditor, loai="nhieu")

    assert world.here.officers[Role.CLERK].full_name in page


def test_filters_stand_in_the_address_and_broken_ones_are_said(world: World) -> None:
    auditor = signed_in_as(world, Role.AUDITOR)
    code = str(world.dossiers["late"].code)

    assert code in reads_page(auditor, hoso=code, tu="20/11/2026", den="20/11/2026")
    assert code not in reads_page(auditor, tu="21/11/2026")
    assert code not in reads_page(auditor, canbo="Không có ai")
    for sign in ("tat-ca", "nhieu", "tra-so"):
        broken = auditor.get(reverse("office:reads", query={"loai": sign, "tu": "32/13/2026"}))
        assertContains(broken, "Ngày ghi như", status_code=422)
    assert auditor.get("/can-bo/du-lieu/luot-xem/?sau=x&loai=y").status_code == HTTPStatus.OK
    assert auditor.get("/can-bo/du-lieu/luot-xem/?sau=x&loai=nhieu").status_code == HTTPStatus.OK


@pytest.mark.parametrize("sign", ["tat-ca", "nhieu", "tra-so", "trich-xuat"])
def test_a_page_of_the_log_takes_at_most_eight_statements(
    world: World, sign: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    auditor = signed_in_as(world, Role.AUDITOR)
    reads_page(auditor, loai=sign)

    # session with account and roles, stamp, the page, and what the bar asks
    with django_assert_max_num_queries(8):
        reads_page(auditor, loai=sign)


def test_the_next_page_goes_on_where_the_first_ended(world: World) -> None:
    auditor = signed_in_as(world, Role.AUDITOR)
    officer = world.here.officers[Role.DESK_OFFICER]
    taken = list(Dossier.objects.exclude(reads__officer=officer)[:32])
    DossierRead.objects.bulk_create(
        DossierRead(
            dossier=one, officer=officer, day=MONDAY.date(), first_at=MONDAY, last_at=MONDAY
        )
        for one in taken
    )
    first = reads_page(auditor)
    address = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")

    second = auditor.get(address).content.decode()

    mine = f'is-whole">{officer.full_name}<'
    assert first.count(mine) == 30
    assert second.count(mine) == len(taken) - 30
    assert "Về trang đầu" in second


def test_what_the_auditor_takes_away_is_logged_too_and_is_no_formula(world: World) -> None:
    auditor = signed_in_as(world, Role.AUDITOR)
    clerk = world.here.officers[Role.CLERK]
    Officer.objects.filter(pk=clerk.pk).update(full_name="=cmd|' /C calc'!A0")

    for sign in ("tat-ca", "ngoai-gio", "nhieu", "tra-so", "trich-xuat"):
        response = auditor.get(reverse("office:reads-csv", query={"loai": sign}))
        assert response.headers["Content-Type"].startswith("text/csv")
        assert "\n=cmd" not in response.content.decode()
        assert world.dossiers["late"].principal_name not in response.content.decode()

    exports = AccessRecord.objects.filter(kind=AccessRecord.Kind.EXPORT)
    assert exports.count() == 5


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1+1", "'=1+1"), ("\n=1+1", "'=1+1"), ("H06\r\n@x", "H06 @x"), ("H06.1", "H06.1")],
)
def test_no_cell_is_a_formula_or_two_lines(text: str, cell: str) -> None:
    assert _plain(text) == cell


def test_an_auditor_elsewhere_sees_nothing_of_here(world: World) -> None:
    account = world.elsewhere.officers[Role.AUDITOR].account
    assert account is not None
    client = Client()
    client.force_login(account, backend="motcua.accounts.backends.AccountBackend")

    assert str(world.dossiers["late"].code) not in reads_page(client)
    assert "747" not in reads_page(client, loai="trich-xuat")


WHO = {
    "number": "077 196 004 213",
    "name": "nguyen thi hoa",
    "words": "Muốn biết phường đang giữ gì",
    "checked": "on",
}


def test_a_copy_of_one_s_own_data_is_one_archive_and_a_record(world: World) -> None:
    head = signed_in_as(world, Role.HEAD_OF_DESK)

    response = head.post(reverse("office:own-data"), WHO)

    archive = zipfile.ZipFile(io.BytesIO(response.content))
    held = json.loads(archive.read("du-lieu-ca-nhan.json"))
    page = archive.read("doc-duoc.html").decode()
    asked = SubjectRequest.objects.get(words=WHO["words"])
    assert {one["code"] for one in held["dossiers"]} == {
        world.dossiers["accepted"].code,
        world.dossiers["second"].code,
    }
    assert "Đỗ Nguyễn Thùy Dương" in page
    assert str(world.dossiers["accepted"].code) in page
    assert asked.file_sha256 == hashlib.sha256(response.content).hexdigest()
    assert (asked.dossiers_count, asked.state) == (2, "granted")
    assert AccessRecord.objects.filter(kind=AccessRecord.Kind.OWN_DATA).get().rows == 2
    officer = world.here.officers[Role.HEAD_OF_DESK]
    seen = DossierRead.objects.filter(officer=officer, reason=DossierRead.Reason.REQUEST)
    assert {read.dossier_id for read in seen} == {
        world.dossiers["accepted"].pk,
        world.dossiers["second"].pk,
    }


def test_a_copy_holds_dossiers_of_other_agencies_too_and_each_is_a_read(world: World) -> None:
    elsewhere = world.elsewhere.agency
    second = Dossier.objects.filter(pk=world.dossiers["second"].pk)
    second.update(agency=elsewhere, receiving_agency=elsewhere, linked_agency=None)
    head = signed_in_as(world, Role.HEAD_OF_DESK)

    response = head.post(reverse("office:own-data"), WHO)

    held = json.loads(
        zipfile.ZipFile(io.BytesIO(response.content)).read("du-lieu-ca-nhan.json").decode()
    )
    assert world.dossiers["second"].code in {one["code"] for one in held["dossiers"]}
    officer = world.here.officers[Role.HEAD_OF_DESK]
    read = DossierRead.objects.get(officer=officer, dossier=world.dossiers["second"])
    assert read.reason == DossierRead.Reason.REQUEST


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": "Đỗ Văn Khác"}, "Không có ai mang số này"),
        ({"number": "077 196 004 214"}, "Không có ai mang số này"),
        ({"checked": ""}, "Xin xem thẻ căn cước"),
        ({"words": ""}, "Xin ghi nội dung"),
    ],
)
def test_no_copy_without_the_right_name_the_card_and_a_reason(
    world: World, change: dict[str, str], sentence: str
) -> None:
    head = signed_in_as(world, Role.HEAD_OF_DESK)
    typed = WHO | change

    response = head.post(reverse("office:own-data"), typed)

    assertContains(response, sentence, status_code=422)
    assertContains(response, typed["number"], status_code=422)
    assert not SubjectRequest.objects.filter(words=WHO["words"]).exists()


def test_a_request_is_taken_listed_and_answered(world: World) -> None:
    head = signed_in_as(world, Role.HEAD_OF_DESK)
    taken = head.post(
        reverse("office:request-new"),
        {**WHO, "kind": "complain", "code": str(world.dossiers["accepted"].code)},
    )
    asked = SubjectRequest.objects.get(words=WHO["words"])
    listed = head.get(reverse("office:requests"))
    empty = head.post(taken.headers["Location"], {"granted": "yes", "answer": ""})
    answered = head.post(taken.headers["Location"], {"granted": "no", "answer": "Đã xem xét"})
    seen = signed_in_as(world, Role.AUDITOR).get(taken.headers["Location"])

    assertContains(listed, "Nguyễn T. H.")
    assertContains(empty, "Xin ghi câu trả lời", status_code=422)
    assert answered.status_code == HTTPStatus.FOUND
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("refused", "Đã xem xét")
    assertContains(seen, "Nguyễn T. H.")
    assertNotContains(seen, "Nguyễn Thị Hoà")
    assertContains(seen, "(nội dung ẩn)", count=2)
    assertNotContains(seen, "Đã xem xét")
    assertNotContains(seen, WHO["words"])


def test_a_request_about_a_code_that_is_not_there_is_said(world: World) -> None:
    head = signed_in_as(world, Role.HEAD_OF_DESK)

    response = head.post(
        reverse("office:request-new"), {**WHO, "kind": "see", "code": "H06.25.03-1"}
    )

    assertContains(response, "Không có hồ sơ nào mang mã này", status_code=422)


def confirming(world: World, **changes: object) -> dict[str, object]:
    return {
        "procedure": world.marital.code,
        "agency": world.here.agency.pk,
        "expected": 1,
        "sure": "on",
        **changes,
    }


def test_a_leader_confirms_by_procedure_and_the_worker_erases(world: World) -> None:
    leader = signed_in_as(world, Role.APPROVER)
    due = world.dossiers["returned"]
    address = reverse("office:erasures")
    page = leader.get(address)
    Message.objects.update(state="sent")
    Dossier.objects.filter(pk=due.pk).update(ended_at=due.ended_at.replace(year=2016))  # type: ignore[union-attr]

    unsure = leader.post(reverse("office:erasures-confirm"), confirming(world, sure=""))
    stale = leader.post(reverse("office:erasures-confirm"), confirming(world, expected=7))
    confirmed = leader.post(reverse("office:erasures-confirm"), confirming(world))
    erase_what_was_confirmed(at=MONDAY, report=Report())

    assertContains(page, "Xác nhận xóa 1 hồ sơ")
    assertNotContains(page, due.principal_name)
    for answer in (unsure, stale, confirmed):
        assertRedirects(answer, address, fetch_redirect_response=False)
    assert Dossier.objects.get(pk=due.pk).erased_at == MONDAY
    assert Erasure.objects.get(dossier=world.dossiers["stopped"]).confirmed_at is None


@pytest.mark.parametrize("value", ["", "x", "9" * 12, "-1"])
def test_broken_numbers_confirm_nothing(world: World, value: str) -> None:
    leader = signed_in_as(world, Role.APPROVER)

    leader.post(reverse("office:erasures-confirm"), confirming(world, expected=value))

    assert not Erasure.objects.exclude(confirmed_at=None).exists()


def test_an_auditor_sees_the_list_and_confirms_nothing(world: World) -> None:
    auditor = signed_in_as(world, Role.AUDITOR)

    page = auditor.get(reverse("office:erasures"))
    refused = auditor.post(reverse("office:erasures-confirm"), confirming(world))

    assertNotContains(page, "Xác nhận xóa 1 hồ sơ")
    assert refused.status_code == HTTPStatus.FORBIDDEN


def test_a_proposal_is_confirmed_with_its_schedule(world: World) -> None:
    administrator = signed_in_as(world, Role.ADMINISTRATOR)
    proposal = RetentionRule.objects.get(is_proposal=True)
    address = reverse("manage:retention-confirm", args=[proposal.pk])

    administrator.post(address, {"legal_basis": " "})
    assert RetentionRule.objects.get(pk=proposal.pk).is_proposal
    administrator.post(address, {"legal_basis": "Thông tư 10/2022"})

    proposal.refresh_from_db()
    assert (proposal.is_proposal, proposal.legal_basis) == (False, "Thông tư 10/2022")


def test_a_rule_is_added_and_the_one_before_ends(world: World) -> None:
    administrator = signed_in_as(world, Role.ADMINISTRATOR)
    typed = {"procedure": "", "years": "20", "legal_basis": "QĐ 1", "valid_from": "01/12/2026"}

    saved = administrator.post(reverse("manage:retention"), typed)
    refused = administrator.post(
        reverse("manage:retention"), {**typed, "procedure": "9.999999", "years": "0"}
    )

    assert saved.status_code == HTTPStatus.FOUND
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    default = RetentionRule.objects.filter(procedure=None).order_by("valid_from")
    assert [rule.years for rule in default] == [10, 20]
    assert str(default[0].valid_to) == "2026-11-30"


def test_rules_on_reads_are_set_for_one_agency_or_all(world: World) -> None:
    administrator = signed_in_as(world, Role.ADMINISTRATOR)
    typed = {
        "agency": "",
        "asks": "everybody",
        "many_a_day": "50",
        "margin_minutes": "30",
        "answer_days": "5",
    }
    address = reverse("manage:privacy")

    shipped = administrator.get(address)
    administrator.post(address, typed)
    administrator.post(address, {**typed, "agency": world.here.agency.code, "asks": "nobody"})
    elsewhere = administrator.post(address, {**typed, "agency": world.elsewhere.agency.code})
    wrong = administrator.post(address, {**typed, "answer_days": "0"})
    looking = signed_in_as(world, Role.AUDITOR).post(address, typed)

    assertContains(shipped, "Mới là đề xuất")
    rules = {row.agency_id: row.asks for row in PrivacyRule.objects.all()}
    assert rules == {None: "everybody", world.here.agency.pk: "nobody"}
    assert elsewhere.status_code == HTTPStatus.FORBIDDEN
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert looking.status_code == HTTPStatus.FORBIDDEN


def test_every_page_of_an_erased_dossier_opens_and_says_so(world: World) -> None:
    dossier = world.dossiers["returned"]
    form = dossier.forms.filter(kind="receipt").get()
    Message.objects.update(state="sent")
    with time_machine.travel(LONG_AFTER, tick=False):
        erase_dossier(dossier.pk, actor=world.here.actor(Role.APPROVER), at=LONG_AFTER)
        desk, leader = signed_in_as(world, Role.DESK_OFFICER), signed_in_as(world, Role.APPROVER)
        said = "đã xóa dữ liệu cá nhân theo thời hạn lưu trữ ngày 23/12/2036"
        key = dossier.code
        for client in (desk, leader):
            assertContains(client.get(reverse("office:dossier", args=[key])), said)
        year = {"ky": "ngay", "tu": "01/11/2026", "den": "30/11/2026"}
        assertContains(desk.get(reverse("office:book", query=year)), said)
        assertContains(Client().get(reverse("public:track", args=[dossier.tracking_code])), said)
        assertContains(desk.get(reverse("office:find"), {"q": f"{key}"}, follow=True), said)
        for name in ("desk:accepted", "desk:return", "desk:call"):
            assertContains(desk.get(reverse(name, args=[key])), said)
        for name in ("office:control-slip", "desk:label"):
            response = desk.get(reverse(name, args=[key]))
            assert response.headers["Content-Type"] == "application/pdf", name
        pdf = desk.get(reverse("office:book-pdf", query=year))
        assert pdf.headers["Content-Type"] == "application/pdf"
        receipt = desk.get(reverse("office:form-pdf", args=[form.ref]), follow=True)
        assertContains(receipt, said)
        checked = Client().get(
            reverse("public:receipt", args=[dossier.tracking_code, 1]), follow=True
        )
        assertContains(checked, said)
        reopened = leader.post(
            reverse("office:reopen", args=[key]),
            {"reason": "Sai", "legal_basis": "Điều 21", "working_days": "2"},
        )
        assert reopened.status_code in {HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.FOUND}
        assert Dossier.objects.get(pk=dossier.pk).state == "returned"
        desk.post(reverse("office:note", args=[key]), {"text": "Đỗ Văn Nào"})
        called = desk.post(
            reverse("desk:call", args=[key]), {"outcome": "told", "note": "Đỗ Văn Nào"}
        )
        assertContains(called, "không làm thêm việc gì được", status_code=422)
        assert not dossier.notes.filter(text__contains="Nào").exists()
