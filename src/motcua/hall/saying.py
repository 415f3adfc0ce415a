"""How a called number is said aloud. Pure."""

from typing import Final

from motcua.kernel.numerals import number_words

_LETTERS: Final = {
    "A": "a", "B": "bê", "C": "xê", "D": "dê", "E": "e", "G": "giê", "H": "hát", "I": "i",
    "K": "ca", "L": "lờ", "M": "mờ", "N": "nờ", "O": "o", "P": "pê", "Q": "quy", "R": "rờ",
    "S": "sờ", "T": "tê", "U": "u", "V": "vê", "X": "ích", "Y": "i dài",
}  # fmt: skip
LETTERS: Final = tuple(_LETTERS)
"""Letters that a group may have: those of Vietnamese that no ear takes for another."""


def spoken_code(code: str) -> str:
    """Return a ticket's code digit by digit, as halls call it: ``a không một hai``."""
    return " ".join(
        _LETTERS.get(letter, letter) if letter.isalpha() else number_words(int(letter))
        for letter in code
    )


def spoken_call(code: str, counter: str) -> str:
    """Return the sentence of the loudspeaker: ``Mời số a không một hai đến quầy 3``."""
    place = (
        counter
        if counter.lower().startswith(("quầy", "bàn", "phòng", "ô "))
        else f"quầy {counter}"
    )
    return f"Mời số {spoken_code(code)} đến {place[0].lower()}{place[1:]}"
