"""The table of facts, how far it is written, and days added up."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier, Origin
from motcua.indicators.facts import Outcome
from motcua.kernel.punctuality import Punctuality
from motcua.procedures.models import Channel, Procedure

_CLASSES = [("", "–"), *((one.value, one.label) for one in Punctuality)]
_OUTCOMES = [(one.value, one.label) for one in Outcome]


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
