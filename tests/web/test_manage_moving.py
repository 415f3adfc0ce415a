"""The administrator's page for moving in: upload, look, confirm."""

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.conf.jobs import job_called
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.models import Dossier, DossierEvent, Origin
from motcua.reference.moving import uploads
from tests.factories import DeskFactory, ProcedureFactory, form_templates
from tests.web.manage_pages import MONDAY, address, require_refused, sign_in, text_of

pytestmark = pytest.mark.django_db
HEADING = "Mã hồ sơ,Mã thủ tục,Mã cơ quan,Ngày tiếp nhận,Ngày hẹn trả,Người nộp\n"


@pytest.fixture(autouse=True)
def _monday(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.DATA_FOLDER = tmp_path
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def desk() -> Desk:
    form_templates()
    return DeskFactory.create()


def row(desk: Desk, code: str = "CU-1", due: str = "27/11/2026") -> str:
    procedure = ProcedureFactory.create()
    return f"{code},{procedure.code},{desk.agency.code},20/11/2026 08:15,{due},Nguyễn Thị Bưởi\n"


def send(client: Client, *rows: str, name: str = "cu.csv") -> HttpResponse | Any:
    file = SimpleUploadedFile(name, (HEADING + "".join(rows)).encode())
    return client.post(address("moving-upload"), {"file": file})


def test_a_table_is_looked_at_before_it_is_imported(client: Client, desk: Desk) -> None:
    sign_in(client, agency=desk.agency)

    sent = send(client, row(desk))
    seen = client.get(sent["Location"])

    assertContains(seen, "Tệp không có chỗ nào sai.")
    assertContains(seen, "Chuyển 1 hồ sơ vào đây")
    assert not Dossier.objects.exists()


def test_confirming_imports_in_the_administrators_name(client: Client, desk: Desk) -> None:
    sign_in(client, agency=desk.agency)
    report = send(client, row(desk))["Location"]

    done = client.post(f"{report}nhap/")

    assertRedirects(done, address("moving"))
    dossier = Dossier.objects.get()
    assert (dossier.code, dossier.origin) == ("CU-1", Origin.IMPORTED)
    assert all(event.actor is not None for event in DossierEvent.objects.all())
    # It has been done: the table is gone, and pressing again does nothing.
    assert client.post(f"{report}nhap/").status_code == HTTPStatus.NOT_FOUND
    assert Dossier.objects.count() == 1


def test_mistakes_are_shown_by_row_and_given_back_as_a_table(client: Client, desk: Desk) -> None:
    sign_in(client, agency=desk.agency)
    report = send(client, row(desk), row(desk, "CU-2", due="hôm nọ"))["Location"]

    seen = client.get(report)
    given = client.get(f"{report}loi.xlsx")
    pressed = client.post(f"{report}nhap/")

    assert "“hôm nọ” không phải ngày có thật" in text_of(seen)
    assert "1 dòng có chỗ sai" in text_of(seen)
    sheet: Any = openpyxl.load_workbook(BytesIO(given.content)).active
    assert sheet.cell(1, 7).value == "Lỗi"
    assert "hôm nọ" in sheet.cell(3, 7).value
    assert pressed.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Dossier.objects.exists()


def test_the_same_table_again_has_nothing_to_do(client: Client, desk: Desk) -> None:
    sign_in(client, agency=desk.agency)
    line = row(desk)
    client.post(f"{send(client, line)['Location']}nhap/")

    again = client.get(send(client, line)["Location"])

    assertContains(again, "1 hồ sơ trong tệp đã chuyển trước đây")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("cu.pdf", b"%PDF-1.7", "Xin chọn tệp .xlsx hoặc .csv theo mẫu."),
        ("cu.csv", b"", "Tệp này trống."),
    ],
)
def test_what_is_no_table_is_refused_at_once(
    client: Client, name: str, content: bytes, sentence: str
) -> None:
    sign_in(client)

    refused = client.post(address("moving-upload"), {"file": SimpleUploadedFile(name, content)})

    require_refused(refused, sentence)


def test_nothing_chosen_is_told(client: Client) -> None:
    sign_in(client)

    require_refused(client.post(address("moving-upload")), "Xin chọn tệp.")


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"\xd0\xf4\xff"])
def test_a_table_that_cannot_be_read_is_told_on_its_page(client: Client, content: bytes) -> None:
    sign_in(client)
    sent = client.post(address("moving-upload"), {"file": SimpleUploadedFile("cu.xlsx", content)})

    require_refused(client.get(sent["Location"]), "Không đọc được tệp")


def test_what_is_too_long_for_a_page_goes_by_the_command(
    client: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_ON_A_PAGE", 1)
    sign_in(client, agency=desk.agency)

    seen = client.get(send(client, row(desk), row(desk, "CU-2"))["Location"])

    require_refused(seen, "motcua import dossiers")


def test_a_table_is_seen_by_whoever_uploaded_it(client: Client, desk: Desk) -> None:
    sign_in(client, agency=desk.agency)
    report = send(client, row(desk))["Location"]
    other = Client()
    sign_in(other, agency=desk.agency)

    assert other.get(report).status_code == HTTPStatus.NOT_FOUND
    assert other.post(f"{report}nhap/").status_code == HTTPStatus.NOT_FOUND


def test_tables_that_nobody_confirmed_go_after_some_days(
    client: Client, desk: Desk, tmp_path: Path
) -> None:
    sign_in(client, agency=desk.agency)
    first = send(client, row(desk))["Location"]
    (file,) = (tmp_path / "moving-in").iterdir()
    assert file.stat().st_mode & 0o077 == 0

    with time_machine.travel(MONDAY.replace(year=2096), tick=False):
        sign_in(client, agency=desk.agency)
        send(client, row(desk))
        assert client.get(first).status_code == HTTPStatus.NOT_FOUND


def test_a_table_is_of_no_use_after_three_days_and_goes_by_itself(
    client: Client, desk: Desk, tmp_path: Path
) -> None:
    sign_in(client, agency=desk.agency)
    report = send(client, row(desk))["Location"]
    work = job_called("uploads").work

    work(at=MONDAY + timedelta(days=2), report=Report())
    assert client.get(report).status_code == HTTPStatus.OK
    with time_machine.travel(MONDAY + timedelta(days=3, minutes=1), tick=False):
        sign_in(client, agency=desk.agency)
        assert client.get(report).status_code == HTTPStatus.NOT_FOUND
        assert client.post(f"{report}nhap/").status_code == HTTPStatus.NOT_FOUND
    done = Report()
    work(at=MONDAY + timedelta(days=4), report=done)

    assert done.done == 1
    assert list((tmp_path / "moving-in").iterdir()) == []


def test_a_table_that_is_too_big_is_not_written(
    client: Client, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 50)
    sign_in(client, agency=desk.agency)

    require_refused(send(client, row(desk)), "Tệp nặng quá")

    assert not (tmp_path / "moving-in").exists()


def test_dossiers_go_only_where_the_administrator_has_the_say(client: Client, desk: Desk) -> None:
    sign_in(client)
    report = send(client, row(desk))["Location"]

    seen = client.get(report)
    pressed = client.post(f"{report}nhap/")

    assert f"Ông/bà không quản trị {desk.agency.name}" in text_of(seen)
    assert pressed.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Dossier.objects.exists()


def test_pressed_twice_at_once_the_second_is_told(
    client: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, agency=desk.agency)
    line = row(desk)
    report = send(client, line)["Location"]
    planned = uploads.plan_of_kept

    def first_is_quicker(*given: Any, **named: Any) -> Any:
        plan = planned(*given, **named)
        monkeypatch.setattr(uploads, "plan_of_kept", planned)
        client.post(f"{send(client, line)['Location']}nhap/")
        return plan

    monkeypatch.setattr(uploads, "plan_of_kept", first_is_quicker)

    require_refused(client.post(f"{report}nhap/"), "vừa có người khác chuyển vào")

    assert Dossier.objects.count() == 1
    assertContains(client.get(report), "1 hồ sơ trong tệp đã chuyển trước đây")


def test_an_auditor_reads_how_it_is_done_and_changes_nothing(client: Client) -> None:
    sign_in(client, Role.AUDITOR)

    page = client.get(address("moving"))

    assertContains(page, "Các cột của mẫu")
    assert "Xem thử" not in text_of(page)
    assert client.get(address("moving-template")).content.startswith(b"PK")
    assert client.post(address("moving-upload")).status_code == HTTPStatus.FORBIDDEN
