"""Programs kept running together and ended together."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from motcua.runtime import processes
from motcua.runtime.supervisor import (
    LONGEST_PAUSE_SECONDS,
    Outcome,
    Program,
    Supervisor,
    _Running,
    open_log,
)

SOURCES = Path(__file__).resolve().parents[2] / "src"
PATIENCE_SECONDS = 20.0
# Runs two sleeping programs, one of which has a child; writes their numbers down.
SUPERVISING = """
import os, sys, time
from motcua.runtime.supervisor import Program, Supervisor
folder = sys.argv[1]
body = (
    "import os, subprocess, sys, time;"
    "child = subprocess.Popen(['/bin/sleep', '600']) if sys.argv[2] == 'b' else None;"
    "open(os.path.join(sys.argv[1], sys.argv[2]), 'w').write("
    "f'{os.getpid()} {child.pid if child else os.getpid()}');"
    "time.sleep(600)"
)
programs = [Program(n, (sys.executable, "-c", body, folder, n), os.environ) for n in ("a", "b")]
outcome = Supervisor(programs, report=print).run()
print(outcome.name)
"""


def wait_for(condition: object) -> None:
    assert callable(condition)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it does not happen"
        time.sleep(0.02)


def numbers_in(path: Path) -> list[int]:
    return [int(part) for part in path.read_text(encoding="ascii").split()]


@pytest.fixture
def supervising(tmp_path: Path) -> tuple[subprocess.Popen[str], list[int]]:
    running = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SUPERVISING), str(tmp_path)],
        env={"PYTHONPATH": str(SOURCES), "PATH": os.defpath},
        stdout=subprocess.PIPE,
        text=True,
    )
    notes = [tmp_path / "a", tmp_path / "b"]
    wait_for(lambda: all(note.exists() and note.read_text() for note in notes))
    return running, [number for note in notes for number in numbers_in(note)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_signal_to_the_supervisor_ends_everything(
    supervising: tuple[subprocess.Popen[str], list[int]], number: signal.Signals
) -> None:
    running, children = supervising

    running.send_signal(number)
    output, _errors = running.communicate(timeout=PATIENCE_SECONDS)

    assert output.strip() == "ASKED"
    assert running.returncode == 0
    wait_for(lambda: not any(processes.is_alive(child) for child in children))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_killed_supervisor_takes_its_programs_along(
    supervising: tuple[subprocess.Popen[str], list[int]],
) -> None:
    running, (first, _same, second, grandchild) = supervising

    running.kill()
    running.wait(PATIENCE_SECONDS)

    wait_for(lambda: not processes.is_alive(first) and not processes.is_alive(second))
    os.kill(grandchild, signal.SIGKILL)
    running.communicate()


def test_crashed_program_is_started_again(tmp_path: Path) -> None:
    log = tmp_path / "starts"
    command = (sys.executable, "-c", f"open({str(log)!r}, 'a').write('x'); raise SystemExit(3)")
    said: list[str] = []
    supervisor = Supervisor(
        [Program("Tiến trình nền", command, {})],
        report=said.append,
        has_foundation=lambda: not log.exists() or log.read_text() != "xx",
    )

    outcome = supervisor.run()

    assert outcome is Outcome.FOUNDATION_GONE
    assert said[0] == "Tiến trình nền dừng bất ngờ (mã 3); chạy lại sau 1 giây."
    assert log.read_text() == "xx"


def test_what_a_program_complains_of_is_in_its_log(tmp_path: Path) -> None:
    log = tmp_path / "log" / "web.log"
    command = (sys.executable, "-c", "import sys; sys.exit('hỏng')")
    said: list[str] = []
    supervisor = Supervisor(
        [Program("Trang web", command, {"PYTHONUTF8": "1"}, log)],
        report=said.append,
        has_foundation=lambda: not said,
    )

    supervisor.run()

    assert log.read_text(encoding="utf-8") == "hỏng\n"
    assert said[0].endswith(f"Nhật ký: {log}")


def test_large_log_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.runtime.supervisor.LARGEST_LOG_BYTES", 3)
    log = tmp_path / "web.log"
    log.write_bytes(b"long")

    with open_log(log) as opened:
        opened.write(b"new")

    assert log.read_bytes() == b"new"
    assert (tmp_path / "web.old.log").read_bytes() == b"long"


def test_pauses_after_crashes_grow_and_stay_bounded() -> None:
    running = _Running(Program("x", (), {}), started=0.0)

    pauses = [running.pause_after_crash(now=1.0) for _crash in range(8)]

    assert pauses[:4] == [1.0, 2.0, 4.0, 8.0]
    assert pauses[-1] == LONGEST_PAUSE_SECONDS


def test_crash_after_a_healthy_while_counts_as_the_first() -> None:
    running = _Running(Program("x", (), {}), started=0.0, crashes=6)

    assert running.pause_after_crash(now=3_600.0) == 1.0


def test_program_that_will_not_end_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.runtime.supervisor.STOP_SECONDS", 0.5)
    ready = tmp_path / "ready"
    body = (
        "import os, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        f"open({str(ready)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    )
    supervisor = Supervisor(
        [Program("x", (sys.executable, "-c", body), {})],
        report=lambda _text: None,
        has_foundation=lambda: not (ready.exists() and ready.read_text()),
    )

    supervisor.run()

    assert not processes.exists(int(ready.read_text()))
