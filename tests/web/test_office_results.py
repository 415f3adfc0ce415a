"""The pages of the result: what is typed stays, what is shown is approved."""

import re
from collections.abc import Iterator
from html import unescape
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.documents.selectors import path_of
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.services.results import result_of
from tests.factories import AgencyFactory, OfficerFactory
from tests.papers import a_pdf, a_picture
from tests.web.desk_pages import MONDAY, AtDesk, sit_down
from tests.web.office_pages import accepted, address

pytestmark = pytest.mark.django_db
PDF = a_pdf()


@pytest.fixture
def at_desk(client: Client, settings: Any, tmp_path: Path) -> AtDesk:
    settings.FILES_FOLDER = tmp_path
    return sit_down(client)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def dossier(at_desk: AtDesk) -> Dossier:
    return accepted(at_desk)


@pytest.fixture
def doer(at_desk: AtDesk) -> Client:
    return sign_in(at_desk, Role.HANDLING_OFFICER, "Phạm Văn Khải")


@pytest.fixture
def leader(at_desk: AtDesk) -> Client:
    return sign_in(at_desk, Role.APPROVER, "Võ Minh Tâm")


@pytest.fixture
def clerk(at_desk: AtDesk) -> Client:
    return sign_in(at_desk, Role.CLERK, "Đặng Thị Lan")


@pytest.fixture
def hands(doer: Client, leader: Client, clerk: Client) -> tuple[Client, Client, Client]:
    return doer, leader, clerk


def sign_in(at_desk: AtDesk, role: Role, name: str) -> Client:
    officer: Officer = OfficerFactory.create(
        agency=at_desk.desk.agency, roles=[role], full_name=name
    )
    assert officer.account is not None
    client = Client()
    client.force_login(officer.account, "motcua.accounts.backends.AccountBackend")
    return client


def upload(words: str = "giấy") -> SimpleUploadedFile:
    return SimpleUploadedFile("giấy xác nhận.pdf", PDF + words.encode(), "application/pdf")


def typed(**changes: Any) -> dict[str, Any]:
    return {"outcome": "granted", "cach": "tep", "title": "", "seen": "0", **changes}


def attach(doer: Client, dossier: Dossier, **changes: Any) -> Any:
    return doer.post(address("result", dossier.code), typed(file=upload(), **changes))


def shown(dossier: Dossier) -> Result:
    found = result_of(dossier)
    assert found is not None
    return found


def stamp(dossier: Dossier, **changes: str) -> dict[str, str]:
    result = shown(dossier)
    return {"version": str(result.version), "sha256": result.file.sha256, **changes}


def hidden(page: Any, name: str) -> str:
    (value,) = re.findall(rf'name="{name}" value="([^"]*)"', page.content.decode())
    return unescape(value)


def test_a_result_goes_through_three_hands_in_three_posts(
    dossier: Dossier, doer: Client, leader: Client, clerk: Client
) -> None:
    first = attach(doer, dossier, act="onward", order="1")
    second = leader.post(
        address("approve-result", dossier.code), stamp(dossier, act="onward", order="2")
    )
    third = clerk.post(
        address("number-result", dossier.code),
        {"symbol": "/GXN-UBND", "dated": "23/11/2026", "act": "onward", "order": "3"},
    )

    assertRedirects(first, address("dossier", dossier.code))
    assertRedirects(second, address("work"))
    assertRedirects(third, address("work"))
    dossier.refresh_from_db()
    assert dossier.state == State.FINISHED
    result = shown(dossier)
    assert (result.title, result.document_number) == (
        "Giấy xác nhận tình trạng hôn nhân",
        "01/GXN-UBND",
    )


def test_a_file_stays_when_the_form_is_refused_and_is_attached_at_the_second_try(
    dossier: Dossier, doer: Client
) -> None:
    refused = doer.post(
        address("result", dossier.code), typed(outcome="refused", title="Từ chối", file=upload())
    )
    kept = hidden(refused, "kept-file")
    taken = doer.post(
        address("result", dossier.code),
        typed(
            outcome="refused",
            title="Từ chối",
            reasons="Thiếu giấy\n\nSai tên",
            **{"kept-file": kept},
        ),
    )

    assertContains(refused, "Xin ghi ít nhất một lý do", status_code=422)
    assertContains(refused, "Đã giữ tệp “giấy xác nhận.pdf”", status_code=422)
    assertContains(refused, 'value="Từ chối"', status_code=422)
    assertRedirects(taken, address("dossier", dossier.code))
    result = shown(dossier)
    assert str(result.file.ref) == kept
    assert result.reasons == ["Thiếu giấy", "Sai tên"]


def test_a_file_that_somebody_else_kept_is_not_attached(
    dossier: Dossier, doer: Client, at_desk: AtDesk
) -> None:
    del at_desk
    foreign = StoredFile.objects.create(
        sha256="ab" * 32,
        name="a.pdf",
        content_type="application/pdf",
        size=1,
        stored_at=MONDAY,
        stored_by=OfficerFactory.create(),
    )

    for kept in (str(foreign.ref), "khong-phai", ""):
        response = doer.post(address("result", dossier.code), typed(**{"kept-file": kept}))
        assertContains(response, "Xin chọn tệp PDF", status_code=422)
    assert not dossier.results.exists()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("a.pdf", b"<html>"), "không phải bản quét"),
        (SimpleUploadedFile("a.pdf", b""), "rỗng"),
        (SimpleUploadedFile("anh.jpg", a_picture()), "phải là tệp PDF"),
    ],
)
def test_a_file_that_is_no_pdf_is_refused_with_a_sentence(
    dossier: Dossier, doer: Client, file: SimpleUploadedFile, sentence: str
) -> None:
    response = doer.post(address("result", dossier.code), typed(title="Giấy đặc biệt", file=file))

    assertContains(response, sentence, status_code=422)
    assertContains(response, "Giấy đặc biệt", status_code=422)


def test_a_result_is_written_here_looked_at_first_and_then_made(
    dossier: Dossier, doer: Client
) -> None:
    words = typed(cach="soan", body="Xác nhận.", legal_basis="Luật Hộ tịch")

    preview = doer.post(address("result", dossier.code), {**words, "act": "preview"})
    kept_nothing = not dossier.results.exists() and not StoredFile.objects.exists()
    empty = doer.post(address("result", dossier.code), {**words, "body": ""})
    made = doer.post(address("result", dossier.code), words)

    assert preview.content.startswith(b"%PDF-")
    assert kept_nothing
    assertContains(empty, "Xin ghi nội dung", status_code=422)
    assertContains(empty, "Luật Hộ tịch", status_code=422)
    assertRedirects(made, address("dossier", dossier.code))
    assert path_of(shown(dossier).file.sha256).read_bytes().startswith(b"%PDF-")


def test_a_refusal_is_written_as_form_03_with_reason_and_legal_basis(
    dossier: Dossier, doer: Client
) -> None:
    words = typed(cach="tu-choi", reasons="Chưa ly hôn", legal_basis="", advice="nộp lại sau")

    page = doer.get(address("result", dossier.code), {"cach": "tu-choi"})
    refused = doer.post(address("result", dossier.code), words)
    made = doer.post(address("result", dossier.code), {**words, "legal_basis": "Điều 8"})

    assertContains(page, "Soạn phiếu từ chối (mẫu 03)")
    assertContains(refused, "Xin ghi căn cứ pháp lý", status_code=422)
    for kept in ("Chưa ly hôn", "nộp lại sau"):
        assertContains(refused, kept, status_code=422)
    assertRedirects(made, address("dossier", dossier.code))
    result = shown(dossier)
    assert (result.outcome, result.title, result.reasons) == (
        "refused",
        "Từ chối giải quyết hồ sơ",
        ["Chưa ly hôn"],
    )


@pytest.mark.parametrize("way", ["", "x", "soan tep"])
def test_an_unknown_way_to_a_result_is_that_of_a_file(
    dossier: Dossier, doer: Client, way: str
) -> None:
    assertContains(doer.get(address("result", dossier.code), {"cach": way}), "Tệp PDF")


def test_the_step_done_meanwhile_leaves_no_result_behind(dossier: Dossier, doer: Client) -> None:
    response = attach(doer, dossier, act="onward", order="7")

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assertContains(response, "Đã giữ tệp", status_code=422)
    assert not dossier.results.exists()
    dossier.refresh_from_db()
    assert dossier.state == State.ACCEPTED


def test_replacing_an_approved_version_asks_why(
    dossier: Dossier, doer: Client, leader: Client
) -> None:
    attach(doer, dossier)
    leader.post(address("approve-result", dossier.code), stamp(dossier))

    page = doer.get(address("result", dossier.code))
    refused = attach(doer, dossier, seen="1")
    taken = attach(doer, dossier, seen="1", replaces="Sai năm sinh")

    assertContains(page, "phải trình duyệt lại")
    assertContains(refused, "được Võ Minh Tâm duyệt", status_code=422)
    assertRedirects(taken, address("dossier", dossier.code))
    assert (shown(dossier).version, shown(dossier).approved_at) == (2, None)


def test_a_version_attached_meanwhile_is_shown_before_it_is_replaced(
    dossier: Dossier, doer: Client
) -> None:
    attach(doer, dossier)

    response = attach(doer, dossier)

    assertContains(response, "Phạm Văn Khải vừa kèm bản số 1", status_code=422)
    assert hidden(response, "seen") == "1"


def test_the_leader_sees_the_very_file_and_its_hash(
    dossier: Dossier, doer: Client, leader: Client
) -> None:
    attach(doer, dossier)
    result = shown(dossier)

    page = leader.get(address("approve-result", dossier.code))
    file = leader.get(address("result-file", result.ref))

    assertContains(page, f'data="{address("result-file", result.ref)}"')
    assertContains(page, result.file.sha256[:4])
    assert hidden(page, "sha256") == result.file.sha256
    assert "object-src 'self'" in page["Content-Security-Policy"]
    assert b"".join(file) == PDF + "giấy".encode()
    assert file["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in file["Content-Security-Policy"]
    assert file["Cache-Control"] == "private, no-store"
    assert file["Content-Disposition"].startswith("inline; filename")
    assert file["X-Content-Type-Options"] == "nosniff"


def test_what_was_replaced_after_it_was_shown_is_not_approved(
    dossier: Dossier, doer: Client, leader: Client
) -> None:
    attach(doer, dossier)
    seen = stamp(dossier, act="onward", order="2")
    doer.post(address("result", dossier.code), typed(file=upload("khác"), seen="1"))

    response = leader.post(address("approve-result", dossier.code), seen)

    assertContains(response, "Phạm Văn Khải thay bằng bản số 2", status_code=422)
    assert hidden(response, "version") == "2"
    assert not dossier.events.filter(action="approve_result").exists()


def test_a_leader_whose_step_is_gone_approves_nothing_by_halves(
    dossier: Dossier, doer: Client, leader: Client
) -> None:
    attach(doer, dossier, act="onward", order="1")

    response = leader.post(
        address("approve-result", dossier.code), stamp(dossier, act="onward", order="9")
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert shown(dossier).approved_at is None


def test_bytes_that_changed_on_the_disk_are_not_approved(
    dossier: Dossier, doer: Client, leader: Client
) -> None:
    attach(doer, dossier)
    path_of(shown(dossier).file.sha256).write_bytes(b"%PDF-1.7 khac")

    response = leader.post(address("approve-result", dossier.code), stamp(dossier))

    assertContains(response, "không còn nguyên", status_code=422)
    assert shown(dossier).approved_at is None


@pytest.mark.parametrize("odd", ["", "x", "9" * 5_000, "-1", "1.5", "１"])
def test_an_odd_stamp_approves_nothing(
    dossier: Dossier, doer: Client, leader: Client, odd: str
) -> None:
    attach(doer, dossier)

    response = leader.post(
        address("approve-result", dossier.code), {"version": odd, "sha256": odd}
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert shown(dossier).approved_at is None


def test_each_act_is_for_its_role(
    dossier: Dossier, doer: Client, leader: Client, clerk: Client
) -> None:
    attach(doer, dossier)

    for client, name in (
        (doer, "approve-result"),
        (clerk, "approve-result"),
        (leader, "number-result"),
        (leader, "result"),
        (clerk, "result"),
    ):
        for response in (
            client.get(address(name, dossier.code)),
            client.post(address(name, dossier.code), stamp(dossier)),
        ):
            assert response.status_code == HTTPStatus.FORBIDDEN, name


def test_a_result_is_opened_by_whoever_sees_its_dossier(
    dossier: Dossier, doer: Client, at_desk: AtDesk
) -> None:
    attach(doer, dossier)
    file = address("result-file", shown(dossier).ref)
    stranger = Client()
    officer = OfficerFactory.create(agency=AgencyFactory.create(), roles=[Role.HANDLING_OFFICER])
    assert officer.account is not None
    stranger.force_login(officer.account, "motcua.accounts.backends.AccountBackend")

    assert b"".join(at_desk.client.get(file)).startswith(PDF)
    assert stranger.get(file).status_code == HTTPStatus.NOT_FOUND
    assert Client().get(file).status_code == HTTPStatus.FOUND
    path_of(shown(dossier).file.sha256).unlink()
    assert at_desk.client.get(file).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"symbol": ""}, "Xin ghi ký hiệu"),
        ({"symbol": "<b>"}, "Ký hiệu văn bản ghi như"),
        ({"dated": "31/02/2026"}, "Ngày ghi như"),
        ({"dated": "24/11/2026"}, "sau hôm nay"),
        ({"dated": "22/11/2026"}, "trước ngày duyệt, 23/11/2026"),
    ],
)
def test_a_number_refused_keeps_what_was_typed(
    dossier: Dossier, hands: tuple[Client, Client, Client], changes: dict[str, str], sentence: str
) -> None:
    doer, leader, clerk = hands
    attach(doer, dossier)
    leader.post(address("approve-result", dossier.code), stamp(dossier))
    words = {"symbol": "/QĐ-UBND", "dated": "23/11/2026", **changes}

    response = clerk.post(address("number-result", dossier.code), words)

    assertContains(response, sentence, status_code=422)
    for value in filter(None, words.values()):
        assertContains(response, f'value="{value}"'.replace("<b>", "&lt;b&gt;"), status_code=422)
    assert shown(dossier).number is None


def test_the_symbol_last_used_for_the_procedure_is_proposed(
    at_desk: AtDesk, doer: Client, leader: Client, clerk: Client
) -> None:
    first, second = accepted(at_desk, 1), accepted(at_desk, 2)
    for one in (first, second):
        attach(doer, one)
        leader.post(address("approve-result", one.code), stamp(one))
    words = {"symbol": "12/2026/GXN", "dated": "23/11/2026"}
    clerk.post(address("number-result", first.code), words)

    page = clerk.get(address("number-result", second.code))

    assertContains(page, 'value="/12/2026/GXN"')
    assertContains(page, 'value="23/11/2026"')


def test_pages_of_a_dossier_that_is_over_say_so(dossier: Dossier, doer: Client) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(state=State.RETURNED)

    page = doer.get(address("result", dossier.code))
    posted = attach(doer, dossier)

    assertContains(page, "đã trả kết quả")
    assertContains(posted, "đã trả kết quả", status_code=422)
