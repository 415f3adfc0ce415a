"""How feedback is heard: in time, to people's content, settled. The only place that counts it.

A turn is the time that one agency has feedback, from when it comes to when it is answered, not
accepted or passed on. It is counted on the day it is due: ended in time, or not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from motcua.indicators.closed.definitions import Counted, Definition
from motcua.indicators.rates import Rate

LEAST: Final = 30
IN_TIME: Final = "feedback-in-time"
CONTENT: Final = "feedback-content"
SETTLED: Final = "feedback-settled"
_ZONE: Final = "Asia/Ho_Chi_Minh"
# What waits for the petitioner since before it was due is not due; a question that came later
# stopped nothing. The last promise and the last event of a turn say how it stands.
_TURNS: Final = """
    WITH promised AS (
        SELECT DISTINCT ON (feedback_id, turn) feedback_id, turn, agency_id, due_at
        FROM petitions_feedbackpromise
        WHERE kind = 'process' AND recorded_at < %(before)s
        ORDER BY feedback_id, turn, id DESC
    ), last AS (
        SELECT DISTINCT ON (feedback_id, turn)
            feedback_id, turn, action, due_at, in_time, happened_at
        FROM petitions_feedbackevent
        WHERE turn IS NOT NULL AND recorded_at < %(before)s
        ORDER BY feedback_id, turn, id DESC
    ), counted AS (
        SELECT promised.feedback_id, promised.agency_id,
            (COALESCE(last.due_at, promised.due_at) AT TIME ZONE %(zone)s)::date AS day,
            COALESCE(last.in_time, false) AS is_part
        FROM promised LEFT JOIN last USING (feedback_id, turn)
        WHERE NOT COALESCE(
            last.action = 'ask' AND last.happened_at < promised.due_at, false
        )
    )
"""
_ANSWERS: Final = """
    WITH counted AS (
        SELECT feedback_id, agency_id,
            (happened_at AT TIME ZONE %(zone)s)::date AS day, value >= %(least)s AS is_part
        FROM petitions_feedbackevent
        WHERE action = %(action)s AND recorded_at < %(before)s
    )
"""
_BY_DAY: Final = """
    SELECT day, agency_id, count(*) FILTER (WHERE is_part), count(*)
    FROM counted WHERE day BETWEEN %(first)s AND %(last)s
    GROUP BY day, agency_id ORDER BY day, agency_id
"""
_BY: Final = """
    SELECT feedback.{column}, count(*) FILTER (WHERE is_part), count(*)
    FROM counted JOIN petitions_feedback AS feedback ON feedback.id = counted.feedback_id
    WHERE day BETWEEN %(first)s AND %(last)s
        AND (%(agency)s::bigint IS NULL OR counted.agency_id = %(agency)s)
    GROUP BY feedback.{column} ORDER BY feedback.{column}
"""
_BEHIND: Final = """
    SELECT feedback_id, is_part FROM counted
    WHERE day BETWEEN %(first)s AND %(last)s AND agency_id = ANY(%(agencies)s)
    ORDER BY day DESC, feedback_id DESC
"""
_KINDS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    IN_TIME: (_TURNS, {}),
    CONTENT: (_ANSWERS, {"action": "rate", "least": 2}),
    SETTLED: (_ANSWERS, {"action": "say_settled", "least": 1}),
}
"""Each figure: the rows it counts."""
COLUMNS: Final = ("subject", "way")


def in_time(*, first: date, last: date, recorded_before: datetime) -> Iterable[Counted]:
    """Count turns that were due, and those ended in time. One query."""
    return _by_day(IN_TIME, first, last, recorded_before)


def content(*, first: date, last: date, recorded_before: datetime) -> Iterable[Counted]:
    """Count ratings of answers, and those of people who are content. One query."""
    return _by_day(CONTENT, first, last, recorded_before)


def settled(*, first: date, last: date, recorded_before: datetime) -> Iterable[Counted]:
    """Count answers to “was it settled?”, and those that say yes. One query."""
    return _by_day(SETTLED, first, last, recorded_before)


DEFINITIONS: Final = (
    Definition(
        IN_TIME,
        1,
        "Phản ánh xử lý đúng hạn",
        "Trong số phản ánh đến hạn trong ngày ở một cơ quan, bao nhiêu đã được trả lời, không "
        "tiếp nhận hoặc chuyển đi đúng hạn (Quyết định 766/QĐ-TTg, chỉ số 6.2). Thời gian chờ "
        "người gửi nói thêm không tính.",
        in_time,
    ),
    Definition(
        CONTENT,
        1,
        "Hài lòng với trả lời phản ánh",
        "Trong số đánh giá câu trả lời gửi trong ngày, bao nhiêu là “hài lòng” hoặc “rất hài "
        "lòng” (chỉ số 6.3). Mỗi phản ánh đánh giá một lần.",
        content,
    ),
    Definition(
        SETTLED,
        1,
        "Phản ánh đã ổn sau bốn tuần",
        "Trong số người trả lời câu “việc đã ổn chưa?” trong ngày, bao nhiêu trả lời đã ổn.",
        settled,
    ),
)


def rates(
    *, first: date, last: date, at: datetime, agency_id: int | None = None
) -> dict[str, Rate]:
    """Return each figure of a span of days as a rate, of one agency or all. Three queries."""
    found = {}
    for one in DEFINITIONS:
        rows = [
            row
            for row in one.count(first=first, last=last, recorded_before=at)
            if agency_id is None or row.agency_id == agency_id
        ]
        part, whole = sum(row.part for row in rows), sum(row.whole for row in rows)
        found[one.key] = Rate(part, whole, LEAST)
    return found


def breakdown(
    key: str, column: str, *, first: date, last: date, at: datetime, agency_id: int | None = None
) -> dict[str, Rate]:
    """Return figure ``key`` by subject or by way. One query."""
    if column not in COLUMNS:
        raise KeyError(column)
    rows = _ask(key, _BY.format(column=column), first, last, at, agency=agency_id)
    return {value: Rate(part, whole, LEAST) for value, part, whole in rows}


@dataclass(frozen=True, slots=True)
class Behind:
    """One that a figure counts, and whether it is of its part."""

    feedback_id: int
    is_part: bool


def behind(
    key: str, *, first: date, last: date, at: datetime, agencies: Sequence[int]
) -> list[Behind]:
    """Return what stands behind figure ``key`` in ``agencies``, the latest first. One query."""
    rows = _ask(key, _BEHIND, first, last, at, agencies=list(agencies))
    return [Behind(feedback_id, is_part) for feedback_id, is_part in rows]


def _by_day(key: str, first: date, last: date, before: datetime) -> list[Counted]:
    return [Counted(*row) for row in _ask(key, _BY_DAY, first, last, before)]


def _ask(
    key: str, question: str, first: date, last: date, before: datetime, **more: Any
) -> list[Any]:
    rows, values = _KINDS[key]
    asked = {"first": first, "last": last, "before": before, "zone": _ZONE, **values, **more}
    with connection.cursor() as cursor:
        cursor.execute(rows + question, asked)
        found: list[Any] = cursor.fetchall()
    return found
