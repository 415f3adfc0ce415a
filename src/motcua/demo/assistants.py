"""Other processes that load parts at the same time, one for each further processor."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from motcua.conf import env
from motcua.runtime.processes import tied_to_parent

MOST: Final = 3
PATIENCE_SECONDS: Final = 120


@contextmanager
def assistants() -> Iterator[int]:
    """Start processes that load the first parts, and wait for them at the end.

    They take what is free, so it does not matter when they come or whether they come at
    all. Yields how many there are.
    """
    number = min(MOST, (os.cpu_count() or 1) - 1)
    command = [sys.executable, "-m", "motcua.cli", "demo", "--assist"]
    running = [
        subprocess.Popen(  # noqa: S603 - our own Python
            command,
            env=env.inherited(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            preexec_fn=tied_to_parent(signal.SIGTERM),  # noqa: PLW1509 - no other threads
        )
        for _number in range(number)
    ]
    try:
        yield number
        for process in running:
            process.wait(PATIENCE_SECONDS)
    finally:
        for process in running:
            if process.poll() is None:
                process.terminate()
