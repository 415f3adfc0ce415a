"""Hiding in running text what must not be told, however it was typed there."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from motcua.kernel.text import fold, folded_with_places

_WORD: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = r"[\W_]"
_NO_LETTER_BEFORE, _NO_LETTER_AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_COUNTRY: Final = r"(?:0|\+?84[\W_]*0?)"
"""How a telephone number begins: at home, or with the code of the country."""


class Hiding:
    """What is to be hidden in text, what stands in its place, and what is one's own.

    Words are known in any case, with or without marks, with any blanks and signs between
    them; numbers whatever stands between their digits.
    """

    def __init__(self, masks: Mapping[str, str], own: Iterable[str]) -> None:
        """Keep ``masks`` by what they hide; what is ``own`` is left, also within itself."""
        mine = {pattern: text for text in own if (pattern := _pattern(text))}
        theirs = {pattern: mask for text, mask in masks.items() if (pattern := _pattern(text))}
        # The longest first: a name may be a part of another.
        hidden = sorted(theirs.keys() - mine.keys(), key=len, reverse=True)
        self._masks = [theirs[pattern] for pattern in hidden]
        self._hidden = _any_of(hidden)
        self._own = [re.compile(pattern) for pattern in mine]

    def __call__(self, text: str) -> str:
        """Return ``text`` with everything masked that is to be hidden."""
        if self._hidden is None or not text:
            return text
        folded, places = folded_with_places(text)
        found = list(self._hidden.finditer(folded))
        if not found:
            return text
        own = [match.span() for pattern in self._own for match in pattern.finditer(folded)]
        places.append(len(text))
        pieces, done = [], 0
        for match in found:
            start, end = match.span()
            if any(first <= start and end <= last for first, last in own):
                continue
            pieces += [text[done : places[start]], self._masks[(match.lastindex or 1) - 1]]
            done = max(places[end], places[end - 1] + 1)
        return "".join([*pieces, text[done:]])


def _any_of(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"({pattern})" for pattern in patterns)) if patterns else None


def _pattern(text: str) -> str:
    """Return how ``text`` is found in folded text; "" where there is nothing to find."""
    words = _WORD.findall(fold(text))
    packed = "".join(words)
    if 2 * sum(letter.isdecimal() for letter in packed) <= len(packed):
        inner = f"{_BETWEEN}+".join(map(re.escape, words))
        return f"{_NO_LETTER_BEFORE}{inner}{_NO_LETTER_AFTER}" if inner else ""
    start, rest = "", packed
    if packed.startswith(("0", "84")) and len(packed) in range(9, 12):
        start, rest = _COUNTRY, packed.removeprefix("84").removeprefix("0")
    inner = f"{_BETWEEN}*".join(map(re.escape, rest))
    if start:
        inner = f"{start}{_BETWEEN}*{inner}"
    return rf"(?<!\d){inner}(?!\d)"
