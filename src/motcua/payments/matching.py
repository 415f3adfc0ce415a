"""Finding our numbers in what a bank says of a transfer. Pure."""

import re
from typing import Final

PREFIX: Final = "MC"
ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No letter that looks like another: people copy the number by hand."""
NUMBER_LENGTH: Final = 12
_NUMBER: Final = re.compile(f"{PREFIX}[{ALPHABET}]{{{NUMBER_LENGTH - len(PREFIX)}}}")
_ELSE: Final = re.compile(r"[^0-9A-Z]+")


def numbers_in(content: str) -> list[str]:
    """Return the numbers of orders in ``content``, each once, as banks may have mangled them.

    Banks change case and put in spaces, dots or dashes, also in the middle of a word.
    """
    squeezed = _ELSE.sub("", content.upper())
    return list(dict.fromkeys(_NUMBER.findall(squeezed)))
