"""Days, periods, sums of money and lengths of time that are written in Vietnamese, in English."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_WEEKDAYS: Final = {
    "thứ hai": "Monday",
    "thứ ba": "Tuesday",
    "thứ tư": "Wednesday",
    "thứ năm": "Thursday",
    "thứ sáu": "Friday",
    "thứ bảy": "Saturday",
    "chủ nhật": "Sunday",
}
_ORDINALS: Final = (
    *("nhất", "hai", "ba", "tư", "năm"),
    *("sáu", "bảy", "tám", "chín", "mười"),
)
_UNITS: Final = {
    "ngày làm việc": ("working day", "working days"),
    "giờ làm việc": ("working hour", "working hours"),
    "phút làm việc": ("working minute", "working minutes"),
    "ngày": ("day", "days"),
    "giờ": ("hour", "hours"),
    "phút": ("minute", "minutes"),
    "tháng": ("month", "months"),
    "năm": ("year", "years"),
}
_DAY: Final = r"\d{1,2}/\d{1,2}/\d{4}"
_WEEKDAY: Final = "|".join(_WEEKDAYS)
_AMOUNT: Final = rf"\d[\d.,]* (?:{'|'.join(_UNITS)})"
_NUMBERS: Final = str.maketrans(",.", ".,")


def english_day(on: date, *, year: bool = True) -> str:
    """Return ``29 Nov 2026``, or ``29 Nov``."""
    said = f"{on.day} {_MONTHS[on.month - 1]}"
    return f"{said} {on.year}" if year else said


def measured(text: str) -> str | None:
    """Return the English of ``text`` where it is a day, a period, a sum or a length of time."""
    for pattern, told in _FORMS:
        found = pattern.fullmatch(text)
        if found is not None:
            return told(found)
    return None


def _day(found: re.Match[str]) -> str | None:
    return _named(found[0])


def _named(text: str) -> str | None:
    day, month, *year = (int(part) for part in text.split("/"))
    if not 1 <= month <= len(_MONTHS):
        return None
    return " ".join([str(day), _MONTHS[month - 1], *map(str, year)])


def _weekday(found: re.Match[str]) -> str | None:
    """Tell a weekday, with its day and the hour before it where they are there."""
    weekday, day = _WEEKDAYS[found[2].lower()], found[3]
    said = _named(day) if day else ""
    return None if said is None else " ".join(filter(None, (found[1], weekday, said)))


def _amount(found: re.Match[str]) -> str:
    number, _space, unit = found[0].partition(" ")
    return f"{number.translate(_NUMBERS)} {_UNITS[unit][number != '1']}"


def _left(found: re.Match[str]) -> str | None:
    said = measured(found[2])
    is_left = found[1].lower() == "còn"
    return f"{said} left" if is_left else f"{said} overdue"


def _ordinal(found: re.Match[str]) -> str:
    number = _ORDINALS.index(found[1]) + 1 if found[1] in _ORDINALS else found[1]
    head = found[0].lower()
    name = "Working day " if head.startswith("ngày làm việc") else ""
    if not name and head.startswith("ngày"):
        name = "Day "
    return f"{name if found[0][0].isupper() else name.lower()}{number}"


def _forms(
    *forms: tuple[str, Callable[[re.Match[str]], str | None]],
) -> list[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]]:
    return [(re.compile(pattern, re.IGNORECASE), told) for pattern, told in forms]


_FORMS: Final = _forms(
    (_DAY, _day),
    (rf"(?:(\d\d:\d\d) )?({_WEEKDAY})(?: (\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?))?", _weekday),
    (rf"(\d\d:\d\d),? ({_DAY})", lambda found: f"{found[1]}, {_named(found[2])}"),
    (rf"từ ({_DAY}) đến ({_DAY})", lambda one: f"{_named(one[1])} to {_named(one[2])}"),
    (r"(\d{1,3}(?:\.\d{3})*) đồng", lambda found: f"{found[1].replace('.', ',')} ₫"),
    (_AMOUNT, _amount),
    (r"\d{1,3}(?:\.\d{3})*,\d+", lambda found: found[0].translate(_NUMBERS)),
    (r"(\d+ giờ) (\d+ phút)", lambda one: f"{measured(one[1])} {measured(one[2])}"),
    (rf"(còn|quá) ({_AMOUNT})", _left),
    (rf"(?:ngày |ngày làm việc )?thứ ({'|'.join(_ORDINALS)}|\d+)", _ordinal),
    (
        r"quý ([IV]+)/(\d{4})",
        lambda one: f"Q{('I', 'II', 'III', 'IV').index(one[1]) + 1} {one[2]}",
    ),
    (r"tháng (\d{1,2})/(\d{4})", lambda one: f"{_MONTHS[(int(one[1]) - 1) % 12]} {one[2]}"),
    (r"năm (\d{4})", lambda one: one[1]),
    (r"(\d) tháng đầu năm (\d{4})", lambda one: f"first {one[1]} months of {one[2]}"),
    (r"(\d) tháng năm (\d{4})", lambda one: f"{one[1]} months of {one[2]}"),
)
