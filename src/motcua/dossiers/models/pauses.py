"""Time that is not the agency's: waiting for the applicant; and the apology when it is."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Officer
from motcua.documents.models import StoredFile
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.handling import IssuedForm


class Pause(models.Model):
    """An interval in which the applicant has the move. Never deleted; it ends once.

    ``restarts`` counts the limit from zero when it ends. One that lies before acceptance
    keeps the desk's answer waiting and touches no due date.
    """

    class Kind(models.TextChoices):
        """Why the agency waits."""

        SUPPLEMENT = "supplement", _("Chờ bổ sung giấy tờ")
        NOT_ELIGIBLE = "not_eligible", _("Hồ sơ chưa đủ điều kiện giải quyết")
        FINANCIAL = "financial", _("Chờ nghĩa vụ tài chính")

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="pauses"
    )
    kind = models.CharField(_("loại"), max_length=16, choices=Kind)
    reason = models.TextField(_("lý do"))
    legal_basis = models.CharField(_("căn cứ pháp lý"), max_length=255)
    restarts = models.BooleanField(_("tính lại từ đầu"), default=False)
    form = models.ForeignKey(
        IssuedForm,
        verbose_name=_("phiếu đã lập"),
        on_delete=models.PROTECT,
        related_name="pauses",
        null=True,
        blank=True,
    )
    document = models.CharField(
        _("văn bản"), max_length=255, blank=True, help_text=_("Số, ngày thông báo nộp tiền.")
    )
    amount_dong = models.PositiveBigIntegerField(_("số tiền (đồng)"), null=True, blank=True)
    reply_by = models.DateField(_("đề nghị bổ sung trước ngày"), null=True, blank=True)
    started_at = models.DateTimeField(_("từ lúc"))
    started_by = models.ForeignKey(
        Officer,
        verbose_name=_("người lập"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    ended_at = models.DateTimeField(_("đến lúc"), null=True, blank=True)
    ended_by = models.ForeignKey(
        Officer,
        verbose_name=_("người ghi nhận"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    end_note = models.CharField(_("căn cứ tiếp tục"), max_length=255, blank=True)
    overridden_by = models.ForeignKey(
        Officer,
        verbose_name=_("lãnh đạo cho phép lần nữa"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    override_reason = models.TextField(_("lý do cho phép lần nữa"), blank=True)

    class Meta:
        verbose_name = _("lần tạm dừng")
        verbose_name_plural = _("lần tạm dừng")
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(ended_at__isnull=True), name="pause_one_open"
            ),
            models.CheckConstraint(
                name="pause_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
            ),
            # Once is the law; a second time somebody must have said why.
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(override_reason="", kind__in=["not_eligible", "supplement"]),
                name="pause_supplement_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.kind}"


class Apology(models.Model):
    """An apology and a new date (form 04): drafted, then signed off by the head and sent.

    The law allows it once; one more rests on a head's written reason.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="apologies"
    )
    reason = models.TextField(_("lý do chậm"), blank=True)
    working_days = models.PositiveSmallIntegerField(_("số ngày làm việc gia hạn"))
    new_due_at = models.DateTimeField(_("hẹn lại"))
    drafted_at = models.DateTimeField(_("soạn lúc"))
    drafted_by = models.ForeignKey(
        Officer,
        verbose_name=_("người soạn"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Để trống: hệ thống soạn."),
    )
    signed_at = models.DateTimeField(_("ký lúc"), null=True, blank=True)
    signed_by = models.ForeignKey(
        Officer,
        verbose_name=_("người ký"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    form = models.ForeignKey(
        IssuedForm,
        verbose_name=_("phiếu đã lập"),
        on_delete=models.PROTECT,
        related_name="apologies",
        null=True,
        blank=True,
    )
    dropped_at = models.DateTimeField(_("bỏ bản soạn lúc"), null=True, blank=True)
    override_reason = models.TextField(_("lý do hẹn lại lần nữa"), blank=True)

    class Meta:
        verbose_name = _("lần xin lỗi và hẹn lại")
        verbose_name_plural = _("lần xin lỗi và hẹn lại")
        ordering = ["drafted_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(signed_at__isnull=True, dropped_at__isnull=True),
                name="apology_one_draft",
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(signed_at__isnull=False, override_reason=""),
                name="apology_signed_once",
            ),
            models.CheckConstraint(
                name="apology_signed_with_reason",
                condition=Q(signed_at__isnull=True) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.new_due_at}"


class Consultation(models.Model):
    """A question to another agency, with the day by which it should answer. No pause."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="consultations"
    )
    agency = models.ForeignKey(
        "agencies.Agency",
        verbose_name=_("cơ quan được hỏi"),
        on_delete=models.PROTECT,
        related_name="consultations",
    )
    question = models.TextField(_("nội dung hỏi"))
    due_at = models.DateTimeField(_("đề nghị trả lời trước"))
    asked_at = models.DateTimeField(_("hỏi lúc"))
    asked_by = models.ForeignKey(
        Officer,
        verbose_name=_("người hỏi"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    answered_by = models.ForeignKey(
        Officer,
        verbose_name=_("người trả lời"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    answer = models.TextField(_("trả lời"), blank=True)
    file = models.ForeignKey(
        StoredFile,
        verbose_name=_("văn bản trả lời"),
        on_delete=models.PROTECT,
        related_name="consultations",
        null=True,
        blank=True,
    )
    closed_at = models.DateTimeField(
        _("không cần trả lời từ"),
        null=True,
        blank=True,
        help_text=_("Hồ sơ đã xong hay dừng."),
    )

    class Meta:
        verbose_name = _("lần lấy ý kiến")
        verbose_name_plural = _("lần lấy ý kiến")
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(
                name="consultation_open",
                fields=["agency", "due_at", "id"],
                condition=Q(answered_at__isnull=True, closed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.agency_id}"
