"""The months up to the end of a period: a table, and the line beside it."""

from dataclasses import dataclass
from typing import Any, Final

from motcua.indicators.keeping import Mark
from motcua.indicators.periods import Kind, NamedPeriod
from motcua.indicators.rates import Rate
from motcua.indicators.reports import Question
from motcua.indicators.trend import Month, monthly
from motcua.kernel import clock
from motcua.web import formats
from motcua.web.charts.lines import LineChart, Point, line_chart
from motcua.web.figures import Chosen

MONTHS_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class ShownMonth:
    """A month with its names and its rate."""

    label: str
    short: str
    month: Month
    rate: Rate


def begins_on_of(chosen: Chosen) -> int:
    """Return on which day months begin: those of reports, or of the calendar.

    Whoever types two days of which the first is that of a month thinks in months of the calendar.
    """
    if chosen.named is None and chosen.period.first.day == 1:
        return 1
    return chosen.rule.period_begins_on


def months_of(question: Question, counted: Mark, begins_on: int) -> list[ShownMonth]:
    """Return the last months up to the end of the period, the newest first.

    All by the rule of the period, and only from the first in which anything happened.
    """
    last = min(question.period.last, clock.day_of(counted.counted_at))
    named: NamedPeriod | None = NamedPeriod.holding(Kind.MONTH, last, begins_on)
    names: list[NamedPeriod] = []
    while named is not None and len(names) < MONTHS_SHOWN:
        names.append(named)
        named = named.moved(-1)
    found = monthly(question, [name.days(begins_on) for name in names], counted)
    least = question.rule.minimum_sample
    shown = [
        ShownMonth(name.label, f"{name.number}/{name.year % 100:02}", month, rate)
        for name, month in zip(names, found, strict=True)
        for rate in [Rate(month.in_time, month.settled, least)]
    ]
    while shown and not (shown[-1].month.settled or shown[-1].month.accepted):
        shown.pop()
    return shown


def trend_of(question: Question, counted: Mark, chosen: Chosen) -> dict[str, Any]:
    """Return the line of the rate on time, the oldest month first, with what it says."""
    begins_on = begins_on_of(chosen)
    months = months_of(question, counted, begins_on)
    told = list(reversed(months))
    points = [_point(one) for one in told]
    chart: LineChart = line_chart(
        points, write=lambda share: formats.decimal(share * 100), floor_at=0.0, ceiling=1.0
    )
    said = [one for one in told if one.rate.is_enough]
    return {
        "chart": chart,
        "months": months,
        "begins_on": begins_on,
        "first": said[0] if said else None,
        "last": said[-1] if said else None,
    }


def _point(one: ShownMonth) -> Point:
    share, interval = one.rate.share, one.rate.interval
    if share is None or interval is None:
        return Point(one.short, None)
    return Point(one.short, share, interval[0], interval[1])
