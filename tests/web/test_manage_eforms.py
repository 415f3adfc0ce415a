"""The administrator's pages of electronic forms: edited field by field, tried, published."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.agencies.roles import Role
from motcua.procedures.models import EForm, EFormVersion, Procedure
from tests.world import MONDAY, World
from tests.world_online import MARITAL

pytestmark = pytest.mark.usefixtures("db")
ROOT = "/quan-tri/to-khai/"
DRAFT = f"{ROOT}{MARITAL}/ban-thao/"


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def admin(world: World) -> Client:
    client = Client()
    account = world.here.officers[Role.ADMINISTRATOR].account
    assert account is not None
    client.force_login(account, backend="motcua.accounts.backends.AccountBackend")
    return client


def draft() -> dict[str, Any]:
    found: dict[str, Any] = EFormVersion.objects.get(form__code=MARITAL, status="draft").definition
    return found


def ids(page_id: str) -> list[str]:
    page = next(page for page in draft()["pages"] if page["id"] == page_id)
    return [field["id"] for field in page["fields"]]


def test_a_field_is_added_described_moved_and_removed(admin: Client) -> None:
    added = admin.post(
        f"{DRAFT}trang/purpose/", {"do": "field", "id": "bank_name", "type": "choice"}
    )
    assert added["Location"] == f"{DRAFT}o/bank_name/"
    told = admin.get(DRAFT).content.decode()
    assert "chưa có tên tiếng Việt" in told
    described = {
        "label_vi": "Ngân hàng nào?",
        "label_en": "Which bank?",
        "required": "yes",
        "choices": "a | Ngân hàng A | Bank A\nb | Ngân hàng B | Bank B",
        "show_field": "purpose",
        "show_test": "is",
        "show_value": "property",
    }
    assert admin.post(f"{DRAFT}o/bank_name/", described).status_code == 302
    field = next(one for one in draft()["pages"][3]["fields"] if one["id"] == "bank_name")
    assert field["required"] is True
    assert [one["value"] for one in field["choices"]] == ["a", "b"]
    assert field["show_if"] == {"field": "purpose", "is": "property"}
    before = ids("purpose").index("bank_name")

    admin.post(DRAFT, {"do": "up:field.bank_name"})
    assert ids("purpose").index("bank_name") == before - 1
    admin.post(DRAFT, {"do": "remove:field.bank_name"})
    assert "bank_name" not in ids("purpose")


def test_choices_that_are_not_whole_are_refused_and_kept(admin: Client) -> None:
    shown = admin.get(f"{DRAFT}o/status/").content.decode()
    assert "never | Chưa từng kết hôn | Never married" in shown

    answer = admin.post(
        f"{DRAFT}o/status/",
        {"label_vi": "Tình trạng", "label_en": "Status", "required": "yes", "choices": "a | A"},
    )

    assert answer.status_code == 422
    assert "chưa đủ ba phần" in answer.content.decode()


def test_editing_leaves_what_the_page_does_not_show(admin: Client) -> None:
    before = next(f for f in draft()["pages"][2]["fields"] if f["id"] == "divorce_on")

    admin.post(
        f"{DRAFT}o/divorce_on/",
        {
            "label_vi": before["label"]["vi"],
            "label_en": before["label"]["en"],
            "help_vi": before["help"]["vi"],
            "help_en": before["help"]["en"],
            "required": "yes",
            "past": "on",
            "show_field": "status",
            "show_test": "is",
            "show_value": "divorced",
        },
    )

    after = next(f for f in draft()["pages"][2]["fields"] if f["id"] == "divorce_on")
    assert after == before


def test_a_draft_with_faults_is_not_published(admin: Client) -> None:
    admin.post(f"{DRAFT}trang/purpose/", {"do": "field", "id": "half", "type": "choice"})

    answer = admin.post(DRAFT, {"do": "publish", "valid_from": "23/11/2026"})

    assert answer.status_code == 422
    assert "chưa có lựa chọn nào" in answer.content.decode()
    assert EFormVersion.objects.filter(form__code=MARITAL, status="published").count() == 1


def test_a_draft_is_published_and_the_one_before_ends(admin: Client) -> None:
    admin.post(DRAFT, {"do": "remove:page.papers"})

    answer = admin.post(DRAFT, {"do": "publish", "valid_from": "1/12/2026"})

    assert answer.status_code == 302
    old, new = EFormVersion.objects.filter(form__code=MARITAL).order_by("number")
    assert str(old.valid_to) == "2026-11-30"
    assert (new.status, str(new.valid_from)) == ("published", "2026-12-01")
    shown = admin.get(f"{ROOT}{MARITAL}/").content.decode()
    assert "Bỏ trang “Giấy tờ kèm theo”." in shown


def test_a_form_goes_out_as_a_file_and_comes_back(admin: Client) -> None:
    file = admin.get(f"{ROOT}{MARITAL}/ban/1/tep/").content
    changed = json.loads(file)
    changed["definition"]["title"]["vi"] = "Tờ khai đã sửa bằng tệp"
    sent = SimpleUploadedFile("to-khai.json", json.dumps(changed).encode())

    admin.post(f"{ROOT}{MARITAL}/nhap/", {"file": sent})
    assert draft()["title"]["vi"] == "Tờ khai đã sửa bằng tệp"

    broken = SimpleUploadedFile("to-khai.json", b'{"format": "motcua-eform", "definition": {}}')
    told = admin.post(f"{ROOT}{MARITAL}/nhap/", {"file": broken}, follow=True)
    assert "không phải tờ khai theo định dạng" in told.content.decode()
    assert draft()["title"]["vi"] == "Tờ khai đã sửa bằng tệp"


def test_a_page_is_tried_and_nothing_is_kept(admin: Client) -> None:
    address = f"{ROOT}{MARITAL}/ban/1/xem/applicant/"

    wrong = admin.post(address, {"applicant_phone": "abc"})

    assert wrong.status_code == 422
    assert "Số điện thoại có từ 9 đến 11 chữ số" in wrong.content.decode()


def test_procedures_are_told_which_form_to_ask_with(admin: Client, world: World) -> None:
    wrong = admin.post(f"{ROOT}{MARITAL}/thu-tuc/", {"codes": "9.999999"})
    assert wrong.status_code == 422

    admin.post(f"{ROOT}{MARITAL}/thu-tuc/", {"codes": f"{world.birth.code}\n"})

    form = EForm.objects.get(code=MARITAL)
    assert [one.code for one in Procedure.objects.filter(eform=form)] == [world.birth.code]


def test_a_form_is_begun_and_thrown_away(admin: Client) -> None:
    made = admin.post(f"{ROOT}moi/", {"name": "Tờ khai thử"})
    assert made["Location"] == f"{ROOT}to-khai-thu/ban-thao/"

    admin.post(made["Location"], {"do": "discard"})

    assert not EForm.objects.filter(code="to-khai-thu").exists()
