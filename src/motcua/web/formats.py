"""How dates, times, amounts and shares are written for people in Vietnam.

For who reads English each knows its English too; the value stays Vietnamese.

Instants are told in Vietnam's time whatever the zone they come in; days are told as they are.
"""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Final

from django.utils.translation import gettext, gettext_lazy as _

from motcua.kernel.clock import VIETNAM
from motcua.kernel.money import Dong, format_dong
from motcua.web.languages.measures import english_day
from motcua.web.languages.reading import reads_english
from motcua.web.languages.told import Told

WEEKDAYS: Final = (
    _("thứ Hai"),
    _("thứ Ba"),
    _("thứ Tư"),
    _("thứ Năm"),
    _("thứ Sáu"),
    _("thứ Bảy"),
    _("Chủ nhật"),
)
WEEKDAYS_SHORT: Final = (_("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"), _("CN"))
NO_BREAK: Final = "\N{NO-BREAK SPACE}"
ONE_DAY: Final = timedelta(days=1)
KILO: Final = 1000


def _local(value: date) -> date:
    """Return an instant in Vietnam's time, and a day as it is."""
    if isinstance(value, datetime):
        return value.astimezone(VIETNAM)
    return value


def _said(words: str, english: str) -> str:
    """Return ``words``, with their English where it is read."""
    return Told(words, english) if reads_english() else words


def weekday(value: date) -> str:
    """Return the weekday as inside a sentence: ``thứ Năm``."""
    return str(WEEKDAYS[_local(value).weekday()])


def weekday_title(value: date) -> str:
    """Return the weekday as at the head of a line: ``Thứ Năm``."""
    name = weekday(value)
    return name[:1].upper() + name[1:]


def day(value: date) -> str:
    """Return the day in full: ``26/11/2026``, ``26 Nov 2026``."""
    on = _local(value)
    return _said(f"{on:%d/%m/%Y}", english_day(on))


def day_month(value: date) -> str:
    """Return the day without its year: ``26/11``, ``26 Nov``."""
    on = _local(value)
    return _said(f"{on:%d/%m}", english_day(on, year=False))


def weekday_day(value: date) -> str:
    """Return ``thứ Năm 26/11``."""
    return weekday(value) + " " + day_month(value)


def weekday_day_year(value: date) -> str:
    """Return ``thứ Năm 26/11/2026``."""
    return weekday(value) + " " + day(value)


def hour(value: datetime) -> str:
    """Return the time of day: ``17:00``."""
    return f"{_local(value):%H:%M}"


def moment(value: datetime) -> str:
    """Return ``thứ Sáu 20/11, 10:14``."""
    return weekday_day(value) + ", " + hour(value)


def moment_year(value: datetime) -> str:
    """Return ``10:14, 20/11/2026``: an instant that may be long past."""
    return hour(value) + ", " + day(value)


def short_moment(value: datetime, today: date) -> str:
    """Return an instant for a narrow column: ``Hôm nay 17:00``, ``T6 20/11 17:00``.

    The year is added when it is not that of ``today``.
    """
    # Lists write hundreds of them: put into Vietnam's time once, not for each part.
    local = value.astimezone(VIETNAM)
    on, at = local.date(), f"{local.hour:02}:{local.minute:02}"
    if on == today:
        return gettext("Hôm nay %(hour)s") % {"hour": at}
    if on == today - ONE_DAY:
        return gettext("Hôm qua %(hour)s") % {"hour": at}
    is_near = on.year == today.year
    if reads_english():
        return (
            str(WEEKDAYS_SHORT[on.weekday()])
            + " "
            + (day_month if is_near else day)(on)
            + f" {at}"
        )
    year = "" if is_near else f"/{on.year:04}"
    return f"{_short_weekday(on.weekday())} {on.day:02}/{on.month:02}{year} {at}"


@cache
def _short_weekday(number: int) -> str:
    return str(WEEKDAYS_SHORT[number])


def leaf_month(value: date) -> str:
    """Return the head of a calendar leaf: ``Tháng 11 · 2026``."""
    on = _local(value)
    said = gettext("Tháng %(month)s · %(year)s") % {"month": on.month, "year": on.year}
    return _said(said, f"{on:%B} · {on.year}")


def leaf_day(value: date) -> int:
    """Return the great number of a calendar leaf: the day of the month in Vietnam."""
    return _local(value).day


def machine(value: date) -> str:
    """Return the ``datetime`` attribute of a ``<time>``, with ``+07:00`` for an instant."""
    local = _local(value)
    if isinstance(local, datetime):
        return local.isoformat(timespec="minutes")
    return local.isoformat()


def number(value: int) -> str:
    """Return a whole number with points between thousands: ``2.642``, ``2,642``."""
    english = f"{value:,}"
    return _said(english.replace(",", "."), english)


def decimal(value: float | Decimal, places: int = 1) -> str:
    """Return a number with a decimal comma, halves rounded away from zero: ``1.234,5``."""
    step = Decimal(1).scaleb(-places)
    rounded = Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)
    english = f"{rounded:,}"
    return _said(english.translate(str.maketrans(",.", ".,")), english)


def dong(amount: Dong) -> str:
    """Return an amount of money: ``1.250.000 đồng``, ``1,250,000 ₫``."""
    return _said(format_dong(amount), f"{amount:,} ₫")


def percent(numerator: int, denominator: int, places: int = 1) -> str:
    """Return ``numerator`` of ``denominator`` in per cent: ``99,6 %``.

    A share of nothing is a dash, never zero: nothing was measured.
    """
    if not denominator:
        return "–"
    share = Decimal(100 * numerator) / Decimal(denominator)
    return decimal(share, places) + f"{NO_BREAK}%"


def file_size(size: int) -> str:
    """Return a size in bytes as a person reads it: ``412 kB``, ``1,3 MB``."""
    if size < KILO:
        return f"{size}{NO_BREAK}B"
    if size < KILO * KILO:
        return decimal(Decimal(size) / KILO, 0) + f"{NO_BREAK}kB"
    return decimal(Decimal(size) / KILO / KILO) + f"{NO_BREAK}MB"
