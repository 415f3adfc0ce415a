"""What everybody may see, counted once and kept until a fact moves.

Only figures by the day: they do not depend on the minute at which they are asked for. They are
read from what days come to (``spans``), and counted from the facts while that is not added up.
"""

from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final

from motcua.indicators import reports
from motcua.indicators.keeping import Mark
from motcua.indicators.models import DossierFact
from motcua.indicators.reports import Question, Row
from motcua.indicators.spans import reading
from motcua.kernel.clock import VIETNAM

_KEPT: Final = 1024
Key = tuple[datetime | None, bool]
"""When a fact last moved, and whether what days come to is added up: until then figures hold."""


def by_field(question: Question, mark: Mark) -> tuple[Row, ...]:
    """Return report II.06a, a row for each field."""
    return _by_field(key_of(mark), _of_the_day(question))


def by_agency(question: Question, mark: Mark) -> tuple[Row, ...]:
    """Return the same figures, a row for each agency."""
    return _by_agency(key_of(mark), _of_the_day(question))


@lru_cache(maxsize=_KEPT)
def _by_field(key: Key, question: Question) -> tuple[Row, ...]:
    rows = reading.by_field(question) if _is_added_up(key, question) else None
    return tuple(reports.by_field(question) if rows is None else rows)


@lru_cache(maxsize=_KEPT)
def _by_agency(key: Key, question: Question) -> tuple[Row, ...]:
    rows = reading.by_agency(question) if _is_added_up(key, question) else None
    return tuple(reports.by_agency(question) if rows is None else rows)


def key_of(mark: Mark) -> Key:
    """Return what figures are kept under."""
    return mark.changed_at, mark.has_spans


def _is_added_up(key: Key, question: Question) -> bool:
    """Say whether days have come to what is asked; of one field of all agencies they have not."""
    _changed_at, has_spans = key
    return has_spans and question.field_slug is None


def last_settled_before(day: date, mark: Mark, *, at_least: int = 1) -> date | None:
    """Return the last day from which on ``at_least`` dossiers ended before ``day``, or None."""
    return _last_settled_before(mark.changed_at, day, at_least)


@lru_cache(maxsize=_KEPT)
def _last_settled_before(changed_at: datetime | None, day: date, at_least: int) -> date | None:
    del changed_at  # part of the cache's key only
    ended = DossierFact.objects.filter(ended_on__lt=day).order_by("-ended_on")
    found: date | None = ended.values_list("ended_on", flat=True)[at_least - 1 : at_least].first()
    return found


def _of_the_day(question: Question) -> Question:
    noon = datetime.combine(question.as_of_on, time(12), tzinfo=VIETNAM)
    return replace(question, cut_off=noon)
