"""What a file is, told by its content and never by its name. Pure."""

from dataclasses import dataclass
from typing import Final

HEAD_LENGTH: Final = 64
"""How many of the first bytes ``recognize`` wants to see."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that we take. ``opens_in_browser``: shown, not downloaded."""

    content_type: str
    label: str
    suffix: str
    opens_in_browser: bool

    @property
    def is_picture(self) -> bool:
        """Say whether it is a photograph or a scan kept as a picture."""
        return self.content_type.startswith("image/")


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
_HEIC_BRANDS: Final = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")


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
