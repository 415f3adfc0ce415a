"""Running something asynchronous where a browser of the same worker keeps a loop of its own."""

import asyncio
from collections.abc import Coroutine
from typing import Any


def run_apart(work: Coroutine[Any, Any, None]) -> None:
    """Run ``work`` to its end in a loop of its own, in this thread.

    A browser that a test of this process opened keeps a loop that counts as running, and rests.
    """
    resting = asyncio._get_running_loop()  # noqa: SLF001
    asyncio._set_running_loop(None)  # noqa: SLF001
    try:
        asyncio.run(work)
    finally:
        asyncio._set_running_loop(resting)  # noqa: SLF001
