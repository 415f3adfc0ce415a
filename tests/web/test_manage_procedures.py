"""The administrator edits a procedure's draft, row by row, and publishes it."""

import json
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

from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.selectors import search_procedures
from tests.factories import ProcedureFactory
from tests.web.manage_pages import MONDAY, address, require_refused, sign_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def agency(client: Client) -> Agency:
    return sign_in(client)


@pytest.fixture
def procedure(client: Client) -> Procedure:
    sign_in(client)
    found = ProcedureFactory.create()
    client.post(address("draft-open", found.code))
    return found


def draft_of(procedure: Procedure) -> ProcedureVersion:
    return procedure.versions.get(status=ProcedureVersion.Status.DRAFT)


def typed(procedure: Procedure, **changes: str) -> dict[str, str]:
    """Return the editor's form as the page would send it, with one step of its own."""
    return {
        "seen": draft_of(procedure).edited_at.isoformat(),
        "has_process": "1",
        "head-name": procedure.name,
        "head-field": procedure.field,
        "head-change_note": "Bỏ bước trình ký",
        "channels-0-channel": "direct",
        "channels-0-limit_value": "3",
        "channels-0-limit_unit": "working_day",
        "channels-0-fee_dong": "8000",
        "papers-0-id": "p1",
        "papers-0-name": "Tờ khai",
        "papers-0-kind": "submit",
        "papers-0-originals": "1",
        "papers-0-copies": "0",
        "results-0-name": "Giấy xác nhận",
        "results-0-code": "KQ.1",
        "steps-0-key": "tham-dinh",
        "steps-0-name": "Thẩm định",
        "steps-0-role": "handling_officer",
        "steps-0-budget": "1",
        "steps-0-budget_unit": "day",
        "steps-0-outcomes-0-key": "done",
        "steps-0-outcomes-0-label": "Ký duyệt",
        "steps-0-outcomes-0-next": "end",
        "valid_from": "01/12/2026",
        **changes,
    }


def test_a_process_is_edited_and_published(client: Client, procedure: Procedure) -> None:
    page = address("draft", procedure.code)

    response = client.post(page, {**typed(procedure), "do": "publish"})

    assertRedirects(response, address("procedure", procedure.code))
    procedure.refresh_from_db()
    current = procedure.current_version
    assert current is not None
    assert (current.number, f"{current.valid_from}") == (2, "2026-12-01")
    assert current.content["process"]["steps"][0] == {
        "key": "tham-dinh",
        "name": "Thẩm định",
        "role": "handling_officer",
        "budget_minutes": 480,
        "outcomes": [{"key": "done", "label": "Ký duyệt", "next": "end"}],
    }
    assert procedure.versions.get(number=1).status == ProcedureVersion.Status.RETIRED


def test_a_linked_process_is_published_with_its_agency_and_stays_on_the_page(
    client: Client, agency: Agency, procedure: Procedure
) -> None:
    page = address("draft", procedure.code)
    linked = {
        "head-supplement": "restart",
        "head-needs_result": "on",
        "steps-0-outcomes-0-next": "xac-nhan",
        "steps-1-key": "xac-nhan",
        "steps-1-name": "Xác nhận",
        "steps-1-role": "approver",
        "steps-1-budget": "0",
        "steps-1-budget_unit": "day",
        "steps-1-agency": agency.code,
        "steps-1-outcomes-0-label": "Xong",
        "steps-1-outcomes-0-next": "end",
    }

    client.post(page, {**typed(procedure, **linked), "do": "save"})
    shown = client.get(page)
    assertContains(shown, f'value="{agency.code}"')
    assertContains(shown, '<option value="restart" selected>')
    client.post(page, {**typed(procedure, **linked), "do": "publish"})

    procedure.refresh_from_db()
    assert procedure.current_version is not None
    content = procedure.current_version.content
    assert content["supplement"] == "restart"
    assert content["process"]["needs_result"] is True
    assert [step.get("agency") for step in content["process"]["steps"]] == [None, agency.code]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"steps-1-agency": "H99.9"}, "mang mã “H99.9”", id="unknown agency"),
        pytest.param({"steps-0-budget": "0"}, "phải có thời gian riêng", id="no budget before"),
        pytest.param(
            {"steps-0-budget": "90", "steps-0-budget_unit": "minute"}, "tròn giờ", id="odd minutes"
        ),
    ],
)
def test_a_linked_process_that_cannot_be_dated_is_refused(
    client: Client,
    agency: Agency,
    procedure: Procedure,
    changes: dict[str, str],
    sentence: str,
) -> None:
    linked = {
        "steps-0-outcomes-0-next": "xac-nhan",
        "steps-1-key": "xac-nhan",
        "steps-1-name": "Xác nhận",
        "steps-1-role": "approver",
        "steps-1-budget": "0",
        "steps-1-budget_unit": "day",
        "steps-1-agency": agency.code,
        "steps-1-outcomes-0-label": "Xong",
        "steps-1-outcomes-0-next": "end",
    }

    refused = client.post(
        address("draft", procedure.code),
        {**typed(procedure, **(linked | changes)), "do": "publish"},
    )

    assertContains(refused, sentence, status_code=422)


def test_refused_publishing_names_every_reason_and_keeps_what_was_typed(
    client: Client, procedure: Procedure
) -> None:
    broken = typed(
        procedure,
        **{
            "steps-0-role": "",
            "steps-0-budget": "5",
            "steps-0-outcomes-0-next": "khong-co",
            "head-change_note": "Thử một lần",
        },
    )

    response = client.post(address("draft", procedure.code), {**broken, "do": "publish"})

    require_refused(response, "chưa giao cho vai trò nào")
    said = text_of(response)
    assert "dẫn tới bước “khong-co” không có" in said
    assert "dài hơn thời hạn 3 ngày làm việc" in said
    assert "Thử một lần" in said
    assert draft_of(procedure).change_note == "Thử một lần"
    procedure.refresh_from_db()
    assert procedure.current_version == procedure.versions.get(number=1)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"head-name": " "}, "Xin ghi tên thủ tục", id="no name"),
        pytest.param({"channels-0-limit_value": "1,5"}, "một số nguyên", id="a day and a half"),
        pytest.param({"channels-0-limit_value": "0"}, "phải từ 1 trở lên", id="no time at all"),
        pytest.param({"channels-0-fee_dong": "tám nghìn"}, "một số nguyên", id="fee in words"),
        pytest.param({"papers-0-name": ""}, "Xin ghi tên giấy tờ", id="nameless paper"),
        pytest.param({"papers-0-copies": "-1"}, "phải từ 0 trở lên", id="minus one copy"),
        pytest.param({"steps-0-name": ""}, "Xin ghi tên bước", id="nameless step"),
        pytest.param({"steps-0-budget": ""}, "Xin ghi thời gian của bước", id="no budget"),
        pytest.param({"channels-0-channel": "bồ câu"}, "Xin chọn lại", id="by pigeon"),
    ],
)
def test_a_slip_is_refused_at_its_field_and_nothing_is_saved(
    client: Client, procedure: Procedure, change: dict[str, str], sentence: str
) -> None:
    before = draft_of(procedure).content

    response = client.post(
        address("draft", procedure.code), {**typed(procedure, **change), "do": "save"}
    )

    require_refused(response, sentence)
    assert "Bỏ bước trình ký" in text_of(response)
    assert draft_of(procedure).content == before


def test_rows_come_and_go_without_scripts_and_without_losing_a_word(
    client: Client, procedure: Procedure
) -> None:
    page = address("draft", procedure.code)
    half_done = typed(procedure, **{"papers-0-copies": "hai"})

    added = client.post(page, {**half_done, "do": "add:papers"})
    more = typed(procedure, **{"papers-1-name": "Bản sao hộ chiếu", "papers-1-kind": "submit"})
    moved = client.post(page, {**more, "do": "up:papers:1"})
    removed = client.post(page, {**more, "do": "remove:papers:0"})

    assertContains(added, 'name="papers-1-name"')
    assertContains(added, 'value="hai"')
    assert text_of(moved).index("Bản sao hộ chiếu") < text_of(moved).index(">\nTờ khai<")
    assertNotContains(removed, 'name="papers-1-name"')
    assertContains(removed, "Bản sao hộ chiếu")


def test_a_new_step_and_its_way_out_get_keys_of_their_own(
    client: Client, procedure: Procedure
) -> None:
    page = address("draft", procedure.code)
    added = client.post(page, {**typed(procedure), "do": "add:steps"})
    assertContains(added, 'value="buoc-2"')
    second = {
        "steps-0-outcomes-0-next": "buoc-2",
        "steps-1-key": "buoc-2",
        "steps-1-name": "Đóng dấu",
        "steps-1-role": "clerk",
        "steps-1-budget": "90",
        "steps-1-budget_unit": "minute",
        "steps-1-outcomes-0-label": "Xong",
        "steps-1-outcomes-0-next": "end",
        "steps-1-outcomes-1-label": "Trả lại",
        "steps-1-outcomes-1-next": "tham-dinh",
    }

    client.post(page, {**typed(procedure, **second), "do": "save"})

    stored = draft_of(procedure).content["process"]["steps"][1]
    assert stored["budget_minutes"] == 90
    assert [way["key"] for way in stored["outcomes"]] == ["done", "done-2"]


@pytest.mark.parametrize(
    "action",
    [
        "remove:papers:9",
        "up:papers:0",
        "add:nothing",
        "remove:outcomes:9:9",
        "x",
        "down:papers:٣",
    ],
)
def test_a_button_that_fits_no_row_saves_instead_of_breaking(
    client: Client, procedure: Procedure, action: str
) -> None:
    response = client.post(address("draft", procedure.code), {**typed(procedure), "do": action})

    assertRedirects(response, address("draft", procedure.code))


def test_the_default_process_is_taken_over_and_given_back(
    client: Client, procedure: Procedure
) -> None:
    page = address("draft", procedure.code)

    own = client.post(page, {**typed(procedure, has_process="0"), "do": "own-process"})
    back = client.post(page, {**typed(procedure), "do": "default-process"})

    assertContains(own, "Vào sổ, đóng dấu")
    assertContains(back, "theo quy trình mặc định")


def test_somebody_elses_save_is_not_overwritten_unseen(
    client: Client, procedure: Procedure
) -> None:
    stale = typed(procedure)
    later = {**stale, "head-change_note": "Khác", "do": "save"}
    with time_machine.travel(MONDAY + timedelta(minutes=1), tick=False):
        client.post(address("draft", procedure.code), {**stale, "do": "save"})

    response = client.post(address("draft", procedure.code), later)

    require_refused(response, "Người khác vừa lưu bản thảo này")
    assert draft_of(procedure).change_note == "Bỏ bước trình ký"


def test_checking_says_what_publishing_would_and_saves_nothing(
    client: Client, procedure: Procedure
) -> None:
    before = draft_of(procedure).content
    endless = typed(procedure, **{"steps-0-outcomes-0-next": "tham-dinh"})

    response = client.post(address("draft", procedure.code), {**endless, "do": "check"})

    assertContains(response, "Quy trình không bao giờ kết thúc")
    assert draft_of(procedure).content == before


def test_the_difference_names_what_changed(client: Client, procedure: Procedure) -> None:
    changed = typed(procedure, **{"papers-0-name": "Tờ khai theo mẫu mới"})
    client.post(address("draft", procedure.code), {**changed, "do": "save"})

    page = client.get(address("draft-differences", procedure.code))

    said = text_of(page)
    assert "Tờ khai theo mẫu mới (nộp; 1 bản chính, 0 bản sao)" in said
    assert "quy trình mặc định" in said


def test_a_doubt_that_is_settled_is_told_no_more(client: Client, procedure: Procedure) -> None:
    both = ["Thời hạn không có đơn vị.", "Mức thu ghi hai lần."]
    procedure.versions.update(warnings=both)
    page = address("draft", procedure.code)

    moved = client.post(page, {**typed(procedure), "settled": both[:1], "do": "add:papers"})
    client.post(page, {**typed(procedure), "settled": both[:1], "do": "publish"})

    assertContains(moved, f'value="{both[0]}" checked')
    procedure.refresh_from_db()
    assert procedure.current_version is not None
    assert procedure.current_version.warnings == both[1:]
    assert procedure.versions.get(number=1).warnings == both


def test_a_discarded_draft_leaves_the_published_version(
    client: Client, procedure: Procedure
) -> None:
    client.post(address("draft-discard", procedure.code))

    assert [v.number for v in procedure.versions.all()] == [1]
    gone = client.get(address("draft", procedure.code))
    assertRedirects(gone, address("procedure", procedure.code))


def test_a_version_goes_out_as_a_file_and_comes_back(client: Client, procedure: Procedure) -> None:
    handed_out = client.get(address("version-file", procedure.code, 1))
    document = json.loads(handed_out.content)
    document["content"]["papers"][0]["name"] = "Tờ khai điện tử"
    upload = SimpleUploadedFile("thu-tuc.json", json.dumps(document).encode())

    response = client.post(address("version-import", procedure.code), {"file": upload})

    assertRedirects(response, address("draft", procedure.code))
    assert draft_of(procedure).content["papers"][0]["name"] == "Tờ khai điện tử"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        pytest.param(b"\xff\xfe\x00", "không phải chữ UTF-8", id="binary"),
        pytest.param(b"{", "không phải JSON", id="cut off"),
        pytest.param(b"[]", "không phải tệp thủ tục", id="another json"),
        pytest.param(
            b'{"format": "motcua-procedure", "code": "9.9"}', "Tệp là của thủ tục 9.9", id="other"
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_reason(
    client: Client, procedure: Procedure, raw: bytes, sentence: str
) -> None:
    upload = SimpleUploadedFile("tep.json", raw)

    response = client.post(address("version-import", procedure.code), {"file": upload})

    require_refused(response, sentence)


def test_ways_of_calling_are_found_at_once(client: Client, procedure: Procedure) -> None:
    client.post(
        address("synonyms", procedure.code), {"synonyms": "giấy  độc thân\n\ngiấy độc thân"}
    )

    procedure.refresh_from_db()
    assert procedure.synonyms == "giấy độc thân"
    assert list(search_procedures("giay doc than")) == [procedure]


def test_the_catalogue_is_filtered_by_drafts_and_doubts(
    client: Client, procedure: Procedure
) -> None:
    doubtful = ProcedureFactory.create(name="Thủ tục có điểm nghi ngờ")
    ProcedureVersion.objects.filter(procedure=doubtful).update(warnings=["Thời hạn 1,5 ngày."])

    drafts = client.get(address("procedures"), {"loc": "ban-thao"})
    doubts = client.get(address("procedures"), {"loc": "nghi-ngo"})
    faults = client.get(address("faults"))

    assertContains(drafts, procedure.code)
    assertNotContains(drafts, doubtful.code)
    assertContains(doubts, doubtful.code)
    assertNotContains(doubts, procedure.code)
    assertContains(faults, "Thời hạn 1,5 ngày.")


@pytest.mark.usefixtures("agency")
def test_the_catalogue_is_listed_in_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ProcedureFactory.create_batch(60)
    client.get(address("procedures"))

    # who is signed in, stamp, procedures with their versions
    with django_assert_num_queries(3):
        page = client.get(address("procedures"))

    assertContains(page, "?trang=2")


@pytest.mark.usefixtures("procedure")
@pytest.mark.parametrize("number", ["0", "-1", "٢", "9" * 30, "hai"])
def test_a_page_number_that_is_none_shows_a_page(client: Client, number: str) -> None:
    page = client.get(address("procedures"), {"trang": number, "q": "xac nhan & | ' : *"})

    assert page.status_code == HTTPStatus.OK


def test_an_auditor_cannot_post_a_term(client: Client, procedure: Procedure) -> None:
    sign_in(client, Role.AUDITOR)
    limit: dict[str, Any] = {
        "procedure": procedure.code,
        "agency": Agency.objects.values_list("code", flat=True)[0],
        "value": "1",
        "unit": "working_day",
        "legal_basis": "Quyết định 1",
        "valid_from": "01/12/2026",
    }

    assert client.get(address("limits")).status_code == HTTPStatus.OK
    assert client.post(address("limits"), limit).status_code == HTTPStatus.FORBIDDEN
