"""Waiting in the hall and appointments that nobody came to: the only place where they are counted.

Both from rows that only grow. Waiting runs from taking the number to the first call; not from
before the desk opened, and for an appointment not from before its hour.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from django.db import connection

from motcua.indicators.closed.definitions import Counted, Definition
from motcua.indicators.rates import Rate

PROMPT_MINUTES: Final = 15
"""What the first formula calls a short wait."""
LEAST_WAITS: Final = 5
"""Calls, below which neither median nor the nine tenths are said."""
_NO_CUT_OFF: Final = datetime(9999, 1, 1, tzinfo=UTC)
_WAITED: Final = """
    SELECT day, agency_id, count(*) FILTER (WHERE at - waits_from <= %(prompt)s), count(*)
    FROM hall_ticketevent
    WHERE act = 'call' AND day BETWEEN %(first)s AND %(last)s AND recorded_at < %(before)s
    GROUP BY day, agency_id
"""
_NO_SHOW: Final = """
    SELECT day, agency_id, count(*) FILTER (WHERE act = 'no_show'), count(*)
    FROM hall_appointmentevent
    WHERE act IN ('arrive', 'no_show') AND day BETWEEN %(first)s AND %(last)s
        AND recorded_at < %(before)s
    GROUP BY day, agency_id
"""
_SPREAD: Final = """
    SELECT {by}, count(*),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM at - waits_from) / 60),
        percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM at - waits_from) / 60),
        count(*) FILTER (WHERE at - waits_from <= %(prompt)s)
    FROM hall_ticketevent
    WHERE act = 'call' AND day = %(day)s AND group_id = ANY(%(groups)s)
    GROUP BY 1 ORDER BY 1
"""
_BY_GROUP: Final = "group_id"
_BY_HOUR: Final = "extract(hour FROM waits_from AT TIME ZONE 'Asia/Ho_Chi_Minh')::int"


@dataclass(frozen=True, slots=True)
class Spread:
    """How long so many people waited: the middle one, and what nine of ten did not exceed."""

    key: int
    count: int
    median_minutes: float
    tenth_minutes: float
    prompt: int

    @property
    def is_enough(self) -> bool:
        """Say whether there were enough to say it."""
        return self.count >= LEAST_WAITS


def _waited(*, first: date, last: date, recorded_before: datetime) -> Iterable[Counted]:
    return _counted(_WAITED, first, last, recorded_before)


def _missed(*, first: date, last: date, recorded_before: datetime) -> Iterable[Counted]:
    return _counted(_NO_SHOW, first, last, recorded_before)


WAITED: Final = Definition(
    key="hall-waited-short",
    formula=1,
    label="Chờ không quá 15 phút",
    meaning="Số người được gọi trong 15 phút từ khi lấy số, trên số người đã được gọi. Lấy số "
    "trước giờ mở cửa thì tính từ giờ mở cửa; có hẹn thì không tính trước giờ hẹn.",
    count=_waited,
)
NO_SHOW: Final = Definition(
    key="hall-no-show",
    formula=1,
    label="Lịch hẹn không đến",
    meaning="Số lịch hẹn quá giờ giữ chỗ mà không đến, trên số lịch hẹn đã đến hoặc không đến; "
    "không tính lịch đã hủy.",
    count=_missed,
)
DEFINITIONS: Final = (WAITED, NO_SHOW)


def by_group(group_ids: Sequence[int], day: date) -> dict[int, Spread]:
    """Return how long people of each group waited on ``day``."""
    return {one.key: one for one in _spread(_BY_GROUP, group_ids, day)}


def by_hour(group_ids: Sequence[int], day: date) -> list[Spread]:
    """Return how long people waited by the hour from which they did."""
    return _spread(_BY_HOUR, group_ids, day)


def rate_on(one: Definition, agency_id: int, day: date) -> Rate:
    """Return the figure ``one`` of an agency on a day, of all that is recorded by now."""
    found = one.count(first=day, last=day, recorded_before=_NO_CUT_OFF)
    mine = next((c for c in found if c.agency_id == agency_id), None)
    return Rate(mine.part, mine.whole) if mine is not None else Rate(0, 0)


def _counted(sql: str, first: date, last: date, before: datetime) -> list[Counted]:
    rows = _rows(
        sql,
        first=first,
        last=last,
        before=before,
        prompt=timedelta(minutes=PROMPT_MINUTES),
    )
    return [Counted(*row) for row in rows]


def _spread(by: str, group_ids: Sequence[int], day: date) -> list[Spread]:
    rows = _rows(
        _SPREAD.format(by=by),
        groups=list(group_ids),
        day=day,
        prompt=timedelta(minutes=PROMPT_MINUTES),
    )
    return [Spread(*row) for row in rows]


def _rows(sql: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
