"""Words that are Vietnamese by value and know their English.

Whatever is stored, signed, sent or compared takes the value, which is Vietnamese whoever reads
the page; only a template takes ``english``. So an officer who works in English writes the same
rows as one who works in Vietnamese, and no service has to know of languages.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self, SupportsIndex

from django.utils.functional import Promise

from motcua.web.languages.reading import reads_english
from motcua.web.languages.retelling import retold


class Told(str):
    """Vietnamese words with their English beside them."""

    __slots__ = ("english",)
    english: str

    def __new__(cls, words: str, english: str = "") -> Self:
        """Keep both; without English the words stand for it."""
        made = super().__new__(cls, words)
        made.english = english or words
        return made

    def __str__(self) -> Self:
        """Return itself: ``str()`` of a lazy text or of an error is not to lose the English."""
        return self

    def __mod__(self, put: Any) -> "Told":
        """Put values into both; those that are told come in English into the English."""
        words = str.__mod__(self, put)
        try:
            english = str.__mod__(self.english, _in_english(put))
        except (KeyError, TypeError, ValueError):  # English words with a placeholder of their own
            english = words
        return Told(words, english)

    def __add__(self, other: str) -> "Told":
        """Put words after both."""
        return Told(str.__add__(self, other), self.english + in_english(other))

    def __radd__(self, other: str) -> "Told":
        """Put words before both."""
        return Told(other + str.__str__(self), in_english(other) + self.english)

    def changed(self, change: Callable[[str], str]) -> "Told":
        """Change both alike."""
        return Told(change(str.__str__(self)), change(self.english))

    def lower(self) -> "Told":
        """Return both in small letters."""
        return self.changed(str.lower)

    def upper(self) -> "Told":
        """Return both in capitals."""
        return self.changed(str.upper)

    def capitalize(self) -> "Told":
        """Return both with a capital first letter."""
        return self.changed(str.capitalize)

    def strip(self, letters: str | None = None, /) -> "Told":
        """Return both without what stands around them."""
        return self.changed(lambda text: text.strip(letters))

    def rstrip(self, letters: str | None = None, /) -> "Told":
        """Return both without what stands after them."""
        return self.changed(lambda text: text.rstrip(letters))

    def removesuffix(self, suffix: str, /) -> "Told":
        """Return both without their ending."""
        return self.changed(lambda text: text.removesuffix(suffix))

    def __getitem__(self, key: SupportsIndex | slice) -> "Told":
        """Return a letter of both, or a part from the beginning or the end."""
        return self.changed(lambda text: text[key])


def in_english(value: object) -> Any:
    """Return what a page in English shows for ``value``; what is no text stays as it is."""
    if isinstance(value, Told):
        return value.english
    if isinstance(value, Promise):
        return in_english(str(value))
    if type(value) is str:
        return retold(value)
    return value


def _in_english(put: Any) -> Any:
    if isinstance(put, Mapping):
        return {name: in_english(value) for name, value in put.items()}
    if isinstance(put, tuple):
        return tuple(in_english(value) for value in put)
    return in_english(put)


def joined(separator: str, parts: Iterable[object]) -> str:
    """Join the parts that there are; where English is read, the whole has it too."""
    said = [str(part) for part in parts if part]
    words = separator.join(said)
    if not reads_english():
        return words
    return Told(words, separator.join(in_english(part) for part in said))
