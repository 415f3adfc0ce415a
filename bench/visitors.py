"""Requests from a process of their own, each visitor over one kept connection.

    python -m bench.visitors PORT

reads the work as JSON on its input, says ``ready``, waits for a line, does the work, and
prints what came of it. Its processor time is its own and counts for nobody else.
"""

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any, Final

from bench.premises import HOST

_BOUNDARY: Final = "----motcua-bench"
FORM: Final = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}


def form_body(fields: Mapping[str, str]) -> str:
    """Return ``fields`` as a browser sends a form that may also carry scans."""
    parts = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    return "".join([*parts, f"--{_BOUNDARY}--\r\n"])


@dataclass(frozen=True, slots=True)
class Errand:
    """What one visitor asks, one after the other: (path, body); "" for a plain look."""

    headers: Mapping[str, str]
    requests: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How long it all took, how long each request took, and where each led."""

    seconds: float
    taken: Sequence[float]
    statuses: Mapping[str, int]
    places: Sequence[str]

    def quantile(self, share: float) -> float:
        """Return the milliseconds within which ``share`` of the requests were answered."""
        ordered = sorted(self.taken)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1e3


class Crowd:
    """Visitors ready to begin, in a process of their own."""

    def __init__(self, port: int, errands: Sequence[Errand]) -> None:
        self._program = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "bench.visitors", str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        work = [[dict(errand.headers), list(errand.requests)] for errand in errands]
        self._tell(json.dumps(work))
        self._hear()  # ready

    def go(self) -> Outcome:
        """Let all of them begin; return when the last has been answered."""
        self._tell("go")
        answer = json.loads(self._hear())
        self._program.wait()
        return Outcome(**answer)

    def _tell(self, text: str) -> None:
        assert self._program.stdin is not None  # noqa: S101 - a pipe was asked for
        self._program.stdin.write(f"{text}\n")
        self._program.stdin.flush()

    def _hear(self) -> str:
        assert self._program.stdout is not None  # noqa: S101 - a pipe was asked for
        return self._program.stdout.readline()


def main(port: int) -> None:
    """Do the work given on the input."""
    work = json.loads(sys.stdin.readline())
    print("ready", flush=True)
    sys.stdin.readline()
    begun = time.perf_counter()
    with ThreadPoolExecutor(len(work)) as visitors:
        answers = list(visitors.map(lambda errand: _visit(port, *errand), work))
    seconds = time.perf_counter() - begun
    everything = [one for answer in answers for one in answer]
    statuses: dict[str, int] = {}
    for _taken, status, _place in everything:
        statuses[str(status)] = statuses.get(str(status), 0) + 1
    outcome = {
        "seconds": seconds,
        "taken": [taken for taken, _status, _place in everything],
        "statuses": statuses,
        "places": [place for _taken, _status, place in everything if place],
    }
    print(json.dumps(outcome), flush=True)


def _visit(
    port: int, headers: dict[str, str], requests: list[list[str]]
) -> list[tuple[float, int, str]]:
    connection = HTTPConnection(HOST, port, timeout=60)
    found: list[tuple[float, int, str]] = []
    posting: dict[str, Any] = {**headers, **FORM}
    for path, body in requests:
        begun = time.perf_counter()
        if body:
            connection.request("POST", path, body.encode(), posting)
        else:
            connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        taken = time.perf_counter() - begun
        found.append((taken, answer.status, answer.getheader("Location") or ""))
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]))
