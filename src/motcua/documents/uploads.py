"""Large files on a bad line: sent in pieces, and going on where they broke off.

The protocol is tus 1.0 (core, creation, expiration, termination). What has arrived is what the
disk holds: each piece is written as it is read, so a killed server or a dropped line costs no
more than the bytes that were on their way.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar, Final
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from motcua.documents.models import StoredFile, Upload
from motcua.documents.services import (
    FileRefusedError,
    Owner,
    hash_of,
    keep_checked,
    refuse_size,
    tidy_name,
)
from motcua.kernel.errors import DomainError

KEPT: Final = timedelta(days=2)
"""An unfinished upload waits so long for whoever began it."""
_PART: Final = ".phan"


class UploadGoneError(DomainError):
    """There is no such upload of this person: finished long ago, dropped, or another's."""

    code: ClassVar[str] = "upload-gone"


class WrongOffsetError(DomainError):
    """The piece does not begin where the upload stands; HEAD tells where that is."""

    code: ClassVar[str] = "upload-offset"


class UploadBusyError(DomainError):
    """Another request is writing to this upload."""

    code: ClassVar[str] = "upload-busy"


class TooManyUploadsError(DomainError):
    """The person has too many unfinished uploads."""

    code: ClassVar[str] = "too-many-uploads"


@dataclass(frozen=True, slots=True)
class Announced:
    """What the sender says of a file before the first byte."""

    name: str
    size: int
    fingerprint: str = ""
    sha256: str = ""


def begin_upload(announced: Announced, *, owner: Owner, at: datetime) -> Upload:
    """Return an upload for the file, the one begun before where the same is sent again.

    Raises FileRefusedError when it is empty or too big, TooManyUploadsError.
    """
    name = tidy_name(announced.name)
    refuse_size(name, announced.size)
    with transaction.atomic():
        _lock(owner)
        mine = _of(owner).filter(expires_at__gt=at, file=None)
        same = mine.filter(name=name, size=announced.size, fingerprint=announced.fingerprint)
        if announced.fingerprint and (found := same.order_by("-pk").first()) is not None:
            return found
        _refuse_too_many(mine, announced.size)
        return Upload.objects.create(
            officer_id=owner.officer_id,
            person_id=owner.person_id,
            name=name,
            size=announced.size,
            fingerprint=announced.fingerprint,
            sha256=announced.sha256,
            begun_at=at,
            expires_at=at + KEPT,
        )


def _refuse_too_many(mine: QuerySet[Upload], size: int) -> None:
    many = mine.count()
    pending = mine.aggregate(total=Sum("size"))["total"] or 0
    if many >= settings.UPLOADS_AT_ONCE or pending + size > 10 * settings.UPLOAD_MAX_BYTES:
        raise TooManyUploadsError(
            _(
                "Ông/bà đang có nhiều tệp gửi dở (%(many)d). Xin gửi xong các tệp đó, hoặc thử "
                "lại sau hai ngày."
            )
            % {"many": many}
        )


def access_upload(owner: Owner, ref: UUID, *, at: datetime) -> Upload:
    """Return one's own upload. Raises UploadGoneError."""
    upload = _of(owner).select_related("file").filter(ref=ref, expires_at__gt=at).first()
    if upload is None:
        raise UploadGoneError(_("Lần gửi tệp này không còn nữa. Xin chọn lại tệp."))
    return upload


def received(upload: Upload) -> int:
    """Return how many bytes have arrived."""
    if upload.file_id is not None:
        return upload.size
    try:
        return part_of(upload).stat().st_size
    except FileNotFoundError:
        return 0


def append(upload: Upload, pieces: Iterable[bytes], *, offset: int) -> int:
    """Write ``pieces`` at ``offset`` and return where the upload now stands.

    What was written stays when ``pieces`` break off. Raises WrongOffsetError, UploadBusyError,
    FileRefusedError when more comes than was announced.
    """
    with _writing(upload) as part:
        stands = os.fstat(part).st_size
        if offset != stands:
            raise WrongOffsetError(
                _("Phần gửi lên không nối tiếp phần đã nhận (%(stands)d byte).")
                % {"stands": stands}
            )
        try:
            for piece in pieces:
                if stands + len(piece) > upload.size:
                    raise FileRefusedError(
                        _("Tệp “%(name)s” dài hơn đã báo. Xin chọn lại tệp.")
                        % {"name": upload.name}
                    )
                stands += _written(part, piece)
        finally:
            os.fsync(part)
    return stands


def _written(part: int, piece: bytes) -> int:
    """Write all of ``piece``; the system may take less at a time."""
    left = memoryview(piece)
    while left:
        left = left[os.write(part, left) :]
    return len(piece)


def finish_upload(upload: Upload, *, owner: Owner, at: datetime) -> StoredFile:
    """Check what has arrived, keep it and return its row; once, however often it is asked.

    Raises FileRefusedError, and then nothing of it is left.
    """
    with transaction.atomic():
        locked = Upload.objects.select_for_update(of=("self",)).filter(pk=upload.pk).first()
        if locked is None:
            raise UploadGoneError(_("Lần gửi tệp này không còn nữa. Xin chọn lại tệp."))
        if locked.file is not None:
            return locked.file
        part = part_of(locked)
        refusal: FileRefusedError
        try:
            locked.file = _whole(locked, part, owner, at)
        except FileRefusedError as error:
            locked.delete()
            refusal = error
        else:
            locked.save(update_fields=["file"])
            transaction.on_commit(lambda: part.unlink(missing_ok=True))
            return locked.file
    part.unlink(missing_ok=True)
    raise refusal


def _whole(upload: Upload, part: Path, owner: Owner, at: datetime) -> StoredFile:
    digest = hash_of(part)
    if upload.sha256 and digest != upload.sha256:
        raise FileRefusedError(
            _("Tệp “%(name)s” đến không nguyên vẹn. Xin gửi lại.") % {"name": upload.name}
        )
    return keep_checked(part, digest, name=upload.name, owner=owner, at=at)


def drop_upload(upload: Upload) -> None:
    """Forget an upload that its owner does not want; a file that came of it stays."""
    upload.delete()
    part_of(upload).unlink(missing_ok=True)


def part_of(upload: Upload) -> Path:
    """Return where the pieces of an upload are gathered."""
    return Path(settings.UPLOADS_FOLDER) / f"{upload.ref}{_PART}"


def parts_left(*, older_than: datetime) -> Iterator[Path]:
    """Yield what lies in the folder of uploads and was not written to since ``older_than``."""
    folder = Path(settings.UPLOADS_FOLDER)
    if folder.is_dir():
        for part in folder.iterdir():
            if part.stat().st_mtime < older_than.timestamp():
                yield part


def _of(owner: Owner) -> QuerySet[Upload]:
    if owner.officer_id is not None:
        return Upload.objects.filter(officer_id=owner.officer_id)
    if owner.person_id is not None:
        return Upload.objects.filter(person_id=owner.person_id)
    return Upload.objects.none()


def _lock(owner: Owner) -> None:
    """Let one person begin one upload at a time, so that the limits are no race."""
    if owner.officer_id is None and owner.person_id is None:
        raise ValueError("an upload belongs to somebody")
    kind = 1 if owner.officer_id is not None else 2
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)",
            [7_301 + kind, (owner.officer_id or owner.person_id or 0) % 2**31],
        )


@contextmanager
def _writing(upload: Upload) -> Iterator[int]:
    """Yield the gathered pieces, open at their end and ours alone."""
    part = part_of(upload)
    part.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UploadBusyError(
                _("Tệp này đang được gửi ở một cửa sổ khác. Xin chờ rồi gửi tiếp.")
            ) from error
        yield descriptor
    finally:
        os.close(descriptor)
