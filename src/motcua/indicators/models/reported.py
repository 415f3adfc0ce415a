"""Reports that others published or handed in: what they say, as they say it."""

import uuid
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer
from motcua.indicators.reported.figures import Denominator


def _count(words: Any) -> "models.PositiveBigIntegerField[int | None, int | None]":
    return models.PositiveBigIntegerField(words, null=True, blank=True)


def _percent(words: Any) -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(words, max_digits=7, decimal_places=3, null=True, blank=True)


class ReportedReport(models.Model):
    """One version of a report of others. A correction is a new version and says why.

    A figure that the report does not give is empty, never nought. Percentages are as printed.
    ``group`` is common to all versions; ``code`` names what was shipped with the product.
    Written once; the database refuses changes.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    group = models.UUIDField(_("số hiệu chung của các bản"), default=uuid.uuid4)
    version = models.PositiveSmallIntegerField(_("bản"), default=1)
    reason = models.CharField(_("vì sao có bản sau"), max_length=255, blank=True)
    code = models.SlugField(_("mã trong dữ liệu kèm theo"), max_length=60, blank=True)
    province = models.CharField(_("tỉnh, thành phố"), max_length=120)
    body = models.CharField(_("đơn vị báo cáo"), max_length=160)
    level = models.CharField(_("cấp"), max_length=40, blank=True)
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("cơ quan trong hệ thống"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Có thì trang đặt số của hệ thống bên cạnh."),
    )
    period_start = models.DateField(_("từ ngày"), null=True, blank=True)
    period_end = models.DateField(_("đến ngày"), null=True, blank=True)
    received = _count(_("tiếp nhận trong kỳ"))
    carried_over = _count(_("kỳ trước chuyển sang"))
    workload = _count(_("tổng phải giải quyết"))
    total = _count(_("tổng số hồ sơ"))
    online = _count(_("nộp trực tuyến"))
    direct = _count(_("nộp trực tiếp, bưu chính"))
    resolved = _count(_("đã giải quyết"))
    due = _count(_("đến hạn trong kỳ"))
    early_on_time = _count(_("trước và đúng hạn"))
    early = _count(_("trước hạn"))
    on_time = _count(_("đúng hạn"))
    late = _count(_("quá hạn"))
    in_progress = _count(_("đang giải quyết"))
    in_progress_not_due = _count(_("đang giải quyết, trong hạn"))
    in_progress_overdue = _count(_("đang giải quyết, quá hạn"))
    returned_withdrawn = _count(_("trả lại, rút"))
    paid_online = _count(_("thanh toán trực tuyến"))
    digitized_in = _count(_("số hóa khi tiếp nhận"))
    digitized_in_total = _count(_("phải số hóa khi tiếp nhận"))
    digitized_out = _count(_("số hóa kết quả"))
    digitized_out_total = _count(_("phải số hóa kết quả"))
    reported_ontime_pct = _percent(_("tỷ lệ trước và đúng hạn (%)"))
    reported_early_pct = _percent(_("tỷ lệ trước hạn (%)"))
    reported_on_time_pct = _percent(_("tỷ lệ đúng hạn (%)"))
    reported_late_pct = _percent(_("tỷ lệ quá hạn (%)"))
    denominator = models.CharField(
        _("mẫu số báo cáo nói là"), max_length=12, blank=True, choices=Denominator.choices()
    )
    note = models.TextField(_("ghi chú"), blank=True)
    source = models.CharField(_("nguồn"), max_length=500)
    entered_by = models.ForeignKey(
        Officer,
        verbose_name=_("người nhập"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Để trống: kèm theo sản phẩm."),
    )
    entered_at = models.DateTimeField(_("nhập lúc"))
    recorded_at = models.DateTimeField(_("máy chủ ghi lúc"))

    class Meta:
        verbose_name = _("báo cáo đã công bố")
        verbose_name_plural = _("báo cáo đã công bố")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["group", "version"], name="reportedreport_once"),
            models.UniqueConstraint(
                fields=["code", "version"],
                condition=~Q(code=""),
                name="reportedreport_shipped_once",
            ),
            models.CheckConstraint(
                name="reportedreport_later_has_reason", condition=Q(version=1) | ~Q(reason="")
            ),
            models.CheckConstraint(name="reportedreport_has_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="reportedreport_days_in_order",
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(period_start__lte=F("period_end")),
            ),
        ]
        indexes = [
            # The versions of a report, the last one first.
            models.Index(name="reportedreport_versions", fields=["group", "-version"]),
        ]

    def __str__(self) -> str:
        return f"{self.body}, bản {self.version}"
