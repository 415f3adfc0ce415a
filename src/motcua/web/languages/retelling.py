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
_TOLD_ANEW: Final = re.compile(rf"{VIETNAMESE.pattern}|/|^[\d.]+,\d+$")
"""Words of ours, days, numbers with a decimal comma."""
_MANY_LETTERS: Final = 12
"""Of the message's own; see ``_fits``."""
_LETTER: Final = re.compile(r"[^\W\d_]")
_LONGEST: Final = 1500
_LONGEST_MADE: Final = 600
_LONGEST_VALUE: Final = 200
_SENTENCES: Final = re.compile(r"(?<=[.!?…])\s+|\n+")
_NUMBERED: Final = re.compile(r"(\d+(?:\.\d+)*\.? )(.+)", re.DOTALL)
_SIGN: Final = re.compile(r"[:;,.“(]")
_SIGNS: Final = (": ", "; ", " – ", ", ", " (")


@lru_cache(maxsize=4096)
def retold(text: str) -> str:
    """Return ``text`` in English as far as its words are ours."""
    body = text.strip()
    if not body or len(body) > _LONGEST or not _TOLD_ANEW.search(body):
        return text
    found = _known(body)
    if found is None:
        # The dot in the middle is a sign that only our pages set, a comma is anybody's.
        parts = body.split(" · ")
        found = " · ".join(retold(part) for part in parts) if len(parts) > 1 else None
    return text.replace(body, found) if found is not None else text


@lru_cache(maxsize=8192)
def _known(text: str) -> str | None:
    """Return the English of words all of which are known."""
    text = text.strip()
    if not VIETNAMESE.search(text):
        return measured(text) or text
    if len(text) > _LONGEST_MADE:
        return _message(text) or _of_sentences(text)
    day, sign, tail = text.partition(": ")
    if sign and (said := measured(day)) and (rest := _known(tail)):
        return f"{said}: {rest}"
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
    told = [_known(one) for one in sentences] if len(sentences) > 1 else []
    return " ".join(one or "" for one in told) if told and None not in told else None


def _of_parts(text: str) -> str | None:
    """Return two parts set apart by a sign in English where both are known."""
    numbered = _NUMBERED.fullmatch(text)
    if numbered is not None and (rest := _known(numbered[2])):
        return numbered[1] + rest
    for sign in _SIGNS if len(text) <= _LONGEST_VALUE else ():
        head, found, tail = text.partition(sign)
        if found and head and tail and (first := _known(head)) and (last := _known(tail)):
            return first + sign + last
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
        if not _fits(pattern, found.groups()):
            continue
        values = {name: retold(value) for name, value in found.groupdict().items()}
        try:
            english = pattern.english % values
        except (KeyError, TypeError, ValueError):
            return None
        return english if pattern.vi.startswith("%") else _as_begun(english, text)
    return None


def _fits(pattern: "_Pattern", values: tuple[str, ...]) -> bool:
    """Say whether these are values of the message, and not the words of a name or of a person.

    What is no Vietnamese, a name or itself known is a value. Other words are one only in a message
    that says much itself: “Văn bản %(number)s” is not what “Văn bản đề nghị” was made from.
    """
    if pattern.letters < _MANY_LETTERS and not _SIGN.search(_PLACEHOLDER.sub(" ", pattern.vi)):
        is_long = pattern.letters >= _FEWEST_LETTERS
        return all(
            _is_plain(one) or (is_long and (_is_name(one) or not VIETNAMESE.search(one)))
            for one in values
        )
    unknown = [one for one in values if not _is_value(one)]
    if not unknown:
        return True
    letters = sum(len(_LETTER.findall(one)) for one in unknown)
    return pattern.letters >= _MANY_LETTERS and 2 * pattern.letters >= letters


def _is_plain(text: str) -> bool:
    has_number = any(letter.isdigit() for letter in text)
    return has_number and (not VIETNAMESE.search(text) or measured(text) is not None)


def _is_name(text: str) -> bool:
    return all(word[0].isupper() or word[0].isdigit() for word in _WORD.findall(text))


def _is_value(text: str) -> bool:
    if not VIETNAMESE.search(text) or _is_name(text):
        return True
    return len(text) <= _LONGEST_VALUE and _known(text) is not None


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
    first = f"[{vi[0].lower()}{vi[0].upper()}]" if vi[0].isalpha() else ""
    return re.compile(first + "".join(_pieces(vi, set(), len(first) and 1)), re.DOTALL)


def _pieces(vi: str, seen: set[str], at: int) -> Iterator[str]:
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
