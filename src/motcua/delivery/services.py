"""Everything that writes about parcels: handed over, placed with the post, news, cash."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.selectors import calendar_of
from motcua.delivery import news as hearing, post
from motcua.delivery.lifecycle import (
    OVER,
    EventKind,
    ParcelState,
    Told,
    kept_the_rule,
    standing,
)
from motcua.delivery.models import HandOver, IncomingParcel, Parcel, ParcelEvent, Remittance
from motcua.delivery.post import News
from motcua.kernel.errors import DomainError
from motcua.kernel.signed_json import CallError

logger = logging.getLogger(__name__)

BATCH: Final = 20
ASK_AGAIN: Final = timedelta(hours=6)
"""How long after the last word the post is asked itself: what its callback lost is found so."""
LONGEST_PAUSE: Final = timedelta(hours=6)
SILENT: Final = timedelta(days=7)
"""A parcel of which nothing was heard for so long is shown to the desk."""


class DeliveryError(DomainError):
    """The parcel cannot be handed over, or the money not reconciled, that way."""

    code: ClassVar[str] = "delivery"


@dataclass(frozen=True, slots=True)
class NewParcel:
    """A parcel to hand over; ``tracking_number`` "" lets the post give one."""

    reference: str
    recipient: str
    phone: str
    address: str
    tracking_number: str = ""
    cash_dong: int = 0


@dataclass(frozen=True, slots=True)
class Brought:
    """A line of what the post brings in."""

    tracking_number: str
    sender: str
    content: str
    is_whole: bool = True


def hand_over(
    parcels: Sequence[NewParcel],
    *,
    agency: Agency,
    number: int,
    postman: str,
    actor: Actor,
    at: datetime,
) -> HandOver:
    """Write the hand-over record of ``parcels``; call it in the transaction of the act.

    Raises DeliveryError when one is at the post already, has no address, or a parcel's number
    is taken.
    """
    record = _record(agency, number, postman, actor, at, is_incoming=False)
    for parcel in parcels:
        if not parcel.address.strip():
            raise DeliveryError(
                _("Hồ sơ của %(name)s chưa có địa chỉ nhận. Xin ghi địa chỉ trước khi gửi.")
                % {"name": parcel.recipient}
            )
        typed = parcel.tracking_number.strip().upper()[:40]
        if typed and Parcel.objects.filter(tracking_number=typed).exists():
            raise DeliveryError(
                _("Số hiệu bưu gửi %(n)s đã dùng cho hồ sơ khác. Xin quét lại.") % {"n": typed}
            )
        if Parcel.objects.filter(reference=parcel.reference, settled_at__isnull=True).exists():
            raise DeliveryError(_("Kết quả này đang ở bưu chính. Xin tải lại trang."))
        Parcel.objects.create(
            reference=parcel.reference,
            agency=agency,
            hand_over=record,
            recipient=parcel.recipient[:255],
            phone=parcel.phone[:32],
            address=parcel.address.strip()[:255],
            tracking_number=typed or None,
            cash_dong=parcel.cash_dong,
            handed_at=at,
            heard_at=at,
            next_call_at=at,
        )
    return record


@transaction.atomic
def take_in(
    brought: Sequence[Brought],
    *,
    agency: Agency,
    number: int,
    postman: str,
    signed_at: datetime,
    actor: Actor,
) -> HandOver:
    """Write the record of what the post brings in; ``signed_at`` is the instant of lodging.

    Raises DeliveryError for an empty record, a parcel without number or sender, or one that
    was brought before.
    """
    if not brought:
        raise DeliveryError(_("Xin ghi ít nhất một bưu gửi."))
    record = _record(agency, number, postman, actor, signed_at, is_incoming=True)
    seen: set[str] = set()
    for order, line in enumerate(brought, start=1):
        typed = line.tracking_number.strip().upper()[:40]
        if not typed or not line.sender.strip():
            raise DeliveryError(
                _("Dòng %(n)d: xin ghi đủ số hiệu bưu gửi và người gửi.") % {"n": order}
            )
        known = IncomingParcel.objects.filter(tracking_number=typed).exists()
        if known or typed in seen:
            raise DeliveryError(_("Bưu gửi %(n)s đã ghi rồi. Xin xem lại số hiệu.") % {"n": typed})
        seen.add(typed)
        IncomingParcel.objects.create(
            hand_over=record,
            order=order,
            tracking_number=typed,
            sender=line.sender.strip()[:255],
            content=line.content.strip()[:255],
            is_whole=line.is_whole,
        )
    return record


def _record(
    agency: Agency, number: int, postman: str, actor: Actor, at: datetime, *, is_incoming: bool
) -> HandOver:
    if not postman.strip():
        raise DeliveryError(_("Xin ghi tên nhân viên bưu chính ký biên bản."))
    return HandOver.objects.create(
        agency=agency,
        is_incoming=is_incoming,
        number=number,
        signed_at=at,
        postman=postman.strip()[:120],
        officer_id=actor.officer_id,
    )


def call_the_post(at: datetime) -> int:
    """Place what the post does not know yet and ask after what is silent; return how many.

    Each in its own transaction with its row locked, so two workers never do the same.
    """
    if not post.is_open():
        return 0
    due = Parcel.objects.filter(settled_at__isnull=True, next_call_at__lte=at)
    keys = list(due.order_by("next_call_at", "id").values_list("pk", flat=True)[:BATCH])
    return sum(_call_about(key, at) for key in keys)


@transaction.atomic
def _call_about(parcel_id: int, at: datetime) -> bool:
    parcel = (
        Parcel.objects.select_for_update(skip_locked=True)
        .filter(pk=parcel_id, settled_at__isnull=True, next_call_at__lte=at)
        .first()
    )
    if parcel is None:
        return False
    try:
        if parcel.placed_at is None:
            parcel.tracking_number = post.place(parcel, at=at)
            parcel.placed_at = at
            told: list[News] = []
        else:
            told = post.ask(parcel, at=at)
    except CallError as error:
        parcel.placing_count = min(parcel.placing_count + 1, 1000)
        parcel.last_error = str(error)[:255]
        pause = min(timedelta(minutes=2 ** min(parcel.placing_count - 1, 10)), LONGEST_PAUSE)
        parcel.next_call_at = at + pause
        parcel.save(update_fields=["placing_count", "last_error", "next_call_at"])
        return True
    parcel.placing_count, parcel.last_error = 0, ""
    parcel.next_call_at = at + ASK_AGAIN
    parcel.save(
        update_fields=[
            "tracking_number",
            "placed_at",
            "placing_count",
            "last_error",
            "next_call_at",
        ]
    )
    _take(parcel, told, at)
    return True


def take_news(ref: str, news: Iterable[News], *, at: datetime) -> bool:
    """Take what the post called back with; False when no parcel has that ``ref``."""
    with transaction.atomic():
        parcel = Parcel.objects.select_for_update().filter(ref=ref).first()
        if parcel is None:
            return False
        _take(parcel, news, at)
    return True


def _take(parcel: Parcel, news: Iterable[News], at: datetime) -> None:
    """Keep ``news`` of a parcel whose row is held, and read anew where it is."""
    listed = list(news)
    known = set(parcel.events.values_list("key", flat=True))
    fresh = {one.key: one for one in listed if one.key not in known}
    if not fresh:
        return
    ParcelEvent.objects.bulk_create(
        ParcelEvent(
            parcel=parcel,
            key=one.key,
            kind=one.kind,
            happened_at=one.happened_at,
            told_at=at,
            place=one.place,
            note=one.note,
        )
        for one in fresh.values()
    )
    for one in fresh.values():
        if one.kind is EventKind.DELIVERED:
            parcel.collector, parcel.collector_proof = one.collector, one.collector_proof
            parcel.cash_collected_dong = one.cash_dong
    _read_anew(parcel, at)


def _read_anew(parcel: Parcel, at: datetime) -> None:
    told = [
        Told(EventKind(kind), happened_at)
        for kind, happened_at in parcel.events.values_list("kind", "happened_at")
    ]
    where = standing(told, is_handed=True)
    was_over = parcel.settled_at is not None
    before = parcel.state
    parcel.state, parcel.attempts_count = where.state, len(where.attempts)
    parcel.heard_at = at
    parcel.problem = _problem(parcel, where.state, where.attempts)
    if where.state in OVER and not was_over:
        parcel.settled_at = where.since
    parcel.save()
    # What is over stays over: the post's second thoughts are for the desk to read.
    if not was_over and parcel.state != before:
        hearing.tell(parcel, at)


def _problem(parcel: Parcel, state: ParcelState, attempts: tuple[datetime, ...]) -> str:
    """Say what of this parcel somebody should look at; "" when nothing."""
    if state is ParcelState.LOST:
        return _("Bưu chính báo thất lạc. Xin lập biên bản và xin cấp lại kết quả.")
    if state is ParcelState.BACK and not kept_the_rule(attempts, calendar_of(parcel.agency)):
        return _("Bưu chính trả về khi chưa phát đủ hai lần, cách nhau hai ngày làm việc.")
    if state is ParcelState.DELIVERED and (parcel.cash_collected_dong or 0) != parcel.cash_dong:
        return _("Số tiền bưu chính thu khác số phải thu hộ.")
    return parcel.problem if state is ParcelState.DELIVERED else ""


@transaction.atomic
def reconcile(
    lines: Mapping[str, int], *, agency: Agency, document: str, actor: Actor, at: datetime
) -> Remittance:
    """Take the post's list of cash: parcel numbers and what was collected for each.

    All or nothing. Raises DeliveryError, which names the first line that does not agree.
    """
    document = document.strip()[:60]
    if not document or not lines:
        raise DeliveryError(_("Xin ghi số bảng kê và ít nhất một dòng."))
    if Remittance.objects.filter(agency=agency, document=document).exists():
        raise DeliveryError(_("Bảng kê số %(n)s đã đối soát rồi.") % {"n": document})
    found = {
        parcel.tracking_number: parcel
        for parcel in Parcel.objects.select_for_update()
        .filter(agency=agency, tracking_number__in=sorted(lines))
        .order_by("pk")
    }
    for number, amount in lines.items():
        _check_line(number, amount, found.get(number))
    remittance = Remittance.objects.create(
        agency=agency,
        document=document,
        total_dong=sum(lines.values()),
        received_at=at,
        received_by_id=actor.officer_id,
    )
    Parcel.objects.filter(pk__in=[parcel.pk for parcel in found.values()]).update(
        remittance=remittance
    )
    return remittance


def _check_line(number: str, amount: int, parcel: Parcel | None) -> None:
    if parcel is None:
        raise DeliveryError(_("Không có bưu gửi nào mang số %(n)s.") % {"n": number})
    if parcel.remittance_id is not None:
        raise DeliveryError(_("Bưu gửi %(n)s đã nộp tiền theo bảng kê khác.") % {"n": number})
    if parcel.state != ParcelState.DELIVERED or not parcel.cash_collected_dong:
        raise DeliveryError(_("Bưu gửi %(n)s chưa có tiền thu hộ.") % {"n": number})
    if parcel.cash_collected_dong != amount:
        raise DeliveryError(
            _("Bưu gửi %(n)s: bảng kê ghi %(listed)d đồng, bưu chính báo đã thu %(known)d đồng.")
            % {"n": number, "listed": amount, "known": parcel.cash_collected_dong}
        )
