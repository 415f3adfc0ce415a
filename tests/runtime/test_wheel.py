"""The package as others install it: built, installed apart, served from an empty folder."""

import os
import signal
import socket
import subprocess
import sys
import sysconfig
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120.0


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this source, built without network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the command of an environment that holds the wheel and sees what it needs."""
    place = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(place, with_pip=False, symlinks=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = place / "lib" / version / "site-packages"
    # Our own source is reached by a .pth file there, which a .pth file does not read: what runs
    # can only be what was installed.
    (packages / "needs.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    with ZipFile(wheel) as archive:
        archive.extractall(packages)
    command = place / "bin" / "motcua"
    command.write_text(
        f"#!{place / 'bin' / 'python'}\nfrom motcua.cli import main\nmain()\n", encoding="utf-8"
    )
    command.chmod(0o755)
    return command


def environment(folder: Path) -> dict[str, str]:
    """Return an environment that knows nothing of the checkout."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONUTF8": "1"}


def test_everything_of_the_source_is_in_the_wheel(wheel: Path) -> None:
    told = subprocess.run(
        ["git", "ls-files", "src/motcua"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    kept = {name.removeprefix("src/") for name in told.stdout.splitlines()}
    with ZipFile(wheel) as archive:
        packed = set(archive.namelist())

    there = {name for name in kept if (ROOT / "src" / name).exists()}
    assert sorted(there - packed) == []
    for name in ("LICENSE", "NOTICE"):
        assert any(path.endswith(f"licenses/{name}") for path in packed)
    assert any("[console_scripts]" in one for one in entry_points(wheel))


def entry_points(wheel: Path) -> Iterator[str]:
    """Yield what says how the command is called."""
    with ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.endswith("entry_points.txt"):
                yield archive.read(name).decode()


def test_it_says_its_version_and_where_it_is(installed: Path, tmp_path: Path) -> None:
    own = environment(tmp_path)
    said = subprocess.run(
        [installed, "version"], cwd=tmp_path, env=own, check=True, capture_output=True, text=True
    )
    where = subprocess.run(
        [installed.with_name("python"), "-c", "import motcua; print(motcua.__file__)"],
        cwd=tmp_path,
        env=own,
        check=True,
        capture_output=True,
        text=True,
    )

    assert said.stdout.startswith("motcua 0.")
    assert where.stdout.startswith(str(installed.parents[1]))


def test_it_serves_from_an_empty_folder_and_looks_itself_over(
    installed: Path, place: Path
) -> None:
    folder = place / "empty"
    folder.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    own = environment(folder)
    with subprocess.Popen(
        [installed, "serve", "--port", str(port), "--workers", "1"],
        cwd=folder,
        env=own,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        try:
            assert running.stdout is not None
            assert any("Nhấn Ctrl-C" in line for line in running.stdout)
            pages = {
                path: urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30).read()
                for path in ("/", "/static/motcua/icons.svg", "/suc-khoe/san-sang", "/metrics")
            }
            checked = subprocess.run(
                [installed, "check"],
                cwd=folder,
                env=own,
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
        finally:
            running.send_signal(signal.SIGINT)
            assert running.wait(SECONDS) == 0

    assert "Một Cửa".encode() in pages["/"]
    assert b"motcua_database_up 1.0" in pages["/metrics"]
    assert (folder / "var" / "postgres").is_dir()
    # A new place: nothing wrong with the machine, everything still to be set up.
    assert checked.returncode == 1
    assert "✓ Tốt" in checked.stdout
    assert "motcua init" in checked.stdout
    assert checked.stderr == ""
