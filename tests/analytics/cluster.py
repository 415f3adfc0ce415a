"""A real Spark cluster on loopback: a master and two workers, each a process of its own."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyspark

LOOPBACK: Final = "127.0.0.1"
WORKERS: Final = 2
_PATIENCE: Final = 240
_QUICK_START: Final = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""What lives for seconds gains nothing from the second compiler."""
_CLASSES: Final = "org.apache.spark.deploy"


def java() -> str | None:
    """Return the path of Java, or None where there is none."""
    return shutil.which("java")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the master listens, and the processes."""

    master: str
    master_pid: int
    worker_pids: tuple[int, ...]


@contextmanager
def running(folder: Path, *, memory: str = "1g", quick: bool = True) -> Iterator[Cluster]:
    """Start a cluster whose logs and work lie in ``folder``; end it afterwards."""
    port = _free_port()
    master = f"spark://{LOOPBACK}:{port}"
    started: list[subprocess.Popen[bytes]] = []
    around = environment(quick=quick)
    try:
        started.append(
            _started(
                folder / "master.log",
                f"{_CLASSES}.master.Master",
                *("--host", LOOPBACK, "--port", str(port), "--webui-port", "0"),
                around=around,
            )
        )
        _await(folder / "master.log", "New state: ALIVE", 1)
        for number in range(WORKERS):
            work = ("--work-dir", str(folder / f"work-{number}"), "--webui-port", "0")
            one = ("--host", LOOPBACK, "--cores", "1", "--memory", memory)
            log = folder / f"worker-{number}.log"
            started.append(
                _started(log, f"{_CLASSES}.worker.Worker", *one, *work, master, around=around)
            )
        _await(folder / "master.log", "Registering worker", WORKERS)
        yield Cluster(master, started[0].pid, tuple(one.pid for one in started[1:]))
    finally:
        for process in reversed(started):
            process.terminate()
        for process in reversed(started):
            process.wait(_PATIENCE)


def environment(*, quick: bool = True) -> dict[str, str]:
    """Return the environment of whatever takes part; ``quick`` for work of seconds."""
    given = {"SPARK_LOCAL_IP": LOOPBACK, "SPARK_HOME": str(_home())}
    if quick:
        given["JDK_JAVA_OPTIONS"] = _QUICK_START
    return os.environ | given


def _home() -> Path:
    return Path(pyspark.__file__).parent


def _started(log: Path, *command: str, around: dict[str, str]) -> subprocess.Popen[bytes]:
    # The script becomes Java, so the process is Java's.
    with log.open("wb") as file:
        return subprocess.Popen(
            [str(_home() / "bin" / "spark-class"), *command],
            env=around,
            stdout=file,
            stderr=subprocess.STDOUT,
        )


def _await(log: Path, words: str, times: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if log.read_text(errors="replace").count(words) >= times:
            return
        time.sleep(0.1)
    raise TimeoutError(log.read_text(errors="replace")[-2000:])


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        port: int = taken.getsockname()[1]
        return port
