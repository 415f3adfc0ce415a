"""What the check says of machines and of what the product works with."""

import os
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django.fixtures import Settings

from motcua.backup.shelf import last_rehearsal, note_rehearsal
from motcua.dossiers.closing import database_now
from motcua.dossiers.models import JobRun
from motcua.kernel.clock import VIETNAM
from motcua.notifications.models import Message
from motcua.reference import everything, links, machines
from motcua.reference.findings import Finding, Grade
from motcua.signatures.models import ProviderKind, SigningIdentity
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 14, 5, tzinfo=VIETNAM)


def heard_of(at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [at])


def put_in_the_queue() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'x', 0, NULL, NULL,"
            " '{}'::jsonb, NULL)]::procrastinate_job_to_defer_v1[])"
        )


def certificate(ends_at: datetime) -> str:
    """Return a certificate that holds until then, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Dấu")])
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
        .not_valid_after(ends_at)
        .sign(key, hashes.SHA256())
    )
    return built.public_bytes(serialization.Encoding.PEM).decode()


def test_the_database_of_the_tests_is_good() -> None:
    found = machines.look_at_database()

    assert (found.grade, "UTF8" in found.sentence) == (Grade.GOOD, True)
    assert machines.look_at_tables().grade is Grade.GOOD
    assert machines.look_at_time_zone().grade is Grade.GOOD


def test_a_database_that_only_reads_must_be_mended() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
        try:
            found = machines.look_at_database()
        finally:
            cursor.execute("RESET default_transaction_read_only")

    assert (found.grade, "chỉ cho đọc" in found.sentence) == (Grade.BAD, True)


def test_tables_older_or_newer_than_the_program() -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("notifications", "0004_failed_messages")
    older = machines.look_at_tables()
    only = everything.look_at_everything(at=NOW)
    recorder.record_applied("dossiers", "9999_of_a_later_version")
    newer = machines.look_at_tables()

    assert (older.grade, "còn thiếu 1" in older.sentence.lower()) == (Grade.BAD, True)
    assert (newer.grade, "9999_of_a_later_version" in newer.sentence) == (Grade.BAD, True)
    # Nothing that needs the tables is asked of them.
    assert {one.name for one in only} <= {
        *("database", "migrations", "clock", "time-zone", "mail", "disk", "secrets", "production"),
        "telemetry",
    }


def test_a_worker_that_is_not_there_slow_or_failing() -> None:
    none = links.look_at_queue(NOW)
    heard_of(NOW)
    well = links.look_at_queue(NOW)
    silent = links.look_at_queue(NOW + timedelta(minutes=5))
    put_in_the_queue()
    now = database_now()
    heard_of(now + timedelta(hours=1))
    slow = links.look_at_queue(now + timedelta(hours=1))

    assert (none.grade, "chưa hề chạy" in none.sentence) == (Grade.BAD, True)
    assert well.grade is Grade.GOOD
    assert (silent.grade, "im lặng 5 phút" in silent.sentence) == (Grade.BAD, True)
    assert (slow.grade, "1 việc chờ" in slow.sentence) == (Grade.BAD, True)


def test_messages_that_wait_too_long() -> None:
    Message.objects.create(
        key="x", topic="ready", recipient="a@b.vn", next_attempt_at=NOW, created_at=NOW
    )

    soon = links.look_at_outbox(NOW + timedelta(minutes=5))
    late = links.look_at_outbox(NOW + timedelta(hours=3))

    assert soon.grade is Grade.GOOD
    assert (late.grade, "3 giờ" in late.sentence) == (Grade.BAD, True)


@pytest.fixture
def clamd() -> Iterator[str]:
    """Answer PING as ClamAV's daemon does; return its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            line, _address = server.accept()
            with line:
                line.recv(100)
                line.sendall(b"PONG\0")

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"tcp:127.0.0.1:{server.getsockname()[1]}"


def test_a_scanner_missing_there_and_away(settings: Settings, clamd: str) -> None:
    settings.SCANNER = ""
    missing = links.look_at_scanner()
    settings.SCANNER = clamd
    there = links.look_at_scanner()
    settings.SCANNER = "unix:/khong/co/clamd.ctl"
    away = links.look_at_scanner()

    grades = [missing.grade, there.grade, away.grade]
    assert grades == [Grade.WARNING, Grade.GOOD, Grade.BAD]


def test_a_store_that_does_not_answer(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert links.look_at_store() == []
    settings.S3_STORE = SimpleNamespace(endpoint="https://kho", bucket="motcua")

    def away() -> None:
        raise ConnectionError

    monkeypatch.setattr(links, "storage", away)
    (found,) = links.look_at_store()

    assert (found.grade, "ConnectionError" in found.sentence) == (Grade.BAD, True)


def test_certificates_that_end() -> None:
    for days in (-2, 10, 400):
        SigningIdentity.objects.create(
            agency=AgencyFactory.create(),
            provider=ProviderKind.FILE,
            key_label=str(days),
            certificate=certificate(NOW + timedelta(days=days)),
            valid_from=NOW.date() - timedelta(days=30),
        )

    ended, ending = links.look_at_identities(NOW)
    (well,) = links.look_at_identities(NOW - timedelta(days=60))

    assert (ended.grade, ending.grade, well.grade) == (Grade.BAD, Grade.WARNING, Grade.GOOD)
    assert "1 chứng thư đã hết hạn" in ended.sentence
    assert "Chưa ai khai" in well.sentence


def test_daily_jobs_that_never_ran_ran_and_are_late() -> None:
    never = links.look_at_daily_jobs(NOW)
    JobRun.objects.create(name="digest", started_at=NOW, finished_at=NOW)
    well = links.look_at_daily_jobs(NOW + timedelta(hours=1))
    late = links.look_at_daily_jobs(NOW + timedelta(hours=30))

    assert (never.grade, well.grade, late.grade) == (Grade.WARNING, Grade.GOOD, Grade.BAD)


def test_a_rehearsed_restore_is_remembered(settings: Settings, tmp_path: Path) -> None:
    settings.BACKUPS = SimpleNamespace(folder=tmp_path / "backups")
    never = machines.look_at_rehearsal(NOW)
    note_rehearsal(settings.BACKUPS.folder, NOW)

    assert last_rehearsal(settings.BACKUPS.folder) == NOW
    assert never.grade is Grade.WARNING
    assert machines.look_at_rehearsal(NOW + timedelta(days=90)).grade is Grade.GOOD
    assert machines.look_at_rehearsal(NOW + timedelta(days=120)).grade is Grade.WARNING


def test_weak_secrets_are_named_and_never_shown(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path
    settings.NUMBER_KEY = settings.SECRET_KEY = "0123456789abcdefghij" * 3
    settings.METRICS_TOKEN = ""
    (well,) = machines.look_at_secrets()
    settings.SECRET_KEY, settings.METRICS_TOKEN = "bi-mat-bi-mat" * 5, "tinh"
    (tmp_path / "secret-key").write_text("x")
    (tmp_path / "secret-key").chmod(0o644)

    found = machines.look_at_secrets()

    assert well.grade is Grade.GOOD
    assert len(found) == 3
    assert {one.grade for one in found} == {Grade.BAD}
    assert "bi-mat" not in str(found)


def test_a_real_installation_is_looked_at_by_djangos_own_checks(settings: Settings) -> None:
    (trial,) = machines.look_at_production()
    settings.PRODUCTION = True
    weak = machines.look_at_production()
    for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        setattr(settings, name, True)
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    (well,) = machines.look_at_production()

    assert (trial.grade, well.grade) == (Grade.WARNING, Grade.GOOD)
    assert {one.grade for one in weak} == {Grade.BAD}


def test_a_folder_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)

    assert machines.look_at_disk(tmp_path).grade is Grade.BAD


def test_a_look_that_fails_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_at: datetime) -> Finding:
        raise ZeroDivisionError

    monkeypatch.setitem(everything.LOOKS, "clock", broken)

    found = {one.name: one for one in everything.look_at_everything(at=NOW)}

    assert (found["clock"].grade, found["clock"].sentence) == (
        Grade.BAD,
        "Không xem được (ZeroDivisionError).",
    )
    assert found["ledger"].grade is Grade.GOOD
    assert set(found) <= set(everything.LOOKS)
    for one in found.values():
        assert one.advice or one.grade is Grade.GOOD
