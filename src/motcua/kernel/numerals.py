"""Whole numbers in Vietnamese words, as receipts must say them. Pure.

mốt after mươi, lăm after a ten, tư after mươi, linh (or lẻ, in the south) for an empty ten.
"""

from typing import Final

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES: Final = ("", "nghìn", "triệu")
_GROUP: Final = 1_000
_BILLION: Final = 1_000_000_000
MOST: Final = 10**18 - 1


def number_words(number: int, *, empty_ten: str = "linh") -> str:
    """Return ``number`` in words: 1_005 is ``một nghìn không trăm linh năm``.

    ``empty_ten`` is the word for an empty ten, ``linh`` or ``lẻ``. Raises ValueError below 0
    and above ``MOST``.
    """
    if not 0 <= number <= MOST:
        raise ValueError(f"no words for {number}")
    return " ".join(_below_billions(number, empty_ten)) or _DIGITS[0]


def dong_words(amount: int, *, empty_ten: str = "linh") -> str:
    """Return an amount as a receipt says it: ``Hai mươi mốt nghìn đồng``."""
    words = number_words(amount, empty_ten=empty_ten)
    return f"{words[0].upper()}{words[1:]} đồng"


def _below_billions(number: int, empty_ten: str, *, is_led: bool = False) -> list[str]:
    """Return the words of ``number``; ``is_led`` when something greater was said before it."""
    above, rest = divmod(number, _BILLION)
    said: list[str] = []
    if above:
        said = [*_below_billions(above, empty_ten, is_led=is_led), "tỷ"]
    for place in (2, 1, 0):
        group = rest // _GROUP**place % _GROUP
        if group:
            led = is_led or bool(said)
            said += _below_thousand(group, empty_ten, is_led=led)
            said += [_SCALES[place]] if place else []
    return said


def _below_thousand(group: int, empty_ten: str, *, is_led: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    said: list[str] = []
    if hundreds or is_led:
        said += [_DIGITS[hundreds], "trăm"]
    if tens == 1:
        said.append("mười")
    elif tens:
        said += [_DIGITS[tens], "mươi"]
    elif ones and said:
        said.append(empty_ten)
    if ones:
        said.append(_ones(ones, tens))
    return said


def _ones(ones: int, tens: int) -> str:
    """Return the last digit, which changes its name after a ten."""
    after_tens = {1: "mốt", 4: "tư", 5: "lăm"}
    if tens > 1 and ones in after_tens:
        return after_tens[ones]
    if tens == 1 and ones == 5:  # noqa: PLR2004 - mười lăm
        return "lăm"
    return _DIGITS[ones]
