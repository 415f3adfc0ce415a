"""The cashier's day, and what a night's reconciliation found."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.payments.models.orders import Incoming, Order


class CashDay(models.Model):
    """One cashier's cash of one day, counted and closed; then seen by the head.

    ``totals`` are the day's takings and refunds by method when it was closed, in đồng.
    """

    agency = models.ForeignKey(
        "agencies.Agency",
        verbose_name=_("cơ quan"),
        on_delete=models.PROTECT,
        related_name="cash_days",
    )
    officer = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("thủ quỹ"),
        on_delete=models.PROTECT,
        related_name="cash_days",
    )
    day = models.DateField(_("ngày"))
    opening_dong = models.PositiveBigIntegerField(_("tồn đầu ngày (đồng)"))
    totals = models.JSONField(_("cộng trong ngày"))
    expected_dong = models.BigIntegerField(_("phải có (đồng)"))
    counted_dong = models.PositiveBigIntegerField(_("đếm được (đồng)"))
    reason = models.CharField(_("lý do chênh lệch"), max_length=255, blank=True)
    closed_at = models.DateTimeField(_("khóa lúc"))
    seen_at = models.DateTimeField(_("đã xem lúc"), null=True, blank=True)
    seen_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người xem"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("sổ quỹ ngày")
        verbose_name_plural = _("sổ quỹ ngày")
        ordering = ["-day", "officer"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "officer", "day"], name="cashday_once"),
            models.CheckConstraint(
                name="cashday_difference_with_reason",
                condition=Q(counted_dong=models.F("expected_dong")) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.day}"

    @property
    def difference_dong(self) -> int:
        """Return what is too much; below 0 what is missing."""
        return self.counted_dong - self.expected_dong


class Difference(models.Model):
    """Something that two books do not agree on, until an officer has settled it."""

    class Kind(models.TextChoices):
        """What does not agree."""

        NOT_AT_GATEWAY = "not_at_gateway", _("Cổng không có giao dịch mà ta ghi đã nộp")
        GATEWAY_AMOUNT = "gateway_amount", _("Cổng ghi số tiền khác")
        GATEWAY_UNSETTLED = "gateway_unsettled", _("Cổng ghi đã nộp mà ta chưa khớp được")
        NOT_IN_STATEMENT = "not_in_statement", _("Ngân hàng báo mà sao kê không có")

    kind = models.CharField(_("chênh lệch"), max_length=24, choices=Kind)
    agency = models.ForeignKey(
        "agencies.Agency",
        verbose_name=_("cơ quan"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    order = models.ForeignKey(
        Order,
        verbose_name=_("lệnh"),
        on_delete=models.PROTECT,
        related_name="differences",
        null=True,
        blank=True,
    )
    incoming = models.ForeignKey(
        Incoming,
        verbose_name=_("khoản tiền về"),
        on_delete=models.PROTECT,
        related_name="differences",
        null=True,
        blank=True,
    )
    ours_dong = models.PositiveBigIntegerField(_("sổ ta (đồng)"), default=0)
    theirs_dong = models.PositiveBigIntegerField(_("bên kia (đồng)"), default=0)
    found_at = models.DateTimeField(_("thấy lúc"))
    resolved_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người xử lý"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    note = models.CharField(_("đã làm gì"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("chênh lệch đối soát")
        verbose_name_plural = _("chênh lệch đối soát")
        ordering = ["found_at", "id"]
        constraints = [
            # The same difference is told once, however many nights it is found.
            models.UniqueConstraint(
                fields=["kind", "order", "incoming"],
                nulls_distinct=False,
                name="difference_told_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.order_id or self.incoming_id}"
