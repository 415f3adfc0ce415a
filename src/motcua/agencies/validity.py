"""Adding and ending rows that are valid in time, so that no history is overwritten.

A row that follows another ends it the day before; a row put in before a later one ends the
day before that. What was in force on any past day can always be read.
"""

from datetime import date, timedelta
from typing import ClassVar

from django.utils.translation import gettext as _

from motcua.agencies.models import ValidInTime, ValidInTimeQuerySet
from motcua.kernel.errors import DomainError

ONE_DAY = timedelta(days=1)


class ValidityError(DomainError):
    """The days asked for would rewrite history or contradict a row that stands."""

    code: ClassVar[str] = "validity"


def put_in_force(row: ValidInTime, beside: ValidInTimeQuerySet) -> None:
    """Save ``row`` among the rows ``beside`` it that speak of the same thing.

    Call it inside a transaction. Raises ValidityError when one begins on the same day.
    """
    _require_order(row.valid_from, row.valid_to)
    others = beside.exclude(pk=row.pk) if row.pk else beside
    if others.filter(valid_from=row.valid_from).exists():
        raise ValidityError(
            _("Đã có dòng áp dụng từ %(day)s. Xin chọn ngày khác, hoặc kết thúc dòng đó trước.")
            % {"day": f"{row.valid_from:%d/%m/%Y}"}
        )
    later = others.filter(valid_from__gt=row.valid_from).order_by("valid_from").first()
    if later is not None:
        last = later.valid_from - ONE_DAY
        row.valid_to = min(row.valid_to, last) if row.valid_to else last
    others.valid_on(row.valid_from).update(valid_to=row.valid_from - ONE_DAY)
    row.save()


def end(row: ValidInTime, last_day: date) -> None:
    """Let ``row`` hold until ``last_day`` and no longer. Raises ValidityError."""
    if last_day < row.valid_from:
        raise ValidityError(
            _("Dòng này áp dụng từ %(day)s nên không thể kết thúc trước ngày đó.")
            % {"day": f"{row.valid_from:%d/%m/%Y}"}
        )
    row.valid_to = last_day
    row.save(update_fields=["valid_to"])


def _require_order(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise ValidityError(_("Ngày cuối đang trước ngày đầu. Xin xem lại hai ngày."))
