"""Pages on which people are heard: sending, following, handling, publishing; no scripts."""

import io
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from motcua.agencies.roles import Role
from motcua.documents.models import ScanState, StoredFile
from motcua.documents.scanning import Scanner, scan_file
from motcua.notifications.models import Message
from motcua.petitions.lifecycle import FeedbackState
from motcua.petitions.models import CaseRead, Denunciation, Feedback, FeedbackDraft
from motcua.petitions.services.lodging import KEPT_FOR, delete_abandoned
from motcua.web.public import limits, petition_lodging
from motcua.web.throttle import Throttle
from tests.documents.conftest import EICAR, clamd
from tests.world import MONDAY, Place, World
from tests.world_petitions import complaint, denunciation, feedback_in, picture

__all__ = ["clamd"]
pytestmark = pytest.mark.django_db
MAIL = "lua@example.vn"
SAID = {
    "subject": "delay",
    "title": "Hẹn ba lần chưa trả",
    "text": "Tôi là Mai Thị Lụa, nộp hồ sơ mà hẹn ba lần vẫn chưa trả, gọi 0900000088.",
    "full_name": "Mai Thị Lụa",
    "address": "5 Đường Mẫu, ấp Ba",
}
STATES = FeedbackState


@pytest.fixture(autouse=True)
def _monday(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.FILES_FOLDER = tmp_path / "tệp"
    settings.UPLOADS_FOLDER = tmp_path / "gửi dở"
    monkeypatch.setattr(petition_lodging, "throttle", Throttle())
    with time_machine.travel(MONDAY, tick=False):
        yield


def of(place: Place, role: Role) -> Client:
    client = Client()
    account = place.officers[role].account
    assert account is not None
    client.force_login(account, "motcua.accounts.backends.AccountBackend")
    return client


def sent_code() -> str:
    message = Message.objects.filter(topic="petition_code").latest("pk")
    code: str
    [code] = set(re.findall(r"\b\d{6}\b", message.body))
    return code


def begun(client: Client) -> FeedbackDraft:
    client.post(reverse("public:feedback-begin"), {"email": MAIL})
    return FeedbackDraft.objects.get(email=MAIL)


def verified(client: Client) -> FeedbackDraft:
    draft = begun(client)
    client.post(reverse("public:feedback-code", args=[draft.ref]), {"code": sent_code()})
    return draft


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_somebody_without_an_account_is_heard(world: World) -> None:
    client = Client()
    draft = verified(client)
    address = reverse("public:feedback-write", args=[draft.ref])
    photo = SimpleUploadedFile("anh.jpg", picture())
    typed = {**SAID, "agency": world.here.agency.code, "photos": photo, "do": "look"}

    looked = client.post(address, typed)
    preview = client.get(looked.headers["Location"])
    sent = client.post(looked.headers["Location"])
    followed = client.get(sent.headers["Location"])

    public = preview.content.decode().split("cong-khai")[1].split('id="gui"')[0]
    assert "Mai Thị Lụa" not in public
    assert "0900000088" not in public
    one = Feedback.objects.select_related("petitioner").latest("pk")
    assert (one.petitioner.full_name, one.petitioner.email) == ("Mai Thị Lụa", MAIL)
    assert one.photos.count() == 1
    assert one.code in words(followed)
    assert not any(told in words(followed) for told in ("5 Đường Mẫu", MAIL))
    assert client.post(looked.headers["Location"]).headers["Location"].endswith(f"{one.code}/")


def test_without_the_code_nobody_writes(world: World) -> None:
    del world
    client = Client()
    draft = begun(client)
    code_page = reverse("public:feedback-code", args=[draft.ref])

    wrong = client.post(code_page, {"code": "000000" if sent_code() != "000000" else "1"})
    early = client.get(reverse("public:feedback-write", args=[draft.ref]))

    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "còn thử được" in words(wrong)
    assert early.headers["Location"] == code_page


def test_what_is_missing_is_said_and_what_was_typed_stays(world: World) -> None:
    client = Client()
    draft = verified(client)
    typed = {**SAID, "agency": world.here.agency.code, "address": "", "do": "look"}

    refused = client.post(reverse("public:feedback-write", args=[draft.ref]), typed)
    later = client.get(reverse("public:feedback-write", args=[draft.ref]))

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Xin ghi địa chỉ." in words(refused)
    for page in (refused, later):
        assert "Hẹn ba lần chưa trả" in page.content.decode()


def test_the_verified_address_cannot_be_changed_afterwards(world: World) -> None:
    client = Client()
    draft = verified(client)
    typed = {**SAID, "agency": world.here.agency.code, "email": "ai@example.vn", "do": "save"}

    client.post(reverse("public:feedback-write", args=[draft.ref]), typed)

    draft.refresh_from_db()
    assert draft.values["email"] == MAIL


def test_codes_are_not_sent_without_end(world: World) -> None:
    del world
    client = Client()
    address = reverse("public:feedback-begin")
    answers = [client.post(address, {"email": MAIL}).status_code for _try in range(4)]
    others = [client.post(address, {"email": f"a{n}@example.vn"}).status_code for n in range(20)]

    assert answers == [302, 302, 302, 422]
    assert others[-1] == HTTPStatus.TOO_MANY_REQUESTS


def test_codes_of_petitions_are_not_guessed(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    del world
    monkeypatch.setattr(limits, "throttle", Throttle())
    settings.LOOKUPS_PER_MINUTE = 3
    address = reverse("public:feedback-follow", args=["KKKK-KKKK-KKKK"])

    statuses = [Client().get(address).status_code for _try in range(4)]

    assert statuses == [404, 404, 404, 429]


def test_a_dossier_of_somebody_else_tells_nothing(world: World) -> None:
    codes = (world.dossiers["late"].code or "", "H06.25.03-990101-9999")
    pages = []
    for number, dossier_code in enumerate(codes):
        client = Client()
        client.post(reverse("public:feedback-begin"), {"email": f"x{number}@example.vn"})
        draft = FeedbackDraft.objects.get(email=f"x{number}@example.vn")
        code_page = reverse("public:feedback-code", args=[draft.ref])
        client.post(code_page, {"code": sent_code()})
        typed = {**SAID, "agency": world.here.agency.code, "dossier_code": dossier_code}
        client.post(reverse("public:feedback-write", args=[draft.ref]), {**typed, "do": "look"})
        sent = client.post(reverse("public:feedback-check", args=[draft.ref]))
        shown = words(client.get(sent.headers["Location"]))
        code = sent.headers["Location"].rstrip("/").rsplit("/", 1)[-1]
        pages.append(shown.replace(dossier_code, "").replace(code, ""))

    assert pages[0] == pages[1]


def test_the_code_holder_answers_rates_and_rates_once(world: World) -> None:
    del world
    client = Client()
    asked = feedback_in(STATES.AWAITING_PETITIONER)
    answered = feedback_in(STATES.ANSWERED)

    def post(one: Feedback, **typed: str) -> int:
        address = reverse("public:feedback-follow", args=[one.code])
        return client.post(address, typed).status_code

    assert post(asked, do="supply", text="") == HTTPStatus.UNPROCESSABLE_ENTITY
    assert post(asked, do="supply", text="Quầy số 3") == HTTPStatus.FOUND
    assert post(answered, do="rate") == HTTPStatus.UNPROCESSABLE_ENTITY
    assert post(answered, do="rate", value="1") == HTTPStatus.FOUND
    post(answered, do="rate", value="3")
    asked.refresh_from_db()
    answered.refresh_from_db()
    assert (asked.state, answered.rating) == (STATES.PROCESSING, 1)


def test_what_is_public_shows_no_name_and_a_picture_without_its_place(world: World) -> None:
    del world
    one = feedback_in(STATES.PUBLISHED)
    photo = one.photos.get()

    page = words(Client().get(reverse("public:feedback-one", args=[one.ref])))
    found = words(Client().get(reverse("public:feedback"), {"q": "HEN BA LAN"}))
    missed = words(Client().get(reverse("public:feedback"), {"q": "Tô Thị Kể"}))

    assert not any(told in page for told in ("Tô Thị Kể", "0900", "Đường Mẫu"))
    assert "Hẹn ba lần: published" in found
    assert "Hẹn ba lần: published" not in missed
    assert photo.is_public


@pytest.mark.parametrize("state", [one for one in STATES if one is not STATES.PUBLISHED])
def test_nothing_else_is_public(world: World, state: FeedbackState) -> None:
    del world
    one = feedback_in(state)

    assert Client().get(reverse("public:feedback-one", args=[one.ref])).status_code == 404


def test_a_picture_that_is_shown_says_nothing_of_where_it_was_taken(world: World) -> None:
    client = Client()
    draft = verified(client)
    photo = SimpleUploadedFile("anh.jpg", picture())
    typed = {**SAID, "agency": world.here.agency.code, "photos": photo, "do": "save"}
    client.post(reverse("public:feedback-write", args=[draft.ref]), typed)
    file = draft.files.get()

    shown = client.get(reverse("public:feedback-draft-photo", args=[draft.ref, file.ref]))

    assert shown.status_code == HTTPStatus.OK
    assert not Image.open(io.BytesIO(shown.content)).getexif()
    assert b"May anh bi mat" not in shown.content


def test_a_picture_with_a_virus_is_opened_by_nobody(
    world: World, settings: Any, clamd: str
) -> None:
    settings.SCANNER = clamd
    client = Client()
    draft = verified(client)
    made = io.BytesIO()
    Image.new("RGB", (32, 32)).save(made, "JPEG", comment=EICAR)
    photo = SimpleUploadedFile("anh.jpg", made.getvalue())
    typed = {**SAID, "agency": world.here.agency.code, "photos": photo, "do": "look"}
    client.post(reverse("public:feedback-write", args=[draft.ref]), typed)
    client.post(reverse("public:feedback-check", args=[draft.ref]))
    one = Feedback.objects.latest("pk")
    kept = one.photos.get()

    scan_file(kept.file, Scanner(clamd), at=MONDAY)

    kept.file.refresh_from_db()
    assert kept.file.scan_state == ScanState.INFECTED
    officer = of(world.here, Role.PETITION_OFFICER)
    address = reverse("office:petition-photo", args=[one.code, kept.ref])
    assert officer.get(address).status_code == HTTPStatus.FORBIDDEN


def test_what_was_not_sent_is_deleted_with_its_pictures(world: World) -> None:
    client = Client()
    draft = verified(client)
    photo = SimpleUploadedFile("anh.jpg", picture())
    typed = {**SAID, "agency": world.here.agency.code, "photos": photo, "do": "save"}
    client.post(reverse("public:feedback-write", args=[draft.ref]), typed)
    file = draft.files.get()

    delete_abandoned(at=MONDAY + KEPT_FOR * 2)

    assert not FeedbackDraft.objects.filter(pk=draft.pk).exists()
    assert StoredFile.objects.get(pk=file.pk).erased_at is not None


def test_an_officer_does_each_act_from_the_page(world: World) -> None:
    officer, leader = of(world.here, Role.PETITION_OFFICER), of(world.here, Role.APPROVER)
    one = feedback_in(STATES.RECEIVED)

    def post(client: Client, action: str, **typed: str) -> Any:
        return client.post(reverse("office:petition-act", args=[one.code, action]), typed)

    assert post(leader, "accept", subject="delay").status_code == HTTPStatus.FORBIDDEN
    assert post(officer, "accept", subject="conduct").status_code == HTTPStatus.FOUND
    empty = post(officer, "propose", words=" ")
    assert empty.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Xin ghi câu trả lời." in words(empty)
    assert post(officer, "propose", words="Đã trả.").status_code == HTTPStatus.FOUND
    answer = str(one.answers.get().pk)
    assert post(leader, "approve", answer="0").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert post(leader, "approve", answer=answer).status_code == HTTPStatus.FOUND
    confirm = reverse("office:petition-public", args=[one.code])
    raw = {"title": "Hẹn", "text": "Tô Thị Kể chờ lâu", "answer": "Đã trả.", "is_read": "on"}
    assert officer.post(confirm, raw).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    clean = {**raw, "text": "Một người chờ lâu"}
    unread = {name: value for name, value in clean.items() if name != "is_read"}
    assert officer.post(confirm, unread).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert officer.post(confirm, clean).status_code == HTTPStatus.FOUND
    one.refresh_from_db()
    assert one.state == STATES.PUBLISHED


def test_another_agency_finds_nothing(world: World) -> None:
    one = feedback_in(STATES.RECEIVED)
    for role in (Role.PETITION_OFFICER, Role.APPROVER, Role.HEAD_OF_DESK, Role.AUDITOR):
        client = of(world.elsewhere, role)

        statuses = {
            client.get(reverse("office:petition", args=[one.code])).status_code,
            client.post(
                reverse("office:petition-act", args=[one.code, "refuse"]), {"words": "x"}
            ).status_code,
        }

        assert statuses == {HTTPStatus.NOT_FOUND}


def test_who_only_looks_over_shoulders_sees_no_name(world: World) -> None:
    one = feedback_in(STATES.RECEIVED)
    for role in (Role.HEAD_OF_DESK, Role.AUDITOR):
        client = of(world.here, role)

        listed = words(client.get(reverse("office:petitions")))
        page = words(client.get(reverse("office:petition", args=[one.code])))

        assert "Tô T. K." in listed
        assert "Đường Mẫu" not in page
        assert "Người gửi Tô T. K." in page


def test_lists_cost_the_same_however_long(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = of(world.here, Role.PETITION_OFFICER)
    receiver = of(world.here, Role.COMPLAINT_OFFICER)
    client.get(reverse("office:petitions"))
    receiver.get(reverse("office:cases"))

    # who is asking, the tally, the rows, the stamp of the site
    with django_assert_num_queries(4):
        client.get(reverse("office:petitions"), {"loc": "tat-ca"})
    # who is asking, complaints, denunciations, the stamp of the site
    with django_assert_num_queries(4):
        receiver.get(reverse("office:cases"))
    # the three figures, the rows, the stamp of the site
    with django_assert_num_queries(5):
        Client().get(reverse("public:feedback"))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COMPLAINT_OFFICER])
def test_no_other_role_gets_near_what_is_kept_apart(world: World, role: Role) -> None:
    client = of(world.here, role)
    case = denunciation()
    names = ("office:case", "office:case-open")

    statuses = {client.get(reverse("office:cases")).status_code}
    for name in names:
        address = reverse(name, args=["to-cao", case.code])
        statuses |= {client.get(address).status_code, client.post(address).status_code}

    assert statuses == {HTTPStatus.FORBIDDEN}
    assert not CaseRead.objects.exists()


def test_a_case_is_opened_by_a_button_and_routed_on(world: World) -> None:
    client = of(world.here, Role.COMPLAINT_OFFICER)
    case = denunciation()
    closed = client.get(reverse("office:case", args=["to-cao", case.code]))
    address = reverse("office:case-open", args=["to-cao", case.code])

    opened = client.post(address)
    refused = client.post(address, {"do": "route", "agency": world.elsewhere.agency.code})
    routed = client.post(
        address,
        {
            "do": "route",
            "agency": world.elsewhere.agency.code,
            "document": "12/CV",
            "legal_basis": "Luật Tố cáo, Điều 24",
        },
    )

    assert "Ngô Văn Quyền" not in words(closed)
    assert "Ngô Văn Quyền" in words(opened)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert routed.status_code == HTTPStatus.FOUND
    case.refresh_from_db()
    assert case.agency == world.elsewhere.agency
    assert case.reads.count() == 2
    far = of(world.elsewhere, Role.COMPLAINT_OFFICER)
    assert "Ngô Văn Quyền" in words(far.post(address))
    told = words(Client().get(reverse("public:feedback-follow", args=[case.code])))
    assert "12/CV" in told
    assert "Điều 24" in told
    assert not any(secret in told for secret in ("Quyền", "Tô Thị Kể", "nhận tiền"))


def test_the_list_of_cases_tells_code_kind_and_day_alone(world: World) -> None:
    listed = words(of(world.here, Role.COMPLAINT_OFFICER).get(reverse("office:cases")))

    assert complaint().code in listed
    assert not any(secret in listed for secret in ("Quyền", "Tô Thị Kể", "nhận tiền"))


def test_a_denunciation_is_handed_in_without_a_name_and_leaves_only_its_code(
    world: World,
) -> None:
    before = Message.objects.count()
    typed = {
        "agency": world.here.agency.code,
        "about": "Ông Ngô Văn Quyền",
        "text": "Nhận tiền để làm nhanh hồ sơ.",
    }

    sent = Client().post(reverse("public:denunciation-new"), typed)

    case = Denunciation.objects.latest("pk")
    assert sent.headers["Location"].endswith(f"{case.code}/")
    assert case.is_anonymous
    assert Message.objects.count() == before


def test_a_complaint_without_a_name_is_sent_back_with_what_was_typed(world: World) -> None:
    typed = {"agency": world.here.agency.code, "about": "Quyết định 1", "text": "Không đồng ý."}

    answer = Client().post(reverse("public:complaint-new"), typed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Quyết định 1" in answer.content.decode()


def test_a_letter_without_an_address_is_entered_and_refused(world: World) -> None:
    client = of(world.here, Role.DESK_OFFICER)
    typed = {
        "way": "letter",
        "agency": world.here.agency.code,
        "subject": "other",
        "title": "Thư không địa chỉ",
        "text": "Đường vào ủy ban ngập nước khi mưa.",
    }

    taken = client.post(reverse("office:petition-new"), typed)
    by_phone = client.post(reverse("office:petition-new"), {**typed, "way": "phone"})

    assert "địa chỉ" in words(taken)
    assert Feedback.objects.latest("pk").state == STATES.NOT_ACCEPTED
    assert by_phone.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_an_administrator_sets_a_limit_and_words(world: World) -> None:
    client = of(world.here, Role.ADMINISTRATOR)
    limit = {
        "kind": "process",
        "value": "10",
        "unit": "working_day",
        "legal_basis": "QĐ 9/QĐ-UBND",
        "valid_from": "01/12/2026",
    }
    text = {"text_kind": "anonymous", "text": "Lời mới.", "text_from": "23/11/2026"}

    assert client.post(reverse("manage:petition-limit"), limit).status_code == HTTPStatus.FOUND
    again = client.post(reverse("manage:petition-limit"), limit)
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert client.post(reverse("manage:petition-text"), text).status_code == HTTPStatus.FOUND
    assert "Lời mới." in words(Client().get(reverse("public:denunciation-new")))
