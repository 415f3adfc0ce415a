"""The periods of reports: month, quarter, half year, nine months, year. Pure.

A period is named by its kind and year, and begins on a day of the month that an administrator
sets. Under Nghị định 09/2019/NĐ-CP that is the 15th of the month before: the first quarter is
15/12 to 14/03. With day 1 a period is what the calendar says.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, Final

from motcua.kernel.errors import DomainError

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
BEGINNINGS: Final = (1, 15)
"""By the calendar, and by Nghị định 09/2019: what any reader may ask for."""
LAST_BEGINNING: Final = 28
"""The last day that every month has."""
_ONE_DAY: Final = timedelta(days=1)
_MONTHS: Final = 12
_NAME: Final = re.compile(r"(20[0-9]{2}|2100)(?:-(t|q)([0-9]{1,2})|-(6t|9t))?", re.ASCII)


class PeriodError(DomainError):
    """There is no such period."""

    code: ClassVar[str] = "period"


class Kind(StrEnum):
    """How long a period is. Values stand in addresses."""

    MONTH = "thang"
    QUARTER = "quy"
    HALF = "6-thang"
    NINE = "9-thang"
    YEAR = "nam"

    @property
    def names(self) -> str:
        """Return what the names of such periods look like, as PostgreSQL reads it."""
        return _NAMES[self]


_NAMES: Final = {
    Kind.MONTH: "-t[0-9]+$",
    Kind.QUARTER: "-q[0-9]$",
    Kind.HALF: "-6t$",
    Kind.NINE: "-9t$",
    Kind.YEAR: "^[0-9]{4}$",
}
_LENGTH: Final = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.HALF: 6, Kind.NINE: 9, Kind.YEAR: 12}
_ROMAN: Final = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both of them counted."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Raise PeriodError when the days are the wrong way round or too far away."""
        if self.last < self.first:
            raise PeriodError("Ngày cuối đứng trước ngày đầu. Xin xem lại khoảng ngày.")
        if self.first.year < FIRST_YEAR or self.last.year > LAST_YEAR:
            raise PeriodError("Năm quá xa. Xin xem lại khoảng ngày.")

    @property
    def words(self) -> str:
        """Return the period as people write it."""
        return f"từ {self.first:%d/%m/%Y} đến {self.last:%d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A period of the reporting year; ``number`` counts months or quarters, else it is 1."""

    kind: Kind
    year: int
    number: int = 1

    @classmethod
    def parse(cls, name: str) -> "NamedPeriod":
        """Return the period called ``2026-q3``, ``2026-t11``, ``2026-6t``, ``2026-9t``, ``2026``.

        Raises PeriodError.
        """
        found = _NAME.fullmatch(name)
        if found is None:
            raise PeriodError("Không có kỳ báo cáo đó. Xin chọn lại.")
        year, letter, number, months = found.groups()
        if months is not None:
            return cls(Kind.HALF if months == "6t" else Kind.NINE, int(year))
        if letter is None:
            return cls(Kind.YEAR, int(year))
        kind = Kind.MONTH if letter == "t" else Kind.QUARTER
        if not 1 <= int(number) <= _MONTHS // _LENGTH[kind]:
            raise PeriodError("Không có kỳ báo cáo đó. Xin chọn lại.")
        return cls(kind, int(year), int(number))

    @classmethod
    def holding(cls, kind: Kind, day: date, begins_on: int) -> "NamedPeriod":
        """Return the period of that kind that ``day`` lies in, or the nearest before it.

        Half a year and nine months end before the year does.
        """
        for year in (day.year + 1, day.year, day.year - 1):
            count = _MONTHS // _LENGTH[kind] if kind in {Kind.MONTH, Kind.QUARTER} else 1
            for number in range(count, 0, -1):
                period = cls(kind, year, number)
                if period.days(begins_on).first <= day:
                    return period
        raise PeriodError("Năm quá xa. Xin xem lại khoảng ngày.")

    def days(self, begins_on: int) -> Period:
        """Return the days, where periods begin on day ``begins_on`` of the month before."""
        length = _LENGTH[self.kind]
        first_month = (self.number - 1) * length + 1
        following = _beginning(self.year, first_month + length, begins_on)
        return Period(_beginning(self.year, first_month, begins_on), following - _ONE_DAY)

    @property
    def name(self) -> str:
        """Return the name that stands in addresses."""
        tail = {
            Kind.MONTH: f"-t{self.number}",
            Kind.QUARTER: f"-q{self.number}",
            Kind.HALF: "-6t",
            Kind.NINE: "-9t",
            Kind.YEAR: "",
        }
        return f"{self.year}{tail[self.kind]}"

    @property
    def label(self) -> str:
        """Return the name as people read it."""
        words = {
            Kind.MONTH: f"Tháng {self.number}/{self.year}",
            Kind.QUARTER: f"Quý {_ROMAN[(self.number - 1) % 4]}/{self.year}",
            Kind.HALF: f"6 tháng đầu năm {self.year}",
            Kind.NINE: f"9 tháng năm {self.year}",
            Kind.YEAR: f"Năm {self.year}",
        }
        return words[self.kind]

    @property
    def short(self) -> str:
        """Return the label as it stands below the axis of a chart."""
        year = self.year % 100
        words = {
            Kind.MONTH: f"{self.number}/{year:02}",
            Kind.QUARTER: f"{_ROMAN[(self.number - 1) % 4]}/{year:02}",
        }
        return words.get(self.kind, str(self.year))

    @property
    def last_month(self) -> date:
        """Return the first day of its last month, by which the rule of counting is chosen."""
        return date(self.year, self.number * _LENGTH[self.kind], 1)

    def moved(self, by: int) -> "NamedPeriod | None":
        """Return the period of this kind ``by`` places on; None where years end."""
        count = _MONTHS // _LENGTH[self.kind] if self.kind in {Kind.MONTH, Kind.QUARTER} else 1
        years, number = divmod(self.number - 1 + by, count)
        year = self.year + years
        if not FIRST_YEAR < year < LAST_YEAR:
            return None
        return NamedPeriod(self.kind, year, number + 1)


def _beginning(year: int, month: int, begins_on: int) -> date:
    """Return when month ``month`` (1 to 13) of the reporting year begins."""
    counted = year * _MONTHS + month - 1 - (begins_on > 1)
    return date(counted // _MONTHS, counted % _MONTHS + 1, begins_on)
