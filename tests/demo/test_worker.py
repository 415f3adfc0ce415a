"""The worker as a program: it sends, it loads, and it ends when asked."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
from django.db import connection
from pytest_django.fixtures import Settings

from motcua.demo.models import DemoPart, Stage
from motcua.dossiers.models import Dossier
from motcua.notifications.models import Message, MessageState
from tests.dossiers.conftest import committed_database
from tests.notifications.conftest import Mailbox, mailbox

__all__ = ["committed_database", "mailbox"]
PATIENCE_SECONDS = 240.0
FAR_AWAY = date(2099, 1, 1)
"""A living part of that day leaves nothing to refresh, whatever the day of the test."""


@contextmanager
def worker(
    database: str, folder: Path, *, demo: bool, **more: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker on ``database`` for the length of a block; ``more`` are variables for it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "motcua.conf.worker"],
        env={
            **os.environ,
            "DATABASE_URL": database,
            "MOTCUA_DATA": str(folder),
            "MOTCUA_DEMO": "true" if demo else "false",
            "DJANGO_SETTINGS_MODULE": "motcua.conf.settings",
            **more,
        },
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.2)


def waiting_message() -> Message:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return Message.objects.create(
        key="one",
        topic="ready",
        recipient="mot@thu.test",
        subject="Đã có kết quả",
        body="Mời đến nhận.",
        next_attempt_at=at,
        created_at=at,
    )


def jobs(database: str) -> dict[str, str]:
    """Return the newest status of each kind of job."""
    with psycopg.connect(database) as reader:
        rows = reader.execute("SELECT task_name, status FROM procrastinate_jobs ORDER BY id")
        return dict(rows.fetchall())


def test_the_worker_sends_what_waits_and_ends_when_asked(
    committed_database: str,
    tmp_path: Path,
    mailbox: Mailbox,
    settings: Settings,
) -> None:
    waiting_message()
    server = {
        "MOTCUA_SMTP_HOST": settings.EMAIL_HOST,
        "MOTCUA_SMTP_PORT": str(settings.EMAIL_PORT),
    }

    with worker(committed_database, tmp_path, demo=False, **server) as process:
        wait_until(lambda: Message.objects.get().state == MessageState.SENT)
        process.send_signal(signal.SIGTERM)
        code = process.wait(10)

    assert code == 0
    assert [message["To"] for message in mailbox.received] == ["mot@thu.test"]
    assert "load_demo" not in jobs(committed_database)


def test_the_worker_loads_the_rest_of_the_demonstration(second_run: None, tmp_path: Path) -> None:
    del second_run
    agencies = DemoPart.objects.filter(stage=Stage.REST, key__startswith="agency:")
    smallest = agencies.earliest("planned")
    others = DemoPart.objects.exclude(pk=smallest.pk)
    others.update(loaded_at=datetime(2026, 11, 23, tzinfo=UTC))
    others.filter(key__startswith="living:").update(reference_on=FAR_AWAY)
    database = database_address()

    with worker(database, tmp_path, demo=True):
        wait_until(lambda: jobs(database).get("load_demo") == "succeeded")

    assert not DemoPart.objects.filter(loaded_at__isnull=True).exists()
    assert Dossier.objects.count() == smallest.planned


def database_address() -> str:
    """Return the address of the database that Django is connected to."""
    parts = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    password = {"password": parts["PASSWORD"]} if parts["PASSWORD"] else {}
    found = {name: str(parts[key]) for name, key in names.items() if parts[key]}
    return psycopg.conninfo.make_conninfo(**found, **password)


def test_the_command_names_its_options_and_not_how_it_gets_help() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "motcua.cli", "demo", "--help"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout

    assert [o for o in ("--first", "--rest", "--refresh", "--status") if o not in shown] == []
    assert "--assist" not in shown
