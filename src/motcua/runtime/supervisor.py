"""Several programs kept running together, and ended together.

Each program is started in a session of its own and tied to this process: a
signal to us alone ends all of them in order, and when we are killed the kernel
tells them.
"""

import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from types import FrameType
from typing import IO, Final

from motcua.runtime import processes

ENDING_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
FIRST_PAUSE_SECONDS: Final = 1.0
LONGEST_PAUSE_SECONDS: Final = 30.0
HEALTHY_SECONDS: Final = 60.0  # after this long a crash is the first again
STOP_SECONDS: Final = 15.0
LOOK_SECONDS: Final = 0.5
LARGEST_LOG_BYTES: Final = 20_000_000


class Outcome(Enum):
    """Why the programs were ended."""

    ASKED = auto()
    FOUNDATION_GONE = auto()


@dataclass(frozen=True, slots=True)
class Program:
    """One program to keep running. ``name`` is what people are told.

    What it writes to its standard error goes to ``log`` where one is given.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path | None = None


@dataclass(slots=True)
class _Running:
    program: Program
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    crashes: int = 0
    start_at: float = field(default=0.0)

    def start(self) -> None:
        self.started = time.monotonic()
        with ExitStack() as stack:
            log = self.program.log
            self.process = subprocess.Popen(  # noqa: S603 - programs of ours
                list(self.program.command),
                env=dict(self.program.environment),
                stdin=subprocess.DEVNULL,
                stderr=stack.enter_context(open_log(log)) if log is not None else None,
                start_new_session=True,
                # Two system calls and no lock: safe even beside other threads.
                preexec_fn=processes.tied_to_parent(signal.SIGTERM),  # noqa: PLW1509
            )

    def pause_after_crash(self, now: float) -> float:
        """Return for how long to wait, twice as long after each crash in a row."""
        self.crashes = 1 if now - self.started > HEALTHY_SECONDS else self.crashes + 1
        pause = FIRST_PAUSE_SECONDS * 2.0 ** (self.crashes - 1)
        return min(pause, LONGEST_PAUSE_SECONDS)


class Supervisor:
    """Runs ``programs`` until a signal asks it to end, restarting what crashes.

    ``has_foundation`` is asked twice a second: when it says no (the database is
    gone), the programs are ended too.
    """

    def __init__(
        self,
        programs: Sequence[Program],
        *,
        report: Callable[[str], None],
        has_foundation: Callable[[], bool] = lambda: True,
    ) -> None:
        self._running = [_Running(program) for program in programs]
        self._report = report
        self._has_foundation = has_foundation
        self._asked = False
        self._is_over = False

    def run(self, when_started: Callable[[], None] = lambda: None) -> Outcome:
        """Start the programs, keep them running, end them; say why they were ended.

        ``when_started`` is called once, after the first start of all of them.
        """
        try:
            with _waking_on_signals(self._ask_to_end) as waker:
                for running in self._running:
                    running.start()
                when_started()
                while not self._asked:
                    if not self._has_foundation():
                        return Outcome.FOUNDATION_GONE
                    self._mend()
                    select.select([waker], [], [], LOOK_SECONDS)
                    _drain(waker)
        finally:
            self._is_over = True
            self._end_all()
        return Outcome.ASKED

    @property
    def has_ended(self) -> bool:
        """Whether the programs have been asked to end."""
        return self._asked or self._is_over

    def _ask_to_end(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True

    def _mend(self) -> None:
        now = time.monotonic()
        for running in self._running:
            if running.process is None:
                if now >= running.start_at:
                    running.start()
            elif (code := running.process.poll()) is not None:
                _kill_group(running.process.pid)  # what it started goes with it
                pause = running.pause_after_crash(now)
                running.process, running.start_at = None, now + pause
                log = running.program.log
                self._report(
                    f"{running.program.name} dừng bất ngờ (mã {code}); "
                    f"chạy lại sau {pause:.0f} giây."
                    + (f" Nhật ký: {log}" if log is not None else "")
                )

    def _end_all(self) -> None:
        living = [running.process for running in self._running if running.process is not None]
        for process in living:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in living:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            _kill_group(process.pid)


def open_log(path: Path) -> IO[bytes]:
    """Open a log to add to it; one that has grown large is put aside first."""
    path.parent.mkdir(exist_ok=True)
    if path.exists() and path.stat().st_size > LARGEST_LOG_BYTES:
        path.replace(path.with_suffix(".old.log"))
    return path.open("ab")


def _kill_group(leader: int) -> None:
    # Its session is its group; whoever is left in it has been asked before.
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


@contextmanager
def _waking_on_signals(handler: Callable[[int, FrameType | None], None]) -> Iterator[int]:
    """Call ``handler`` on an ending signal and make the yielded descriptor readable.

    The end of a child makes it readable too, so that nothing has to be polled.
    """
    reading, writing = os.pipe()
    for descriptor in (reading, writing):
        os.set_blocking(descriptor, False)
    before = {number: signal.signal(number, handler) for number in ENDING_SIGNALS}
    before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    old_descriptor = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    try:
        yield reading
    finally:
        signal.set_wakeup_fd(old_descriptor)
        for number, old in before.items():
            signal.signal(number, old)
        os.close(reading)
        os.close(writing)


def _drain(descriptor: int) -> None:
    try:
        while os.read(descriptor, 512):
            pass
    except BlockingIOError:
        return


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Turn every ending signal into KeyboardInterrupt, for what runs before ``run``."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in ENDING_SIGNALS}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)
