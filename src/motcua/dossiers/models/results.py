"""What the applicant gets: the document, who approved which bytes of it, its number."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Officer
from motcua.documents.models import StoredFile
from motcua.dossiers.models.dossier import Dossier


class Result(models.Model):
    """One version of a dossier's result. A new version voids the one before, with a reason.

    ``approved_sha256`` is the hash of the very bytes that the leader was shown. ``signed_file``
    begins with these bytes and adds the digital signatures, of the leader and of the agency.
    """

    class Outcome(models.TextChoices):
        """What was decided."""

        GRANTED = "granted", _("Đồng ý giải quyết")
        REFUSED = "refused", _("Không đồng ý, có lý do")

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="results"
    )
    version = models.PositiveSmallIntegerField(_("bản số"), default=1)
    outcome = models.CharField(_("kết luận"), max_length=16, choices=Outcome)
    title = models.CharField(_("trích yếu"), max_length=255)
    reasons = models.JSONField(_("lý do từ chối"), default=list, blank=True)
    file = models.ForeignKey(
        StoredFile, verbose_name=_("tệp"), on_delete=models.PROTECT, related_name="results"
    )
    signed_file = models.ForeignKey(
        StoredFile,
        verbose_name=_("tệp đã ký số"),
        on_delete=models.PROTECT,
        related_name="signed_results",
        null=True,
        blank=True,
    )
    made_at = models.DateTimeField(_("soạn lúc"))
    made_by = models.ForeignKey(
        Officer,
        verbose_name=_("người soạn"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    approved_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    approved_by = models.ForeignKey(
        Officer,
        verbose_name=_("người duyệt"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    approved_sha256 = models.CharField(_("dấu vết bản đã duyệt"), max_length=64, blank=True)
    signer_title = models.CharField(_("chức vụ người duyệt"), max_length=120, blank=True)
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    document_number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    dated = models.DateField(_("ngày văn bản"), null=True, blank=True)
    numbered_at = models.DateTimeField(_("vào số lúc"), null=True, blank=True)
    numbered_by = models.ForeignKey(
        Officer,
        verbose_name=_("văn thư"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    voided_at = models.DateTimeField(_("thay thế lúc"), null=True, blank=True)
    void_reason = models.TextField(_("lý do thay thế"), blank=True)

    class Meta:
        verbose_name = _("kết quả giải quyết")
        verbose_name_plural = _("kết quả giải quyết")
        ordering = ["dossier", "version"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "version"], name="result_version_once"),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(voided_at__isnull=True), name="result_one_in_force"
            ),
            models.CheckConstraint(
                name="result_void_has_reason",
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""),
            ),
            models.CheckConstraint(
                name="result_numbered_after_approval",
                condition=Q(numbered_at__isnull=True) | Q(approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="result_approved_bytes",
                condition=Q(approved_at__isnull=True) | ~Q(approved_sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return self.document_number or self.title

    @property
    def issued_file(self) -> StoredFile:
        """Return what the applicant gets: the signed file where there is one."""
        return self.signed_file or self.file
