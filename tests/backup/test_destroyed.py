"""Everything destroyed, restored and compared: each row of each table, each file, each chain."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from motcua.backup import restoring
from motcua.backup.creating import make_backup
from motcua.backup.keys import make_key
from motcua.backup.snapshot import snapshot
from motcua.dossiers.daily.erasures import sweep_files
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.blanking import blank
from motcua.kernel import clock
from motcua.runtime.binaries import find_binaries
from motcua.runtime.database import available
from motcua.runtime.errors import OperatorError
from tests.backup.conftest import NIGHT, Lived, Machine, contents_of, short_folder
from tests.dossiers.conftest import connected_to
from tests.dossiers.whole_records import assert_chained

PATIENCE_SECONDS = 60.0


@pytest.fixture(autouse=True)
def _needs_binaries() -> None:
    try:
        find_binaries()
    except OperatorError:
        pytest.skip("the embedded PostgreSQL is not carried for this kind of machine")


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every stored file by its name."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def first_office(lived: Lived) -> Iterator[Machine]:
    """Return a computer on which the archive has been restored, to be copied."""
    with short_folder() as folder:
        machine = Machine(folder / "du-lieu")
        done = restored(machine, lived)
        assert done.returncode == 0, done.stderr
        yield machine


@pytest.fixture
def office(first_office: Machine, place: Path) -> Machine:
    """Return a computer on which the archive has been restored."""
    # With owners and modes, which PostgreSQL insists on.
    subprocess.run(["cp", "-a", first_office.data, place], check=True)
    return Machine(place / first_office.data.name)


def restored(machine: Machine, lived: Lived) -> subprocess.CompletedProcess[str]:
    """Restore the archive on a machine where nothing is."""
    return machine.motcua("restore", lived.archive, "--key", lived.key_file)


def test_all_is_there_again_after_everything_was_destroyed(
    lived: Lived, office: Machine, place: Path
) -> None:
    saved = office.motcua("backup", MOTCUA_BACKUPS=str(place / "noi-khac"))
    assert saved.returncode == 0, saved.stderr
    (archive,) = (place / "noi-khac").glob("*.age")
    shutil.copy(office.data / "backup-key", place / "khoa-cat-rieng")
    shutil.rmtree(office.data)

    done = office.motcua("restore", archive, "--key", place / "khoa-cat-rieng")

    assert done.returncode == 0, done.stderr
    assert "Đã khôi phục" in done.stdout
    with available(None, office.data) as url:
        assert contents_of(url) == lived.contents
        _assert_ledger_holds(url)
    named = set(files_in(office.data / "files"))
    assert named
    assert files_in(office.data / "files") == {
        name: content for name, content in files_in(lived.files).items() if name in named
    }


def _assert_ledger_holds(url: str) -> None:
    with connected_to(url):
        dossiers = list(Dossier.objects.prefetch_related("events"))
        assert len(dossiers) > 5
        for dossier in dossiers:
            assert_chained(dossier)
    with psycopg.connect(url) as connection:
        for statement in (
            "UPDATE dossiers_dossierevent SET payload = '{}'",
            "DELETE FROM dossiers_dossierevent",
            "TRUNCATE dossiers_dossierevent CASCADE",
        ):
            with pytest.raises(psycopg.errors.Error, match="append-only"):
                connection.execute(statement)
            connection.rollback()


def test_data_that_is_there_is_replaced_only_when_asked(lived: Lived, office: Machine) -> None:

    refused = restored(office, lived)
    unsure = office.motcua(
        "restore", lived.archive, "--key", lived.key_file, "--replace", said="thoi\n"
    )
    asked = office.motcua("restore", lived.archive, "--key", lived.key_file, "--replace", "--yes")
    rehearsed = office.motcua("restore", lived.archive, "--key", lived.key_file, "--rehearse")

    assert (refused.returncode, unsure.returncode) == (1, 1)
    assert "đang có dữ liệu, nên chưa làm gì" in refused.stderr
    assert "câu xác nhận không khớp" in unsure.stderr
    assert asked.returncode == 0, asked.stderr
    assert "motcua_truoc_khoi_phuc" in asked.stdout
    assert rehearsed.returncode == 0
    assert "Diễn tập xong" in rehearsed.stdout
    assert office.motcua("restore", "--drop-previous").returncode == 0
    with available(None, office.data) as url, psycopg.connect(url) as connection:
        names = connection.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")
        assert sorted(name for (name,) in names) == ["motcua", "postgres"]


def test_a_wrong_key_and_a_flipped_bit_change_nothing(
    lived: Lived, office: Machine, tmp_path: Path
) -> None:
    make_key(tmp_path / "khoa-khac")
    content = bytearray(lived.archive.read_bytes())
    content[len(content) * 9 // 10] ^= 1
    bad = tmp_path / "hong.tar.age"
    bad.write_bytes(content)
    with available(None, office.data) as url:
        before = contents_of(url)
        wrong = office.motcua(
            "restore", lived.archive, "--key", tmp_path / "khoa-khac", "--rehearse"
        )
        with pytest.raises(OperatorError, match="hỏng"), restoring.draft_database(url) as draft:
            restoring.fill(bad, lived.key.identity, draft, office.data / "files", print)

        running = office.motcua("restore", lived.archive, "--key", lived.key_file, "--replace")
        assert "mã hóa bằng khóa khác" in wrong.stderr
        assert "Một Cửa đang chạy" in running.stderr
        assert contents_of(url) == before


def test_a_backup_of_a_newer_version_is_refused(office: Machine) -> None:
    with available(None, office.data) as url:
        _execute(
            url,
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('dossiers', '9999_mai_sau', now())",
        )
    assert office.motcua("backup").returncode == 0
    (archive,) = (office.data / "backups").glob("*.age")

    done = office.motcua("restore", archive, "--replace", "--yes")

    assert done.returncode == 1
    assert "do Một Cửa mới hơn ghi" in done.stderr
    assert "9999_mai_sau" in done.stderr


def test_a_backup_of_an_older_version_is_brought_up_to_date(office: Machine) -> None:
    with available(None, office.data) as url:
        _execute(url, "DROP TABLE demo_demopart")
        _execute(url, "DELETE FROM django_migrations WHERE app = 'demo'")
    assert office.motcua("backup").returncode == 0
    (archive,) = (office.data / "backups").glob("*.age")

    done = office.motcua("restore", archive, "--replace", "--yes")

    assert done.returncode == 0, done.stderr
    assert "cũ hơn chương trình" in done.stderr
    with available(None, office.data) as url:
        assert "demo_demopart" in contents_of(url)


def _execute(url: str, statement: LiteralString) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(statement)


def test_lost_and_damaged_files_are_named_and_the_rest_is_saved(
    lived: Lived, office: Machine, tmp_path: Path
) -> None:
    files = office.data / "files"
    lost, spoilt = sorted(files_in(files))[:2]
    (files / lost[:2] / lost).unlink()
    (files / spoilt[:2] / spoilt).write_bytes(b"khac")
    with available(None, office.data) as url:
        made = make_backup(url, files, tmp_path / "ban", lived.key, at=NIGHT)
        with restoring.draft_database(url) as draft:
            back = restoring.fill(made.path, lived.key.identity, draft, tmp_path / "ve", print)

    assert (made.missing, made.damaged) == ([lost], [spoilt])
    assert back.differences == []
    assert len(back.losses) == 2
    assert all(any(sha256 in loss for loss in back.losses) for sha256 in (lost, spoilt))
    assert spoilt not in files_in(tmp_path / "ve")


def test_what_was_erased_is_no_loss_until_an_older_backup_brings_it_back(
    lived: Lived, office: Machine, settings: Settings
) -> None:
    settings.FILES_FOLDER = office.data / "files"
    now = clock.now()  # the files were written by this clock
    with available(None, office.data) as url, connected_to(url):
        ended = list(Dossier.objects.filter(results__file__isnull=False).distinct())
        there = set(files_in(office.data / "files"))
        with transaction.atomic():
            for dossier in ended:
                blank(dossier, at=now)
        sweep_files(at=now + timedelta(hours=1), report=Report())
        assert set(files_in(office.data / "files")) < there

    saved = office.motcua("backup")
    back = office.motcua("restore", lived.archive, "--key", lived.key_file, "--replace", "--yes")

    assert saved.returncode == 0, saved.stderr
    assert back.returncode == 1
    assert f"{len(ended)} hồ sơ đã xóa dữ liệu cá nhân sau lúc sao lưu" in back.stderr
    assert str(ended[0].code) in back.stderr
    assert "/can-bo/du-lieu/het-han/" in back.stderr


def test_a_backup_of_a_schema_without_erasure_has_every_file(
    office: Machine,
) -> None:
    with available(None, office.data) as url:
        _execute(url, "ALTER TABLE documents_storedfile DROP COLUMN erased_at CASCADE")
        with snapshot(url) as view:
            assert set(view.files()) == set(files_in(office.data / "files"))


def test_a_rehearsal_that_lost_a_file_does_not_say_that_all_agrees(
    office: Machine,
) -> None:
    lost, *_rest = sorted(files_in(office.data / "files"))
    (office.data / "files" / lost[:2] / lost).unlink()
    assert office.motcua("backup").returncode == 1
    (archive,) = (office.data / "backups").glob("*.age")

    told = office.motcua("restore", archive, "--rehearse")

    assert told.returncode == 1
    assert "Có chỗ không khớp" in told.stdout
    assert "Mọi bảng và tệp khớp" not in told.stdout
    assert lost in told.stderr


def test_a_backup_killed_in_the_middle_leaves_nothing_that_counts(
    office: Machine,
) -> None:
    folder = office.data / "backups"
    for pause in (0.4, 0.8):
        _kill(office, "backup", after=pause)

    whole = office.motcua("backup")

    assert whole.returncode == 0, whole.stderr
    assert list(folder.glob("dang-ghi-*")) == []
    for path in folder.glob("*.age"):
        checked = office.motcua("restore", path, "--rehearse")
        assert checked.returncode == 0, checked.stderr


def test_a_restore_killed_in_the_middle_leaves_the_old_data(lived: Lived, office: Machine) -> None:
    with available(None, office.data) as url:
        before = contents_of(url)
    words = ["restore", lived.archive, "--key", lived.key_file, "--replace", "--yes"]
    for pause in (0.9, 1.5):
        _kill(office, *words, after=pause)
        with available(None, office.data) as url:
            assert contents_of(url) == before

    assert office.motcua(*words).returncode == 0


def _kill(machine: Machine, *words: object, after: float) -> None:
    """Start a command and kill it, and the server that it has started, some time later."""
    process = subprocess.Popen(
        machine.command(*words),
        env=machine.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
    process.wait(PATIENCE_SECONDS)
    time.sleep(0.2)  # the kernel tells its children
