"""The page where anybody checks a paper: plain words, nothing kept, nothing personal."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as product
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.dossiers.models import IssuedForm, Result
from motcua.dossiers.services.signing import approve_and_sign
from motcua.dossiers.services.signing_forms import draw_form, sign_waiting_forms
from motcua.kernel import clock
from motcua.signatures.selectors import bytes_of
from motcua.web.public import verify as page
from motcua.web.throttle import Throttle
from tests.dossiers.lives import Office, open_office
from tests.dossiers.test_signed_results import leader_of, shown, to_leader
from tests.signatures.house import House, house, simulators, stored
from tests.signatures.papers import paper
from tests.world import MONDAY

__all__ = ["house", "simulators", "stored"]
pytestmark = pytest.mark.django_db
URL = "/xac-thuc/"


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "throttle", Throttle())
    monkeypatch.setattr(page, "files_throttle", Throttle())


@pytest.fixture
def office(house: House) -> Office:
    """Return an office whose leader signs."""
    made = open_office()
    house.identity(leader_of(made), "Phạm Quốc Hưng", "lanh-dao")
    return made


@pytest.fixture
def result(office: Office) -> Result:
    """Return a signed result."""
    dossier = to_leader(office)
    return approve_and_sign(dossier.pk, **shown(dossier), **office.who(Role.APPROVER, clock.now()))


def send(client: Client, content: bytes, name: str = "giay.pdf") -> Any:
    return client.post(URL, {"file": SimpleUploadedFile(name, content, "application/pdf")})


def test_our_signed_result_is_known_whole_and_good(client: Client, result: Result) -> None:
    answer = send(client, bytes_of(result.issued_file))

    assertContains(answer, "Còn nguyên và có giá trị")
    assertContains(answer, "Đúng tệp do chúng tôi cấp")
    assertContains(answer, "Phạm Quốc Hưng")
    assertContains(answer, "có dấu thời gian chứng minh")


def test_nothing_of_a_file_is_kept(client: Client, result: Result) -> None:
    before = (StoredFile.objects.count(), sorted(_files(result)))

    send(client, bytes_of(result.issued_file) + b" ")

    assert (StoredFile.objects.count(), sorted(_files(result))) == before


def test_an_altered_file_is_told_in_red(client: Client, result: Result) -> None:
    content = bytearray(bytes_of(result.issued_file))
    content[content.index(b"/Title") + 9] ^= 1

    answer = send(client, bytes(content))

    assertContains(answer, "Không dùng được")
    assertContains(answer, "Không phải tệp do hệ thống này cấp")
    assertNotContains(answer, "Còn nguyên và có giá trị")


def test_a_replaced_result_is_whole_and_no_longer_good(client: Client, result: Result) -> None:
    Result.objects.filter(pk=result.pk).update(voided_at=clock.now(), void_reason="Sai tên")

    answer = send(client, bytes_of(result.issued_file))

    assertContains(answer, "Đã bị thay hoặc hủy")
    assertNotContains(answer, "Sai tên")


def test_a_file_without_a_signature_is_told(client: Client, house: House) -> None:
    del house

    assertContains(send(client, paper()), "Không có chữ ký số")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "rỗng", id="empty"),
        pytest.param(b"GIF89a", "không phải tệp PDF", id="gif"),
        pytest.param(b"%PDF-1.7" + b" " * 2_000_000, "lớn hơn 1 MB", id="big"),
    ],
)
def test_what_cannot_be_looked_at_is_refused_in_words(
    client: Client, house: House, settings: Any, content: bytes, words: str
) -> None:
    del house
    settings.VERIFY_MAX_BYTES = 1024 * 1024

    answer = send(client, content)

    assertContains(answer, words, status_code=HTTPStatus.UNPROCESSABLE_ENTITY)


def test_no_file_is_asked_for_again(client: Client) -> None:
    answer = client.post(URL)

    assertContains(answer, "Xin chọn tệp PDF", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)


def test_one_address_may_ask_only_so_often(client: Client, house: House, settings: Any) -> None:
    del house
    settings.VERIFICATIONS_PER_MINUTE = 1

    with time_machine.travel(MONDAY, tick=False):
        statuses = [send(client, b"GIF89a").status_code for _time in range(2)]

    assert statuses == [HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.TOO_MANY_REQUESTS]


def test_the_code_on_the_paper_lists_what_was_issued(client: Client, result: Result) -> None:
    answer = client.get(URL, {"ma": result.dossier.tracking_code})

    assertContains(answer, "Kết quả giải quyết hồ sơ")
    assertContains(answer, "Ký số: Phạm Quốc Hưng")
    assertContains(answer, "Không ký số")
    assertNotContains(answer, result.dossier.principal_name)


def test_the_code_of_a_dossier_does_not_do(client: Client, result: Result) -> None:
    answer = client.get(URL, {"ma": str(result.dossier)})

    assertContains(answer, "mã tra cứu", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    assertNotContains(answer, "Kết quả giải quyết", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)


def test_an_unknown_code_is_told(client: Client) -> None:
    answer = client.get(URL, {"ma": "KHONG-CO"})

    assertContains(answer, "Không có giấy nào", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)


def test_a_receipt_is_signed_once_and_its_bytes_never_change(
    house: House, office: Office, client: Client
) -> None:
    agency = office.desk.agency
    house.identity(agency, agency.name, "co-quan", days_from=clock.today())
    dossier = office.accepted(at=clock.now())
    form = IssuedForm.objects.get(dossier=dossier, kind="receipt")

    counts = [sign_waiting_forms(at=clock.now()) for _again in range(2)]

    form.refresh_from_db()
    assert counts == [1, 0]
    assert form.signed_file is not None
    content = bytes_of(form.signed_file)
    assert content.startswith(draw_form(form))
    account = leader_of(office).account
    assert account is not None
    client.force_login(account)
    first, second = (
        client.get(reverse("office:form-pdf", args=[form.ref])).content for _again in range(2)
    )
    assert first == second == content
    client.logout()
    answer = send(client, content)
    assertContains(answer, "Đúng tệp do chúng tôi cấp")
    assertContains(answer, agency.name)


def test_forms_of_before_the_signature_stay_as_they_were(house: House, office: Office) -> None:
    agency = office.desk.agency
    house.identity(agency, agency.name, "co-quan", days_from=clock.today())
    office.accepted()

    assert sign_waiting_forms(at=clock.now()) == 0


def test_an_authority_that_is_away_leaves_forms_for_later(house: House, office: Office) -> None:
    agency = office.desk.agency
    house.identity(agency, agency.name, "co-quan", days_from=clock.today())
    office.accepted(at=clock.now())
    house.tell("pki/_behave", tsa="away")
    missed = sign_waiting_forms(at=clock.now())
    house.tell("pki/_reset")

    assert (missed, sign_waiting_forms(at=clock.now())) == (0, 1)


def _files(result: Result) -> Iterator[Path]:
    del result
    return (path for path in Path(product.FILES_FOLDER).rglob("*") if path.is_file())
