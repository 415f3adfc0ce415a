"""Pictures as they are shown: upright, of a bearable size, silent about where they were taken.

The original is kept as it came; what is shown is made anew each time and never stored.
"""

import io
from typing import BinaryIO, Final

from PIL import Image, ImageOps

from motcua.documents.checking import most_pixels
from motcua.documents.file_kinds import FileKind

SHOWN_EDGE: Final = 2_400
"""Pixels of the longer edge: an A4 page at 200 dpi is 2,339 high."""
_QUALITY: Final = 85


def as_shown(content: BinaryIO, kind: FileKind, *, edge: int = SHOWN_EDGE) -> bytes:
    """Return the picture as JPEG: turned upright, at most ``edge`` pixels long, without EXIF.

    Raises OSError when it cannot be read.
    """
    with Image.open(content) as picture:
        if picture.width * picture.height > most_pixels(kind):
            raise OSError("a picture of too many pixels")
        # A JPEG is unpacked at a fraction of its size, where that is enough.
        picture.draft("RGB", (edge, edge))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((edge, edge))
        made = io.BytesIO()
        # Nothing of the original's head is handed on: no place, no camera, no thumbnail.
        _flat(upright).save(made, "JPEG", quality=_QUALITY, optimize=True)
    return made.getvalue()


def _flat(picture: Image.Image) -> Image.Image:
    """Return the picture on white paper, in plain colours."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    return picture.convert("RGB") if picture.mode != "L" else picture
