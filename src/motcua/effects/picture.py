"""The picture of an effect: the difference month by month, before and after. Pure geometry."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from motcua.effects.estimating import Point
from motcua.effects.wording import signed

WIDTH: Final = 560
HEIGHT: Final = 260
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 14, 44
_STEPS: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
_MOST_LINES: Final = 6
_FAR: Final = 0.5
_EVERY: Final = 3
"""Months between two labels."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, and what stands there."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One month: where its dot is, and from where to where its interval reaches."""

    x: float
    y: float
    low: float
    high: float
    is_before: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month in words, for the table beside the picture."""

    label: str
    change: str
    interval: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Where everything stands, in units of the drawing; ``adopted`` is the line between."""

    marks: tuple[Mark, ...]
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    zero: float
    adopted: float
    months: tuple[Month, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def picture_of(path: Sequence[Point]) -> Picture | None:
    """Return the picture of the months of an effect; None where there are none."""
    if not path:
        return None
    low, high, step = _range(path)
    first, last = min(one.months for one in path), max(one.months for one in path)
    first, last = min(first, -1), max(last, 0)
    inner = HEIGHT - TOP - BOTTOM

    def across(months: float) -> float:
        return round(
            LEFT + (months - first + 0.5) / (last - first + 1) * (WIDTH - LEFT - RIGHT), 1
        )

    def down(share: float) -> float:
        return round(TOP + (high - share) / (high - low) * inner, 1)

    return Picture(
        marks=tuple(
            Mark(
                across(one.months),
                down(one.change),
                down(max(one.low, low)),
                down(min(one.high, high)),
                one.months < 0,
            )
            for one in path
        ),
        rows=tuple(
            Tick(down(number * step), _axis(number * step))
            for number in range(round(low / step), round(high / step) + 1)
        ),
        columns=tuple(
            Tick(across(months), f"{months:+d}".replace("-", "−") if months else "0")
            for months in range(first, last + 1)
            if months % _EVERY == 0
        ),
        zero=down(0),
        adopted=across(-0.5),
        months=tuple(_month(one) for one in path),
    )


def _range(path: Sequence[Point]) -> tuple[float, float, float]:
    """Return the lowest and highest line and their distance: round numbers around it all.

    Intervals that reach beyond half of everything are cut there.
    """
    low = min(0.0, *(one.change for one in path), *(max(one.low, -_FAR) for one in path))
    high = max(0.0, *(one.change for one in path), *(min(one.high, _FAR) for one in path))
    for step in _STEPS:
        lowest, highest = floor(low / step), ceil(high / step)
        if highest - lowest < _MOST_LINES:
            break
    else:
        step = 1.0
        lowest, highest = floor(low / step), ceil(high / step)
    return lowest * step, max(highest, lowest + 1) * step, step


def _axis(share: float) -> str:
    number = round(share * 100)
    return f"{number:+d}".replace("-", "−") if number else "0"


def _month(one: Point) -> Month:
    return Month(
        f"{-one.months} tháng trước" if one.months < 0 else f"tháng thứ {one.months + 1}",
        signed(one.change),
        f"{signed(one.low)} đến {signed(one.high)}",
    )
