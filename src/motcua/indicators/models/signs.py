"""Traces of what was done to dossiers, the rule by which they are looked at, what was found."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer
from motcua.dossiers.models import Dossier, Origin
from motcua.procedures.models import Channel, Procedure


class SignTrace(models.Model):
    """What one officer did to a dossier, or (no officer) what was done to it by anybody.

    Never edited: ``indicators.gaming.keeping`` writes it from the ledger and can write all of it
    again. Columns are those of ``indicators.gaming.traces.Trace``; days are those of Vietnam.
    """

    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="sign_traces"
    )
    officer = models.ForeignKey(
        Officer,
        verbose_name=_("cán bộ"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        help_text=_("Để trống: của cả hồ sơ."),
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
    acted_on = models.DateField(_("việc đầu tiên ngày"))
    last_on = models.DateField(_("việc cuối ngày"))
    lodged_on = models.DateField(_("ngày nộp"), null=True, blank=True)
    accepted_on = models.DateField(_("ngày tiếp nhận"), null=True, blank=True)
    waited_minutes = models.PositiveIntegerField(
        _("từ nộp đến tiếp nhận (phút làm việc)"), null=True, blank=True
    )
    is_undated = models.BooleanField(_("tiếp nhận không có ngày hẹn"), default=False)
    stated_limit = models.CharField(_("số ngày tự ghi"), max_length=40, blank=True)
    handled_on = models.DateField(_("bắt đầu xử lý ngày"), null=True, blank=True)
    asked = models.PositiveSmallIntegerField(_("số lần yêu cầu bổ sung"), default=0)
    asked_again = models.PositiveSmallIntegerField(_("trong đó lần thứ hai trở đi"), default=0)
    paused_on = models.DateField(_("dừng tính hạn lần đầu ngày"), null=True, blank=True)
    due_day_pauses = models.PositiveSmallIntegerField(_("dừng tính hạn trong ngày hẹn"), default=0)
    pause_left = models.PositiveIntegerField(
        _("dừng khi còn (phút làm việc)"), null=True, blank=True
    )
    apologized_on = models.DateField(_("hẹn lại lần đầu ngày"), null=True, blank=True)
    apologized_again = models.PositiveSmallIntegerField(_("hẹn lại lần nữa"), default=0)
    due_day_apologies = models.PositiveSmallIntegerField(_("hẹn lại trong ngày hẹn"), default=0)
    ended_on = models.DateField(_("ngày kết thúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    outcome = models.CharField(_("kết thúc thế nào"), max_length=16, blank=True)
    is_dated = models.BooleanField(_("có ngày hẹn khi kết thúc"), default=False)
    end_left = models.PositiveIntegerField(
        _("kết thúc khi còn (phút làm việc)"), null=True, blank=True
    )
    owes_result = models.BooleanField(_("phải có văn bản kết quả"), default=False)
    lacks_result = models.BooleanField(_("kết quả chưa duyệt, chưa vào số"), default=False)
    turned_back_on = models.DateField(_("trả lại người nộp lần đầu ngày"), null=True, blank=True)
    lacks_form = models.PositiveSmallIntegerField(_("lần trả lại không có phiếu"), default=0)
    recorded_on = models.DateField(_("ghi ngày"), null=True, blank=True)
    latest_minutes = models.IntegerField(_("ghi chậm nhất (phút)"), default=0)

    class Meta:
        verbose_name = _("vết của hồ sơ")
        verbose_name_plural = _("vết của hồ sơ")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "officer"], nulls_distinct=False, name="signtrace_once"
            ),
        ]
        indexes = [
            # The signs of all units in a period, and of the officers of one.
            models.Index(
                name="signtrace_wholes", fields=["last_on"], condition=Q(officer__isnull=True)
            ),
            models.Index(
                name="signtrace_officers",
                fields=["officer", "last_on"],
                condition=Q(officer__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.dossier_id} {self.officer_id or ''}"


class TraceMark(models.Model):
    """How far the traces are written; one row. All recorded before ``recorded_before`` is in."""

    id = models.PositiveSmallIntegerField(_("số"), primary_key=True, default=1)
    formula = models.PositiveSmallIntegerField(_("bản công thức"), default=0)
    recorded_before = models.DateTimeField(_("đã tính mọi việc ghi trước"), null=True, blank=True)
    counted_at = models.DateTimeField(_("số liệu đến"), null=True, blank=True)

    class Meta:
        verbose_name = _("mốc của vết")
        verbose_name_plural = _("mốc của vết")
        constraints = [models.CheckConstraint(name="tracemark_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"{self.counted_at}"


class SignRule(models.Model):
    """From what on something is a sign, from ``valid_from`` on until the next rule.

    None of these numbers is in a text of law: they are what a province agrees to look at.
    """

    valid_from = models.DateField(_("áp dụng từ ngày"), unique=True, default=date(2020, 1, 1))
    gap_minutes = models.PositiveIntegerField(
        _("từ nộp đến tiếp nhận quá (phút làm việc)"), default=480
    )
    relodge_days = models.PositiveSmallIntegerField(
        _("nộp lại trong vòng (ngày) sau khi rút"), default=30
    )
    pause_minutes = models.PositiveSmallIntegerField(
        _("dừng tính hạn khi còn không quá (phút làm việc)"), default=60
    )
    finish_minutes = models.PositiveSmallIntegerField(
        _("xong khi còn không quá (phút làm việc)"), default=15
    )
    burst_minutes = models.PositiveSmallIntegerField(_("xong hàng loạt trong (phút)"), default=10)
    burst_least = models.PositiveSmallIntegerField(_("xong hàng loạt từ (hồ sơ)"), default=5)
    people_least = models.PositiveSmallIntegerField(
        _("một tài khoản, điện thoại nộp cho từ (người)"), default=5
    )
    late_minutes = models.PositiveIntegerField(_("ghi lùi quá (phút)"), default=60)
    minimum_sample = models.PositiveSmallIntegerField(_("ít nhất để nói (hồ sơ)"), default=30)
    minimum_units = models.PositiveSmallIntegerField(_("ít nhất để so (đơn vị)"), default=5)
    note = models.CharField(_("căn cứ, ghi chú"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("quy tắc dấu hiệu")
        verbose_name_plural = _("quy tắc dấu hiệu")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="signrule_of_some",
                condition=Q(minimum_sample__gte=1, minimum_units__gte=3, burst_least__gte=2),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%d/%m/%Y}"


class SignNote(models.Model):
    """What was found when somebody looked at a sign, or what the officer concerned says to it.

    ``part`` of ``whole`` is the figure as it was then. Written once; the database refuses changes.
    """

    class Kind(models.TextChoices):
        """What came of it."""

        EXPLAINED = "explained", _("Đã xem, có lý do chính đáng")
        NEEDS_WORK = "needs_work", _("Cần chấn chỉnh")
        PASSED_ON = "passed_on", _("Chuyển nơi có thẩm quyền")
        ANSWER = "answer", _("Ý kiến của cán bộ")

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        Agency, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="+"
    )
    officer = models.ForeignKey(
        Officer,
        verbose_name=_("cán bộ"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Để trống: của cả đơn vị."),
    )
    key = models.CharField(_("dấu hiệu"), max_length=40)
    first = models.DateField(_("từ ngày"))
    last = models.DateField(_("đến ngày"))
    kind = models.CharField(_("kết luận"), max_length=16, choices=Kind)
    text = models.TextField(_("lời"))
    part = models.PositiveIntegerField(_("tử số khi ấy"))
    whole = models.PositiveIntegerField(_("mẫu số khi ấy"))
    written_by = models.ForeignKey(
        Officer,
        verbose_name=_("người ghi"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    written_at = models.DateTimeField(_("ghi lúc"))
    recorded_at = models.DateTimeField(_("máy chủ ghi lúc"))

    class Meta:
        verbose_name = _("ghi nhận về dấu hiệu")
        verbose_name_plural = _("ghi nhận về dấu hiệu")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="signnote_has_words", condition=~Q(text="")),
            models.CheckConstraint(name="signnote_is_a_share", condition=Q(part__lte=F("whole"))),
            models.CheckConstraint(
                name="signnote_answer_of_officer",
                condition=~Q(kind="answer") | Q(officer__isnull=False),
            ),
        ]
        indexes = [
            # What was found of a unit, of an officer.
            models.Index(name="signnote_unit", fields=["agency", "key", "-id"]),
            models.Index(
                name="signnote_officer",
                fields=["officer", "-id"],
                condition=Q(officer__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.kind}"
