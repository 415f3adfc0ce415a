"""Everything that stores files. A content is on the disk once, under its own hash."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.documents.file_kinds import HEAD_LENGTH, KINDS, FileKind, count_pages, recognize
from motcua.documents.models import StoredFile
from motcua.documents.selectors import path_of
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean

_MEGABYTE: Final = 1024 * 1024
_LONGEST_NAME: Final = 120


class FileRefusedError(DomainError):
    """The file cannot be taken; the sentence names it and says what to do."""

    code: ClassVar[str] = "file-refused"


def store_file(upload: "UploadedFile[Any]", *, actor: Actor, at: datetime) -> StoredFile:
    """Keep an uploaded file and return its row.

    Raises FileRefusedError when it is empty, too big, or of a kind we do not take.
    """
    name = _tidy_name(upload.name or "")
    kind = _check(upload, name)
    digest, content = _keep(upload)
    return StoredFile.objects.create(
        sha256=digest,
        name=name,
        content_type=kind.content_type,
        size=len(content),
        pages=count_pages(content, kind),
        stored_at=at,
        stored_by_id=actor.officer_id,
    )


def store_content(content: bytes, *, name: str, actor: Actor, at: datetime) -> StoredFile:
    """Keep a file that we made ourselves and return its row.

    Raises FileRefusedError when it is none of the kinds that we keep.
    """
    kind = recognize(content[:HEAD_LENGTH])
    if kind is None:
        raise FileRefusedError(_("Tệp “%(name)s” không đọc được.") % {"name": name})
    return StoredFile.objects.create(
        sha256=_write(content),
        name=_tidy_name(name),
        content_type=kind.content_type,
        size=len(content),
        pages=count_pages(content, kind),
        stored_at=at,
        stored_by_id=actor.officer_id,
    )


def _check(upload: "UploadedFile[Any]", name: str) -> FileKind:
    if not upload.size:
        raise FileRefusedError(
            _("Tệp “%(name)s” rỗng. Xin quét lại rồi chọn tệp khác.") % {"name": name}
        )
    if upload.size > settings.UPLOAD_MAX_BYTES:
        raise FileRefusedError(
            _(
                "Tệp “%(name)s” nặng %(size)d MB, lớn hơn mức nhận %(limit)d MB. "
                "Xin quét lại ở độ nét thấp hơn hoặc tách thành nhiều tệp."
            )
            % {
                "name": name,
                "size": -(-upload.size // _MEGABYTE),
                "limit": settings.UPLOAD_MAX_BYTES // _MEGABYTE,
            }
        )
    upload.seek(0)
    kind = recognize(upload.read(HEAD_LENGTH))
    if kind is None:
        raise FileRefusedError(
            _("Tệp “%(name)s” không phải bản quét hay ảnh. Xin dùng tệp %(kinds)s.")
            % {"name": name, "kinds": ", ".join(known.label for known in KINDS)}
        )
    return kind


def _keep(upload: "UploadedFile[Any]") -> tuple[str, bytes]:
    """Write the upload's content; return its hash and the content."""
    upload.seek(0)
    content = upload.read()
    return _write(content), content


def _write(content: bytes) -> str:
    """Write ``content`` under its hash, and return that.

    It is written beside and then renamed, so a file of that name is always whole.
    """
    digest = hashlib.sha256(content).hexdigest()
    target = path_of(digest)
    try:
        # Touched, so that whoever takes erased contents from the disk leaves this one.
        os.utime(target)
    except FileNotFoundError:
        pass
    else:
        return digest
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix="dang-ghi-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(beside).replace(target)
    return digest


def _tidy_name(name: str) -> str:
    """Return a name without folders, invisible marks or an endless length."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    tidy = clean("".join(letter for letter in last if letter.isprintable()))
    if len(tidy) > _LONGEST_NAME:
        stem, _dot, suffix = tidy.rpartition(".")
        tidy = f"{(stem or tidy)[: _LONGEST_NAME - 10]}.{suffix[:8]}"
    return tidy or _("tệp không tên")
