"""Agencies and their desks: the province of 2024, and the communes that came of it in 2025."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from motcua.agencies.models import Agency, AgencyKind, Desk, Unit, UnitLevel
from motcua.kernel.text import clean, fold, slug
from motcua.reference.outcome import Outcome
from motcua.reference.shipped import shipped_json, shipped_rows
from motcua.reference.tables import FileError, day_of, given_rows, require_columns

LEVELS: Final = {
    AgencyKind.COMMUNE_COMMITTEE: UnitLevel.COMMUNE,
    AgencyKind.DISTRICT_COMMITTEE: UnitLevel.DISTRICT,
    AgencyKind.PROVINCE_COMMITTEE: UnitLevel.PROVINCE,
    AgencyKind.DEPARTMENT: UnitLevel.PROVINCE,
}
HEADS: Final = {"77": "H06", "79": "H29"}
"""The provinces whose agencies are shipped, and the code all of theirs begin with."""
_COLUMNS: Final = ("code", "name", "kind", "unit_code", "parent_code", "valid_from")


def load_agencies(provinces: Sequence[str] = tuple(HEADS)) -> Outcome:
    """Store the shipped agencies of ``provinces`` with their desks; the units must be there.

    A successor in a province that is not asked for is left out.
    """
    heads = tuple(HEADS[province] for province in provinces)
    rows = [row for row in shipped_rows("agencies/agencies.csv") if row["code"].startswith(heads)]
    fields = shipped_json("agencies/fields.json")
    return _store(rows, fields)


def import_agencies(path: Path) -> Outcome:
    """Store the agencies of a CSV file. Raises FileError, which names the line.

    Columns: code, name, kind, unit_code, parent_code, valid_from, and where wanted
    valid_to, successor_code, fields (names between semicolons), phone, address,
    desk_code, desk_name.
    """
    rows = given_rows(path)
    require_columns(rows, _COLUMNS)
    return _store(rows, {})


@transaction.atomic
def _store(rows: Sequence[Mapping[str, str]], fields: Mapping[str, list[str]]) -> Outcome:
    known = dict(Agency.objects.values_list("code", "pk"))
    units = _UnitsByCode()
    new = []
    for line, row in enumerate(rows, start=2):
        if row["code"].strip() not in known:
            new.append((row, _agency(row, line, units, fields)))
    made = Agency.objects.bulk_create(agency for _row, agency in new)
    known |= {agency.code: agency.pk for agency in made}
    for row, agency in new:
        agency.parent_id = _linked(row, "parent_code", known)
        agency.successor_id = known.get(row.get("successor_code", "").strip())
    Agency.objects.bulk_update(made, ["parent", "successor"])
    _store_desks(rows, known)
    return Outcome("Cơ quan", len(new), len(rows) - len(new))


def _linked(row: Mapping[str, str], column: str, known: Mapping[str, int]) -> int | None:
    code = row[column].strip()
    if code and code not in known:
        raise FileError(f"Cơ quan {row['code']}: không có cơ quan mang mã “{code}” ({column}).")
    return known.get(code)


class _UnitsByCode:
    """Units found by level, code and day; each is asked for once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, date], Unit | None] = {}

    def find(self, level: str, code: str, on: date) -> Unit | None:
        """Return the unit of ``code`` on the day ``on`` with the units above it."""
        key = (level, code, on)
        if key not in self._found:
            self._found[key] = (
                Unit.objects.valid_on(on)
                .filter(level=level, code=code)
                .select_related("parent__parent")
                .first()
            )
        return self._found[key]


def _agency(
    row: Mapping[str, str], line: int, units: _UnitsByCode, fields: Mapping[str, list[str]]
) -> Agency:
    if row["kind"] not in AgencyKind.values:
        raise FileError(
            f"Dòng {line}: kind là “{row['kind']}”, cần là {', '.join(AgencyKind.values)}."
        )
    kind = AgencyKind(row["kind"])
    valid_from = day_of(row["valid_from"], line, "valid_from")
    if valid_from is None:
        raise FileError(f"Dòng {line}: thiếu valid_from.")
    unit = units.find(LEVELS[kind], row["unit_code"].strip(), valid_from)
    if unit is None:
        raise FileError(
            f"Dòng {line}: ngày {valid_from:%d/%m/%Y} không có {LEVELS[kind].label.lower()} nào "
            f"mang mã “{row['unit_code']}”. Xin nhập đơn vị hành chính trước."
        )
    name = clean(row["name"])
    code = row["code"].strip()
    return Agency(
        code=code,
        name=name,
        search_text=fold(f"{name} {code}"),
        kind=kind,
        unit=unit,
        province=province_of(unit),
        fields_handled=_fields(row.get("fields", ""), fields),
        phone=row.get("phone", "").strip(),
        address=clean(row.get("address", "")),
        valid_from=valid_from,
        valid_to=day_of(row.get("valid_to", ""), line, "valid_to"),
    )


def province_of(unit: Unit) -> Unit:
    """Return the province that ``unit`` is in, or is."""
    while unit.parent is not None:
        unit = unit.parent
    return unit


def _fields(written: str, named: Mapping[str, list[str]]) -> list[str]:
    """Return the fields: of a named set, or written out between semicolons."""
    if written in named:
        return list(named[written])
    return [clean(part) for part in written.split(";") if part.strip()]


def _store_desks(rows: Sequence[Mapping[str, Any]], known: Mapping[str, int]) -> None:
    stored = set(Desk.objects.values_list("code", flat=True))
    desks = []
    for line, row in enumerate(rows, start=2):
        name = clean(row.get("desk_name", ""))
        code = row.get("desk_code", "").strip() or slug(row["code"])
        first = day_of(row["valid_from"], line, "valid_from")
        if not name or code in stored or first is None:
            continue
        stored.add(code)
        desks.append(
            Desk(
                agency_id=known[row["code"].strip()],
                code=code,
                name=name,
                address=clean(row.get("address", "")),
                phone=row.get("phone", "").strip(),
                valid_from=first,
                valid_to=day_of(row.get("valid_to", ""), line, "valid_to"),
            )
        )
    Desk.objects.bulk_create(desks)
