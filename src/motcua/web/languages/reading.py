"""Whether the page that is being made is for somebody who reads English."""

from contextvars import ContextVar
from typing import Final

READS_ENGLISH: Final = ContextVar("reads_english", default=False)


def reads_english() -> bool:
    """Say whether the page being made is for somebody who reads English."""
    return READS_ENGLISH.get()
