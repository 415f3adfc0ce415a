"""The table of facts, how far it is written, and the rules of counting."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier, Origin
from motcua.indicators.facts import Outcome
from motcua.indicators.periods import LAST_BEGINNING
from motcua.indicators.report_models import (  # noqa: F401 - Django looks for models here
    DigestReader,
    FullService,
    LateCause,
    NineVersion,
    ReportTemplate,
)
from motcua.kernel.punctuality import Punctuality
from motcua.procedures.models import Channel, Procedure

_CLASSES = [("", "–"), *((one.value, one.label) for one in Punctuality)]
_OUTCOMES = [(one.value, one.label) for one in Outcome]
FORM_TITLE = (
    "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH "
    "TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"
)


def _klass(words: Any) -> "models.CharField[str, str]":
    return models.CharField(words, max_length=8, blank=True, choices=_CLASSES)


class DossierFact(models.Model):
    """What one accepted dossier counts for, as derived from its first ``events_count`` events.

    Never edited: ``indicators.keeping`` writes it, and can write all of it again. Days are
    those of Vietnam. The classes are empty while the dossier is open and waits for nobody.
    """

    dossier = models.OneToOneField(
        Dossier,
        verbose_name=_("hồ sơ"),
        on_delete=models.PROTECT,
        related_name="fact",
        primary_key=True,
    )
    events_count = models.PositiveIntegerField(_("số việc đã tính"))
    formula = models.PositiveSmallIntegerField(_("bản công thức"))
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("cơ quan giải quyết"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    receiving_agency = models.ForeignKey(
        Agency,
        verbose_name=_("cơ quan tiếp nhận"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    procedure = models.ForeignKey(
        Procedure,
        verbose_name=_("thủ tục"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    channel = models.CharField(_("kênh nộp"), max_length=16, choices=Channel)
    origin = models.CharField(_("nguồn"), max_length=16, choices=Origin)
    outcome = models.CharField(_("kết thúc thế nào"), max_length=16, choices=_OUTCOMES)
    accepted_on = models.DateField(_("ngày tiếp nhận"))
    ended_on = models.DateField(_("ngày kết thúc"), null=True, blank=True)
    waiting_on = models.DateField(_("ngày yêu cầu bổ sung"), null=True, blank=True)
    apologized_on = models.DateField(_("ngày xin lỗi"), null=True, blank=True)
    due_on = models.DateField(_("ngày hẹn"), null=True, blank=True)
    unextended_due_on = models.DateField(_("ngày hẹn khi chưa xin lỗi"), null=True, blank=True)
    original_due_on = models.DateField(_("ngày hẹn lần đầu"), null=True, blank=True)
    due_at = models.DateTimeField(_("hẹn trả"), null=True, blank=True)
    unextended_due_at = models.DateTimeField(_("hẹn trả khi chưa xin lỗi"), null=True, blank=True)
    original_due_at = models.DateTimeField(_("hẹn trả lần đầu"), null=True, blank=True)
    by_day = _klass(_("theo ngày"))
    by_instant = _klass(_("theo thời điểm"))
    unextended_by_day = _klass(_("theo ngày, chưa xin lỗi"))
    unextended_by_instant = _klass(_("theo thời điểm, chưa xin lỗi"))
    original_by_day = _klass(_("theo ngày, hẹn lần đầu"))
    original_by_instant = _klass(_("theo thời điểm, hẹn lần đầu"))
    supplement_requests = models.PositiveSmallIntegerField(_("số lần yêu cầu bổ sung"), default=0)
    reopenings = models.PositiveSmallIntegerField(_("số lần mở lại"), default=0)

    class Meta:
        verbose_name = _("số liệu của hồ sơ")
        verbose_name_plural = _("số liệu của hồ sơ")
        constraints = [
            models.CheckConstraint(
                name="dossierfact_ended_iff_not_open",
                condition=Q(outcome=Outcome.OPEN, ended_on__isnull=True)
                | (~Q(outcome=Outcome.OPEN) & Q(ended_on__isnull=False)),
            ),
        ]
        indexes = [
            # Reports of an agency, and the lists behind their figures.
            models.Index(name="dossierfact_agency", fields=["agency", "accepted_on"]),
            # Of the whole province: what had not ended before a period.
            models.Index(name="dossierfact_ended", fields=["ended_on"]),
            # The book of an agency.
            models.Index(name="dossierfact_book", fields=["receiving_agency", "accepted_on"]),
        ]

    def __str__(self) -> str:
        return f"#{self.dossier_id}"


class FactMark(models.Model):
    """How far the facts are written; one row.

    All events recorded before ``recorded_before`` are in the facts; None: begin anew.
    ``counted_at`` is the instant that pages name, ``changed_at`` when a fact last moved: what
    was counted since then need not be counted again.
    """

    id = models.PositiveSmallIntegerField(_("số"), primary_key=True, default=1)
    formula = models.PositiveSmallIntegerField(_("bản công thức"), default=0)
    recorded_before = models.DateTimeField(_("đã tính mọi việc ghi trước"), null=True, blank=True)
    counted_at = models.DateTimeField(_("số liệu đến"), null=True, blank=True)
    changed_at = models.DateTimeField(_("số liệu đổi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("mốc số liệu")
        verbose_name_plural = _("mốc số liệu")
        constraints = [models.CheckConstraint(name="factmark_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"{self.counted_at}"


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


class FigureRun(models.Model):
    """Figure ``key`` was closed by formula ``formula`` from what was recorded before ``cut_off``.

    Written once, with its figures; the database refuses changes.
    """

    key = models.CharField(_("con số"), max_length=40)
    formula = models.PositiveSmallIntegerField(_("bản công thức"))
    cut_off = models.DateTimeField(_("chốt mọi việc ghi trước"))
    closed_at = models.DateTimeField(_("khóa lúc"))

    class Meta:
        verbose_name = _("lần khóa số liệu")
        verbose_name_plural = _("lần khóa số liệu")
        constraints = [
            models.UniqueConstraint(fields=["key", "formula", "cut_off"], name="figurerun_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.cut_off:%Y-%m-%d}"


class ClosedFigure(models.Model):
    """So much of so much on a day that is over; days and agencies of nothing have no row.

    A later version says why it differs. Written once; the database refuses changes.
    """

    run = models.ForeignKey(
        FigureRun, verbose_name=_("lần khóa"), on_delete=models.PROTECT, related_name="figures"
    )
    day = models.DateField(_("ngày"))
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    part = models.PositiveBigIntegerField(_("tử số"))
    whole = models.PositiveBigIntegerField(_("mẫu số"))
    version = models.PositiveSmallIntegerField(_("bản"), default=1)
    reason = models.CharField(_("vì sao có bản sau"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("con số đã khóa")
        verbose_name_plural = _("con số đã khóa")
        constraints = [
            models.UniqueConstraint(fields=["run", "day", "agency"], name="closedfigure_once"),
        ]
        indexes = [models.Index(name="closedfigure_day", fields=["day", "agency"])]

    def __str__(self) -> str:
        return f"{self.run_id} {self.day:%Y-%m-%d}"


class IndexVersion(models.Model):
    """How index 766 is scored from ``valid_from`` on, until the next version.

    ``document`` is described in ``index766.versions``. A version in force is never changed.
    """

    valid_from = models.DateField(_("áp dụng từ ngày"), unique=True)
    document = models.JSONField(_("công thức"))
    legal_basis = models.CharField(_("căn cứ"), max_length=255)
    saved_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("bản công thức chỉ số 766")
        verbose_name_plural = _("bản công thức chỉ số 766")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.valid_from:%d/%m/%Y}"


class IndexInput(models.Model):
    """What the product cannot count, entered with its source, for a month of reporting.

    ``month`` is the first day of the month that the period is named after. The last row of an
    agency, item and month holds. Written once; the database refuses changes.
    """

    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    month = models.DateField(_("tháng báo cáo"))
    key = models.CharField(_("chỉ số"), max_length=40)
    part = models.PositiveBigIntegerField(_("tử số"))
    whole = models.PositiveBigIntegerField(_("mẫu số"))
    source = models.CharField(_("nguồn"), max_length=255)
    entered_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người nhập"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("số liệu nhập cho chỉ số 766")
        verbose_name_plural = _("số liệu nhập cho chỉ số 766")
        constraints = [
            models.CheckConstraint(
                name="indexinput_is_a_share", condition=Q(part__lte=F("whole"))
            ),
            models.CheckConstraint(name="indexinput_of_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(name="indexinput_has_source", condition=~Q(source="")),
        ]
        indexes = [
            models.Index(name="indexinput_month", fields=["month", "agency", "key", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.month:%Y-%m}"


class IndexRun(models.Model):
    """Index 766 of a month that is over, from what was recorded before ``cut_off``.

    ``document`` is the formula it was scored by, as it was. A later version of the same month
    says why it differs. Written once, with its figures; the database refuses changes.
    """

    period = models.CharField(_("kỳ"), max_length=8)
    first = models.DateField(_("từ ngày"))
    last = models.DateField(_("đến ngày"))
    version = models.PositiveSmallIntegerField(_("bản"), default=1)
    reason = models.CharField(_("vì sao có bản sau"), max_length=255, blank=True)
    counting = models.PositiveSmallIntegerField(_("bản cách đếm"))
    formula_from = models.DateField(_("công thức áp dụng từ"))
    document = models.JSONField(_("công thức"))
    cut_off = models.DateTimeField(_("chốt mọi việc ghi trước"))
    closed_at = models.DateTimeField(_("khóa lúc"))

    class Meta:
        verbose_name = _("lần khóa chỉ số 766")
        verbose_name_plural = _("lần khóa chỉ số 766")
        ordering = ["first", "version"]
        constraints = [
            models.UniqueConstraint(fields=["period", "version"], name="indexrun_once"),
            models.CheckConstraint(
                name="indexrun_later_has_reason", condition=Q(version=1) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} bản {self.version}"


class ClosedIndexItem(models.Model):
    """One item of one unit, in a run; an item that was not known has no row.

    Written once; the database refuses changes.
    """

    run = models.ForeignKey(
        IndexRun, verbose_name=_("lần khóa"), on_delete=models.PROTECT, related_name="items"
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(_("chỉ số"), max_length=40)
    part = models.PositiveBigIntegerField(_("tử số"))
    whole = models.PositiveBigIntegerField(_("mẫu số"))
    points = models.DecimalField(_("điểm"), max_digits=5, decimal_places=2)
    source = models.CharField(_("nguồn"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("chỉ số 766 đã khóa")
        verbose_name_plural = _("chỉ số 766 đã khóa")
        constraints = [
            models.UniqueConstraint(fields=["run", "agency", "key"], name="closedindexitem_once"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.key}"
