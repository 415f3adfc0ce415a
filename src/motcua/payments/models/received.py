"""Money received. Amounts are whole đồng."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PaymentMethod(models.TextChoices):
    """How it was paid."""

    CASH = "cash", _("Tiền mặt")
    TRANSFER = "transfer", _("Chuyển khoản, mã QR")
    CARD = "card", _("Thẻ")
    GATEWAY = "gateway", _("Cổng VNPay")


DESK_METHODS = (PaymentMethod.CASH, PaymentMethod.TRANSFER, PaymentMethod.CARD)
"""How money changes hands before the eyes of an officer."""


class Payment(models.Model):
    """A sum received for one reference. Never edited; a refund is another row."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("nội dung thu"), max_length=60, db_index=True)
    amount_dong = models.PositiveBigIntegerField(_("số tiền (đồng)"))
    method = models.CharField(_("hình thức"), max_length=16, choices=PaymentMethod)
    received_at = models.DateTimeField(_("thu lúc"))
    received_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người thu"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("khoản thu")
        verbose_name_plural = _("khoản thu")
        constraints = [
            models.CheckConstraint(name="payment_is_something", condition=Q(amount_dong__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.amount_dong}"


class Refund(models.Model):
    """Money to be given back: asked for by one officer, approved by another, then paid out."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    payment = models.OneToOneField(
        Payment, verbose_name=_("khoản đã thu"), on_delete=models.PROTECT, related_name="refund"
    )
    amount_dong = models.PositiveBigIntegerField(_("số tiền hoàn (đồng)"))
    reason = models.CharField(_("lý do"), max_length=255)
    decided_at = models.DateTimeField(_("đề nghị lúc"))
    decided_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người đề nghị"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    approved_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    approved_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người duyệt"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    paid_at = models.DateTimeField(_("chi lúc"), null=True, blank=True)
    paid_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người chi"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    method = models.CharField(_("hình thức"), max_length=16, choices=PaymentMethod, blank=True)

    class Meta:
        verbose_name = _("khoản hoàn")
        verbose_name_plural = _("khoản hoàn")
        ordering = ["decided_at", "id"]
        indexes = [
            # What the cashier is to give back, the oldest first.
            models.Index(
                name="refund_to_pay",
                fields=["decided_at", "id"],
                condition=Q(paid_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="refund_is_something", condition=Q(amount_dong__gt=0)),
            models.CheckConstraint(
                name="refund_paid_after_decision",
                condition=Q(paid_at__isnull=True) | Q(paid_at__gte=F("decided_at")),
            ),
            # Whoever asks for a refund never approves it.
            models.CheckConstraint(
                name="refund_by_two_persons",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("decided_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.amount_dong}"

    @property
    def is_whole(self) -> bool:
        """Say whether all that was paid is given back; the payment must be loaded."""
        return self.amount_dong >= self.payment.amount_dong
