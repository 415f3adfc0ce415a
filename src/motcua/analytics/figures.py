"""The figures, each said once, for whichever engine counts them. Pure.

A figure is made of columns of report II.06a (``indicators.columns``), whose conditions PostgreSQL
counts by; the statement made here has them unchanged and is plain SQL that DuckDB and Spark read
alike: CASE sums, ``date_trunc``, ``AS`` always, no output named like a column. Early, on time and
late stand in the facts, as ``kernel.punctuality`` said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from motcua.indicators import columns
from motcua.indicators.columns import BY_NAME
from motcua.indicators.periods import Period
from motcua.kernel.errors import DomainError

FORMULA: Final = 1
"""The version of the definitions here."""
VIEW: Final = "facts"
"""What an engine calls the files of facts."""


class FigureError(DomainError):
    """The figure cannot be had that way."""

    code: ClassVar[str] = "analytics-figure"


@dataclass(frozen=True, slots=True)
class Figure:
    """What is counted: sums, each over some columns of report II.06a, and by which day.

    ``dated`` is the day whose month one may group by; "" where a month makes no sense. A figure
    of ``part`` and ``whole`` is a rate; its rows have a whole.
    """

    key: str
    title: str
    definition: str
    sums: tuple[tuple[str, tuple[str, ...]], ...]
    dated: str = ""

    @property
    def names(self) -> list[str]:
        """Return the names of the sums."""
        return [name for name, _columns in self.sums]

    @property
    def is_rate(self) -> bool:
        """Say whether it is a part of a whole."""
        return self.names == ["part", "whole"]


_END: Final = "{end}"
_SETTLED: Final = ("whole", ("c7",))
FIGURES: Final = {
    figure.key: figure
    for figure in (
        Figure(
            "on_time",
            "Trước và đúng hạn",
            "Hồ sơ kết thúc trong kỳ trước hoặc đúng ngày hẹn, trên hồ sơ kết thúc trong kỳ "
            "(cột 8 + 9 trên cột 7 biểu II.06a).",
            (("part", ("c8", "c9")), _SETTLED),
            _END,
        ),
        Figure(
            "early",
            "Trước hạn",
            "Hồ sơ xử lý xong trước ngày hẹn, trên hồ sơ kết thúc trong kỳ "
            "(cột 8 trên cột 7 biểu II.06a).",
            (("part", ("c8",)), _SETTLED),
            _END,
        ),
        Figure(
            "late",
            "Quá hạn",
            "Hồ sơ kết thúc sau ngày hẹn, trên hồ sơ kết thúc trong kỳ "
            "(cột 10 trên cột 7 biểu II.06a).",
            (("part", ("c10",)), _SETTLED),
            _END,
        ),
        Figure(
            "online",
            "Nộp trực tuyến",
            "Hồ sơ tiếp nhận trong kỳ nộp trực tuyến, trên hồ sơ tiếp nhận trong kỳ "
            "(cột 4 trên cột 4 + 5 biểu II.06a).",
            (("part", ("c4",)), ("whole", ("c4", "c5"))),
            "fact.accepted_on",
        ),
        Figure(
            "06a",
            "Biểu II.06a",
            "Cột 3 đến 13 của biểu II.06a.",
            tuple((column.name, (column.name,)) for column in columns.COLUMNS),
        ),
    )
}
_GROUPS: Final = {"agency": "fact.agency_code", "field": "fact.field"}
MONTH: Final = "month"
GROUPS: Final = (*_GROUPS, MONTH)
"""By what one may group."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure over a period, by groups; what was known on ``as_of_on``."""

    figure: Figure
    period: Period
    as_of_on: date
    by: tuple[str, ...] = ()
    waiting_is_settled: bool = True

    def __post_init__(self) -> None:
        """Raise FigureError for groups that there are not."""
        unknown = [name for name in self.by if name not in GROUPS]
        if unknown:
            raise FigureError(f"Không nhóm được theo “{unknown[0]}”: có {', '.join(GROUPS)}.")
        if MONTH in self.by and not self.figure.dated:
            raise FigureError(f"“{self.figure.key}” không nhóm theo tháng được.")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the answer: what it is of, and the sums."""

    of: tuple[str, ...]
    sums: tuple[int, ...]


def figure_called(key: str) -> Figure:
    """Return the figure, or raise FigureError with the names of those that there are."""
    if key not in FIGURES:
        raise FigureError(f"Không có con số “{key}”: có {', '.join(FIGURES)}.")
    return FIGURES[key]


def statement(asked: Asked) -> str:
    """Return the one statement that every engine runs."""
    groups = [_group(name, asked) for name in asked.by]
    picked = [f"{group} AS of_{name}" for name, group in zip(asked.by, groups, strict=True)]
    sums = [
        f"SUM(CASE WHEN {_any(names, asked)} THEN 1 ELSE 0 END) AS count_{name}"
        for name, names in asked.figure.sums
    ]
    where = columns.scope(waiting_is_settled=asked.waiting_is_settled)
    if asked.figure.is_rate:
        where += f" AND {_any(asked.figure.sums[1][1], asked)}"
    text = f"SELECT {', '.join([*picked, *sums])} FROM {VIEW} AS fact WHERE {where}"  # noqa: S608
    if groups:
        text += f" GROUP BY {', '.join(groups)}"
    return _with_days(text, asked)


def lines(rows: Sequence[Sequence[Any]], asked: Asked) -> list[Line]:
    """Return what an engine answered, in one order whatever the engine's is."""
    width = len(asked.by)
    found = [
        Line(
            tuple(str(one)[:7] if name == MONTH else str(one) for name, one in _named(row, asked)),
            tuple(int(one or 0) for one in row[width:]),
        )
        for row in rows
    ]
    return sorted(found, key=lambda line: line.of)


def _named(row: Sequence[Any], asked: Asked) -> list[tuple[str, Any]]:
    return list(zip(asked.by, row, strict=False))


def _group(name: str, asked: Asked) -> str:
    if name != MONTH:
        return _GROUPS[name]
    dated = columns.filled(asked.figure.dated, waiting_is_settled=asked.waiting_is_settled)
    return f"CAST(date_trunc('month', {dated}) AS DATE)"


def _any(names: Sequence[str], asked: Asked) -> str:
    """Return the condition of being in any of these columns of the report."""
    conditions = [
        columns.condition(BY_NAME[name], waiting_is_settled=asked.waiting_is_settled)
        for name in names
    ]
    return "(" + " OR ".join(f"({one})" for one in conditions) + ")"


def _with_days(text: str, asked: Asked) -> str:
    """Return the statement with its days written into it: they are dates, never typed text."""
    return text % {
        "first": f"DATE '{asked.period.first.isoformat()}'",
        "last": f"DATE '{asked.period.last.isoformat()}'",
        "as_of_on": f"DATE '{asked.as_of_on.isoformat()}'",
    }
