"""What officers keep beside a dossier: notes, and the lists they come back to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Officer
from motcua.dossiers.models.dossier import Dossier


class DossierNote(models.Model):
    """A remark for colleagues. It may name people, so it is no part of the ledger."""

    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="notes"
    )
    officer = models.ForeignKey(
        Officer, verbose_name=_("người ghi"), on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(_("nội dung"))
    written_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("ghi chú nội bộ")
        verbose_name_plural = _("ghi chú nội bộ")
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.written_at}"


class SavedView(models.Model):
    """A work list with its filters, kept by an officer under a name."""

    officer = models.ForeignKey(
        Officer, verbose_name=_("cán bộ"), on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(_("tên"), max_length=60)
    query = models.CharField(_("bộ lọc"), max_length=500)
    saved_at = models.DateTimeField(_("lưu lúc"))

    class Meta:
        verbose_name = _("danh sách đã lưu")
        verbose_name_plural = _("danh sách đã lưu")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["officer", "name"], name="savedview_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
