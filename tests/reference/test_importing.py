"""Files that an administrator gives: stored when right, refused with the line when not."""

import csv
import json
from datetime import date, datetime
from pathlib import Path

import pytest

from motcua.agencies.models import Agency, AgencyKind, Unit, UnitLevel
from motcua.kernel.clock import VIETNAM
from motcua.procedures.models import Procedure
from motcua.reference.agencies import import_agencies
from motcua.reference.documents import shipped_records
from motcua.reference.procedures import import_procedures
from motcua.reference.tables import FileError
from motcua.reference.units import import_units

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 12, 1, 9, tzinfo=VIETNAM)
TWO_TIERS = date(2025, 7, 1)


@pytest.fixture(autouse=True)
def city() -> Unit:
    """Let there be one province with its committee."""
    unit = Unit.objects.create(
        level=UnitLevel.PROVINCE,
        code="79",
        name="Hồ Chí Minh",
        full_name="Thành phố Hồ Chí Minh",
        valid_from=TWO_TIERS,
    )
    Agency.objects.create(
        code="H29",
        name="UBND Thành phố Hồ Chí Minh",
        kind=AgencyKind.PROVINCE_COMMITTEE,
        unit=unit,
        province=unit,
        valid_from=TWO_TIERS,
    )
    return unit


def write(path: Path, *rows: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


UNIT_COLUMNS = ["level", "code", "full_name", "name", "parent_code", "valid_from"]


def test_units_of_a_file_are_stored_under_their_province(tmp_path: Path) -> None:
    path = write(
        tmp_path / "don-vi.csv",
        UNIT_COLUMNS,
        ["commune", "99999", "Xã Thử", "Thử", "79", "2026-12-01"],
    )

    outcome = import_units(path)

    assert (outcome.created, outcome.unchanged) == (1, 0)
    unit = Unit.objects.get(code="99999")
    assert unit.parent is not None
    assert unit.parent.full_name == "Thành phố Hồ Chí Minh"
    assert import_units(path).created == 0


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param(["xã", "1", "Xã A", "A", "79", "2026-12-01"], "cột level", id="level"),
        pytest.param(["commune", "1", "Xã A", "A", "zz", "2026-12-01"], "mã “zz”", id="parent"),
        pytest.param(["commune", "1", "Xã A", "A", "79", "1/12/2026"], "2025-07-01", id="day"),
        pytest.param(["commune", "1", "Xã A", "A", "79", ""], "thiếu valid_from", id="no day"),
        pytest.param(["commune", "1", "Xã A"], "số cột không khớp", id="short line"),
    ],
)
def test_mistake_in_a_file_of_units_is_said_with_its_line(
    tmp_path: Path, row: list[str], words: str
) -> None:
    path = write(tmp_path / "don-vi.csv", UNIT_COLUMNS, row)

    with pytest.raises(FileError, match="Dòng 2") as refused:
        import_units(path)

    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "không có dòng", id="empty"),
        pytest.param(b"code,name\n1,2\n", "thiếu cột: level", id="other columns"),
        pytest.param(b"\xff\xfe\x00", "UTF-8", id="not text"),
    ],
)
def test_file_that_is_no_table_of_units_is_refused(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "don-vi.csv"
    path.write_bytes(content)

    with pytest.raises(FileError, match=words):
        import_units(path)


def test_agencies_of_a_file_get_desk_and_parent(tmp_path: Path) -> None:
    path = write(
        tmp_path / "co-quan.csv",
        ["code", "name", "kind", "unit_code", "parent_code", "valid_from", "desk_name"],
        ["H29.50", "Sở Y tế", "department", "79", "H29", "2025-07-01", "Bộ phận một cửa Sở Y tế"],
    )

    import_agencies(path)

    agency = Agency.objects.get(code="H29.50")
    assert agency.parent is not None
    assert agency.parent.code == "H29"
    assert [desk.code for desk in agency.desks.all()] == ["h29-50"]
    assert import_agencies(path).created == 0


def test_agency_of_an_unknown_unit_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write(
        tmp_path / "co-quan.csv",
        ["code", "name", "kind", "unit_code", "parent_code", "valid_from"],
        ["H29.50", "UBND xã A", "commune_committee", "00000", "", "2025-07-01"],
    )

    with pytest.raises(FileError, match="Dòng 2: ngày 01/07/2025 không có cấp xã"):
        import_agencies(path)


def test_procedure_of_a_file_is_published_with_its_terms(tmp_path: Path) -> None:
    content = next(record.content for record in shipped_records() if record.code == "1.004884")
    item = {"code": "9.000001", "levels": ["commune"], "content": content}
    path = tmp_path / "thu-tuc.json"
    path.write_text(json.dumps([item]), encoding="utf-8")

    import_procedures(path, at=LATER)

    procedure = Procedure.objects.get(code="9.000001")
    assert procedure.current_version is not None
    assert procedure.current_version.content == content
    assert procedure.name == "Đăng ký lại khai sinh"


def test_procedure_without_content_is_refused_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "thu-tuc.json"
    path.write_text('[{"code": "9.000001", "levels": []}]', encoding="utf-8")

    with pytest.raises(FileError, match="Thủ tục thứ 1 trong tệp thiếu 'content'"):
        import_procedures(path, at=LATER)
