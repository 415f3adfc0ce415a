"""Early, on time or late: the one definition for lists, form 06, facts and indices.

Statutory reports compare days (Thông tư 01/2020/TT-VPCP, form II.06a); the index of
Quyết định 766/QĐ-TTg compares instants. Both are here and nowhere else.
"""

from datetime import datetime
from enum import StrEnum

from motcua.kernel import clock


class Punctuality(StrEnum):
    """How a finished dossier stands to its due date. Values are stored."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return _LABELS[self]

    @property
    def is_kept(self) -> bool:
        """Say whether the promise was kept."""
        return self is not Punctuality.LATE


_LABELS = {
    Punctuality.EARLY: "Trước hạn",
    Punctuality.ON_TIME: "Đúng hạn",
    Punctuality.LATE: "Quá hạn",
}


def by_day(finished_at: datetime, due_at: datetime) -> Punctuality:
    """Compare the days: any hour of the due day is on time."""
    finished_on, due_on = clock.day_of(finished_at), clock.day_of(due_at)
    if finished_on < due_on:
        return Punctuality.EARLY
    return Punctuality.ON_TIME if finished_on == due_on else Punctuality.LATE


def by_instant(finished_at: datetime, due_at: datetime) -> Punctuality:
    """Compare the instants: one minute past the promised hour is late.

    An end on an earlier day is early; on the due day, up to the hour, on time.
    """
    if clock.local(finished_at) > clock.local(due_at):
        return Punctuality.LATE
    return by_day(finished_at, due_at)
