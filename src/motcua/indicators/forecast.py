"""What the next two weeks may bring, guessed from the last ones, with how wrong such guesses were.

The guess for a working day is the mean of the same weekday in the six weeks before. It is tried
on the past as if that had been the present: from each of the last eight Mondays' worth of
knowledge the following two weeks are guessed and compared with what came. What is shown beside
the guess is the mean error of those trials, and that of whoever guesses "as last week". Pure.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WEEKS: Final = 6
"""Of which the same weekdays are averaged."""
TRIALS: Final = 8
"""Guesses that are tried on the past, a week apart."""
DAYS: Final = 14
LEAST_WEEKS: Final = WEEKS + 2 + 2
"""Of history: one guess, and at least two trials of two weeks each."""
COVERED: Final = 0.8
"""Share of the past days that lay within the bounds shown."""
_ONE_DAY: Final = timedelta(days=1)
_ONE_WEEK: Final = timedelta(days=7)
IsWorking = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class DayGuess:
    """What one working day may bring, and between which bounds."""

    day: date
    expected: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The working days ahead, and how wrong such guesses were on the past.

    ``error`` and ``naive_error`` are mean absolute errors a working day; ``sum_error`` is that
    of two weeks together; ``tried`` how many days were compared.
    """

    days: tuple[DayGuess, ...]
    error: float
    naive_error: float
    sum_error: float
    tried: int

    @property
    def expected(self) -> float:
        """Return what all the days together may bring."""
        return sum(one.expected for one in self.days)

    @property
    def is_better(self) -> bool:
        """Say whether it was less wrong than guessing "as last week"."""
        return self.error < self.naive_error


def forecast(
    counts: Mapping[date, int], *, first: date, today: date, is_working: IsWorking
) -> Forecast | None:
    """Guess the working days of the two weeks from ``today`` on; None with too little history.

    ``counts`` are of the days from ``first`` on; a day that is missing is nothing. Today is not
    over and tells nothing yet.
    """
    if (today - first) < LEAST_WEEKS * _ONE_WEEK:
        return None
    trials = [
        trial
        for number in range(TRIALS)
        if (trial := _trial(counts, today - timedelta(days=DAYS + 7 * number), first, is_working))
    ]
    if not trials:
        return None
    errors = [abs(guess - came) for trial in trials for guess, _naive, came in trial]
    naive = [abs(guess - came) for trial in trials for _guess, guess, came in trial]
    sums = [abs(sum(guess - came for guess, _naive, came in trial)) for trial in trials]
    reach = quantile(errors, COVERED)
    days = tuple(
        DayGuess(day, expected, max(0.0, expected - reach), expected + reach)
        for day in _working_days(today, is_working)
        for expected in [_expected(counts, day, today, first, is_working)]
    )
    return Forecast(days, _mean(errors), _mean(naive), _mean(sums), len(errors))


def quantile(values: list[float], share: float) -> float:
    """Return the value below which ``share`` of the values lie, between two where it must.

    Raises ValueError without values.
    """
    if not values:
        raise ValueError("no quantile of nothing")
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _trial(
    counts: Mapping[date, int], origin: date, first: date, is_working: IsWorking
) -> list[tuple[float, float, int]]:
    """Return guess, guess "as last week" and what came, for the two weeks from ``origin`` on."""
    if origin - first < WEEKS * _ONE_WEEK:
        return []
    return [
        (
            _expected(counts, day, origin, first, is_working),
            _as_last_week(counts, day, origin, first, is_working),
            counts.get(day, 0),
        )
        for day in _working_days(origin, is_working)
    ]


def _expected(
    counts: Mapping[date, int], day: date, known: date, first: date, is_working: IsWorking
) -> float:
    """Return the mean of the same weekday in the weeks before ``known``, which is not known."""
    past = [
        counts.get(other, 0)
        for other in _before(known, first, is_working)
        if other.weekday() == day.weekday()
    ]
    # A Saturday that is worked in exchange, say: like any other day.
    return _mean(past or [counts.get(d, 0) for d in _before(known, first, is_working)])


def _as_last_week(
    counts: Mapping[date, int], day: date, known: date, first: date, is_working: IsWorking
) -> float:
    other = day
    while other >= known or not is_working(other):
        other -= _ONE_WEEK
        if other < first:
            return _expected(counts, day, known, first, is_working)
    return counts.get(other, 0)


def _before(known: date, first: date, is_working: IsWorking) -> Iterator[date]:
    day = max(first, known - WEEKS * _ONE_WEEK)
    while day < known:
        if is_working(day):
            yield day
        day += _ONE_DAY


def _working_days(begin: date, is_working: IsWorking) -> Iterator[date]:
    for number in range(DAYS):
        day = begin + timedelta(days=number)
        if is_working(day):
            yield day


def _mean(values: list[int] | list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
