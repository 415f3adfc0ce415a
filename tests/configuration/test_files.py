"""Configuration as files: written alike, taken over whole or not at all."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import (
    Agency,
    CalendarDay,
    CalendarLayer,
    Desk,
    Installation,
    Officer,
    RoleAssignment,
    UnitLevel,
)
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_of
from motcua.configuration.carrying import packing
from motcua.configuration.carrying.exporting import MANIFEST, export
from motcua.configuration.carrying.importing import take_over
from motcua.configuration.carrying.outcome import ConfigurationFilesError, Outcome
from motcua.configuration.models import Change, FeatureSwitch
from motcua.guidance.models import Force, Programme, ProgrammeVersion
from motcua.hall.models import Counter, Hall, ServiceGroup
from motcua.kernel.clock import VIETNAM
from motcua.kernel.fees import FeeRule
from motcua.procedures.models import EForm, Procedure, ProcedureVersion
from motcua.procedures.terms import set_fee
from motcua.reference.calendar import load_calendar
from motcua.reference.eforms import load_eforms
from motcua.reference.fees import load_exemptions
from motcua.reference.forms import load_forms
from motcua.reference.indices import load_index_versions
from motcua.reference.messages import load_messages
from motcua.reference.paper_kinds import load_paper_kinds
from motcua.reference.questionnaires import load_questionnaires
from motcua.reference.reports import load_reports
from motcua.reference.retention import load_retention
from motcua.reference.setup import load_code_pattern
from tests.factories import (
    LONG_AGO,
    AgencyFactory,
    DeskFactory,
    OfficerFactory,
    ProcedureFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 14, 5, tzinfo=VIETNAM)
LISTS = "agencies.json"
Files = dict[str, bytes]


def _configure() -> None:
    for load in (
        load_code_pattern,
        load_forms,
        load_messages,
        load_exemptions,
        load_paper_kinds,
        load_retention,
    ):
        load()
    province = UnitFactory.create(code="77", level=UnitLevel.PROVINCE)
    # Named so that it comes before what it stands under.
    ward = UnitFactory.create(code="26500", level=UnitLevel.COMMUNE, parent=province)
    top = AgencyFactory.create(code="H06", province=province, unit=province, parent=None)
    agency = AgencyFactory.create(code="H06.25", province=province, unit=ward, parent=top)
    desk = DeskFactory.create(agency=agency, code="an-binh")
    Installation.objects.create(unit=province, site_name="Một cửa", default_desk=desk)
    load_calendar()
    for role in (Role.ADMINISTRATOR, Role.DESK_OFFICER):
        OfficerFactory.create(agency=agency, desk=desk, roles=[role], full_name="Lê Văn An")
    for load_at in (load_index_versions, load_reports, load_questionnaires):
        load_at(at=AT)
    procedure = ProcedureFactory.create(code="1.004873")
    load_eforms(at=AT)
    procedure.eform = EForm.objects.first()
    procedure.save()
    set_fee(
        province=province,
        procedure=procedure,
        channel="",
        rule=FeeRule(15_000, basis="Nghị quyết 1"),
        valid_from=LONG_AGO,
        valid_to=None,
        actor=SYSTEM,
    )
    _configure_desk(agency, desk)


def _configure_desk(agency: Agency, desk: Desk) -> None:
    hall = Hall.objects.create(desk=desk)
    group = ServiceGroup.objects.create(hall=hall, letter="A", name="Hộ tịch")
    Counter.objects.create(hall=hall, name="Quầy 1").groups.add(group)
    for whose, name in ((agency, "Chương trình"), (None, "Chương trình của cả tỉnh")):
        ProgrammeVersion.objects.create(
            programme=Programme.objects.create(name=name, agency=whose),
            number=1,
            valid_from=LONG_AGO,
            topics=[],
            outcomes=[],
            created_at=AT,
        )
    Force.objects.create(agency=agency, name="Đoàn thanh niên")
    FeatureSwitch.objects.create(
        feature="tickets", agency=agency, is_on=False, sentence="Máy hỏng"
    )


@pytest.fixture(scope="module")
def files(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Files:
    """Return the files of an installation that is gone again: the database is empty after it."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        _configure()
        found = dict(export())
        assert dict(export()) == found
        transaction.set_rollback(True)
    return found


def take(files: Files, *, publish: bool = False, rehearse: bool = False) -> Outcome:
    return take_over(
        files, actor=SYSTEM, at=AT, is_publishing=publish, is_rehearsal=rehearse, reason="thử"
    )


def changed(files: Files, name: str, change: Callable[[Any], Any]) -> Files:
    document = json.loads(files[name])
    change(document)
    return {**files, name: json.dumps(document).encode()}


def problems(files: Files) -> list[str]:
    with pytest.raises(ConfigurationFilesError) as caught:
        take(files)
    return [str(one) for one in caught.value.problems]


def test_an_empty_installation_becomes_equal(files: Files) -> None:
    outcome = take(files, publish=True)
    again = take(files, publish=True)

    assert dict(export()) == files
    assert outcome.same == 0
    assert again.differences == []
    agency = Agency.objects.get(code="H06.25")
    assert agency.calendar_version is not None
    assert agency.search_text != ""
    assert Counter.objects.get().groups.get().letter == "A"
    account = Officer.objects.exclude(account=None)[0].account
    assert account is not None
    assert account.must_change_password
    assert len(outcome.notes) == Officer.objects.count()


def test_procedures_become_drafts_unless_publishing_is_asked(files: Files) -> None:
    take(files)

    procedure = Procedure.objects.get(code="1.004873")
    draft = procedure.versions.get()
    assert (procedure.current_version, draft.status) == (None, ProcedureVersion.Status.DRAFT)
    assert procedure.eform is not None
    name = "procedures/1.004873.json"
    told = json.loads(dict(export())[name])
    assert {**told, "valid_from": None} == {**json.loads(files[name]), "valid_from": None}


def test_everything_lands_in_the_log_with_the_reason(files: Files) -> None:
    before = Change.objects.count()

    take(files)

    made = Change.objects.filter(table_name="procedures_provincialfee").latest("pk")
    assert (made.action, made.reason) == ("insert", "thử")
    assert Change.objects.count() > before + 100


def test_a_rehearsal_tells_and_changes_nothing(files: Files) -> None:
    before = Change.objects.count()

    outcome = take(files, rehearse=True)

    assert outcome.new > 100
    assert (Agency.objects.count(), Change.objects.count()) == (0, before)


def test_differences_say_field_old_and_new(files: Files) -> None:
    take(files, publish=True)

    def phone(rows: Any) -> None:
        rows[-1]["phone"] = "0254 123 456"

    outcome = take(changed(files, LISTS, phone))

    (found,) = outcome.differences
    assert (found.file, found.is_new) == (LISTS, False)
    assert [(one.label, one.after) for one in found.lines] == [("Điện thoại", "0254 123 456")]
    assert Agency.objects.get(code="H06.25").phone == "0254 123 456"


def test_what_files_do_not_name_stays(files: Files) -> None:
    take(files, publish=True)

    outcome = take({MANIFEST: files[MANIFEST], "agencies.json": b"[]\n"})

    assert outcome.differences == []
    assert Agency.objects.count() == 2


def test_a_new_holiday_moves_the_calendar_of_agencies(files: Files) -> None:
    take(files, publish=True)
    before = Agency.objects.get(code="H06.25").calendar_version

    def holiday(rows: Any) -> None:
        rows.append({**rows[0], "date": "2027-05-05", "title": "Ngày thử", "replaces": None})

    take(changed(files, "calendar-days.json", holiday))

    assert CalendarDay.objects.filter(date=date(2027, 5, 5)).exists()
    assert Agency.objects.get(code="H06.25").calendar_version != before
    assert CalendarLayer.objects.count() == 1


def _set(name: str, value: Any, number: int = -1) -> Callable[[Any], None]:
    def change(rows: Any) -> None:
        (rows[number] if isinstance(rows, list) else rows)[name] = value

    return change


@pytest.mark.parametrize(
    ("file", "change", "told"),
    [
        (LISTS, _set("kind", "vuong_quoc"), "agencies.json, H06.25 · kind: "),
        (LISTS, _set("warn_percent", 900), "agencies.json, H06.25: "),
        (LISTS, _set("warn_percent", "80"), "agencies.json, H06.25 · warn_percent: sai kiểu"),
        (LISTS, _set("unit", ["commune", "1", "2000-01-01"]), "H06.25 · unit: không có"),
        (LISTS, _set("valid_from", "2026-13-01"), "agencies.json, H06.25 · valid_from: "),
        (LISTS, _set("name", None), "H06.25 · name: không được để trống"),
        (LISTS, _set("name", "a\x00b"), "H06.25 · name: có ký tự không lưu được"),
        (LISTS, _set("parent", "H06.25"), "H06.25 · parent: không có"),
        (LISTS, _set("la", 1), "H06.25 · la: mục không có"),
        (LISTS, lambda rows: rows[0].pop("name"), "H06 · name: thiếu mục này"),
        (LISTS, lambda rows: rows.append(rows[0]), "H06: có hai dòng cùng mã"),
        (LISTS, lambda rows: rows.append(7), "agencies.json: mỗi dòng phải"),
        ("calendar-hours.json", _set("weekdays", {"0": "sáng"}), "calendars.json: "),
        ("roles.json", _set("role", "vua"), "roles.json, "),
        ("procedures/1.004873.json", _set("content", {"name": 1}), "1.004873: "),
        ("procedures/1.004873.json", _set("about", {"eform": "x"}), "about.eform: không có"),
        (MANIFEST, _set("edition", 9), "tệp của bản khác"),
    ],
)
def test_a_mistake_refuses_everything_and_says_where(
    files: Files, file: str, change: Callable[[Any], Any], told: str
) -> None:
    before = Change.objects.count()

    said = problems(changed(files, file, change))

    assert any(told in one for one in said), said
    assert (Agency.objects.count(), Change.objects.count()) == (0, before)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"agencies.json": b"\xff\xfe"}, "agencies.json: không phải chữ UTF-8"),
        ({"agencies.json": b"[\n{,"}, "agencies.json, dòng 2: không phải JSON"),
        ({"agencies.json": b"[NaN]"}, "agencies.json: không phải JSON"),
        ({"agencies.json": b"{}"}, "agencies.json: phải là một danh sách"),
        ({"agencies.json": b"[" * 100_000}, "agencies.json: không phải JSON"),
        ({"khac.txt": b""}, "khac.txt: không phải tệp cấu hình"),
        ({"procedures/a.json": b"[]"}, "procedures/a.json: phải là một đối tượng"),
        ({MANIFEST: b"{}"}, "thiếu, hoặc không phải tệp xuất"),
    ],
)
def test_a_broken_file_is_named(files: Files, more: Files, told: str) -> None:
    assert told in " | ".join(problems({**files, **more}))


def test_what_is_in_force_is_not_changed_by_a_file(files: Files) -> None:
    take(files, publish=True)
    name = next(file for file in files if file.startswith("layouts/"))

    said = problems(changed(files, name, _set("number", "99")))

    assert "bản đã có không sửa được" in said[0]


def test_two_fees_of_one_time_are_refused(files: Files) -> None:
    def second(rows: Any) -> None:
        rows.append({**rows[0], "valid_from": "2026-12-01", "amount_dong": 1})

    said = problems(changed(files, "fees.json", second))

    assert "còn hiệu lực khi dòng này bắt đầu" in said[0]


def test_a_draft_somebody_works_on_is_not_overwritten(files: Files) -> None:
    take(files)
    draft = ProcedureVersion.objects.get(procedure__code="1.004873")
    ProcedureVersion.objects.filter(pk=draft.pk).update(content={**draft.content, "steps": "Khác"})

    said = problems(files)

    assert "đang có bản thảo khác ở đây" in said[0]


def test_nobody_gives_rights_in_anothers_agency(files: Files) -> None:
    take(files, publish=True)
    other = AgencyFactory.create(code="H99", parent=None)
    officer = OfficerFactory.create(agency=other, roles=[Role.ADMINISTRATOR])
    assert officer.account is not None
    actor = actor_of(officer.account, AT.date())

    def more(rows: Any) -> None:
        rows.append({**rows[0], "role": "approver"})

    with pytest.raises(ConfigurationFilesError, match="chỉ quản trị của cơ quan này"):
        take_over(
            changed(files, "roles.json", more),
            actor=actor,
            at=AT,
            is_publishing=False,
            is_rehearsal=False,
        )
    assert not RoleAssignment.objects.filter(role="approver").exists()


def _zip(*entries: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_zip_is_what_went_in_and_the_same_each_time(files: Files) -> None:
    packed = packing.to_zip(files.items())

    assert packed == packing.to_zip(files.items())
    assert packing.read_zip(packed) == files


def test_a_folder_around_everything_is_no_matter() -> None:
    assert packing.read_zip(_zip(("tinh/a.json", b"1"), ("tinh/b/c.json", b"2"))) == {
        "a.json": b"1",
        "b/c.json": b"2",
    }


@pytest.mark.parametrize(
    ("packed", "told"),
    [
        (b"PK nothing", "không phải tệp .zip"),
        (_zip(("../a.json", b"1")), "đường dẫn không an toàn"),
        (_zip(("/etc/a.json", b"1")), "đường dẫn không an toàn"),
        (_zip(("C:\\a.json", b"1")), "đường dẫn không an toàn"),
        (_zip(("a.json", b"0" * 17_000_000)), "lớn hoặc nhiều hơn"),
        (_zip(("a.json", b"0" * 9_000_000)), "nén nhiều bất thường"),
        (_zip(*((f"{n}.json", b"") for n in range(packing.MOST_FILES + 1))), "lớn hoặc nhiều hơn"),
    ],
    ids=["no-zip", "parent", "absolute", "windows", "big", "bomb", "many"],
)
def test_a_zip_that_is_not_to_be_trusted_is_refused(packed: bytes, told: str) -> None:
    with pytest.raises(ConfigurationFilesError, match=told):
        packing.read_zip(packed)


def test_a_folder_is_written_anew_and_read_again(files: Files, tmp_path: Path) -> None:
    folder = tmp_path / "cau-hinh"
    folder.mkdir()

    packing.write_folder(folder, [*files.items(), ("procedures/cu.json", b"{}")])
    packing.write_folder(folder, files.items())

    assert packing.read_folder(folder) == files


def test_a_folder_with_something_else_is_left_alone(files: Files, tmp_path: Path) -> None:
    (tmp_path / "luan-van.json").write_text("{}")

    with pytest.raises(ConfigurationFilesError, match="thư mục đã có tệp khác"):
        packing.write_folder(tmp_path, files.items())


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to("/etc/hostname")

    with pytest.raises(ConfigurationFilesError, match="không phải tệp thường"):
        packing.read_folder(tmp_path)
