"""A cashier's day: what was there, what came and went by method, what was counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.money import Dong, format_dong
from motcua.payments.models import DESK_METHODS, CashDay, Payment, PaymentMethod, Refund


class CashError(DomainError):
    """The day cannot be closed like that."""

    code: ClassVar[str] = "cash"


@dataclass(frozen=True, slots=True)
class Takings:
    """What one officer took and gave back on one day, by method: pairs of count and đồng."""

    taken: Mapping[str, tuple[int, int]]
    given: Mapping[str, tuple[int, int]]

    @property
    def cash_dong(self) -> int:
        """Return by how much the cash in the drawer grew."""
        return self.taken[PaymentMethod.CASH][1] - self.given[PaymentMethod.CASH][1]

    def as_totals(self) -> dict[str, Any]:
        """Return what a closed day keeps."""
        return {
            "taken": {str(method): list(pair) for method, pair in self.taken.items()},
            "given": {str(method): list(pair) for method, pair in self.given.items()},
        }


def takings(officer_id: int, agency_id: int, day: date) -> Takings:
    """Return what ``officer_id`` took and gave back for ``agency_id`` on ``day``. Two queries."""
    begin = datetime.combine(day, time(), tzinfo=clock.VIETNAM)
    end = begin + timedelta(days=1)
    taken = Payment.objects.filter(
        received_by_id=officer_id,
        received_at__gte=begin,
        received_at__lt=end,
        order__agency_id=agency_id,
    )
    given = Refund.objects.filter(
        paid_by_id=officer_id,
        paid_at__gte=begin,
        paid_at__lt=end,
        payment__order__agency_id=agency_id,
    )
    return Takings(_by_method(taken), _by_method(given))


def _by_method(rows: Any) -> dict[str, tuple[int, int]]:
    found = {
        method: (count, amount)
        for method, count, amount in rows.values_list("method")
        .annotate(Count("pk"), Sum("amount_dong"))
        .order_by()
    }
    wanted = [*DESK_METHODS, *(method for method in found if method not in DESK_METHODS)]
    return {str(method): found.get(method, (0, 0)) for method in wanted}


def last_counted(officer_id: int, agency_id: int, day: date) -> int:
    """Return what was counted when the cashier's last day before ``day`` was closed."""
    before = CashDay.objects.filter(officer_id=officer_id, agency_id=agency_id, day__lt=day)
    found = before.order_by("-day").values_list("counted_dong", flat=True).first()
    return int(found or 0)


def close_day(
    *,
    agency_id: int,
    opening_dong: int,
    counted_dong: int,
    reason: str,
    actor: Actor,
    at: datetime,
) -> CashDay:
    """Close today's cash of ``actor``; a difference needs a reason. Raises CashError."""
    day = clock.day_of(at)
    if actor.officer_id is None:
        raise CashError(_("Sổ quỹ là của từng thủ quỹ."))
    found = takings(actor.officer_id, agency_id, day)
    expected = opening_dong + found.cash_dong
    if counted_dong != expected and not reason.strip():
        raise CashError(
            _(
                "Đếm được %(counted)s mà sổ là %(expected)s. Xin đếm lại, "
                "hoặc ghi lý do chênh lệch."
            )
            % {
                "counted": format_dong(Dong(counted_dong)),
                "expected": format_dong(Dong(expected)),
            }
        )
    try:
        with transaction.atomic():
            closed: CashDay = CashDay.objects.create(
                agency_id=agency_id,
                officer_id=actor.officer_id,
                day=day,
                opening_dong=opening_dong,
                totals=found.as_totals(),
                expected_dong=expected,
                counted_dong=counted_dong,
                reason=reason.strip()[:255] if counted_dong != expected else "",
                closed_at=at,
            )
    except IntegrityError:
        raise CashError(_("Sổ quỹ hôm nay đã khóa.")) from None
    return closed


def see_day(row: CashDay, *, actor: Actor, at: datetime) -> None:
    """Note that the head has seen a closed day; one's own does not count. Raises CashError."""
    if not actor.has(Role.HEAD_OF_DESK, Role.APPROVER, agency_id=row.agency_id):
        raise CashError(_("Lãnh đạo của cơ quan mới xác nhận được sổ quỹ."))
    if row.officer_id == actor.officer_id:
        raise CashError(_("Người khóa sổ không tự xác nhận được."))
    CashDay.objects.filter(pk=row.pk, seen_at__isnull=True).update(
        seen_at=at, seen_by_id=actor.officer_id
    )
