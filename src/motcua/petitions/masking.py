"""What a rule would hide before feedback is shown to everybody, and what must be hidden. Pure.

A rule proposes, a person confirms: names written in many ways are for people to see. What is the
petitioner's own, and whatever is plainly a number of somebody, is not left to them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from motcua.kernel.hiding import Hiding
from motcua.kernel.text import mask_name

NAME: Final = "(tên)"
PHONE: Final = "(số điện thoại)"
NUMBER: Final = "(số giấy tờ)"
ADDRESS: Final = "(địa chỉ)"
MAIL: Final = "(thư điện tử)"
_WORDS_OF_A_NAME: Final = 2
_WORDS_SHORTENED_FROM: Final = 3

_BETWEEN: Final = r"[ .\-\u2010-\u2015]?"
_PHONE: Final = re.compile(rf"(?<![\w.\-])(?:\+?84|0)(?:{_BETWEEN}\d){{8,10}}(?![\w\-])")
_LONG_NUMBER: Final = re.compile(rf"(?<![\w.\-])\d(?:{_BETWEEN}\d){{8,13}}(?![\w\-])")
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CAPITAL: Final = r"[A-ZĐÀ-ÝĂÂÊÔƠƯẠ-Ỹ][\w]*"
_TITLE: Final = (
    r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]án bộ|[Cc]ông chức|[Ee]m|[Cc]háu)"
)
_TITLED: Final = re.compile(rf"(?<!\w)({_TITLE})\s+({_CAPITAL}(?:\s+{_CAPITAL}){{0,4}})")
_HOUSE: Final = re.compile(
    r"(?i)(?<!\w)(?:"
    r"(?:số nhà|nhà số|hẻm|ngõ|ngách|kiệt|thửa đất số|thửa số)\s+\d+[\w/\-]*"
    r"|số\s+\d+[\w/\-]*(?=\s+(?:đường|phố)\s)"
    r")(?:\s+(?:đường|phố)\s+[^\s,.;]+(?:\s+[^\s,.;]+)?)?"
)
PLAIN: Final = ((_MAIL, MAIL), (_PHONE, PHONE), (_LONG_NUMBER, NUMBER))


@dataclass(frozen=True, slots=True)
class Own:
    """What the petitioner said of themselves; each may be empty."""

    full_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    number: str = ""

    def masks(self) -> dict[str, str]:
        """Return what must not be told, and what stands in its place."""
        words = self.full_name.split()
        names = [self.full_name] if len(words) >= _WORDS_OF_A_NAME else []
        if len(words) >= _WORDS_SHORTENED_FROM:
            names.append(" ".join(words[-2:]))
        places = [self.address] if self.address else []
        first = self.address.partition(",")[0].strip()
        # The house, not the hamlet: things happen in hamlets.
        if any(letter.isdecimal() for letter in first) and len(first.split()) > 1:
            places.append(first)
        found = dict.fromkeys(names, NAME) | dict.fromkeys(places, ADDRESS)
        for value, mask in ((self.phone, PHONE), (self.email, MAIL), (self.number, NUMBER)):
            if value:
                found[value] = mask
        return found


def proposed(text: str, own: Own, officers: Iterable[str] = ()) -> str:
    """Return ``text`` as the rule would publish it; ``officers`` are names of the agency's own."""
    named = {name: mask_name(name) for name in officers if len(name.split()) > 1}
    shown = Hiding(own.masks(), ())(text)
    for pattern, mask in PLAIN:
        shown = pattern.sub(mask, shown)
    shown = _HOUSE.sub(ADDRESS, shown)
    shown = _TITLED.sub(lambda match: f"{match[1]} {mask_name(match[2])[0]}.", shown)
    return Hiding(named, ())(shown)


def still_told(texts: Mapping[str, str], own: Own) -> list[tuple[str, str]]:
    """Return what must be hidden and is not: the field, and the mask of what stands in it."""
    hiding = Hiding(own.masks(), ())
    kinds = [PHONE, NUMBER, MAIL, NAME, ADDRESS]
    found = []
    for field, text in texts.items():
        hidden = hiding(text)
        found += [
            (field, kind)
            for kind in kinds
            if hidden != text and hidden.count(kind) > text.count(kind)
        ]
        found += [(field, mask) for pattern, mask in PLAIN if pattern.search(text)]
    return list(dict.fromkeys(found))
