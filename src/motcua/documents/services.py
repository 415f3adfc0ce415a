"""Everything that stores files. A content is kept once, under its own hash."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from motcua.agencies.actors import Actor
from motcua.documents.checking import Looked, UnreadableError, look_into
from motcua.documents.file_kinds import HEAD_LENGTH, KINDS, FileKind, recognize
from motcua.documents.models import ScanState, StoredFile
from motcua.documents.storage import storage
from motcua.kernel import tracing
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean

SCAN_TASK: Final = "scan_file"
"""The worker's task that has one file looked over."""
MEGABYTE: Final = 1024 * 1024
_PIECE: Final = 256 * 1024
_LONGEST_NAME: Final = 120


class FileRefusedError(DomainError):
    """The file cannot be taken; the sentence names it and says what to do."""

    code: ClassVar[str] = "file-refused"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who sends a file: an officer, or a citizen. Both None is the product itself."""

    officer_id: int | None = None
    person_id: int | None = None


def owner_of(actor: Actor) -> Owner:
    """Return ``actor`` as the owner of what they send."""
    return Owner(officer_id=actor.officer_id, person_id=actor.person_id)


def store_file(upload: "UploadedFile[Any]", *, actor: Actor, at: datetime) -> StoredFile:
    """Keep an uploaded file and return its row; see ``store_upload``."""
    return store_upload(upload, owner=owner_of(actor), at=at)


def store_upload(upload: "UploadedFile[Any]", *, owner: Owner, at: datetime) -> StoredFile:
    """Keep a file that came with a form and return its row; it is never whole in memory.

    Raises FileRefusedError when it is empty, too big, broken, locked, or of a kind we do not
    take.
    """
    name = tidy_name(upload.name or "")
    refuse_size(name, upload.size or 0)
    upload.seek(0)
    with _on_disk(upload.chunks(_PIECE)) as (path, digest):
        return keep_checked(path, digest, name=name, owner=owner, at=at)


def store_content(content: bytes, *, name: str, actor: Actor, at: datetime) -> StoredFile:
    """Keep a file that we made ourselves and return its row.

    It came from nobody outside, so it counts as clean. Raises FileRefusedError when it is none
    of the kinds that we keep.
    """
    tidy = tidy_name(name)
    kind = recognize(content[:HEAD_LENGTH])
    if kind is None:
        raise FileRefusedError(_("Tệp “%(name)s” không đọc được.") % {"name": tidy})
    with _on_disk([content]) as (path, digest):
        looked = _looked_at_own(path, kind)
        state = ScanState.CLEAN
        return _kept(path, digest, tidy, kind, looked, state, owner_of(actor), at)


def store_made_file(
    path: Path, sha256: str, *, name: str, content_type: str, at: datetime
) -> StoredFile:
    """Keep a file that we wrote ourselves, of a kind that nobody sends us; return its row."""
    kind = FileKind(content_type, "", path.suffix, opens_in_browser=False)
    return _kept(path, sha256, name, kind, Looked(None), ScanState.CLEAN, Owner(), at)


def keep_checked(path: Path, sha256: str, *, name: str, owner: Owner, at: datetime) -> StoredFile:
    """Check the content at ``path``, keep it and return its row. Raises FileRefusedError."""
    with path.open("rb") as content:
        kind = recognize(content.read(HEAD_LENGTH))
    if kind is None:
        raise FileRefusedError(
            _("Tệp “%(name)s” không phải bản quét hay ảnh. Xin dùng tệp %(kinds)s.")
            % {"name": name, "kinds": ", ".join(known.label for known in KINDS)}
        )
    refuse_size(name, path.stat().st_size, kind)
    looked = _looked(path, kind, name)
    state = ScanState.WAITING if settings.SCANNER else ScanState.UNSCANNED
    return _kept(path, sha256, name, kind, looked, state, owner, at)


def refuse_size(name: str, size: int, kind: FileKind | None = None) -> None:
    """Raise FileRefusedError for what is empty, or bigger than such a file may be."""
    if not size:
        raise FileRefusedError(
            _("Tệp “%(name)s” rỗng. Xin quét lại rồi chọn tệp khác.") % {"name": name}
        )
    is_picture = kind is not None and kind.is_picture
    limit = settings.PICTURE_MAX_BYTES if is_picture else settings.UPLOAD_MAX_BYTES
    limit = min(limit, settings.UPLOAD_MAX_BYTES)
    if size > limit:
        raise FileRefusedError(
            _(
                "Tệp “%(name)s” nặng %(size)d MB, lớn hơn mức nhận %(limit)d MB. "
                "Xin quét lại ở độ nét thấp hơn hoặc tách thành nhiều tệp."
            )
            % {"name": name, "size": -(-size // MEGABYTE), "limit": limit // MEGABYTE}
        )


def hash_of(path: Path) -> str:
    """Return the SHA-256 of the file at ``path``, read in pieces."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


@contextmanager
def _on_disk(pieces: Iterable[bytes]) -> Iterator[tuple[Path, str]]:
    """Write pieces to a file of ours that goes away afterwards; yield its path and hash."""
    folder = Path(settings.UPLOADS_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, prefix="dang-ghi-") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        file.flush()
        yield Path(file.name), digest.hexdigest()


def _looked(path: Path, kind: FileKind, name: str) -> Looked:
    try:
        return look_into(path, kind)
    except UnreadableError as error:
        raise FileRefusedError(
            _("Tệp “%(name)s” %(why)s") % {"name": name, "why": str(error)}
        ) from error


def _looked_at_own(path: Path, kind: FileKind) -> Looked:
    try:
        return look_into(path, kind)
    except UnreadableError:
        return Looked(None)


def _kept(  # noqa: PLR0917, what is known of one file, by its one caller
    path: Path,
    sha256: str,
    name: str,
    kind: FileKind,
    looked: Looked,
    state: ScanState,
    owner: Owner,
    at: datetime,
) -> StoredFile:
    place = storage()
    # A slow store is asked outside the transaction; inside, it is only seen to be still there.
    place.keep(path, sha256)
    with transaction.atomic():
        lock_content(sha256)
        place.keep(path, sha256)
        file = StoredFile.objects.create(
            sha256=sha256,
            name=name,
            content_type=kind.content_type,
            size=path.stat().st_size,
            pages=looked.pages,
            scan_state=state,
            stored_at=at,
            stored_by_id=owner.officer_id,
            stored_by_person_id=owner.person_id,
        )
        if state == ScanState.WAITING:
            app.configure_task(SCAN_TASK).defer(file_id=file.pk, request_id=tracing.request_id())
    return file


def lock_content(sha256: str) -> None:
    """Hold a content to the end of the transaction: it is stored or swept, never both at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(sha256[:15], 16)])


def tidy_name(name: str) -> str:
    """Return a name without folders, invisible marks or an endless length."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    tidy = clean("".join(letter for letter in last if letter.isprintable()))
    if len(tidy) > _LONGEST_NAME:
        stem, _dot, suffix = tidy.rpartition(".")
        tidy = f"{(stem or tidy)[: _LONGEST_NAME - 10]}.{suffix[:8]}"
    return tidy or _("tệp không tên")
