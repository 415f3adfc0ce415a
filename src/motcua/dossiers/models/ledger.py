"""The record of everything done to a dossier. Append-only, also for the database's owner."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Officer
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models.dossier import Dossier, Origin, choices_of


class DossierEvent(models.Model):
    """One line of the ledger. Written once; the database refuses to change or delete it."""

    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="events"
    )
    sequence = models.PositiveIntegerField(_("thứ tự"))
    action = models.CharField(_("việc"), max_length=32, choices=choices_of(Action))
    from_state = models.CharField(_("từ trạng thái"), max_length=24, blank=True)
    to_state = models.CharField(_("đến trạng thái"), max_length=24)
    actor = models.ForeignKey(
        Officer,
        verbose_name=_("người làm"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    on_behalf_of = models.ForeignKey(
        Officer,
        verbose_name=_("làm thay"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    happened_at = models.DateTimeField(_("xảy ra lúc"))
    recorded_at = models.DateTimeField(_("ghi lúc"))
    payload = models.JSONField(_("nội dung, không có thông tin cá nhân"), default=dict)
    origin = models.CharField(_("nguồn"), max_length=16, choices=Origin, default=Origin.LIVE)
    previous_hash = models.CharField(_("dấu vết việc trước"), max_length=64, blank=True)
    hash = models.CharField(_("dấu vết"), max_length=64)

    class Meta:
        verbose_name = _("việc đã ghi")
        verbose_name_plural = _("việc đã ghi")
        ordering = ["dossier", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "sequence"], name="dossierevent_once"),
            models.CheckConstraint(
                name="dossierevent_action_is_known", condition=Q(action__in=sorted(Action))
            ),
        ]
        indexes = [
            models.Index(name="dossierevent_recorded", fields=["recorded_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.sequence} {self.action}"
