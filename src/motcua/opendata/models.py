"""What was published each day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.documents.models import StoredFile
from motcua.dossiers.models import ClosedDay


class OpenDataSet(models.Model):
    """The open data of a day: facts up to ``as_of``, in two files. Written once.

    ``description`` is what is published beside them: dictionary, licence, checksums, and the
    root of the ledger's newest closed day.
    """

    day = models.DateField(_("ngày"), unique=True)
    as_of = models.DateField(_("tính đến hết ngày"))
    rows = models.PositiveBigIntegerField(_("số dòng"))
    dossiers = models.PositiveBigIntegerField(_("số hồ sơ"))
    csv = models.ForeignKey(
        StoredFile, verbose_name=_("tệp CSV"), on_delete=models.PROTECT, related_name="+"
    )
    parquet = models.ForeignKey(
        StoredFile, verbose_name=_("tệp Parquet"), on_delete=models.PROTECT, related_name="+"
    )
    closed_day = models.ForeignKey(
        ClosedDay,
        verbose_name=_("ngày sổ đã khóa"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    description = models.JSONField(_("mô tả"))
    written_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("dữ liệu mở của ngày")
        verbose_name_plural = _("dữ liệu mở của ngày")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"
