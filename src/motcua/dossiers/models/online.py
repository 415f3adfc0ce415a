"""What a citizen fills in at home before a dossier exists, and what was lodged with it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency
from motcua.documents.models import StoredFile
from motcua.dossiers.models.dossier import Dossier
from motcua.people.models import Person
from motcua.procedures.models import EFormVersion, Procedure


class Standing(models.TextChoices):
    """For whom somebody lodges; but for SELF these are grounds of an ``Entitlement``."""

    SELF = "self", _("Cho chính tôi")
    PARENT = "parent", _("Cho con chưa thành niên của tôi")
    GUARDIAN = "guardian", _("Cho người tôi giám hộ")
    PROXY = "proxy", _("Cho người đã ủy quyền cho tôi")


class OnlineDraft(models.Model):
    """What a citizen has answered so far; saved as it is typed, emptied when it is lodged.

    ``version`` moves with each saving, so that of two devices the later one is asked. The
    form's version is the one with which it was begun.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, verbose_name=_("người nộp"), on_delete=models.CASCADE, related_name="online_drafts"
    )
    procedure = models.ForeignKey(
        Procedure, verbose_name=_("thủ tục"), on_delete=models.CASCADE, related_name="+"
    )
    form_version = models.ForeignKey(
        EFormVersion, verbose_name=_("bản tờ khai"), on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan giải quyết"), on_delete=models.PROTECT, related_name="+"
    )
    standing = models.CharField(
        _("nộp cho ai"), max_length=16, choices=Standing, default=Standing.SELF
    )
    principal = models.JSONField(_("người được nộp thay"), default=dict, blank=True)
    language = models.CharField(_("ngôn ngữ câu hỏi"), max_length=2, default="vi")
    values = models.JSONField(_("nội dung đã gõ"), default=dict, blank=True)
    origins = models.JSONField(
        _("lấy từ đâu"), default=dict, blank=True, help_text=_("Câu nào điền sẵn, từ đâu.")
    )
    files = models.ManyToManyField(StoredFile, verbose_name=_("tệp đã gửi"), blank=True)
    document = models.ForeignKey(
        StoredFile,
        verbose_name=_("tờ khai đã lập"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    fee = models.JSONField(
        _("số bản và phần xin miễn, giảm"),
        default=dict,
        blank=True,
        help_text=_("copies, pages, relief (mã đối tượng), evidence (số hiệu tệp)."),
    )
    document_digest = models.CharField(_("dấu vết điều đã khai"), max_length=64, blank=True)
    version = models.PositiveIntegerField(_("lần lưu"), default=1)
    started_at = models.DateTimeField(_("bắt đầu lúc"))
    saved_at = models.DateTimeField(_("lưu lúc"))
    dossier = models.ForeignKey(
        Dossier,
        verbose_name=_("đã thành hồ sơ"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("bản nháp nộp trực tuyến")
        verbose_name_plural = _("bản nháp nộp trực tuyến")
        ordering = ["-saved_at"]
        indexes = [
            # A citizen's own, and those that nobody came back to.
            models.Index(
                name="onlinedraft_open",
                fields=["person", "-saved_at"],
                condition=Q(dossier__isnull=True),
            ),
            models.Index(name="onlinedraft_saved", fields=["saved_at"]),
        ]

    def __str__(self) -> str:
        return str(self.ref)


class LodgedForm(models.Model):
    """What was answered when a dossier was lodged online, with the form that asked it.

    Neither is changed afterwards: a later version of the form asks later dossiers.
    """

    dossier = models.OneToOneField(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.CASCADE, related_name="lodged_form"
    )
    form_version = models.ForeignKey(
        EFormVersion, verbose_name=_("bản tờ khai"), on_delete=models.PROTECT, related_name="+"
    )
    values = models.JSONField(_("điều đã khai"))
    document = models.ForeignKey(
        StoredFile,
        verbose_name=_("tờ khai"),
        on_delete=models.PROTECT,
        related_name="lodged_forms",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("tờ khai đã nộp")
        verbose_name_plural = _("tờ khai đã nộp")

    def __str__(self) -> str:
        return f"#{self.dossier_id}"
