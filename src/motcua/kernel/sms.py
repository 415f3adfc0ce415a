"""How long a short message is, and how many a telephone company counts it as. Pure.

A message in the letters of GSM 03.38 holds 160 of them, one with any other letter 70. A longer
one is sent in parts that each give up room for the seam.
"""

from dataclasses import dataclass
from typing import Final

from motcua.kernel.text import without_marks

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWICE: Final = frozenset("^{}\\[~]|€\f")
"""Letters that take the room of two."""
_TYPOGRAPHIC: Final = str.maketrans(
    {"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "\u00a0": " "}
)
GSM, GSM_PART = 160, 153
UNICODE, UNICODE_PART = 70, 67


@dataclass(frozen=True, slots=True)
class Length:
    """Letters counted, how many fit in one message, and in how many it goes."""

    letters: int
    fits: int
    parts: int


def length_of(text: str) -> Length:
    """Return the length of ``text`` as it would be charged."""
    if all(letter in _BASIC or letter in _TWICE for letter in text):
        weights = [2 if letter in _TWICE else 1 for letter in text]
        return _length(weights, GSM, GSM_PART)
    # Letters beyond the basic plane are two units of UTF-16.
    weights = [len(letter.encode("utf-16-le")) // 2 for letter in text]
    return _length(weights, UNICODE, UNICODE_PART)


def _length(weights: list[int], fits: int, part: int) -> Length:
    total = sum(weights)
    if total <= fits:
        return Length(total, fits, 1)
    parts, room = 1, part
    for weight in weights:
        # A letter of two units is never torn apart.
        if weight > room:
            parts, room = parts + 1, part
        room -= weight
    return Length(total, fits, parts)


def plain(text: str) -> str:
    """Return Vietnamese ``text`` in the letters that fit 160 to a message, case kept."""
    return without_marks(text.translate(_TYPOGRAPHIC))
