"""The rules of counting, each from a day on."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.indicators.periods import LAST_BEGINNING

FORM_TITLE = (
    "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH "
    "TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"
)


class CountingRule(models.Model):
    """How reports count from ``valid_from`` on, until the next rule. Rows are only added.

    What circulars say differently, or what differs from province to province, is here and not
    in the code. A report follows the rule in force on the last day of its period.
    """

    valid_from = models.DateField(_("áp dụng từ ngày"), unique=True, default=date(2020, 1, 1))
    period_begins_on = models.PositiveSmallIntegerField(
        _("kỳ báo cáo bắt đầu từ ngày"),
        default=15,
        help_text=_("Ngày của tháng trước, như 15: tháng 11 là 15/10 đến 14/11. 1: theo lịch."),
    )
    waiting_counts_as_settled = models.BooleanField(
        _("hồ sơ chờ bổ sung tính vào đã giải quyết"),
        default=True,
        help_text=_("Ở cột đúng hạn, từ ngày yêu cầu; bỏ chọn thì tính vào đang giải quyết."),
    )
    minimum_sample = models.PositiveSmallIntegerField(
        _("ít hồ sơ nhất để nêu tỷ lệ"),
        default=10,
        help_text=_("Dưới số này thì trang nêu số hồ sơ, không nêu tỷ lệ."),
    )
    form_code = models.CharField(
        _("ký hiệu biểu"), max_length=60, default="Biểu số II.06a/VPCP/KSTT"
    )
    form_title = models.CharField(_("tên biểu"), max_length=255, default=FORM_TITLE)
    legal_basis = models.CharField(
        _("căn cứ"),
        max_length=255,
        default="Thông tư 02/2017/TT-VPCP, Thông tư 01/2020/TT-VPCP; Nghị định 09/2019/NĐ-CP",
    )

    class Meta:
        verbose_name = _("quy tắc đếm")
        verbose_name_plural = _("quy tắc đếm")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="countingrule_begins_on_a_day",
                condition=Q(period_begins_on__gte=1, period_begins_on__lte=LAST_BEGINNING),
            ),
            models.CheckConstraint(
                name="countingrule_sample_of_some", condition=Q(minimum_sample__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%d/%m/%Y}"
