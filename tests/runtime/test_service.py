"""The whole product as one process tree: started, found running, ended, killed."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from motcua.runtime import processes
from motcua.runtime.postgres import running_address

START_SECONDS = 90.0
END_SECONDS = 60.0


class Product:
    """A run of ``motcua serve`` in a folder of its own."""

    def __init__(self, data: Path, port: int) -> None:
        self.data = data
        self.port = port
        self.log = data.parent / f"{data.name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.changes: dict[str, str] = {}

    def environment(self, **changes: str) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        own = {"MOTCUA_DATA": str(self.data), "PORT": str(self.port), "PYTHONUTF8": "1"}
        return {**kept, **own, **self.changes, **changes}

    def start(self) -> None:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "motcua", "serve"],
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_for(lambda: "Nhấn Ctrl-C" in self.said() or self.has_ended(), START_SECONDS)
        assert not self.has_ended(), self.said()

    def try_to_start(self, **changes: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "motcua", "serve"],
            env=self.environment(**changes),
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def status(self) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(connection):
            connection.request("GET", "/")
            return connection.getresponse().status

    def family(self) -> list[int]:
        """Return every process that knows this data folder, the supervisor apart."""
        assert self.process is not None
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                environment = (entry / "environ").read_bytes()
                line = (entry / "cmdline").read_bytes()
                if str(self.data).encode() in environment + line:
                    found.append(int(entry.name))
        return [pid for pid in found if pid != self.process.pid]

    def end(self, number: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(END_SECONDS)


def wait_for(condition: Callable[[], bool], seconds: float = END_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it does not happen"
        time.sleep(0.05)


@pytest.fixture
def product(place: Path) -> Iterator[Product]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    running = Product(place / "data", port)
    yield running
    if running.process is not None and not running.has_ended():
        running.end(signal.SIGTERM)


def test_product_starts_answers_and_ends_whole(product: Product) -> None:
    product.start()
    status = product.status()
    again = product.try_to_start()
    family = product.family()

    code = product.end(signal.SIGINT)

    assert status == http.client.OK
    assert again.returncode != 0
    assert "Một Cửa đang chạy từ thư mục này rồi" in again.stderr
    assert again.stderr.count("\n") == 1
    assert code == 0
    assert len(family) > 3
    wait_for(lambda: not any(processes.is_alive(pid) for pid in family))
    assert running_address(product.data) is None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_killed_product_leaves_nothing_that_stops_the_next(product: Product) -> None:
    product.start()
    family = product.family()

    code = product.end(signal.SIGKILL)
    product.start()

    assert code == -signal.SIGKILL
    assert product.status() == http.client.OK
    wait_for(lambda: not any(processes.is_alive(pid) for pid in family))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_product_started_by_make_ends_with_it(product: Product) -> None:
    # What `make run` does: a parent that only waits.
    body = (
        "import subprocess, sys; raise SystemExit(subprocess.call([sys.executable, '-m', "
        "'motcua', 'serve', '--end-with-parent']))"
    )
    with product.log.open("wb") as log:
        product.process = subprocess.Popen(
            [sys.executable, "-c", body],
            env=product.environment(),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    wait_for(lambda: "Nhấn Ctrl-C" in product.said(), START_SECONDS)
    family = product.family()

    product.end(signal.SIGKILL)

    wait_for(lambda: not any(processes.is_alive(pid) for pid in family))
    assert "Đã dừng." in product.said()
    assert running_address(product.data) is None


def test_product_can_be_ended_while_it_prepares(product: Product) -> None:
    with product.log.open("wb") as log:
        product.process = subprocess.Popen(
            [sys.executable, "-m", "motcua", "serve"],
            env=product.environment(),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    wait_for(lambda: "Cập nhật cấu trúc dữ liệu…" in product.said(), START_SECONDS)
    family = product.family()

    code = product.end(signal.SIGTERM)

    assert code == 130
    assert "Đã dừng theo yêu cầu khi chưa khởi động xong." in product.said()
    wait_for(lambda: not any(processes.is_alive(pid) for pid in family))


def test_second_start_goes_on_with_what_the_first_made(product: Product) -> None:
    product.start()
    product.end(signal.SIGTERM)
    version = product.data / "postgres" / "cluster" / "PG_VERSION"
    made = version.stat()

    product.start()

    assert (version.stat().st_ino, version.stat().st_mtime_ns) == (made.st_ino, made.st_mtime_ns)
    assert product.status() == http.client.OK


def test_taken_port_stops_it_before_anything_is_made(product: Product) -> None:
    with socket.create_server(("127.0.0.1", product.port)):
        answer = product.try_to_start()

    assert answer.returncode != 0
    assert answer.stderr.startswith(f"Cổng {product.port} đang được chương trình khác dùng.")
    assert not (product.data / "postgres").exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"DATABASE_URL": "postgresql://an@127.0.0.1:1/x"}, "Không kết nối được cơ sở dữ liệu"),
        ({"DATABASE_URL": "mysql://an@may/x"}, "DATABASE_URL viết chưa đúng"),
        ({"MOTCUA_PRODUCTION": "yes"}, "MOTCUA_PRODUCTION đang là “yes”"),
        ({"PORT": "tám nghìn"}, "PORT đang là “tám nghìn”"),
        ({"MOTCUA_DATA": "/proc/khong-co"}, "Không tạo được thư mục dữ liệu"),
    ],
)
def test_setting_that_cannot_be_used_is_one_line(
    product: Product, changes: dict[str, str], sentence: str
) -> None:
    answer = product.try_to_start(**changes)

    assert answer.returncode != 0
    assert sentence in answer.stderr
    assert "Traceback" not in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_given_database_is_used_and_no_server_is_started(
    product: Product, database_server: str
) -> None:
    with psycopg.connect(database_server, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS served")
        connection.execute("CREATE DATABASE served")
    url = psycopg.conninfo.make_conninfo(database_server, dbname="served")
    product.changes["DATABASE_URL"] = url

    product.start()
    code = product.end(signal.SIGTERM)

    assert code == 0
    assert not (product.data / "postgres").exists()
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) > 0 FROM django_migrations").fetchone()
    assert row == (True,)
