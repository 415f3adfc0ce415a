"""A stretch of days as few whole years, months and single days. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from motcua.indicators.spans.statements import DAY, MONTH, YEAR

BEGINNING: Final = date.min
_ONE_DAY: Final = timedelta(days=1)
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Part:
    """Spans of one length, whose first days lie between ``first`` and ``last``."""

    span: str
    first: date
    last: date


def parts_of(first: date, last: date) -> Iterator[Part]:
    """Yield the spans that make up ``first`` to ``last``; none where that is no stretch.

    Of each length as many as fit: at most two parts of days, two of months, one of years.
    """
    if last < first:
        return
    month = _number_of(first - _ONE_DAY) + 1 if first > BEGINNING else _number_of(first)
    after = _number_of(last + _ONE_DAY)
    if after <= month:
        yield Part(DAY, first, last)
        return
    if first < _first_of(month):
        yield Part(DAY, first, _first_of(month) - _ONE_DAY)
    yield from _months(month, after)
    if _first_of(after) <= last:
        yield Part(DAY, _first_of(after), last)


def _months(month: int, after: int) -> Iterator[Part]:
    """Yield years and months from number ``month`` up to, but without, number ``after``."""
    years = -(-month // _MONTHS) * _MONTHS
    years_after = after // _MONTHS * _MONTHS
    if years_after <= years:
        yield Part(MONTH, _first_of(month), _first_of(after - 1))
        return
    if month < years:
        yield Part(MONTH, _first_of(month), _first_of(years - 1))
    yield Part(YEAR, _first_of(years), _first_of(years_after - _MONTHS))
    if years_after < after:
        yield Part(MONTH, _first_of(years_after), _first_of(after - 1))


def _number_of(day: date) -> int:
    return day.year * _MONTHS + day.month - 1


def _first_of(number: int) -> date:
    return date(number // _MONTHS, number % _MONTHS + 1, 1)
