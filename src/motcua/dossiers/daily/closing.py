"""Closing the days of the ledger that are over, also those on which nothing ran."""

from datetime import datetime

from motcua.dossiers.closing import DayStillOpenError, close_day, database_now, days_to_close
from motcua.dossiers.daily.jobs import Report


def close_days(*, at: datetime, report: Report) -> None:
    """Close every day that is over, in order; the first that cannot be yet waits, with the rest.

    What is over is said by the clock that is behind: a server whose clock runs ahead of the
    database's must not close the day on which desks still work.
    """
    for day in days_to_close(min(at, database_now())):
        try:
            close_day(day, at=at)
        except DayStillOpenError as error:
            report.problems.append((f"{day:%d/%m/%Y}", str(error)))
            return
        report.done += 1
