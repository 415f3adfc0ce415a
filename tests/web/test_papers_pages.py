"""Papers in a store on the pages: offered at the desk, seen and objected to by their person."""

from collections.abc import Iterator
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.actors import SYSTEM
from motcua.agencies.roles import Role
from motcua.documents.holding import NewPaper, hold_paper
from motcua.documents.models import HeldPaper, PaperKind, ScanState, StoredFile
from motcua.documents.services import store_file
from motcua.dossiers.models import AskedAgain, Dossier
from motcua.people.models import Person
from tests.citizens import person_of, sign_in_citizen
from tests.papers import a_pdf
from tests.web import manage_pages
from tests.web.desk_pages import MONDAY, AtDesk, address, sit_down

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    settings.UPLOADS_FOLDER = tmp_path / "uploads"


def held_by(person: Person, **fields: Any) -> HeldPaper:
    kind, _is_new = PaperKind.objects.get_or_create(
        code="khai-sinh", defaults={"name": "Giấy khai sinh", "names": "giấy khai sinh"}
    )
    upload = SimpleUploadedFile("khai-sinh.pdf", a_pdf(person.full_name))
    file = store_file(upload, actor=SYSTEM, at=MONDAY)
    values: dict[str, Any] = {
        "name": "Giấy khai sinh",
        "source": HeldPaper.Source.DESK,
        "source_key": "",
        "number": "12/2019",
        "valid_from": date(2019, 4, 2),
        **fields,
    }
    return hold_paper(
        NewPaper(person_id=person.pk, kind=kind, file_id=file.pk, **values), at=MONDAY
    )


def test_a_citizen_sees_the_store_in_five_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = sign_in_citizen(client)
    held_by(person)
    held_by(person_of(name="Người khác"), number="99/1999")
    client.get(reverse("citizen:papers"))

    # session, identity, papers, their uses, the stamp of configuration
    with django_assert_num_queries(5):
        page = client.get(reverse("citizen:papers"))

    assertContains(page, "số 12/2019, cấp 02/04/2019")
    assertContains(page, "Dùng lại được")
    assertContains(page, "chưa dùng lần nào")
    assertNotContains(page, "99/1999")


def test_a_citizen_downloads_their_own_paper_and_no_other(client: Client) -> None:
    person = sign_in_citizen(client)
    mine, other = held_by(person), held_by(person_of())

    own = client.get(reverse("citizen:paper-file", args=[mine.ref]))
    foreign = client.get(reverse("citizen:paper-file", args=[other.ref]))
    StoredFile.objects.update(scan_state=ScanState.WAITING)
    waiting = client.get(reverse("citizen:paper-file", args=[mine.ref]))

    assert own.getvalue() == a_pdf(person.full_name)
    assert own["Content-Disposition"].startswith("attachment")
    assert foreign.status_code == HTTPStatus.NOT_FOUND
    assert waiting.status_code == HTTPStatus.FORBIDDEN


def test_a_citizen_objects_and_takes_it_back(client: Client) -> None:
    person = sign_in_citizen(client)
    held = held_by(person)
    address = reverse("citizen:paper-object", args=[held.ref])

    empty = client.post(address, {"words": ""})
    objected = client.post(address, {"words": "Sai ngày sinh"})
    page = client.get(reverse("citizen:papers"))
    client.post(reverse("citizen:paper-accept", args=[held.ref]))

    assertContains(empty, "Xin ghi sai", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    assertRedirects(objected, reverse("citizen:papers"))
    assertContains(page, "đã phản đối")
    held.refresh_from_db()
    assert held.objected_at is None


def test_nobody_objects_to_the_paper_of_somebody_else(client: Client) -> None:
    sign_in_citizen(client)
    held = held_by(person_of())

    for name in ("paper-object", "paper-accept"):
        response = client.post(reverse(f"citizen:{name}", args=[held.ref]), {"words": "x"})
        assert response.status_code == HTTPStatus.NOT_FOUND


@pytest.fixture
def at_desk(client: Client) -> Iterator[AtDesk]:
    PaperKind.objects.create(code="khai-sinh", name="Tờ khai", names="tờ khai")
    with time_machine.travel(MONDAY, tick=False):
        yield sit_down(client)


def test_the_desk_is_offered_what_the_store_has_and_uses_it(at_desk: AtDesk) -> None:
    held = held_by(person_of("077196004213"))
    draft = at_desk.draft(**at_desk.typed())

    page = at_desk.client.get(address("draft", draft.ref))
    at_desk.client.post(
        address("accept", draft.ref), at_desk.typed(**{"paper-p1_held": str(held.ref)})
    )

    assertContains(page, "Dùng bản trong kho: Giấy khai sinh, số 12/2019")
    [paper] = Dossier.objects.get().papers.all()
    assert (paper.held_paper, paper.is_reused, paper.form) == (held, True, "electronic")


def test_taking_what_the_store_has_needs_a_reason(at_desk: AtDesk) -> None:
    held = held_by(person_of("077196004213"))
    draft = at_desk.draft()
    taken = {"paper-p1_held": "thu"}

    refused = at_desk.client.post(address("accept", draft.ref), at_desk.typed(**taken))
    nothing_chosen = at_desk.client.post(address("accept", draft.ref), at_desk.typed())
    at_desk.client.post(
        address("accept", draft.ref), at_desk.typed(**taken, **{"paper-p1_why": "Bản cũ mờ"})
    )

    assertContains(refused, "xin ghi lý do", status_code=422)
    assertContains(nothing_chosen, "xin ghi lý do", status_code=422)
    asked = AskedAgain.objects.get()
    assert (asked.held_paper, asked.reason, asked.asked_by) == (held, "Bản cũ mờ", at_desk.officer)


def test_taking_what_a_database_has_needs_a_reason_too(at_desk: AtDesk) -> None:
    PaperKind.objects.update(database="CSDL quốc gia về dân cư")
    draft = at_desk.draft(**at_desk.typed())

    page = at_desk.client.get(address("draft", draft.ref))
    refused = at_desk.client.post(address("accept", draft.ref), at_desk.typed())
    at_desk.client.post(
        address("accept", draft.ref), at_desk.typed(**{"paper-p1_why": "Người nộp tự đưa"})
    )

    assertContains(page, "Đã có trong CSDL quốc gia về dân cư")
    assertContains(refused, "xin ghi lý do", status_code=422)
    assert AskedAgain.objects.get().database == "CSDL quốc gia về dân cư"


def test_what_the_desk_compared_is_kept_and_described(at_desk: AtDesk) -> None:
    draft = at_desk.draft()
    scan = SimpleUploadedFile("to-khai.pdf", a_pdf())

    response = at_desk.client.post(
        address("accept", draft.ref), {**at_desk.typed(), "scan-paper-p1": scan}
    )
    held = HeldPaper.objects.get()
    page = at_desk.client.get(response["Location"])
    typed = {"number": "7/2020", "valid_from": "01/02/2020", "valid_to": "01/02/2019"}
    wrong = at_desk.client.post(address("held", held.ref), typed)
    at_desk.client.post(address("held", held.ref), {**typed, "valid_to": ""})

    assertContains(page, address("held", held.ref))
    assertContains(wrong, "không thể trước ngày cấp", status_code=422)
    held.refresh_from_db()
    assert (held.number, held.valid_from) == ("7/2020", date(2020, 2, 1))


def test_the_desk_of_another_commune_describes_nothing(at_desk: AtDesk) -> None:
    draft = at_desk.draft()
    scan = SimpleUploadedFile("to-khai.pdf", a_pdf())
    at_desk.client.post(address("accept", draft.ref), {**at_desk.typed(), "scan-paper-p1": scan})
    stranger = Client()
    manage_pages.sign_in(stranger, Role.DESK_OFFICER)

    response = stranger.get(address("held", HeldPaper.objects.get().ref))

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_a_large_scan_sent_ahead_in_pieces_goes_with_the_draft(at_desk: AtDesk) -> None:
    draft = at_desk.draft()
    file = store_file(SimpleUploadedFile("to-khai.pdf", a_pdf()), actor=at_desk.actor, at=MONDAY)
    foreign = store_file(SimpleUploadedFile("la.pdf", a_pdf("lạ")), actor=SYSTEM, at=MONDAY)

    sent = {"kept-scan-paper-p1": str(file.ref), "kept-scan": str(foreign.ref)}
    at_desk.client.post(address("upload", draft.ref), sent)

    draft.refresh_from_db()
    assert list(draft.files.all()) == [file]
    assert draft.values == {f"file-{file.ref}": "paper-p1", "paper-p1": "on"}


def test_an_administrator_adds_and_changes_a_kind(client: Client) -> None:
    manage_pages.sign_in(client)
    typed = {"code": "ly-hon", "name": "Quyết định ly hôn", "names": "quyết định ly hôn"}

    wrong = client.post(reverse("manage:paper-kind-new"), {**typed, "code": "ly hôn"})
    client.post(reverse("manage:paper-kind-new"), typed)
    client.post(
        reverse("manage:paper-kind", args=["ly-hon"]), {**typed, "code": "x", "valid_months": "6"}
    )
    listed = client.get(reverse("manage:paper-kinds"))

    taken = client.post(reverse("manage:paper-kind-new"), typed)

    assertContains(taken, "Đã có loại giấy tờ", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    assertContains(wrong, "chữ không dấu", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    kind = PaperKind.objects.get()
    assert (kind.code, kind.valid_months) == ("ly-hon", 6)
    assertContains(listed, "6 tháng")


def test_stuck_scans_are_an_alarm_for_the_administrator(client: Client, settings: Any) -> None:
    settings.SCANNER = "unix:/khong/co"
    manage_pages.sign_in(client)
    upload = SimpleUploadedFile("a.pdf", a_pdf())
    store_file(upload, actor=SYSTEM, at=datetime.fromisoformat("2020-01-01T08:00:00+07:00"))

    home = client.get(reverse("manage:home"))
    daily = client.get(reverse("manage:daily"))

    assertContains(home, "1 tệp chờ quét mã độc")
    assertContains(daily, "1 tệp chờ quét mã độc")
