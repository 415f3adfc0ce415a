"""What of the demonstration has been loaded."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Whether people wait for a part, or the worker loads it while they look around."""

    FIRST = "first", _("Nạp trước khi mở trang")
    REST = "rest", _("Nạp sau, ở tiến trình nền")


class DemoPart(models.Model):
    """A part of the demonstration that is loaded in one transaction, or not at all."""

    key = models.CharField(_("phần"), max_length=80, unique=True)
    title = models.CharField(_("tên"), max_length=200)
    stage = models.CharField(_("đợt"), max_length=8, choices=Stage)
    order = models.PositiveIntegerField(_("thứ tự"))
    seed = models.BigIntegerField(_("số gieo"))
    reference_on = models.DateField(_("ngày mốc"))
    planned = models.PositiveIntegerField(_("số hồ sơ"))
    facts = models.JSONField(_("cách chia"), default=dict, blank=True)
    loaded_at = models.DateTimeField(_("nạp xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("phần trình diễn")
        verbose_name_plural = _("phần trình diễn")
        ordering = ["stage", "order"]

    def __str__(self) -> str:
        return self.key
