"""What the database says of how it goes: asked whenever metrics are read, nine statements.

There are four more where the national portal is joined. Each is answered by an index or over a
table that stays small; none names anybody.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from math import inf
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Max, Min
from procrastinate.contrib.django.models import ProcrastinateWorker
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from motcua.backup.second import noted
from motcua.backup.shelf import backups_in
from motcua.conf.jobs import JOBS
from motcua.conf.lateness import late_jobs
from motcua.conf.version import version
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models import DossierEvent, JobRun
from motcua.exchange.portal.outgoing import is_joined
from motcua.exchange.portal.outgoing_figures import standing
from motcua.kernel import clock
from motcua.notifications.models import Message, MessageState

SILENT_SECONDS: Final = 60.0
"""A worker that has not been heard of for so long is gone."""
_FAILED_FOR: Final = timedelta(days=1)
_QUEUE: Final = """
SELECT job.status::text, count(*), min(coalesce(job.scheduled_at, event.at))
FROM procrastinate_jobs AS job
LEFT JOIN procrastinate_events AS event ON event.job_id = job.id AND event.type = 'deferred'
WHERE job.status IN ('todo', 'doing') AND (job.scheduled_at IS NULL OR job.scheduled_at <= %s)
GROUP BY job.status
"""
_FAILED: Final = """
SELECT count(*) FROM procrastinate_jobs AS job
JOIN procrastinate_events AS event ON event.job_id = job.id
WHERE job.status = 'failed' AND event.type = 'failed' AND event.at > %s
"""
_ARCHIVER: Final = """
SELECT current_setting('archive_mode') <> 'off', last_archived_time, last_failed_time
FROM pg_stat_archiver
"""


def heartbeat_age(at: datetime) -> float | None:
    """Return for how many seconds no worker has been heard of; None when none ever was."""
    last = ProcrastinateWorker.objects.aggregate(last=Max("last_heartbeat"))["last"]
    return None if last is None else max(0.0, (at - last).total_seconds())


class Queue:
    """How many jobs wait and run, and for how many seconds the oldest of the waiting has."""

    def __init__(self, at: datetime) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_QUEUE, [at])
            found = {status: (count, oldest) for status, count, oldest in cursor.fetchall()}
            cursor.execute(_FAILED, [at - _FAILED_FOR])
            (self.failed,) = cursor.fetchone()
        self.waiting, oldest = found.get("todo", (0, None))
        self.running = found.get("doing", (0, None))[0]
        self.oldest_seconds = _age(oldest, at)


class Outbox:
    """How many messages wait and have failed, and for how long the oldest has waited."""

    def __init__(self, at: datetime) -> None:
        waiting = Message.objects.filter(state=MessageState.WAITING).aggregate(
            count=Count("pk"), oldest=Min("created_at")
        )
        self.waiting = waiting["count"]
        self.oldest_seconds = _age(waiting["oldest"], at)
        self.failed = Message.objects.filter(state=MessageState.FAILED).count()
        sent = Message.objects.filter(sent_at__gt=at - timedelta(days=1))
        self.sent = dict(sent.values_list("state").annotate(Count("pk")))


def measured(*, at: datetime) -> Iterable[Metric]:
    """Return what is measured; a database that is away is said, and stops nothing."""
    yield _gauge("build_info", "Which version runs.", [((version(),), 1.0)], ["version"])
    try:
        found = [
            *_of_queue(at),
            *_of_outbox(at),
            *_of_portal(at),
            _of_dossiers(at),
            *_of_jobs(at),
            *_of_archiver(at),
        ]
    except DatabaseError:
        yield _gauge("database_up", "Whether the database answers.", [((), 0.0)])
        return
    yield _gauge("database_up", "Whether the database answers.", [((), 1.0)])
    yield from found
    newest = next(iter(backups_in(settings.BACKUPS.folder)), None)
    if newest is not None:
        text = "Seconds since the newest backup was made."
        yield _gauge("backup_age_seconds", text, [((), _age(newest.made_at, at))])
    if settings.BACKUPS.second is not None:
        last = noted(settings.BACKUPS.folder)
        text = "Seconds since the newest copy at the second place was made; infinite without one."
        age = inf if last is None else _age(last.made_at, at)
        yield _gauge("backup_second_place_age_seconds", text, [((), age)])


def _of_archiver(at: datetime) -> Iterable[Metric]:
    with connection.cursor() as cursor:
        cursor.execute(_ARCHIVER)
        is_on, archived_at, failed_at = cursor.fetchone()
    if not is_on:
        return
    is_broken = failed_at is not None and (archived_at is None or failed_at > archived_at)
    text = "Whether the last piece of the database's log could not be archived."
    yield _gauge("wal_archive_broken", text, [((), float(is_broken))])
    text = "Seconds since a piece of the database's log was archived; infinite before the first."
    age = inf if archived_at is None else _age(archived_at, at)
    yield _gauge("wal_archived_age_seconds", text, [((), age)])


def _of_queue(at: datetime) -> Iterable[Metric]:
    queue = Queue(at)
    rows = [(("waiting",), queue.waiting), (("running",), queue.running)]
    rows.append((("failed",), queue.failed))
    text = "Jobs that are due or running; failed within a day."
    yield _gauge("queue_jobs", text, rows, ["state"])
    text = "Seconds that the oldest job due has waited."
    yield _gauge("queue_oldest_seconds", text, [((), queue.oldest_seconds)])
    age = heartbeat_age(at)
    if age is not None:
        text = "Seconds since a worker was last heard of."
        yield _gauge("worker_heartbeat_age_seconds", text, [((), age)])


def _of_outbox(at: datetime) -> Iterable[Metric]:
    outbox = Outbox(at)
    rows = [(("waiting",), outbox.waiting), (("failed",), outbox.failed)]
    rows += [
        ((state.value,), outbox.sent.get(state.value, 0))
        for state in (MessageState.SENT, MessageState.DELIVERED)
    ]
    text = "Messages waiting and failed; sent and delivered within a day."
    yield _gauge("outbox_messages", text, rows, ["state"])
    text = "Seconds that the oldest message has waited."
    yield _gauge("outbox_oldest_seconds", text, [((), outbox.oldest_seconds)])


def _of_portal(at: datetime) -> Iterable[Metric]:
    if not is_joined():
        return
    found = standing()
    rows = [(("waiting",), found.waiting), (("refused",), found.refused)]
    text = "Messages to the national portal that wait, or were refused."
    yield _gauge("portal_messages", text, rows, ["state"])
    text = "Seconds that the oldest message to the national portal has waited."
    yield _gauge("portal_oldest_seconds", text, [((), found.oldest_seconds(at))])


def _of_dossiers(at: datetime) -> Metric:
    midnight = datetime.combine(clock.day_of(at), time.min, tzinfo=clock.VIETNAM)
    acts = {Action.ACCEPT.value: "accepted", Action.FINISH.value: "finished"}
    events = DossierEvent.objects.filter(recorded_at__gte=midnight, action__in=acts)
    counted = dict(events.values_list("action").annotate(Count("pk")))
    rows = [((word,), counted.get(act, 0)) for act, word in acts.items()]
    return _gauge("dossiers_today", "Dossiers since midnight of Vietnam.", rows, ["act"])


def _of_jobs(at: datetime) -> Iterable[Metric]:
    last = {row.name: row for row in JobRun.objects.all()}
    late = {job.name for job in late_jobs(at, last)}
    whole = [
        ((job.name,), row.finished_at.timestamp())
        for job in JOBS
        if (row := last.get(job.name)) is not None and row.finished_at is not None
    ]
    text = "When a daily job last ran to its end; absent while it runs or is broken."
    yield _gauge("daily_job_last_success_timestamp_seconds", text, whole, ["job"])
    rows = [((job.name,), float(job.name in late)) for job in JOBS]
    yield _gauge("daily_job_late", "Whether a daily job is late or broken.", rows, ["job"])


def _gauge(
    name: str,
    text: str,
    rows: Iterable[tuple[tuple[str, ...], float]],
    labels: list[str] | None = None,
) -> Metric:
    family = GaugeMetricFamily(f"motcua_{name}", text, labels=labels or [])
    for values, number in rows:
        family.add_metric(values, number)
    return family


def _age(since: datetime | None, at: datetime) -> float:
    return 0.0 if since is None else max(0.0, (at - since).total_seconds())
