"""Electronic receipts (biên lai), and the agencies that issue them.

Legal source: Nghị định 254/2026/NĐ-CP (name, symbols, number from 1 each year, amount in
figures and words, never used twice).
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.payments.models.received import Payment, Refund

MOST_RECEIPTS = 99_999_999
"""A receipt's number has eight digits at most."""


class Collector(models.Model):
    """An agency that collects: its name and symbols on receipts, its account for transfers.

    Without one no receipt is issued here and nothing can be paid online. Without an account
    there is no VietQR.
    """

    agency = models.OneToOneField(
        "agencies.Agency",
        verbose_name=_("cơ quan thu"),
        on_delete=models.PROTECT,
        related_name="collector",
    )
    name = models.CharField(_("tên ghi trên biên lai"), max_length=200)
    tax_code = models.CharField(_("mã số thuế"), max_length=14)
    form_symbol = models.CharField(_("ký hiệu mẫu biên lai"), max_length=16)
    series_symbol = models.CharField(_("ký hiệu biên lai"), max_length=16)
    bank_bin = models.CharField(_("BIN ngân hàng"), max_length=6, blank=True)
    bank_name = models.CharField(_("ngân hàng"), max_length=120, blank=True)
    account_number = models.CharField(_("số tài khoản"), max_length=19, blank=True)
    account_name = models.CharField(_("tên chủ tài khoản"), max_length=120, blank=True)
    takes_gateway = models.BooleanField(_("nhận qua cổng VNPay"), default=True)

    class Meta:
        verbose_name = _("đơn vị thu")
        verbose_name_plural = _("đơn vị thu")
        constraints = [
            models.CheckConstraint(
                name="collector_whole_account",
                condition=Q(bank_bin="", account_number="")
                | (~Q(bank_bin="") & ~Q(account_number="")),
            ),
            # A transfer is known by the account it came to.
            models.UniqueConstraint(
                fields=["account_number"],
                condition=~Q(account_number=""),
                name="collector_own_account",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReceiptCounter(models.Model):
    """The last number given out in one series and year; its row is locked while one is given."""

    agency = models.ForeignKey(
        "agencies.Agency",
        verbose_name=_("cơ quan thu"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    series = models.CharField(_("ký hiệu"), max_length=40)
    year = models.PositiveSmallIntegerField(_("năm"))
    last_number = models.PositiveIntegerField(_("số cuối"))

    class Meta:
        verbose_name = _("bộ đếm biên lai")
        verbose_name_plural = _("bộ đếm biên lai")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "series", "year"], name="receiptcounter_once"
            ),
            models.CheckConstraint(
                name="receiptcounter_eight_digits", condition=Q(last_number__lte=MOST_RECEIPTS)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year} {self.last_number}"


class PaymentReceipt(models.Model):
    """A receipt for money, issued with the settlement. Voided and replaced, never used again.

    ``payload`` is what it says, frozen; ``file`` is its PDF, made and signed afterwards.
    """

    class Kind(models.TextChoices):
        """Money taken, or money given back."""

        FEE = "fee", _("Biên lai thu")
        DECREASE = "decrease", _("Biên lai giảm (hoàn tiền)")

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        "agencies.Agency",
        verbose_name=_("cơ quan thu"),
        on_delete=models.PROTECT,
        related_name="payment_receipts",
    )
    kind = models.CharField(_("loại"), max_length=16, choices=Kind, default=Kind.FEE)
    series = models.CharField(_("ký hiệu"), max_length=40)
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveIntegerField(_("số"))
    payment = models.ForeignKey(
        Payment, verbose_name=_("khoản thu"), on_delete=models.PROTECT, related_name="receipts"
    )
    refund = models.ForeignKey(
        Refund,
        verbose_name=_("khoản hoàn"),
        on_delete=models.PROTECT,
        related_name="receipts",
        null=True,
        blank=True,
    )
    amount_dong = models.PositiveBigIntegerField(_("số tiền (đồng)"))
    payload = models.JSONField(_("nội dung"))
    file = models.ForeignKey(
        "documents.StoredFile",
        verbose_name=_("tệp"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    issued_at = models.DateTimeField(_("lập lúc"))
    issued_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người lập"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("thay cho"),
        on_delete=models.PROTECT,
        related_name="replaced_by",
        null=True,
        blank=True,
    )
    voided_at = models.DateTimeField(_("hủy lúc"), null=True, blank=True)
    voided_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người hủy"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    void_reason = models.CharField(_("lý do hủy"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("biên lai")
        verbose_name_plural = _("biên lai")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "series", "year", "number"], name="paymentreceipt_number_once"
            ),
            models.CheckConstraint(
                name="paymentreceipt_void_with_reason",
                condition=Q(voided_at__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
            ),
            models.CheckConstraint(
                name="paymentreceipt_number_fits",
                condition=Q(number__gte=1, number__lte=MOST_RECEIPTS),
            ),
        ]
        indexes = [
            # The cashier's list, the newest first.
            models.Index(name="paymentreceipt_listed", fields=["agency", "issued_at", "id"]),
            # What the worker has yet to draw.
            models.Index(
                name="paymentreceipt_to_draw",
                fields=["issued_at", "id"],
                condition=Q(file__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.number:07}"
