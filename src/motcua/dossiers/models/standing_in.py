"""By what right somebody lodged for somebody else."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.dossier import Dossier


class Entitlement(models.Model):
    """What entitles the applicant to lodge for the principal; the document is among the papers."""

    class Ground(models.TextChoices):
        """Why somebody may."""

        PARENT = "parent", _("Cha, mẹ của người chưa thành niên")
        GUARDIAN = "guardian", _("Người giám hộ")
        PROXY = "proxy", _("Được ủy quyền")
        REPRESENTATIVE = "representative", _("Người đại diện theo pháp luật của tổ chức")

    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.CASCADE, related_name="entitlements"
    )
    ground = models.CharField(_("tư cách"), max_length=16, choices=Ground)
    document = models.CharField(
        _("giấy tờ làm căn cứ"), max_length=255, help_text=_("Tên giấy, số, ngày, nơi cấp.")
    )
    told_at = models.DateTimeField(_("báo chủ hồ sơ lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("căn cứ nộp thay")
        verbose_name_plural = _("căn cứ nộp thay")
        constraints = [
            models.UniqueConstraint(fields=["dossier"], name="entitlement_once"),
        ]

    def __str__(self) -> str:
        return f"#{self.dossier_id} {self.ground}"
