"""Dates that another system had promised before a dossier was moved in here. Pure.

They stay as they were promised, whatever we would have counted. Only what happens here
afterwards moves them: a pause by the working days that it takes away, one that restarts the
limit by the procedure's limit.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from motcua.kernel import clock
from motcua.kernel.explanations import ExplainedDay, Explanation
from motcua.kernel.limits import Due, Limit, LimitUnit, Pause, due
from motcua.kernel.wording import named_day
from motcua.kernel.workdays import Calendar

_ONE_DAY: Final = timedelta(days=1)


def due_as_promised(
    promised: datetime,
    moved_in_at: datetime,
    limit: Limit,
    calendar: Calendar,
    *,
    pauses: Iterable[Pause] = (),
    as_of: datetime | None = None,
) -> Due:
    """Return the date ``promised`` by the old system, moved by the pauses since ``moved_in_at``.

    ``limit`` is the procedure's, for a pause that lets it begin anew. A pause never brings the
    date forward, and one after it changes nothing.
    """
    promised, entered = clock.local(promised), clock.local(moved_in_at)
    concerning = [pause for pause in pauses if pause.start < promised]
    if not concerning:
        return Due.given(promised, _reasons(promised, entered))
    if not any(pause.restarts for pause in concerning):
        days = _working_days_between(entered.date(), promised.date(), calendar)
        limit = Limit(max(1, days), LimitUnit.WORKING_DAY)
    answer = due(entered, limit, calendar, concerning, as_of)
    if answer.due is not None and answer.due < promised:
        return Due.given(promised, _reasons(promised, entered))
    return answer


def _working_days_between(after: date, until: date, calendar: Calendar) -> int:
    span = range(after.toordinal() + 1, until.toordinal() + 1)
    return sum(calendar.is_working_day(date.fromordinal(day)) for day in span)


def _reasons(promised: datetime, entered: datetime) -> Explanation:
    kept = f"Hạn do hệ thống cũ hẹn, giữ nguyên khi chuyển hồ sơ vào đây ngày {entered:%d/%m/%Y}."
    ending = f"Hẹn trả lúc {promised:%H:%M}, {named_day(promised.date(), year=True)}."
    lines = [
        ExplainedDay(entered.date(), entered.date(), None, False, False, "Chuyển từ hệ thống cũ"),
        ExplainedDay(
            promised.date(), promised.date(), None, False, True, "Hạn do hệ thống cũ hẹn"
        ),
    ]
    return Explanation([kept, ending], sorted(lines, key=lambda line: line.first))
