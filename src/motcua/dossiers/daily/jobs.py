"""Running a daily job: when it is due, one thing after another, and what is kept of it.

Every job can be run twice, be killed in the middle and run again, and be run after days in
which nothing ran: it looks at how things stand, never at what it did last. One dossier that
fails does not stop the others; it is reported.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any, Final, Protocol

from django.db import transaction
from django.db.models import QuerySet

from motcua.dossiers.models import JobRun
from motcua.kernel import clock
from motcua.kernel.errors import DomainError

logger = logging.getLogger(__name__)

BATCH: Final = 200
MOST_PROBLEMS: Final = 50
"""Told of one run; the log has all."""
TRY_AGAIN_AFTER: Final = timedelta(minutes=30)
"""A run that broke off, or was killed, is begun anew after so long."""


@dataclass(slots=True)
class Report:
    """What one run did, and what it could not do: pairs of what and why.

    ``notes`` are what whoever runs it by hand should know and nobody has to mend.
    """

    done: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def attempt(self, subject: str, act: Callable[[], object]) -> bool:
        """Do one thing in a transaction of its own; keep what went wrong and say whether not."""
        try:
            with transaction.atomic():
                act()
        except DomainError as error:
            self.problems.append((subject, str(error)))
            return False
        except Exception as error:
            logger.exception("a daily job could not do one thing", extra={"subject": subject})
            self.problems.append((subject, type(error).__name__))
            return False
        self.done += 1
        return True


class Work(Protocol):
    """What a job does at an instant; it writes what came of it in the report."""

    def __call__(self, *, at: datetime, report: Report) -> None:
        """Do it."""


@dataclass(frozen=True, slots=True)
class Job:
    """One job of the day. ``begins`` and ``ends`` are hours of Vietnam between which it runs.

    ``every`` None is once a day; else it runs again so long after it began. ``monthly`` runs
    once a month.
    """

    name: str
    label: str
    work: Work
    begins: time
    ends: time = time(23, 59)
    every: timedelta | None = None
    monthly: bool = False

    def is_due(self, at: datetime, last: JobRun | None) -> bool:
        """Say whether the job has to run at ``at``, given its latest run."""
        now = clock.local(at)
        if not self.begins <= now.time() <= self.ends:
            return False
        if last is None:
            return True
        if last.finished_at is None:
            return at - last.started_at >= TRY_AGAIN_AFTER
        if self.every is not None:
            return at - last.started_at >= self.every
        begun = clock.local(last.started_at)
        since = now.replace(day=1) if self.monthly else now
        return begun < datetime.combine(since.date(), self.begins, tzinfo=clock.VIETNAM)


def run(job: Job, *, at: datetime) -> Report:
    """Run ``job`` and keep what came of it. An error that stops it whole is kept and raised."""
    begun: dict[str, Any] = {"started_at": at, "finished_at": None, "done": 0, "problems": []}
    row, _is_new = JobRun.objects.update_or_create(name=job.name, defaults=begun)
    report = Report()
    try:
        job.work(at=at, report=report)
    except Exception as error:
        report.problems.append((job.label, type(error).__name__))
        _keep(row, report, finished_at=None)
        raise
    for note in report.notes:
        logger.info("%s: %s", job.name, note)
    _keep(row, report, finished_at=clock.now())
    return report


def run_due(jobs: Iterable[Job], *, at: datetime) -> list[str]:
    """Run every job that is due, in order; return their names. A broken one stops no other."""
    last = {row.name: row for row in JobRun.objects.all()}
    names = []
    for job in jobs:
        if not job.is_due(at, last.get(job.name)):
            continue
        names.append(job.name)
        try:
            run(job, at=at)
        except Exception:
            logger.exception("a daily job broke off", extra={"job": job.name})
    return names


def in_batches(rows: QuerySet[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """Yield ``rows`` by primary key, so many at a time; what a batch changes is not seen twice."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:size]):
        yield batch
        last = batch[-1].pk


def _keep(row: JobRun, report: Report, *, finished_at: datetime | None) -> None:
    row.finished_at = finished_at
    row.done = report.done
    row.problems = [list(problem) for problem in report.problems[:MOST_PROBLEMS]]
    row.save(update_fields=["finished_at", "done", "problems"])
