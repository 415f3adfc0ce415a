"""Money received. Amounts are whole đồng."""

import uuid

from django.db import models
from django.db.models import Q
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
