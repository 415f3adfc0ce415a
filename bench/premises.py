"""A throw-away office: its PostgreSQL as the product runs it, its desks, its web server."""

import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Final

from motcua.runtime.postgres import Cluster

HOST: Final = "127.0.0.1"
WORKERS: Final = 2
THREADS: Final = 4
PATIENCE_SECONDS: Final = 60.0
NO_LIMIT: Final = "1000000000"


@dataclass(frozen=True, slots=True)
class Office:
    """The environment in which programs use a database, wherever that is."""

    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Premises(Office):
    """The database of a bench and the environment in which programs use it."""

    cluster: Cluster

    @property
    def database_pid(self) -> int:
        """The number of the database's first process."""
        assert self.cluster.pid is not None  # noqa: S101 - it runs as long as the premises
        return self.cluster.pid


@contextmanager
def premises(*, migrated: bool = True) -> Iterator[Premises]:
    """Start an empty database in a folder of its own, for the length of a block."""
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        # PostgreSQL may run under another account, which has to pass through.
        Path(folder).chmod(0o755)
        with Cluster(Path(folder)) as cluster:
            environment = {
                **os.environ,
                "DATABASE_URL": cluster.url,
                "MOTCUA_DATA": folder,
                "DJANGO_SETTINGS_MODULE": "motcua.conf.settings",
                "MOTCUA_LOOKUPS_PER_MINUTE": NO_LIMIT,
            }
            place = Premises(environment, cluster)
            if migrated:
                run(place, "-m", "django", "migrate", "--no-input", "--verbosity", "0")
            yield place


def run(place: Premises, *arguments: str) -> None:
    """Run our own Python on the premises, to its end."""
    subprocess.run(  # noqa: S603 - our own programs
        [sys.executable, *arguments],
        env=dict(place.environment),
        check=True,
        stderr=subprocess.DEVNULL,
    )


def move_in(place: Office) -> None:
    """Set Django up in this process, on the database of the premises."""
    os.environ.update(place.environment)
    import django  # noqa: PLC0415 - the settings read the environment of the premises

    django.setup()
    logging.getLogger("motcua").setLevel(logging.WARNING)


@contextmanager
def web_server(
    place: Office, *, workers: int = WORKERS, threads: int = THREADS
) -> Iterator[tuple[int, int]]:
    """Serve as ``motcua serve`` does, for the length of a block; yield process and port."""
    port = free_port()
    command = [sys.executable, "-m", "motcua.runtime.web", HOST, str(port)]
    with subprocess.Popen(  # noqa: S603 - our own program
        [*command, str(workers), str(threads)],
        env=dict(place.environment),
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            await_page(port, server)
            yield server.pid, port
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def await_page(port: int, server: "subprocess.Popen[Any]", path: str = "/") -> None:
    """Wait until a page comes back. Raises RuntimeError when it does not."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            connection = HTTPConnection(HOST, port, timeout=PATIENCE_SECONDS)
            connection.request("GET", path)
            if connection.getresponse().status == HTTPStatus.OK:
                return
        except (OSError, HTTPException):
            pass
        if time.monotonic() > deadline or server.poll() is not None:
            raise RuntimeError("the web server does not answer")
        time.sleep(0.01)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server((HOST, 0)) as probe:
        number: int = probe.getsockname()[1]
        return number
