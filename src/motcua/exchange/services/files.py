"""Files that clients send ahead of what they belong to."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.documents.models import StoredFile
from motcua.documents.services import Owner, store_upload
from motcua.documents.sweeping import unused
from motcua.exchange.errors import UnknownFileError
from motcua.exchange.models import ApiClient, ApiFile

KEPT: Final = timedelta(days=7)
"""So long a file waits for the dossier that it belongs to."""


@transaction.atomic
def keep_file(client: ApiClient, upload: "UploadedFile[Any]", *, at: datetime) -> StoredFile:
    """Keep what ``client`` sent, checked and scanned as every file. Raises FileRefusedError."""
    file = store_upload(upload, owner=Owner(), at=at)
    ApiFile.objects.create(client=client, file=file, at=at)
    return file


def files_called(client: ApiClient, asked: Mapping[str, str]) -> dict[str, StoredFile]:
    """Return the client's own files by the paths that name them. One query.

    Raises UnknownFileError for one of another client, one that is gone and one that never was.
    """
    refs = {path: _uuid(text) for path, text in asked.items()}
    wanted = {ref for ref in refs.values() if ref is not None}
    mine = StoredFile.objects.filter(
        ref__in=wanted, api_file__client=client, erased_at__isnull=True
    )
    found = {file.ref: file for file in mine}
    named = {}
    for path, ref in refs.items():
        if ref is None or ref not in found:
            raise UnknownFileError(
                _("Không có tệp “%(ref)s” do hệ thống này gửi, hoặc tệp đã hết hạn giữ.")
                % {"ref": asked[path][:60]},
                path,
            )
        named[path] = found[ref]
    return named


def drop_unused(*, at: datetime) -> int:
    """Forget files that waited for nothing; return how many went."""
    old = ApiFile.objects.filter(at__lt=at - KEPT)
    with transaction.atomic():
        keys = list(old.values_list("file_id", flat=True)[:5000])
        ApiFile.objects.filter(file__in=keys).delete()
        left = unused(StoredFile.objects.filter(pk__in=keys, erased_at__isnull=True))
        return left.update(name=_("(đã bỏ)"), erased_at=at)


def refs_of(files: Iterable[StoredFile]) -> set[str]:
    """Return the references of ``files`` as text."""
    return {str(file.ref) for file in files}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except (ValueError, AttributeError, TypeError):
        return None
