"""Questions about processes of this machine, and the tie of a child to its parent."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

PR_SET_PDEATHSIG: Final = 1  # from linux/prctl.h
PROC: Final = Path("/proc")


def exists(pid: int) -> bool:
    """Say whether a process, or what is left of one, has this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_alive(pid: int) -> bool:
    """Say whether a process with this number exists and is no mere remnant of one."""
    return exists(pid) and _state(pid) != "Z"


def _state(pid: int) -> str:
    try:
        text = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "?"
    # The name in brackets may itself contain brackets and blanks.
    return text.rpartition(")")[2].split()[0]


def command_line(pid: int) -> list[str]:
    """Return the arguments a process was started with; empty when it is gone."""
    try:
        raw = (PROC / str(pid) / "cmdline").read_bytes()
    except FileNotFoundError:
        return _command_line_without_proc(pid)
    except OSError:
        return []
    return [os.fsdecode(part) for part in raw.split(b"\0") if part]


def _command_line_without_proc(pid: int) -> list[str]:
    if PROC.joinpath("self").exists():
        return []
    answer = subprocess.run(  # noqa: S603 - a fixed program and a number
        ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    # ps joins the arguments; whoever asks compares by containment only.
    return [answer.stdout.strip()] if answer.stdout.strip() else []


def working_in(folder: Path) -> list[int]:
    """List the processes whose working folder is ``folder``, where /proc tells."""
    found = []
    for entry in PROC.glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink() == folder:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def die_with_parent(signal_number: int = signal.SIGTERM) -> None:
    """Ask the kernel to send this process a signal when its parent dies.

    A parent killed with -9 can tell nobody; the kernel can. Linux only:
    elsewhere nothing happens, and the next start finds and stops what is left.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0)


def tied_to_parent(signal_number: int) -> Callable[[], None]:
    """Return what a child runs before its program so that it dies with this process."""
    parent = os.getpid()

    def tie() -> None:
        die_with_parent(signal_number)
        # The parent may have died between the fork and the request.
        if os.getppid() != parent:
            os._exit(1)

    return tie
