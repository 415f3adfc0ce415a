"""Counting an issued due date again, under the calendar it was issued with."""

from motcua.agencies.selectors import calendar_version
from motcua.dossiers.models import DueDate
from motcua.dossiers.promises import limit_from_row
from motcua.kernel import clock
from motcua.kernel.limits import Due, Limit, due


def stored_due(row: DueDate) -> tuple[Due, Limit]:
    """Return the answer, with its explanation, and the limit of an issued date."""
    limit = limit_from_row(row.limit_value, row.limit_unit, row.policy)
    calendar = calendar_version(row.calendar_version_id)
    return due(clock.local(row.counted_from), limit, calendar), limit
