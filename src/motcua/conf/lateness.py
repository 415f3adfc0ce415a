"""Which daily jobs are late: one rule for the page, the check and the metrics."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from motcua.conf.jobs import JOBS
from motcua.dossiers.daily.jobs import Job
from motcua.dossiers.models import JobRun

LATE_AFTER: Final = timedelta(hours=26)
"""A daily job that has not run for longer has missed its day."""
_A_MONTH: Final = timedelta(days=32)


def state_of(job: Job, row: JobRun | None, at: datetime) -> str:
    """Return the badge of a job: "new" before its first run, "moving" while it runs."""
    if row is None:
        return "new"
    longest = _A_MONTH if job.monthly else LATE_AFTER
    if row.finished_at is None:
        is_over = bool(row.problems) or at - row.started_at > timedelta(hours=1)
        return "late" if is_over else "moving"
    if at - row.started_at > longest:
        return "late"
    return "soon" if row.problems else "done"


def late_jobs(at: datetime, last: Mapping[str, JobRun]) -> list[Job]:
    """Return the jobs that broke off, or have not run for longer than they should."""
    return [job for job in JOBS if state_of(job, last.get(job.name), at) == "late"]
