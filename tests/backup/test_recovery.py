"""A server destroyed and brought back to a moment: its log archived, fetched, missing, broken."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from django.core.management import call_command
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from motcua.backup import base, handing, recovering, wal
from motcua.backup.base import as_superuser
from motcua.backup.keys import BackupKey, make_key
from motcua.backup.shelf import KeptBases
from motcua.backup.wal import WalArchive
from motcua.cli.backup import EXIT_PROBLEMS
from motcua.cli.recover import recover
from motcua.cli.wal import wal as wal_command
from motcua.documents.models import StoredFile
from motcua.dossiers.auditing import audit
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.runtime.binaries import find_binaries
from motcua.runtime.errors import OperatorError
from motcua.runtime.postgres import Cluster
from tests.backup.conftest import short_folder
from tests.database_server import HASTE
from tests.dossiers.conftest import connected_to, number_apart
from tests.dossiers.counter import Counter

PATIENCE_SECONDS = 20.0
FILE = "ab" * 32
# Thousands of small files are laid out: in memory, where the system has room there.
_SHARED = Path("/dev/shm")  # noqa: S108 - below it, a folder of this test alone
MEMORY = _SHARED if _SHARED.is_dir() and shutil.disk_usage(_SHARED).free > 1_500_000_000 else None
HURRY = {**HASTE, "archive_timeout": "0", "max_connections": "20", "shared_buffers": "32MB"}


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What is left of a server: the archive of its log, and what it had accepted by when."""

    archive: Path
    key: BackupKey
    key_file: Path
    moment: datetime
    until_then: list[str]
    archived: list[str]

    def copy(self, place: Path) -> Path:
        """Return a copy of the archive, to break."""
        return Path(shutil.copytree(self.archive, place / "kho"))


@pytest.fixture(scope="module")
def destroyed(
    django_db_blocker: DjangoDbBlocker, django_db_modify_db_settings: None
) -> Iterator[Destroyed]:
    """Accept dossiers on a server that archives its log, and take its folder away."""
    del django_db_modify_db_settings
    try:
        find_binaries()
    except OperatorError:
        pytest.skip("the embedded PostgreSQL is not carried for this kind of machine")
    with short_folder(within=MEMORY) as place, django_db_blocker.unblock():
        key, archive = make_key(place / "khoa"), place / "kho"
        wal.prepare(archive)
        cluster = Cluster(
            place / "goc", changes=HURRY, hatch=handing.archiving(archive, key.recipient)
        )
        with cluster, connected_to(cluster.url):
            call_command("migrate", interactive=False, verbosity=0)
            number_apart()
            counter = Counter()
            first = [str(counter.accept().code)]
            base.make_base(as_superuser(cluster.url), archive, key.recipient)
            until_then = [*first, str(counter.accept().code)]
            _hand_over(cluster.url, archive)
            until_then.append(str(counter.accept().code))
            StoredFile.objects.create(
                sha256=FILE,
                name="ban-quet.pdf",
                content_type="application/pdf",
                size=7,
                stored_at=clock.now(),
            )
            with connection.cursor() as cursor:
                cursor.execute("SELECT clock_timestamp()")
                (moment,) = cursor.fetchone()
            archived = [*until_then, str(counter.accept().code)]
            _hand_over(cluster.url, archive)
            counter.accept()  # and nobody hands this over
            connection.close()
            assert cluster.pid is not None
            os.kill(cluster.pid, signal.SIGKILL)
        shutil.rmtree(place / "goc")
        yield Destroyed(archive, key, place / "khoa", moment, until_then, archived)


def _hand_over(url: str, archive: Path) -> None:
    """Have the server begin a new piece of log, and wait until the last is in the archive."""
    with psycopg.connect(as_superuser(url), autocommit=True) as server:
        row = server.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
    assert row is not None
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not list((archive / wal.WAL).glob(f"*/{row[0]}.*")):
        assert time.monotonic() < deadline, "the log does not reach the archive"
        time.sleep(0.02)


@pytest.fixture
def place() -> Iterator[Path]:
    """Make a folder for one test."""
    with short_folder(within=MEMORY) as folder:
        yield folder


@contextmanager
def brought_back(
    left: Destroyed, place: Path, to: datetime | None, archive: Path | None = None
) -> Iterator[tuple[recovering.Recovered, str]]:
    """Recover into a folder of its own; yield how far it came, and the address."""
    source = archive or left.archive
    with recovering.recovered(source, left.key.identity, place / "ve", to, changes=HURRY) as (
        done,
        cluster,
    ):
        yield done, cluster.url


def codes_at(url: str) -> list[str]:
    """Return the codes there in the order of acceptance, the ledger having been compared."""
    with connected_to(url):
        assert audit(at=clock.now()).differences == []
        return [
            str(code) for code in Dossier.objects.order_by("pk").values_list("code", flat=True)
        ]


@pytest.mark.usefixtures("_unblocked")
def test_exactly_what_was_accepted_by_a_moment_is_there(destroyed: Destroyed, place: Path) -> None:
    with brought_back(destroyed, place, destroyed.moment) as (done, url):
        assert codes_at(url) == destroyed.until_then

    assert done.last_at is not None
    assert done.stopped_at is not None
    assert done.last_at <= destroyed.moment < done.stopped_at
    assert done.timeline == 2


@pytest.mark.usefixtures("_unblocked")
def test_nothing_is_lost_but_what_was_not_archived(destroyed: Destroyed, place: Path) -> None:
    (place / "files").mkdir()
    words = ["--into", str(place / "ve"), "--archive", str(destroyed.archive)]
    words += ["--key", str(destroyed.key_file), "--files", str(place / "files")]

    told = CliRunner().invoke(recover, words)

    assert told.exit_code == EXIT_PROBLEMS
    assert "Đã khôi phục trong" in told.output
    # No stored file is there: each is named, and the database stands all the same.
    assert f"Tệp {FILE} không có ở" in told.output
    # What was recovered is a data folder as any other, and archives nothing of itself.
    with Cluster(place / "ve", changes=HURRY) as again:
        assert codes_at(again.url) == destroyed.archived
        with psycopg.connect(again.url) as server:
            assert server.execute("SHOW archive_mode").fetchone() == ("off",)


def test_what_is_missing_broken_or_of_another_key_is_said(
    destroyed: Destroyed, place: Path
) -> None:
    archive = destroyed.copy(place)
    kept = wal.find(archive)
    (newest,) = base.bases_in(archive)
    last = wal.segments(kept)[-1]
    before = kept.name(wal.Segment(last.timeline, last.number - 1))
    (path,) = (archive / wal.WAL).glob(f"*/{before}.*")
    whole = path.read_bytes()
    assert newest.first.number < last.number

    path.unlink()
    with (
        pytest.raises(OperatorError, match=f"thiếu {before}"),
        brought_back(destroyed, place, None, archive),
    ):
        pass
    path.write_bytes(whole[:-100] + bytes(100))
    with (
        pytest.raises(OperatorError, match="hỏng hoặc bị cắt cụt"),
        brought_back(destroyed, place, None, archive),
    ):
        pass

    assert wal.gaps(wal.segments(kept)) == []
    assert list((place / "ve").iterdir()) == []


def test_a_moment_out_of_reach_is_said(destroyed: Destroyed, place: Path) -> None:
    with (
        pytest.raises(OperatorError, match="giao dịch cuối trong kho là lúc"),
        brought_back(destroyed, place, destroyed.moment + timedelta(days=1)),
    ):
        pass
    with (
        pytest.raises(OperatorError, match="không về được thời điểm sớm hơn"),
        brought_back(destroyed, place, destroyed.moment - timedelta(days=1)),
    ):
        pass


def test_by_its_commands_the_log_goes_in_and_comes_back(destroyed: Destroyed, place: Path) -> None:
    runner, kept = CliRunner(), wal.find(destroyed.archive)
    name = kept.name(wal.segments(kept)[0])
    to = ["--key", str(destroyed.key_file), "--archive"]
    out, other = place / name, place / "kho-khac"

    fetched = runner.invoke(wal_command, ["fetch", name, str(out), *to, str(kept.folder)])
    unprepared = runner.invoke(wal_command, ["push", str(out), *to, str(other)])
    runner.invoke(wal_command, ["init", "--archive", str(other)])
    pushed = [runner.invoke(wal_command, ["push", str(out), *to, str(other)]) for _time in "12"]
    content = out.read_bytes()
    out.write_bytes(content[:-1] + b"\x01")
    different = runner.invoke(wal_command, ["push", str(out), *to, str(other)])
    beyond = runner.invoke(
        wal_command, ["fetch", "0000000100000000000000FF", str(out), *to, str(other)]
    )

    assert (fetched.exit_code, [one.exit_code for one in pushed]) == (0, [0, 0])
    assert (unprepared.exit_code, different.exit_code, beyond.exit_code) == (1, 1, 1)
    assert "motcua wal init" in unprepared.output
    assert "nội dung khác" in different.output
    make_key(place / "khoa-khac")
    wrong = ["fetch", name, str(out), "--key", str(place / "khoa-khac"), "--archive", str(other)]
    told = runner.invoke(wal_command, wrong)
    assert told.exit_code == handing.EXIT_BROKEN
    assert "mã hóa bằng khóa khác" in told.output
    status = runner.invoke(wal_command, ["status", "--archive", str(kept.folder)])
    assert status.exit_code == 0
    assert "Bản nền" in status.output


def test_the_log_of_another_server_is_not_taken(destroyed: Destroyed, place: Path) -> None:
    kept = wal.find(destroyed.archive)
    name = kept.name(wal.segments(kept)[0])
    assert wal.fetch(name, place / name, kept.folder, destroyed.key.identity)
    content = bytearray((place / name).read_bytes())
    content[24] ^= 1  # the first byte of the server's own number
    (place / name).write_bytes(content)

    with pytest.raises(OperatorError, match="không nhận WAL của máy chủ"):
        wal.push(place / name, name, destroyed.copy(place), destroyed.key.recipient)


def test_log_goes_only_with_the_base_backup_that_needs_it(
    destroyed: Destroyed, place: Path
) -> None:
    archive = destroyed.copy(place)
    (only,) = base.bases_in(archive)
    much_later = only.ended_at + timedelta(days=400)
    needed = [one for one in wal.segments(wal.find(archive)) if one.number >= only.first.number]

    gone, _pieces = base.clear_out(archive, KeptBases(days=1, fewest=1), at=much_later)

    assert gone == []
    assert wal.segments(wal.find(archive)) == needed


@pytest.fixture
def _unblocked(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def test_where_a_piece_stands_is_told_by_its_name() -> None:
    kept = WalArchive(Path(), 1, 1 << 24)
    one = kept.segment("0000000A00000001000000FF")

    assert (one.timeline, one.number) == (10, 511)
    assert kept.name(one) == "0000000A00000001000000FF"
    holes = wal.gaps([wal.Segment(1, number) for number in (4, 5, 7, 8, 10)])
    assert holes == [wal.Segment(1, 6), wal.Segment(1, 9)]


@pytest.mark.parametrize(
    ("days_ago", "kept"),
    [
        pytest.param([0], [0], id="the only one"),
        pytest.param([30, 20], [30, 20], id="two at least"),
        pytest.param([30, 20, 16, 3, 0], [16, 3, 0], id="every moment of a fortnight in reach"),
        pytest.param([14, 13, 0], [14, 13, 0], id="one of just then"),
    ],
)
def test_base_backups_that_stay(days_ago: list[int], kept: list[int]) -> None:
    at = datetime(2026, 11, 29, 1, 30, tzinfo=clock.VIETNAM)
    made = {at - timedelta(days=days): days for days in days_ago}

    going = base.superfluous(made, KeptBases(days=14, fewest=2), at=at)

    assert sorted((days for one, days in made.items() if one not in going), reverse=True) == kept
