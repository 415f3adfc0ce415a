"""What is handed to the public post and comes from it, and the money it collects for us."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer
from motcua.delivery.lifecycle import EventKind, ParcelState


def _choices(kind: type[ParcelState] | type[EventKind]) -> list[tuple[str, str]]:
    return [(member.value, member.label) for member in kind]


class HandOver(models.Model):
    """A record of parcels changing hands between an officer and a postman (biên bản giao nhận).

    ``is_incoming`` is one by which the post brings in what people lodge; the instant of its
    signature is then the instant of lodging. Legal source: Quyết định 45/2016/QĐ-TTg.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    is_incoming = models.BooleanField(_("bưu chính giao đến"), default=False)
    number = models.PositiveIntegerField(_("số trong năm"))
    signed_at = models.DateTimeField(_("ký lúc"))
    postman = models.CharField(_("nhân viên bưu chính"), max_length=120)
    officer = models.ForeignKey(
        Officer,
        verbose_name=_("cán bộ"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("biên bản giao nhận bưu chính")
        verbose_name_plural = _("biên bản giao nhận bưu chính")
        ordering = ["-signed_at", "-id"]
        indexes = [
            # The latest records of an agency.
            models.Index(name="handover_of_agency", fields=["agency", "-signed_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class IncomingParcel(models.Model):
    """One dossier that the post brought: a line of the hand-over record.

    ``draft_ref`` is what the desk opened for it, until then None.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    hand_over = models.ForeignKey(
        HandOver, verbose_name=_("biên bản"), on_delete=models.CASCADE, related_name="incoming"
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    tracking_number = models.CharField(_("số hiệu bưu gửi"), max_length=40)
    sender = models.CharField(_("người gửi"), max_length=255)
    content = models.CharField(_("hồ sơ"), max_length=255, blank=True)
    is_whole = models.BooleanField(_("nguyên vẹn, đủ giấy tờ như phiếu gửi"), default=True)
    draft_ref = models.UUIDField(_("bản nháp"), null=True, blank=True)

    class Meta:
        verbose_name = _("bưu gửi nộp hồ sơ")
        verbose_name_plural = _("bưu gửi nộp hồ sơ")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["hand_over", "order"], name="incoming_order_once"),
            # A parcel is brought once.
            models.UniqueConstraint(fields=["tracking_number"], name="incoming_parcel_once"),
        ]

    def __str__(self) -> str:
        return self.tracking_number


class Remittance(models.Model):
    """A list of cash that the post collected and pays over, reconciled by a cashier."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    document = models.CharField(_("số bảng kê"), max_length=60)
    total_dong = models.PositiveBigIntegerField(_("tổng số tiền (đồng)"))
    received_at = models.DateTimeField(_("đối soát lúc"))
    received_by = models.ForeignKey(
        Officer,
        verbose_name=_("người đối soát"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("bảng kê tiền bưu chính nộp")
        verbose_name_plural = _("bảng kê tiền bưu chính nộp")
        ordering = ["-received_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "document"], name="remittance_once"),
        ]

    def __str__(self) -> str:
        return self.document


class Parcel(models.Model):
    """A result on its way home by post. ``reference`` is what it is about.

    State and attempts are those that ``lifecycle.standing`` reads from its events. The post
    knows it by ``ref``; until it has answered, ``placed_at`` is empty and it is asked again.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("về việc"), max_length=60, db_index=True)
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    hand_over = models.ForeignKey(
        HandOver, verbose_name=_("biên bản"), on_delete=models.PROTECT, related_name="parcels"
    )
    recipient = models.CharField(_("người nhận"), max_length=255)
    phone = models.CharField(_("điện thoại"), max_length=32, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=255)
    tracking_number = models.CharField(
        _("số hiệu bưu gửi"), max_length=40, unique=True, null=True, blank=True
    )
    cash_dong = models.PositiveBigIntegerField(_("thu hộ (đồng)"), default=0)
    cash_collected_dong = models.PositiveBigIntegerField(
        _("bưu chính đã thu (đồng)"), null=True, blank=True
    )
    remittance = models.ForeignKey(
        Remittance,
        verbose_name=_("đã nộp theo bảng kê"),
        on_delete=models.PROTECT,
        related_name="parcels",
        null=True,
        blank=True,
    )
    state = models.CharField(
        _("tình trạng"), max_length=16, choices=_choices(ParcelState), default=ParcelState.HANDED
    )
    attempts_count = models.PositiveSmallIntegerField(_("số lần đến phát"), default=0)
    collector = models.CharField(_("người ký nhận"), max_length=255, blank=True)
    collector_proof = models.CharField(_("căn cứ nhận thay"), max_length=255, blank=True)
    problem = models.CharField(_("cần xem lại"), max_length=255, blank=True)
    handed_at = models.DateTimeField(_("giao lúc"))
    settled_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    heard_at = models.DateTimeField(_("tin gần nhất lúc"))
    placed_at = models.DateTimeField(_("bưu chính ghi nhận lúc"), null=True, blank=True)
    placing_count = models.PositiveSmallIntegerField(_("số lần báo bưu chính"), default=0)
    next_call_at = models.DateTimeField(_("hỏi bưu chính lúc"))
    last_error = models.CharField(_("lỗi gần nhất"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("bưu gửi kết quả")
        verbose_name_plural = _("bưu gửi kết quả")
        ordering = ["-handed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference"],
                condition=Q(settled_at__isnull=True),
                name="parcel_one_at_a_time",
            ),
        ]
        indexes = [
            # What the worker has to ask the post about.
            models.Index(
                name="parcel_to_ask",
                fields=["next_call_at", "id"],
                condition=Q(settled_at__isnull=True),
            ),
            # What an agency has out.
            models.Index(name="parcel_of_agency", fields=["agency", "-handed_at", "-id"]),
        ]

    def __str__(self) -> str:
        return self.tracking_number or str(self.ref)


class ParcelEvent(models.Model):
    """One thing that the post said of a parcel, kept once however often it is told."""

    parcel = models.ForeignKey(
        Parcel, verbose_name=_("bưu gửi"), on_delete=models.CASCADE, related_name="events"
    )
    key = models.CharField(_("số của bưu chính"), max_length=80)
    kind = models.CharField(_("việc"), max_length=16, choices=_choices(EventKind))
    happened_at = models.DateTimeField(_("lúc"))
    told_at = models.DateTimeField(_("nhận tin lúc"))
    place = models.CharField(_("nơi"), max_length=160, blank=True)
    note = models.CharField(_("ghi chú"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("tin của bưu chính")
        verbose_name_plural = _("tin của bưu chính")
        ordering = ["happened_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["parcel", "key"], name="parcelevent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_at}"
