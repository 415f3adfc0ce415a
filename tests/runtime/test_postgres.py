"""The embedded PostgreSQL in places and situations that broke others."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from motcua.runtime import account, processes, sockets
from motcua.runtime.binaries import find_binaries
from motcua.runtime.errors import OperatorError
from motcua.runtime.postgres import Cluster, running_address, serves
from tests.runtime.conftest import snapshot

HASTE = {"fsync": "off", "shared_buffers": "16MB"}
SOURCES = Path(__file__).resolve().parents[2] / "src"
# A program that starts a cluster, says so, and waits to be killed.
STARTER = """
import sys, time
from pathlib import Path
from motcua.runtime.postgres import Cluster
cluster = Cluster(Path(sys.argv[1]), changes={"fsync": "off", "shared_buffers": "16MB"})
print(cluster.start(), cluster.pid, flush=True)
time.sleep(600)
"""


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


def start(data: Path, clusters: list[Cluster]) -> str:
    cluster = Cluster(data, changes=HASTE)
    clusters.append(cluster)
    return cluster.start()


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 20
    while processes.is_alive(pid):
        assert time.monotonic() < deadline, "the process does not end"
        time.sleep(0.02)


def start_elsewhere(data: Path) -> tuple[subprocess.Popen[str], int]:
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(data)],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(SOURCES), "PATH": os.defpath},
    )
    assert starter.stdout is not None
    _url, pid = starter.stdout.readline().split()
    return starter, int(pid)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Phường Thắng Nhì – một cửa", id="blank and Vietnamese letters"),
        pytest.param("d" * 150, id="150 characters"),
        pytest.param("a,b 'c' \"d\" %e #f", id="separators and quotes"),
    ],
)
def test_any_path_will_do_and_data_survives_a_restart(
    place: Path, clusters: list[Cluster], name: str
) -> None:
    data = place / name
    first = Cluster(data, changes=HASTE)
    clusters.append(first)
    with psycopg.connect(first.start()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 747 AS number")
    first.stop()

    url = start(data, clusters)

    assert ask(url, "SELECT number FROM kept") == 747


def test_socket_path_stays_within_what_the_kernel_takes(
    place: Path, clusters: list[Cluster]
) -> None:
    start(place / ("d" * 150), clusters)

    folder = sockets.noted(place / ("d" * 150) / "postgres" / "socket-folder")

    assert folder is not None
    assert sockets.fits(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    clusters[0].stop()
    assert not folder.exists()


def test_unknown_locale_of_the_user_does_not_matter(
    place: Path, clusters: list[Cluster], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "vi_XX.KHONG-CO")
    monkeypatch.setenv("LANG", "khong_co")

    url = start(place / "data", clusters)

    locale = ask(
        url, "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname='motcua'"
    )
    assert locale == "bC.UTF-8"
    assert ask(url, "SELECT upper('đường')") == "ĐƯỜNG"


def test_what_is_answered_is_on_disk(place: Path, clusters: list[Cluster]) -> None:
    cluster = Cluster(place / "data")
    clusters.append(cluster)

    url = cluster.start()

    assert [ask(url, f"SHOW {name}") for name in ("fsync", "synchronous_commit")] == ["on", "on"]
    assert ask(url, "SHOW listen_addresses") == ""
    assert ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_nothing_outside_its_folder_is_changed(place: Path, clusters: list[Cluster]) -> None:
    data = place / "one" / "two" / "data"
    data.mkdir(parents=True)
    (place / "one").chmod(0o755)
    (data / "secret-key").write_text("x", encoding="ascii")
    (data / "secret-key").chmod(0o600)
    own = data / "postgres"
    before = snapshot(place, leaving_out=own)

    start(data, clusters)
    clusters[0].stop()

    assert snapshot(place, leaving_out=own) == before
    assert own.stat().st_mode & 0o777 == 0o700


def test_two_checkouts_run_at_once(place: Path, clusters: list[Cluster]) -> None:
    first = start(place / "first", clusters)
    second = start(place / "second", clusters)

    assert first != second
    assert ask(first, "SELECT 1") == ask(second, "SELECT 1") == 1


def test_second_start_in_one_folder_is_refused_in_a_sentence(
    place: Path, clusters: list[Cluster]
) -> None:
    url = start(place / "data", clusters)

    with pytest.raises(OperatorError, match="đang được một tiến trình khác của Một Cửa dùng"):
        start(place / "data", clusters)

    assert ask(url, "SELECT 1") == 1


def test_server_ends_when_its_starter_is_killed(place: Path, clusters: list[Cluster]) -> None:
    starter, pid = start_elsewhere(place / "data")

    starter.kill()
    starter.communicate()

    if sys.platform == "linux":
        wait_until_gone(pid)
    assert ask(start(place / "data", clusters), "SELECT 1") == 1


def test_killed_server_recovers_at_the_next_start(place: Path, clusters: list[Cluster]) -> None:
    starter, pid = start_elsewhere(place / "data")
    with psycopg.connect(running_address(place / "data") or "") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 3 AS number")
    os.kill(pid, signal.SIGKILL)
    starter.kill()
    starter.communicate()

    url = start(place / "data", clusters)

    assert ask(url, "SELECT number FROM kept") == 3


def test_reused_number_of_a_dead_server_is_not_believed(
    place: Path, clusters: list[Cluster]
) -> None:
    starter, pid = start_elsewhere(place / "data")
    os.kill(pid, signal.SIGKILL)
    starter.kill()
    starter.communicate()
    wait_until_gone(pid)
    pid_file = place / "data" / "postgres" / "cluster" / "postmaster.pid"
    socket_lock = place / "data" / "postgres" / "socket" / ".s.PGSQL.5432.lock"
    with subprocess.Popen(["/bin/sleep", "600"]) as somebody:
        for path in (pid_file, socket_lock):
            rest = path.read_text(encoding="utf-8").splitlines()[1:]
            path.write_text("\n".join([str(somebody.pid), *rest, ""]), encoding="utf-8")

        url = start(place / "data", clusters)

        assert ask(url, "SELECT 1") == 1
        assert somebody.poll() is None, "a stranger's process was ended"
        somebody.kill()


def test_orphan_of_a_killed_run_is_stopped_first(place: Path, clusters: list[Cluster]) -> None:
    data = place / "data"
    start(data, clusters)
    clusters[0].stop()
    home = data / "postgres"
    owner = account.owner_of(home)
    options = owner.start_options() if account.is_root() else {}
    orphan = subprocess.Popen(
        [str(find_binaries().postgres), "-D", str(home / "cluster"), "-k", str(home / "socket")],
        stderr=subprocess.DEVNULL,
        cwd="/",
        **options,
    )
    deadline = time.monotonic() + 20
    while (
        not serves(orphan.pid, home / "cluster")
        or not (home / "socket").joinpath(sockets.SOCKET_NAME).exists()
    ):
        assert time.monotonic() < deadline
        time.sleep(0.02)

    url = start(data, clusters)

    assert orphan.wait(20) == 0
    assert ask(url, "SELECT 1") == 1


def test_stop_ends_only_what_was_started_here(place: Path, clusters: list[Cluster]) -> None:
    url = start(place / "data", clusters)
    another = Cluster(place / "data", changes=HASTE)

    another.stop()

    assert ask(url, "SELECT 1") == 1
    assert running_address(place / "data") == url
    clusters[0].stop()
    assert running_address(place / "data") is None


def test_half_made_cluster_is_made_again(place: Path, clusters: list[Cluster]) -> None:
    start(place / "data", clusters)
    clusters[0].stop()
    home = place / "data" / "postgres"
    (home / "cluster").rename(home / "cluster.draft")
    (home / "cluster.draft" / "PG_VERSION").unlink()

    url = start(place / "data", clusters)

    assert ask(url, "SELECT 1") == 1
    assert not (home / "cluster.draft").exists()


def test_cluster_of_another_version_is_left_alone(place: Path, clusters: list[Cluster]) -> None:
    start(place / "data", clusters)
    clusters[0].stop()
    version = place / "data" / "postgres" / "cluster" / "PG_VERSION"
    version.write_text("12\n", encoding="ascii")

    with pytest.raises(OperatorError, match="do PostgreSQL 12 tạo"):
        start(place / "data", clusters)


def test_failure_to_start_is_shown_with_the_servers_own_words(
    place: Path, clusters: list[Cluster]
) -> None:
    start(place / "data", clusters)
    clusters[0].stop()
    local = place / "data" / "postgres" / "cluster" / "local.conf"
    local.write_text("shared_buffers = 'nhiều'\n", encoding="utf-8")

    with pytest.raises(OperatorError, match=r"không khởi động được(.|\n)*shared_buffers"):
        start(place / "data", clusters)
