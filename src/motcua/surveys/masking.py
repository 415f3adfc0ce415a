"""Proposing what to hide in words of citizens; a person looks at it before others do. Pure."""

import re
from collections.abc import Iterable
from typing import Final

from motcua.kernel.hiding import Hiding

NAME: Final = "[tên người]"
OFFICER: Final = "[cán bộ]"
NUMBER: Final = "[số]"
MAIL: Final = "[thư điện tử]"
_MAIL: Final = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")
_NUMBER: Final = re.compile(r"\+?\d(?:[\s.\-]?\d){6,}")
"""Telephones, personal numbers, accounts: seven digits and more, however they are grouped.

A sum of money may be taken for one; whoever looks puts it back.
"""


def proposed(text: str, *, people: Iterable[str] = (), officers: Iterable[str] = ()) -> str:
    """Return ``text`` with addresses of mail, long numbers and the names given hidden."""
    bare = _NUMBER.sub(NUMBER, _MAIL.sub(MAIL, text))
    masks = dict.fromkeys(filter(None, officers), OFFICER)
    masks |= dict.fromkeys(filter(None, people), NAME)
    return Hiding(masks, own=())(bare)
