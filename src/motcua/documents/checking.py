"""Looking into a file before it is kept: is it whole, can it be read, how many pages.

Knows paths and kinds, nothing of the database. What is looked at comes from strangers, so
nothing is unpacked that would fill the memory, and nothing is read whole.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pikepdf
import pillow_heif
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from motcua.documents.file_kinds import JPEG, PDF, TIFF, FileKind

MOST_PIXELS: Final = 64_000_000
"""A picture of more is a bomb, or would fill the memory when it is shown."""
MOST_JPEG_PIXELS: Final = 210_000_000
"""Telephones make as many, and a JPEG is unpacked at a fraction of its size."""
MOST_PAGES: Final = 5_000
_TAIL: Final = 2_048
_FORMATS: Final = {
    "image/jpeg": ("JPEG",),
    "image/png": ("PNG",),
    "image/webp": ("WEBP",),
    "image/tiff": ("TIFF",),
    "image/heic": ("HEIF",),
}
"""What the reader calls each kind; no other reader is ever tried on a stranger's file."""
Image.MAX_IMAGE_PIXELS = MOST_JPEG_PIXELS
pillow_heif.register_heif_opener(thumbnails=False)


class UnreadableError(Exception):
    """The content cannot be kept; the text says why, to follow the name of the file."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen. ``pages`` None where it cannot be told."""

    pages: int | None


def look_into(path: Path, kind: FileKind) -> Looked:
    """Return what is known of the content at ``path``. Raises UnreadableError."""
    if kind is PDF:
        return Looked(_pages_of_pdf(path))
    return Looked(_pages_of_picture(path, kind))


def _pages_of_pdf(path: Path) -> int:
    """Count the pages; the library reads what it needs and not the whole file.

    It mends small faults, as every viewer does; a file that breaks off has lost pages and is
    refused.
    """
    if not _has_end(path):
        raise UnreadableError(_broken())
    try:
        with pikepdf.open(path, access_mode=pikepdf.AccessMode.stream) as document:
            if document.is_encrypted:
                raise UnreadableError(_locked())
            pages = len(document.pages)
    except pikepdf.PasswordError as error:
        raise UnreadableError(_locked()) from error
    except (pikepdf.PdfError, RuntimeError, ValueError, OSError, RecursionError) as error:
        raise UnreadableError(_broken()) from error
    if pages == 0:
        raise UnreadableError(
            _("không có trang nào. Xin quét hoặc in lại ra PDF rồi chọn tệp mới.")
        )
    if pages > MOST_PAGES:
        raise UnreadableError(
            _("có hơn %(most)d trang. Xin tách thành nhiều tệp.") % {"most": MOST_PAGES}
        )
    return pages


def _has_end(path: Path) -> bool:
    """Say whether the end of a PDF is there; scanners put a few bytes after it."""
    with path.open("rb") as content:
        content.seek(-min(_TAIL, path.stat().st_size), os.SEEK_END)
        return b"%%EOF" in content.read()


def _locked() -> str:
    return _("đang khóa bằng mật khẩu. Xin lưu lại bản không đặt mật khẩu rồi chọn tệp đó.")


def _broken() -> str:
    return _("bị hỏng hoặc tải chưa đủ, không đọc được. Xin quét lại hoặc chọn bản khác.")


def _pages_of_picture(path: Path, kind: FileKind) -> int | None:
    """See that the picture opens and is no bomb; only its head is unpacked for that."""
    try:
        with Image.open(path, formats=_FORMATS[kind.content_type]) as picture:
            width, height = picture.size
            pages = getattr(picture, "n_frames", 1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableError(_too_many_pixels()) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise UnreadableError(_broken()) from error
    if width * height > most_pixels(kind):
        raise UnreadableError(_too_many_pixels())
    return int(pages) if kind is TIFF else 1


def most_pixels(kind: FileKind) -> int:
    """Return how many pixels a picture of that kind may have."""
    return MOST_JPEG_PIXELS if kind is JPEG else MOST_PIXELS


def _too_many_pixels() -> str:
    return _("có quá nhiều điểm ảnh. Xin chụp hoặc quét lại ở độ nét thường.")
