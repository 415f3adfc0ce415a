"""Where contents are: on the disk or in an S3-compatible store, each once under its hash.

Which of both is a setting. Whoever asks for a content has been found entitled to it before;
no address of a store is ever given out.
"""

import os
import shutil
import tempfile
from datetime import datetime
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol

from django.conf import settings

_ASIDE: Final = ".da-xoa"
_PIECE: Final = 1024 * 1024


class Storage(Protocol):
    """A place for contents. Every content is named by its SHA-256."""

    def keep(self, source: Path, sha256: str) -> None:
        """Put the content of the file ``source`` under ``sha256``; there may be one already."""

    def has(self, sha256: str) -> bool:
        """Say whether the content is there, and mark it as used just now."""

    def open(self, sha256: str) -> BinaryIO:
        """Return the content for reading. Raises FileNotFoundError."""

    def remove(self, sha256: str, *, erased_at: datetime) -> None:
        """Take the content away, unless somebody has stored it again since ``erased_at``."""


class DiskStorage:
    """Contents as files in a folder, by the first two letters of their hash."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path_of(self, sha256: str) -> Path:
        """Return where the content is, or would be."""
        return self._folder / sha256[:2] / sha256

    def keep(self, source: Path, sha256: str) -> None:
        """Write beside and then rename, so that a file of that name is always whole."""
        if self.has(sha256):
            return
        target = self.path_of(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix="dang-ghi-")
        with os.fdopen(handle, "wb") as file, source.open("rb") as content:
            shutil.copyfileobj(content, file, _PIECE)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(target)

    def has(self, sha256: str) -> bool:
        """Touch it, so that whoever takes erased contents from the disk leaves this one."""
        try:
            os.utime(self.path_of(sha256))
        except FileNotFoundError:
            return False
        return True

    def open(self, sha256: str) -> BinaryIO:
        """Return the file, open."""
        return self.path_of(sha256).open("rb")

    def remove(self, sha256: str, *, erased_at: datetime) -> None:
        """Set the content aside first: whoever stores it again finds it gone, or touched it."""
        path = self.path_of(sha256)
        aside = path.with_name(path.name + _ASIDE)
        try:
            path.rename(aside)
        except FileNotFoundError:
            # Gone already, or killed between setting aside and removing.
            aside.unlink(missing_ok=True)
            return
        if aside.stat().st_mtime > erased_at.timestamp():
            # Somebody stored the same content since; it is theirs.
            aside.rename(path)
            return
        aside.unlink()


class S3Storage:
    """Contents as objects of one private bucket."""

    def __init__(self, client: Any, bucket: str, prefix: str) -> None:
        self._client = client
        self._bucket = bucket
        self._prefix = prefix

    def _key(self, sha256: str) -> str:
        return f"{self._prefix}{sha256[:2]}/{sha256}"

    def keep(self, source: Path, sha256: str) -> None:
        """Send the file, a large one in parts; its hash goes along to be compared."""
        if self.has(sha256):
            return
        self._client.upload_file(
            str(source), self._bucket, self._key(sha256), ExtraArgs={"ChecksumAlgorithm": "SHA256"}
        )

    def has(self, sha256: str) -> bool:
        """Ask the store."""
        try:
            self._client.head_object(Bucket=self._bucket, Key=self._key(sha256))
        except self._client.exceptions.ClientError as error:
            if _is_missing(error):
                return False
            raise
        return True

    def open(self, sha256: str) -> BinaryIO:
        """Return the object as a stream; nothing of it is kept here."""
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=self._key(sha256))
        except self._client.exceptions.ClientError as error:
            if _is_missing(error):
                raise FileNotFoundError(sha256) from error
            raise
        body: BinaryIO = found["Body"]
        return body

    def remove(self, sha256: str, *, erased_at: datetime) -> None:
        """Delete the object; who stores it again waits for the row's lock, see ``sweeping``."""
        del erased_at
        self._client.delete_object(Bucket=self._bucket, Key=self._key(sha256))

    def names(self) -> set[str]:
        """Return the hashes of everything in the bucket."""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=self._prefix
        )
        return {
            found["Key"].rsplit("/", 1)[-1] for page in pages for found in page.get("Contents", [])
        }


def _is_missing(error: Any) -> bool:
    return bool(error.response["ResponseMetadata"]["HTTPStatusCode"] == HTTPStatus.NOT_FOUND)


def storage() -> Storage:
    """Return the place that the settings name."""
    if settings.S3_STORE is None:
        return disk()
    return s3_storage(settings.S3_STORE)


def disk() -> DiskStorage:
    """Return the folder of the settings."""
    return DiskStorage(Path(settings.FILES_FOLDER))


@lru_cache(maxsize=4)
def s3_storage(chosen: Any) -> S3Storage:
    """Return the store that ``chosen`` (conf.storing.S3Settings) describes."""
    return S3Storage(s3_client(chosen), chosen.bucket, chosen.prefix)


def s3_client(chosen: Any) -> Any:
    """Return what speaks with the store that ``chosen`` (conf.storing.S3Settings) describes."""
    # Only where it is wanted: it is an extra, and slow to import.
    import boto3  # noqa: PLC0415
    from botocore.config import Config  # noqa: PLC0415

    return boto3.client(
        "s3",
        endpoint_url=chosen.endpoint or None,
        region_name=chosen.region,
        aws_access_key_id=chosen.access_key or None,
        aws_secret_access_key=chosen.secret_key or None,
        config=Config(
            connect_timeout=5, read_timeout=60, retries={"mode": "standard", "max_attempts": 4}
        ),
    )
