"""The log of configuration, switches, configuration as files, and what had no page before."""

import json
import re
from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.agencies.models import Agency, Installation, Unit, UnitLevel, UnitSuccession
from motcua.agencies.roles import Role
from motcua.configuration.carrying import packing
from motcua.configuration.carrying.exporting import export
from motcua.configuration.models import Change, FeatureSwitch
from motcua.procedures.models import Procedure, ProcedureVersion
from tests.factories import AgencyFactory, DeskFactory, UnitFactory
from tests.web.manage_pages import MONDAY, address, require_refused, sign_in, text_of

pytestmark = pytest.mark.django_db
LOG_QUERIES = 5
"""Who is asking with the stamp, the page of the log, agencies named, who did it; the officer."""


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def agency(client: Client) -> Agency:
    return sign_in(client)


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_FOLDER = tmp_path
    return tmp_path


def change_phone(client: Client, agency: Agency, phone: str) -> None:
    typed = {
        "code": agency.code,
        "name": agency.name,
        "kind": agency.kind,
        "unit": agency.unit.code,
        "phone": phone,
        "warn_percent": "80",
        "supplement_days": "30",
        "valid_from": f"{agency.valid_from:%d/%m/%Y}",
    }
    answer = client.post(address("agency-edit", agency.code), typed)
    assert answer.status_code == HTTPStatus.FOUND, text_of(answer)


def test_a_change_at_a_page_is_told_with_who_did_it(
    client: Client, agency: Agency, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    change_phone(client, agency, "0254 777 777")
    change_phone(client, agency, "0254 888 888")

    page = address("change-log") + "?bang=agencies_agency"
    client.get(page)
    with django_assert_num_queries(LOG_QUERIES):
        said = text_of(client.get(page))

    assert "0254 777 777 → 0254 888 888" in said
    assert "Trên trang" in said
    made = Change.objects.latest("pk")
    assert made.account is not None
    assert made.actor_name == made.account.officer.full_name
    assert address("agency", agency.code) in said


def test_one_objects_history_and_one_change_are_shown(client: Client, agency: Agency) -> None:
    change_phone(client, agency, "0254 777 777")
    made = Change.objects.filter(action="update").latest("pk")

    history = text_of(client.get(address("change-history", "agencies_agency", agency.pk)))
    one = text_of(client.get(address("change", made.pk)))

    assert f"Các lần thay đổi: {agency.name}" in history
    assert "0254 777 777" in history
    assert "0254 777 777" in one
    assert address("change-history", "agencies_agency", agency.pk) in text_of(
        client.get(address("agency", agency.code))
    )


@pytest.mark.usefixtures("agency")
@pytest.mark.parametrize(
    "place", [("agencies_agency", "khong"), ("dossiers_dossier", "1"), ("agencies_agency", "0")]
)
def test_history_of_nothing_is_not_found(client: Client, place: tuple[str, str]) -> None:
    assert client.get(address("change-history", *place)).status_code == HTTPStatus.NOT_FOUND


def test_the_log_is_filtered_by_person_day_and_name(client: Client, agency: Agency) -> None:
    change_phone(client, agency, "0254 777 777")
    told = Change.objects.latest("pk")
    day = f"{told.recorded_at.astimezone(MONDAY.tzinfo):%d/%m/%Y}"

    def asked(**query: str) -> str:
        return text_of(client.get(address("change-log"), {"bang": "agencies_agency", **query}))

    assert "0254 777 777" in asked(nguoi=told.actor_name, valid_from=day, valid_to=day)
    assert "0254 777 777" in asked(q=agency.code)
    assert "Không có thay đổi nào" in asked(nguoi="không ai cả")
    assert "Không có thay đổi nào" in asked(valid_to="01/01/2020")
    require_refused(client.get(address("change-log"), {"valid_from": "hôm qua"}), "không có thật")


def test_the_log_is_read_page_by_page(client: Client, agency: Agency) -> None:
    for number in range(60):
        Agency.objects.filter(pk=agency.pk).update(phone=f"p{number:02}")

    first = client.get(address("change-log"), {"bang": "agencies_agency"})
    said = text_of(first)
    found = re.search(r'rel="next" href="([^"]+)"', said)
    assert found is not None
    second = text_of(client.get(found[1]))

    assert ("→ p59" in said, "→ p00" in said) == (True, False)
    assert ("→ p59" in second, "→ p00" in second) == (False, True)


def test_the_log_is_taken_along_as_csv(client: Client, agency: Agency) -> None:
    change_phone(client, agency, "=1+1")

    answer: Any = client.get(address("change-file"), {"bang": "agencies_agency"})
    said = b"".join(answer.streaming_content).decode()

    assert "Điện thoại" in said
    assert "'=1+1" in said


def test_an_inspector_reads_and_changes_nothing(client: Client) -> None:
    sign_in(client, Role.AUDITOR)

    read = {client.get(address(name)).status_code for name in ("change-log", "switches")}
    wrote = client.post(address("switch-set"), {}).status_code

    assert (read, wrote) == ({HTTPStatus.OK}, HTTPStatus.FORBIDDEN)


# Switches


def turn(client: Client, feature: str, do: str = "tat", **more: str) -> Any:
    typed = {"feature": feature, "do": do, "agency": "", "reason": "bảo trì", **more}
    return client.post(address("switch-set"), typed)


@pytest.mark.usefixtures("agency")
def test_a_switch_needs_a_reason_and_keeps_what_was_typed(client: Client) -> None:
    answer = turn(client, "api", reason="", sentence="Đến 17 giờ")

    require_refused(answer, "Xin ghi lý do")
    assert "Đến 17 giờ" in text_of(answer)
    assert not FeatureSwitch.objects.exists()


@pytest.mark.usefixtures("agency")
@pytest.mark.parametrize(
    ("feature", "names"),
    [
        ("appointments", ["public:booking"]),
        (
            "petitions",
            ["public:feedback-begin", "public:complaint-new", "public:denunciation-new"],
        ),
    ],
)
def test_what_is_off_says_so_and_leaves_the_menu(
    client: Client, feature: str, names: list[str]
) -> None:
    visitor = Client()
    assert reverse(names[0]) in text_of(visitor.get(reverse("public:ledger")))

    turn(client, feature, sentence="Đến hết ngày 30/11.")
    closed = [visitor.get(reverse(name)) for name in names]
    menu = text_of(visitor.get(reverse("public:ledger")))
    turn(client, feature, do="bat")

    assert {one.status_code for one in closed} == {HTTPStatus.SERVICE_UNAVAILABLE}
    assert all("Đến hết ngày 30/11." in text_of(one) for one in closed)
    assert reverse(names[0]) not in menu
    assert visitor.get(reverse(names[0])).status_code == HTTPStatus.OK
    off, on = Change.objects.filter(table_name="configuration_featureswitch").order_by("pk")
    assert (off.reason, on.action, on.before) == (
        "bảo trì",
        "update",
        {"is_on": False, "sentence": "Đến hết ngày 30/11."},
    )


@pytest.mark.usefixtures("agency")
def test_the_api_closes_for_tokens(client: Client) -> None:
    turn(client, "api")

    answer = Client().post(reverse("api:token"), {"grant_type": "client_credentials"})

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert json.loads(answer.content)["code"] == "switched-off"


def test_a_feature_without_a_switch_of_its_own_is_not_off_in_one_place(
    client: Client, agency: Agency
) -> None:
    answer = turn(client, "petitions", agency=agency.code)

    require_refused(answer, "chỉ tắt, bật được cho toàn hệ thống")


@pytest.mark.usefixtures("agency")
def test_nobody_switches_what_another_agency_offers(client: Client) -> None:
    other = AgencyFactory.create(parent=None)

    assert turn(client, "tickets", agency=other.code).status_code == HTTPStatus.FORBIDDEN


# Configuration as files


def upload(client: Client, files: dict[str, bytes]) -> Any:
    packed = SimpleUploadedFile("cau-hinh.zip", packing.to_zip(files.items()))
    return client.post(address("carrying-upload"), {"file": packed}, follow=True)


def ref_of(looked: Any) -> str:
    """Return what was uploaded is called."""
    return str(looked.redirect_chain[-1][0]).rstrip("/").rpartition("/")[2]


@pytest.mark.usefixtures("agency")
def test_files_are_taken_along_changed_looked_at_and_taken_over(
    client: Client, folder: Path
) -> None:
    downloaded = client.get(address("carrying-download"))
    files = packing.read_zip(downloaded.content)
    rows = json.loads(files["agencies.json"])
    rows[0]["phone"] = "0254 999 999"
    files["agencies.json"] = json.dumps(rows).encode()

    looked = upload(client, files)
    before = Agency.objects.get(code=rows[0]["code"]).phone
    confirm = address("carrying-apply", ref_of(looked))
    refused = client.post(confirm, {"reason": ""})
    done = client.post(confirm, {"reason": "Quyết định 5"}, follow=True)

    assert "0254 999 999" in text_of(looked)
    assert before != "0254 999 999"
    require_refused(refused, "Xin ghi lý do")
    assert "thêm 0, sửa 1" in text_of(done)
    assert Agency.objects.get(code=rows[0]["code"]).phone == "0254 999 999"
    assert Change.objects.latest("pk").reason == "Quyết định 5"
    assert list((folder / "configuration-in").iterdir()) == []


@pytest.mark.usefixtures("agency", "folder")
def test_a_mistake_in_a_file_is_told_with_file_and_field(client: Client) -> None:
    files = dict(export())
    rows = json.loads(files["agencies.json"])
    rows[0]["kind"] = "vuong_quoc"

    said = upload(client, {**files, "agencies.json": json.dumps(rows).encode()})

    assert said.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "agencies.json" in text_of(said)
    assert f"{rows[0]['code']} · kind" in text_of(said)


@pytest.mark.usefixtures("folder")
def test_what_is_no_zip_is_refused_and_what_is_anothers_not_found(
    client: Client, agency: Agency
) -> None:
    wrong = client.post(
        address("carrying-upload"), {"file": SimpleUploadedFile("a.zip", b"x")}, follow=True
    )
    looked = upload(client, dict(export()))
    other = Client()
    sign_in(other, agency=agency)

    require_refused(wrong, "không phải tệp .zip")
    assert other.get(address("carrying-report", ref_of(looked))).status_code == 404


# The place, units, procedures


def test_what_pages_say_of_the_place_is_changed(client: Client, agency: Agency) -> None:
    desk = DeskFactory.create(agency=agency)
    Installation.objects.create(unit=agency.unit, site_name="Tên cũ")
    typed = {"site_name": "Tên mới", "hotline": "1022", "default_desk": desk.code}

    wrong = client.post(address("installation"), {**typed, "default_desk": "khong-co"})
    client.post(address("installation"), typed)

    require_refused(wrong, "Không có bộ phận nào mang mã này")
    assert "Tên mới" in text_of(Client().get(reverse("public:ledger")))


@pytest.mark.usefixtures("agency")
def test_a_unit_is_made_of_others(client: Client) -> None:
    province = UnitFactory.create(code="77", level=UnitLevel.PROVINCE)
    old = [
        UnitFactory.create(code=code, level=UnitLevel.COMMUNE, parent=province)
        for code in ("26501", "26502")
    ]
    typed = {
        "level": "commune",
        "code": "26599",
        "full_name": "Phường Hợp Nhất",
        "name": "Hợp Nhất",
        "parent": "77",
        "valid_from": "01/12/2026",
        "legal_basis": "Nghị quyết 1",
        "made_of": "26501\n26502*",
    }

    wrong = client.post(address("unit-new"), {**typed, "made_of": "99999"})
    client.post(address("unit-new"), typed)

    require_refused(wrong, "Không có đơn vị cùng cấp nào đang mang mã 99999")
    made = Unit.objects.get(code="26599")
    assert made.parent == province
    for unit in old:
        unit.refresh_from_db()
    assert [unit.valid_to for unit in old] == [date(2026, 11, 30), None]
    relations = UnitSuccession.objects.filter(successor=made).values_list("relation", flat=True)
    assert sorted(relations) == ["full", "partial"]


def test_a_units_name_is_spelt_right(client: Client, agency: Agency) -> None:
    client.post(
        address("unit-edit", agency.unit.pk), {"full_name": "Xã Long Điền", "name": "Long Điền"}
    )

    agency.unit.refresh_from_db()
    assert (agency.unit.full_name, agency.unit.search_text[:12]) == (
        "Xã Long Điền",
        "xa long dien",
    )


@pytest.mark.usefixtures("agency")
def test_a_procedure_begins_as_a_draft_nobody_sees(client: Client) -> None:
    typed = {"code": "9.000001", "name": "Thủ tục thử", "field": "Hộ tịch", "level": "commune"}

    wrong = client.post(address("procedure-new"), {**typed, "code": "a b"})
    made = client.post(address("procedure-new"), typed)
    again = client.post(address("procedure-new"), typed)

    require_refused(wrong, "Mã gồm chữ số")
    require_refused(again, "Đã có thủ tục mang mã này")
    assert made["Location"] == address("draft", "9.000001")
    version = ProcedureVersion.objects.get(procedure__code="9.000001")
    assert version.status == ProcedureVersion.Status.DRAFT
    assert Procedure.objects.get(code="9.000001").search_text.startswith("9.000001 thu tuc thu")
    assert "Thủ tục thử" not in text_of(
        Client().get(reverse("public:catalogue"), {"q": "thu tuc"})
    )
