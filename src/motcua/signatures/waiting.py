"""Waiting for what the library for signatures does asynchronously."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Given = TypeVar("Given")


def wait_for(work: Coroutine[Any, Any, Given]) -> Given:
    """Return what ``work`` gives, waited for in a thread of its own.

    Whoever calls may be inside a loop already, in which no second one can run.
    """
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(asyncio.run, work).result()
