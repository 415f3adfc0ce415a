"""Bars that lie: a row each, its parts side by side and their lengths in proportion."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 400
LENGTH: Final = 330
ROW: Final = 56
_LEAST: Final = 1.0
"""Of a part that is not nothing: it is seen, if only as a hair."""


@dataclass(frozen=True, slots=True)
class Part:
    """So much of a kind; kinds are those of ``fill-*`` in the style sheet."""

    kind: str
    amount: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its name, its parts, and what is written at its end."""

    label: str
    parts: tuple[Part, ...]
    end: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part on the sheet."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A row on the sheet."""

    label: str
    y: int
    pieces: tuple[Piece, ...]
    end: str
    end_x: float


@dataclass(frozen=True, slots=True)
class BarChart:
    """All rows, and how high they are together."""

    bars: tuple[DrawnBar, ...]
    height: int
    width: int = WIDTH


def bar_chart(rows: Sequence[Bar]) -> BarChart:
    """Lay ``rows`` out below each other; the longest takes the whole length."""
    most = max((sum(part.amount for part in row.parts) for row in rows), default=0.0)
    drawn = []
    for number, row in enumerate(rows):
        x, pieces = 0.0, []
        for part in row.parts:
            if part.amount > 0:
                width = LENGTH * part.amount / most
                pieces.append(Piece(part.kind, round(x, 1), round(max(width - 1, _LEAST), 1)))
                x += width
        drawn.append(DrawnBar(row.label, number * ROW, tuple(pieces), row.end, round(x + 8, 1)))
    return BarChart(tuple(drawn), len(drawn) * ROW)
