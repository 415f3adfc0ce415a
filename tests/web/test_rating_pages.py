"""The slip as people open it, the tablet, slips of paper, and what everybody may read."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from motcua.accounts.models import Account
from motcua.agencies.models import Installation
from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.lodging import Settlement
from motcua.surveys.models import Response, Slip, Tablet
from motcua.surveys.services.answering import rate
from motcua.surveys.services.listening import follow_up
from motcua.surveys.services.tablets import register_tablet
from motcua.web.slip_cookies import DEVICE, OFFICE, TABLET
from tests import factories
from tests.dossiers.lives import Office
from tests.surveys.counter import (
    DISLIKED,
    LATER,
    LIKED,
    RETURNED_AT,
    rated,
    rated_office,
    returned,
    sender,
)

pytestmark = pytest.mark.django_db
START = "/danh-gia/may/"


@pytest.fixture
def office() -> Office:
    office = rated_office()
    Installation.objects.create(unit=office.desk.agency.province, site_name="Trung tâm")
    return office


@pytest.fixture(autouse=True)
def _then() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


def slip_of(dossier: Dossier) -> str:
    return reverse("public:rate", args=[dossier.tracking_code])


def sign_in(client: Client, office: Office, role: Role) -> None:
    account = Account.objects.get(officer__pk=office.people[role].officer_id or 0)
    client.force_login(account, "motcua.accounts.backends.AccountBackend")


def test_a_slip_asks_and_thanks(client: Client, office: Office) -> None:
    address = slip_of(returned(office))

    asked = client.get(address).content.decode()
    sent = client.post(address, {"q-chung": "like", "q-thai-do": "3"})
    thanked = client.get(address).content.decode()

    assert "Ông/bà có hài lòng" in asked
    assert (sent.status_code, sent.headers["Location"]) == (HTTPStatus.FOUND, address)
    assert "Cảm ơn ông/bà" in thanked
    response = Response.objects.get()
    assert response.answers == {"chung": "like", "thai-do": "3"}
    assert client.cookies[DEVICE]["httponly"]


def test_looking_at_a_slip_writes_nothing_and_leaves_no_cookie(
    client: Client, office: Office
) -> None:
    client.get(slip_of(returned(office)))

    assert not Response.objects.exists()
    assert DEVICE not in client.cookies


def test_what_is_missing_is_said_and_what_was_typed_stays(client: Client, office: Office) -> None:
    answer = client.post(slip_of(returned(office)), {"q-gop-y": "Chờ lâu\x00 quá"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = answer.content.decode()
    assert "Xin trả lời câu" in page
    assert "Chờ lâu quá" in page


def test_before_the_return_a_slip_says_when(client: Client, office: Office) -> None:
    dossier = office.accepted(Settlement.NOTHING_DUE)

    shown, sent = client.get(slip_of(dossier)), client.post(slip_of(dossier), {"q-chung": "like"})

    assert (shown.status_code, sent.status_code) == (200, HTTPStatus.UNPROCESSABLE_ENTITY)
    assert "chưa trả kết quả" in shown.content.decode()


def test_a_second_rating_is_told_of_the_first(client: Client, office: Office) -> None:
    dossier = returned(office)
    rate(dossier, LIKED, sender=sender(), at=LATER)

    again = client.post(slip_of(dossier), {"q-chung": "dislike"})

    assert again.status_code == HTTPStatus.CONFLICT
    assert "đã có một đánh giá" in again.content.decode()


def test_an_officer_does_not_rate_for_a_citizen(client: Client, office: Office) -> None:
    sign_in(client, office, Role.DESK_OFFICER)
    address = slip_of(returned(office))

    answers = [client.get(address), client.post(address, {"q-chung": "like"})]

    assert {answer.status_code for answer in answers} == {HTTPStatus.FORBIDDEN}
    assert "không đánh giá thay" in answers[0].content.decode()
    assert not Response.objects.exists()


def test_a_browser_that_an_officer_left_is_known(client: Client, office: Office) -> None:
    sign_in(client, office, Role.DESK_OFFICER)
    client.get("/can-bo/quay/phieu-danh-gia/")
    client.post("/tai-khoan/dang-xuat/")

    client.post(slip_of(returned(office)), {"q-chung": "like"})

    assert OFFICE in client.cookies
    assert Response.objects.get().office_device


def test_the_code_of_a_dossier_opens_no_slip(client: Client, office: Office) -> None:
    dossier = returned(office)

    assert client.get(f"/danh-gia/{dossier.code}/").status_code == HTTPStatus.NOT_FOUND


def test_what_was_done_stands_on_the_slip(client: Client, office: Office) -> None:
    response = rated(office, 1, DISLIKED)
    follow_up(response, "Đã thêm ghế.", actor=office.people[Role.APPROVER], at=LATER)
    assert response.slip is not None

    page = client.get(slip_of(response.slip.dossier)).content.decode()

    assert "Đã thêm ghế." in page
    assert "Không hài lòng" not in page


def test_following_a_dossier_leads_to_its_slip_while_it_is_open(
    client: Client, office: Office
) -> None:
    dossier = returned(office)
    track = reverse("public:track", args=[dossier.tracking_code])
    by_code = reverse("public:track", args=[dossier.code])

    assert slip_of(dossier) in client.get(track).content.decode()
    assert "/danh-gia/" not in client.get(by_code).content.decode()
    rate(dossier, LIKED, sender=sender(), at=LATER)
    assert slip_of(dossier) not in client.get(track).content.decode()


@pytest.fixture
def tablet(client: Client, office: Office) -> Tablet:
    """Return a tablet that the client is."""
    administrator = factories.actor_with(Role.ADMINISTRATOR, agency=office.desk.agency)
    row = register_tablet(office.desk, "Quầy 1", actor=administrator, at=LATER)
    client.post(START, {"ghep": row.code})
    assert TABLET in client.cookies
    return row


def just_before() -> datetime:
    return LATER - timedelta(minutes=5)


def test_a_tablet_is_paired_with_a_code(client: Client, office: Office) -> None:
    del office
    refused = client.post(START, {"ghep": "SAI"})

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "không đúng hoặc đã dùng" in refused.content.decode()


def test_on_the_tablet_one_question_follows_another(
    client: Client, office: Office, tablet: Tablet
) -> None:
    del tablet
    dossier = returned(office, at=just_before())
    start = client.get(START).content.decode()
    assert f"mã cuối {str(dossier.code)[-4:]}" in start
    of = {"cua": str(Slip.objects.get(dossier=dossier).ref)}

    first = client.post(START, of).content.decode()
    second = client.post(START, {**of, "buoc": "1", "q-chung": "like"}).content.decode()
    assert not Response.objects.exists()
    sent = client.post(START, {**of, "buoc": "2", "q-chung": "like", "xong": "1"})

    assert "Câu 1 trên 10" in first
    assert "Bỏ qua câu này" not in first
    assert "Câu 2 trên 10" in second
    assert sent.headers["Location"] == f"{START}?xong=1"
    assert "Cảm ơn" in client.get(f"{START}?xong=1").content.decode()
    response = Response.objects.get()
    assert (response.entry, response.slip_id) == ("tablet", Slip.objects.get(dossier=dossier).pk)
    assert "mã cuối" not in client.get(START).content.decode()


def test_the_general_question_is_asked_again_until_it_is_answered(
    client: Client, office: Office, tablet: Tablet
) -> None:
    del tablet
    of = {"cua": str(Slip.objects.get(dossier=returned(office)).ref)}

    page = client.post(START, {**of, "buoc": "1"}).content.decode()

    assert "Câu 1 trên 10" in page


@pytest.mark.parametrize("form", ["{0}", "http://x.vn/giay/{0}/1/", "http://x.vn/tra-cuu/{0}/"])
def test_a_code_is_typed_or_scanned(
    client: Client, office: Office, tablet: Tablet, form: str
) -> None:
    del tablet
    dossier = returned(office)

    page = client.post(START, {"ma": form.format(dossier.tracking_code)}).content.decode()

    assert str(Slip.objects.get(dossier=dossier).ref) in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"ma": "KHÔNG-CÓ"}, "Không thấy hồ sơ"),
        ({"cua": "khong-co"}, "Không thấy hồ sơ"),
        ({"cua": "00000000-0000-0000-0000-000000000007"}, "Không thấy hồ sơ"),
        ({}, "Không thấy hồ sơ"),
    ],
)
def test_a_code_that_is_nobodys_is_asked_for_again(
    client: Client, tablet: Tablet, typed: dict[str, str], words: str
) -> None:
    del tablet

    answer = client.post(START, typed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in answer.content.decode()


def test_a_tablet_says_that_a_dossier_is_not_ready_or_rated(
    client: Client, office: Office, tablet: Tablet
) -> None:
    del tablet
    open_one, done = office.accepted(Settlement.NOTHING_DUE), returned(office, 2)
    rate(done, LIKED, sender=sender(), at=LATER)

    early = client.post(START, {"ma": open_one.tracking_code}).content.decode()
    late = client.post(START, {"ma": done.tracking_code}).content.decode()

    assert State(open_one.state) is not State.RETURNED
    assert "chưa trả kết quả" in early
    assert "đã có một đánh giá" in late


def test_a_visit_without_a_dossier_is_taken_apart(
    client: Client, office: Office, tablet: Tablet
) -> None:
    del tablet

    client.post(START, {"cua": "luot", "buoc": "9", "q-chung": "dislike", "xong": "1"})

    response = Response.objects.get()
    assert (response.slip_id, response.agency_id) == (None, office.desk.agency_id)


def test_a_slip_of_paper_is_entered_at_the_desk(client: Client, office: Office) -> None:
    sign_in(client, office, Role.DESK_OFFICER)
    dossier = returned(office)
    typed = {"code": str(dossier.code), "number": "P-7", "dated": "04/11/2026", "q-chung": "like"}

    sent = client.post("/can-bo/quay/phieu-danh-gia/", typed)

    assert sent.status_code == HTTPStatus.FOUND
    assert Response.objects.get().paper_number == "P-7"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": "H00"}, "không có hồ sơ mang mã đó"),
        ({"number": ""}, "Xin ghi số phiếu giấy"),
        ({"dated": "31/11/2026"}, "không có thật"),
        ({"dated": "01/11/2026"}, "trước ngày trả"),
        ({"q-chung": ""}, "Xin trả lời câu"),
    ],
)
def test_a_slip_of_paper_that_is_wrong_stays_as_typed(
    client: Client, office: Office, change: dict[str, str], words: str
) -> None:
    sign_in(client, office, Role.DESK_OFFICER)
    typed = {"code": str(returned(office).code), "number": "P-7", "dated": "04/11/2026"}

    answer = client.post(
        "/can-bo/quay/phieu-danh-gia/",
        {**typed, "q-chung": "like", "q-gop-y": "Tốt", **change},
    )

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in page
    assert "Tốt" in page
    assert not Response.objects.exists()


def test_everybody_reads_how_many_and_no_share_of_few(client: Client, office: Office) -> None:
    rated(office, 1)

    page = client.get("/cong-khai/hai-long/?ky=2026").content.decode()

    assert "Chưa đủ dữ liệu: 1 phiếu, cần 30" in page
    assert office.desk.agency.name in page
    assert "Lê Thị Thu Hà" not in page


def test_enough_answers_have_a_share_with_its_interval(client: Client, office: Office) -> None:
    for number in range(1, 31):
        rated(office, number, DISLIKED if number == 1 else LIKED)

    page = client.get("/cong-khai/hai-long/?ky=2026").content.decode()

    assert "96,7" in page
    assert "29 hài lòng trên 30 phiếu được tính" in page
    assert "83,3 đến 99,4 %" in page


def test_a_period_without_slips_says_so(client: Client, office: Office) -> None:
    returned(office, at=RETURNED_AT)

    assert "Kỳ này chưa phát phiếu" in client.get("/cong-khai/hai-long/?ky=2025").content.decode()
