"""Files and the layouts of the official forms."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import ValidInTime


class ScanState(models.TextChoices):
    """What is known of a file's safety."""

    UNSCANNED = "unscanned", _("Chưa quét")
    CLEAN = "clean", _("An toàn")
    INFECTED = "infected", _("Có mã độc")


class StoredFile(models.Model):
    """A file, stored once by the hash of its content.

    One that was erased has no name any more; its content leaves the disk soon after.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(_("dấu vết nội dung"), max_length=64, db_index=True)
    name = models.CharField(_("tên tệp"), max_length=255)
    content_type = models.CharField(_("kiểu"), max_length=80)
    size = models.PositiveBigIntegerField(_("kích thước (byte)"))
    pages = models.PositiveIntegerField(_("số trang"), null=True, blank=True)
    scan_state = models.CharField(
        _("quét mã độc"), max_length=16, choices=ScanState, default=ScanState.UNSCANNED
    )
    stored_at = models.DateTimeField(_("lưu lúc"))
    stored_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người lưu"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    erased_at = models.DateTimeField(_("xóa theo thời hạn lúc"), null=True, blank=True)
    removed_at = models.DateTimeField(_("gỡ khỏi đĩa lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("tệp")
        verbose_name_plural = _("tệp")
        indexes = [
            # What the sweeper has yet to take from the disk.
            models.Index(
                name="storedfile_to_remove",
                fields=["erased_at", "id"],
                condition=Q(erased_at__isnull=False, removed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormTemplate(ValidInTime):
    """Layout and words of one official form, valid in time; an administrator may change both."""

    kind = models.SlugField(_("biểu mẫu"), max_length=32)
    number = models.CharField(_("mẫu số"), max_length=8)
    name = models.CharField(_("tên"), max_length=200)
    legal_basis = models.CharField(_("căn cứ"), max_length=255)
    layout = models.TextField(_("bố cục"))
    texts = models.JSONField(_("câu chữ"), default=dict)
    edition = models.PositiveIntegerField(_("lần sửa"), default=1)

    class Meta:
        verbose_name = _("mẫu biểu")
        verbose_name_plural = _("mẫu biểu")
        ordering = ["kind", "valid_from", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from", "edition"], name="formtemplate_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
