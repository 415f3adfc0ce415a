"""A real clamd on a socket of its own, with one signature: no database is downloaded."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua.documents.scanning import Scanner
from tests.dossiers.conftest import committed_database, migrated_template

__all__ = ["committed_database", "migrated_template"]

# In two parts: whole, the source itself would be taken for infected.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SECONDS = 30.0


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.FILES_FOLDER = tmp_path / "tệp quét"
    settings.UPLOADS_FOLDER = tmp_path / "gửi dở"


@pytest.fixture(scope="session")
def clamd() -> Iterator[str]:
    """Yield the address of a scanner; skip where none is installed."""
    if shutil.which("clamd") is None:
        pytest.skip("clamd is not installed")
    # Not pytest's own folder, whose path may be too long for a socket.
    with tempfile.TemporaryDirectory(prefix="motcua-clamd-") as name:
        folder = Path(name)
        (folder / "db").mkdir()
        (folder / "db" / "thu.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n")
        configuration = folder / "clamd.conf"
        configuration.write_text(
            f"LocalSocket {folder}/s\nDatabaseDirectory {folder}/db\nForeground yes\n"
            f"PidFile {folder}/pid\nStreamMaxLength 4M\nTemporaryDirectory {folder}\n"
            f"LogFile {folder}/log\n"
        )
        with subprocess.Popen(
            ["clamd", f"--config-file={configuration}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            address = f"unix:{folder}/s"
            try:
                _await(address, process, folder)
                yield address
            finally:
                process.terminate()
                process.wait()


def _await(address: str, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + SECONDS
    while not Scanner(address, seconds=1).is_there():
        if process.poll() is not None or time.monotonic() > until:
            log = folder / "log"
            pytest.fail(f"clamd did not start: {log.read_text() if log.exists() else ''}")
        time.sleep(0.05)
