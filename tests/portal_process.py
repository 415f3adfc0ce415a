"""The simulated portal as a process that can be killed, for tests and a bench. Needs no Django."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError
from urllib.request import Request, urlopen

ACTS: Final = 8
"""What happens to one dossier of the office, and as often the portal is told of it."""
ROOT: Final = Path(__file__).resolve().parents[1]


class PortalProcess:
    """The simulated portal as a process that keeps its store in ``folder``."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self._folder = folder
        self._port = port
        self._running: subprocess.Popen[str] | None = None
        self.kills = 0

    @property
    def address(self) -> str:
        """Return where the portal answers."""
        return f"http://127.0.0.1:{self._port}/portal"

    def start(self) -> None:
        """Start it, from the second time on at the same port."""
        self._running = subprocess.Popen(
            [sys.executable, "-m", "simulators", "--port", str(self._port), "portal"],
            cwd=ROOT,
            env={**os.environ, "SIMULATORS_DATA": str(self._folder)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._running.stdout is not None
        said = self._running.stdout.readline().strip()
        self._port = int(said.rpartition(":")[2])

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._running is not None
        self._running.send_signal(signal.SIGKILL)
        self._running.wait()
        assert self._running.stdout is not None
        self._running.stdout.close()
        self._running = None
        self.kills += 1

    def end(self) -> None:
        """End it in order."""
        if self._running is not None:
            self.kill()
            self.kills -= 1


@contextmanager
def portal_process(folder: Path) -> Iterator[PortalProcess]:
    """Run the portal for the length of a block."""
    found = PortalProcess(folder)
    found.start()
    try:
        yield found
    finally:
        found.end()


def tell(address: str, value: dict[str, Any]) -> None:
    """Tell a simulator what to do."""
    request = Request(
        address, json.dumps(value).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urlopen(request, timeout=10):
        pass


def asked(address: str) -> dict[str, Any]:
    """Return what a simulator says of itself; nothing while it is away."""
    try:
        with urlopen(address, timeout=10) as response:
            found: dict[str, Any] = json.loads(response.read())
    except (URLError, OSError):
        return {}
    return found
