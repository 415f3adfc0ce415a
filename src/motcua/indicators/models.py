"""The table of facts, how far it is written, and the rules of counting."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier, Origin
from motcua.indicators.facts import Outcome
from motcua.indicators.gaming.models import SignNote, SignRule, SignTrace, TraceMark
from motcua.indicators.periods import LAST_BEGINNING
from motcua.indicators.reported.models import ReportedReport
from motcua.kernel.punctuality import Punctuality
from motcua.procedures.models import Channel, Procedure

__all__ = [
    "ClosedFigure",
    "ClosedIndexItem",
    "CountingRule",
    "DossierFact",
    "FactMark",
    "FigureRun",
    "IndexInput",
    "IndexRun",
    "IndexVersion",
    "ReportedReport",
    "SignNote",
    "SignRule",
    "SignTrace",
    "TraceMark",
]
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
    paid_online = models.BooleanField(
        _("nộp tiền trực tuyến"),
        null=True,
        blank=True,
        help_text=_("Để trống: không có phí, lệ phí phải nộp."),
    )

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
            # What days cannot be added up of (``spans.statements.APART``); nearly always none.
            models.Index(
                name="dossierfact_apart",
                fields=["dossier"],
                condition=Q(ended_on__lt=F("accepted_on")) | Q(waiting_on__lt=F("accepted_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.dossier_id}"


class FactMark(models.Model):
    """How far the facts are written; one row.

    All events recorded before ``recorded_before`` are in the facts; None: begin anew.
    ``counted_at`` is the instant that pages name, ``changed_at`` when a fact last moved: what
    was counted since then need not be counted again. ``spans`` says by which definitions the
    counts of days are added up (``spans.statements.FORMULA``); "" that they are not.
    """

    id = models.PositiveSmallIntegerField(_("số"), primary_key=True, default=1)
    formula = models.PositiveSmallIntegerField(_("bản công thức"), default=0)
    recorded_before = models.DateTimeField(_("đã tính mọi việc ghi trước"), null=True, blank=True)
    counted_at = models.DateTimeField(_("số liệu đến"), null=True, blank=True)
    changed_at = models.DateTimeField(_("số liệu đổi lúc"), null=True, blank=True)
    spans = models.CharField(_("bản cộng sẵn"), max_length=16, blank=True, default="")

    class Meta:
        verbose_name = _("mốc số liệu")
        verbose_name_plural = _("mốc số liệu")
        constraints = [models.CheckConstraint(name="factmark_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"{self.counted_at}"


class CountedField(models.Model):
    """A field as a public row names it; a procedure that is moved to another has it there anew."""

    name = models.CharField(_("lĩnh vực"), max_length=160)
    slug = models.CharField(_("lĩnh vực trong địa chỉ"), max_length=160)

    class Meta:
        verbose_name = _("lĩnh vực đã đếm")
        verbose_name_plural = _("lĩnh vực đã đếm")
        constraints = [
            models.UniqueConstraint(name="countedfield_once", fields=["name", "slug"]),
        ]

    def __str__(self) -> str:
        return self.name


class CountedProcedure(models.Model):
    """In which field the dossiers of a procedure are added up now."""

    procedure = models.OneToOneField(
        Procedure,
        verbose_name=_("thủ tục"),
        on_delete=models.CASCADE,
        related_name="+",
        primary_key=True,
    )
    field = models.ForeignKey(
        CountedField,
        verbose_name=_("lĩnh vực"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )

    class Meta:
        verbose_name = _("thủ tục đã đếm")
        verbose_name_plural = _("thủ tục đã đếm")

    def __str__(self) -> str:
        return f"{self.procedure_id}"


def _sum(words: Any) -> "models.IntegerField[int, int]":
    return models.IntegerField(words)


class SpanCount(models.Model):
    """What a day, a month or a year adds to the columns of II.06a.

    Of an agency and a field; without agency of all of them, without field of all of them.
    ``day`` is the first of the span. Of columns 11 and 13 it is what is open, or open and late,
    at the end of the span and was not before it. ``_w``: waiting for papers counts as settled;
    ``_e``: it does not. Never edited: ``indicators.spans`` keeps it with the facts, and can add
    up all of it anew. What facts refer to cannot go away, so nothing here is looked up.
    """

    class Span(models.TextChoices):
        """How long."""

        DAY = "day", _("ngày")
        MONTH = "month", _("tháng")
        YEAR = "year", _("năm")

    span = models.CharField(_("khoảng"), max_length=5, choices=Span)
    day = models.DateField(_("từ ngày"))
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("cơ quan giải quyết"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        db_constraint=False,
    )
    field = models.ForeignKey(
        CountedField,
        verbose_name=_("lĩnh vực"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        db_constraint=False,
    )
    c4 = _sum(_("cột 4"))
    c5 = _sum(_("cột 5"))
    c8_w = _sum(_("cột 8, chờ bổ sung là đã giải quyết"))
    c9_w = _sum(_("cột 9, chờ bổ sung là đã giải quyết"))
    c10_w = _sum(_("cột 10, chờ bổ sung là đã giải quyết"))
    c11_w = _sum(_("cột 11 tăng thêm, chờ bổ sung là đã giải quyết"))
    c13_w = _sum(_("cột 13 tăng thêm, chờ bổ sung là đã giải quyết"))
    c8_e = _sum(_("cột 8, chờ bổ sung là đang giải quyết"))
    c9_e = _sum(_("cột 9, chờ bổ sung là đang giải quyết"))
    c10_e = _sum(_("cột 10, chờ bổ sung là đang giải quyết"))
    c11_e = _sum(_("cột 11 tăng thêm, chờ bổ sung là đang giải quyết"))
    c13_e = _sum(_("cột 13 tăng thêm, chờ bổ sung là đang giải quyết"))
    owing = _sum(_("có phí, lệ phí"))
    paid = _sum(_("nộp tiền trực tuyến"))

    class Meta:
        verbose_name = _("số cộng sẵn")
        verbose_name_plural = _("số cộng sẵn")
        constraints = [
            models.UniqueConstraint(
                name="spancount_once",
                fields=["agency", "span", "day", "field"],
                nulls_distinct=False,
            ),
        ]
        indexes = [
            # Every agency, all its fields together.
            models.Index(
                name="spancount_agencies",
                fields=["span", "day", "agency"],
                condition=Q(field__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.span} {self.day:%Y-%m-%d}"


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
    """Index 766 of a period that is over, from what was recorded before ``cut_off``.

    ``document`` is the formula it was scored by, as it was. A later version of the same
    period says why it differs. Written once, with its figures; the database refuses changes.
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


class MeasuredEffect(models.Model):
    """What a model has changed of one figure, as it was measured once; the last row holds.

    ``document`` is the whole effect (``effects.stored``), ``inputs`` who began when and who was
    compared, ``digest`` the fingerprint of all that it rests on. Shares: 0.05 is five points;
    they are empty where there was not enough. Written once; the database refuses changes.
    """

    initiative = models.ForeignKey(
        "initiatives.Initiative",
        verbose_name=_("mô hình"),
        on_delete=models.PROTECT,
        related_name="effects",
    )
    aim = models.CharField(_("chỉ số"), max_length=16)
    first = models.DateField(_("từ ngày"))
    last = models.DateField(_("đến ngày"))
    formula = models.PositiveSmallIntegerField(_("bản cách đo"))
    cut_off = models.DateTimeField(_("số liệu đến lúc"))
    measured_at = models.DateTimeField(_("đo lúc"))
    kind = models.CharField(_("kết luận"), max_length=24)
    change = models.FloatField(_("thay đổi"), null=True, blank=True)
    low = models.FloatField(_("ít nhất"), null=True, blank=True)
    high = models.FloatField(_("nhiều nhất"), null=True, blank=True)
    adopting = models.PositiveIntegerField(_("đơn vị áp dụng"))
    others = models.PositiveIntegerField(_("đơn vị để so"))
    whole = models.PositiveBigIntegerField(_("hồ sơ hoặc phiếu"))
    document = models.JSONField(_("kết quả đo"))
    inputs = models.JSONField(_("đo từ đâu"))
    digest = models.CharField(_("dấu vết số liệu"), max_length=64)

    class Meta:
        verbose_name = _("tác động đã đo")
        verbose_name_plural = _("tác động đã đo")
        indexes = [
            # The last of a model and figure.
            models.Index(name="measuredeffect_last", fields=["initiative", "aim", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.aim} {self.last:%Y-%m}"
