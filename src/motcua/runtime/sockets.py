"""Where the socket of the embedded PostgreSQL lies.

The kernel limits the length of a socket's path, and PostgreSQL and its clients
read commas as separators. A folder that is too long or too odd for that gets a
short one in the system's folder for temporary files, made private and unguessable.
"""

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Final

from motcua.runtime.home import PRIVATE, Home

SOCKET_NAME: Final = ".s.PGSQL.5432"
# 108 bytes on Linux, 104 on macOS, the closing zero included.
LONGEST_PATH: Final = 103
PREFIX: Final = "motcua-"
PLAIN_PATH: Final = re.compile(r"[/\w. +-]+")


def choose(home: Home) -> Path:
    """Make the folder for the socket, note it in the home, and return it."""
    folder = home.folder / "socket"
    if not fits(folder):
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=_short_folder()))
    folder.mkdir(mode=PRIVATE, exist_ok=True)
    home.socket_note.write_text(str(folder), encoding="utf-8")
    home.give_away(folder, home.socket_note)
    return folder


def fits(folder: Path) -> bool:
    """Say whether a socket in ``folder`` has a path that everybody can use."""
    path = os.fsencode(folder / SOCKET_NAME)
    return len(path) <= LONGEST_PATH and PLAIN_PATH.fullmatch(str(folder)) is not None


def _short_folder() -> str:
    # TMPDIR may itself be long; /tmp is there wherever sockets are.
    usual = tempfile.gettempdir()
    return usual if fits(Path(usual) / f"{PREFIX}12345678") else "/tmp"  # noqa: S108 - mkdtemp


def in_list(folder: Path) -> str:
    """Return ``folder`` as PostgreSQL's list of socket folders writes it."""
    return f'"{folder}"'


def noted(note: Path) -> Path | None:
    """Return the folder that the note names, or None when there is no note."""
    try:
        return Path(note.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def clear(note: Path) -> None:
    """Remove the socket that a killed run left; its lock names a process long gone."""
    folder = noted(note)
    if folder is not None:
        forget(note, folder)


def forget(note: Path, folder: Path) -> None:
    """Remove the socket, its folder where that is a temporary one, and the note."""
    for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
        (folder / name).unlink(missing_ok=True)
    if folder.name.startswith(PREFIX):
        shutil.rmtree(folder, ignore_errors=True)
    note.unlink(missing_ok=True)
