"""The statistics, by the library diff-diff: one place that knows how it is called.

Imputation (Borusyak, Jaravel and Spiess 2024): what a unit would have done without the model is
told from its own earlier months and from the months of units without it, never from units that
have it already; so effects that differ between units or grow with time mislead nobody. Errors are
clustered by unit, each unit judged by the rest (leave-one-out), without which intervals are too
short where few units began together. Callaway and Sant'Anna (2021) is asked for a second opinion.
"""

import math
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from motcua.effects.panel import Row

LEVEL: Final = 0.95
LONGEST: Final = 12
"""Months before and after that the picture shows."""


class LibraryMissingError(Exception):
    """The optional extra ``analysis`` is not installed."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A change of a share (0.05 is five points) and its 95 % interval."""

    change: float
    low: float
    high: float
    error: float

    @property
    def is_clear(self) -> bool:
        """Say whether the interval leaves nothing on one side."""
        return self.low > 0 or self.high < 0

    @property
    def width(self) -> float:
        """Return how wide the interval is."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Point:
    """The difference so many months after adoption (before it: below zero), and its interval."""

    months: int
    change: float
    low: float
    high: float


Share = Callable[[Row], float]
"""What is compared of a row."""


def is_installed() -> bool:
    """Say whether the library can be had."""
    try:
        _library()
    except LibraryMissingError:
        return False
    return True


def estimated(rows: Sequence[Row], share: Share) -> Estimate | None:
    """Return the average change over the units that adopted, months after adoption alike.

    None where there is nothing to compare, or no spread to judge by.
    """
    return _estimate(_fitted(_library().ImputationDiD(leave_one_out=True), rows, share), rows)


def with_path(rows: Sequence[Row], share: Share) -> tuple[Estimate | None, tuple[Point, ...]]:
    """Return the same, and the differences month by month before and after."""
    asked = _library().ImputationDiD(leave_one_out=True, pretrends=True, horizon_max=LONGEST)
    found = _fitted(asked, rows, share)
    estimate = _estimate(found, rows)
    if estimate is None:
        return None, ()
    with _quietly():
        path = found.aggregate("event_study")
    reach = critical(rows)
    points = [
        Point(int(months), change, change - reach * error, change + reach * error)
        for months, change, error in zip(
            path.event_time, map(float, path.att), map(float, path.se), strict=True
        )
        if math.isfinite(error)
    ]
    return estimate, tuple(points)


def second_opinion(rows: Sequence[Row], share: Share) -> Estimate | None:
    """Return the average change as Callaway and Sant'Anna count it, or None."""
    asked = _library().CallawaySantAnna(
        control_group="not_yet_treated", estimation_method="reg", rank_deficient_action="silent"
    )
    return _estimate(_fitted(asked, rows, share), rows)


def critical(rows: Iterable[Row]) -> float:
    """Return how many standard errors an interval reaches to either side.

    Few units judge badly of their own spread: Student's t with one less than the smaller of the
    two groups has units, instead of the normal 1.96.
    """
    from scipy.stats import t  # noqa: PLC0415 - comes with the library

    adopting = {row.unit for row in rows if row.adopted is not None}
    others = {row.unit for row in rows if row.adopted is None}
    fewest = min(len(adopting), len(others) or len(adopting))
    return float(t.ppf((1 + LEVEL) / 2, max(fewest - 1, 1)))


def _estimate(found: Any, rows: Sequence[Row]) -> Estimate | None:
    if found is None:
        return None
    change, error = float(found.overall_att), float(found.overall_se)
    if not (math.isfinite(change) and math.isfinite(error)):
        return None
    reach = critical(rows) * error
    return Estimate(change, change - reach, change + reach, error)


def _fitted(asked: Any, rows: Sequence[Row], share: Share) -> Any:
    import pandas as pd  # noqa: PLC0415 - comes with the library

    frame = pd.DataFrame(
        {
            "unit": [row.unit for row in rows],
            "month": [row.month for row in rows],
            "adopted": [row.adopted or 0 for row in rows],
            "share": [share(row) for row in rows],
        }
    )
    with _quietly():
        try:
            return asked.fit(
                frame, outcome="share", unit="unit", time="month", first_treat="adopted"
            )
        except ValueError:  # its word for: no such units, no month to compare
            return None


def _quietly() -> Any:
    """Keep the library's warnings out of the log: what matters of them is tested for here."""
    return warnings.catch_warnings(action="ignore")


def _library() -> Any:
    try:
        import diff_diff  # noqa: PLC0415 - the optional extra, and seconds to load
    except ImportError as error:
        raise LibraryMissingError from error
    return diff_diff
