"""How alike two pieces of feedback are, by the words in them. Pure."""

import re
from itertools import pairwise
from typing import Final

from motcua.kernel.text import fold

ALIKE: Final = 0.34
"""From here on it is offered as perhaps the same."""
_WORD: Final = re.compile(r"[^\W_]+")
_EMPTY: Final = frozenset(
    [
        "toi",
        "em",
        "chung",
        "ong",
        "ba",
        "la",
        "va",
        "co",
        "cua",
        "cho",
        "o",
        "tai",
        "thi",
        "ma",
        "nay",
        "do",
        "duoc",
        "khong",
        "da",
        "dang",
        "cac",
        "nhung",
        "mot",
        "voi",
        "khi",
        "vi",
        "nen",
        "den",
        "tu",
        "ra",
        "vao",
        "rat",
        "qua",
        "lai",
        "cung",
        "se",
        "bi",
        "ve",
        "nguoi",
        "dan",
    ]
)


def words_of(text: str) -> frozenset[str]:
    """Return pairs of neighbouring words, and single ones, that tell what ``text`` is about."""
    words = [word for word in _WORD.findall(fold(text)) if word not in _EMPTY]
    pairs = (f"{first} {second}" for first, second in pairwise(words))
    return frozenset([*words, *pairs])


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of the smaller one is in the other, from 0 to 1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
