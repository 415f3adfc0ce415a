"""Lodging from home: page after page without a script, and everything that may come between."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.agencies.roles import Role
from motcua.documents.services import Owner, store_upload
from motcua.dossiers.lifecycle import MoneyState, State
from motcua.dossiers.models import Dossier, LodgedForm, OnlineDraft, SupplementAnswer
from motcua.dossiers.services.online_drafts import KEPT_DAYS, delete_abandoned
from motcua.kernel.eforms.definitions import Definition
from motcua.notifications.models import Message
from motcua.people.models import Person
from motcua.people.services import change_contacts
from motcua.procedures.eform_services import (
    open_form_draft,
    publish_form,
    save_form_draft,
)
from motcua.procedures.models import EForm
from tests.citizens import person_of, sign_in_citizen
from tests.factories import UnitFactory
from tests.world import MONDAY, SCAN, World

pytestmark = pytest.mark.usefixtures("mai")
MARITAL, BIRTH = "1.004873", "1.001193"


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def mai(db: None, world: World, client: Client) -> Person:
    """Sign in Mai, who is known by telephone and mail; her commune is there too."""
    del db
    UnitFactory.create(
        level="commune", name="An Bình", full_name="Xã An Bình", parent=world.province
    )
    person = person_of(name="Nguyễn Thị Mai")
    change_contacts(
        person, phone="0903123456", email="mai@example.vn", address="Số 2 đường Mẫu", at=MONDAY
    )
    return sign_in_citizen(client, person)


def begin(client: Client, code: str, world: World, **more: str) -> OnlineDraft:
    asked = {"agency": str(world.here.agency.pk), "standing": "self", **more}
    answer = client.post(f"/cua-toi/nop/{code}/", asked)
    assert answer.status_code == 302, answer.content.decode()
    draft = OnlineDraft.objects.order_by("-pk").first()
    assert draft is not None
    return draft


def page(draft: OnlineDraft, name: str) -> str:
    return f"/cua-toi/nop/ban/{draft.ref}/trang/{name}/"


def check_page(draft: OnlineDraft) -> str:
    return f"/cua-toi/nop/ban/{draft.ref}/kiem-tra/"


def post(client: Client, draft: OnlineDraft, name: str, do: str = "next", **typed: Any) -> Any:
    """Post a page as it was shown last."""
    version = OnlineDraft.objects.values_list("version", flat=True).get(pk=draft.pk)
    return client.post(page(draft, name), {"version": version, "do": do, **typed})


def address(name: str, world: World) -> dict[str, str]:
    return {
        f"{name}.province": world.province.code,
        f"{name}.commune": "an binh",
        f"{name}.detail": "Số 2 đường Mẫu",
    }


def applicant(world: World, **more: str) -> dict[str, str]:
    return {
        "applicant_name": "Nguyễn Thị Mai",
        "applicant_number": "077199000001",
        "applicant_phone": "0903123456",
        "applicant_email": "mai@example.vn",
        **address("applicant_address", world),
        **more,
    }


def filled(client: Client, world: World) -> OnlineDraft:
    """Fill the plain form up to the check."""
    world.birth.eform = None
    world.birth.save(update_fields=["eform"])
    draft = begin(client, BIRTH, world)
    answers = {
        "applicant": applicant(world),
        "request": {"request_text": "Khai sinh cho con"},
        "papers": {},
        "result": {"result_mode": "electronic", "declaration": "yes"},
    }
    for shown in definition(draft).pages:
        answer = post(client, draft, shown.id, **answers[shown.id])
        assert answer.status_code == 302, answer.content.decode()
    return draft


def definition(draft: OnlineDraft) -> Definition:
    return Definition.from_document(draft.form_version.definition)


def lodge(client: Client, draft: OnlineDraft) -> Dossier:
    answer = client.post(check_page(draft), {"do": "lodge"})
    assert answer.status_code == 302, answer.content.decode()
    key = urlsplit(answer["Location"]).path.rstrip("/").rpartition("/")[2]
    return Dossier.objects.get(tracking_code=key)


def test_the_plain_form_is_lodged_without_a_script(
    client: Client, world: World, mai: Person
) -> None:
    draft = filled(client, world)
    shown = client.get(check_page(draft)).content.decode()
    assert "Khai sinh cho con" in shown
    assert "Số 2 đường Mẫu, Xã An Bình" in shown

    dossier = lodge(client, draft)

    assert (dossier.state, dossier.channel) == (State.SUBMITTED, "online")
    assert dossier.applicant_id == mai.pk
    said = client.get(f"/cua-toi/nop/xong/{dossier.tracking_code}/").content.decode()
    assert dossier.tracking_code in said
    assert "Trả lời trong 8 giờ làm việc" in said
    [paper] = dossier.papers.all()
    assert paper.file is not None
    assert paper.file.content_type == "application/pdf"
    event = dossier.events.get()
    assert event.payload["by"] == "applicant"
    assert event.payload["form"] == draft.form_version_id
    assert "Mai" not in str(event.payload)
    assert Message.objects.filter(about=dossier.tracking_code, topic="lodged").exists()


def test_lodging_twice_makes_one_dossier(client: Client, world: World) -> None:
    draft = filled(client, world)

    first, second = lodge(client, draft), lodge(client, draft)

    assert first == second
    draft.refresh_from_db()
    assert draft.values == {}
    assert client.get(page(draft, "request")).status_code == 302


def test_the_desk_sees_the_answers_and_accepts(client: Client, world: World) -> None:
    dossier = lodge(client, filled(client, world))
    desk = Client()
    account = world.here.officers[Role.DESK_OFFICER].account
    assert account is not None
    desk.force_login(account, backend="motcua.accounts.backends.AccountBackend")

    waiting = desk.get("/can-bo/quay/cho-tiep-nhan/").content.decode()
    assert dossier.tracking_code in waiting
    asked = desk.get(f"/can-bo/quay/cho-tiep-nhan/{dossier.tracking_code}/")
    assert "Khai sinh cho con" in asked.content.decode()
    taken = desk.post(f"/can-bo/quay/cho-tiep-nhan/{dossier.tracking_code}/")

    dossier.refresh_from_db()
    assert taken.status_code == 302
    assert dossier.state == State.ACCEPTED
    shown = desk.get(f"/can-bo/ho-so/{dossier.code}/").content.decode()
    assert "Khai sinh cho con" in shown


def test_a_fee_is_owed_as_at_the_desk(client: Client, world: World) -> None:
    world.marital.eform = None
    world.marital.save(update_fields=["eform"])
    draft = begin(client, MARITAL, world)
    for shown in definition(draft).pages:
        typed = {
            "applicant": applicant(world),
            "request": {"request_text": "Xác nhận độc thân"},
            "result": {"result_mode": "at_desk", "declaration": "yes"},
        }.get(shown.id, {})
        assert post(client, draft, shown.id, **typed).status_code == 302

    dossier = lodge(client, draft)

    assert dossier.money_state == MoneyState.DUE
    assert [charge.amount_dong for charge in dossier.charges.all()] == [15_000]


def test_nothing_is_lodged_while_an_answer_is_missing(
    client: Client, world: World, mai: Person
) -> None:
    draft = begin(client, MARITAL, world)

    answer = client.post(check_page(draft), {"do": "lodge"})

    assert answer.status_code == 422
    assert "Xin trả lời câu" in answer.content.decode()
    assert not Dossier.objects.filter(applicant=mai).exists()


def test_what_is_known_is_filled_in_and_says_where_from(client: Client, world: World) -> None:
    draft = begin(client, MARITAL, world)

    shown = client.get(page(draft, "applicant")).content.decode()

    assert 'value="Nguyễn Thị Mai"' in shown
    assert "Lấy từ định danh điện tử của ông/bà" in shown
    post(client, draft, "applicant", do="save", **applicant(world, applicant_name="Mai sửa"))
    again = client.get(page(draft, "applicant")).content.decode()
    assert 'value="Mai sửa"' in again
    assert "applicant_name" not in OnlineDraft.objects.get(pk=draft.pk).origins


def test_an_earlier_dossier_answers_the_same_question(client: Client, world: World) -> None:
    dossier = lodge(client, filled(client, world))

    draft = begin(client, BIRTH, world)

    assert draft.values["request_text"] == "Khai sinh cho con"
    assert dossier.tracking_code in draft.origins["request_text"]


def test_a_wrong_answer_is_told_and_kept(client: Client, world: World) -> None:
    draft = begin(client, MARITAL, world)

    answer = post(client, draft, "applicant", **applicant(world, applicant_phone="không có"))

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Số điện thoại có từ 9 đến 11 chữ số" in said
    assert 'value="không có"' in said
    assert 'value="không có"' in client.get(page(draft, "applicant")).content.decode()


def test_a_question_that_appears_is_shown_before_going_on(client: Client, world: World) -> None:
    draft = begin(client, MARITAL, world)
    typed = {"status": "divorced", **address("lived_in", world)}

    answer = post(client, draft, "status", **typed)

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Bản án, quyết định ly hôn ghi ngày nào?" in said
    hidden = client.get(page(draft, "status")).content.decode()
    assert 'data-path="divorce_on">' in hidden
    assert 'data-path="death_on" hidden>' in hidden


def test_rows_are_added_and_dropped_without_a_script(client: Client, world: World) -> None:
    form = EForm.objects.get(code="chung-thuc-ban-sao")
    world.marital.eform = form
    world.marital.save(update_fields=["eform"])
    draft = begin(client, MARITAL, world)
    typed = {
        "items.0.title": "Bằng đại học",
        "items.0.pages_each": "2",
        "items.0.copies_each": "3",
    }

    post(client, draft, "what", do="row:items", **typed)
    two = client.get(page(draft, "what")).content.decode()
    assert 'name="items.1.title"' in two
    assert ">6</output>" in two
    post(client, draft, "what", do="drop:items.0", **typed, **{"items.1.title": "Học bạ"})

    assert OnlineDraft.objects.get(pk=draft.pk).values["items"][0]["title"] == "Học bạ"


def test_of_two_devices_the_later_one_is_asked(client: Client, world: World) -> None:
    draft = begin(client, MARITAL, world)
    phone = {"version": draft.version, "do": "next"}
    laptop = dict(phone)
    saved = client.post(page(draft, "purpose"), {**phone, "purpose_text": "gõ ở điện thoại"})
    assert saved.status_code in {302, 422}

    asked = client.post(page(draft, "purpose"), {**laptop, "purpose_text": "gõ ở máy tính"})

    said = asked.content.decode()
    assert asked.status_code == 409
    assert "gõ ở điện thoại" in said
    assert "gõ ở máy tính" in said
    assert OnlineDraft.objects.get(pk=draft.pk).values["purpose_text"] == "gõ ở điện thoại"
    post(client, draft, "purpose", do="save", purpose_text="gõ ở máy tính")
    assert OnlineDraft.objects.get(pk=draft.pk).values["purpose_text"] == "gõ ở máy tính"


def test_autosave_answers_with_the_hour_and_the_version(client: Client, world: World) -> None:
    draft = begin(client, MARITAL, world)

    answer = post(client, draft, "purpose", do="autosave", purpose="marriage")
    late = client.post(
        page(draft, "purpose"), {"version": "1", "do": "autosave", "purpose": "other"}
    )

    assert answer.content.decode() == "Đã lưu lúc 14:05"
    assert answer["X-Version"] == "2"
    assert late.status_code == 409


def test_what_was_typed_outlives_the_session(client: Client, world: World, mai: Person) -> None:
    draft = begin(client, MARITAL, world)
    client.logout()

    sent = post(client, draft, "purpose", purpose="other", purpose_text="đã gõ khi hết phiên")
    assert "dang-nhap" in sent["Location"]
    sign_in_citizen(client, mai)
    shown = client.get(page(draft, "purpose")).content.decode()

    assert "đã gõ khi hết phiên" in shown
    assert "Phiên đăng nhập đã hết trước khi lưu" in shown
    post(client, draft, "purpose", do="save", purpose="other", purpose_text="đã lưu")
    assert "hết trước khi lưu" not in client.get(page(draft, "purpose")).content.decode()


def test_files_are_sent_seen_refused_and_taken_away(client: Client, world: World) -> None:
    draft = begin(client, MARITAL, world)
    good = SimpleUploadedFile("uy-quyen.pdf", SCAN)
    bad = SimpleUploadedFile("tro-choi.exe", b"MZ not a scan")

    refused = post(client, draft, "papers", do="upload:authority_paper", authority_paper=bad)
    taken = post(client, draft, "papers", do="upload:authority_paper", authority_paper=good)

    assert refused.status_code == 422
    assert "tro-choi.exe" in refused.content.decode()
    assert taken.status_code == 302
    file = draft.files.get()
    assert "uy-quyen.pdf" in client.get(page(draft, "papers")).content.decode()
    opened = client.get(f"/cua-toi/nop/ban/{draft.ref}/tep/{file.ref}/")
    assert opened.status_code == 200
    assert b"".join(opened) == SCAN
    post(client, draft, "papers", do=f"detach:{file.ref}")
    assert not draft.files.exists()
    file.refresh_from_db()
    assert file.erased_at is not None


def test_nobody_opens_another_s_draft(client: Client, world: World) -> None:
    draft = begin(client, MARITAL, world)
    other = Client()
    sign_in_citizen(other)

    for address_ in (page(draft, "applicant"), check_page(draft)):
        assert other.get(address_).status_code == 404
    assert post(other, draft, "applicant").status_code == 404


def test_a_guardian_lodges_for_a_child(client: Client, world: World) -> None:
    missing = client.post(
        f"/cua-toi/nop/{MARITAL}/",
        {"agency": str(world.here.agency.pk), "standing": "guardian"},
    )
    assert missing.status_code == 422
    draft = begin(
        client,
        MARITAL,
        world,
        standing="guardian",
        principal_name="Trần Bé Na",
        principal_birth_on="5/6/2015",
        document="Giấy khai sinh số 12/2015",
    )

    shown = client.get(page(draft, "subject")).content.decode()

    assert 'value="Trần Bé Na"' in shown
    assert "Lấy từ điều ông/bà ghi khi bắt đầu" in shown


def test_an_abandoned_draft_goes_with_its_files(client: Client, world: World) -> None:
    draft = begin(client, MARITAL, world)
    post(
        client,
        draft,
        "papers",
        do="upload:authority_paper",
        authority_paper=SimpleUploadedFile("uy-quyen.pdf", SCAN),
    )
    file = draft.files.get()

    assert delete_abandoned(at=MONDAY + timedelta(days=KEPT_DAYS - 1)) == 0
    assert delete_abandoned(at=MONDAY + timedelta(days=KEPT_DAYS + 1)) >= 1

    assert not OnlineDraft.objects.filter(pk=draft.pk).exists()
    file.refresh_from_db()
    assert file.erased_at is not None


def test_a_later_version_asks_later_drafts_only(client: Client, world: World) -> None:
    """What was begun, lodged or accepted keeps its form: the matrix of a changed form.

    A draft begun keeps its questions; a dossier lodged shows its answers in the words in which
    they were asked, whatever was renamed, retyped, required or removed since.
    """
    begun = filled(client, world)
    dossier = lodge(client, begun)
    old = begin(client, MARITAL, world)
    post(client, old, "purpose", do="save", purpose="other", purpose_text="Vay vốn")
    administrator = world.here.actor(Role.ADMINISTRATOR)
    form = EForm.objects.get(code="tinh-trang-hon-nhan")
    new = open_form_draft(form, actor=administrator)
    document = dict(new.definition)
    pages = [page_ for page_ in document["pages"] if page_["id"] != "purpose"]
    pages[0]["fields"].append(
        {
            "id": "new_question",
            "type": "text",
            "required": True,
            "label": {"vi": "Câu mới", "en": "New question"},
        }
    )
    save_form_draft(new, {**document, "pages": pages}, actor=administrator)
    publish_form(new, valid_from=MONDAY.date(), actor=administrator, at=MONDAY)

    later = begin(client, MARITAL, world)

    assert "new_question" in definition(later).by_id
    old.refresh_from_db()
    assert "new_question" not in definition(old).by_id
    assert old.values["purpose_text"] == "Vay vốn"
    assert client.get(page(old, "purpose")).status_code == 200
    lodged = LodgedForm.objects.get(dossier=dossier)
    assert lodged.form_version_id == begun.form_version_id
    assert lodged.values["request_text"] == "Khai sinh cho con"


def test_lodging_for_another_needs_the_paper_and_tells_them(
    client: Client, world: World, mai: Person
) -> None:
    world.birth.eform = None
    world.birth.save(update_fields=["eform"])
    draft = begin(
        client,
        BIRTH,
        world,
        standing="proxy",
        principal_name="Trần Văn Ba",
        principal_number="077060000123",
        principal_email="ba@example.vn",
        document="Giấy ủy quyền ngày 20/11/2026",
    )
    answers = {
        "applicant": applicant(world),
        "request": {"request_text": "Khai sinh"},
        "result": {"result_mode": "at_desk", "declaration": "yes"},
    }
    for shown in definition(draft).pages:
        assert post(client, draft, shown.id, **answers.get(shown.id, {})).status_code == 302
    refused = client.post(check_page(draft), {"do": "lodge"})
    assert refused.status_code == 422
    assert "giấy tờ cho phép nộp thay" in refused.content.decode()
    scan = SimpleUploadedFile("uy-quyen.pdf", SCAN)
    post(client, draft, "papers", do="upload:authority_paper", authority_paper=scan)

    dossier = lodge(client, draft)

    assert dossier.proxy == mai
    assert dossier.principal.full_name == "Trần Văn Ba"
    assert dossier.entitlements.get().document == "Giấy ủy quyền ngày 20/11/2026"
    assert Message.objects.filter(recipient="ba@example.vn").exists()
    assert any("cho phép nộp thay" in paper.name for paper in dossier.papers.all())


def test_a_file_that_answers_a_request_too_stays_when_it_is_taken_off_a_draft(
    client: Client, world: World, mai: Person
) -> None:
    draft = begin(client, MARITAL, world)
    owner = Owner(person_id=mai.pk)
    sent = store_upload(SimpleUploadedFile("hai-noi.pdf", SCAN), owner=owner, at=MONDAY)
    pause = world.dossiers["awaiting_supplement"].pauses.get(ended_at=None)
    SupplementAnswer.objects.create(
        pause=pause, dossier_id=pause.dossier_id, point=1, file=sent, saved_at=MONDAY
    )

    kept = {"kept-authority_paper": str(sent.ref)}
    post(client, draft, "papers", do="upload:authority_paper", **kept)
    assert draft.files.get() == sent
    post(client, draft, "papers", do=f"detach:{sent.ref}")

    assert not draft.files.exists()
    sent.refresh_from_db()
    assert sent.erased_at is None
