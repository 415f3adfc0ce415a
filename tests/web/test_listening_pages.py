"""What heads, auditors and administrators see of satisfaction, and what they do not."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from motcua.accounts.models import Account
from motcua.agencies.models import Installation
from motcua.agencies.roles import Role
from motcua.dossiers.models import DossierRead
from motcua.surveys.models import (
    OfficeNetwork,
    Questionnaire,
    QuestionnaireVersion,
    Remark,
    Response,
    SampleMember,
    SurveyRound,
    Tablet,
)
from motcua.surveys.questions import Use
from motcua.surveys.selectors import version_on
from tests import factories
from tests.dossiers.lives import Office
from tests.surveys.counter import (
    DAY,
    DISLIKED,
    LATER,
    LIKED,
    rated,
    rated_office,
    returned,
    sipas,
)

pytestmark = pytest.mark.django_db
LISTEN = "/can-bo/lang-nghe/"
FIGURES = f"{LISTEN}so-lieu/"
DRAFT = "/quan-tri/khao-sat/phieu-danh-gia/ban-thao/"
TABLETS = "/quan-tri/khao-sat/may/"


@pytest.fixture
def office() -> Office:
    office = rated_office()
    Installation.objects.create(unit=office.desk.agency.province, site_name="Trung tâm")
    return office


@pytest.fixture(autouse=True)
def _then() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


def sign_in(client: Client, office: Office, role: Role) -> None:
    account = Account.objects.get(officer__pk=office.people[role].officer_id or 0)
    client.force_login(account, "motcua.accounts.backends.AccountBackend")


@pytest.fixture
def bad(office: Office) -> Response:
    return rated(office, 1, {**DISLIKED, "gop-y": "Gọi tôi 0900000012, chờ cả buổi"})


def test_a_head_sees_a_bad_rating_the_same_day_and_not_whose(
    client: Client, office: Office, bad: Response
) -> None:
    sign_in(client, office, Role.APPROVER)
    assert bad.slip is not None
    dossier = bad.slip.dossier

    pages = [
        client.get(address).content.decode()
        for address in (LISTEN, f"{LISTEN}{bad.pk}/", FIGURES + "?ky=2026")
    ]

    assert "Hôm nay" in pages[0]
    assert dossier.procedure.name in pages[1]
    assert "đang chờ che" in pages[1]
    for page in pages:
        assert str(dossier.code) not in page
        assert dossier.tracking_code not in page
        assert "Nguyễn Thị Hoà" not in page
        assert "0900000012" not in page


def test_what_the_head_did_is_recorded(client: Client, office: Office, bad: Response) -> None:
    sign_in(client, office, Role.HEAD_OF_DESK)
    address = f"{LISTEN}{bad.pk}/"

    refused = client.post(address, {"text": " "})
    done = client.post(address, {"text": "Đã nhắc quầy."})

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert done.status_code == HTTPStatus.FOUND
    assert bad.follow_ups.get().text == "Đã nhắc quầy."


def test_a_head_elsewhere_finds_no_such_answer(client: Client, bad: Response) -> None:
    elsewhere = factories.OfficerFactory.create(roles=[Role.APPROVER])
    assert elsewhere.account is not None
    client.force_login(elsewhere.account, "motcua.accounts.backends.AccountBackend")

    assert client.get(f"{LISTEN}{bad.pk}/").status_code == HTTPStatus.NOT_FOUND
    assert client.get(LISTEN).status_code == HTTPStatus.OK


def test_an_auditor_masks_and_only_then_the_head_reads(
    client: Client, office: Office, bad: Response
) -> None:
    sign_in(client, office, Role.AUDITOR)
    address = f"{LISTEN}gop-y/{bad.remark.pk}/"
    assert client.get(LISTEN).headers["Location"] == f"{LISTEN}gop-y/"
    shown = client.get(address).content.decode()
    assert "Gọi tôi [số], chờ cả buổi" in shown

    assert client.post(address, {"words": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    client.post(address, {"words": "Gọi tôi [số], chờ cả buổi"})

    assert Remark.objects.get().raw == ""
    sign_in(client, office, Role.APPROVER)
    assert "Gọi tôi [số], chờ cả buổi" in client.get(f"{LISTEN}{bad.pk}/").content.decode()


def test_words_of_no_use_are_withheld(client: Client, office: Office, bad: Response) -> None:
    sign_in(client, office, Role.AUDITOR)

    client.post(f"{LISTEN}gop-y/{bad.remark.pk}/", {"words": "x", "lam": "giu-lai"})

    assert Remark.objects.get().state == Remark.State.WITHHELD


def test_few_answers_are_not_opened_and_more_are_without_dossier(
    client: Client, office: Office
) -> None:
    for number in range(1, 5):
        rated(office, number)
    sign_in(client, office, Role.APPROVER)
    address = f"{FIGURES}phieu/?ky=2026&theo=entry&gia-tri=link"

    few = client.get(address).content.decode()
    last = rated(office, 5, DISLIKED)
    more = client.get(address).content.decode()

    assert "chưa đủ 5" in few
    assert "Không hài lòng" in more
    assert last.slip is not None
    assert str(last.slip.dossier.code) not in more


@pytest.mark.parametrize(
    "query",
    ["", "theo=officer&gia-tri=1", "theo=procedure&gia-tri=x", "theo=channel&gia-tri=la"],
)
def test_answers_are_opened_by_nothing_else(client: Client, office: Office, query: str) -> None:
    sign_in(client, office, Role.APPROVER)

    assert client.get(f"{FIGURES}phieu/?{query}").status_code == HTTPStatus.NOT_FOUND


def test_officers_are_compared_for_heads_alone(client: Client, office: Office) -> None:
    rated(office, 1)
    sign_in(client, office, Role.APPROVER)
    of_head = client.get(f"{FIGURES}?ky=2026").content.decode()
    sign_in(client, office, Role.AUDITOR)
    of_auditor = client.get(f"{FIGURES}?ky=2026").content.decode()

    assert "Lê Thị Thu Hà" in of_head
    assert "Lê Thị Thu Hà" not in of_auditor


def test_a_figure_asks_the_database_a_fixed_number_of_times(
    client: Client, office: Office, django_assert_max_num_queries: object
) -> None:
    for number in range(1, 4):
        rated(office, number)
    sign_in(client, office, Role.APPROVER)
    client.get(f"{FIGURES}?ky=2026")

    # session, stamp and bar; rule, version, run; place; overall 2; factors 3; visits;
    # three tables of two queries and a name each, officers 3; reporting rule.
    with django_assert_max_num_queries(32):  # type: ignore[operator]
        client.get(f"{FIGURES}?ky=2026")


@pytest.fixture
def survey(office: Office, client: Client) -> SurveyRound:
    """Return a survey that an auditor of another agency drew in the browser."""
    version = sipas()
    for number in range(1, 6):
        returned(office, number)
    auditor = factories.OfficerFactory.create(roles=[Role.AUDITOR])
    assert auditor.account is not None
    client.force_login(auditor.account, "motcua.accounts.backends.AccountBackend")
    typed = {
        "agency": office.desk.agency.code,
        "first_on": "01/11/2026",
        "last_on": "30/11/2026",
        "margin_percent": "5",
    }
    refused = client.post(f"{LISTEN}dieu-tra/", {**typed, "last_on": "01/10/2026"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert client.post(f"{LISTEN}dieu-tra/", typed).status_code == HTTPStatus.FOUND
    found = SurveyRound.objects.get()
    assert found.version == version
    return found


def test_a_sample_is_drawn_and_can_be_drawn_again(client: Client, survey: SurveyRound) -> None:
    page = client.get(reverse("office:round", args=[survey.ref])).content.decode()

    assert "n = N / (1 + N × e²) = 5, với N = 5" in page
    assert "Khớp" in page


def test_whoever_asks_sees_how_to_reach_somebody_and_that_is_written_down(
    client: Client, survey: SurveyRound
) -> None:
    address = reverse("office:member", args=[survey.ref, 1])

    page = client.get(address).content.decode()
    refused = client.post(address, {"lam": "tra-loi"})
    sent = client.post(address, {"lam": "tra-loi", "q-muc-01": "5", "q-muc-02": "3"})

    assert "0900000012" in page
    member = survey.members.get(place=1)
    assert DossierRead.objects.filter(dossier=member.dossier).exists()
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sent.status_code == HTTPStatus.FOUND
    assert member.state == SampleMember.State.ANSWERED
    assert "đã được hỏi xong" in client.get(address).content.decode()


def test_who_was_not_reached_is_said(client: Client, survey: SurveyRound) -> None:
    for place, state in ((1, "not_reached"), (2, "refused")):
        client.post(reverse("office:member", args=[survey.ref, place]), {"lam": state})

    states = list(survey.members.order_by("place").values_list("state", flat=True)[:2])
    assert states == ["not_reached", "refused"]


def test_the_file_of_a_survey_names_nobody(client: Client, survey: SurveyRound) -> None:
    answer = client.get(reverse("office:round-csv", args=[survey.ref]))

    text = answer.content.decode()
    assert text.count("\n") == 1 + 39 + 9 + 1
    assert "Nguyễn" not in text


def test_without_a_published_form_nothing_is_drawn(client: Client, office: Office) -> None:
    sign_in(client, office, Role.AUDITOR)
    typed = {
        "agency": office.desk.agency.code,
        "first_on": "01/11/2026",
        "last_on": "30/11/2026",
        "margin_percent": "5",
    }

    answer = client.post(f"{LISTEN}dieu-tra/", typed)

    assert "Chưa công bố phiếu SIPAS" in answer.content.decode()


def sign_in_administrator(client: Client, office: Office) -> None:
    officer = factories.OfficerFactory.create(
        agency=office.desk.agency, roles=[Role.ADMINISTRATOR]
    )
    assert officer.account is not None
    client.force_login(officer.account, "motcua.accounts.backends.AccountBackend")


def typed_draft(**changes: str) -> dict[str, str]:
    """Return what the editor's page would send for two questions."""
    return {
        "title": "Phiếu mới",
        "intro": "Không bắt buộc.",
        "minimum": "20",
        "flag": "many_from_device",
        "overall": "0",
        "id-0": "chung",
        "text-0": "Ông/bà có hài lòng không?",
        "kind-0": "like",
        "required-0": "on",
        "id-1": "",
        "text-1": "Phải chờ bao lâu?",
        "kind-1": "choice",
        "options-1": "+ Dưới 15 phút\n- Trên 1 giờ\nKhông nhớ",
        "factor-1": "Thời gian chờ",
        "id-2": "",
        "text-2": "",
        **changes,
    }


def test_an_administrator_writes_and_publishes_a_version(client: Client, office: Office) -> None:
    sign_in_administrator(client, office)
    client.post("/quan-tri/khao-sat/phieu-danh-gia/")
    saved = client.post(DRAFT, typed_draft())

    published = client.post(DRAFT, typed_draft(**{"cong-bo": "1", "valid_from": "04/11/2026"}))

    assert (saved.status_code, published.status_code) == (HTTPStatus.FOUND, HTTPStatus.FOUND)
    version = version_on(Use.SLIP, DAY)
    assert version is not None
    assert version.number == 2
    waiting = version.paper.questions[1]
    assert [option.is_satisfied for option in waiting.options] == [True, False, None]
    assert version.paper.minimum == 20
    page = client.get("/quan-tri/khao-sat/phieu-danh-gia/").content.decode()
    assert "Phải chờ bao lâu?" in page
    old = client.get("/quan-tri/khao-sat/phieu-danh-gia/?ban=1").content.decode()
    assert "Thái độ của cán bộ" in old


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"valid_from": "01/11/2026"}, "từ hôm nay trở đi"),
        ({"valid_from": ""}, "Xin ghi ngày bắt đầu dùng"),
        ({"valid_from": "04/11/2026", "overall": ""}, "đúng một câu hỏi chung"),
        ({"valid_from": "04/11/2026", "minimum": "ít"}, "từ 1 đến 10.000"),
        ({"valid_from": "04/11/2026", "options-1": "Một"}, "từ 2 đến 10"),
    ],
)
def test_what_cannot_be_published_is_kept_as_a_draft(
    client: Client, office: Office, changes: dict[str, str], words: str
) -> None:
    sign_in_administrator(client, office)
    client.post("/quan-tri/khao-sat/phieu-danh-gia/")

    answer = client.post(DRAFT, typed_draft(**{"cong-bo": "1"}, **changes))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in answer.content.decode()
    draft = QuestionnaireVersion.objects.get(
        questionnaire__slug="phieu-danh-gia", published_at__isnull=True
    )
    assert draft.content["title"] == "Phiếu mới"


def test_a_draft_as_it_was_opened_says_what_the_version_before_said(
    client: Client, office: Office
) -> None:
    sign_in_administrator(client, office)
    client.post("/quan-tri/khao-sat/phieu-danh-gia/")
    page = client.get(DRAFT).content.decode()

    assert "+ Sớm hơn ngày hẹn" in page
    assert page.count("Thêm câu hỏi") == 2
    client.post(DRAFT, {"bo": "1"})
    assert Questionnaire.objects.get(slug="phieu-danh-gia").versions.count() == 1


def test_an_auditor_reads_the_draft_and_changes_nothing(client: Client, office: Office) -> None:
    sign_in_administrator(client, office)
    client.post("/quan-tri/khao-sat/phieu-danh-gia/")
    sign_in(client, office, Role.AUDITOR)

    assert client.get(DRAFT).status_code == HTTPStatus.OK
    assert client.post(DRAFT, typed_draft()).status_code == HTTPStatus.FORBIDDEN


def test_tablets_and_networks_are_kept(client: Client, office: Office) -> None:
    sign_in_administrator(client, office)
    code = office.desk.agency.code

    client.post(TABLETS, {"them": "may", "desk": office.desk.code, "name": "Quầy 2"})
    client.post(TABLETS, {"them": "mang", "agency": code, "network": "203.0.113.9/28"})
    page = client.get(TABLETS).content.decode()

    tablet, network = Tablet.objects.get(), OfficeNetwork.objects.get()
    assert tablet.code in page
    assert network.network == "203.0.113.0/28"
    client.post(reverse("manage:tablet-end", args=[tablet.pk]))
    client.post(reverse("manage:network-drop", args=[network.pk]))
    tablet.refresh_from_db()
    assert tablet.ended_at is not None
    assert not OfficeNetwork.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"them": "may", "desk": "khong-co", "name": "Quầy"}, "Không có bộ phận nào"),
        ({"them": "mang", "agency": "X", "network": "10.0.0.1"}, "Không có cơ quan nào"),
        ({"them": "mang", "agency": "", "network": ""}, "Xin ghi mã cơ quan"),
    ],
)
def test_a_tablet_or_network_that_cannot_be_is_said(
    client: Client, office: Office, typed: dict[str, str], words: str
) -> None:
    sign_in_administrator(client, office)

    answer = client.post(TABLETS, typed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in answer.content.decode()


def test_a_network_is_written_as_one(client: Client, office: Office) -> None:
    sign_in_administrator(client, office)
    typed = {"them": "mang", "agency": office.desk.agency.code, "network": "wifi"}

    assert "Xin ghi một địa chỉ mạng" in client.post(TABLETS, typed).content.decode()


def test_liked_answers_are_no_matter_for_the_list_of_heads(client: Client, office: Office) -> None:
    rated(office, 1, LIKED)
    sign_in(client, office, Role.APPROVER)

    assert "Chưa có phiếu nào chưa hài lòng" in client.get(LISTEN).content.decode()
