"""The web server: Granian before Django, as a program of its own.

python -m motcua.runtime.web HOST PORT WORKERS THREADS
"""

import signal
import sys
from typing import TYPE_CHECKING, Final

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from motcua.runtime.processes import die_with_parent

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

BACKLOG: Final = 512
STOP_SECONDS: Final = 10


def application() -> "WSGIApplication":
    """Load the application in a worker process, which is then tied to its parent.

    A server that is killed with -9 cannot end its workers itself.
    """
    die_with_parent(signal.SIGTERM)
    from motcua.conf.wsgi import application as loaded  # noqa: PLC0415 - only workers need Django

    return loaded


def main(arguments: list[str]) -> None:
    """Serve until SIGTERM or SIGINT."""
    host, port, workers, threads = arguments
    server = Server(
        "motcua.runtime.web:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(workers),
        blocking_threads=int(threads),
        backlog=BACKLOG,
        factory=True,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
    )
    server.serve()


if __name__ == "__main__":
    main(sys.argv[1:])
