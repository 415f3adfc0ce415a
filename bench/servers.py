"""Measure web servers for WSGI: requests a second, tail, processor time, memory.

Each serves the same small Django page with two workers of four threads; the load
comes from this machine over loopback, and its own processor time is left out.

    python bench/servers.py --seconds 5 --connections 8
"""

import argparse
import http.client
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Final

HOST: Final = "127.0.0.1"
WORKERS: Final = 2
THREADS: Final = 4
TICKS: Final = os.sysconf("SC_CLK_TCK")
PAGE: Final = os.sysconf("SC_PAGE_SIZE")
START_SECONDS: Final = 20.0

APPLICATION: Final = '''
"""One page of Django with the middleware that every page has."""
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="bench", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
)

def page(request: HttpRequest) -> HttpResponse:
    rows = "".join(f"<tr><td>{number}</td></tr>" for number in range(200))
    return HttpResponse(f"<table>{rows}</table>")

urlpatterns = [path("", page)]
application = get_wsgi_application()
'''


def commands(port: int) -> dict[str, list[str]]:
    """Return how each server is started on ``port``."""
    python = [sys.executable, "-m"]
    return {
        "granian": [
            *python, "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port),
            "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-ws",
            "--log-level", "warning", "bench_application:application",
        ],
        "gunicorn gthread": [
            *python, "gunicorn", "--bind", f"{HOST}:{port}", "--workers", str(WORKERS),
            "--threads", str(THREADS), "--worker-class", "gthread", "--log-level", "warning",
            "bench_application:application",
        ],
        "gunicorn sync": [
            *python, "gunicorn", "--bind", f"{HOST}:{port}", "--workers", str(WORKERS),
            "--log-level", "warning", "bench_application:application",
        ],
    }  # fmt: skip


@contextmanager
def serving(command: list[str], folder: str, port: int) -> Iterator[int]:
    """Run a server for the length of a block; yield its process number."""
    server = subprocess.Popen(  # noqa: S603 - servers of the environment
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": folder},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not answers(port):
            if time.monotonic() > deadline or server.poll() is not None:
                raise RuntimeError(f"{command[2]} does not start")
            time.sleep(0.1)
        yield server.pid
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def answers(port: int) -> bool:
    """Say whether one page comes back."""
    try:
        connection = http.client.HTTPConnection(HOST, port, timeout=2)
        connection.request("GET", "/")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False


def load(port: int, seconds: float, answer: "multiprocessing.Queue[list[float]]") -> None:
    """Ask for the page over one kept connection until the time is up."""
    connection = http.client.HTTPConnection(HOST, port)
    taken = []
    end = time.perf_counter() + seconds
    while (begun := time.perf_counter()) < end:
        connection.request("GET", "/")
        reply = connection.getresponse()
        reply.read()
        if reply.status != http.client.OK:
            raise RuntimeError(f"the page answered {reply.status}")
        taken.append(time.perf_counter() - begun)
    answer.put(taken)


def family(leader: int) -> list[Path]:
    """Return the /proc folders of all processes of the session of ``leader``."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader:
            found.append(entry)
    return found


def used(leader: int) -> tuple[float, float]:
    """Return processor seconds and resident megabytes of all its processes."""
    seconds = memory = 0.0
    for entry in family(leader):
        fields = (entry / "stat").read_text().rpartition(")")[2].split()
        seconds += (int(fields[11]) + int(fields[12])) / TICKS
        memory += int((entry / "statm").read_text().split()[1]) * PAGE / 1e6
    return seconds, memory


def measure(port: int, leader: int, seconds: float, connections: int) -> str:
    """Load the server and return one line of figures."""
    answer: multiprocessing.Queue[list[float]] = multiprocessing.Queue()
    before, _memory = used(leader)
    clients = [
        multiprocessing.Process(target=load, args=(port, seconds, answer))
        for _number in range(connections)
    ]
    for client in clients:
        client.start()
    taken = [one for _client in clients for one in answer.get()]
    for client in clients:
        client.join()
    after, memory = used(leader)
    tail = quantiles(taken, n=100)[98]
    return (
        f"{len(taken) / seconds:8.0f} {median(taken) * 1e3:8.2f} {tail * 1e3:8.2f} "
        f"{(after - before) / len(taken) * 1e3:10.3f} {memory:8.0f}"
    )


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server((HOST, 0)) as probe:
        number: int = probe.getsockname()[1]
        return number


def main() -> None:
    """Print a table with one line per server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--connections", type=int, default=8)
    arguments = parser.parse_args()
    print(f"{'':18}{'req/s':>8} {'p50 ms':>8} {'p99 ms':>8} {'CPU ms/req':>10} {'RSS MB':>8}")
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        Path(folder, "bench_application.py").write_text(APPLICATION, encoding="utf-8")
        for name in commands(0):
            port = free_port()
            with serving(commands(port)[name], folder, port) as leader:
                measure(port, leader, 1.0, arguments.connections)  # warm up
                figures = measure(port, leader, arguments.seconds, arguments.connections)
            print(f"{name:18}{figures}", flush=True)


if __name__ == "__main__":
    main()
