"""Where the embedded PostgreSQL lives, and whose it is."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from motcua.runtime.account import Account, is_root, owner_of, server_account, system_home
from motcua.runtime.binaries import Binaries
from motcua.runtime.errors import OperatorError

PRIVATE: Final = 0o700
POINTER: Final = "postgres-home"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one embedded PostgreSQL; everything of it is inside.

    ``account`` is None when the server runs as ourselves.
    """

    folder: Path
    account: Account | None
    needs_copy: bool  # the account cannot reach the programs in the environment

    @property
    def cluster(self) -> Path:
        """The data directory proper."""
        return self.folder / "cluster"

    @property
    def lock(self) -> Path:
        """The file whose lock says that a process runs this server."""
        return self.folder / "lock"

    @property
    def socket_note(self) -> Path:
        """The file that says where the socket is."""
        return self.folder / "socket-folder"

    @property
    def archiving_note(self) -> Path:
        """The file that says that every piece of the log goes to an archive."""
        return self.folder / "archiving"

    @property
    def start_log(self) -> Path:
        """What the server said before it had a log of its own."""
        return self.folder / "start.log"

    @property
    def owner_name(self) -> str:
        """The name of the account that the server runs under."""
        return owner_of(self.folder).name

    def give_away(self, *paths: Path) -> None:
        """Give what we have just made to the account of the server."""
        if self.account is not None:
            for path in paths:
                self.account.own(path)

    def new_draft(self) -> Path:
        """Make an empty folder for a cluster to be; drafts of killed runs go."""
        draft = self.folder / "cluster.draft"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=PRIVATE)
        self.give_away(draft)
        return draft

    def latest_log(self) -> str:
        """Return what the server said since its last start."""
        begun = self.start_log.stat().st_mtime
        # An older log tells of an earlier life.
        logs = [
            path for path in (self.cluster / "log").glob("*.log") if path.stat().st_mtime >= begun
        ]
        return "\n".join(
            path.read_text(encoding="utf-8", errors="replace") for path in (self.start_log, *logs)
        )


def make_data_folder(data: Path) -> None:
    """Make the data folder when it is missing.

    Made by root inside somebody's folder it becomes theirs, so that they can
    run the product themselves later. Raises OperatorError when it cannot be made.
    """
    try:
        missing = [path for path in (data, *data.parents) if not path.exists()]
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OperatorError(
            f"Không tạo được thư mục dữ liệu {data} ({error.strerror}). "
            "Hãy kiểm tra quyền ghi, hoặc đặt MOTCUA_DATA sang thư mục khác."
        ) from error
    if missing and is_root():
        keeper = owner_of(missing[-1].parent)
        for path in missing:
            keeper.own(path)


def find_home(data: Path, binaries: Binaries | None) -> Home:
    """Return the home below ``data``; with ``binaries``, make it when it is missing.

    Raises OperatorError when it belongs to somebody else.
    """
    try:
        return _find_home(data, binaries)
    except PermissionError as error:
        raise OperatorError(
            f"Không có quyền dùng {error.filename}. Hãy chạy bằng người dùng có quyền, "
            "hoặc đặt MOTCUA_DATA sang một thư mục của bạn."
        ) from error


def _find_home(data: Path, binaries: Binaries | None) -> Home:
    if binaries is not None:
        make_data_folder(data)
    account = server_account(data)
    folder = _home_folder(data, account, may_make=binaries is not None)
    if binaries is not None and not folder.exists():
        folder.mkdir(mode=PRIVATE, parents=True)
        if account is not None:
            account.own(folder)
    owner = owner_of(folder)
    if account is None and owner.uid != os.geteuid():
        raise OperatorError(
            f"Kho dữ liệu {folder} thuộc về người dùng {owner.name}. Hãy chạy bằng người dùng đó "
            "(hoặc root), hay đặt MOTCUA_DATA sang một thư mục của bạn để có kho dữ liệu riêng."
        )
    if account is not None and owner.uid != account.uid:
        # The folder was once served under another account: go on as that one.
        account = owner
    needs_copy = (
        account is not None and binaries is not None and not account.can_run(binaries.postgres)
    )
    return Home(folder, account, needs_copy=needs_copy)


def _home_folder(data: Path, account: Account | None, *, may_make: bool) -> Path:
    pointer = data / POINTER
    if pointer.exists():
        return Path(pointer.read_text(encoding="utf-8").strip())
    inside = data / "postgres"
    if inside.exists() or account is None or not may_make or account.can_enter(data):
        return inside
    # A folder that only root may enter, as /root itself: PostgreSQL, which is
    # not root, gets a place where it can live, and the pointer says where.
    outside = system_home(data)
    outside.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    pointer.write_text(f"{outside}\n", encoding="utf-8")
    return outside
