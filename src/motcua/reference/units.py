"""Administrative units of 2024 and of 2025, and which became which.

The lists of 2024 hold until 2025-06-30, those of 2025 from 2025-07-01. Bà Rịa - Vũng Tàu
is followed through the resettlement of 2025-01-01 as well; of the other provinces our
source only knows the list of March 2025, so a commune that went before then has no
successor here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from django.db import transaction

from motcua.agencies.models import Unit, UnitLevel, UnitSuccession
from motcua.kernel.text import clean, fold
from motcua.reference.outcome import Outcome
from motcua.reference.shipped import shipped_rows
from motcua.reference.statistics import take_stock
from motcua.reference.tables import FileError, day_of, given_rows, require_columns

FIRST_DAY: Final = date(2004, 1, 1)
"""Since when the units of 2024 count: before the oldest dossier anybody will enter."""
RESETTLEMENT: Final = date(2025, 1, 1)
TWO_TIERS: Final = date(2025, 7, 1)
BA_RIA_VUNG_TAU: Final = "77"
HO_CHI_MINH_CITY: Final = "79"
BASIS_OF_RESETTLEMENT: Final = "Nghị quyết 1256/NQ-UBTVQH15"
BASIS_OF_PROVINCES: Final = "Nghị quyết 202/2025/QH15"
BASIS_OF_HO_CHI_MINH_CITY: Final = "Nghị quyết 1685/NQ-UBTVQH15"
BASIS_OF_COMMUNES: Final = "Các nghị quyết 1654 đến 1687/NQ-UBTVQH15 năm 2025"
# The district that the resettlement made of two; the source does not give its code.
LONG_DAT: Final = "753"
LONG_DAT_NAME: Final = "Huyện Long Đất"
ORIGINS_OF_LONG_DAT: Final = ("752", "753")
# A district without communes that became a special zone.
CON_DAO_DISTRICT: Final = "755"
CON_DAO_COMMUNE: Final = "26732"
BATCH: Final = 2_000
_LAST_DAY_OF_THREE_TIERS: Final = TWO_TIERS - timedelta(days=1)
_FILE_COLUMNS: Final = ("level", "code", "full_name", "name", "parent_code", "valid_from")


class Key(NamedTuple):
    """What names a unit: a code may live on under another one."""

    level: str
    code: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit to be stored."""

    key: Key
    full_name: str
    name: str
    valid_to: date | None
    parent: Key | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One unit becoming another."""

    old: Key
    new: Key
    is_whole: bool
    on: date
    legal_basis: str


@dataclass(slots=True)
class Gazetteer:
    """Every unit and every step, before they are stored."""

    units: dict[Key, UnitRow] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def add(self, row: UnitRow) -> None:
        """Take a unit in."""
        self.units[row.key] = row

    def end(self, key: Key, last_day: date) -> None:
        """Let a unit end on ``last_day``."""
        self.units[key] = replace(self.units[key], valid_to=last_day)


def load_units() -> Outcome:
    """Store the units of 2024 and 2025 and what became of them; a second time changes nothing."""
    gazetteer = Gazetteer()
    _add_three_tiers(gazetteer)
    _add_resettlement(gazetteer)
    _add_two_tiers(gazetteer)
    return _store(gazetteer)


def import_units(path: Path) -> Outcome:
    """Store the units of a CSV file. Raises FileError, which names the line.

    Columns: level (province, district, commune), code, full_name, name, parent_code,
    valid_from, and, where they are known, valid_to and successor_code with legal_basis.
    """
    rows = given_rows(path)
    require_columns(rows, _FILE_COLUMNS)
    gazetteer = Gazetteer()
    for number, row in enumerate(rows, start=2):
        gazetteer.add(_unit_of_file(row, number, gazetteer.units))
    _add_steps_of_file(gazetteer, rows)
    return _store(gazetteer)


def _unit_of_file(row: Mapping[str, str], line: int, known: Mapping[Key, UnitRow]) -> UnitRow:
    if row["level"] not in UnitLevel.values:
        raise FileError(
            f"Dòng {line}: cột level là “{row['level']}”, cần là {', '.join(UnitLevel.values)}."
        )
    valid_from = day_of(row["valid_from"], line, "valid_from")
    if valid_from is None:
        raise FileError(f"Dòng {line}: thiếu valid_from.")
    parent = row["parent_code"].strip()
    found = None
    if parent:
        level = UnitLevel.PROVINCE if row["level"] == UnitLevel.DISTRICT else None
        found = _parent_key(parent, level, valid_from, known)
        if found is None:
            raise FileError(f"Dòng {line}: không có đơn vị cấp trên mang mã “{parent}”.")
    return UnitRow(
        key=Key(row["level"], row["code"].strip(), valid_from),
        full_name=clean(row["full_name"]),
        name=clean(row["name"]),
        valid_to=day_of(row.get("valid_to", ""), line, "valid_to"),
        parent=found,
    )


def _parent_key(
    code: str, level: str | None, on: date, known: Mapping[Key, UnitRow]
) -> Key | None:
    """Return the unit above: in the same file, or stored before."""
    levels = [level] if level else [UnitLevel.DISTRICT.value, UnitLevel.PROVINCE.value]
    for wanted in levels:
        fitting = [k for k in known if (k.level, k.code) == (wanted, code) and k.valid_from <= on]
        if fitting:
            return max(fitting, key=lambda key: key.valid_from)
        stored = Unit.objects.valid_on(on).filter(level=wanted, code=code).first()
        if stored is not None:
            return Key(stored.level, stored.code, stored.valid_from)
    return None


def _add_steps_of_file(gazetteer: Gazetteer, rows: list[dict[str, str]]) -> None:
    by_code = {(key.level, key.code): key for key in gazetteer.units}
    for row, old in zip(rows, list(gazetteer.units), strict=False):
        wanted = row.get("successor_code", "").strip()
        if not wanted:
            continue
        new = by_code.get((old.level, wanted))
        ended = gazetteer.units[old].valid_to
        if new is None or ended is None or new == old:
            raise FileError(
                f"Đơn vị {old.code} kế tục bởi “{wanted}” cần có valid_to, và đơn vị mới phải có "
                "trong cùng tệp."
            )
        basis = clean(row.get("legal_basis", ""))
        gazetteer.steps.append(
            Step(old, new, is_whole=True, on=ended + timedelta(days=1), legal_basis=basis)
        )


def _add_three_tiers(gazetteer: Gazetteer) -> None:
    last = _LAST_DAY_OF_THREE_TIERS
    for row in shipped_rows("units/2024_provinces.csv"):
        key = Key(UnitLevel.PROVINCE, row["code"], FIRST_DAY)
        gazetteer.add(UnitRow(key, row["full_name"], row["name"], last))
    for row in shipped_rows("units/2024_districts.csv.gz"):
        above = Key(UnitLevel.PROVINCE, row["province_code"], FIRST_DAY)
        key = Key(UnitLevel.DISTRICT, row["code"], FIRST_DAY)
        gazetteer.add(UnitRow(key, row["full_name"], row["name"], last, above))
    for row in shipped_rows("units/2024_communes.csv.gz"):
        above = Key(UnitLevel.DISTRICT, row["district_code"], FIRST_DAY)
        key = Key(UnitLevel.COMMUNE, row["code"], FIRST_DAY)
        gazetteer.add(UnitRow(key, row["full_name"], row["name"], last, above))


def _add_resettlement(gazetteer: Gazetteer) -> None:
    """Follow Bà Rịa - Vũng Tàu from 82 communes to 77 on 2025-01-01."""
    long_dat = Key(UnitLevel.DISTRICT, LONG_DAT, RESETTLEMENT)
    province = Key(UnitLevel.PROVINCE, BA_RIA_VUNG_TAU, FIRST_DAY)
    gazetteer.add(
        UnitRow(
            long_dat,
            LONG_DAT_NAME,
            LONG_DAT_NAME.removeprefix("Huyện "),
            _LAST_DAY_OF_THREE_TIERS,
            province,
        )
    )
    for code in ORIGINS_OF_LONG_DAT:
        _resettle(gazetteer, Key(UnitLevel.DISTRICT, code, FIRST_DAY), long_dat)
    for row in shipped_rows("units/ba_ria_vung_tau_2024_to_2025.csv"):
        old = Key(UnitLevel.COMMUNE, row["code_2024"], FIRST_DAY)
        is_merged = row["change_2025_01_01"].startswith("merged")
        stays = gazetteer.units.get(Key(UnitLevel.COMMUNE, row["code_2025_01"], FIRST_DAY))
        is_in_long_dat = row["district_2025_01"] == LONG_DAT_NAME
        same_name = stays is not None and stays.full_name == row["name_2025_01"]
        if same_name and not is_in_long_dat:
            # It went on as it was; others may have joined it.
            if is_merged and stays is not None and stays.key != old:
                _resettle(gazetteer, old, stays.key)
            continue
        new = Key(UnitLevel.COMMUNE, row["code_2025_01"], RESETTLEMENT)
        above = long_dat if is_in_long_dat else gazetteer.units[old].parent
        full_name = row["name_2025_01"]
        gazetteer.add(
            UnitRow(new, full_name, short_name(full_name), _LAST_DAY_OF_THREE_TIERS, above)
        )
        _resettle(gazetteer, old, new)


def _resettle(gazetteer: Gazetteer, old: Key, new: Key) -> None:
    gazetteer.end(old, RESETTLEMENT - timedelta(days=1))
    gazetteer.steps.append(
        Step(old, new, is_whole=True, on=RESETTLEMENT, legal_basis=BASIS_OF_RESETTLEMENT)
    )


def _add_two_tiers(gazetteer: Gazetteer) -> None:
    before = dict(gazetteer.units)
    for row in shipped_rows("units/2025_provinces.csv"):
        key = Key(UnitLevel.PROVINCE, row["code"], TWO_TIERS)
        gazetteer.add(UnitRow(key, row["full_name"], row["name"], None))
    for row in shipped_rows("units/2025_communes.csv.gz"):
        above = Key(UnitLevel.PROVINCE, row["province_code"], TWO_TIERS)
        key = Key(UnitLevel.COMMUNE, row["code"], TWO_TIERS)
        gazetteer.add(UnitRow(key, row["full_name"], row["name"], None, above))
    for row in shipped_rows("units/provinces_2024_to_2025.csv"):
        gazetteer.steps.append(
            Step(
                Key(UnitLevel.PROVINCE, row["old_code"], FIRST_DAY),
                Key(UnitLevel.PROVINCE, row["new_code"], TWO_TIERS),
                is_whole=True,
                on=TWO_TIERS,
                legal_basis=BASIS_OF_PROVINCES,
            )
        )
    gazetteer.steps.extend(_commune_steps(before))
    # A district that became a special zone has no commune of its own to come from.
    gazetteer.steps.append(
        Step(
            Key(UnitLevel.DISTRICT, CON_DAO_DISTRICT, FIRST_DAY),
            Key(UnitLevel.COMMUNE, CON_DAO_COMMUNE, TWO_TIERS),
            is_whole=True,
            on=TWO_TIERS,
            legal_basis=BASIS_OF_HO_CHI_MINH_CITY,
        )
    )


def _commune_steps(before: Mapping[Key, UnitRow]) -> Iterator[Step]:
    last = _LAST_DAY_OF_THREE_TIERS
    standing = {
        key.code: key
        for key, row in before.items()
        if key.level == UnitLevel.COMMUNE and row.valid_to == last
    }
    for row in shipped_rows("units/communes_2025_03_to_2025_07.csv.gz"):
        old = standing.get(row["old_code"])
        if old is not None:
            yield Step(
                old,
                Key(UnitLevel.COMMUNE, row["new_code"], TWO_TIERS),
                is_whole=row["relation"] == "full",
                on=TWO_TIERS,
                legal_basis=(
                    BASIS_OF_HO_CHI_MINH_CITY
                    if row["new_province_code"] == HO_CHI_MINH_CITY
                    else BASIS_OF_COMMUNES
                ),
            )


def short_name(full_name: str) -> str:
    """Return a unit's name without the kind of unit: ``Xã Tam An`` → ``Tam An``."""
    for kind in ("Thị trấn ", "Đặc khu ", "Phường ", "Xã "):
        if full_name.startswith(kind):
            return full_name.removeprefix(kind)
    return full_name


@transaction.atomic
def _store(gazetteer: Gazetteer) -> Outcome:
    rows = {
        key: row
        for level in UnitLevel
        for key, row in gazetteer.units.items()
        if key.level == level
    }
    known = _known_units()
    created = 0
    # Each level is stored before the one below, which points up to it.
    for level in UnitLevel:
        new = [row for key, row in rows.items() if key.level == level and key not in known]
        made = Unit.objects.bulk_create((_unit(row, known) for row in new), batch_size=BATCH)
        known |= {row.key: unit.pk for row, unit in zip(new, made, strict=True)}
        created += len(new)
    _store_steps(gazetteer.steps, known)
    return Outcome("Đơn vị hành chính", created, len(rows) - created)


def _known_units() -> dict[Key, int]:
    stored = Unit.objects.values_list("level", "code", "valid_from", "pk")
    return {Key(level, code, first): pk for level, code, first, pk in stored}


def _unit(row: UnitRow, known: Mapping[Key, int]) -> Unit:
    return Unit(
        level=row.key.level,
        code=row.key.code,
        valid_from=row.key.valid_from,
        valid_to=row.valid_to,
        name=clean(row.name),
        full_name=clean(row.full_name),
        parent_id=known[row.parent] if row.parent else None,
        search_text=fold(f"{row.full_name} {row.key.code}"),
    )


def _store_steps(steps: Iterable[Step], known: Mapping[Key, int]) -> None:
    # ``bulk_create`` fetches the row ids of what it stores: only what is new is given to it.
    stored = set(UnitSuccession.objects.values_list("predecessor_id", "successor_id"))
    UnitSuccession.objects.bulk_create(
        (
            UnitSuccession(
                predecessor_id=known[step.old],
                successor_id=known[step.new],
                relation=(
                    UnitSuccession.Relation.FULL
                    if step.is_whole
                    else UnitSuccession.Relation.PARTIAL
                ),
                happened_on=step.on,
                legal_basis=step.legal_basis,
            )
            for step in steps
            if (known[step.old], known[step.new]) not in stored
        ),
        batch_size=BATCH,
    )
    take_stock(Unit, UnitSuccession)
