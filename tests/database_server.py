"""The PostgreSQL of a test run: a given one, or an embedded one that forgets everything."""

import os
from pathlib import Path
from typing import Final

from motcua.runtime.postgres import Cluster

GIVEN_VARIABLE: Final = "MOTCUA_TEST_DATABASE_URL"
SHARED_VARIABLE: Final = "MOTCUA_TEST_SHARED_URL"
# Nothing of a test run has to survive a power failure.
HASTE: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "400",
    "log_min_duration_statement": "-1",
}


class DatabaseServer:
    """Started at most once in a process; shared with workers through the environment."""

    def __init__(self, folder: Path) -> None:
        self._cluster = Cluster(folder / "database", changes=HASTE)
        self._url: str | None = None

    def url(self) -> str:
        """Return the address of the server, starting it when nobody has."""
        given = os.environ.get(GIVEN_VARIABLE) or os.environ.get(SHARED_VARIABLE)
        if given:
            return given
        if self._url is None:
            self._url = self._cluster.start()
        return self._url

    def share(self) -> None:
        """Start the server now and let the workers to come know of it."""
        os.environ[SHARED_VARIABLE] = self.url()

    def stop(self) -> None:
        """Stop the server if it is ours."""
        self._cluster.stop()
        self._url = None
