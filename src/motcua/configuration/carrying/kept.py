"""Files that wait between looking and taking over; each is seen by whoever uploaded it."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from motcua.configuration.carrying.outcome import ConfigurationFilesError, Problem

KEPT: Final = timedelta(days=1)
MOST_BYTES: Final = 32_000_000
"""Of a zip, packed."""


def keep(given: "UploadedFile[Any]", *, account_id: int, at: datetime) -> UUID:
    """Keep an uploaded zip and return what it is called here; old ones go.

    Raises ConfigurationFilesError for one that is too big.
    """
    if given.size is None or given.size > MOST_BYTES:
        raise ConfigurationFilesError(
            [
                Problem(
                    _("tệp nén"),
                    "",
                    _("nặng quá %(n)d MB") % {"n": MOST_BYTES // 1_000_000},
                )
            ]
        )
    _drop_stale(at)
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ref = uuid4()
    path = folder / f"{account_id}-{ref}.zip"
    path.touch(mode=0o600)
    with path.open("wb") as file:
        file.writelines(given.chunks())
    os.utime(path, (at.timestamp(), at.timestamp()))
    return ref


def kept(ref: UUID, *, account_id: int, at: datetime) -> Path | None:
    """Return the zip called ``ref``; None when its day is over or it is somebody else's."""
    path = _folder() / f"{account_id}-{ref}.zip"
    return path if path.is_file() and not _is_stale(path, at) else None


def _drop_stale(at: datetime) -> None:
    folder = _folder()
    for path in folder.glob("*.zip") if folder.is_dir() else ():
        if _is_stale(path, at):
            path.unlink(missing_ok=True)


def _is_stale(path: Path, at: datetime) -> bool:
    try:
        return path.stat().st_mtime < (at - KEPT).timestamp()
    except FileNotFoundError:  # taken over a moment ago
        return True


def _folder() -> Path:
    return Path(settings.DATA_FOLDER) / "configuration-in"
