"""Under which account of the system PostgreSQL runs, and where it can live.

PostgreSQL refuses to run as root, rightly. As root we give it a dedicated
account and a folder of its own, and change no mode and no owner elsewhere.
"""

import hashlib
import os
import pwd
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from motcua.runtime.errors import OperatorError

DEDICATED_NAME: Final = "motcua-postgres"
SYSTEM_HOMES: Final = Path("/var/lib/motcua")
ROOT: Final = 0
ATTEMPTS: Final = 10


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the system other than the one that we run as."""

    name: str
    uid: int
    gid: int

    def start_options(self) -> dict[str, Any]:
        """Return how ``subprocess`` starts a program under this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give ``path``, which we have just made, to this account."""
        os.chown(path, self.uid, self.gid)

    def can_run(self, program: Path) -> bool:
        """Say whether this account reaches ``program`` and may run it."""
        return self._try(str(program), "--version")

    def can_enter(self, folder: Path) -> bool:
        """Say whether this account reaches ``folder``, which exists."""
        return self._try("/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder))

    def can_import_us(self) -> bool:
        """Say whether this account reaches our Python and this package."""
        return self._try(sys.executable, "-c", "import motcua.runtime.web")

    def _try(self, *command: str) -> bool:
        # Trying is surer than reckoning: modes, lists and mounts all have a say.
        try:
            tried = subprocess.run(  # noqa: S603 - our own programs
                command,
                capture_output=True,
                check=False,
                cwd="/",
                **self.start_options(),
            )
        except OSError:
            return False
        return tried.returncode == 0


def is_root() -> bool:
    """Say whether we run as root."""
    return os.geteuid() == ROOT


def owner_of(path: Path) -> Account:
    """Return the account that owns ``path``; its number stands in for a missing name."""
    found = path.stat()
    try:
        name = pwd.getpwuid(found.st_uid).pw_name
    except KeyError:
        name = str(found.st_uid)
    return Account(name, found.st_uid, found.st_gid)


def server_account(data: Path) -> Account | None:
    """Return the account for PostgreSQL, or None for the one we run as.

    Root serves a folder that belongs to somebody in that person's name, so
    that the person can go on alone; in a folder of root's own the dedicated
    account is used.
    """
    if not is_root():
        return None
    owner = owner_of(data)
    return owner if owner.uid != ROOT else dedicated_account()


def dedicated_account() -> Account:
    """Return the account made for PostgreSQL alone, making it when it is missing."""
    for attempt in range(ATTEMPTS):
        try:
            entry = pwd.getpwnam(DEDICATED_NAME)
        except KeyError:
            # Two first starts at the same moment compete for the account file.
            time.sleep(0.3 * bool(attempt))
            _make_dedicated_account()
        else:
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise OperatorError(
        f"Không tạo được người dùng hệ thống {DEDICATED_NAME} để chạy PostgreSQL. "
        "Hãy chạy bằng một người dùng thường, hoặc đặt DATABASE_URL."
    )


def _make_dedicated_account() -> None:
    command = ["useradd", "--system", "--user-group", "--no-create-home"]
    command += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", DEDICATED_NAME]
    path = os.pathsep.join((os.defpath, "/usr/sbin", "/sbin"))
    try:
        subprocess.run(  # noqa: S603 - a fixed command
            command, capture_output=True, check=False, env={"PATH": path}
        )
    except FileNotFoundError:
        raise OperatorError(
            "Máy này không có lệnh useradd nên không tạo được người dùng riêng cho PostgreSQL. "
            "Hãy chạy bằng một người dùng thường, hoặc đặt DATABASE_URL."
        ) from None


def system_home(data: Path) -> Path:
    """Return the folder for PostgreSQL where ``data`` lies in a closed folder of root's.

    One per data folder, so that two checkouts never meet in it.
    """
    digest = hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:12]
    return SYSTEM_HOMES / digest


def own_name() -> str:
    """Return the name of the account that we run as.

    Raises OperatorError for a number without a name, which PostgreSQL refuses.
    """
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise OperatorError(
            f"Người dùng hiện tại (số {os.geteuid()}) không có tên trong hệ thống nên PostgreSQL "
            "đi kèm không chạy được. Hãy đặt DATABASE_URL, hoặc chạy bằng người dùng có tên."
        ) from None


def become_owner_of(data: Path) -> None:
    """As root, go on as the owner of ``data`` where that is somebody else.

    What is then written there stays usable for the owner alone, and nothing
    runs with more rights than it needs. Where the owner cannot reach this
    Python, we remain root.
    """
    if not is_root():
        return
    owner = owner_of(data)
    if owner.uid == ROOT or not owner.can_import_us():
        return
    os.initgroups(owner.name, owner.gid)
    os.setgid(owner.gid)
    os.setuid(owner.uid)
