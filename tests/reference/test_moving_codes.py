"""Moving in: how codes are kept, how far a table is read, and who came first."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from motcua.agencies.actors import SYSTEM
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.moving_in import MovedMeanwhileError
from motcua.reference.moving.plan import plan_of
from motcua.reference.moving.sheets import (
    Cell,
    read_table,
)
from motcua.reference.tables import FileError
from tests.reference.moving import MONDAY, desk, given, moved, planned, procedure, xlsx_file

__all__ = ["desk", "given", "procedure"]
pytestmark = pytest.mark.django_db


def test_a_cell_far_below_is_not_walked_to(tmp_path: Path, given: dict[str, Cell]) -> None:
    path = xlsx_file(tmp_path / "cu.xlsx", given)
    workbook = openpyxl.load_workbook(path)
    sheet: Any = workbook.active
    sheet.cell(1_048_576, 1, "x")
    workbook.save(path)

    with pytest.raises(FileError, match=r"dài quá 200\.000 dòng"):
        read_table(path)


def test_empty_lines_between_count_as_lines_and_are_not_kept(
    tmp_path: Path, given: dict[str, Cell]
) -> None:
    rows: list[Mapping[str, Cell]] = [{}, given, {}, {**given, "code": "CU-2"}]

    table = read_table(xlsx_file(tmp_path / "cu.xlsx", *rows), most_rows=2)

    assert [line for line, _cells in table.rows] == [3, 5]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" h29.15-2026-tnhs ", "H29.15-2026-TNHS"),
        ("ho_so-1.a", "HO_SO-1.A"),
        (20260015, "20260015"),
    ],
)
def test_a_code_is_kept_as_it_is_looked_up(
    tmp_path: Path, given: dict[str, Cell], client: Any, typed: Cell, kept: str
) -> None:
    (dossier,) = moved(
        plan_of(xlsx_file(tmp_path / "cu.xlsx", {**given, "code": typed}), actor=SYSTEM, at=MONDAY)
    )

    page = client.get(reverse("public:track", args=[kept.lower()]), follow=True)

    assert dossier.code == kept
    assert page.status_code == 200
    assert kept in page.content.decode()


def test_codes_that_differ_in_case_only_are_the_same(
    tmp_path: Path, given: dict[str, Cell]
) -> None:
    plan = planned(tmp_path, {**given, "code": "cu-1"}, {**given, "code": "CU-1"})

    assert [str(flaw) for flaw in plan.flaws] == ["Dòng 3, cột Mã hồ sơ: Trùng với dòng 2."]


def test_what_was_moved_in_meanwhile_is_told_and_nothing_is_written(
    tmp_path: Path, given: dict[str, Cell]
) -> None:
    late = planned(tmp_path, given, {**given, "code": "CU-2"})
    moved(planned(tmp_path, given))

    with pytest.raises(MovedMeanwhileError, match="không chuyển dòng nào"):
        moved(late)

    assert Dossier.objects.count() == 1
