"""Who asks to be let off a fee, and what the desk answered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Officer
from motcua.dossiers.models.dossier import Dossier
from motcua.kernel.fees import ALL_OF_IT, Relief


class ReliefClaim(models.Model):
    """An applicant's wish to pay nothing, or less, as one of a class of people.

    Until an officer has confirmed it the full amount is due. What was asked for is kept as it
    was worded then.
    """

    dossier = models.OneToOneField(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.CASCADE, related_name="relief_claim"
    )
    code = models.SlugField(_("mã"), max_length=40)
    name = models.CharField(_("đối tượng"), max_length=160)
    percent = models.PositiveSmallIntegerField(_("được bớt (%)"), default=ALL_OF_IT)
    legal_basis = models.CharField(_("căn cứ"), max_length=255, blank=True)
    evidence = models.CharField(_("giấy tờ chứng minh"), max_length=255, blank=True)
    made_at = models.DateTimeField(_("đề nghị lúc"))
    is_granted = models.BooleanField(_("được xác nhận"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=255, blank=True)
    decided_at = models.DateTimeField(_("xét lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Officer,
        verbose_name=_("người xét"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("đề nghị miễn, giảm phí")
        verbose_name_plural = _("đề nghị miễn, giảm phí")
        constraints = [
            models.CheckConstraint(
                name="reliefclaim_decided_once",
                condition=Q(is_granted__isnull=True, decided_at__isnull=True)
                | Q(is_granted__isnull=False, decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.code}"

    @property
    def relief(self) -> Relief:
        """Return what was asked for, ready to be counted."""
        return Relief(self.code, self.name, self.percent, self.legal_basis, self.evidence)
