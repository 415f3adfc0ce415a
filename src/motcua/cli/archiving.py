"""How ``motcua serve`` archives the log of its own PostgreSQL, where that is wanted."""

from pathlib import Path

from motcua.backup import handing, wal
from motcua.cli.backup import say, usable_key
from motcua.conf.backups import backup_settings
from motcua.runtime.account import become_owner_of
from motcua.runtime.errors import OperatorError
from motcua.runtime.hatch import Hatch
from motcua.runtime.home import make_data_folder
from motcua.runtime.postgres import was_archiving


def hatch_of(data: Path) -> Hatch | None:
    """Return what takes the log of the server below ``data``; None where it is not archived.

    An archive that has been written to and is away stops nobody from working: PostgreSQL keeps
    its log until it is back. Raises OperatorError, SettingError.
    """
    chosen = backup_settings()
    if chosen.wal is None:
        return None
    make_data_folder(data)
    become_owner_of(data)
    key = usable_key(chosen, data)
    if was_archiving(data):
        try:
            wal.find(chosen.wal)
        except OperatorError as error:
            say(f"CHÚ Ý: {error} Hệ thống vẫn chạy; PostgreSQL giữ WAL tới khi kho có lại.")
    else:
        wal.prepare(chosen.wal)
    return handing.archiving(chosen.wal, key.recipient)
