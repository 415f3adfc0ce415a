"""What happens to an accepted dossier: promises, steps, forms, calls."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, CalendarVersion, Officer
from motcua.agencies.roles import CHOICES as ROLE_CHOICES
from motcua.documents.models import FormTemplate, StoredFile
from motcua.dossiers.models.dossier import Dossier


class DueDate(models.Model):
    """A due date that was issued. It stays, whatever is issued after it."""

    class Kind(models.TextChoices):
        """Why it was issued."""

        PROMISE = "promise", _("Hẹn trả khi tiếp nhận")
        STATUTORY = "statutory", _("Hạn theo luật định")
        EXPECTED = "expected", _("Dự kiến, cơ quan có thẩm quyền chưa nhận")
        EXTENSION = "extension", _("Hẹn lại")
        RECOMPUTED = "recomputed", _("Tính lại sau tạm dừng")
        REOPENED = "reopened", _("Hẹn khi mở lại")
        IMPORTED = "imported", _("Hẹn của hệ thống cũ")
        FIRST_LEG = "first_leg", _("Hạn tại cơ quan tiếp nhận, thủ tục liên thông")

    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="due_dates"
    )
    kind = models.CharField(_("loại"), max_length=16, choices=Kind)
    due_at = models.DateTimeField(_("hẹn trả"), null=True)
    issued_at = models.DateTimeField(_("lập lúc"))
    counted_from = models.DateTimeField(_("tính từ"))
    limit_value = models.PositiveIntegerField(_("thời hạn"))
    limit_unit = models.CharField(_("đơn vị"), max_length=16)
    policy = models.CharField(_("cách đếm"), max_length=8)
    calendar_version = models.ForeignKey(
        CalendarVersion, verbose_name=_("bản lịch"), on_delete=models.PROTECT, related_name="+"
    )
    warnings = models.JSONField(_("lưu ý"), default=list, blank=True)

    class Meta:
        verbose_name = _("ngày hẹn đã lập")
        verbose_name_plural = _("ngày hẹn đã lập")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.due_at}"


class Step(models.Model):
    """One step of the internal process as it was really gone through.

    Whoever closed the step before hands the folder over, ``received_by`` signs for it (form
    06). ``due_at`` is empty while the dossier waits for the applicant; ``warn_at`` is when
    the early warning begins. Times are never changed: what was undone or sent back is closed
    with the outcome ``UNDONE`` or ``SENT_BACK`` and the step opened anew.
    """

    UNDONE = "undone"
    SENT_BACK = "sent_back"
    BROKEN_OFF = "broken_off"

    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="steps"
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    key = models.SlugField(_("mã bước"), max_length=40)
    name = models.CharField(_("tên bước"), max_length=120)
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="steps"
    )
    role = models.CharField(_("vai trò"), max_length=24, choices=ROLE_CHOICES)
    budget_minutes = models.PositiveIntegerField(_("thời gian được giao (phút)"), default=0)
    opened_at = models.DateTimeField(_("bắt đầu"))
    due_at = models.DateTimeField(_("hạn của bước"), null=True, blank=True)
    warn_at = models.DateTimeField(_("nhắc từ"), null=True, blank=True)
    assignee = models.ForeignKey(
        Officer,
        verbose_name=_("người được giao"),
        on_delete=models.PROTECT,
        related_name="assigned_steps",
        null=True,
        blank=True,
    )
    received_at = models.DateTimeField(_("nhận bàn giao lúc"), null=True, blank=True)
    received_by = models.ForeignKey(
        Officer,
        verbose_name=_("người nhận bàn giao"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    closed_at = models.DateTimeField(_("xong"), null=True, blank=True)
    closed_by = models.ForeignKey(
        Officer,
        verbose_name=_("người làm"),
        on_delete=models.PROTECT,
        related_name="closed_steps",
        null=True,
        blank=True,
    )
    outcome = models.CharField(_("kết quả bước"), max_length=40, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta:
        verbose_name = _("bước xử lý")
        verbose_name_plural = _("bước xử lý")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "order"], name="step_order_once"),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(closed_at__isnull=True), name="step_one_open"
            ),
        ]
        indexes = [
            # "What must I do next": open steps of a role in an agency, due first.
            models.Index(
                name="step_open_by_role",
                fields=["agency", "role", "due_at", "id"],
                condition=Q(closed_at__isnull=True),
            ),
            # What one officer has in hand.
            models.Index(
                name="step_open_by_assignee",
                fields=["assignee", "due_at", "id"],
                condition=Q(closed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IssuedForm(models.Model):
    """An official form (01 to 07) as it was issued: the frozen words, never edited.

    A correction issues the next version and voids this one with a reason.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="forms"
    )
    kind = models.SlugField(_("biểu mẫu"), max_length=32)
    version = models.PositiveSmallIntegerField(_("bản số"), default=1)
    template = models.ForeignKey(
        FormTemplate, verbose_name=_("mẫu"), on_delete=models.PROTECT, related_name="issued"
    )
    payload = models.JSONField(_("nội dung"))
    issued_at = models.DateTimeField(_("lập lúc"))
    issued_by = models.ForeignKey(
        Officer,
        verbose_name=_("người lập"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    signed_file = models.ForeignKey(
        StoredFile,
        verbose_name=_("tệp cơ quan đã ký số"),
        on_delete=models.PROTECT,
        related_name="signed_forms",
        null=True,
        blank=True,
    )
    voided_at = models.DateTimeField(_("hủy lúc"), null=True, blank=True)
    void_reason = models.TextField(_("lý do hủy"), blank=True)

    class Meta:
        verbose_name = _("biểu mẫu đã lập")
        verbose_name_plural = _("biểu mẫu đã lập")
        ordering = ["kind", "version"]
        indexes = [
            # What the worker has yet to sign, the newest of it.
            models.Index(
                name="issuedform_unsigned",
                fields=["issued_at"],
                condition=Q(signed_file__isnull=True, voided_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "kind", "version"], name="issuedform_version_once"
            ),
            models.UniqueConstraint(
                fields=["dossier", "kind"],
                condition=Q(voided_at__isnull=True),
                name="issuedform_one_in_force",
            ),
            models.CheckConstraint(
                name="issuedform_void_has_reason",
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class CallLog(models.Model):
    """A telephone call to somebody who has no mail ("gọi điện báo kết quả")."""

    class Outcome(models.TextChoices):
        """How the call ended."""

        TOLD = "told", _("Đã báo được")
        NO_ANSWER = "no_answer", _("Không nghe máy")
        WRONG_NUMBER = "wrong_number", _("Sai số")

    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="calls"
    )
    officer = models.ForeignKey(
        Officer, verbose_name=_("người gọi"), on_delete=models.PROTECT, related_name="+"
    )
    called_at = models.DateTimeField(_("gọi lúc"))
    outcome = models.CharField(_("kết quả"), max_length=16, choices=Outcome)
    note = models.CharField(_("ghi chú"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("cuộc gọi báo kết quả")
        verbose_name_plural = _("cuộc gọi báo kết quả")
        ordering = ["called_at", "id"]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.outcome}"
