"""Mistakes at the desk: each a sentence that says what to do, and nothing typed is lost."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from motcua.dossiers.models import Dossier
from motcua.procedures.models import Procedure
from tests.factories import AgencyFactory
from tests.web.desk_pages import MONDAY, AtDesk, address, sit_down

pytestmark = pytest.mark.django_db
BY_SCRIPT = {"X-Fragment": "1"}


@pytest.fixture
def at_desk(client: Client) -> AtDesk:
    return sit_down(client)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


WRONG = [
    pytest.param({"applicant_name": ""}, "Xin ghi họ và tên người nộp.", id="no name"),
    pytest.param({"applicant_name": "123"}, "phải có chữ cái", id="name of digits"),
    pytest.param({"applicant_name": "A" * 256}, "256", id="name too long"),
    pytest.param({"applicant_number": "07719600421"}, "số này có 11 chữ số", id="number short"),
    pytest.param({"applicant_number": "07719600421x"}, "chỉ gồm chữ số", id="letter in number"),
    pytest.param({"applicant_number": "999196004213"}, "mang mã 999", id="no such province"),
    pytest.param({"applicant_number": "0100000000"}, "Mã số thuế", id="wrong tax code"),
    pytest.param({"applicant_birth_on": "31/02/1996"}, "ghi như 18/04/1996", id="no such day"),
    pytest.param({"applicant_birth_on": "24/11/2026"}, "đang ở sau hôm nay", id="born tomorrow"),
    pytest.param({"applicant_birth_on": "01/01/1800"}, "trước năm 1890", id="born too early"),
    pytest.param({"applicant_phone": "12"}, "từ 8 đến 12 chữ số", id="phone short"),
    pytest.param({"applicant_email": "a@"}, "ten@example.vn", id="mail broken"),
    pytest.param({"paper-p1_count": "0"}, "ít nhất là 1", id="no copies"),
    pytest.param({"paper-p1_count": "abc"}, "Số bản là một số", id="copies in words"),
    pytest.param({"sets_count": ""}, "Xin ghi số bộ hồ sơ", id="no sets"),
    pytest.param({"sets_count": "100"}, "nhiều nhất là 99", id="too many sets"),
    pytest.param({"relation": "proxy"}, "Xin ghi họ và tên chủ hồ sơ", id="no principal"),
    pytest.param(
        {"channel": "post", "submitted_at": "2026-11-24T08:00"}, "sau hôm nay", id="posted later"
    ),
    pytest.param(
        {"channel": "post", "submitted_at": "hôm qua"}, "23/11/2026 14:05", id="posted in words"
    ),
    pytest.param(
        {"channel": "post", "submitted_at": "2026-11-23T16:00"},
        "đang sau thời điểm tiếp nhận",
        id="posted this evening",
    ),
    pytest.param({"procedure": ""}, "Xin chọn thủ tục", id="no procedure"),
    pytest.param({"procedure": "9.999999"}, "Xin chọn thủ tục", id="no such procedure"),
    pytest.param({"channel": "fax"}, "fax", id="no such channel"),
    pytest.param({"note": "x" * 2001}, "2001", id="note too long"),
]


@pytest.mark.parametrize(("changes", "sentence"), WRONG)
def test_a_mistake_is_a_sentence_and_what_was_typed_stays(
    at_desk: AtDesk, changes: dict[str, str], sentence: str
) -> None:
    draft = at_desk.draft()
    typed = at_desk.typed(**changes)

    response = at_desk.client.post(address("accept", draft.ref), typed)

    assertContains(response, sentence, status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    assertContains(response, "Dùng để vay", status_code=422) if "note" not in changes else None
    assert not Dossier.objects.exists()
    draft.refresh_from_db()
    assert draft.values == {name: value for name, value in typed.items() if value}


def test_a_number_that_disagrees_with_the_birthday_only_warns(at_desk: AtDesk) -> None:
    draft = at_desk.draft(applicant_number="077196004213", applicant_birth_on="18/04/1995")

    response = at_desk.client.post(
        address("accept", draft.ref), at_desk.typed(applicant_birth_on="18/04/1995")
    )

    assert response.status_code == HTTPStatus.FOUND


def test_a_file_of_a_wrong_kind_is_refused_and_the_rest_stays(at_desk: AtDesk) -> None:
    draft = at_desk.draft()
    program = SimpleUploadedFile("to-khai.pdf", b"MZ program", "application/pdf")

    response = at_desk.client.post(
        address("accept", draft.ref), {**at_desk.typed(), "scan": program}, follow=True
    )

    assertContains(response, "không phải bản quét hay ảnh")
    assertContains(response, "Dùng để vay vốn mua nhà")
    assert not Dossier.objects.exists()


def test_two_windows_make_one_dossier_and_the_second_is_told_its_code(at_desk: AtDesk) -> None:
    draft = at_desk.draft()
    at_desk.client.post(address("accept", draft.ref), at_desk.typed())
    first = Dossier.objects.get()

    again = at_desk.client.post(address("accept", draft.ref), at_desk.typed())
    saved = at_desk.client.post(address("save", draft.ref), at_desk.typed())
    shown = at_desk.client.get(address("draft", draft.ref))

    for response in (again, saved, shown):
        assertContains(response, first.code, status_code=HTTPStatus.GONE)
    assert Dossier.objects.count() == 1
    draft.refresh_from_db()
    assert list(draft.values) == ["became"]


def test_a_draft_thrown_away_elsewhere_says_so(at_desk: AtDesk) -> None:
    draft = at_desk.draft()
    at_desk.client.post(address("discard", draft.ref))

    accepted = at_desk.client.post(address("accept", draft.ref), at_desk.typed())
    saved = at_desk.client.post(address("save", draft.ref), at_desk.typed(), headers=BY_SCRIPT)

    assertContains(accepted, "không còn nữa", status_code=HTTPStatus.GONE)
    assertContains(saved, "không còn nữa", status_code=HTTPStatus.GONE)
    assertRedirects(at_desk.client.post(address("discard", draft.ref)), address("home"))


def test_a_procedure_withdrawn_meanwhile_says_so_and_keeps_what_was_typed(
    at_desk: AtDesk,
) -> None:
    draft = at_desk.draft(**at_desk.typed())
    Procedure.objects.filter(pk=at_desk.procedure.pk).update(is_active=False)

    response = at_desk.client.post(address("accept", draft.ref), at_desk.typed())

    assertContains(response, "chưa được công bố áp dụng", status_code=422)
    assertContains(response, "Dùng để vay vốn mua nhà", status_code=422)


def test_an_agency_without_a_calendar_says_what_is_missing(at_desk: AtDesk) -> None:
    agency = at_desk.desk.agency
    agency.calendar_version = None
    agency.save(update_fields=["calendar_version"])

    response = at_desk.client.post(address("accept", at_desk.draft().ref), at_desk.typed())

    assertContains(response, "chưa có lịch làm việc", status_code=422)


def test_an_agency_of_another_province_cannot_be_chosen(at_desk: AtDesk) -> None:
    stranger = AgencyFactory.create()

    response = at_desk.client.post(
        address("accept", at_desk.draft().ref), at_desk.typed(agency=stranger.code)
    )

    # The desk's own agency stands in for one that is not offered.
    assert response.status_code == HTTPStatus.FOUND
    assert Dossier.objects.get().agency == at_desk.desk.agency
