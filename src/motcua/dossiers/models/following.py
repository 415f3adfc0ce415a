"""What passes between citizen and office about a dossier that is no act upon it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Officer
from motcua.documents.models import StoredFile
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.pauses import Pause
from motcua.people.models import Person


class DossierMessage(models.Model):
    """A few words of the citizen to the office, or of an officer to the citizen. Never edited.

    Nothing rests on it: what is asked for or decided is an act with its form.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="conversation"
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("người dân viết"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    officer = models.ForeignKey(
        Officer,
        verbose_name=_("cán bộ viết"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Để trống: người dân viết."),
    )
    text = models.TextField(_("nội dung"))
    written_at = models.DateTimeField(_("viết lúc"))
    answered_at = models.DateTimeField(_("được trả lời lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("tin nhắn về hồ sơ")
        verbose_name_plural = _("tin nhắn về hồ sơ")
        ordering = ["written_at", "id"]
        indexes = [
            # What citizens wrote and nobody has answered, the longest waiting first.
            models.Index(
                name="dossiermessage_open",
                fields=["written_at", "id"],
                condition=Q(officer__isnull=True, answered_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.written_at}"


class SupplementAnswer(models.Model):
    """The applicant's answer to one point of form 02, kept as they go; the dossier knows nothing.

    All of them are merged in one act once every point is answered: ``merged_at``.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="answers"
    )
    pause = models.ForeignKey(
        Pause, verbose_name=_("lần tạm dừng"), on_delete=models.PROTECT, related_name="answers"
    )
    point = models.PositiveSmallIntegerField(_("điểm số"))
    text = models.TextField(_("trả lời"), blank=True)
    file = models.ForeignKey(
        StoredFile,
        verbose_name=_("tệp"),
        on_delete=models.PROTECT,
        related_name="answers",
        null=True,
        blank=True,
    )
    saved_at = models.DateTimeField(_("lưu lúc"))
    merged_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("câu trả lời bổ sung")
        verbose_name_plural = _("câu trả lời bổ sung")
        ordering = ["pause", "point"]
        constraints = [
            models.UniqueConstraint(fields=["pause", "point"], name="supplementanswer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pause_id}/{self.point}"
