"""How alike two descriptions are, read without marks. Pure.

Somebody who registers what is there already changes the title and keeps the text, or the other
way round; so both are compared, and the greater likeness counts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from motcua.kernel.text import fold

ALIKE: Final = 70
"""Out of a hundred; from here on it is shown before one registers."""
MOST: Final = 5
_SHORTEST_TEXT: Final = 80
"""Letters, below which a text says too little to be compared."""
_WORD: Final = re.compile(r"[^\W_]+")
_GENERIC: Final = frozenset(
    [
        "mo",
        "hinh",
        "sang",
        "kien",
        "giai",
        "phap",
        "ve",
        "tai",
        "cua",
        "va",
        "cac",
        "nhung",
        "cho",
        "trong",
        "xa",
        "phuong",
        "thi",
        "tran",
        "ubnd",
        "so",
        "cong",
        "tac",
        "nham",
        "voi",
        "duoc",
        "la",
        "co",
        "o",
        "de",
        "theo",
        "khi",
        "den",
        "tu",
        "mot",
        "nang",
        "cao",
        "hieu",
        "qua",
        "thuc",
        "hien",
        "ap",
        "dung",
        "bo",
        "phan",
    ]
)
"""What every title has, and tells nothing."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What of a description is compared: the words of its title, the words of its text."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Another description and how alike it is, from 0 to 100."""

    key: int
    score: int


def keys_of(title: str, *texts: str) -> Keys:
    """Return what is compared; the text's words in order of the alphabet."""
    return Keys(" ".join(_words(title)), " ".join(sorted(_words(" ".join(texts)))))


def likeness(one: Keys, other: Keys) -> int:
    """Return how alike two descriptions are, from 0 to 100."""
    by_title = fuzz.token_sort_ratio(one.title, other.title) if one.title and other.title else 0
    by_text = 0.0
    if min(len(one.text), len(other.text)) >= _SHORTEST_TEXT:
        by_text = fuzz.ratio(one.text, other.text)
    return int(max(by_title, by_text))


def most_alike(wanted: Keys, others: Mapping[int, Keys]) -> list[Alike]:
    """Return the few descriptions that are alike enough to be looked at, the nearest first."""
    found = [Alike(key, likeness(wanted, keys)) for key, keys in others.items()]
    close = [one for one in found if one.score >= ALIKE]
    return sorted(close, key=lambda one: (-one.score, one.key))[:MOST]


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(fold(text)) if word not in _GENERIC]
