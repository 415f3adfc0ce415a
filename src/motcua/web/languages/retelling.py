"""English for Vietnamese words that come without any: stored, kept at hand, or of a lower floor.

A sentence that was put together from a message and its values is taken apart again. Words that no
message explains are data and stay as they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from motcua.web.languages.catalogue import catalogue
from motcua.web.languages.measures import measured

VIETNAMESE: Final = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
_PLACEHOLDER: Final = re.compile(r"%\((\w+)\)[sd]|%%")
_WORD: Final = re.compile(r"\w+")
_FEWEST_LETTERS: Final = 6
"""Of the message's own, for values of any kind; with fewer each of them has to be known too."""
_LONGEST: Final = 1500
_LONGEST_MADE: Final = 600
_SENTENCES: Final = re.compile(r"(?<=[.!?…])\s+|\n+")
_NUMBERED: Final = re.compile(r"(\d+(?:\.\d+)*\.? )(.+)", re.DOTALL)
_SIGNS: Final = (": ", "; ", " – ", ", ", " (")


@lru_cache(maxsize=4096)
def retold(text: str) -> str:
    """Return ``text`` in English as far as its words are ours."""
    body = text.strip()
    if not body or len(body) > _LONGEST or not (VIETNAMESE.search(body) or "/" in body):
        return text
    found = _known(body)
    if found is None:
        # The dot in the middle is a sign that only our pages set, a comma is anybody's.
        parts = body.split(" · ")
        found = " · ".join(retold(part) for part in parts) if len(parts) > 1 else None
    return text.replace(body, found) if found is not None else text


def _known(text: str) -> str | None:
    """Return the English of words all of which are known."""
    if not VIETNAMESE.search(text):
        return measured(text) or text
    return _whole(text) or _of_sentences(text) or _of_parts(text)


def _whole(text: str) -> str | None:
    """Return the English of one message, day or sum."""
    found = _message(text) or measured(text)
    if found is None and text[-1] in ".:…":
        inner = _message(text[:-1]) or measured(text[:-1])
        found = inner + text[-1] if inner is not None else None
    return found or _put_together(text)


def _message(text: str) -> str | None:
    """Return the English of a message, whatever the case of its first letter."""
    one = catalogue().one
    found = one.get(text)
    if found is not None or not text:
        return found
    first = text[0]
    other = first.lower() if first.isupper() else first.upper()
    found = one.get(other + text[1:])
    return _as_begun(found, text) if found else None


def _as_begun(english: str, text: str) -> str:
    """Return ``english`` with a first letter of the case of that of ``text``."""
    change = str.upper if text[0].isupper() else str.lower
    return change(english[:1]) + english[1:]


def _of_sentences(text: str) -> str | None:
    """Return several sentences in English where each of them is known."""
    sentences = _SENTENCES.split(text)
    told = [_whole(one) or _of_parts(one) for one in sentences] if len(sentences) > 1 else []
    return " ".join(one or "" for one in told) if told and None not in told else None


def _of_parts(text: str) -> str | None:
    """Return two parts set apart by a sign in English where both are known."""
    numbered = _NUMBERED.fullmatch(text)
    if numbered is not None:
        rest = _known(numbered[2])
        return numbered[1] + rest if rest else None
    for sign in _SIGNS:
        head, found, tail = text.partition(sign)
        if found and head and tail and (first := _known(head)) and (rest := _known(tail)):
            return first + sign + rest
    return None


def _put_together(text: str) -> str | None:
    """Return the English of a message with values in it, the values told in English too."""
    if len(text) > _LONGEST_MADE:
        return None
    known = _patterns()
    words = set(_WORD.findall(text.lower()))
    near = [one for word in words if word in known for one in known[word]]
    for pattern in sorted(near, key=lambda one: -one.letters):
        found = _compiled(pattern.vi).fullmatch(text)
        if found is None:
            continue
        values = {name: retold(value) for name, value in found.groupdict().items()}
        if pattern.letters < _FEWEST_LETTERS and None in map(_known, found.groups()):
            continue
        try:
            english = pattern.english % values
        except (KeyError, TypeError, ValueError):
            return None
        return english if pattern.vi.startswith("%") else _as_begun(english, text)
    return None


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A message with placeholders; ``letters`` says how many it has of its own."""

    vi: str
    english: str
    letters: int


@cache
def _patterns() -> dict[str, list[_Pattern]]:
    """Return the messages with placeholders, each under the longest word that is surely in it."""
    known: dict[str, list[_Pattern]] = {}
    for vi, english in catalogue().one.items():
        if "%(" not in vi:
            continue
        # A letter beside a placeholder may be the end of another word.
        own = _PLACEHOLDER.sub("\0", vi)
        words = _WORD.findall(re.sub(r"\w*\0\w*", " ", own).lower())
        if words and VIETNAMESE.search(own):
            plain = re.sub(r"(%\(\w+\))d", r"\1s", english)
            letters = sum(map(len, _WORD.findall(own)))
            known.setdefault(max(words, key=len), []).append(_Pattern(vi, plain, letters))
    return known


@lru_cache(maxsize=1024)
def _compiled(vi: str) -> re.Pattern[str]:
    return re.compile("".join(_pieces(vi, set())), re.DOTALL | re.IGNORECASE)


def _pieces(vi: str, seen: set[str]) -> Iterator[str]:
    at = 0
    for found in _PLACEHOLDER.finditer(vi):
        yield re.escape(vi[at : found.start()])
        at = found.end()
        name = found[1]
        if name is None:
            yield "%"
        elif name in seen:
            yield f"(?P={name})"
        else:
            seen.add(name)
            yield f"(?P<{name}>.+?)"
    yield re.escape(vi[at:])
