"""Months and units to be compared: what is counted, and what is left out and why. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """What one unit did in one month: ``part`` of ``whole`` dossiers kept the promise.

    ``given_up`` says how many of ``part`` were withdrawn or stopped: statutory reports count
    them as kept, and they are what grows where applicants are asked to withdraw and lodge again.
    """

    unit: str
    month: date
    part: int
    whole: int
    given_up: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError for a part that is larger than what it is part of."""
        if not 0 <= self.given_up <= self.part <= self.whole:
            raise ValueError(f"no share: {self.given_up} of {self.part} of {self.whole}")


@dataclass(frozen=True, slots=True)
class Demand:
    """The least that is compared; below it nothing is said.

    ``widest`` is the widest interval (in shares) of which anything is said.
    """

    dossiers: int = 5
    adopting: int = 5
    others: int = 5
    before: int = 6
    after: int = 3
    widest: float = 0.2


class Left(StrEnum):
    """Why a unit is not compared."""

    FEW_DOSSIERS = "few-dossiers"
    NO_BEFORE = "no-before"
    NO_AFTER = "no-after"
    NO_OTHERS = "no-others"

    @property
    def words(self) -> str:
        """Return the reason as people read it."""
        return _REASONS[self]


_REASONS: Final = {
    Left.FEW_DOSSIERS: "quá ít tháng có đủ hồ sơ",
    Left.NO_BEFORE: "áp dụng quá sớm: không đủ tháng trước khi áp dụng để so",
    Left.NO_AFTER: "mới áp dụng: chưa đủ tháng sau khi áp dụng; được so như đơn vị chưa áp dụng",
    Left.NO_OTHERS: "từ khi áp dụng gần như không còn đơn vị nào chưa áp dụng để so",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A cell that is compared. ``adopted`` is the first month that counts as after, or None."""

    unit: str
    month: int
    adopted: int | None
    part: int
    whole: int
    given_up: int

    @property
    def is_after(self) -> bool:
        """Say whether the unit works by the model in this month."""
        return self.adopted is not None and self.month >= self.adopted


@dataclass(frozen=True, slots=True)
class Panel:
    """The rows that are compared, and the units that are not.

    ``able`` adopting units have months enough before and after, whether or not others are left
    to compare them with.
    """

    rows: tuple[Row, ...]
    left_out: Mapping[str, Left] = field(default_factory=dict)
    able: int = 0

    @property
    def adopting(self) -> dict[str, int]:
        """Return the units whose change is measured, with their first month."""
        return {row.unit: row.adopted for row in self.rows if row.adopted is not None}

    @property
    def others(self) -> list[str]:
        """Return the units that they are compared with throughout."""
        return sorted({row.unit for row in self.rows if row.adopted is None})

    @property
    def dossiers(self) -> int:
        """Return how many dossiers are behind the comparison."""
        return sum(row.whole for row in self.rows)

    @property
    def span(self) -> tuple[date, date] | None:
        """Return the first and the last month compared."""
        months = [row.month for row in self.rows]
        return (month_of(min(months)), month_of(max(months))) if months else None

    @property
    def compared(self) -> "Compared":
        """Return how much was compared, without the rows."""
        return Compared(
            adopting=len(self.adopting),
            others=len(self.others),
            able=self.able,
            dossiers=self.dossiers,
            span=self.span,
            left_out=self.left_out,
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """How many units on either side, and how many dossiers (or answers) of which months."""

    adopting: int
    others: int
    able: int
    dossiers: int
    span: tuple[date, date] | None
    left_out: Mapping[str, Left] = field(default_factory=dict)


def number_of(day: date) -> int:
    """Return the month of ``day`` as a running number."""
    return day.year * _MONTHS + day.month - 1


def month_of(number: int) -> date:
    """Return the first day of a month given by its running number."""
    return date(number // _MONTHS, number % _MONTHS + 1, 1)


def prepared(cells: Iterable[Cell], adoptions: Mapping[str, date], demand: Demand) -> Panel:
    """Return what can be compared.

    A month in which a unit began in the middle counts neither as before nor as after. A unit
    that began lately is compared as one that has not, up to that day. Months in which hardly
    anybody is without the model are left out, so where all have adopted it, the last to do so
    stand for the others until they did.
    """
    told = list(cells)
    rows = _counted(told, adoptions, demand)
    kept, left_out = _sorted_out(rows, demand)
    able = {row.unit for row in kept if row.adopted is not None}
    while (comparable := _comparable(kept, demand)) != rows:
        rows = comparable
        kept, reasons = _sorted_out(rows, demand)
        left_out = {
            unit: reason for unit, reason in reasons.items() if unit not in able
        } | left_out
    measured = {row.unit for row in rows if row.adopted is not None}
    left_out = dict.fromkeys(able - measured, Left.NO_OTHERS) | left_out
    seen = {row.unit for row in rows}
    for unit in {cell.unit for cell in told} - seen - set(left_out):
        left_out[unit] = Left.FEW_DOSSIERS
    return Panel(tuple(rows), dict(sorted(left_out.items())), len(able))


def _counted(cells: Iterable[Cell], adoptions: Mapping[str, date], demand: Demand) -> list[Row]:
    """Return the cells with enough dossiers, each with when its unit began."""
    rows = []
    seen = set()
    for cell in cells:
        month, began = number_of(cell.month), adoptions.get(cell.unit)
        if (cell.unit, month) in seen:
            raise ValueError(f"two cells of {cell.unit} in {cell.month:%Y-%m}")
        seen.add((cell.unit, month))
        adopted = None
        if began is not None:
            adopted = number_of(began) + (began.day > 1)
        is_half = began is not None and began.day > 1 and month == number_of(began)
        if cell.whole >= demand.dossiers and not is_half:
            rows.append(Row(cell.unit, month, adopted, cell.part, cell.whole, cell.given_up))
    return sorted(rows, key=lambda row: (row.unit, row.month))


def _sorted_out(rows: list[Row], demand: Demand) -> tuple[list[Row], dict[str, Left]]:
    """Return the rows of units that can be compared, and why not those of the rest."""
    before = Counter(row.unit for row in rows if not row.is_after)
    after = Counter(row.unit for row in rows if row.is_after)
    kept, reasons = [], {}
    for row in rows:
        unit = row.unit
        if before[unit] < demand.before:
            reasons[unit] = Left.NO_BEFORE if after[unit] else Left.FEW_DOSSIERS
        elif row.adopted is None or after[unit] >= demand.after:
            kept.append(row)
        else:
            if after[unit]:
                reasons[unit] = Left.NO_AFTER
            if not row.is_after:
                kept.append(Row(unit, row.month, None, row.part, row.whole, row.given_up))
    return kept, reasons


def _comparable(rows: list[Row], demand: Demand) -> list[Row]:
    """Return the rows of months in which enough units are without the model."""
    without = Counter(row.month for row in rows if not row.is_after)
    return [row for row in rows if without[row.month] >= demand.others]
