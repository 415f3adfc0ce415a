"""Where backups go, what opens them and how long they stay, as the environment says."""

from dataclasses import dataclass
from pathlib import Path

from motcua.backup.shelf import Kept
from motcua.conf import env


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """What an operator can change about backups. ``key`` None is the one made by ourselves."""

    folder: Path
    key: str | None
    kept: Kept
    is_nightly: bool


def backup_settings() -> BackupSettings:
    """Return the settings of backups. Raises SettingError."""
    usual = Kept()
    given = env.env("MOTCUA_BACKUPS", "-")
    is_demo = env.env_bool("MOTCUA_DEMO", default=False)
    return BackupSettings(
        folder=env.data_folder() / "backups"
        if given == "-"
        else Path(given).expanduser().absolute(),
        key=env.env("MOTCUA_BACKUP_KEY", "-").removeprefix("-") or None,
        kept=Kept(
            daily=env.env_int("MOTCUA_BACKUP_DAILY", default=usual.daily, lowest=1),
            weekly=env.env_int("MOTCUA_BACKUP_WEEKLY", default=usual.weekly),
            monthly=env.env_int("MOTCUA_BACKUP_MONTHLY", default=usual.monthly),
        ),
        is_nightly=env.env_bool("MOTCUA_BACKUP_NIGHTLY", default=not is_demo),
    )
