"""Signing from pages: a leader's fifty, a leader's phone, a citizen's form, the administrator."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.dossiers.services.results import result_of
from motcua.kernel import clock
from motcua.signatures import signable
from motcua.signatures.models import SigningIdentity
from motcua.signatures.selectors import bytes_of
from motcua.signatures.verifying import Standing, verify
from tests.citizens import person_of, sign_in_citizen
from tests.dossiers.lives import Office, open_office
from tests.dossiers.test_signed_results import leader_of, to_leader
from tests.factories import OfficerFactory
from tests.signatures.house import House, house, simulators, stored

__all__ = ["house", "simulators", "stored"]
pytestmark = pytest.mark.django_db
NAME = "Phạm Quốc Hưng"
MANY = "/can-bo/duyet-nhieu/"


@pytest.fixture
def office(house: House) -> Office:
    """Return an office with its files where the signatures are."""
    del house
    return open_office()


@pytest.fixture
def leader(client: Client, office: Office) -> Client:
    """Return the leader's browser."""
    account = leader_of(office).account
    assert account is not None
    client.force_login(account)
    return client


def ticked(page: Any) -> list[str]:
    return [part.partition('"')[0] for part in page.content.decode().split('name="b" value="')[1:]]


def test_several_results_are_approved_and_signed_at_once(
    house: House, office: Office, leader: Client
) -> None:
    house.identity(leader_of(office), NAME, "lanh-dao")
    dossiers = [to_leader(office, number) for number in (1, 2, 3)]
    values = ticked(leader.get(MANY))

    answer = leader.post(MANY, {"b": values})

    assertContains(answer, "Đã làm xong 3 hồ sơ")
    results = [result_of(dossier) for dossier in dossiers]
    assert all(one is not None and one.signed_file is not None for one in results)


def test_of_many_the_one_replaced_meanwhile_stays_and_is_named(
    house: House, office: Office, leader: Client
) -> None:
    house.identity(leader_of(office), NAME, "lanh-dao")
    first, second = (to_leader(office, number) for number in (1, 2))
    values = ticked(leader.get(MANY))
    changed = [value[:-4] + "0000" if n == 0 else value for n, value in enumerate(values)]

    answer = leader.post(MANY, {"b": changed})

    assertContains(answer, "Đã làm xong 1 hồ sơ")
    assertContains(answer, "thay bằng bản")
    approved = [result_of(one) for one in (first, second)]
    assert sorted(one is not None and one.approved_at is not None for one in approved) == [
        False,
        True,
    ]


@pytest.mark.parametrize("values", [[], ["x"], ["1:2:3"], ["không:1:a"]])
def test_nothing_useful_ticked_approves_nothing(leader: Client, values: list[str]) -> None:
    answer = leader.post(MANY, {"b": values})

    assert answer.status_code in {HTTPStatus.OK, HTTPStatus.FOUND}


def test_the_page_says_whether_approving_is_signing(
    house: House, office: Office, leader: Client
) -> None:
    dossier = to_leader(office)
    address = reverse("office:approve-result", args=[dossier.code])
    assertContains(leader.get(address), "chưa có chữ ký số")

    house.identity(leader_of(office), NAME, "lanh-dao")

    assertContains(leader.get(address), "Duyệt là ký số luôn")


def test_a_leader_with_a_phone_waits_confirms_and_passes_on(
    house: House, office: Office, leader: Client
) -> None:
    house.remote(leader_of(office), NAME, "0900000009")
    dossier = to_leader(office)
    result = result_of(dossier)
    assert result is not None
    step = dossier.steps.get(closed_at=None)
    asked = leader.post(
        reverse("office:approve-result", args=[dossier.code]),
        {"version": 1, "sha256": result.file.sha256, "order": step.order, "act": "onward"},
    )
    address = asked.headers["Location"]
    assertContains(leader.get(address), "Tôi đã xác nhận")

    early = leader.post(address, {"act": "onward", "order": step.order})
    house.tell("signing/_behave", mode="auto")
    done = leader.post(address, {"act": "onward", "order": step.order})

    assert early.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assertRedirects(done, reverse("office:work"), fetch_redirect_response=False)
    dossier.refresh_from_db()
    assert dossier.steps.get(closed_at=None).role == Role.CLERK


def test_the_request_of_another_leader_does_not_exist(
    house: House, office: Office, leader: Client
) -> None:
    house.remote(leader_of(office), NAME, "0900000010")
    dossier = to_leader(office)
    address = reverse("office:sign-remote", args=[dossier.code, dossier.results.get().ref])

    assert leader.get(address).status_code == HTTPStatus.NOT_FOUND


@pytest.fixture
def form(stored: Callable[..., StoredFile], house: House) -> Iterator[dict[str, Any]]:
    """Return a form of a citizen's, with what it was replaced by."""
    del house
    person = person_of(name="Nguyễn Thị Mai")
    found: dict[str, Any] = {"file": stored(), "person": person, "put": []}
    kind = signable.Signable(
        lambda person_id, file: (person_id, file.pk) == (person.pk, found["file"].pk),
        lambda before, after: found["put"].append((before, after)),
    )
    signable.register(kind)
    yield found
    signable.unregister(kind)


def test_a_citizen_connects_signs_confirms_and_is_led_on(
    house: House, client: Client, form: dict[str, Any]
) -> None:
    sign_in_citizen(client, form["person"])
    address = reverse("citizen:sign", args=[form["file"].ref]) + "?next=/cua-toi/thong-tin/"
    assertContains(client.get(address), "Tài khoản ký số từ xa")

    client.post(address, {"act": "connect", "account": "0912345678"})
    client.post(address, {"act": "sign"})
    early = client.post(address, {"act": "confirmed"})
    house.tell("signing/_behave", mode="auto")
    done = client.post(address, {"act": "confirmed"})

    assert early.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assertRedirects(done, "/cua-toi/thong-tin/", fetch_redirect_response=False)
    ((before, after),) = form["put"]
    assert before == form["file"]
    (seen,) = verify(bytes_of(after), at=clock.now()).signatures
    assert (seen.standing, seen.name) == (Standing.GOOD, "Nguyễn Thị Mai")
    assertContains(client.get(address), "đã ký tệp này")


def test_an_account_of_somebody_else_is_refused(
    house: House, client: Client, form: dict[str, Any]
) -> None:
    house.tell("signing/accounts", account="0999", name="Trần Văn Khác", number="077000000001")
    sign_in_citizen(client, form["person"])
    address = reverse("citizen:sign", args=[form["file"].ref])

    answer = client.post(address, {"act": "connect", "account": "0999"})

    assertContains(answer, "không phải của ông/bà", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    assert not SigningIdentity.objects.exists()


def test_a_refusal_on_the_phone_is_told_and_can_be_tried_again(
    house: House, client: Client, form: dict[str, Any]
) -> None:
    sign_in_citizen(client, form["person"])
    address = reverse("citizen:sign", args=[form["file"].ref])
    client.post(address, {"act": "connect", "account": "0912345679"})
    client.post(address, {"act": "sign"})
    house.tell("signing/_behave", mode="refuse")

    answer = client.post(address, {"act": "confirmed"})

    assertContains(answer, "từ chối", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    assertContains(answer, "Ký tờ khai này", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    assert form["put"] == []


def test_a_file_of_somebody_else_does_not_exist(client: Client, form: dict[str, Any]) -> None:
    sign_in_citizen(client)

    answer = client.get(reverse("citizen:sign", args=[form["file"].ref]))

    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("outside", ["https://xau.vn/", "//xau.vn/", "javascript:alert(1)"])
def test_no_one_is_led_to_another_site(client: Client, form: dict[str, Any], outside: str) -> None:
    sign_in_citizen(client, form["person"])

    answer = client.get(reverse("citizen:sign", args=[form["file"].ref]), {"next": outside})

    page = answer.content.decode()
    # The form that changes the language comes back to this very address, with what was asked.
    main = page[page.index("<main") :]
    assert "xau.vn" not in main
    assert "javascript:alert" not in page


@pytest.fixture
def administrator(client: Client, office: Office) -> Client:
    """Return the browser of the agency's administrator."""
    officer = OfficerFactory.create(agency=office.desk.agency, roles=[Role.ADMINISTRATOR])
    assert officer.account is not None
    client.force_login(officer.account)
    return client


def typed(house: House, office: Office, **changes: Any) -> dict[str, Any]:
    issued = house.tell("pki/issue", name="UBND", passphrase="x")  # noqa: S106 - of the tests
    return {
        "owner": office.desk.agency.code,
        "provider": "pkcs11",
        "key_label": "dau-co-quan",
        "certificate": SimpleUploadedFile("ubnd.pem", issued["certificate"].encode()),
        "valid_from": f"{clock.today():%d/%m/%Y}",
        "valid_to": "",
        **changes,
    }


def test_an_administrator_says_who_signs_with_what_and_ends_it(
    house: House, office: Office, administrator: Client
) -> None:
    administrator.post(reverse("manage:identity-new"), typed(house, office))
    row = SigningIdentity.objects.get()
    page = administrator.get(reverse("manage:identities"))

    administrator.post(
        reverse("manage:identity-end", args=[row.pk]),
        {"last_day": f"{clock.today():%d/%m/%Y}"},
    )

    assertContains(page, "dau-co-quan")
    row.refresh_from_db()
    assert (row.agency, row.valid_to) == (office.desk.agency, clock.today())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"owner": "KHONG.CO"}, "Không có cơ quan hay cán bộ"),
        ({"certificate": SimpleUploadedFile("x.pem", b"hello")}, "không phải chứng thư số"),
        ({"valid_from": "31/02/2026"}, "không có thật"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    house: House, office: Office, administrator: Client, changes: dict[str, Any], words: str
) -> None:
    answer = administrator.post(reverse("manage:identity-new"), typed(house, office, **changes))

    assertContains(answer, words, status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    assert not SigningIdentity.objects.exists()
