"""Vietnamese text: one spelling, one folding, one order, one way of hiding numbers.

PostgreSQL as we ship it has no ``unaccent`` and no ICU collation, so folded text and
sort keys are computed here into plain columns.
"""

import re
import unicodedata
from typing import Final

# Two hooks and strokes that Unicode does not decompose; U+00D0 is the Icelandic letter
# that old Vietnamese data carry in place of Đ.
_STROKES: Final = str.maketrans({"đ": "d", "Đ": "D", "Ð": "D", "ð": "d"})
_D_REPAIR: Final = str.maketrans({"Ð": "Đ", "ð": "đ"})
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")

_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_SHAPES: Final = frozenset({_CIRCUMFLEX, _BREVE, _HORN})
# Order of the tones in Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}

_PUNCTUATION: Final = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_FIRST_WEIGHT: Final = 0x22
_WEIGHTS: Final = {
    letter: chr(_FIRST_WEIGHT + place)
    for place, letter in enumerate(_PUNCTUATION + "0123456789" + _ALPHABET)
}
# Below every weight, so that "An" comes before "An Ngãi" and "Anh".
_LEVEL_SEPARATOR: Final = "!"
_BEYOND_THE_ALPHABET: Final = "~"
_FOREIGN_MARK: Final = "9"
_TYPOGRAPHIC: Final = str.maketrans({"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"'})

_PERSONAL_ID_LENGTH: Final = 12


def nfc(text: str) -> str:
    """Return ``text`` precomposed, also where the marks were typed in the wrong order.

    Some keyboards send tilde before circumflex; plain NFC leaves such an ``ễ`` in
    three pieces that compare unequal to every other spelling of it.
    """
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    if not any(unicodedata.combining(character) for character in composed):
        return composed
    return unicodedata.normalize("NFC", _shapes_first(unicodedata.normalize("NFD", text)))


def _shapes_first(decomposed: str) -> str:
    """Move the marks that make a letter (â, ă, ơ) before those that give it a tone."""
    letters: list[str] = []
    for character in decomposed:
        if character in _SHAPES and letters and letters[-1][-1] in _TONES:
            letters[-1] = letters[-1][:-1] + character + letters[-1][-1]
        elif unicodedata.combining(character) and letters:
            letters[-1] += character
        else:
            letters.append(character)
    return "".join(letters)


def clean(text: str) -> str:
    """Return ``text`` as it should be stored: NFC, no invisible marks, single spaces.

    The Icelandic ``Ð`` of old data becomes ``Đ``.
    """
    visible = _INVISIBLE.sub("", text).translate(_D_REPAIR)
    return " ".join(nfc(visible).split())


def without_marks(text: str) -> str:
    """Return ``text`` without Vietnamese marks, in its own case: ``Bà Rịa`` → ``Ba Ria``."""
    decomposed = unicodedata.normalize("NFD", text.translate(_STROKES))
    return "".join(piece for piece in decomposed if not unicodedata.combining(piece))


def fold(text: str) -> str:
    """Return the form in which text is searched: lower case, no marks, ``đ`` as ``d``."""
    return " ".join(without_marks(_INVISIBLE.sub("", text)).lower().split())


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """Return ``text`` folded one character after the other, and from where each one comes.

    Blanks stay as they are, so that a place in the one leads to a place in the other.
    """
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if _INVISIBLE.match(character):
            continue
        for letter in without_marks(character).lower():
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def slug(text: str) -> str:
    """Return ``text`` fit for an address: ``Bà Rịa - Vũng Tàu`` → ``ba-ria-vung-tau``."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def sort_key(text: str) -> str:
    """Return a key whose code-point order is the Vietnamese order of ``text``.

    Letters decide first (a ă â … d đ … o ô ơ … u ư), over the whole text; then tones
    (ngang, huyền, hỏi, ngã, sắc, nặng); then small before capital. The key is plain
    text for a column collated "C".
    """
    primary: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    for character in nfc(text).translate(_TYPOGRAPHIC):
        letter, tone = _letter_and_tone(character)
        small = letter.lower()
        primary.append(_WEIGHTS.get(small) or _BEYOND_THE_ALPHABET + small)
        tones.append(tone)
        cases.append("0" if letter == small else "1")
    return _LEVEL_SEPARATOR.join(("".join(primary), "".join(tones), "".join(cases)))


def given_name_sort_key(name: str) -> str:
    """Return a key that orders persons by given name (the last word), then in full."""
    words = name.split()
    if not words:
        return sort_key(name)
    return sort_key(words[-1]) + _LEVEL_SEPARATOR + sort_key(" ".join(words))


def _letter_and_tone(character: str) -> tuple[str, str]:
    """Split one precomposed character into its letter of the alphabet and its tone."""
    if character.isascii():
        return character, "0"
    pieces = unicodedata.normalize("NFD", character)
    tone = "0"
    letter = ""
    for piece in pieces:
        if piece in _TONES:
            tone = _TONES[piece]
        else:
            letter += piece
    letter = unicodedata.normalize("NFC", letter)
    if letter.lower() not in _WEIGHTS and pieces[0].lower() in _WEIGHTS:
        return pieces[0], _FOREIGN_MARK
    return letter, tone


def mask_number(number: str) -> str:
    """Hide the middle of an identity number: ``077*****213``.

    Five stars whatever the length, so that the mask does not tell a nine-digit card
    from a twelve-digit one. A short number is hidden whole.
    """
    if len(number) < _PERSONAL_ID_LENGTH // 2 + 2:
        return "*****"
    return f"{number[:3]}*****{number[-3:]}"


def mask_phone(phone: str) -> str:
    """Hide a telephone number but its last three digits: ``*******567``."""
    digits = re.sub(r"\D", "", phone)
    return "*******" + digits[-3:] if len(digits) > len("***") * 2 else "*******"


def mask_name(name: str) -> str:
    """Keep a person's family name, shorten the rest: ``Lê Thị Hoà`` → ``Lê T. H.``."""
    words = clean(name).split(" ")
    return " ".join([words[0], *(f"{word[0]}." for word in words[1:])])
