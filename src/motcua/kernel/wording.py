"""How days, hours and limits are said to a citizen in Vietnamese."""

from datetime import date
from typing import Final

from motcua.kernel.layers import MINUTES_A_DAY

WEEKDAYS: Final = (
    "thứ Hai",
    "thứ Ba",
    "thứ Tư",
    "thứ Năm",
    "thứ Sáu",
    "thứ Bảy",
    "Chủ nhật",
)
_ORDINALS: Final = (
    "nhất",
    "hai",
    "ba",
    "tư",
    "năm",
    "sáu",
    "bảy",
    "tám",
    "chín",
    "mười",
)


def weekday(day: date) -> str:
    """Return ``thứ Năm``."""
    return WEEKDAYS[day.weekday()]


def short_day(day: date) -> str:
    """Return ``12/9``."""
    return f"{day.day}/{day.month}"


def full_day(day: date) -> str:
    """Return ``12/9/2024``."""
    return f"{day.day}/{day.month}/{day.year}"


def named_day(day: date, *, year: bool = False) -> str:
    """Return ``thứ Năm 12/9``, with the year where one asks for it."""
    return f"{weekday(day)} {full_day(day) if year else short_day(day)}"


def capital(text: str) -> str:
    """Return ``text`` with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def clock(minute: int) -> str:
    """Return a minute of the day as ``07:30``."""
    return f"{minute // 60:02}:{minute % 60:02}"


def moment(instant: int, *, year: bool = False) -> str:
    """Return an instant in minutes as ``10:14 thứ Sáu 20/11``."""
    ordinal, minute = divmod(instant, MINUTES_A_DAY)
    return f"{clock(minute)} {named_day(date.fromordinal(ordinal), year=year)}"


def ordinal(number: int) -> str:
    """Return ``thứ nhất``, ``thứ hai`` … and figures after ten."""
    if number <= len(_ORDINALS):
        return f"thứ {_ORDINALS[number - 1]}"
    return f"thứ {number}"


def duration(minutes: int) -> str:
    """Return working minutes as ``2 giờ 30 phút``."""
    hours, rest = divmod(minutes, 60)
    if not rest:
        return f"{hours} giờ"
    return f"{hours} giờ {rest} phút" if hours else f"{rest} phút"
