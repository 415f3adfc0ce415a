"""Folders and accounts for the tests of the embedded PostgreSQL."""

import os
import pwd
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.runtime.account import is_root
from motcua.runtime.binaries import find_binaries
from motcua.runtime.errors import OperatorError
from motcua.runtime.postgres import Cluster

STRANGER = "nobody"


@pytest.fixture(autouse=True)
def _needs_binaries() -> None:
    try:
        find_binaries()
    except OperatorError:
        pytest.skip("the embedded PostgreSQL is not carried for this kind of machine")


@pytest.fixture
def place() -> Iterator[Path]:
    """Make a folder with a short path that every account may pass through."""
    with tempfile.TemporaryDirectory(prefix="motcua-place-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def clusters() -> Iterator[list[Cluster]]:
    """Give a list for the clusters of a test; all of them are stopped after it."""
    made: list[Cluster] = []
    yield made
    for cluster in made:
        cluster.stop()


@pytest.fixture
def stranger() -> pwd.struct_passwd:
    """Return an ordinary account other than root."""
    if not is_root():
        pytest.skip("only root can go on as somebody else")
    return pwd.getpwnam(STRANGER)


def snapshot(folder: Path, *, leaving_out: Path) -> dict[str, tuple[int, int, int]]:
    """Return mode, owner and group of everything in ``folder`` but one part."""
    found = {}
    for path in (folder, *folder.rglob("*")):
        if path == leaving_out or leaving_out in path.parents:
            continue
        state = os.lstat(path)
        found[str(path)] = (state.st_mode, state.st_uid, state.st_gid)
    return found
