"""What the tests of moving in share: a row in which nothing is wrong, and files of rows."""

import csv
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Desk
from motcua.agencies.selectors import configuration_stamp
from motcua.dossiers.models import Dossier, Origin
from motcua.dossiers.services.moving_in import move_in
from motcua.kernel.clock import VIETNAM
from motcua.procedures.models import Procedure
from motcua.reference.moving.columns import TITLES
from motcua.reference.moving.plan import Plan, plan_of
from motcua.reference.moving.sheets import (
    Cell,
)
from tests import factories
from tests.factories import DeskFactory, ProcedureFactory

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=VIETNAM)
GIVEN: dict[str, Cell] = {
    "code": "CU-2026-0001",
    "accepted": "28/10/2026 08:15",
    "due": "05/11/2026",
    "applicant": "Nguyễn Thị Bưởi",
    "identity": "077190000012",
    "phone": "0912345678",
}


@pytest.fixture
def desk() -> Desk:
    factories.form_templates()
    factories.message_templates()
    return DeskFactory.create()


@pytest.fixture
def procedure() -> Procedure:
    return ProcedureFactory.create()


@pytest.fixture
def given(desk: Desk, procedure: Procedure) -> dict[str, Cell]:
    """Return a row in which nothing is wrong."""
    return {**GIVEN, "procedure": procedure.code, "agency": desk.agency.code}


def csv_file(path: Path, *rows: Mapping[str, Cell], separator: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow(TITLES.values())
        writer.writerows([row.get(key, "") for key in TITLES] for row in rows)
    return path


def xlsx_file(path: Path, *rows: Mapping[str, Cell]) -> Path:
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    sheet.append(list(TITLES.values()))
    for row in rows:
        sheet.append([row.get(key) for key in TITLES])
    workbook.save(path)
    return path


def planned(tmp_path: Path, *rows: Mapping[str, Cell]) -> Plan:
    return plan_of(csv_file(tmp_path / "cu.csv", *rows), actor=SYSTEM, at=MONDAY)


def moved(plan: Plan) -> list[Dossier]:
    assert plan.flaws == []
    move_in(plan.arrivals, actor=SYSTEM, at=MONDAY, stamp=configuration_stamp())
    return list(Dossier.objects.filter(origin=Origin.IMPORTED).order_by("code"))
