"""The web server: Granian before Django, as a program of its own.

python -m motcua.runtime.web HOST PORT WORKERS THREADS
"""

import signal
import sys
from typing import TYPE_CHECKING, Final

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from motcua.conf import env
from motcua.runtime.processes import die_with_parent, is_alive

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

BACKLOG: Final = 512
STOP_SECONDS: Final = 5


def application() -> "WSGIApplication":
    """Return the application in a worker process, which is then tied to its parent.

    A server that is killed with -9 cannot end its workers itself.
    """
    die_with_parent(signal.SIGTERM)
    return load()


def load() -> "WSGIApplication":
    """Load Django with everything the first request would otherwise wait for."""
    from django.template import engines  # noqa: PLC0415 - needs the settings
    from django.urls import get_resolver  # noqa: PLC0415 - needs the settings

    from motcua.conf.wsgi import application as loaded  # noqa: PLC0415 - reads settings

    engines.all()
    assert get_resolver().url_patterns is not None  # noqa: S101 - imports all views
    return loaded


def _share_counts() -> None:
    """Let the workers count together; what processes that have ended counted goes."""
    folder = env.share_counts()
    for file in folder.glob("*_*.db"):
        pid = file.stem.rpartition("_")[2]
        if not (pid.isdecimal() and is_alive(int(pid))):
            file.unlink(missing_ok=True)


def main(arguments: list[str]) -> None:
    """Serve until SIGTERM or SIGINT."""
    host, port, workers, threads = arguments
    _share_counts()
    # Before the workers are forked: they start at once, share the memory of what
    # was loaded, and a mistake is said once.
    load()
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
