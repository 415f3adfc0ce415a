"""What is counted: over several processes, with few labels, and asked of the database."""

import subprocess
import sys
from datetime import timedelta
from math import inf
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from motcua.backup.second import FolderPlace, copy_over
from motcua.backup.shelf import Kept, name_for
from motcua.conf import measures, metrics
from motcua.conf.backups import backup_settings
from motcua.conf.env import SettingError
from motcua.conf.watching import networks
from motcua.dossiers.models import JobRun
from motcua.notifications.models import Message, MessageState
from motcua.runtime import web
from tests.dossiers.counter import Counter
from tests.world import MONDAY

COUNT_IN_ANOTHER_PROCESS = """
from motcua.conf.metrics import count_request
count_request("public:home", "GET", 200, 0.02)
count_request("public:home", "BREW", 200, 0.2)
"""


def values(text: bytes) -> dict[tuple[str, ...], float]:
    """Return every sample: its name and the values of its labels, and its number."""
    return {
        (sample.name, *(value for _name, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def test_several_processes_count_together(
    clean_environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clean_environment.setenv("MOTCUA_DATA", str(tmp_path))
    clean_environment.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path / "metrics"))
    (tmp_path / "metrics").mkdir()

    for _process in range(2):
        subprocess.run([sys.executable, "-c", COUNT_IN_ANOTHER_PROCESS], check=True)
    found = values(metrics.exposition(list))

    assert found["motcua_http_requests_total", "GET", "public:home", "200"] == 2
    assert found["motcua_http_requests_total", "other", "public:home", "200"] == 2
    assert found["motcua_http_request_seconds_bucket", "0.025", "public:home"] == 2
    assert found["motcua_http_request_seconds_count", "public:home"] == 4

    # What processes that have ended counted goes with the next start.
    web._share_counts()  # noqa: SLF001
    assert values(metrics.exposition(list)) == {}


@pytest.mark.django_db
def test_what_waits_is_measured(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    now = Counter().accept().events.get(action="accept").recorded_at
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [now])
        cursor.execute(
            "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'x', 0, NULL, NULL,"
            " '{}'::jsonb, NULL)]::procrastinate_job_to_defer_v1[])"
        )
    Message.objects.all().delete()
    for number, state in enumerate((MessageState.WAITING, MessageState.FAILED)):
        Message.objects.create(
            key=str(number),
            topic="ready",
            recipient="a@b.vn",
            state=state,
            next_attempt_at=now,
            created_at=now - timedelta(minutes=5),
        )
    JobRun.objects.create(name="digest", started_at=now, finished_at=now)

    with django_assert_num_queries(9):
        text = metrics.exposition(lambda: measures.measured(at=now + timedelta(seconds=30)))
    found = values(text)

    assert found["motcua_database_up",] == 1
    assert found["motcua_worker_heartbeat_age_seconds",] == pytest.approx(30)
    assert found["motcua_queue_jobs", "waiting"] == 1
    assert found["motcua_queue_oldest_seconds",] == pytest.approx(30, abs=5)
    assert found["motcua_outbox_messages", "failed"] == 1
    assert found["motcua_outbox_oldest_seconds",] == pytest.approx(330)
    assert found["motcua_dossiers_today", "accepted"] == 1
    assert found["motcua_daily_job_last_success_timestamp_seconds", "digest"] == now.timestamp()
    assert found["motcua_daily_job_late", "digest"] == 0
    assert b"a@b.vn" not in text


@pytest.mark.django_db
def test_the_second_place_and_the_archived_log_are_measured(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_BACKUPS", str(tmp_path))
    monkeypatch.setenv("MOTCUA_BACKUP_SECOND", str(tmp_path / "noi-khac"))
    settings.BACKUPS = backup_settings()
    never = values(metrics.exposition(lambda: measures.measured(at=MONDAY)))
    (tmp_path / name_for(MONDAY)).write_bytes(b"x")
    (tmp_path / "noi-khac").mkdir()
    copy_over(tmp_path, FolderPlace(tmp_path / "noi-khac"), Kept(), at=MONDAY)
    archived = (
        f"SELECT true, '{MONDAY}'::timestamptz, '{MONDAY + timedelta(minutes=1)}'::timestamptz"
    )
    monkeypatch.setattr(measures, "_ARCHIVER", archived)

    later = MONDAY + timedelta(hours=1)
    found = values(metrics.exposition(lambda: measures.measured(at=later)))

    assert never["motcua_backup_second_place_age_seconds",] == inf
    assert found["motcua_backup_second_place_age_seconds",] == 3600
    assert ("motcua_wal_archive_broken",) not in never  # this server archives nothing
    assert found["motcua_wal_archive_broken",] == 1
    assert found["motcua_wal_archived_age_seconds",] == 3600


def test_a_database_that_is_away_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_at: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(measures, "Queue", away)

    found = values(metrics.exposition(lambda: measures.measured(at=MONDAY)))

    assert found["motcua_database_up",] == 0


def test_networks_are_read(clean_environment: pytest.MonkeyPatch) -> None:
    clean_environment.setenv("MOTCUA_METRICS_FROM", "10.1.0.0/16, ::1")
    assert [str(one) for one in networks("MOTCUA_METRICS_FROM", default=())] == [
        "10.1.0.0/16",
        "::1/128",
    ]

    clean_environment.setenv("MOTCUA_METRICS_FROM", "may-chu")
    with pytest.raises(SettingError, match="may-chu"):
        networks("MOTCUA_METRICS_FROM", default=())
