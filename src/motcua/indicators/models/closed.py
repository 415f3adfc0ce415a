"""Figures of days that are over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency


class FigureRun(models.Model):
    """Figure ``key`` was closed by formula ``formula`` from what was recorded before ``cut_off``.

    Written once, with its figures; the database refuses changes.
    """

    key = models.CharField(_("con số"), max_length=40)
    formula = models.PositiveSmallIntegerField(_("bản công thức"))
    cut_off = models.DateTimeField(_("chốt mọi việc ghi trước"))
    closed_at = models.DateTimeField(_("khóa lúc"))

    class Meta:
        verbose_name = _("lần khóa số liệu")
        verbose_name_plural = _("lần khóa số liệu")
        constraints = [
            models.UniqueConstraint(fields=["key", "formula", "cut_off"], name="figurerun_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.cut_off:%Y-%m-%d}"


class ClosedFigure(models.Model):
    """So much of so much on a day that is over; days and agencies of nothing have no row.

    A later version says why it differs. Written once; the database refuses changes.
    """

    run = models.ForeignKey(
        FigureRun, verbose_name=_("lần khóa"), on_delete=models.PROTECT, related_name="figures"
    )
    day = models.DateField(_("ngày"))
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    part = models.PositiveBigIntegerField(_("tử số"))
    whole = models.PositiveBigIntegerField(_("mẫu số"))
    version = models.PositiveSmallIntegerField(_("bản"), default=1)
    reason = models.CharField(_("vì sao có bản sau"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("con số đã khóa")
        verbose_name_plural = _("con số đã khóa")
        constraints = [
            models.UniqueConstraint(fields=["run", "day", "agency"], name="closedfigure_once"),
        ]
        indexes = [models.Index(name="closedfigure_day", fields=["day", "agency"])]

    def __str__(self) -> str:
        return f"{self.run_id} {self.day:%Y-%m-%d}"
