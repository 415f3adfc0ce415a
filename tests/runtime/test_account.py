"""Whose PostgreSQL it is: root, a person, and root again, over one folder."""

import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.runtime import account
from motcua.runtime.home import POINTER
from motcua.runtime.postgres import Cluster
from tests.runtime.conftest import snapshot

SITE_PACKAGES = [path for path in sys.path if path.endswith("site-packages")]
SOURCES = Path(__file__).resolve().parents[2] / "src"
# Everything is imported before the change of account, after which the folders
# of this Python may be out of reach.
PROGRAM = """
import encodings.ascii, os, sys
from pathlib import Path
import psycopg
from motcua.runtime.errors import OperatorError
from motcua.runtime.postgres import Cluster
number, name, data = sys.argv[1:]
os.initgroups(name, os.getgid()); os.setgid(65534); os.setuid(int(number))
try:
    with Cluster(Path(data), changes={"fsync": "off", "shared_buffers": "16MB"}) as cluster:
        with psycopg.connect(cluster.url) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS visits (who text)")
            connection.execute("INSERT INTO visits VALUES (current_user)")
            print(connection.execute("SELECT count(*) FROM visits").fetchone()[0])
except OperatorError as error:
    print(error)
"""


def visit_as(person: pwd.struct_passwd | None, data: Path) -> str:
    """Start the cluster as ``person`` (None: as root), leave a mark, count the marks."""
    number, name = (person.pw_uid, person.pw_name) if person else (0, "root")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(number), name, str(data)],
        env={"PYTHONPATH": os.pathsep.join([str(SOURCES), *SITE_PACKAGES])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def owned_by_stranger(place: Path, stranger: pwd.struct_passwd) -> Path:
    folder = place / "data"
    folder.mkdir()
    os.chown(folder, stranger.pw_uid, stranger.pw_gid)
    if not account.owner_of(folder).can_run(Path(sys.prefix) / "bin" / "ruff"):
        pytest.skip("the environment lies where no other account can reach it")
    return folder


def test_root_then_the_owner_then_root_again_share_one_database(
    owned_by_stranger: Path, stranger: pwd.struct_passwd
) -> None:
    visits = [visit_as(person, owned_by_stranger) for person in (None, stranger, None, stranger)]

    assert visits == ["1", "2", "3", "4"]
    owners = {state[1] for state in snapshot(owned_by_stranger, leaving_out=Path()).values()}
    assert stranger.pw_uid in owners


def test_another_person_is_told_whose_database_it_is(
    place: Path, stranger: pwd.struct_passwd
) -> None:
    data = place / "data"
    first = visit_as(None, data)

    answer = visit_as(stranger, data)

    assert first == "1"
    assert f"thuộc về người dùng {account.DEDICATED_NAME}" in answer
    assert "MOTCUA_DATA" in answer
    assert visit_as(None, data) == "2"


def test_root_runs_it_as_the_dedicated_account(
    place: Path, stranger: pwd.struct_passwd, clusters: list[Cluster]
) -> None:
    cluster = Cluster(place / "data", changes={"fsync": "off"})
    clusters.append(cluster)

    cluster.start()

    owner = Path(f"/proc/{cluster.pid}").stat().st_uid
    assert pwd.getpwuid(owner).pw_name == account.DEDICATED_NAME
    assert owner != stranger.pw_uid


def test_folder_closed_to_all_but_root_stays_closed(
    place: Path, stranger: pwd.struct_passwd, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    data = closed / "data"
    monkeypatch.setattr(account, "SYSTEM_HOMES", place / "system")
    cluster = Cluster(data, changes={"fsync": "off"})

    cluster.start()
    cluster.stop()

    assert stranger.pw_uid != 0
    assert closed.stat().st_mode & 0o777 == 0o700
    home = Path((data / POINTER).read_text(encoding="utf-8").strip())
    assert home == account.system_home(data)
    assert (home / "cluster" / "PG_VERSION").exists()
    assert home.stat().st_mode & 0o777 == 0o700


def test_programs_out_of_reach_are_copied_once(
    place: Path, stranger: pwd.struct_passwd, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stranger.pw_uid != 0
    monkeypatch.setattr(account.Account, "can_run", lambda _account, _program: False)
    cluster = Cluster(place / "data", changes={"fsync": "off"})

    cluster.start()
    copy = next((place / "data" / "postgres" / "programs").rglob("bin/postgres"))
    first_made = copy.stat().st_mtime_ns, copy.stat().st_ino
    cluster.stop()
    cluster.start()
    cluster.stop()

    assert (copy.stat().st_mtime_ns, copy.stat().st_ino) == first_made


def test_closed_folder_of_somebody_else_is_one_sentence(
    place: Path, stranger: pwd.struct_passwd
) -> None:
    (place / "closed").mkdir(mode=0o700)

    answers = [
        visit_as(stranger, place / "closed"),
        visit_as(stranger, place / "closed" / "data"),
    ]

    assert answers[0].startswith("Không có quyền dùng")
    assert answers[1].startswith("Không tạo được thư mục dữ liệu")
    assert all("MOTCUA_DATA" in answer for answer in answers)
