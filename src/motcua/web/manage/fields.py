"""Fields that many of the administrator's forms share, with whole sentences for mistakes."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _, gettext_lazy

from motcua.kernel.layers import clock_time, parse_sessions
from motcua.kernel.workdays import EARLIEST_YEAR, LATEST_YEAR, CalendarError

if TYPE_CHECKING:  # the type of lazy translations exists for type checkers alone
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"
_SESSION: Final = re.compile(r"(\d{1,2})[:hg](\d{2})?\s*(?:-|–|đến)\s*(\d{1,2})[:hg](\d{2})?")
_DAY_FORMATS: Final = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
_EARLIEST: Final = date(EARLIEST_YEAR, 1, 1)
_LATEST: Final = date(LATEST_YEAR, 12, 31)
_YEARS: Final = gettext_lazy("Năm phải từ 1976 đến 2999. Xin xem lại năm.")
CLOSED: Final = "nghỉ"


def text(
    label: Words, missing: Words = "", *, most: int = 255, hint: Words = ""
) -> forms.CharField:
    """Return a line of text, required when there is a sentence for its absence."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=most,
        help_text=hint,
        error_messages={
            "required": missing,
            "max_length": gettext_lazy("Dài quá %(limit_value)d ký tự. Xin viết ngắn lại."),
        },
    )


def long_text(label: Words, missing: Words = "", *, hint: Words = "") -> forms.CharField:
    """Return several lines of text."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=60_000,
        help_text=hint,
        error_messages={
            "required": missing,
            "max_length": gettext_lazy("Dài quá %(limit_value)d ký tự. Xin viết ngắn lại."),
        },
    )


def day(label: Words, missing: Words = "", *, hint: Words = "") -> forms.DateField:
    """Return a day, typed as 26/11/2026."""
    return forms.DateField(
        label=label,
        required=bool(missing),
        input_formats=list(_DAY_FORMATS),
        widget=forms.DateInput(format="%d/%m/%Y"),
        help_text=hint,
        validators=[MinValueValidator(_EARLIEST, _YEARS), MaxValueValidator(_LATEST, _YEARS)],
        error_messages={
            "required": missing,
            "invalid": gettext_lazy("Ngày này không có thật. Xin ghi như 26/11/2026."),
        },
    )


def day_typed(typed: str) -> date:
    """Return the day in ``typed``. Raises ValidationError."""
    cleaned: date = day("", gettext_lazy("Xin ghi ngày.")).clean(typed)
    return cleaned


def whole_number(
    label: Words,
    missing: Words = "",
    *,
    least: int = 0,
    most: int = 1_000_000_000,
    hint: Words = "",
) -> forms.IntegerField:
    """Return a whole number between ``least`` and ``most``."""
    return forms.IntegerField(
        label=label,
        required=bool(missing),
        min_value=least,
        max_value=most,
        help_text=hint,
        error_messages={
            "required": missing,
            "invalid": gettext_lazy("Xin ghi một số nguyên, chỉ gồm chữ số."),
            "min_value": gettext_lazy("Số này phải từ %(limit_value)d trở lên."),
            "max_value": gettext_lazy("Số này lớn quá. Nhiều nhất là %(limit_value)d."),
        },
    )


def choice(
    label: Words,
    choices: Iterable[tuple[str, Words]],
    *,
    required: bool = True,
    hint: Words = "",
) -> forms.ChoiceField:
    """Return one choice out of many."""
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        required=required,
        help_text=hint,
        error_messages={
            "required": gettext_lazy("Xin chọn một dòng."),
            "invalid_choice": gettext_lazy("Lựa chọn này không còn. Xin chọn lại."),
        },
    )


def tick(label: Words) -> forms.BooleanField:
    """Return a yes or no."""
    return forms.BooleanField(label=label, required=False)


class SessionsField(forms.CharField):
    """Sessions of a day, typed as ``07:30-11:30, 13:00-17:00``.

    Cleans to the list that calendars store; ``nghỉ`` to an empty one, nothing to None.
    """

    def clean(self, value: Any) -> list[list[str]] | None:
        """Return the sessions as stored. Raises ValidationError with the calendar's sentence."""
        typed = super().clean(value).strip().lower()
        if not typed:
            return None
        if typed == CLOSED:
            return []
        pieces = [piece.strip() for piece in re.split(r"[,;]|\bvà\b", typed) if piece.strip()]
        sessions = []
        for piece in pieces:
            found = _SESSION.fullmatch(piece)
            if found is None:
                raise ValidationError(
                    _("Chưa đọc được “%(typed)s”. Xin ghi như 07:30-11:30, 13:00-17:00.")
                    % {"typed": piece}
                )
            sessions.append(
                [
                    f"{int(found[1]):02}:{found[2] or '00'}",
                    f"{int(found[3]):02}:{found[4] or '00'}",
                ]
            )
        try:
            read = parse_sessions(sessions)
        except CalendarError as error:
            raise ValidationError(str(error)) from error
        return [[clock_time(start), clock_time(end)] for start, end in read]


def sessions(label: Words, *, hint: Words = "") -> SessionsField:
    """Return a field for the sessions of a day."""
    return SessionsField(label=label, required=False, max_length=120, help_text=hint)


def sessions_text(stored: Sequence[Sequence[str]] | None) -> str:
    """Return stored sessions as they are typed."""
    if stored is None:
        return ""
    return ", ".join(f"{start}-{end}" for start, end in stored) or CLOSED


class LastDayMixin(forms.Form):
    """Refuses a last day before the first one; the form has valid_from and valid_to."""

    def clean(self) -> dict[str, Any]:
        """Compare the two days."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("valid_to", _("Ngày cuối đang trước ngày đầu. Xin xem lại hai ngày."))
        return cleaned
