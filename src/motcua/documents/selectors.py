"""Where files are, and how they are shown to a browser."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.http import FileResponse
from django.utils.translation import gettext as _

from motcua.documents.file_kinds import kind_of_type
from motcua.documents.models import ScanState, StoredFile


def path_of(sha256: str) -> Path:
    """Return where the content with that hash is, or would be."""
    return Path(settings.FILES_FOLDER) / sha256[:2] / sha256


def describe(file: StoredFile) -> str:
    """Return kind and pages in words: ``PDF, 2 trang``."""
    kind = kind_of_type(file.content_type)
    words = kind.label if kind else file.content_type
    if file.pages:
        words = _("%(kind)s, %(pages)d trang") % {"kind": words, "pages": file.pages}
    return words


def may_be_opened(file: StoredFile) -> bool:
    """Say whether the content may leave the house: nothing bad was found, and it is not erased."""
    return file.scan_state != ScanState.INFECTED and file.erased_at is None


def is_intact(file: StoredFile) -> bool:
    """Say whether the disk still holds the very bytes that were stored."""
    try:
        with path_of(file.sha256).open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == file.sha256
    except FileNotFoundError:
        return False


def file_response(file: StoredFile) -> FileResponse:
    """Return the content for a browser; what it cannot show safely is downloaded.

    The caller has checked who asks. Raises FileNotFoundError when the disk lost it.
    """
    kind = kind_of_type(file.content_type)
    response = FileResponse(
        path_of(file.sha256).open("rb"),
        as_attachment=kind is None or not kind.opens_in_browser,
        filename=file.name,
        content_type=file.content_type,
    )
    response["Cache-Control"] = "private, no-store"
    return response
