"""The second place: copies of the archives where the fate of the first disk does not reach.

What is copied is read back from there and compared; only then does an older copy go.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

from motcua.backup.archive import DRAFT, reason, settle
from motcua.backup.shelf import Kept, backups_in, made_at, superfluous
from motcua.runtime.errors import OperatorError
from motcua.runtime.locks import FolderLock

_NOTE: Final = "noi-thu-hai.json"
"""Says in the folder of backups what the second place was last seen to have."""
_CHUNK: Final = 1024 * 1024


class Place(Protocol):
    """Where copies go. A name that is there holds a whole file."""

    @property
    def label(self) -> str:
        """What people call it."""

    def names(self) -> set[str]:
        """Return the names of all copies there. Raises OperatorError."""

    def take(self, source: Path, name: str) -> None:
        """Copy the file ``source`` there under ``name``. Raises OperatorError."""

    def read(self, name: str) -> Iterator[bytes]:
        """Yield what is there under ``name``. Raises OperatorError."""

    def remove(self, name: str) -> None:
        """Take ``name`` away; one that is not there is no matter. Raises OperatorError."""


@dataclass(slots=True)
class Copied:
    """What a run has copied and cleared out there, by name; ``newest`` is the latest there."""

    newest: str
    copied: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Noted:
    """What was last read back at the second place, and of which moment it is."""

    place: str
    made_at: datetime
    verified_at: datetime


class FolderPlace:
    """A folder on another disk or machine. It is never made: a mount that is away is said."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def label(self) -> str:
        """The path."""
        return str(self._folder)

    def names(self) -> set[str]:
        """List the folder; what is still being written does not count."""
        with self._sentences():
            return {
                path.name for path in self._folder.iterdir() if not path.name.startswith(DRAFT)
            }

    def take(self, source: Path, name: str) -> None:
        """Write beside, have the disk keep it, and rename."""
        draft = self._folder / f"{DRAFT}{name}"
        with self._sentences():
            try:
                descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                with os.fdopen(descriptor, "wb") as target, source.open("rb") as content:
                    while chunk := content.read(_CHUNK):
                        target.write(chunk)
                    target.flush()
                    os.fsync(target.fileno())
                    _forget_cached(target.fileno())
                draft.replace(self._folder / name)
                settle(self._folder)
            finally:
                draft.unlink(missing_ok=True)

    def read(self, name: str) -> Iterator[bytes]:
        """Read the file."""
        with self._sentences(), (self._folder / name).open("rb") as content:
            while chunk := content.read(_CHUNK):
                yield chunk

    def remove(self, name: str) -> None:
        """Delete the file."""
        with self._sentences():
            (self._folder / name).unlink(missing_ok=True)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OperatorError(
                f"Không dùng được nơi sao lưu thứ hai {self._folder}: {reason(error)}. Hãy xem ổ "
                "hoặc thư mục mạng ấy đã gắn chưa, có quyền ghi và còn chỗ không."
            ) from error


class S3Place:
    """A bucket of an S3-compatible store."""

    def __init__(self, client: Any, bucket: str, prefix: str) -> None:
        self._client = client
        self._bucket = bucket
        self._prefix = prefix

    @property
    def label(self) -> str:
        """The address of the bucket."""
        return f"s3://{self._bucket}/{self._prefix}"

    def names(self) -> set[str]:
        """List the bucket."""
        with self._sentences():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=self._prefix
            )
            keys = [found["Key"] for page in pages for found in page.get("Contents", [])]
        return {key.removeprefix(self._prefix) for key in keys}

    def take(self, source: Path, name: str) -> None:
        """Send the file, a large one in parts, with its hashes."""
        with self._sentences():
            self._client.upload_file(
                str(source),
                self._bucket,
                self._prefix + name,
                ExtraArgs={"ChecksumAlgorithm": "SHA256"},
            )

    def read(self, name: str) -> Iterator[bytes]:
        """Ask for the object and read all of it."""
        with self._sentences():
            found = self._client.get_object(Bucket=self._bucket, Key=self._prefix + name)
            with closing(found["Body"]) as body:
                yield from body.iter_chunks(_CHUNK)

    def remove(self, name: str) -> None:
        """Delete the object."""
        with self._sentences():
            self._client.delete_object(Bucket=self._bucket, Key=self._prefix + name)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        from boto3.exceptions import Boto3Error  # noqa: PLC0415 - an extra
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - so is it

        try:
            yield
        except (Boto3Error, BotoCoreError, ClientError) as error:
            raise OperatorError(
                f"Không dùng được nơi sao lưu thứ hai {self.label}: {error}"
            ) from error


def copy_over(
    folder: Path,
    place: Place,
    rule: Kept,
    *,
    at: datetime,
    report: Callable[[str], None] = lambda _text: None,
) -> Copied:
    """Bring ``place`` what ``rule`` keeps of the archives in ``folder``, newest first.

    Each is read back and compared, the newest also when it was there before. Nothing goes from
    there before that. Raises OperatorError, also when there is no archive or another run is on.
    """
    here = {backup.path.name: backup.path for backup in backups_in(folder)}
    if not here:
        raise OperatorError(f"Chưa có bản sao lưu nào trong {folder} để chép đi.")
    with _alone(folder):
        there = {name for name in place.names() if made_at(name) is not None}
        moments = {name: made_at(name) for name in there | set(here)}
        going = superfluous((one for one in moments.values() if one is not None), rule)
        newest = next(iter(here))
        done = Copied(newest)
        for name, path in here.items():
            if name not in there and moments[name] not in going:
                report(f"Chép {name} tới {place.label}…")
                _send(place, path, name)
                done.copied.append(name)
        if newest not in done.copied:
            _compare(place, here[newest], newest)
        _note(folder, place.label, newest, at)
        for name in sorted(name for name in there if moments[name] in going):
            place.remove(name)
            done.gone.append(name)
    return done


def noted(folder: Path) -> Noted | None:
    """Return what the last run found at the second place, or None before the first."""
    try:
        told = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
        made = made_at(told["newest"])
        verified = datetime.fromisoformat(told["verified_at"])
        return None if made is None else Noted(str(told["place"]), made, verified)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _note(folder: Path, label: str, newest: str, at: datetime) -> None:
    told = {"place": label, "newest": newest, "verified_at": at.isoformat()}
    draft = folder / f"{DRAFT}{_NOTE}"
    draft.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    draft.replace(folder / _NOTE)


def _send(place: Place, path: Path, name: str) -> None:
    place.take(path, name)
    try:
        _compare(place, path, name)
    except OperatorError:
        with suppress(OperatorError):  # what is wrong has been said; a second sentence adds none
            place.remove(name)
        raise


def _compare(place: Place, path: Path, name: str) -> None:
    """Read the copy back. Raises OperatorError when it is not what is here."""
    there = hashlib.sha256()
    for chunk in place.read(name):
        there.update(chunk)
    try:
        with path.open("rb") as content:
            here = hashlib.file_digest(content, "sha256")
    except OSError as error:
        raise OperatorError(f"Không đọc được {path}: {reason(error)}.") from error
    if there.digest() != here.digest():
        raise OperatorError(
            f"Bản {name} đọc lại ở {place.label} khác với bản ở đây. Hãy kiểm tra ổ, đường truyền "
            "rồi chạy “motcua backup --copy-only”."
        )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    lock = FolderLock(folder / "lock-noi-thu-hai")
    (folder / "lock-noi-thu-hai").touch(mode=0o600)
    if not lock.take():
        raise OperatorError("Một lần chép khác sang nơi thứ hai đang chạy; hãy đợi nó xong.")
    with lock:
        yield


def _forget_cached(descriptor: int) -> None:
    """Have what is read back come from the disk, where the system can be told so."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
