"""Papers asked for although they were had already: allowed only with a reason on record."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Officer
from motcua.documents.models import HeldPaper
from motcua.dossiers.models.dossier import Dossier


class AskedAgain(models.Model):
    """A paper that the store or a database holds, asked for all the same, and why."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="asked_again"
    )
    paper_id = models.CharField(_("mã giấy tờ"), max_length=40)
    held_paper = models.ForeignKey(
        HeldPaper,
        verbose_name=_("giấy đã có trong kho"),
        on_delete=models.SET_NULL,
        related_name="asked_again",
        null=True,
        blank=True,
    )
    database = models.CharField(_("cơ sở dữ liệu đã có"), max_length=160, blank=True)
    reason = models.TextField(_("lý do vẫn thu"))
    asked_at = models.DateTimeField(_("thu lúc"))
    asked_by = models.ForeignKey(
        Officer,
        verbose_name=_("người thu"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("lần thu lại giấy đã có")
        verbose_name_plural = _("lần thu lại giấy đã có")
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(name="askedagain_has_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.paper_id}"
