"""The programs of PostgreSQL that write a database out and read it in."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from motcua.runtime.binaries import find_binaries
from motcua.runtime.errors import OperatorError
from motcua.runtime.postgres import ENVIRONMENT

_VERSION: Final = re.compile(rb"\(PostgreSQL\) (\d+)")


def find_tool(name: str, server_major: int) -> Path:
    """Return ``pg_dump`` or ``psql``, new enough for the server: ours, else the system's.

    Raises OperatorError when there is none.
    """
    for path in _candidates(name):
        if _major(path) >= server_major:
            return path
    raise OperatorError(
        f"Không có {name} cho PostgreSQL {server_major}. Hãy cài gói postgresql-client-"
        f"{server_major} của hệ điều hành rồi chạy lại."
    )


def _candidates(name: str) -> list[Path]:
    found = []
    with suppress(OperatorError):  # an installation on a given server needs none of ours
        found.append(find_binaries().folder / "bin" / name)
    system = shutil.which(name)
    if system is not None:
        found.append(Path(system))
    return [path for path in found if path.is_file()]


def _major(path: Path) -> int:
    try:
        answer = subprocess.run(  # noqa: S603 - a program just found
            [path, "--version"], capture_output=True, check=False, env=dict(ENVIRONMENT)
        )
    except OSError:
        return 0
    found = _VERSION.search(answer.stdout)
    return int(found[1]) if found else 0


def without_password(url: str) -> tuple[str, Mapping[str, str]]:
    """Return the address as an argument that all may see, and the environment with the rest."""
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    environment = dict(ENVIRONMENT)
    if password:
        environment["PGPASSWORD"] = str(password)
    return make_conninfo("", **parts), environment


def last_words(output: bytes) -> str:
    """Return the last line of what a program complained of."""
    lines = [line for line in output.decode(errors="replace").splitlines() if line.strip()]
    return lines[-1].strip() if lines else "không rõ lý do"
