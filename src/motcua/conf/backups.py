"""Where backups go, what opens them and how long they stay, as the environment says."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from motcua.backup.second import FolderPlace, Place, S3Place
from motcua.backup.shelf import Kept, KeptBases
from motcua.conf import env
from motcua.conf.storing import S3Settings
from motcua.runtime.errors import OperatorError

_NONE: Final = "-"
_S3: Final = "s3://"


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """Where copies of the archives go: a folder, or a bucket of ``store``."""

    folder: Path | None
    store: S3Settings | None
    kept: Kept


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """What an operator can change about backups. ``key`` None is the one made by ourselves.

    ``wal`` is where the log of the database is archived; None where it is not.
    """

    folder: Path
    key: str | None
    kept: Kept
    is_nightly: bool
    second: SecondPlace | None = None
    wal: Path | None = None
    bases: KeptBases = field(default_factory=KeptBases)


def backup_settings() -> BackupSettings:
    """Return the settings of backups. Raises SettingError."""
    usual = Kept()
    given = env.env("MOTCUA_BACKUPS", _NONE)
    wal = env.env("MOTCUA_WAL_ARCHIVE", _NONE)
    is_demo = env.env_bool("MOTCUA_DEMO", default=False)
    return BackupSettings(
        folder=env.data_folder() / "backups" if given == _NONE else _path(given),
        key=env.env("MOTCUA_BACKUP_KEY", _NONE).removeprefix(_NONE) or None,
        kept=Kept(
            daily=env.env_int("MOTCUA_BACKUP_DAILY", default=usual.daily, lowest=1),
            weekly=env.env_int("MOTCUA_BACKUP_WEEKLY", default=usual.weekly),
            monthly=env.env_int("MOTCUA_BACKUP_MONTHLY", default=usual.monthly),
        ),
        is_nightly=env.env_bool("MOTCUA_BACKUP_NIGHTLY", default=not is_demo),
        second=_second_place(usual),
        wal=None if wal == _NONE else _path(wal),
        bases=KeptBases(
            days=env.env_int("MOTCUA_WAL_DAYS", default=KeptBases().days, lowest=1),
            fewest=env.env_int("MOTCUA_WAL_BASES", default=KeptBases().fewest, lowest=1),
        ),
    )


def place_of(second: SecondPlace) -> Place:
    """Return the second place that the settings name. Raises OperatorError."""
    if second.store is None:
        assert second.folder is not None  # noqa: S101 - one of both is there
        return FolderPlace(second.folder)
    from motcua.documents.storage import s3_client  # noqa: PLC0415, only where one is wanted

    try:
        client = s3_client(second.store)
    except ModuleNotFoundError as error:
        raise OperatorError(
            f"Nơi sao lưu thứ hai là kho S3 nhưng chưa cài {error.name}; hãy cài gói boto3."
        ) from error
    return S3Place(client, second.store.bucket, second.store.prefix)


def _second_place(usual: Kept) -> SecondPlace | None:
    given = env.env("MOTCUA_BACKUP_SECOND", _NONE)
    if given == _NONE:
        return None
    kept = Kept(
        daily=env.env_int("MOTCUA_BACKUP_SECOND_DAILY", default=usual.daily, lowest=1),
        weekly=env.env_int("MOTCUA_BACKUP_SECOND_WEEKLY", default=usual.weekly),
        monthly=env.env_int("MOTCUA_BACKUP_SECOND_MONTHLY", default=usual.monthly),
    )
    if given.startswith(_S3):
        return SecondPlace(None, _store(given.removeprefix(_S3)), kept)
    return SecondPlace(_path(given), None, kept)


def _store(place: str) -> S3Settings:
    """Return the bucket; how to reach it is that of stored files where nothing else is said."""
    bucket, _slash, prefix = place.partition("/")
    if not bucket:
        raise env.SettingError(
            "MOTCUA_BACKUP_SECOND thiếu tên kho; hãy viết như s3://kho/thu-muc."
        )
    prefix = prefix.strip("/")
    return S3Settings(
        bucket=bucket,
        endpoint=_either("MOTCUA_BACKUP_S3_ENDPOINT", "MOTCUA_S3_ENDPOINT"),
        region=_either("MOTCUA_BACKUP_S3_REGION", "MOTCUA_S3_REGION") or "us-east-1",
        prefix=f"{prefix}/" if prefix else "",
        access_key=_either("MOTCUA_BACKUP_S3_ACCESS_KEY", "MOTCUA_S3_ACCESS_KEY"),
        secret_key=_either("MOTCUA_BACKUP_S3_SECRET_KEY", "MOTCUA_S3_SECRET_KEY"),
    )


def _either(name: str, usual: str) -> str:
    return env.env(name, env.env(usual, _NONE)).removeprefix(_NONE)


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()
