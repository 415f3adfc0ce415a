"""A line through months or days, each point with the interval that it is known to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10
from typing import Final

WIDTH: Final = 400
HEIGHT: Final = 210
LEFT: Final = 44
RIGHT: Final = 388
TOP: Final = 14
BOTTOM: Final = 168
_MOST_LABELS: Final = 7
_GRIDS: Final = 4
_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a place of the axis; None where there is too little to say one.

    ``low`` and ``high`` bound what it may be. ``is_guess`` is what has not happened yet.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A point on the sheet, with the ends of its interval."""

    x: float
    y: float
    low: float | None
    high: float | None
    is_guess: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A line across, with what it stands for."""

    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Label:
    """A word below the axis."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """What is drawn: lines across, dots with intervals, and the paths between neighbours."""

    grids: tuple[Grid, ...]
    labels: tuple[Label, ...]
    dots: tuple[Dot, ...]
    paths: tuple[str, ...]
    guesses: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to be drawn."""
        return not self.dots


def line_chart(
    points: Sequence[Point],
    *,
    write: Callable[[float], str],
    floor_at: float | None = 0.0,
    ceiling: float | None = None,
) -> LineChart:
    """Lay ``points`` out from left to right; ``write`` says what a line across stands for.

    The axis holds every interval and need not begin at nothing. It goes neither below
    ``floor_at`` nor above ``ceiling``, where what is measured cannot.
    """
    known = [p for p in points if p.value is not None]
    if not known:
        return LineChart((), (), (), (), ())
    low, high, step = scale(
        [bound for p in known for bound in (p.value, p.low, p.high) if bound is not None],
        floor_at=floor_at,
        ceiling=ceiling,
    )

    def y_of(value: float) -> float:
        return round(BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP), 1)

    xs = _places(len(points))
    dots = [
        Dot(
            xs[number],
            y_of(p.value),
            y_of(p.low) if p.low is not None else None,
            y_of(p.high) if p.high is not None else None,
            p.is_guess,
        )
        if p.value is not None
        else None
        for number, p in enumerate(points)
    ]
    lines = range(round((high - low) / step) + 1)
    return LineChart(
        grids=tuple(Grid(y_of(low + step * n), write(low + step * n)) for n in lines),
        labels=tuple(_labels(points, xs)),
        dots=tuple(dot for dot in dots if dot is not None),
        paths=tuple(_paths(dots, is_guess=False)),
        guesses=tuple(_paths(dots, is_guess=True)),
    )


def scale(
    values: Sequence[float], *, floor_at: float | None, ceiling: float | None
) -> tuple[float, float, float]:
    """Return where an axis that holds ``values`` begins and ends, and its round steps."""
    least, most = min(values), max(values)
    reach = most - least or abs(most) or 1.0
    raw = reach / _GRIDS
    size = 10.0 ** floor(log10(raw))
    step = size * next(one for one in _STEPS if one >= raw / size - 1e-9)
    low, high = step * floor(least / step + 1e-9), step * ceil(most / step - 1e-9)
    if high <= low:
        high = low + step
        if ceiling is not None and high > ceiling + 1e-9:
            low, high = low - step, low
    if floor_at is not None and low < floor_at:
        low = floor_at
    if ceiling is not None and high > ceiling:
        high = ceiling
    return low, high, step


def _places(count: int) -> list[float]:
    if count == 1:
        return [round((LEFT + RIGHT) / 2, 1)]
    gap = (RIGHT - LEFT - 16) / (count - 1)
    return [round(LEFT + 8 + gap * number, 1) for number in range(count)]


def _labels(points: Sequence[Point], xs: Sequence[float]) -> Iterable[Label]:
    """Yield as many labels as fit, the last of them always."""
    every = ceil(len(points) / _MOST_LABELS)
    for number, point in enumerate(points):
        if (len(points) - 1 - number) % every == 0:
            yield Label(xs[number], point.label)


def _paths(dots: Sequence[Dot | None], *, is_guess: bool) -> Iterable[str]:
    """Yield a path for each run of neighbours; a guess begins at the last that is known."""
    pairs = [
        (one, other) for one, other in pairwise(dots) if one is not None and other is not None
    ]
    wanted = [(one, other) for one, other in pairs if other.is_guess is is_guess]
    runs: list[list[Dot]] = []
    for one, other in wanted:
        if runs and runs[-1][-1] is one:
            runs[-1].append(other)
        else:
            runs.append([one, other])
    for run in runs:
        yield "M" + "L".join(f"{dot.x} {dot.y}" for dot in run)
