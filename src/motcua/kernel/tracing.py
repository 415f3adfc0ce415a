"""Which request, or which job, a line of the log belongs to: a word without meaning."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_BYTES: Final = 8
_WRITTEN: Final = re.compile(r"[A-Za-z0-9_.-]{8,64}")
_present: ContextVar[str] = ContextVar("motcua_request_id", default="")


def request_id() -> str:
    """Return the id of the request or job in hand, "" outside of one."""
    return _present.get()


def new_id() -> str:
    """Return an id that nobody has used: 16 hexadecimal digits."""
    return secrets.token_hex(_BYTES)


def taken_from(text: str) -> str:
    """Return ``text`` where it can be an id that somebody before us gave, else a new one.

    Whatever goes into a log from outside is kept short and plain.
    """
    return text if _WRITTEN.fullmatch(text) else new_id()


@contextmanager
def traced(given: str) -> Iterator[str]:
    """Let everything inside belong to ``given``, or to a new id where that is empty."""
    name = given or new_id()
    token = _present.set(name)
    try:
        yield name
    finally:
        _present.reset(token)
