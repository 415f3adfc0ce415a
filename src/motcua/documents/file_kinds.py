"""What a file is, told by its content and never by its name. Pure."""

import re
import zlib
from dataclasses import dataclass
from typing import Final

# A file may be made to keep us busy for hours: each of these ends that in seconds.
_LONGEST_STREAM: Final = 4 * 1024 * 1024  # unpacked; a bomb is more than any list of pages
_LONGEST_PACKED: Final = 1024 * 1024
_MOST_UNPACKED: Final = 64 * 1024 * 1024
_MOST_STREAMS: Final = 2_000
_PAGE: Final = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_PACKED_OBJECTS: Final = re.compile(rb"/Type\s*/ObjStm.{0,1000}?stream\r?\n", re.DOTALL)
HEAD_LENGTH: Final = 64
"""How many of the first bytes ``recognize`` wants to see."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that we take. ``opens_in_browser``: shown, not downloaded."""

    content_type: str
    label: str
    suffix: str
    opens_in_browser: bool


PDF: Final = FileKind("application/pdf", "PDF", ".pdf", opens_in_browser=True)
JPEG: Final = FileKind("image/jpeg", "JPEG", ".jpg", opens_in_browser=True)
PNG: Final = FileKind("image/png", "PNG", ".png", opens_in_browser=True)
WEBP: Final = FileKind("image/webp", "WebP", ".webp", opens_in_browser=True)
HEIC: Final = FileKind("image/heic", "HEIC", ".heic", opens_in_browser=False)
TIFF: Final = FileKind("image/tiff", "TIFF", ".tif", opens_in_browser=False)
KINDS: Final = (PDF, JPEG, PNG, WEBP, HEIC, TIFF)
_BEGINNINGS: Final = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
_HEIC_BRANDS: Final = (b"heic", b"heix", b"mif1", b"msf1")


def recognize(head: bytes) -> FileKind | None:
    """Return the kind of the file that begins with ``head``, or None when we do not take it."""
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return HEIC
    return None


def kind_of_type(content_type: str) -> FileKind | None:
    """Return the kind that is stored under ``content_type``."""
    return next((kind for kind in KINDS if kind.content_type == content_type), None)


def count_pages(content: bytes, kind: FileKind) -> int | None:
    """Return the number of pages, or None when it cannot be told.

    Newer PDFs keep their pages in packed objects, which are unpacked to be counted, as far
    as an honest file goes.
    """
    if kind is TIFF:
        return None
    if kind is not PDF:
        return 1
    found = len(_PAGE.findall(content))
    unpacked = 0
    for number, packed in enumerate(_PACKED_OBJECTS.finditer(content)):
        if number >= _MOST_STREAMS or unpacked > _MOST_UNPACKED:
            return None
        unpacker = zlib.decompressobj()
        begins = packed.end()
        try:
            objects = unpacker.decompress(
                content[begins : begins + _LONGEST_PACKED], _LONGEST_STREAM
            )
        except zlib.error:
            continue
        unpacked += len(objects)
        found += len(_PAGE.findall(objects))
    return found or None
