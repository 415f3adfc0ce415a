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


class Payment(models.Model):
    """A sum received at a desk for one reference. Never edited; a refund is another row."""

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
    """Money to be given back: decided with the act that ended a dossier, paid out later."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    payment = models.OneToOneField(
        Payment, verbose_name=_("khoản đã thu"), on_delete=models.PROTECT, related_name="refund"
    )
    amount_dong = models.PositiveBigIntegerField(_("số tiền hoàn (đồng)"))
    reason = models.CharField(_("lý do"), max_length=255)
    decided_at = models.DateTimeField(_("quyết định lúc"))
    decided_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người quyết định"),
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
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.amount_dong}"
