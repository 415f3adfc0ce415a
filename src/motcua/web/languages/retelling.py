"""English for Vietnamese words that come without any: stored, kept at hand, or of a lower floor.

A sentence that was put together from a message and its values is taken apart again. Words that no
message explains are data and stay as they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Final

from motcua.web.languages.catalogue import catalogue

VIETNAMESE: Final = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
_PLACEHOLDER: Final = re.compile(r"%\((\w+)\)[sd]|%%")
_FEWEST_LETTERS: Final = 6
"""Of the message's own: with fewer a pattern would fit what people write themselves."""
_LONGEST: Final = 1500
_LONGEST_MADE: Final = 600
_WORD: Final = re.compile(r"\w+")
_SENTENCES: Final = re.compile(r"(?<=[.!?…])\s+|\n+")
_PARTS: Final = re.compile(r"( · |; | – |, |: )")
_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})$")
_DAY_OF_YEAR: Final = re.compile(r"(\d{1,2})/(\d{1,2})$")
_MONEY: Final = re.compile(r"(\d{1,3}(?:\.\d{3})*) đồng$")
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
WEEKDAYS: Final = {
    "thứ hai": "Monday",
    "thứ ba": "Tuesday",
    "thứ tư": "Wednesday",
    "thứ năm": "Thursday",
    "thứ sáu": "Friday",
    "thứ bảy": "Saturday",
    "chủ nhật": "Sunday",
}
_UNITS: Final = {
    "ngày làm việc": ("working day", "working days"),
    "giờ làm việc": ("working hour", "working hours"),
    "ngày": ("day", "days"),
    "giờ": ("hour", "hours"),
    "phút": ("minute", "minutes"),
    "tháng": ("month", "months"),
    "năm": ("year", "years"),
}
_AMOUNT: Final = re.compile(rf"(\d[\d.,]*) ({'|'.join(_UNITS)})$")


def english_day(on: date, *, year: bool = True) -> str:
    """Return ``29 Nov 2026``, or ``29 Nov``."""
    said = f"{on.day} {_MONTHS[on.month - 1]}"
    return f"{said} {on.year}" if year else said


@lru_cache(maxsize=4096)
def retold(text: str) -> str:
    """Return ``text`` in English as far as its words are ours."""
    if len(text) > _LONGEST:
        return text
    body = text.strip()
    if not body or not (VIETNAMESE.search(body) or "/" in body):
        return text
    found = _whole(body)
    if found is None:
        found = _of_sentences(body) or _of_parts(body)
    return text.replace(body, found) if found is not None else text


def _whole(text: str) -> str | None:
    """Return the English of one message, day or sum."""
    found = _message(text)
    if found is None:
        found = _day_or_sum(text)
    if found is None and text[-1] in ".:…":
        inner = _message(text[:-1])
        found = inner + text[-1] if inner is not None else None
    return found if found is not None else _put_together(text)


def _message(text: str) -> str | None:
    """Return the English of a message, whatever the case of its first letter."""
    one = catalogue().one
    found = one.get(text)
    if found is not None:
        return found
    first = text[0]
    other = first.lower() if first.isupper() else first.upper()
    found = one.get(other + text[1:])
    if not found:
        return None
    return (found[0].upper() if first.isupper() else found[0].lower()) + found[1:]


def _day_or_sum(text: str) -> str | None:
    head, _space, tail = text.rpartition(" ")
    weekday = WEEKDAYS.get(head.lower())
    if text.lower() in WEEKDAYS:
        return WEEKDAYS[text.lower()]
    if weekday is not None:
        said = _day(tail)
        return f"{weekday} {said}" if said else None
    if _DAY.match(text):
        return _day(text)
    if found := _MONEY.match(text):
        return f"{found[1].replace('.', ',')} ₫"
    if found := _AMOUNT.match(text):
        number = found[1].translate(str.maketrans(",.", ".,"))
        return f"{number} {_UNITS[found[2]][number != '1']}"
    return None


def _day(text: str) -> str | None:
    found = _DAY.match(text) or _DAY_OF_YEAR.match(text)
    if found is None:
        return None
    day, month, *year = (int(part) for part in found.groups())
    if not 1 <= month <= len(_MONTHS):
        return None
    return " ".join([str(day), _MONTHS[month - 1], *map(str, year)])


def _of_sentences(text: str) -> str | None:
    """Return several sentences in English where each of them is known."""
    sentences = _SENTENCES.split(text)
    if len(sentences) == 1:
        return None
    told = [_known(sentence) for sentence in sentences]
    return " ".join(one for one in told if one) if None not in told else None


def _known(text: str) -> str | None:
    return _whole(text) if VIETNAMESE.search(text) else text


def _of_parts(text: str) -> str | None:
    """Return parts set apart by a sign in English; those by a comma only where all are known.

    The dot in the middle is a sign that only our pages set, a comma is anybody's.
    """
    pieces = text.split(" · ")
    if len(pieces) > 1:
        return " · ".join(retold(piece) for piece in pieces)
    ending = text[-1] if text[-1] in ".:" else ""
    parts = _PARTS.split(text.removesuffix(ending) if ending else text)
    if len(parts) == 1:
        return None
    told = [part if number % 2 else _known(part) for number, part in enumerate(parts)]
    return "".join(one or "" for one in told) + ending if None not in told else None


def _put_together(text: str) -> str | None:
    """Return the English of a message with values in it, the values told in English too."""
    if len(text) > _LONGEST_MADE:
        return None
    known = _patterns()
    words = set(_WORD.findall(text))
    near = [one for word in words if word in known for one in known[word]]
    for pattern in sorted(near, key=lambda one: -one.letters):
        found = pattern.made().fullmatch(text)
        if found is not None:
            values = {name: retold(value) for name, value in found.groupdict().items()}
            try:
                return pattern.english % values
            except (KeyError, TypeError, ValueError):
                return None
    return None


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A message with placeholders; ``letters`` says how many it has of its own."""

    vi: str
    english: str
    letters: int

    def made(self) -> re.Pattern[str]:
        """Return what its sentences look like."""
        return _compiled(self.vi)


@cache
def _patterns() -> dict[str, list[_Pattern]]:
    """Return the messages with placeholders, each under the longest word that is surely in it."""
    known: dict[str, list[_Pattern]] = {}
    for vi, english in catalogue().one.items():
        if "%(" not in vi:
            continue
        # A letter beside a placeholder may be the end of another word.
        own = _PLACEHOLDER.sub("\0", vi)
        words = _WORD.findall(re.sub(r"\w*\0\w*", " ", own))
        letters = sum(map(len, words))
        if letters >= _FEWEST_LETTERS and any(VIETNAMESE.search(word) for word in words):
            plain = re.sub(r"(%\(\w+\))d", r"\1s", english)
            rarest = max(words, key=len)
            known.setdefault(rarest, []).append(_Pattern(vi, plain, letters))
    return known


@lru_cache(maxsize=1024)
def _compiled(vi: str) -> re.Pattern[str]:
    return re.compile("".join(_pieces(vi, set())), re.DOTALL)


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
