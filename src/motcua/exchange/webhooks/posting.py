"""One call outwards: to an address that was looked at, within a time, reading little."""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from django.utils.translation import gettext as _

from motcua.exchange.webhooks.addresses import AddressError, Network, Target, found_for, target_of

SECONDS: Final = 10.0
"""From the first packet to the last, whatever the other side does meanwhile."""
READ: Final = 1000
KEPT_LETTERS: Final = 300
_MOST_TRIED: Final = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call ended: a status, or a problem where nobody answered."""

    status: int | None
    answer: str
    problem: str
    milliseconds: int

    @property
    def is_taken(self) -> bool:
        """Say whether the other side took it. A redirection is no taking."""
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004, as HTTP says


class _LateError(Exception):
    """The time was over."""


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, whatever its name may lead to by now."""

    def __init__(
        self, target: Target, address: str, context: ssl.SSLContext | None, seconds: float
    ) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self._address = address
        self._context = context

    def connect(self) -> None:
        """Connect to the address, with the certificate of the name."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._context is not None:
            wrapped = self._context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock = wrapped
            wrapped.do_handshake()


class _Call:
    """A call that another thread ends when its time is over.

    Whoever answers a byte at a time would hold it for ever otherwise.
    """

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._connection: _Pinned | None = None
        self.was_cut = False

    def __enter__(self) -> Self:
        self._timer = threading.Timer(self.left, self._cut)
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(self, *_about: object) -> None:
        self._timer.cancel()
        if self._connection is not None:
            self._connection.close()

    @property
    def left(self) -> float:
        """Return the seconds that are left."""
        return max(self._ends - time.monotonic(), 0.001)

    def connected(
        self, target: Target, found: Sequence[str], context: ssl.SSLContext | None
    ) -> _Pinned:
        """Return a connection to the first of the addresses that takes one. Raises OSError."""
        for place, address in enumerate(found, start=1):
            self._connection = _Pinned(target, address, context, self.left)
            try:
                self._connection.connect()
            except OSError:
                self._connection.close()
                if place == len(found) or self.was_cut:
                    raise
            else:
                return self._connection
        raise OSError("no address")

    def _cut(self) -> None:
        self.was_cut = True
        connection = self._connection
        if connection is not None and connection.sock is not None:
            with contextlib.suppress(OSError):
                # Not that of TLS, which says goodbye first.
                socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)


def post(
    address: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    networks: Iterable[Network],
    may_be_plain: bool,
    seconds: float = SECONDS,
) -> Outcome:
    """Send ``body`` and say how it ended; nothing is raised for what the other side does."""
    started = time.monotonic()
    status, answer, problem = None, "", ""
    try:
        target = target_of(address, may_be_plain=may_be_plain)
        found = found_for(target, networks)[:_MOST_TRIED]
        status, answer = _told(target, found, body, headers, seconds)
    except AddressError as error:
        problem = str(error)
    except _LateError:
        problem = _("Quá %(n)s giây mà chưa trả lời.") % {"n": f"{seconds:g}"}
    except (OSError, ValueError, http.client.HTTPException) as error:
        problem = f"{type(error).__name__}: {error}"[:255]
    spent = round((time.monotonic() - started) * 1000)
    return Outcome(status, answer, problem.replace("\x00", ""), spent)


def _told(
    target: Target, found: Sequence[str], body: bytes, headers: Mapping[str, str], seconds: float
) -> tuple[int, str]:
    """Return status and first letters of what is answered; redirections are not followed."""
    context = None if target.is_plain else ssl.create_default_context()
    with _Call(seconds) as call:
        try:
            connection = call.connected(target, found, context)
            named = {"Host": target.named, "Connection": "close", **headers}
            connection.request("POST", target.path, body=body, headers=named)
            response = connection.getresponse()
        except (OSError, ValueError, http.client.HTTPException) as error:
            if call.was_cut or isinstance(error, TimeoutError):
                raise _LateError from error
            raise
        read = b""
        with contextlib.suppress(OSError, ValueError, http.client.HTTPException):
            read = response.read(READ)  # the status has come, and says enough
        return response.status, _letters(read)


def _letters(read: bytes) -> str:
    text = read.decode(errors="replace").replace("\x00", "")
    return " ".join(text.split())[:KEPT_LETTERS]
