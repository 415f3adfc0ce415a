"""The port of the web server: whether it is free, and whether we answer on it."""

import errno
import http.client
import socket
import time
from collections.abc import Callable
from typing import Final

from motcua.runtime.errors import OperatorError

POLL_SECONDS: Final = 0.1
ANSWER_SECONDS: Final = 10.0
LOCAL: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not bound


def number_of(host: str) -> str:
    """Return the address of the machine name ``host`` in numbers, which the server needs.

    Raises OperatorError for a name that nobody knows.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise OperatorError(_no_such_address(host)) from error
    # Where a name has both, as localhost has, the older kind is meant.
    numbers = [address[0] for family, *_rest, address in found if family is socket.AF_INET]
    return str(numbers[0] if numbers else found[0][4][0])


def any_free_port() -> int:
    """Return a port of this machine alone that nobody listens on."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def check_free(host: str, port: int, *, patience: float = 0.0) -> None:
    """Raise OperatorError when we cannot listen on ``host`` and ``port``.

    With ``patience``, a port taken by a run that is just ending is waited for
    that many seconds.
    """
    deadline = time.monotonic() + patience
    while (reason := _reason_not_free(host, port)) is not None:
        if time.monotonic() >= deadline:
            raise OperatorError(reason)
        time.sleep(POLL_SECONDS)


def _reason_not_free(host: str, port: int) -> str | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the web server does: connections that linger do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except PermissionError:
            return f"Không được phép dùng cổng {port}. Hãy chọn cổng từ 1024: PORT=8080 make run."
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                return _no_such_address(host)
            return (
                f"Cổng {port} đang được chương trình khác dùng. "
                f"Hãy dừng chương trình đó, hoặc chọn cổng khác: PORT={port + 1} make run."
            )
    return None


def _no_such_address(host: str) -> str:
    return f"Không có địa chỉ {host} trên máy này. Hãy kiểm tra MOTCUA_HOST."


def address_of(host: str, port: int) -> str:
    """Return the address to type into a browser on this machine."""
    local = LOCAL.get(host, host)
    return f"http://{f'[{local}]' if ':' in local else local}:{port}"


def await_answer(host: str, port: int, *, give_up: Callable[[], bool]) -> bool:
    """Wait until a page is answered, whatever it says; False when ``give_up`` says so."""
    while not give_up():
        connection = http.client.HTTPConnection(
            LOCAL.get(host, host), port, timeout=ANSWER_SECONDS
        )
        try:
            connection.request("GET", "/", headers={"Connection": "close"})
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            time.sleep(POLL_SECONDS)
        else:
            return True
        finally:
            connection.close()
    return False
