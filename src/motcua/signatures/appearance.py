"""What a signature looks like on the page, drawn with the product's own fonts.

Decree 30/2020, annex I: whoever is competent signs in blue at the place of the signature; the
agency's seal is red and covers a third of that on its left; on a paper of the agency alone its
mark stands in the upper right corner of the first page, with name and instant of signing.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import typst

from motcua.kernel import clock

_FONTS: Final = Path(str(files("motcua") / "data" / "fonts"))
_LAYOUT: Final = Path(str(files("motcua") / "data" / "forms" / "signature.typ")).read_bytes()
MARGIN: Final = 40.0
SIGNER_SIZE: Final = (190.0, 66.0)
SEAL_SIZE: Final = (150.0, 66.0)
CORNER_SIZE: Final = (190.0, 19.0)
"""Low enough for the margin above the head of our forms."""
EDGE: Final = 4.0
ROW: Final = 74.0
"""Points from the foot of one row of signatures to the next above it."""


class Manner(Enum):
    """Where a signature stands and in which color."""

    SIGNER = "signer"
    SEAL = "seal"
    CORNER = "corner"


@dataclass(frozen=True, slots=True)
class Mark:
    """What is seen of a signature. ``image``: a PNG of the hand or the seal, if there is one.

    ``words`` is what is stated by signing, like the number that a paper gets with its seal.
    """

    manner: Manner
    name: str
    title: str
    at: datetime
    image: bytes = b""
    words: str = ""

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height in points."""
        sizes = {Manner.SIGNER: SIGNER_SIZE, Manner.SEAL: SEAL_SIZE, Manner.CORNER: CORNER_SIZE}
        return sizes[self.manner]

    def place(
        self, page: tuple[float, float, float, float], row: int
    ) -> tuple[int, int, int, int]:
        """Return the box on a page with that frame. ``row``: how many signers stand below."""
        left, bottom, right, top = page
        width, height = self.size
        signer_left = right - MARGIN - SIGNER_SIZE[0]
        if self.manner is Manner.CORNER:
            x, y = right - EDGE - width, top - EDGE - height
        elif self.manner is Manner.SEAL:
            # A third of the signer's box lies under the seal.
            x, y = signer_left + SIGNER_SIZE[0] / 3 - width, bottom + MARGIN + row * ROW
        else:
            x, y = signer_left, bottom + MARGIN + row * ROW
        x = max(left, x)
        return round(x), round(y), round(x + width), round(y + height)


def draw(mark: Mark) -> bytes:
    """Return the mark as a PDF of one page of its size."""
    at = clock.local(mark.at)
    width, height = mark.size
    said = {
        "manner": mark.manner.value,
        "name": mark.name,
        "title": mark.title,
        "words": mark.words,
        # ISO 8601, as the decree asks: day, hour and zone.
        "at": f"{at:%d/%m/%Y %H:%M:%S} {at:%z}"[:-2] + ":00",
        "width": width,
        "height": height,
        "image": list(mark.image),
    }
    compiler = typst.Compiler(
        _LAYOUT,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"mark": json.dumps(said, ensure_ascii=False)},
    )
    made = compiler.compile(format="pdf")
    if not isinstance(made, bytes):
        raise TypeError("a mark is one page")
    return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Return our fonts, read once a process."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS]
    )
