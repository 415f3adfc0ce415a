"""Figures beside their aims, and what processes have used."""

import os
import platform
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil  # type: ignore[import-untyped]

MEGABYTE: Final = 1e6


@dataclass(frozen=True, slots=True)
class Usage:
    """Processor seconds of a set of processes, and the memory that is theirs alone."""

    seconds: float
    largest_megabytes: float

    def since(self, before: "Usage") -> float:
        """Return the processor seconds used since ``before``."""
        return self.seconds - before.seconds


def usage_of(root: int) -> Usage:
    """Return what the process ``root`` and all below it have used, also those that ended.

    The memory is that of the largest of them, counting shared pages in proportion.
    """
    seconds = largest = 0.0
    top = psutil.Process(root)
    for process in (top, *top.children(recursive=True)):
        try:
            spent = process.cpu_times()
            largest = max(largest, process.memory_full_info().pss / MEGABYTE)
        except psutil.NoSuchProcess:
            continue
        seconds += spent.user + spent.system + spent.children_user + spent.children_system
    return Usage(seconds, largest)


def line(what: str, reached: str, aim: str = "") -> None:
    """Print one figure, and beside it what was aimed at."""
    print(f"  {what:<46} {reached:>16}   {aim}", flush=True)


def loop_milliseconds() -> float:
    """Return the processor time of a fixed piece of Python, the best of five.

    A core that is shared with other work is slower by the same share in everything.
    """
    best = float("inf")
    for _attempt in range(5):
        begun = time.process_time()
        sum(number % 7 for number in range(200_000))
        best = min(best, time.process_time() - begun)
    return best * 1e3


def machine() -> str:
    """Return in a few words what this was measured on."""
    model = next(
        (
            text.partition(":")[2].strip()
            for text in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if text.startswith("model name")
        ),
        platform.machine(),
    )
    gigabytes = psutil.virtual_memory().total / 1e9
    busy = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores of {model}, {gigabytes:.0f} GB, "
        f"Python {platform.python_version()}, load before {busy:.1f}, "
        f"fixed loop {loop_milliseconds():.0f} ms"
    )
