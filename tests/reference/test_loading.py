"""What stands in the database once everything we ship is loaded."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import (
    Agency,
    CalendarDay,
    CalendarLayer,
    CalendarVersion,
    Desk,
    Unit,
    UnitLevel,
    UnitSuccession,
)
from motcua.documents.models import FormTemplate
from motcua.kernel.clock import VIETNAM
from motcua.kernel.text import fold
from motcua.kernel.workdays import national_calendar
from motcua.notifications.models import Channel, MessageTemplate
from motcua.notifications.services import fill
from motcua.notifications.wordings import PLACES
from motcua.procedures.models import Procedure, ProcedureVersion, ProvincialFee
from motcua.procedures.process import Process, check_process
from motcua.procedures.selectors import (
    procedures_handled_by,
    search_procedures,
    terms_for,
    version_in_force,
)
from motcua.procedures.services import open_draft, problems_of, save_draft
from motcua.reference.calendar import load_calendar
from motcua.reference.documents import Record, shipped_records
from motcua.reference.outcome import Outcome
from motcua.reference.procedures import (
    NOTE_OF_CHANGE,
    shipped_processes,
    shipped_sayings,
    shortest_limit,
    store_records,
)
from motcua.reference.setup import load_reference, settle_installation
from motcua.reference.shipped import shipped_json
from motcua.web.manage.mailbox import TOPICS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

LATER = datetime(2026, 12, 1, 9, tzinfo=VIETNAM)
AUTUMN_2024 = date(2024, 9, 12)
WINTER_2025 = date(2025, 2, 1)
AUTUMN_2025 = date(2025, 9, 1)


def count_of(level: UnitLevel, on: date) -> int:
    return Unit.objects.valid_on(on).filter(level=level).count()


def commune(code: str, on: date) -> Unit:
    found: Unit = Unit.objects.valid_on(on).get(level=UnitLevel.COMMUNE, code=code)
    return found


def successors(unit: Unit) -> list[str]:
    names = []
    while step := unit.successions.first():
        unit = step.successor
        names.append(unit.full_name)
    return names


@pytest.mark.parametrize(
    ("on", "provinces", "districts", "communes"),
    [
        pytest.param(AUTUMN_2024, 63, 704, 10_542, id="three tiers of 2024"),
        pytest.param(WINTER_2025, 63, 703, 10_537, id="after the resettlement"),
        pytest.param(AUTUMN_2025, 34, 0, 3_321, id="two tiers of 2025"),
    ],
)
def test_units_of_a_day_are_counted(
    on: date, provinces: int, districts: int, communes: int
) -> None:
    assert count_of(UnitLevel.PROVINCE, on) == provinces
    assert count_of(UnitLevel.DISTRICT, on) == districts
    assert count_of(UnitLevel.COMMUNE, on) == communes


@pytest.mark.parametrize(("on", "communes"), [(AUTUMN_2024, 82), (WINTER_2025, 77)])
def test_province_of_the_report_loses_five_communes(on: date, communes: int) -> None:
    own = Unit.objects.valid_on(on).filter(
        level=UnitLevel.COMMUNE, parent__parent__code="77", parent__parent__level="province"
    )

    assert own.count() == communes


@pytest.mark.parametrize(
    ("code", "name", "became"),
    [
        pytest.param("26665", "Xã An Ngãi", ["Xã Tam An", "Xã Long Điền"], id="An Ngãi"),
        pytest.param("26521", "Phường Thắng Nhì", ["Phường Vũng Tàu"], id="Thắng Nhì"),
        pytest.param(
            "26692", "Thị trấn Phước Hải", ["Thị trấn Phước Hải", "Xã Phước Hải"], id="new code"
        ),
    ],
)
def test_commune_of_2024_is_followed_to_today(code: str, name: str, became: list[str]) -> None:
    unit = commune(code, AUTUMN_2024)

    assert unit.full_name == name
    assert successors(unit) == became


def test_code_lives_on_under_another_unit() -> None:
    before, after = commune("26506", AUTUMN_2024), commune("26506", AUTUMN_2025)

    assert (before.full_name, after.full_name) == ("Phường 1", "Phường Vũng Tàu")
    assert after.parent is not None
    assert after.parent.full_name == "Thành phố Hồ Chí Minh"


def test_commune_that_was_split_has_several_successors() -> None:
    partial = UnitSuccession.objects.filter(relation=UnitSuccession.Relation.PARTIAL)

    assert partial.count() == 1_012
    assert partial.values("predecessor").distinct().count() < 1_012


def test_every_step_happens_the_day_after_the_old_unit_ends() -> None:
    for step in UnitSuccession.objects.select_related("predecessor", "successor")[::50]:
        assert step.predecessor.valid_to is not None
        assert (step.happened_on - step.predecessor.valid_to).days == 1
        assert step.successor.is_valid_on(step.happened_on)


def test_units_are_found_without_marks() -> None:
    assert commune("26665", AUTUMN_2024).search_text == "xa an ngai 26665"


@pytest.mark.parametrize(
    ("kind", "how_many"),
    [
        ("province_committee", 1),
        ("department", 21),
        ("district_committee", 8),
        ("commune_committee", 82),
    ],
)
def test_province_of_the_report_has_its_agencies(kind: str, how_many: int) -> None:
    agencies = Agency.objects.valid_on(AUTUMN_2024).filter(province__code="77", kind=kind)

    assert agencies.count() == how_many


def test_agencies_follow_their_units() -> None:
    an_ngai = Agency.objects.get(code="H06.25.03")
    tam_an = an_ngai.successor
    assert tam_an is not None
    long_dien = tam_an.successor
    assert long_dien is not None

    assert an_ngai.name == "UBND xã An Ngãi"
    assert (tam_an.name, long_dien.name) == ("UBND xã Tam An", "UBND xã Long Điền")
    assert an_ngai.parent is not None
    assert an_ngai.parent.name == "UBND huyện Long Điền"
    for agency in Agency.objects.filter(successor__isnull=False).select_related("successor"):
        assert agency.valid_to is not None
        assert agency.successor is not None
        assert agency.successor.valid_from <= date(2025, 7, 1)


def test_living_ward_has_a_centre_and_neighbours() -> None:
    desk = Desk.objects.select_related("agency__parent").get(code="h29-68")

    assert desk.name == "Trung tâm Phục vụ hành chính công phường Vũng Tàu"
    assert desk.agency.name == "UBND phường Vũng Tàu"
    assert desk.agency.parent is not None
    neighbours = Agency.objects.valid_on(AUTUMN_2025).filter(parent=desk.agency.parent)
    assert {"UBND phường Tam Thắng", "UBND xã Long Điền", "Sở Tư pháp", "Sở Xây dựng"} <= set(
        neighbours.values_list("name", flat=True)
    )


def test_every_agency_has_a_desk_and_the_one_calendar() -> None:
    national = CalendarVersion.objects.get()

    assert not Agency.objects.exclude(calendar_version=national).exists()
    assert not Agency.objects.filter(desks__isnull=True).exists()
    assert national.digest == national_calendar().digest()


def test_calendar_keeps_what_an_administrator_changed() -> None:
    layer = CalendarLayer.objects.get()
    layer.days.filter(date=date(2026, 11, 24)).delete()
    CalendarDay.objects.create(
        layer=layer, date=date(2026, 12, 24), kind="HOLIDAY", title="Ngày riêng"
    )

    outcome = load_calendar()

    assert outcome.created == 0
    assert not layer.days.filter(date=date(2026, 11, 24)).exists()
    assert layer.days.filter(title="Ngày riêng").exists()


def test_fields_of_agencies_are_fields_of_the_catalogue() -> None:
    named = shipped_json("agencies/fields.json")
    known = set(Procedure.objects.values_list("field", flat=True))

    for key in ("commune", "justice", "building_2025", "farming_2025", "finance_2025"):
        assert set(named[key]) - known <= {"Việc làm"}


def test_ward_handles_civil_status_and_no_customs() -> None:
    handled = procedures_handled_by(Agency.objects.get(code="H29.68"))
    fields = set(handled.values_list("field", flat=True))

    assert {"Hộ tịch", "Chứng thực", "Đất đai"} <= fields
    assert not {"Hải quan", "Thuế"} & fields


def test_catalogue_is_whole_and_published() -> None:
    published = ProcedureVersion.objects.filter(status="published", number=1)

    assert Procedure.objects.exclude(ministry="").count() == 2_642
    assert Procedure.objects.filter(current_version__isnull=True).count() == 0
    assert published.count() == Procedure.objects.count()
    procedure = Procedure.objects.get(code="1.004873")
    assert version_in_force(procedure, AUTUMN_2024) == procedure.current_version


def test_faults_of_the_source_wait_for_an_administrator() -> None:
    version = Procedure.objects.get(code="2.001610").current_version
    assert version is not None

    assert any("100 đồng, có lẽ thiếu phần nghìn" in warning for warning in version.warnings)
    assert ProcedureVersion.objects.exclude(warnings=[]).count() > 2_000


@pytest.mark.parametrize(
    ("words", "first"),
    [
        pytest.param("xac nhan doc than", "1.004873", id="as people say it"),
        pytest.param("xác nhận độc thân", "1.004873", id="with marks"),
        pytest.param("XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", "1.004873", id="as it is called"),
        pytest.param("lam giay khai sinh", "1.001193", id="birth"),
        pytest.param("sao y", "2.000815", id="copies"),
        pytest.param("kết hôn", "1.000894", id="the name before a way of speaking"),
        pytest.param("khai tử", "1.000656", id="the name before the better known"),
        pytest.param("đăng ký kinh doanh hộ cá thể", "1.001612", id="shop"),
        pytest.param("sang tên", "1.013831", id="land"),
        pytest.param("1.004884", "1.004884", id="code"),
    ],
)
def test_search_finds_what_is_meant_first(words: str, first: str) -> None:
    found = search_procedures(words).first()

    assert found is not None
    assert found.code == first


def test_marks_make_no_difference_to_a_search() -> None:
    with_marks = set(search_procedures("đăng ký").values_list("code", flat=True))
    without = set(search_procedures("dang ky").values_list("code", flat=True))

    assert with_marks == without
    assert len(without) > 400


def test_ways_of_speaking_are_many_and_name_real_procedures() -> None:
    sayings = shipped_sayings()
    names = [fold(name) for name in Procedure.objects.values_list("name", flat=True)]
    codes = set(Procedure.objects.values_list("code", flat=True))

    assert len(sayings.by_code) + len(sayings.by_name) >= 60
    assert set(sayings.by_code) <= codes
    assert set(sayings.popularity) <= codes
    for piece, _ways in sayings.by_name:
        assert any(piece in name for name in names)


def test_every_shipped_process_can_be_published() -> None:
    for code, document in shipped_processes().items():
        version = Procedure.objects.get(code=code).current_version
        assert version is not None
        limit = shortest_limit(version.content)

        assert check_process(Process.from_document(document), limit_minutes=limit) == []
        assert version.content["process"] == document
        assert problems_of(version.content) == []


def test_process_that_takes_too_long_is_left_out_with_its_reasons() -> None:
    record = next(r for r in shipped_records() if r.code == "1.004873")
    one_day = {"value": 1, "unit": "working_day"}
    content = {
        **record.content,
        "channels": [{**channel, "limit": one_day} for channel in record.content["channels"]],
    }
    store_records([replace(record, content=content)], at=LATER)

    draft = Procedure.objects.get(code="1.004873").versions.get(status="draft")

    assert draft.content["process"] is None
    assert any("dài hơn thời hạn" in warning for warning in draft.warnings)


def test_second_loading_changes_nothing(loaded: list[Outcome]) -> None:
    before = {(v.pk, v.edited_at) for v in ProcedureVersion.objects.all()}

    again = load_reference(at=LATER)

    assert [outcome.created for outcome in again] == [0] * len(again)
    assert [o.unchanged for o in again] == [o.created for o in loaded]
    assert {(v.pk, v.edited_at) for v in ProcedureVersion.objects.all()} == before


def changed(code: str, **content: Any) -> Record:
    record = next(r for r in shipped_records() if r.code == code)
    return replace(record, content={**record.content, **content})


def test_change_of_the_source_becomes_a_draft_and_moves_nobody_s_terms() -> None:
    outcome = store_records([changed("1.004884", conditions="Điều kiện mới")], at=LATER)

    procedure = Procedure.objects.get(code="1.004884")
    draft = procedure.versions.get(status="draft")
    assert (draft.number, draft.change_note) == (2, NOTE_OF_CHANGE)
    assert draft.warnings[0].startswith("Dữ liệu nhập khác bản đang áp dụng")
    assert procedure.current_version is not None
    assert procedure.current_version.number == 1
    assert outcome.notes == ("1 thủ tục đã thay đổi ở nguồn và có bản thảo chờ đọc.",)


def test_draft_of_an_administrator_is_not_written_over() -> None:
    procedure = Procedure.objects.get(code="1.004884")
    draft = open_draft(procedure, actor=SYSTEM)
    own = {**draft.content, "conditions": "Đang soạn"}
    save_draft(draft, content=own, change_note="Sửa điều kiện", actor=SYSTEM)

    outcome = store_records([changed("1.004884", conditions="Điều kiện mới")], at=LATER)

    draft.refresh_from_db()
    assert draft.content["conditions"] == "Đang soạn"
    assert "1.004884" in outcome.notes[0]


def test_marital_status_in_2024_is_accepted_under_terms() -> None:
    agency = Agency.objects.get(code="H06.25.03")

    terms = terms_for("1.004873", agency.pk, agency.province_id, "direct", AUTUMN_2024, 0)

    assert str(terms.limit.unit) == "working_day"
    assert (terms.limit.value, terms.fee_dong) == (3, 8_000)
    assert "không phải nghị quyết" in terms.fee_basis
    assert [step.role for step in terms.content.process.steps] == [
        "handling_officer",
        "approver",
        "clerk",
    ]


def test_invented_fees_say_that_they_are_invented() -> None:
    bases = set(ProvincialFee.objects.values_list("legal_basis", flat=True))

    assert bases == {
        "Mức minh họa của bản trình diễn, không phải nghị quyết của Hội đồng nhân dân"
    }


@pytest.mark.parametrize("on", [AUTUMN_2024, AUTUMN_2025, date(2026, 11, 23)])
def test_forms_needed_at_the_desk_are_in_force(on: date) -> None:
    kinds = set(FormTemplate.objects.valid_on(on).values_list("kind", flat=True))

    assert {"receipt", "supplement", "refusal", "label", "visit_list", "control_slip"} <= kinds


def test_messages_have_places_for_what_the_desk_fills_in() -> None:
    values: Mapping[str, str] = dict.fromkeys(PLACES, "điền")

    topics = MessageTemplate.objects.valid_on(AUTUMN_2024)

    assert {t.topic for t in topics} == set(TOPICS)
    for template in topics:
        filled = fill(template.subject + template.body, dict(values))
        assert "{" not in filled
        if template.channel == Channel.EMAIL:
            assert "Kính gửi ông/bà" in filled


def test_installation_is_settled_once_and_changed_in_place() -> None:
    desk = Desk.objects.get(code="h29-68")
    settle_installation("79", site_name="Một cửa")

    installation = settle_installation(
        "79", site_name="Một cửa phường Vũng Tàu", default_desk=desk
    )

    assert installation.unit.full_name == "Thành phố Hồ Chí Minh"
    assert type(installation).objects.count() == 1
    assert installation.site_name == "Một cửa phường Vũng Tàu"
