"""An administrator looked at the product through an officer's eyes: when, why, at which pages.

The database refuses to change or delete any of it.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Officer
from motcua.dossiers.models.dossier import Dossier


class Impersonation(models.Model):
    """``by`` saw the pages of ``officer`` until ``until``, or until it was ended before."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(
        Officer, verbose_name=_("quản trị đã xem"), on_delete=models.PROTECT, related_name="+"
    )
    officer = models.ForeignKey(
        Officer,
        verbose_name=_("xem với tư cách"),
        on_delete=models.PROTECT,
        related_name="impersonations",
    )
    reason = models.CharField(_("lý do"), max_length=255)
    begun_at = models.DateTimeField(_("từ lúc"))
    until = models.DateTimeField(_("đến lúc"))

    class Meta:
        verbose_name = _("lượt xem với tư cách người khác")
        verbose_name_plural = _("lượt xem với tư cách người khác")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="impersonation_of_another", condition=~Q(by=F("officer"))),
            models.CheckConstraint(
                name="impersonation_ends_after_it_begins", condition=Q(until__gt=F("begun_at"))
            ),
            models.CheckConstraint(name="impersonation_says_why", condition=~Q(reason="")),
        ]
        indexes = [models.Index(name="impersonation_latest", fields=["-begun_at", "-id"])]

    def __str__(self) -> str:
        return f"{self.by_id} {self.officer_id} {self.begun_at}"


class ImpersonationEnd(models.Model):
    """It was ended by its button, before its time was over."""

    impersonation = models.OneToOneField(
        Impersonation,
        verbose_name=_("lượt xem"),
        on_delete=models.PROTECT,
        related_name="ending",
    )
    ended_at = models.DateTimeField(_("kết thúc lúc"))

    class Meta:
        verbose_name = _("kết thúc một lượt xem")
        verbose_name_plural = _("kết thúc một lượt xem")

    def __str__(self) -> str:
        return f"{self.impersonation_id} {self.ended_at}"


class ImpersonatedLook(models.Model):
    """One page that was opened, or one dossier of which data were opened."""

    impersonation = models.ForeignKey(
        Impersonation, verbose_name=_("lượt xem"), on_delete=models.PROTECT, related_name="looks"
    )
    page = models.CharField(_("trang"), max_length=80, blank=True)
    dossier = models.ForeignKey(
        Dossier,
        verbose_name=_("hồ sơ"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    looked_at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("trang đã xem với tư cách người khác")
        verbose_name_plural = _("trang đã xem với tư cách người khác")
        ordering = ["looked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.impersonation_id} {self.page}"
